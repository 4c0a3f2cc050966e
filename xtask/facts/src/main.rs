//! Prints and writes what the core's tables contain, for `cargo xtask`.
//!
//! A program of its own, so that the task runner starts even while the core does not compile.
//!
//! - `xtask-facts names` prints the operations and codes as one JSON object.
//! - `xtask-facts schema DIR` writes the JSON Schemas of requests and answers.
//! - `xtask-facts reference DIR` writes a page per operation.
//! - `xtask-facts diagnosis FILE` writes the page on diagnosis.
//! - `xtask-facts facade LANGUAGE DIR` writes the generated sources of a facade.

mod diagnosis;
mod facade;
mod reference;
mod schema;
mod tables;

use std::path::Path;
use std::process::ExitCode;
use std::{env, io};

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
        ["schema", dir] => written(schema::write(Path::new(dir))),
        ["reference", dir] => written(reference::write(Path::new(dir))),
        ["diagnosis", file] => written(diagnosis::write(Path::new(file))),
        ["facade", language, dir] => written(facade::write(language, OPERATIONS, Path::new(dir))),
        _ => {
            eprintln!(
                "usage: xtask-facts names | schema DIR | reference DIR | diagnosis FILE | facade \
                 LANGUAGE DIR"
            );
            ExitCode::from(2)
        }
    }
}

fn written(result: io::Result<()>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask-facts: {error}");
            ExitCode::FAILURE
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
