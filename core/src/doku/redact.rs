//! Redacts messages for logs: their shape without their values.

use crate::doku::prepare::PreparedRequest;
use crate::doku::read::Answer;
use crate::operation::OPERATIONS;
use crate::payload::{is_json, text_of, token_length, without_mark, write_string};
use crate::values::headers::{Header, name};

impl PreparedRequest {
    /// One line of JSON for a log: method, URL, headers without the signature, and the body's
    /// keys with the kinds and sizes of their values.
    #[must_use]
    pub fn redacted(&self) -> String {
        redacted_request(&self.method, &self.url, &self.headers, self.body.as_deref())
    }
}

impl<T> Answer<T> {
    /// One line of JSON for a log: status, signature, and the body's keys with the kinds and
    /// sizes of their values.
    #[must_use]
    pub fn redacted(&self) -> String {
        redacted_answer(self.http_status, self.signature.as_str(), self.replayed, &self.raw)
    }
}

/// What a log may show of a request: one line of JSON.
#[must_use]
pub fn redacted_request(
    method: &str,
    url: &str,
    headers: &[Header],
    body: Option<&[u8]>,
) -> String {
    let headers: Vec<String> = headers.iter().map(redacted_header).collect();
    let (method, url, headers) = (quoted(method), quoted(&masked_url(url)), headers.join(","));
    let body = body.map_or_else(|| "null".to_owned(), redacted_body);
    format!("{{\"method\":{method},\"url\":{url},\"headers\":{{{headers}}},\"body\":{body}}}")
}

/// What a log may show of an answer: one line of JSON.
#[must_use]
pub fn redacted_answer(http_status: u16, signature: &str, replayed: bool, raw: &[u8]) -> String {
    let (signature, body) = (quoted(signature), redacted_body(raw));
    format!(
        "{{\"http_status\":{http_status},\"signature\":{signature},\"replayed\":{replayed},\
         \"body\":{body}}}"
    )
}

/// What stands in headers of DOKU and is no secret; of any other only the size is shown.
const SHOWN: &[&str] = &[
    name::CLIENT_ID,
    name::REQUEST_ID,
    name::REQUEST_TIMESTAMP,
    name::RESPONSE_TIMESTAMP,
    name::CONTENT_TYPE,
];

fn redacted_header(header: &Header) -> String {
    let is_shown = SHOWN.iter().any(|name| name.eq_ignore_ascii_case(&header.name));
    let value = if is_shown { header.value.clone() } else { characters(&header.value) };
    format!("{}:{}", quoted(&header.name), quoted(&value))
}

/// A URL whose path and query show no id.
fn masked_url(url: &str) -> String {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme));
    let scheme = scheme.unwrap_or_default();
    let rest = url.strip_prefix(scheme).unwrap_or_default();
    let end = if scheme.is_empty() { Some(0) } else { rest.find(['/', '?', '#']) };
    let (authority, target) =
        rest.split_at_checked(end.unwrap_or(rest.len())).unwrap_or((rest, ""));
    // Before an `@` stand a name and a password.
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let user = if host.len() == authority.len() { "" } else { "[redacted]@" };
    format!("{scheme}{user}{host}{}", masked_target(target))
}

/// A target without the values that stand in it: what is a word stays, what may be an id is
/// shown as its size.
pub(crate) fn masked_target(target: &str) -> String {
    let (path, query) = target.split_once('?').map_or((target, None), |(p, q)| (p, Some(q)));
    // A field in the path may be made of letters alone; the operation's row knows where it is, also
    // where more follows.
    let rows = OPERATIONS.iter().filter(|operation| operation.begins_path(path));
    let row = rows.max_by_key(|operation| operation.path.split('/').count());
    let own = row.map_or("", |operation| operation.path).split('/');
    let is_field = own.map(|own| own.starts_with('{')).chain(std::iter::repeat(false));
    let segments = path.split('/').zip(is_field).map(|(segment, is_field)| {
        if is_word(segment) && !is_field { segment.to_owned() } else { characters(segment) }
    });
    let mut masked = segments.collect::<Vec<_>>().join("/");
    let pairs = query.map(|query| {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, value)) if is_word(name) => format!("{name}={}", characters(value)),
            _ => characters(pair),
        });
        pairs.collect::<Vec<_>>().join("&")
    });
    if let Some(pairs) = pairs {
        masked.extend(["?", &pairs]);
    }
    masked
}

/// Whether a part of a path names something that exists once: `partner`, `rdl-customers`,
/// `v1.0`; an id has digits or is long.
fn is_word(segment: &str) -> bool {
    let version = segment.strip_prefix('v').filter(|version| !version.is_empty());
    let is_version = version.is_some_and(|version| {
        version.len() <= 5 && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    });
    let is_plain = |byte: u8| byte.is_ascii_alphabetic() || b"-_.".contains(&byte);
    is_version || (segment.len() <= 40 && segment.bytes().all(is_plain))
}

/// A body's keys, with the kind and size of each value in its place.
#[must_use]
pub fn redacted_body(body: &[u8]) -> String {
    let Some(json) = std::str::from_utf8(body).ok().map(without_mark).filter(|text| is_json(text))
    else {
        return format!("\"[{} bytes]\"", body.len());
    };
    let mut out = String::new();
    let mut rest = json.trim_ascii_start();
    while !rest.is_empty() {
        let (token, after) = rest.split_at_checked(token_length(rest)).unwrap_or((rest, ""));
        rest = after.trim_ascii_start();
        match token.as_bytes().first() {
            Some(b'"') if rest.starts_with(':') && is_name(token) => out.push_str(token),
            Some(b'"') => {
                let text = text_of(token);
                let size = text.map_or_else(|| "[text]".to_owned(), |text| characters(&text));
                out.push_str(&quoted(&size));
            }
            Some(b'-' | b'0'..=b'9') => out.push_str("\"[number]\""),
            _ => out.push_str(token),
        }
    }
    out
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    write_string(&mut out, text);
    out
}

fn characters(text: &str) -> String {
    format!("[{} characters]", text.chars().count())
}

/// Whether a key is a name, and not data that somebody uses as a key.
fn is_name(token: &str) -> bool {
    let name = token.trim_matches('"');
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
    starts && name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests;
