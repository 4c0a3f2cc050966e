//! Business Registration: `POST /adv-core-api/partner/v1.0/business`.
//!
//! Fields and their order are those of DOKU's sample request. Its table could not be read
//! beyond the name of a contact, so the rows that only the sample shows are optional. The
//! page says that for `PERSONAL` the name and description of business and brand are the
//! same, and its own sample breaks that: it is not enforced.

use std::sync::Arc;

use crate::error::Violation;
use crate::payload::{
    Fields, Format, Object, Rule, boolean, list, list_of, object, one_of, open, payload, secret,
    text, write_string,
};
use crate::values::secret::Secret;

use super::codes::{BUSINESS_TYPES, LEGAL_ENTITIES, entity_fits_type};

payload! {
    /// Registers a business with its brands, contacts and files.
    ///
    /// DOKU, Business Registration, request body.
    pub struct BusinessRegistration {
        /// The business.
        business: RegistrationBusiness = object::<RegistrationBusiness>(),
        /// The partner's own users. Shown in the sample only.
        partner: Option<RegistrationPartner> = object::<RegistrationPartner>(),
    }
}

payload! {
    /// Business to register.
    ///
    /// DOKU, Business Registration, request body.
    pub struct RegistrationBusiness where entity_fits {
        /// `PERSONAL` or `CORPORATE`.
        ///
        /// The page documents at most 8 characters, which the 9 of `CORPORATE` exceed.
        r#type as "type": String = one_of(BUSINESS_TYPES),
        /// URL that receives KYB callbacks. Shown in the sample only.
        callback_url: Option<String> = text().format(Format::Url),
        /// `PERSEORANGAN` for `PERSONAL`; one of 11 others, such as `PT`, for `CORPORATE`.
        ///
        /// The list for `CORPORATE` is that of Check Requirements.
        legal_entity: String = one_of(LEGAL_ENTITIES),
        /// Name.
        name: String = text(),
        /// Description. At most 1023 characters.
        description: Option<String> = text().max(1023),
        /// Email address.
        email: String = text().format(Format::Email),
        /// Calling code, such as `62`. At most 2 digits, as text.
        ///
        /// The table calls it `calling_code`, an integer; the sample sends text under this name.
        phone_calling_code: String = text().max(2).format(Format::Digits),
        /// Phone number. At most 13 digits, as text.
        phone_number: String = text().max(13).format(Format::Digits),
        /// State of the website, such as `DONT_HAVE`. Shown in the sample only.
        website_readiness: Option<String> = open(READINESS),
        /// State of the mobile app, such as `DONT_HAVE`. Shown in the sample only.
        mobile_app_readiness: Option<String> = open(READINESS),
        /// Brands, at least one.
        brands: Vec<RegistrationBrand> = list::<RegistrationBrand>(),
        /// Addresses, at least one.
        addresses: Vec<RegistrationAddress> = list::<RegistrationAddress>(),
        /// Bank accounts. Shown in the sample only.
        banks: Option<Vec<RegistrationBank>> = list::<RegistrationBank>(),
        /// Contacts, at least one.
        contacts: Vec<RegistrationContact> = list::<RegistrationContact>(),
        /// Documents of the business itself.
        ///
        /// Inferred for `CORPORATE`, of which no sample is published.
        documents: Option<Vec<RegistrationDocument>> = list::<RegistrationDocument>(),
    }
}

payload! {
    /// Brand of a business.
    ///
    /// DOKU, Business Registration, request body.
    pub struct RegistrationBrand {
        /// Name. At most 255 characters.
        name: String = text().max(255),
        /// Description. At most 1023 characters.
        description: String = text().max(1023),
        /// Category, such as `NON_RETAIL`. At most 10 characters.
        ///
        /// DOKU's list could not be read, so any text is taken.
        category: String = text().max(10),
        /// Transaction volume, such as `UMI`. At most 3 characters.
        transaction_frequency: Option<String> = text().max(3),
        /// Number of transactions, such as `UP_TO_100`. At most 255 characters.
        transaction_quantity: Option<String> = text().max(255),
        /// Size of a transaction, such as `UP_TO_50K`. Shown in answers only.
        ticket_size: Option<String> = text(),
        /// Accounts on social media. Shown in the samples only.
        social_media: Option<Vec<RegistrationSocialMedia>> = list::<RegistrationSocialMedia>(),
        /// Photos that prove the brand. Shown in the samples only.
        photo_proofs: Option<Vec<RegistrationPhotoProof>> = list::<RegistrationPhotoProof>(),
    }
}

payload! {
    /// Accounts of a brand at one social medium.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationSocialMedia {
        /// URLs of the accounts.
        accounts: Option<Vec<String>> = list_of(&URL),
        /// The medium, such as `INSTAGRAM` or `FACEBOOK`.
        code: Option<String> = open(&["INSTAGRAM", "FACEBOOK"]),
    }
}

payload! {
    /// Uploaded photo of a brand.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationPhotoProof {
        /// Id of an upload of the category `PHOTO_PROOF`.
        id: Option<String> = text(),
    }
}

payload! {
    /// Address of a business.
    ///
    /// DOKU, Business Registration, request body.
    pub struct RegistrationAddress {
        /// Area, as `postcode - kelurahan - kecamatan - city - province`. At most 255 characters.
        area: String = text().max(255),
        /// Country, ISO 3166-1 alpha-2, such as `ID`.
        country: String = text().format(Format::Country),
        /// Street address. At most 255 characters.
        name: String = text().max(255),
        /// Whether it is the primary one.
        primary: bool = boolean(),
    }
}

