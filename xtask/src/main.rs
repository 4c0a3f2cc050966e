//! `cargo xtask`: every task that the README or CI names.
//!
//! Progress goes to standard error, results to standard output: the JSON lines of
//! `vectors --print`, and the last line `N passed, N failed` of `test` and `ci`.

mod apt;
mod bench;
mod cargo_tool;
mod checks;
mod counts;
mod deny;
mod inspector;
mod kotlin;
mod lang;
mod node;
mod notices;
mod npm;
mod package;
mod python;
mod readme;
mod report;
mod rust;
mod schema;
mod shell;
mod swift;
mod swift_toolchain;
mod tasks;
mod uniffi;
mod vector_lint;
mod vectors;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::lang::Lang;
use crate::workspace::Workspace;

fn main() -> ExitCode {
    match dispatch(Arguments::from_env()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn dispatch(mut arguments: Arguments) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    let command = arguments.subcommand()?.unwrap_or_default();
    match command.as_str() {
        "setup" => {
            let only = languages(&mut arguments, "--only")?;
            done(arguments)?;
            Ok(tasks::setup(&workspace, &only))
        }
        "build" => {
            let only = languages(&mut arguments, "--only")?;
            done(arguments)?;
            Ok(tasks::build(&workspace, &only))
        }
        "test" => {
            let only = languages(&mut arguments, "--only")?;
            done(arguments)?;
            Ok(tasks::test(&workspace, &only))
        }
        "vectors" => {
            let options = vectors::Options {
                languages: languages(&mut arguments, "--lang")?,
                dir: arguments.opt_value_from_str::<_, PathBuf>("--dir")?,
                print: arguments.contains("--print"),
            };
            done(arguments)?;
            vectors::command(&workspace, &options)
        }
        "schema" => {
            done(arguments)?;
            schema::write(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        "docs" => {
            done(arguments)?;
            schema::document(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        "bench" => {
            let json = arguments.contains("--json");
            done(arguments)?;
            bench::run(&workspace, json)
        }
        "package" => {
            let only = languages(&mut arguments, "--only")?;
            done(arguments)?;
            Ok(package::run(&workspace, &only))
        }
        "e2e" => {
            let only = languages(&mut arguments, "--only")?;
            done(arguments)?;
            Ok(tasks::e2e(&workspace, &only))
        }
        "ci" => {
            done(arguments)?;
            Ok(tasks::ci(&workspace))
        }
        "" | "help" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("no task is called {other}\n{USAGE}"),
    }
}

/// The languages that an option names, all of them when it is absent.
fn languages(arguments: &mut Arguments, option: &'static str) -> Result<Vec<Lang>> {
    match arguments.opt_value_from_str::<_, String>(option)? {
        Some(names) => Lang::parse_list(&names),
        None => Ok(Lang::ALL.to_vec()),
    }
}

fn done(arguments: Arguments) -> Result<()> {
    match arguments.finish().first() {
        Some(unknown) => bail!("unknown argument {}\n{USAGE}", unknown.display()),
        None => Ok(()),
    }
}

const USAGE: &str = "\
usage: cargo xtask TASK [OPTIONS]

  setup   [--only LANGS]                         install what is missing, nothing else
  build   [--only LANGS]                         build the library and the packages
  test    [--only LANGS]                         set up, build and run every test
  vectors [--lang LANGS] [--dir DIR] [--print]   run the shared vectors in each language
  schema                                         write the JSON Schemas to target/schema
  docs                                           write the reference to docs/reference
  bench   [--json]                               measure
  e2e     [--only LANGS]                         run each language's program against the simulator
  package [--only LANGS]                         write what would be published to target/package
  ci                                             what CI runs: test, then lints, docs and licences

LANGS is a comma-separated list of rust, node, python, kotlin, swift;
wasm stands for node, and uniffi for python, kotlin, swift.";
