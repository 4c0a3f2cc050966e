//! Checked values, made only by parsing.

pub(crate) mod base64;
pub(crate) mod environment;
pub(crate) mod headers;
pub(crate) mod request_id;
pub(crate) mod secret;
pub(crate) mod shown;
pub(crate) mod target;
pub(crate) mod timestamp;
