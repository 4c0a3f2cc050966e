//! The simulator as a process of its own.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{self, Command, Stdio};

use super::client::{CLIENT_ID, SECRET_KEY};

/// A simulator that ends with this.
pub(crate) struct Child {
    process: process::Child,
    base_url: String,
}

impl Child {
    pub(crate) fn start(database: &Path, port: u16) -> Result<Self, Box<dyn Error>> {
        let mut process = Command::new(program()?)
            .arg("--db")
            .arg(database)
            .args(["--port", &port.to_string(), "--until-stdin-closes"])
            .args(["--client-id", CLIENT_ID, "--secret-key", SECRET_KEY])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let stdout = process.stdout.take().ok_or("the simulator has no output")?;
        let mut base_url = String::new();
        BufReader::new(stdout).read_line(&mut base_url)?;
        let child = Self { process, base_url: base_url.trim().to_owned() };
        if child.base_url.is_empty() {
            return Err("the simulator does not start".into());
        }
        Ok(child)
    }

    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Kills it without a word (SIGKILL), and starts it again on the same port.
    pub(crate) fn restart(&mut self, database: &Path) -> Result<(), Box<dyn Error>> {
        self.process.kill()?;
        self.process.wait()?;
        let port = self.base_url.rsplit(':').next().unwrap_or_default().parse()?;
        *self = Self::start(database, port)?;
        Ok(())
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The simulator's binary, which cargo puts beside the folder of the examples.
///
/// `cargo run --example` builds it only when it is asked to, so this asks.
fn program() -> Result<PathBuf, Box<dyn Error>> {
    let mut build = Command::new(option_env!("CARGO").unwrap_or("cargo"));
    build.args(["build", "--quiet", "-p", "dokukit-simulator", "--bin", "dokukit-simulator"]);
    let own = std::env::current_exe()?;
    let profile = own.parent().and_then(Path::parent).ok_or("this program has no folder")?;
    if profile.ends_with("release") {
        build.arg("--release");
    }
    if !build.current_dir(env!("CARGO_MANIFEST_DIR")).status()?.success() {
        return Err("the simulator does not build".into());
    }
    Ok(profile.join(format!("dokukit-simulator{}", std::env::consts::EXE_SUFFIX)))
}
