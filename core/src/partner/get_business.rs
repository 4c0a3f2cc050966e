//! Get Business Data: `GET /adv-core-api/partner/v1.0/business/{client_id}`.
//!
//! Types are those of DOKU's sample answer. The page prints lengths for some fields that
//! contradict each other; they are not enforced. The production URL on the page is that of
//! another endpoint, evidently pasted; the path of the test URL is used.

use std::sync::Arc;

use crate::error::Violation;
use crate::payload::{
    Fields, Format, Rule, boolean, integer, json, list, list_of, object, one_of, open, payload,
    secret, text, text_or_number,
};
use crate::values::secret::Secret;

use super::codes::{BUSINESS_TYPES, LEGAL_ENTITIES, entity_fits_type};

payload! {
    /// Asks for the data of a business under the partner.
    ///
    /// DOKU, Get Business Data, request parameters. The page calls the last four mandatory;
    /// they look pasted from Check Requirements, so they are optional here.
    pub struct GetBusiness where entity_fits {
        /// Brand ID of the merchant, `BRN-…`.
        client_id: String = text().format(Format::PathSegment),
        /// `PERSONAL` or `CORPORATE`.
        business_type as "businessType": Option<String> = one_of(BUSINESS_TYPES),
        /// `PERSEORANGAN` for `PERSONAL`; one of 11 others, such as `PT`, for `CORPORATE`.
        business_legal_entity as "businessLegalEntity": Option<String> = one_of(LEGAL_ENTITIES),
        /// Line of business, such as `RETAIL`.
        brand_business_line as "brandBusinessLine": Option<String> = text(),
        /// Nationality of the contact, ISO 3166-1 alpha-2, such as `ID`.
        business_contact_nationality as "businessContactNationality": Option<String> =
            text().format(Format::Country),
    }
}

