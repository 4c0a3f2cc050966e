//! Uploads, and the checks of a request or a registration before it is sent.

use dokukit::{Secret, UploadStamp};
use dokukit_wasm_border::{Result, misuse, refuse, to_js, whole};
use wasm_bindgen::prelude::*;

use crate::{Core, clock, uuid};

#[wasm_bindgen]
impl Core {
    /// Checks an upload and writes its `multipart/form-data` body.
    ///
    /// With `content`, the JSON text has only the first bytes of the file, as base64.
    #[wasm_bindgen(js_name = prepareUpload)]
    pub fn prepare_upload(
        &self,
        upload: &str,
        content: Option<Vec<u8>>,
        token: String,
        boundary: Option<String>,
    ) -> Result<JsValue> {
        let stamp = upload_stamp(token, boundary)?;
        let prepared = self.0.prepare_upload_text(upload, content, &stamp);
        to_js(&prepared.map_err(|error| refuse(&error))?)
    }

    /// Returns the bytes to send before and after those of a file that a host streams.
    #[wasm_bindgen(js_name = prepareUploadFrame)]
    pub fn prepare_upload_frame(
        &self,
        upload: &str,
        token: String,
        boundary: Option<String>,
    ) -> Result<JsValue> {
        let stamp = upload_stamp(token, boundary)?;
        let frame = self.0.prepare_upload_frame_text(upload, &stamp);
        to_js(&frame.map_err(|error| refuse(&error))?)
    }
}

/// Returns every violation of a request, without a client.
#[wasm_bindgen]
pub fn check(operation: &str, request: &str) -> Result<JsValue> {
    to_js(&dokukit::check(operation, request))
}

/// Returns what DOKU's requirements ask for and a registration lacks.
#[wasm_bindgen(js_name = checkAgainstRequirements)]
pub fn check_against_requirements(registration: &str, requirements: &str) -> Result<JsValue> {
    let unmet = dokukit::check_against_requirements_text(registration, requirements);
    to_js(&unmet.map_err(|error| refuse(&error))?)
}

/// Lists the files to upload, as JSON text.
#[wasm_bindgen(js_name = uploadPlan)]
pub fn upload_plan(requirements: &str) -> Result<String> {
    dokukit::upload_plan_text(requirements).map_err(|error| refuse(&error))
}

/// Checks a file, by its first bytes and its size in bytes, against the requirements.
///
/// Without a size, the file is in the text as a whole.
#[wasm_bindgen(js_name = checkUpload)]
pub fn check_upload(upload: &str, size: &JsValue, requirements: &str) -> Result<JsValue> {
    let size = match size {
        absent if absent.is_undefined() => None,
        size => Some(u64::try_from(whole(size, "size")?).map_err(|_| misuse("size"))?),
    };
    let unmet = dokukit::check_upload_text(upload, size, requirements);
    to_js(&unmet.map_err(|error| refuse(&error))?)
}

/// Puts an uploaded file where it belongs in a registration, all as JSON text.
#[wasm_bindgen(js_name = placeUpload)]
pub fn place_upload(registration: &str, upload: &str, placement: &str) -> Result<String> {
    dokukit::place_upload_text(registration, upload, placement).map_err(|error| refuse(&error))
}

/// Whether a token has expired, or will within `leeway`; all in seconds since 1970.
#[wasm_bindgen(js_name = isExpired)]
pub fn is_expired(expires_at: &JsValue, now: &JsValue, leeway: &JsValue) -> Result<bool> {
    let now = if now.is_undefined() { clock() } else { whole(now, "now")? };
    let expires_at = match expires_at {
        absent if absent.is_undefined() => None,
        value => Some(whole(value, "expires_at")?),
    };
    Ok(dokukit::token_is_expired(expires_at, now, whole(leeway, "leeway")?))
}

fn upload_stamp(token: String, boundary: Option<String>) -> Result<UploadStamp> {
    Ok(UploadStamp { token: Secret::new(token), boundary: boundary.map_or_else(uuid, Ok)? })
}
