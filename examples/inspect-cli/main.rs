//! Signs, verifies and explains a message of DOKU from files and standard input.

mod input;

use std::env;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use dokukit::{Candidates, Config, Doku, Error, ErrorCode, Finding, Signed, Stamp, Timestamp};

use crate::input::{Command, Input, Message};

fn main() -> ExitCode {
    let secret = env::var("DOKU_SECRET_KEY").ok();
    let (mut stdin, mut stdout) = (io::stdin(), io::stdout());
    match run(env::args_os().skip(1), secret, &mut stdin, &mut stdout) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(2)
        }
    }
}

/// Whether the signature is as it should be; a failure says what is wrong with the input.
fn run(
    arguments: impl Iterator<Item = std::ffi::OsString>,
    secret: Option<String>,
    stdin: &mut dyn Read,
    out: &mut dyn Write,
) -> Result<bool, Failure> {
    let Some(Input { command, message, secret, others }) = input::read(arguments, secret, stdin)?
    else {
        write!(out, "{}", input::USAGE)?;
        return Ok(true);
    };
    let doku = Doku::configure(Config {
        environment: Some("test".into()),
        client_id: message.client_id.clone(),
        secret_key: Some(secret),
        ..Config::default()
    })?;
    match command {
        Command::Sign => sign(&doku, &message, out),
        Command::Verify => verify(&doku, &message, &others, out),
        Command::Explain => explain(&doku, &message, out),
    }
}

/// Prints the headers that a request has to have.
fn sign(doku: &Doku, message: &Message, out: &mut dyn Write) -> Result<bool, Failure> {
    let Message { method, target, body, client_id, .. } = message;
    let stamp = Stamp {
        request_id: message.header("Request-Id").ok_or("sign needs --request-id")?.to_owned(),
        timestamp: message.header("Request-Timestamp").ok_or("sign needs --timestamp")?.to_owned(),
    };
    let content = Some(body.as_slice()).filter(|body| !body.is_empty());
    let stages = doku.sign_component(method, target, content, &stamp)?;
    writeln!(out, "Client-Id: {client_id}\nRequest-Id: {}", stamp.request_id)?;
    writeln!(out, "Request-Timestamp: {}", Timestamp::parse(&stamp.timestamp)?)?;
    writeln!(out, "Signature: {}", stages.signature)?;
    Ok(true)
}

/// Prints the verdict and, when the signature does not match, what explains it.
fn verify(
    doku: &Doku,
    message: &Message,
    others: &Candidates,
    out: &mut dyn Write,
) -> Result<bool, Failure> {
    let found = match doku.diagnose_signature(&message.signed(), others) {
        Err(unsigned) if unsigned.code() == ErrorCode::SignatureMissing => {
            writeln!(out, "{unsigned}")?;
            return Ok(false);
        }
        found => found?,
    };
    let status = match found.is_empty() {
        true if covers_no_body(doku, message) => "headers_only",
        true => "verified",
        false => "signature_mismatch",
    };
    writeln!(out, "{status}")?;
    for Finding { code, detail, candidate, proven } in &found {
        let which = candidate.map(|index| format!(" (candidate {index})")).unwrap_or_default();
        let hint = if *proven { "" } else { "hint: " };
        writeln!(out, "{hint}{code}: {detail}{which}")?;
    }
    Ok(found.is_empty())
}

/// Whether it is the answer to a GET, signed without a Digest line.
fn covers_no_body(doku: &Doku, message: &Message) -> bool {
    let explained = doku.explain_signature(&message.signed());
    message.header("Response-Timestamp").is_some()
        && explained.is_ok_and(|explained| explained.matches && explained.digest.is_none())
}

/// Prints every stage of the signature that the message should have.
fn explain(doku: &Doku, message: &Message, out: &mut dyn Write) -> Result<bool, Failure> {
    let explained = doku.explain_signature(&message.signed())?;
    writeln!(out, "body            {} bytes", explained.body_bytes)?;
    writeln!(out, "digest          {}", explained.digest.as_deref().unwrap_or("none"))?;
    writeln!(out, "string to sign  {} bytes", explained.string_to_sign_bytes)?;
    for line in explained.string_to_sign.lines() {
        writeln!(out, "    {line}")?;
    }
    writeln!(out, "expected        {}", explained.signature)?;
    writeln!(out, "received        {}", explained.received.as_deref().unwrap_or("none"))?;
    writeln!(out, "matches         {}", explained.matches)?;
    Ok(explained.matches)
}

impl Message {
    fn signed(&self) -> Signed<'_> {
        let Self { method, target, headers, body, .. } = self;
        Signed { method, target, headers, body }
    }
}

/// What is wrong with the input, in a line without any value of it.
#[derive(Debug)]
struct Failure(String);

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Failure {
    fn from(detail: &str) -> Self {
        Self(detail.to_owned())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self(error.to_string())
    }
}

#[cfg(test)]
mod tests;
