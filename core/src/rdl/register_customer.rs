//! RDL Registration: `POST /sac-rdl/v1/rdl-customers`.
//!
//! Rules come from DOKU, RDL Registration, request and response body. The code lists
//! that its pages refer to (city, education, job, income, religion, title, reason) are
//! not published, so their fields take any text.

use crate::payload::{Format, digits, object, payload, text, text_or_number};

payload! {
    /// Body of an RDL registration.
    ///
    /// DOKU, RDL Registration, request body.
    pub struct RdlRegistration {
        /// The investor to open an account for.
        rdl_customer: RdlCustomer = object::<RdlCustomer>(),
    }
}

payload! {
    /// Investor to open an account for.
    ///
    /// DOKU, RDL Registration, request body. Lengths are counted in characters.
    pub struct RdlCustomer {
        /// Your own unique id of the investor. At most 100 characters.
        customer_id: String = text().max(100),
        /// Full name. At most 100 characters.
        customer_name: String = text().max(100),
        /// City, from DOKU's List Of City. At most 50 characters.
        address_city: String = text().max(50),
        /// District (kecamatan). At most 50 characters.
        address_kecamatan: String = text().max(50),
        /// Sub-district (kelurahan). At most 50 characters.
        address_kelurahan: String = text().max(50),
        /// Province (provinsi). At most 50 characters.
        address_province: String = text().max(50),
        /// RT/RW, such as `10/10`. At most 50 characters.
        address_rt_rw: String = text().max(50),
        /// Street address. At most 100 characters.
        address_street: String = text().max(100),
        /// Birth date, `YYYY-MM-DD`.
        ///
        /// The form is that of DOKU's sample; the text of the page does not state it.
        birth_date: String = text().format(Format::Date),
        /// Birth place. At most 100 characters.
        birth_place: String = text().max(100),
        /// Education, from DOKU's List Of Education, such as `STRATA_SATU`. At most 20 characters.
        education: String = text().max(20),
        /// Email address. At most 40 characters.
        email: String = text().max(40).format(Format::Email),
        /// Gender, such as `FEMALE`. At most 6 characters.
        ///
        /// The page says 5, and its own sample sends the 6 of `FEMALE`.
        gender: String = text().max(6),
        /// Home phone number. At most 15 characters; text, since a number loses a leading zero.
        home_phone_number: Option<String> = text().max(15),
        /// Expiry date of the id card, `YYYY-MM-DD`.
        id_expiry_date: String = text().format(Format::Date),
        /// Number of the id card (KTP). At most 50 characters.
        id_number: String = text().max(50),
        /// Tax number (NPWP). At most 50 characters.
        npwp_number: String = text().max(50),
        /// Job, from DOKU's List Of Job Code, such as `ENTREPRENEUR`. At most 50 characters.
        job_code: String = text().max(50),
        /// Marital status, from DOKU's list, such as `MARRIED`. At most 10 characters.
        marital_status: String = text().max(10),
        /// Mobile phone number. At most 15 characters; text, since a number loses a leading zero.
        mobile_phone_number: String = text().max(15),
        /// Code from DOKU's List Of Monthly Income, such as `1`. At most 2 digits.
        ///
        /// The page documents a number and its sample sends text; either is sent as given.
        monthly_income: String = text_or_number().max(2).format(Format::Digits),
        /// Mother's maiden name. At most 50 characters.
        mother_maiden_name: String = text().max(50),
        /// Nationality as an ISO country code, such as `ID`. At most 2 characters.
        nationality: String = text().max(2),
        /// Office phone number. At most 15 characters; text, since a number loses a leading zero.
        office_phone_number: Option<String> = text().max(15),
        /// Religion, from DOKU's List Of Religion, such as `ISLAM`. At most 15 characters.
        religion: Option<String> = text().max(15),
        /// Resident status, such as `R`. At most 2 characters.
        resident_status: String = text().max(2),
        /// Source of fund, such as `SALARY`. At most 20 characters.
        source_of_fund: String = text().max(20),
        /// Zip code. At most 5 characters.
        zip_code: String = text().max(5),
        /// Title, from DOKU's List Of Title, such as `MS`. At most 3 characters.
        title: String = text().max(3),
        /// Reason, from DOKU's List Of Reason, such as `INVESTMENT`. At most 15 characters.
        open_account_reason: String = text().max(15),
        /// Selfie photo, encoded with base64.
        ///
        /// Any text is taken: the page states no size or image type, and its sample is
        /// the placeholder `(Base64)`.
        selfie_photo: String = text(),
    }
}

