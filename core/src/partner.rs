//! The Partner API: onboarding of merchants.
//!
//! Sources are DOKU's pages of the same names. No page shows an error body, and none says
//! whether answers are signed: a signature is verified when there is one.

mod check_requirements;
mod codes;
mod create_business_lite;
mod generate_token;
mod get_business;
mod onboarding;
mod register_business;
mod upload_file;

pub use check_requirements::{
    BrandRequirements, BusinessRequirements, CheckRequirements, ContactRequirements,
    DocumentRequirement, FileRequirement, FormRule, PlannedUpload, Requirements,
};
pub use create_business_lite::{
    LiteAnswer, LiteBrand, LiteBusiness, LiteContact, LiteInvitedUser, LiteReferral,
    LiteRegistered, LiteRegistration,
};
pub use generate_token::{GenerateToken, TokenAnswer, token_is_expired};
pub use get_business::{
    BusinessData, BusinessDataAddress, BusinessDataBank, BusinessDataBrand, BusinessDataCodeName,
    BusinessDataContact, BusinessDataDocument, BusinessDataFormValue, BusinessDataPhotoProof,
    BusinessDataProduct, BusinessDataSocialMedia, GetBusiness,
};
pub use onboarding::placement::{Placement, place_upload, place_upload_text};
pub use onboarding::plan::{upload_plan, upload_plan_text};
pub use onboarding::unmet::{
    check_against_requirements, check_against_requirements_text, check_upload, check_upload_text,
};
pub use register_business::{
    BusinessRegistration, BusinessRegistrationAnswer, RegisteredBrand, RegisteredBusiness,
    RegistrationAddress, RegistrationBank, RegistrationBrand, RegistrationBusiness,
    RegistrationContact, RegistrationDocument, RegistrationFormValue, RegistrationOwnerLiveness,
    RegistrationPartner, RegistrationPhotoProof, RegistrationSocialMedia,
};
pub use upload_file::{FILE_HEAD_BYTES, Upload, UploadAnswer, UploadFile};

pub(crate) use generate_token::with_times;
pub(crate) use register_business::with_business;
pub(crate) use upload_file::multipart;
