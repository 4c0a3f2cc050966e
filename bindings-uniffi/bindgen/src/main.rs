//! The generator of the pinned uniffi release, as a program of this workspace.

fn main() {
    uniffi::uniffi_bindgen_main();
}
