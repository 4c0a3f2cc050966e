//! The tasks of `cargo xtask`, and their arguments.

mod bench;
mod ci;
mod e2e;
mod inspect_page;
mod lints;
mod package;
mod prepare;
mod setup;
mod test;
mod vector_lint;
mod vectors;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use pico_args::Arguments;

use crate::facts;
use crate::lang::name::Lang;
use crate::run::workspace::Workspace;

/// Runs the task that the arguments name.
pub(crate) fn dispatch(mut arguments: Arguments) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    let command = arguments.subcommand()?.unwrap_or_default();
    match command.as_str() {
        "setup" => Ok(setup::run(&workspace, &only(arguments)?)),
        "build" => Ok(prepare::build(&workspace, &only(arguments)?)),
        "test" => Ok(test::run(&workspace, &only(arguments)?)),
        "package" => Ok(package::run(&workspace, &only(arguments)?)),
        "e2e" => Ok(e2e::run(&workspace, &only(arguments)?)),
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
            facts::schemas(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        "docs" => {
            done(arguments)?;
            facts::pages::write(&workspace)?;
            Ok(ExitCode::SUCCESS)
        }
        "bench" => {
            let json = arguments.contains("--json");
            done(arguments)?;
            bench::run(&workspace, json)
        }
        "ci" => {
            done(arguments)?;
            Ok(ci::run(&workspace))
        }
        "" | "help" => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("no task is called {other}\n{USAGE}"),
    }
}

/// The languages of `--only`, where a task has no other argument.
fn only(mut arguments: Arguments) -> Result<Vec<Lang>> {
    let only = languages(&mut arguments, "--only")?;
    done(arguments)?;
    Ok(only)
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
