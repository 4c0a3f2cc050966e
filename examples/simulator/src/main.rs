//! The simulator as a program of its own, for programs in any language.
//!
//! `cargo run -p dokukit-simulator -- --port 8787 --db doku.sqlite`

use std::error::Error;
use std::io::Read;

use dokukit_simulator::{Options, Simulator};

fn main() -> Result<(), Box<dyn Error>> {
    let Some((options, until_stdin_closes)) = options()? else {
        println!("{USAGE}");
        return Ok(());
    };
    let simulator = Simulator::start(options)?;
    println!("{}", simulator.base_url());
    if until_stdin_closes {
        std::io::stdin().read_to_end(&mut Vec::new())?;
        return Ok(());
    }
    Ok(simulator.wait()?)
}

/// What the command line says; nothing when it asks for help.
fn options() -> Result<Option<(Options, bool)>, Box<dyn Error>> {
    let mut options = Options::default();
    let (mut ids, mut keys, mut until_stdin_closes) = (Vec::new(), Vec::new(), false);
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{name} needs a value\n{USAGE}"));
        match name.as_str() {
            "--port" => options.port = value()?.parse()?,
            "--db" => options.database = Some(value()?.into()),
            "--clock-skew" => options.settings.clock_skew = value()?.parse()?,
            "--client-id" => ids.push(value()?),
            "--secret-key" => keys.push(value()?),
            "--file" => {
                let value = value()?;
                let file = value.split_once('=').ok_or("--file needs CATEGORY=ID")?;
                options.settings.known_files.push((file.0.to_owned(), file.1.to_owned()));
            }
            "--until-stdin-closes" => until_stdin_closes = true,
            "--help" => return Ok(None),
            _ => return Err(format!("unknown option {name}\n{USAGE}").into()),
        }
    }
    if ids.len() != keys.len() {
        return Err("each --client-id needs a --secret-key".into());
    }
    options.settings.clients = ids.into_iter().zip(keys).collect();
    if options.settings.clients.is_empty() {
        options.settings.clients.push((CLIENT_ID.to_owned(), SECRET_KEY.to_owned()));
    }
    Ok(Some((options, until_stdin_closes)))
}

const USAGE: &str = "usage: dokukit-simulator [--port PORT] [--db FILE] [--clock-skew SECONDS]
    [--client-id ID --secret-key KEY]... [--file CATEGORY=ID]... [--until-stdin-closes]";
/// Those of the quickstart, made up.
const CLIENT_ID: &str = "BRN-0001-10791114622547";
const SECRET_KEY: &str = "quickstart-secret-key";
