//! The Partner API: onboarding of merchants.
//!
//! Sources are DOKU's pages of the same names. No page shows an error body, and none says
//! whether answers are signed: a signature is verified when there is one.

mod business;
mod codes;
mod lite;
mod placement;
mod registration;
mod requirements;
mod token;
mod unmet;
mod upload;

pub use business::{
    BusinessAddress, BusinessBank, BusinessBrand, BusinessContact, BusinessData, BusinessDocument,
    BusinessFormValue, BusinessPhotoProof, BusinessProduct, BusinessSocialMedia, CodeName,
    GetBusiness,
};
pub use lite::{
    LiteAnswer, LiteBrand, LiteBusiness, LiteContact, LiteInvitedUser, LiteReferral,
    LiteRegistered, LiteRegistration,
};
pub use placement::{Placement, place_upload, place_upload_text};
pub use registration::{
    Address, Bank, Brand, Business, BusinessRegistration, BusinessRegistrationAnswer, Contact,
    Document, FormValue, OwnerLiveness, Partner, PhotoProof, RegisteredBrand, RegisteredBusiness,
    SocialMedia,
};
pub use requirements::{
    BrandRequirements, BusinessRequirements, CheckRequirements, ContactRequirements,
    DocumentRequirement, FileRequirement, FormRule, PlannedUpload, Requirements, upload_plan,
    upload_plan_text,
};
pub use token::{GenerateToken, TokenAnswer};
pub use unmet::{
    check_against_requirements, check_against_requirements_text, check_upload, check_upload_text,
};
pub use upload::{Upload, UploadAnswer, UploadFile};

pub(crate) use registration::with_business;
pub(crate) use token::with_times;
pub(crate) use upload::multipart;
