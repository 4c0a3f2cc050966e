//! The library that the generated Kotlin, Swift and Python code loads.
//!
//! Everything it exports stands in `core/src/ffi.rs`; this crate only links it.

dokukit::uniffi_reexport_scaffolding!();
