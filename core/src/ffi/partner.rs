//! Uploads, and the checks of a registration before it is sent.

use std::sync::Arc;

use super::{DokuCore, Result};
use crate::doku::prepare::PreparedRequest;
use crate::doku::upload::{UploadFrame, UploadStamp};
use crate::error::Violation;
use crate::partner::{
    self, BusinessRegistration, Placement, PlannedUpload, Requirements, Upload, UploadAnswer,
};
use crate::values::secret::Secret;

#[uniffi::export]
impl DokuCore {
    /// Checks an upload and writes its `multipart/form-data` body.
    pub fn prepare_upload_file(
        &self,
        upload: Upload,
        token: Arc<Secret>,
        boundary: String,
    ) -> Result<PreparedRequest> {
        Ok(self.0.prepare_upload(&upload, &stamped(&token, boundary))?)
    }

    /// As `prepare_upload_file`, from JSON text with the bytes as base64; with `content`, the text
    /// has only the first of them.
    pub fn prepare_upload_text(
        &self,
        upload: String,
        content: Option<Vec<u8>>,
        token: Arc<Secret>,
        boundary: String,
    ) -> Result<PreparedRequest> {
        Ok(self.0.prepare_upload_text(&upload, content, &stamped(&token, boundary))?)
    }

    /// What to send before and after the bytes of a file, so that a host can stream them.
    pub fn prepare_upload_frame(
        &self,
        upload: Upload,
        token: Arc<Secret>,
        boundary: String,
    ) -> Result<UploadFrame> {
        Ok(self.0.prepare_upload_frame(&upload, &stamped(&token, boundary))?)
    }

    /// As `prepare_upload_frame`, from JSON text with the first bytes as base64.
    pub fn prepare_upload_frame_text(
        &self,
        upload: String,
        token: Arc<Secret>,
        boundary: String,
    ) -> Result<UploadFrame> {
        Ok(self.0.prepare_upload_frame_text(&upload, &stamped(&token, boundary))?)
    }
}

#[uniffi::export]
impl Secret {
    /// Takes the text as it is.
    #[uniffi::constructor(name = "new")]
    pub fn from_text(text: String) -> Arc<Self> {
        Arc::new(Self::new(text))
    }

    /// The text itself, for the one place that needs it.
    #[uniffi::method(name = "expose")]
    pub fn exposed(&self) -> String {
        self.expose().to_owned()
    }
}

/// Whether a token that expires then has done so at `now`, or will within `leeway`; all in
/// seconds since 1970. One that does not say has not.
#[uniffi::export]
pub fn token_is_expired(expires_at: Option<i64>, now: i64, leeway: i64) -> Result<bool> {
    Ok(partner::token_is_expired(expires_at, now, leeway))
}

/// Lists everything that DOKU's requirements ask for and a registration lacks.
#[uniffi::export]
pub fn check_against_requirements(
    registration: BusinessRegistration,
    requirements: Requirements,
) -> Result<Vec<Violation>> {
    Ok(partner::check_against_requirements(&registration, &requirements))
}

/// As `check_against_requirements`, from JSON texts.
#[uniffi::export]
pub fn check_against_requirements_text(
    registration: String,
    requirements: String,
) -> Result<Vec<Violation>> {
    Ok(partner::check_against_requirements_text(&registration, &requirements)?)
}

/// Lists the files to upload.
#[uniffi::export]
pub fn upload_plan(requirements: Requirements) -> Result<Vec<PlannedUpload>> {
    Ok(partner::upload_plan(&requirements))
}

/// As `upload_plan`, from JSON text to a JSON list.
#[uniffi::export]
pub fn upload_plan_text(requirements: String) -> Result<String> {
    Ok(partner::upload_plan_text(&requirements)?)
}

/// Checks a file, by its first bytes and its size in bytes, against the requirements; without a
/// size, the content is the whole file.
#[uniffi::export]
pub fn check_upload(
    upload: Upload,
    size: Option<i64>,
    requirements: Requirements,
) -> Result<Vec<Violation>> {
    let size = size.map(|size| u64::try_from(size).unwrap_or(0));
    Ok(partner::check_upload(&upload, size, &requirements))
}

/// As `check_upload`, from JSON texts.
#[uniffi::export]
pub fn check_upload_text(
    upload: String,
    size: Option<i64>,
    requirements: String,
) -> Result<Vec<Violation>> {
    let size = size.map(|size| u64::try_from(size).unwrap_or(0));
    Ok(partner::check_upload_text(&upload, size, &requirements)?)
}

/// Puts an uploaded file where it belongs in a registration.
#[uniffi::export]
pub fn place_upload(
    registration: BusinessRegistration,
    upload: UploadAnswer,
    placement: Placement,
) -> Result<BusinessRegistration> {
    let mut registration = registration;
    partner::place_upload(&mut registration, &upload, &placement)?;
    Ok(registration)
}

/// As `place_upload`, from and to JSON texts.
#[uniffi::export]
pub fn place_upload_text(
    registration: String,
    upload: String,
    placement: String,
) -> Result<String> {
    Ok(partner::place_upload_text(&registration, &upload, &placement)?)
}

fn stamped(token: &Secret, boundary: String) -> UploadStamp {
    UploadStamp { token: token.clone(), boundary }
}
