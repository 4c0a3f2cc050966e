//! The ways in which each part of what was signed may differ from what is believed.

mod bodies;
mod targets;
mod times;

use zeroize::Zeroize;

use super::{Candidates, Finding, Signed};
use crate::signature::SigningKey;
use crate::values::headers::{Headers, One};

/// A part of what is signed. The order is that of the findings: what goes wrong most, first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dimension {
    Digest,
    Target,
    Time,
    Shape,
    RequestId,
    ClientId,
    Secret,
}

impl Dimension {
    pub(super) const ALL: &[Self] = &[
        Self::Digest,
        Self::Target,
        Self::Time,
        Self::Shape,
        Self::RequestId,
        Self::ClientId,
        Self::Secret,
    ];
}

/// One alternative; the first of each dimension is what is believed, without a mistake.
pub(super) struct Choice {
    pub(super) text: String,
    pub(super) mistakes: Vec<Finding>,
}

impl Drop for Choice {
    /// Among the texts are forms of the secret key.
    fn drop(&mut self) {
        self.text.zeroize();
    }
}

impl Choice {
    fn believed(text: impl Into<String>) -> Self {
        Self { text: text.into(), mistakes: Vec::new() }
    }

    fn other(text: impl Into<String>, code: &str, detail: &str) -> Self {
        Self { text: text.into(), mistakes: vec![Finding::new(code, detail)] }
    }
}

/// Which alternative of each dimension; the believed ones by default.
#[derive(Clone, Copy, Default)]
pub(super) struct Parts([usize; Dimension::ALL.len()]);

impl Parts {
    pub(super) fn with(mut self, dimension: Dimension, index: usize) -> Self {
        if let Some(slot) = self.0.get_mut(position(dimension)) {
            *slot = index;
        }
        self
    }
}

fn position(dimension: Dimension) -> usize {
    Dimension::ALL.iter().position(|known| *known == dimension).unwrap_or_default()
}

pub(super) struct Choices<'a> {
    signed: &'a Signed<'a>,
    token: Option<&'a str>,
    /// The body's SHA-256 in hexadecimal.
    hash: String,
    /// The same of the body without white space, which SNAP asks for.
    minified_hash: String,
    all: [Vec<Choice>; Dimension::ALL.len()],
    keys: Vec<SigningKey>,
}

impl<'a> Choices<'a> {
    pub(super) fn of(
        client_id: &str,
        doku_hosts: &[&str],
        secret: &str,
        previous: impl Iterator<Item = &'a str>,
        signed: &'a Signed<'a>,
        candidates: &Candidates,
    ) -> Self {
        let headers = Headers(signed.headers);
        let value = |name| match headers.one(name) {
            One::Value(value) => Some(value),
            _ => None,
        };
        let secrets = secrets(secret, previous, &candidates.secret_keys);
        let keys = secrets.iter().map(|choice| SigningKey::new(choice.text.as_bytes())).collect();
        // Without a Host, what came is an answer of DOKU, or what was sent to it.
        let host = value("Host").or_else(|| value(":authority"));
        let hosts = host.map_or_else(|| doku_hosts.to_vec(), |host| vec![host]);
        Self {
            signed,
            hash: bodies::hex(signed.body),
            minified_hash: bodies::minified_hex(signed.body),
            token: value("Authorization").and_then(|value| value.strip_prefix("Bearer ")),
            all: [
                bodies::digests(signed.method, signed.body, value("Response-Timestamp").is_some()),
                targets::targets(signed.target, &hosts, &candidates.targets),
                times::times(value("Request-Timestamp"), value("Response-Timestamp")),
                shapes(),
                request_ids(value("Request-Id"), &candidates.request_ids),
                client_ids(client_id, value("Client-Id"), &candidates.client_ids),
                secrets,
            ],
            keys,
        }
    }

