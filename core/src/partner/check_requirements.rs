//! Check Requirements: `GET /adv-core-api/partner/v1.0/file`.

use crate::error::Violation;
use crate::payload::{
    Fields, Format, boolean, integer, list, list_of, object, one_of, payload, text,
};

use super::codes::{BUSINESS_TYPES, LEGAL_ENTITIES, entity_fits_type};

payload! {
    /// Asks which files and values a registration needs.
    ///
    /// DOKU, Check Requirements, request parameters. They travel in the query.
    pub struct CheckRequirements where entity_fits {
        /// `PERSONAL` or `CORPORATE`.
        business_type as "businessType": String = one_of(BUSINESS_TYPES),
        /// `PERSEORANGAN` for `PERSONAL`; one of 11 others, such as `PT`, for `CORPORATE`.
        business_legal_entity as "businessLegalEntity": String = one_of(LEGAL_ENTITIES),
        /// Line of business, such as `RETAIL`.
        ///
        /// DOKU's list could not be read to its end, so any text is accepted, for `PERSONAL`
        /// too, where the page names `RETAIL` alone.
        brand_business_line as "brandBusinessLine": String = text(),
        /// Nationality of the contact, ISO 3166-1 alpha-2, such as `ID`.
        ///
        /// For `PERSONAL` the page names `ID` alone, which is not enforced.
        business_contact_nationality as "businessContactNationality": String =
            text().format(Format::Country),
    }
}

payload! {
    /// What a registration needs.
    ///
    /// DOKU, Check Requirements, response sample; no page explains its fields.
    pub struct Requirements {
        /// The needs of a business.
        business: BusinessRequirements = object::<BusinessRequirements>(),
    }
}

payload! {
    /// What a business needs.
    ///
    /// DOKU, Check Requirements, response sample.
    pub struct BusinessRequirements {
        /// What each brand needs.
        brand: Option<BrandRequirements> = object::<BrandRequirements>(),
        /// What each contact needs.
        contact: Option<ContactRequirements> = object::<ContactRequirements>(),
        /// Documents of the business itself.
        ///
        /// Inferred: no sample of a `CORPORATE` answer is published.
        documents: Option<Vec<DocumentRequirement>> = list::<DocumentRequirement>(),
    }
}

payload! {
    /// What a brand needs.
    ///
    /// DOKU, Check Requirements, response sample.
    pub struct BrandRequirements {
        /// Photo that proves the brand.
        photo_proof: Option<FileRequirement> = object::<FileRequirement>(),
    }
}

payload! {
    /// What a contact needs.
    ///
    /// DOKU, Check Requirements, response sample.
    pub struct ContactRequirements {
        /// Documents, such as the id card.
        documents: Option<Vec<DocumentRequirement>> = list::<DocumentRequirement>(),
        /// Photo of the owner.
        owner_liveness: Option<FileRequirement> = object::<FileRequirement>(),
    }
}

payload! {
    /// A file that is needed.
    ///
    /// DOKU, Check Requirements, response sample.
    pub struct FileRequirement {
        /// The category of its upload, such as `PHOTO_PROOF`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// File types, in capitals without a dot, such as `PNG`.
        extensions: Option<Vec<String>> = list_of(&TEXT),
        /// Largest size. The sample says 15 without a unit; megabytes are inferred.
        max_size: Option<i64> = integer(),
    }
}

payload! {
    /// A document that is needed.
    ///
    /// DOKU, Check Requirements, response sample.
    pub struct DocumentRequirement {
        /// The code of its upload, such as `KTP`; the category is `DOCUMENT`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// File types, in capitals without a dot, such as `PDF`.
        extensions: Option<Vec<String>> = list_of(&TEXT),
        /// Largest size. The sample says 15 without a unit; megabytes are inferred.
        max_size: Option<i64> = integer(),
        /// Values that go with it. The key is `form` here and `forms` in a registration.
        form: Option<Vec<FormRule>> = list::<FormRule>(),
    }
}

payload! {
    /// A value that goes with a document.
    ///
    /// DOKU, Check Requirements, response sample; that the sizes count characters and the
    /// flags name classes of characters is inferred.
    pub struct FormRule {
        /// Code of the value, such as `NO_KTP`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// Fewest characters.
        min_size: Option<i64> = integer(),
        /// Most characters.
        max_size: Option<i64> = integer(),
        /// Whether letters may stand in it.
        alpha: Option<bool> = boolean(),
        /// Whether digits may stand in it.
        numeric: Option<bool> = boolean(),
        /// Whether letters and digits may stand in it.
        alpha_numeric: Option<bool> = boolean(),
        /// What to ask people for, in Indonesian.
        caption: Option<String> = text(),
    }
}

payload! {
    /// A file to upload before a registration.
    pub struct PlannedUpload {
        /// Where its id goes: `brand`, `contact` or `business`.
        belongs_to: String = one_of(&["brand", "contact", "business"]),
        /// The upload's category.
        category: String = text(),
        /// The upload's code, for the category `DOCUMENT`.
        code: Option<String> = text(),
        /// Its name for people.
        name: Option<String> = text(),
        /// File types, in capitals without a dot.
        extensions: Option<Vec<String>> = list_of(&TEXT),
        /// Largest size as DOKU states it, by inference in megabytes.
        max_size: Option<i64> = integer(),
        /// Values that the registration needs with it.
        form: Option<Vec<FormRule>> = list::<FormRule>(),
    }
}

const TEXT: crate::payload::Rule = text();

fn entity_fits(fields: &Fields<'_>) -> Vec<Violation> {
    entity_fits_type(fields, "businessType", "businessLegalEntity")
}
