//! Create Business Lite: `POST /adv-core-api/partner/v1.0/business/lite/registration`.

use crate::payload::{Format, list, object, payload, text};

payload! {
    /// Creates a business whose invited user completes it in DOKU Dashboard.
    ///
    /// DOKU, Create Business Lite, request body.
    pub struct LiteRegistration {
        /// The business.
        business: LiteBusiness = object::<LiteBusiness>(),
        /// Who referred it.
        referral: Option<LiteReferral> = object::<LiteReferral>(),
        /// Who is invited.
        invited_user: LiteInvitedUser = object::<LiteInvitedUser>(),
    }
}

payload! {
    /// Business to create.
    ///
    /// DOKU, Create Business Lite, request body.
    pub struct LiteBusiness {
        /// Your own reference.
        partner_ref_id: String = text(),
        /// Name.
        name: String = text(),
        /// Representative.
        contact: LiteContact = object::<LiteContact>(),
    }
}

payload! {
    /// Representative of the business.
    ///
    /// DOKU, Create Business Lite, request body.
    pub struct LiteContact {
        /// Name.
        name: String = text(),
        /// Email address.
        email: String = text().format(Format::Email),
        /// Calling code of ITU-T E.164, such as `62`. At most 3 digits, as text.
        phone_calling_code: String = text().max(3).format(Format::Digits),
        /// Phone number. At most 13 digits, as text.
        phone_number: String = text().max(13).format(Format::Digits),
    }
}

payload! {
    /// Referral.
    ///
    /// DOKU, Create Business Lite, request body.
    pub struct LiteReferral {
        /// Code made by DOKU. At most 6 characters.
        code: Option<String> = text().max(6),
    }
}

payload! {
    /// Invited user.
    ///
    /// DOKU, Create Business Lite, request body.
    pub struct LiteInvitedUser {
        /// Email address. DOKU's own sample sends `string`, so any text is taken.
        email: String = text(),
    }
}

payload! {
    /// What was created.
    ///
    /// DOKU, Create Business Lite, response body.
    pub struct LiteAnswer {
        /// The business.
        business: LiteRegistered = object::<LiteRegistered>(),
    }
}

payload! {
    /// Business that was created.
    ///
    /// DOKU, Create Business Lite, response body.
    pub struct LiteRegistered {
        /// DOKU's id of it, `BSN-…`.
        id: String = text(),
        /// Your own reference.
        partner_ref_id: Option<String> = text(),
        /// Its brands.
        brands: Option<Vec<LiteBrand>> = list::<LiteBrand>(),
    }
}

payload! {
    /// Brand that was created.
    ///
    /// DOKU, Create Business Lite, response body.
    pub struct LiteBrand {
        /// Brand ID, `BRN-…`: the Client-Id of its payments.
        id: Option<String> = text(),
    }
}
