//! A merchant and an investor, from end to end, against a DOKU on loopback.
//!
//! `cargo run --example quickstart` needs nothing but cargo. What it does with DokuKit is
//! what your program does: prepare, send with your own HTTP client, read.

mod host;
mod investor;
mod onboarding;

use std::error::Error;

use dokukit_simulator::{Options, Settings, Simulator};

// Made up: DOKU hands out real ones. An investor's account takes the Client-Id of a
// merchant, `MCH-…`, a merchant's onboarding the Brand ID of a partner.
const CLIENT_ID: &str = "BRN-0001-10791114622547";
const SECRET_KEY: &str = "quickstart-secret-key";

fn main() -> Result<(), Box<dyn Error>> {
    let clients = vec![(CLIENT_ID.to_owned(), SECRET_KEY.to_owned())];
    let settings = Settings { clients, ..Settings::default() };
    let simulator = Simulator::start(Options { settings, ..Options::default() })?;
    let base_url = simulator.base_url();
    println!("A DOKU of our own listens at {base_url}; nothing leaves this machine.\n");

    println!("== Partner API: a merchant ==\n");
    onboarding::run(base_url)?;
    println!("\n== RDL API: an investor ==\n");
    investor::run(base_url)
}
