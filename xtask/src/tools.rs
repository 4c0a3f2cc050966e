//! What the languages are built, tested and packed with: finding it, installing it, starting it.

pub(crate) mod apt;
pub(crate) mod cargo_tool;
pub(crate) mod chromium;
pub(crate) mod deny;
pub(crate) mod node;
pub(crate) mod notices;
pub(crate) mod npm;
pub(crate) mod python;
pub(crate) mod readme;
pub(crate) mod simulator;
pub(crate) mod swift_toolchain;
pub(crate) mod uniffi;