    pub(super) fn of_dimension(&self, dimension: Dimension) -> &[Choice] {
        self.all.get(position(dimension)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn key(&self, parts: &Parts) -> Option<&SigningKey> {
        self.keys.get(parts.0.get(position(Dimension::Secret)).copied()?)
    }

    /// What would have been signed.
    pub(super) fn string_to_sign(&self, parts: &Parts) -> String {
        let text = |dimension| {
            let index = parts.0.get(position(dimension)).copied().unwrap_or_default();
            self.of_dimension(dimension).get(index).map_or("", |choice| choice.text.as_str())
        };
        let (client_id, request_id) = (text(Dimension::ClientId), text(Dimension::RequestId));
        let (target, digest) = (text(Dimension::Target), text(Dimension::Digest));
        let (label, time) = text(Dimension::Time).split_once(':').unwrap_or_default();
        let with_digest = |lines: &str, digest_line: &str, newline: &str| {
            if digest.is_empty() {
                lines.to_owned()
            } else {
                format!("{lines}{newline}{digest_line}{digest}")
            }
        };
        let documented = |colon: &str, newline: &str| {
            // Made thousands of times: without the machinery of `format!`.
            let mut lines = String::with_capacity(256);
            lines.extend(["Client-Id", colon, client_id, newline]);
            lines.extend(["Request-Id", colon, request_id, newline]);
            lines.extend([label, colon, time, newline, "Request-Target", colon, target]);
            if !digest.is_empty() {
                lines.extend([newline, "Digest", colon, digest]);
            }
            lines
        };
        match text(Dimension::Shape) {
            "crlf" => documented(":", "\r\n"),
            "trailing" => documented(":", "\n") + "\n",
            "space" => documented(": ", "\n"),
            "lower" => {
                let lines = format!(
                    "client-id:{client_id}\nrequest-id:{request_id}\n{}:{time}\n\
                     request-target:{target}",
                    label.to_ascii_lowercase()
                );
                with_digest(&lines, "digest:", "\n")
            }
            "values" => {
                with_digest(&format!("{client_id}\n{request_id}\n{time}\n{target}"), "", "\n")
            }
            "v3" if label == "Response-Timestamp" => {
                with_digest(&format!("{client_id}\n{time}"), "", "\n")
            }
            "v3" => with_digest(&format!("{client_id}\n{time}\n{target}"), "", "\n"),
            "snap-token" => format!("{client_id}|{time}"),
            form @ ("snap" | "snap-minified") => {
                let method = self.signed.method;
                let hash = if form == "snap" { &self.hash } else { &self.minified_hash };
                let token = self.token.map(|token| format!("{token}:")).unwrap_or_default();
                format!("{method}:{target}:{token}{hash}:{time}")
            }
            _ => documented(":", "\n"),
        }
    }

    /// What was tried in vain.
    pub(super) fn ruled_out(&self) -> String {
        let count = |dimension| self.of_dimension(dimension).len();
        format!(
            "nothing matched, neither alone nor in pairs, of so many forms: digest {}, target {}, \
             timestamp {}, string {}, Request-Id {}, Client-Id {}, secret key {}; the secret key is \
             another one, or something was signed that is not here",
            count(Dimension::Digest),
            count(Dimension::Target),
            count(Dimension::Time),
            count(Dimension::Shape),
            count(Dimension::RequestId),
            count(Dimension::ClientId),
            count(Dimension::Secret),
        )
    }
}

fn shapes() -> Vec<Choice> {
    let labels = "only the values were signed, without labels: that is DOKU's v3 scheme";
    let snap = "what was signed has the form of SNAP, which is another scheme";
    vec![
        Choice::believed("documented"),
        Choice::other("trailing", "trailing_newline", "a line feed follows the last line"),
        Choice::other("crlf", "crlf", "the lines end with CR LF, and have to end with LF"),
        Choice::other("space", "space_after_colon", "a space follows the colon of each label"),
        Choice::other("values", "labels_missing", labels),
        Choice::other("v3", "labels_missing", labels),
        Choice::other("lower", "lower_case_labels", "the labels are in lower case"),
        Choice::other("snap-token", "snap_scheme", snap),
        Choice::other("snap", "snap_scheme", snap),
        Choice::other("snap-minified", "snap_scheme", snap),
    ]
}

fn request_ids(header: Option<&str>, candidates: &[String]) -> Vec<Choice> {
    let believed = Choice::believed(header.unwrap_or_default());
    let detail = "the Request-Id that was signed is not the one of the header";
    listed(believed, candidates, "request_id_mismatch", detail)
}

fn client_ids(believed: &str, header: Option<&str>, candidates: &[String]) -> Vec<Choice> {
    let code = "client_id_mismatch";
    let detail = "the Client-Id that was signed is not the one of this configuration";
    let mut choices = listed(Choice::believed(believed), candidates, code, detail);
    if let Some(header) = header.filter(|header| *header != believed) {
        let detail = "the Client-Id of the header was signed, and this configuration has another";
        choices.insert(1, Choice::other(header, code, detail));
    }
    choices
}

fn secrets<'a>(
    secret: &str,
    previous: impl Iterator<Item = &'a str>,
    candidates: &[String],
) -> Vec<Choice> {
    let mut choices = vec![Choice::believed(secret)];
    // No mistake either: what comes in may be signed with a previous key.
    choices.extend(previous.map(Choice::believed));
    let mut add = |text: String, code, detail| {
        if choices.iter().all(|known| known.text != text) {
            choices.push(Choice::other(text, code, detail));
        }
    };
    let white = "the signature was made with white space around the secret key";
    add(secret.trim().to_owned(), "secret_whitespace", "the secret key has white space around it");
    for (before, after) in [("", "\n"), ("", " "), ("", "\r\n"), (" ", ""), ("", "\t"), (" ", " ")]
    {
        add(format!("{before}{secret}{after}"), "secret_whitespace", white);
    }
    let escaped = "the signature was made with the secret key as HTML shows it, & as &amp;";
    add(escape(secret), "secret_html_escaped", escaped);
    let unescaped = "the secret key is as HTML shows it: &amp; stands for &";
    add(unescape(secret), "secret_html_escaped", unescaped);
    for quote in ['"', '\''] {
        let detail = "the signature was made with quotes around the secret key";
        add(format!("{quote}{secret}{quote}"), "secret_quoted", detail);
    }
    let detail = "the signature was made with this other secret key";
    listed_after(choices, candidates, "other_secret", detail)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&#039;", "'").replace("&amp;", "&")
}

fn listed(believed: Choice, candidates: &[String], code: &str, detail: &str) -> Vec<Choice> {
    listed_after(vec![believed], candidates, code, detail)
}

fn listed_after(
    mut choices: Vec<Choice>,
    candidates: &[String],
    code: &str,
    detail: &str,
) -> Vec<Choice> {
    for (index, text) in candidates.iter().take(MOST).enumerate() {
        if choices.iter().all(|known| known.text != *text) {
            let mistakes = vec![Finding::of_candidate(code, detail, index)];
            choices.push(Choice { text: text.clone(), mistakes });
        }
    }
    choices
}

/// So many candidates of each kind are tried.
const MOST: usize = 20;