payload! {
    /// Answer to an RDL registration.
    ///
    /// DOKU, RDL Registration, response body.
    pub struct RdlRegistrationAnswer {
        /// The investor as registered.
        rdl_customer: RdlAccount = object::<RdlAccount>(),
        /// The state of the account.
        rdl_customer_info: RdlAccountInfo = object::<RdlAccountInfo>(),
    }
}

payload! {
    /// Investor as DOKU registered it.
    ///
    /// DOKU, RDL Registration, response body. The page marks nearly every field as
    /// mandatory, and its own sample lacks one of them: only what the account cannot be
    /// used without is required here.
    pub struct RdlAccount {
        /// Your own id of the investor.
        customer_id: String = text(),
        /// Full name.
        customer_name: Option<String> = text(),
        /// City.
        address_city: Option<String> = text(),
        /// District (kecamatan).
        address_kecamatan: Option<String> = text(),
        /// Sub-district (kelurahan).
        address_kelurahan: Option<String> = text(),
        /// Province (provinsi).
        address_province: Option<String> = text(),
        /// RT/RW.
        address_rt_rw: Option<String> = text(),
        /// Street address.
        address_street: Option<String> = text(),
        /// Birth date.
        birth_date: Option<String> = text(),
        /// Birth place.
        birth_place: Option<String> = text(),
        /// Education.
        education: Option<String> = text(),
        /// Email address; DOKU's own sample leaves it out.
        email: Option<String> = text(),
        /// Gender.
        gender: Option<String> = text(),
        /// Home phone number.
        home_phone_number: Option<String> = text(),
        /// Expiry date of the id card.
        id_expiry_date: Option<String> = text(),
        /// Number of the id card (KTP).
        id_number: Option<String> = text(),
        /// Tax number (NPWP).
        npwp_number: Option<String> = text(),
        /// Job.
        job_code: Option<String> = text(),
        /// Marital status.
        marital_status: Option<String> = text(),
        /// Mobile phone number.
        mobile_phone_number: Option<String> = text(),
        /// Monthly income; DOKU sends a number where it was sent text.
        monthly_income: Option<String> = text_or_number(),
        /// Mother's maiden name.
        mother_maiden_name: Option<String> = text(),
        /// Nationality.
        nationality: Option<String> = text(),
        /// Office phone number.
        office_phone_number: Option<String> = text(),
        /// Religion.
        religion: Option<String> = text(),
        /// Resident status.
        resident_status: Option<String> = text(),
        /// Source of fund.
        source_of_fund: Option<String> = text(),
        /// Zip code.
        zip_code: Option<String> = text(),
        /// Title.
        title: Option<String> = text(),
        /// Reason for opening the account.
        open_account_reason: Option<String> = text(),
        /// Company id, such as `DOKU`.
        company_id: Option<String> = text(),
        /// Account id at DOKU, with all its digits: 40 in DOKU's sample.
        ///
        /// The page documents text and its sample shows a bare number, which a parser
        /// that makes it a double cuts to 16 digits.
        account_id: String = digits(),
    }
}

payload! {
    /// State of an investor's account.
    ///
    /// DOKU, RDL Registration, response body.
    pub struct RdlAccountInfo {
        /// Balance; a number in DOKU's sample, text here so that no digit is lost.
        account_balance: String = text_or_number(),
        /// Status; only `PENDING` is documented, and any other text is kept.
        rdl_status as "RDL_status": String = text(),
    }
}
