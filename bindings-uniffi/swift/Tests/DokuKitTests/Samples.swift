import DokuKit
import Foundation

// Signatures of this key were made with `openssl dgst -sha256 -hmac`.
let clientId = "MCH-0001-10791114622547"
let secretKey = "test-secret-key"
let requestId = "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e"
let timestamp = "2020-08-11T08:45:42Z"
let target = "/sac-rdl/v1/rdl-customers"

/// An investor without the optional fields; no value of it may ever be printed.
let customer = RdlCustomer(
    customerId: "customer-7731",
    customerName: "Siti Rahmawati",
    addressCity: "Bandung",
    addressKecamatan: "Coblong",
    addressKelurahan: "Dago",
    addressProvince: "Jawa Barat",
    addressRtRw: "10/10",
    addressStreet: "Jalan Dago 55",
    birthDate: "1991-02-28",
    birthPlace: "Cimahi",
    education: "STRATA_SATU",
    email: "siti@example.id",
    gender: "FEMALE",
    idExpiryDate: "2030-12-31",
    idNumber: "3273012802910001",
    npwpNumber: "091234567423000",
    jobCode: "ENTREPRENEUR",
    maritalStatus: "MARRIED",
    mobilePhoneNumber: "081234567890",
    monthlyIncome: "1",
    motherMaidenName: "Kartini",
    nationality: "ID",
    residentStatus: "R",
    sourceOfFund: "SALARY",
    zipCode: "40135",
    title: "MS",
    openAccountReason: "INVESTMENT",
    selfiePhoto: "c2VsZmll"
)
let registration = RdlRegistration(rdlCustomer: customer)
let registrationSignature = "HMACSHA256=b2D7e/7ZMCa8Z/1PVTEaQzOq1bPrYDw4UsF7cwYHylE="

/// An answer to it, and the headers with which DOKU signs it.
let accountId = "1234567890123456789012345678901234567890"
let answer = Data(
    """
    {"rdl_customer":{"customer_id":"customer-7731","account_id":\(accountId),
     "new_key":1},"rdl_customer_info":{"account_balance":120000,"RDL_status":"PENDING"}}
    """.utf8)
let answerHeaders = [
    "Client-Id": clientId,
    "Request-Id": requestId,
    "Response-Timestamp": "2020-08-11T08:45:43Z",
    "Signature": "HMACSHA256=jz6wJFcpoK37NFFH9vbGCJtZ9GLiQyo/oxypI/sRbLk=",
]

func doku() throws -> Doku {
    try Doku(environment: "test", clientId: clientId, secretKey: secretKey)
}

extension PreparedRequest {
    var signature: String? { headers.first { $0.name == "Signature" }?.value }
    var text: String { String(decoding: body ?? Data(), as: UTF8.self) }
}

extension DokuError {
    var paths: [String] { violations.map { "\($0.path) \($0.code)" } }
}

/// The error of a call that has to fail.
func failure(_ call: () throws -> some Any) throws -> DokuError {
    do {
        _ = try call()
    } catch let error as DokuError {
        return error
    }
    throw Unexpected()
}

struct Unexpected: Error {}
