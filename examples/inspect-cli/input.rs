//! What to look at: from options, files and standard input.

use std::ffi::OsString;
use std::fs;
use std::io::Read;

use dokukit::{Candidates, Header};
use lexopt::{Arg, Parser, ValueExt};

use crate::Failure;

pub(crate) const USAGE: &str = "\
Signs, verifies and explains a message of DOKU.

usage: inspect-cli sign|verify|explain --target PATH --client-id ID [options]

  --target PATH         as it was on the wire, with its query if it has one
  --method METHOD       POST unless given
  --headers FILE        the headers as they came, a line each: `Name: value`
  --header 'NAME: VALUE'
                        one more header
  --request-id ID       the same as --header 'Request-Id: ID'
  --timestamp TIME      the same as --header 'Request-Timestamp: TIME'
  --body FILE           the body's exact bytes; - is standard input; none unless given
  --secret-key FILE     the secret key, without the line end after it;
                        else the environment variable DOKU_SECRET_KEY
  --other-target PATH, --other-client-id ID, --other-request-id ID, --other-secret-key FILE
                        what else may have been signed, for verify; each as often as you like

verify prints `verified`, `headers_only` for the answer to a GET whose body is not covered,
or what explains that the signature does not match. explain shows how the expected signature
begins: whole, it would make a forged message genuine.
Exit status: 0 when it matches, 1 when it does not, 2 for other input than this.
";

pub(crate) enum Command {
    Sign,
    Verify,
    Explain,
}

pub(crate) struct Input {
    pub(crate) command: Command,
    pub(crate) message: Message,
    pub(crate) secret: String,
    pub(crate) others: Candidates,
}

pub(crate) struct Message {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) client_id: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Vec<u8>,
}

impl Message {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|header| header.name.eq_ignore_ascii_case(name));
        found.map(|header| header.value.as_str())
    }
}

/// Nothing when help was asked for.
pub(crate) fn read(
    arguments: impl Iterator<Item = OsString>,
    mut secret: Option<String>,
    stdin: &mut dyn Read,
) -> Result<Option<Input>, Failure> {
    let mut parser = Parser::from_args(arguments);
    let (mut command, mut target, mut client_id) = (None, None, None);
    let (mut headers, mut body, mut method) = (Vec::new(), Vec::new(), "POST".to_owned());
    let mut others = Candidates::default();
    while let Some(argument) = parser.next()? {
        let option = match argument {
            Arg::Value(name) if command.is_none() => {
                command = Some(named(&name.string()?)?);
                continue;
            }
            Arg::Long("help") | Arg::Short('h') => return Ok(None),
            Arg::Long(option) => option.to_owned(),
            other => return Err(other.unexpected().into()),
        };
        let mut text = || -> Result<String, Failure> { Ok(parser.value()?.string()?) };
        match option.as_str() {
            "target" => target = Some(text()?),
            "client-id" => client_id = Some(text()?),
            "method" => method = text()?,
            "header" => headers.push(header(&text()?)?),
            "request-id" => headers.push(Header::new("Request-Id", text()?)),
            "timestamp" => headers.push(Header::new("Request-Timestamp", text()?)),
            "headers" => {
                for line in utf8(file(&text()?, stdin)?)?.lines().filter(|line| !line.is_empty()) {
                    headers.push(header(line)?);
                }
            }
            "body" => body = file(&text()?, stdin)?,
            "secret-key" => secret = Some(key(&text()?, stdin)?),
            "other-target" => others.targets.push(text()?),
            "other-client-id" => others.client_ids.push(text()?),
            "other-request-id" => others.request_ids.push(text()?),
            "other-secret-key" => others.secret_keys.push(key(&text()?, stdin)?),
            _ => return Err(Failure(format!("there is no option --{option}; see --help"))),
        }
    }
    let Some(command) = command else { return Ok(None) };
    let message = Message {
        method,
        target: target.ok_or("--target is lacking; see --help")?,
        client_id: client_id.ok_or("--client-id is lacking; see --help")?,
        headers,
        body,
    };
    let secret = secret.ok_or("--secret-key or DOKU_SECRET_KEY is lacking; see --help")?;
    Ok(Some(Input { command, message, secret, others }))
}

fn named(command: &str) -> Result<Command, Failure> {
    match command {
        "sign" => Ok(Command::Sign),
        "verify" => Ok(Command::Verify),
        "explain" => Ok(Command::Explain),
        _ => Err("expected sign, verify or explain; see --help".into()),
    }
}

/// A line as HTTP has it: the white space around the value is none of it.
fn header(line: &str) -> Result<Header, Failure> {
    let (name, value) = line.split_once(':').ok_or("a header has no colon")?;
    Ok(Header::new(name.trim(), value.trim()))
}

fn file(name: &str, stdin: &mut dyn Read) -> Result<Vec<u8>, Failure> {
    if name != "-" {
        return fs::read(name).map_err(|error| Failure(format!("{name}: {error}")));
    }
    let mut bytes = Vec::new();
    stdin.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn key(name: &str, stdin: &mut dyn Read) -> Result<String, Failure> {
    let mut text = utf8(file(name, stdin)?)?;
    if text.ends_with('\n') {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    Ok(text)
}

fn utf8(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|_| "expected a file of text".into())
}