payload! {
    /// Bank account of a business.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationBank {
        /// Name of the holder.
        account_name: Option<String> = text(),
        /// Number of the account.
        account_number: Option<String> = text(),
        /// DOKU's own id of the bank: `4` is Bank BCA.
        bank_id: Option<String> = text(),
        /// Name of the bank.
        bank_name: Option<String> = text(),
        /// Country, ISO 3166-1 alpha-2, such as `ID`.
        country: Option<String> = text().format(Format::Country),
        /// Currency, ISO 4217, such as `IDR`.
        currency: Option<String> = text().format(Format::Currency),
        /// Bank code; the sample sends the Indonesian code `014`, which is no SWIFT code.
        swift_code: Option<String> = text(),
    }
}

payload! {
    /// Contact of a business.
    ///
    /// DOKU, Business Registration, request body.
    pub struct RegistrationContact {
        /// Documents, such as the id card. Shown in the sample only.
        documents: Option<Vec<RegistrationDocument>> = list::<RegistrationDocument>(),
        /// Email address. Shown in the sample only.
        email: Option<String> = text().format(Format::Email),
        /// Name. At most 255 characters.
        name: String = text().max(255),
        /// Nationality, ISO 3166-1 alpha-2, such as `ID`. Shown in the sample only.
        nationality: Option<String> = text().format(Format::Country),
        /// Calling code, such as `62`. Shown in the sample only.
        phone_calling_code: Option<String> = text().format(Format::Digits),
        /// Phone number, digits. Shown in the sample only.
        phone_number: Option<String> = text().format(Format::Digits),
        /// Position, such as `OWNER`. Shown in the sample only.
        position: Option<String> = open(&["OWNER"]),
        /// Whether it is the primary one. Shown in the sample only.
        primary: Option<bool> = boolean(),
        /// Photo of the owner. Shown in the sample only.
        owner_liveness: Option<RegistrationOwnerLiveness> = object::<RegistrationOwnerLiveness>(),
    }
}

payload! {
    /// Uploaded document with the values that go with it.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationDocument {
        /// Code of its upload, such as `KTP`.
        code: Option<String> = text(),
        /// Category of its upload, `DOCUMENT`.
        category: Option<String> = open(&["DOCUMENT"]),
        /// Id of its upload.
        id: Option<String> = text(),
        /// Values that go with it. The key is `forms` here and `form` in the requirements.
        forms: Option<Vec<RegistrationFormValue>> = list::<RegistrationFormValue>(),
    }
}

payload! {
    /// A value that goes with a document.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationFormValue {
        /// Code of the value, such as `NO_KTP`.
        code: Option<String> = text(),
        /// The value.
        value: Option<String> = text(),
    }
}

payload! {
    /// Uploaded photo of an owner.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationOwnerLiveness {
        /// Id of an upload of the category `OWNER_LIVENESS`.
        id: Option<String> = text(),
    }
}

payload! {
    /// The partner's own users.
    ///
    /// DOKU, Business Registration, request sample.
    pub struct RegistrationPartner {
        /// Email addresses of the users to invite.
        invited_user: Option<Vec<String>> = list_of(&EMAIL),
    }
}

payload! {
    /// What was registered.
    ///
    /// No page shows this answer. Its fields are read where they have these names and
    /// types, whether or not the answer wraps them in `business`; the raw body has it all.
    pub struct BusinessRegistrationAnswer {
        /// The business.
        business: Option<RegisteredBusiness> = object::<RegisteredBusiness>(),
    }
}

payload! {
    /// Business that was registered. Undocumented.
    pub struct RegisteredBusiness {
        /// DOKU's id of it, `BSN-…`.
        id: Option<String> = text(),
        /// Your own reference.
        partner_ref_id: Option<String> = text(),
        /// Its status.
        status: Option<String> = open(&["UPDATING", "ACTIVE"]),
        /// Its brands.
        brands: Option<Vec<RegisteredBrand>> = list::<RegisteredBrand>(),
    }
}

payload! {
    /// Brand that was registered. Undocumented.
    pub struct RegisteredBrand {
        /// Brand ID, `BRN-…`: the Client-Id of its payments.
        id: Option<String> = text(),
        /// Its status.
        status: Option<String> = open(&["UPDATING", "ACTIVE"]),
        /// The secret key of its payments.
        shared_key: Option<Arc<Secret>> = secret(),
    }
}

/// Codes that DOKU's samples show.
const READINESS: &[&str] = &["HAVE", "DONT_HAVE", "UNDER_DEVELOPMENT"];
const URL: Rule = text().format(Format::Url);
const EMAIL: Rule = text().format(Format::Email);

/// Gives an answer without the `business` wrapper one, and keeps its own keys.
pub(crate) fn with_business(body: &str) -> String {
    let Some(Object { other, .. }) = Object::split(body, &[]) else { return body.to_owned() };
    let is_wrapper = |name: &str, token: &str| name == "business" && token != "null";
    if other.iter().any(|(name, token)| is_wrapper(name, token)) {
        return body.to_owned();
    }
    let mut bare = String::from("{");
    for (name, token) in other.iter().filter(|(name, _)| name != "business") {
        if bare.len() > 1 {
            bare.push(',');
        }
        write_string(&mut bare, name);
        bare.extend([":", token]);
    }
    let separator = if bare.len() > 1 { "," } else { "" };
    format!("{bare}{separator}\"business\":{bare}}}}}")
}

fn entity_fits(fields: &Fields<'_>) -> Vec<Violation> {
    entity_fits_type(fields, "type", "legal_entity")
}
