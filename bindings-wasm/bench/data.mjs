// DOKU's own sample of an RDL registration, and an answer to it.
export const clientId = "MCH-0001-10791114622547";
export const secretKey = "test-secret-key";
export const requestId = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e";
export const timestamp = "2020-08-11T08:45:42Z";

export const sample = {
  rdl_customer: {
    customer_id: "INVESTOR-0000100001",
    customer_name: "SEMAR DUADUA",
    address_city: "Kota Bandung",
    address_kecamatan: "Buah Batu",
    address_kelurahan: "Margasari",
    address_province: "Jawa Barat",
    address_rt_rw: "10/10",
    address_street: "Jl. Jalan",
    birth_date: "1989-09-01",
    birth_place: "Jakarta",
    education: "STRATA_SATU",
    email: "duadua@doku.com",
    gender: "FEMALE",
    home_phone_number: "0810101011",
    id_expiry_date: "2099-10-10",
    id_number: "1000000000000000",
    npwp_number: "0111111111111111",
    job_code: "ENTREPRENEUR",
    marital_status: "MARRIED",
    mobile_phone_number: "0851231231",
    monthly_income: "1",
    mother_maiden_name: "mymom",
    nationality: "ID",
    office_phone_number: "02112311",
    religion: "ISLAM",
    resident_status: "R",
    source_of_fund: "SALARY",
    zip_code: "40286",
    title: "MS",
    open_account_reason: "INVESTMENT",
    selfie_photo: "(Base64)",
  },
};

export const photo = { rdl_customer: { ...sample.rdl_customer, selfie_photo: "/9j/4AAQ".repeat(51_200) } };

/** A registration, and the signed answer to it as an HTTP client hands it over. */
export function response(doku) {
  const { selfie_photo, ...customer } = sample.rdl_customer;
  const body = JSON.stringify({
    rdl_customer: { ...customer, company_id: "DOKU", account_id: "2340220322154948265107180133830000142742" },
    rdl_customer_info: { account_balance: 0, RDL_status: "PENDING" },
  });
  const request = doku.prepare("register_rdl_customer", sample, { requestId, timestamp });
  const { signature } = doku.signReply(request.target, body, { requestId, timestamp });
  const headers = {
    date: "Tue, 11 Aug 2020 08:45:42 GMT",
    "content-type": "application/json",
    "content-length": String(body.length),
    connection: "keep-alive",
    "client-id": clientId,
    "request-id": requestId,
    "response-timestamp": timestamp,
    signature,
  };
  return { request, response: { status: 201, headers, body } };
}
