//! Lists the records of the native library that have a debug text of their own.
//!
//! Usage: `xtask-uniffi-records LIBRARY`. It prints a JSON object: the name of each such record, and
//! whether uniffi derives `Hashable` for it in Swift, which it does not where an object is inside.
//!
//! The names are those of Rust, before the renames of `core/uniffi.toml`.

use std::env;
use std::process::ExitCode;

use camino::Utf8Path;
use serde_json::{Map, Value};
use uniffi_bindgen::interface::AsType;
use uniffi_bindgen::{BindgenLoader, BindgenPaths, GlobalConfig};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [library] = arguments.as_slice() else {
        eprintln!("usage: xtask-uniffi-records LIBRARY");
        return ExitCode::from(2);
    };
    let loader = BindgenLoader::new(BindgenPaths::default(), GlobalConfig::default());
    let metadata = loader.load_metadata(Utf8Path::new(library));
    match metadata.and_then(|metadata| loader.load_cis(metadata)) {
        Ok(interfaces) => {
            let mut records = Map::new();
            for interface in &interfaces {
                for record in interface.record_definitions() {
                    let methods = record.uniffi_trait_methods();
                    if methods.debug_fmt.is_some() {
                        let has_object =
                            interface.item_contains_object_references(&record.as_type());
                        let is_hashable = !has_object || methods.hash_hash.is_some();
                        records.insert(record.name().to_owned(), Value::Bool(is_hashable));
                    }
                }
            }
            println!("{}", Value::Object(records));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("xtask-uniffi-records: {error:#}");
            ExitCode::FAILURE
        }
    }
}