payload! {
    /// A business with all that DOKU knows of it.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessData {
        /// DOKU's id of it, `BSN-…`.
        id: String = text(),
        /// Name.
        name: Option<String> = text(),
        /// Description.
        description: Option<String> = text(),
        /// Email address.
        email: Option<String> = text(),
        /// Calling code, such as `62`.
        phone_calling_code: Option<String> = text(),
        /// Phone number.
        phone_number: Option<String> = text(),
        /// Brand ID of the partner.
        partner: Option<String> = text(),
        /// Where it was registered, such as `api`.
        platform: Option<String> = text(),
        /// `PERSONAL` or `CORPORATE`.
        r#type as "type": Option<String> = open(BUSINESS_TYPES),
        /// State of the website.
        website_readiness: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// State of the mobile app.
        mobile_app_readiness: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Legal entity.
        legal_entity: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Brands.
        brands: Option<Vec<BusinessDataBrand>> = list::<BusinessDataBrand>(),
        /// Contacts.
        contacts: Option<Vec<BusinessDataContact>> = list::<BusinessDataContact>(),
        /// Addresses.
        addresses: Option<Vec<BusinessDataAddress>> = list::<BusinessDataAddress>(),
        /// Documents of the business and of its contacts.
        documents: Option<Vec<BusinessDataDocument>> = list::<BusinessDataDocument>(),
        /// Bank accounts.
        banks: Option<Vec<BusinessDataBank>> = list::<BusinessDataBank>(),
        /// Number of the step that registration has reached.
        step_number: Option<i64> = integer(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// A code and its name for people.
    ///
    /// DOKU, Get Business Data, response sample; its table says `value` for `name`.
    pub struct BusinessDataCodeName {
        /// The code.
        code: Option<String> = text(),
        /// The name; an address's area has none.
        name: Option<String> = text(),
    }
}

payload! {
    /// Brand of a business.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataBrand {
        /// Brand ID, `BRN-…`: the Client-Id of its payments.
        id: Option<String> = text(),
        /// Name.
        name: Option<String> = text(),
        /// The secret key of its payments.
        shared_key: Option<Arc<Secret>> = secret(),
        /// Category.
        category: Option<String> = text(),
        /// Smallest transaction; a number in the sample, text here so that no digit is lost.
        minimum_transaction: Option<String> = text_or_number(),
        /// Largest transaction; a number in the sample, text here so that no digit is lost.
        maximum_transaction: Option<String> = text_or_number(),
        /// Transaction volume.
        transaction_frequency: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Number of transactions.
        transaction_quantity: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Size of a transaction.
        ticket_size: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Status at finance; DOKU may add others.
        finance_status: Option<String> = open(&["PROBATION"]),
        /// Status at the risk engine; DOKU may add others.
        risk_engine_status: Option<String> = open(&["ON_PROCESS"]),
        /// Photos that prove the brand.
        photo_proofs: Option<Vec<BusinessDataPhotoProof>> = list::<BusinessDataPhotoProof>(),
        /// Accounts on social media, one entry each.
        social_media: Option<Vec<BusinessDataSocialMedia>> = list::<BusinessDataSocialMedia>(),
        /// Payment methods.
        products: Option<Vec<BusinessDataProduct>> = list::<BusinessDataProduct>(),
        /// Audit logs, each as JSON: the sample has none, so their shape is unknown.
        audit_logs: Option<Vec<String>> = list_of(&JSON),
        /// Whether it is authorized.
        authorized: Option<bool> = boolean(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
        /// Description.
        description: Option<String> = text(),
        /// When it was created, such as `2023-03-16T10:00:41Z`.
        created_date: Option<String> = text(),
    }
}

payload! {
    /// Photo that proves a brand.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataPhotoProof {
        /// Its id, `PHP-…`.
        id: Option<String> = text(),
        /// URL of the photo, signed and short-lived.
        photo: Option<String> = text(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// Account of a brand on a social medium.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataSocialMedia {
        /// Its id, `SCM-…`.
        id: Option<String> = text(),
        /// The medium, such as `FACEBOOK`.
        code: Option<String> = open(&["INSTAGRAM", "FACEBOOK"]),
        /// Its name for people.
        name: Option<String> = text(),
        /// URL of the account.
        account: Option<String> = text(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// Payment method of a brand.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataProduct {
        /// Its id, `PRD-…`.
        id: Option<String> = text(),
        /// The method, such as `VIRTUAL_ACCOUNT`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// What it does.
        description: Option<String> = text(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// Contact of a business.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataContact {
        /// Its id, `CNT-…`.
        id: Option<String> = text(),
        /// Name.
        name: Option<String> = text(),
        /// Email address.
        email: Option<String> = text(),
        /// Calling code, such as `62`.
        phone_calling_code: Option<String> = text(),
        /// Phone number.
        phone_number: Option<String> = text(),
        /// URL of the photo, signed and short-lived.
        liveness_image: Option<String> = text(),
        /// Position.
        position: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Nationality.
        nationality: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// What the photo had to show.
        liveness_factor: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Whether it is the primary one; `primary` in a registration.
        use_primary: Option<bool> = boolean(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// Address of a business.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataAddress {
        /// Its id, `ADR-…`.
        id: Option<String> = text(),
        /// Street address.
        name: Option<String> = text(),
        /// Area; its code is the text that a registration sends.
        area: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Country.
        country: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Whether it is the primary one; `primary` in a registration.
        use_primary: Option<bool> = boolean(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// Document of a business or of a contact.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataDocument {
        /// Its id, `DCM-…`.
        id: Option<String> = text(),
        /// Id of what it belongs to, such as a contact's.
        relation: Option<String> = text(),
        /// URL of the file, signed and short-lived.
        link: Option<String> = text(),
        /// Kind of document.
        document: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Values that go with it.
        forms: Option<Vec<BusinessDataFormValue>> = list::<BusinessDataFormValue>(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

payload! {
    /// A value that goes with a document.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataFormValue {
        /// Code of the value, such as `NO_KTP`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// The value.
        value: Option<String> = text(),
    }
}

payload! {
    /// Bank account of a business.
    ///
    /// DOKU, Get Business Data, response sample.
    pub struct BusinessDataBank {
        /// Its id, `BNK-…`.
        id: Option<String> = text(),
        /// DOKU's own id of the bank.
        bank_id: Option<String> = text(),
        /// Name of the bank.
        bank_name: Option<String> = text(),
        /// Bank code, such as `014`.
        swift_code: Option<String> = text(),
        /// Name of the holder.
        account_name: Option<String> = text(),
        /// Number of the account.
        account_number: Option<String> = text(),
        /// Documents, each as JSON: the sample has none, so their shape is unknown.
        documents: Option<Vec<String>> = list_of(&JSON),
        /// Country.
        country: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Currency.
        currency: Option<BusinessDataCodeName> = object::<BusinessDataCodeName>(),
        /// Whether it was rejected.
        rejected: Option<bool> = boolean(),
        /// Whether a notice was sent.
        notified: Option<bool> = boolean(),
        /// Id of the approval.
        approval_uuid: Option<String> = text(),
        /// Status; DOKU may add others.
        status: Option<String> = open(STATUSES),
    }
}

/// Statuses that the sample shows.
const STATUSES: &[&str] = &["UPDATING", "ACTIVE"];
const JSON: Rule = json();

fn entity_fits(fields: &Fields<'_>) -> Vec<Violation> {
    entity_fits_type(fields, "businessType", "businessLegalEntity")
}
