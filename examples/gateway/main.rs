//! The gateway of the quickstart as a program of its own, for programs in any language.
//!
//! It prints its base URL and serves until its standard input ends, ten minutes at most.
//! `cargo run --example gateway -- CLIENT_ID SECRET_KEY`

mod server;

use std::error::Error;
use std::io::Read;
use std::thread;
use std::time::Duration;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(client_id), Some(secret_key)) = (arguments.next(), arguments.next()) else {
        return Err("usage: gateway CLIENT_ID SECRET_KEY".into());
    };
    println!("http://{}", server::start(&client_id, &secret_key)?);
    thread::spawn(|| {
        thread::sleep(Duration::from_secs(600));
        std::process::exit(0);
    });
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
