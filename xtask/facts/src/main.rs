//! What the core knows about itself, as data for `cargo xtask`.
//!
//! A program of its own, so that the task runner starts even while the core does not compile.
//!
//! - `xtask-facts names` prints the operations and codes as one JSON object.
//! - `xtask-facts schema DIR` writes the JSON Schemas of requests and answers.

mod schema;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use dokukit::{ErrorCode, OPERATIONS, ViolationCode};
use serde_json::{Value, json};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["names"] => {
            println!("{}", names());
            ExitCode::SUCCESS
        }
        ["schema", dir] => match schema::write(Path::new(dir)) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("xtask-facts: {error}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: xtask-facts names | schema DIR");
            ExitCode::from(2)
        }
    }
}

fn names() -> Value {
    json!({
        "operations": OPERATIONS.iter().map(|operation| operation.name).collect::<Vec<_>>(),
        "error_codes": ErrorCode::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        "violation_codes": ViolationCode::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
    })
}
