//! Between DOKU's requirements and a registration: which files to upload, what is still
//! missing, and where an uploaded file belongs.

pub(crate) mod placement;
pub(crate) mod plan;
pub(crate) mod unmet;
