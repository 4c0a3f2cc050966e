//! The gateway of the quickstart as a program of its own, for programs in any language.
//!
//! It prints its base URL and serves until its standard input ends.

mod server;

use std::error::Error;
use std::io::Read;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(client_id), Some(secret_key)) = (arguments.next(), arguments.next()) else {
        return Err("usage: gateway CLIENT_ID SECRET_KEY".into());
    };
    println!("http://{}", server::start(&client_id, &secret_key)?);
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
