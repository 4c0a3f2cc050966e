//! The path that is signed and called.

use std::fmt;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};

/// A Request-Target: the path of a URL exactly as it goes on the request line.
///
/// It starts with a slash and has no host, fragment, space, double slash or dot
/// segment, and nothing that an HTTP client would encode, decode or drop on its way: what
/// is signed is what is sent. A query is refused unless `with_query` says what to do with
/// it, since DOKU's documents do not say whether it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RequestTarget {
    signed: String,
    called: String,
}

/// Whether the query of a target is part of what is signed. DOKU does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryMode {
    /// The path alone is signed, as third parties report for GET requests.
    Unsigned,
    /// Path and query are signed, as DOKU documents for SNAP only.
    Signed,
}

impl QueryMode {
    pub(crate) fn check(name: &str) -> Result<Self, Violation> {
        match name {
            "signed" => Ok(Self::Signed),
            "unsigned" => Ok(Self::Unsigned),
            _ => {
                let detail = "expected one of unsigned, signed";
                Err(Violation::new("query", ViolationCode::NotInList, detail))
            }
        }
    }
}

impl RequestTarget {
    /// Takes a path as it is.
    ///
    /// # Errors
    /// `invalid_request` with `required` or `bad_format`.
    pub fn parse(path: &str) -> Result<Self, Error> {
        Self::check(path, None).map_err(refuse)
    }

    /// Takes a path that may have a query, and the mode that says what is signed.
    ///
    /// # Errors
    /// `invalid_request` with `required` or `bad_format`.
    pub fn with_query(target: &str, mode: QueryMode) -> Result<Self, Error> {
        Self::check(target, Some(mode)).map_err(refuse)
    }

    /// What stands in the string to sign.
    #[must_use]
    pub fn signed(&self) -> &str {
        &self.signed
    }

    /// What follows the host in the URL.
    #[must_use]
    pub fn called(&self) -> &str {
        &self.called
    }

    pub(crate) fn check(target: &str, mode: Option<QueryMode>) -> Result<Self, Violation> {
        if target.is_empty() {
            let detail = "expected a path such as /sac-rdl/v1/rdl-customers, got nothing";
            return Err(Violation::new("target", ViolationCode::Required, detail));
        }
        let bad = |detail: &str| Err(Violation::new("target", ViolationCode::BadFormat, detail));
        let (path, query) = match target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (target, None),
        };
        if !path.starts_with('/') {
            return bad("expected a path that starts with /, without scheme and host");
        }
        if path.as_bytes().windows(2).any(|pair| pair == b"//")
            || path.split('/').any(is_dot_segment)
        {
            return bad("expected no double slash and no dot segment");
        }
        if query == Some("") {
            return bad("expected a query after ?, got nothing: HTTP clients drop the sign");
        }
        if !has_stable_escapes(target) {
            return bad("expected percent escapes in capital letters, and of no letter, digit, \
                        hyphen, dot, underscore or tilde: HTTP clients rewrite others");
        }
        // An apostrophe is legal in a query, but HTTP clients encode it there.
        let query_is_sent = |q: &str| is_sent_as_is(q, b"/?") && !q.contains('\'');
        if !is_sent_as_is(path, b"/") || !query.is_none_or(query_is_sent) {
            return bad("expected only characters that need no encoding, and no fragment");
        }
        let signed = match (query, mode) {
            (None, _) | (Some(_), Some(QueryMode::Signed)) => target,
            (Some(_), Some(QueryMode::Unsigned)) => path,
            (Some(_), None) => {
                return bad(
                    "expected no query, or a choice whether it is signed: unsigned or signed",
                );
            }
        };
        Ok(Self { signed: signed.to_owned(), called: target.to_owned() })
    }
}

impl fmt::Display for RequestTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.signed)
    }
}

/// What a server was asked for: the target of a message that came in, byte for byte.
///
/// DOKU signs the path alone; its own plugin registers a URL with a query and verifies over
/// the path. So the signature may be over either.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IncomingTarget<'a>(&'a str);

impl<'a> IncomingTarget<'a> {
    pub(crate) fn check(target: &'a str) -> Result<Self, Violation> {
        let refuse = |code, detail| Err(Violation::new("target", code, detail));
        if target.is_empty() {
            let detail = "expected the path of your URL, such as /doku/notify, got nothing";
            return refuse(ViolationCode::Required, detail);
        }
        if !target.starts_with('/') {
            let detail = "expected a path that starts with /, without scheme and host";
            return refuse(ViolationCode::BadFormat, detail);
        }
        if !target.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'#') {
            let detail = "expected the target as it was on the wire, got a character that cannot \
                          stand there: the path was decoded on its way to here";
            return refuse(ViolationCode::BadFormat, detail);
        }
        Ok(Self(target))
    }

    /// What may have been signed: path and query, then the path alone.
    pub(crate) fn forms(self) -> impl Iterator<Item = &'a str> {
        let path = self.0.split_once('?').map(|(path, _)| path);
        [Some(self.0), path].into_iter().flatten()
    }
}

/// Whether HTTP clients resolve a path segment away.
fn is_dot_segment(part: &str) -> bool {
    part == "." || part == ".."
}

/// Whether HTTP clients send every escape as it is. RFC 3986 calls the others equivalent to
/// what they rewrite them to: a signature does not.
fn has_stable_escapes(target: &str) -> bool {
    target.split('%').skip(1).all(|after| {
        let byte = after.get(..2).and_then(|hex| {
            let is_capital = !hex.bytes().any(|digit| digit.is_ascii_lowercase());
            u8::from_str_radix(hex, 16).ok().filter(|_| is_capital && !hex.starts_with('+'))
        });
        byte.is_some_and(|byte| !byte.is_ascii_alphanumeric() && !b"-._~".contains(&byte))
    })
}

/// Whether every byte is one that RFC 3986 allows in a path segment, or one of `also`.
fn is_sent_as_is(text: &str, also: &[u8]) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let ok = match byte {
            b'%' => {
                let hex = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_hexdigit());
                hex(bytes.next()) && hex(bytes.next())
            }
            _ => byte.is_ascii_alphanumeric() || PCHARS.contains(&byte) || also.contains(&byte),
        };
        if !ok {
            return false;
        }
    }
    true
}

/// What RFC 3986 allows in a path segment beside letters, digits and `%`.
const PCHARS: &[u8] = b"-._~:@!$&'()*+,;=";

fn refuse(violation: Violation) -> Error {
    Error::violated(ErrorCode::InvalidRequest, vec![violation])
}

#[cfg(test)]
mod tests;
