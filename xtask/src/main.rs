//! `cargo xtask`: every task that the README or CI names.
//!
//! Progress goes to standard error, results to standard output: the JSON lines of
//! `vectors --print`, and the last line `N passed, N failed` of `test` and `ci`.
//!
//! A folder imports from those above it alone: `run`, `tools`, `facts`, `lang`, `tasks`.

mod facts;
mod lang;
mod run;
mod tasks;
mod tools;

use std::process::ExitCode;

use pico_args::Arguments;

fn main() -> ExitCode {
    match tasks::dispatch(Arguments::from_env()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
