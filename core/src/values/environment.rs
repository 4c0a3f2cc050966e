//! Which DOKU to talk to.

use crate::error::{Error, ErrorCode, Violation, ViolationCode};

/// The two APIs of DOKU that have hosts of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Api {
    /// Onboarding of merchants (Partner API).
    Partner,
    /// Investor accounts (RDL), and every other non-SNAP endpoint.
    Rdl,
}

impl Api {
    /// The hosts of an endpoint that has no row: the path tells.
    pub(crate) fn of_target(target: &str) -> Self {
        if target.starts_with("/adv-core-api/") { Self::Partner } else { Self::Rdl }
    }
}

/// The hosts of DOKU, or one of your own.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Environment {
    /// DOKU's test hosts: Partner pages name `api-uat`, RDL pages `api-sandbox`.
    Test,
    /// DOKU's production host.
    Production,
    /// A simulator or proxy. Made by `Environment::at`.
    Own(BaseUrl),
}

/// A checked base URL: scheme and host, without a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

impl Environment {
    /// Reads `test` or `production`.
    ///
    /// # Errors
    /// `invalid_config` with `not_in_list` for any other name.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Self::check(name).map_err(refuse)
    }

    /// Your own base URL, such as `https://proxy.example` or `http://127.0.0.1:8787`.
    ///
    /// # Errors
    /// `invalid_config` with `bad_format` unless it is `https`, a host and at most a port;
    /// `http` reaches this machine alone. A path would not be part of what DOKU signs.
    pub fn at(base_url: &str) -> Result<Self, Error> {
        Self::check_url(base_url, false).map_err(refuse)
    }

    /// As `at`, and allows `http` to other machines, where anybody on the way may read
    /// and change what is sent.
    ///
    /// # Errors
    /// As `at`.
    pub fn at_plain_http(base_url: &str) -> Result<Self, Error> {
        Self::check_url(base_url, true).map_err(refuse)
    }

    /// The URL that requests of this API begin with, without a slash at its end.
    #[must_use]
    pub fn base_url(&self, api: Api) -> &str {
        match (self, api) {
            (Self::Test, Api::Partner) => "https://api-uat.doku.com",
            (Self::Test, Api::Rdl) => "https://api-sandbox.doku.com",
            (Self::Production, _) => "https://api.doku.com",
            (Self::Own(url), _) => &url.0,
        }
    }

    /// What follows the base URL in a URL of this environment; nothing in any other.
    pub(crate) fn called<'u>(&self, api: Api, url: &'u str) -> Option<&'u str> {
        url.strip_prefix(self.base_url(api)).filter(|called| called.starts_with('/'))
    }

    /// The base URL without its scheme.
    #[cfg(feature = "diagnose")]
    pub(crate) fn host(&self, api: Api) -> &str {
        let url = self.base_url(api);
        url.split_once("://").map_or(url, |(_, host)| host)
    }

    pub(crate) fn check(name: &str) -> Result<Self, Violation> {
        match name {
            "test" => Ok(Self::Test),
            "production" => Ok(Self::Production),
            _ => {
                let (code, detail) = if name.is_empty() {
                    let detail = "expected test, production, or a base URL of your own";
                    (ViolationCode::Required, detail)
                } else if name.as_bytes().windows(3).any(|part| part == b"://") {
                    let detail = "expected test or production, got a URL: give it as the base URL \
                                  (base_url, or { baseUrl } in JavaScript)";
                    (ViolationCode::NotInList, detail)
                } else {
                    let detail = "expected test, production, or a base URL of your own";
                    (ViolationCode::NotInList, detail)
                };
                Err(Violation::new("environment", code, detail))
            }
        }
    }

    pub(crate) fn check_url(text: &str, allows_plain_http: bool) -> Result<Self, Violation> {
        if text.is_empty() {
            let detail = "expected a base URL, got nothing";
            return Err(Violation::new("base_url", ViolationCode::Required, detail));
        }
        let url = text.strip_suffix('/').unwrap_or(text);
        let bad = |detail| Err(Violation::new("base_url", ViolationCode::BadFormat, detail));
        let plain = url.strip_prefix("http://");
        if !url.strip_prefix("https://").or(plain).is_some_and(is_authority) {
            return bad("expected https:// or http://, a host, and at most a port");
        }
        if !allows_plain_http && plain.is_some_and(|authority| !is_loopback(authority)) {
            return bad("expected https://, got http:// to another machine: anybody on the way \
                        may read and change it; allow_plain_http permits it all the same");
        }
        Ok(Self::Own(BaseUrl(url.to_owned())))
    }
}

/// A host name, IPv4 or bracketed IPv6 address with at most a port.
pub(crate) fn is_authority(text: &str) -> bool {
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (is_host, port) = if let Some((host, port)) = bracketed {
        (ipv6_is_loopback(host).is_some(), port)
    } else {
        let port = text.find(':').unwrap_or(text.len());
        let (host, port) = text.split_at_checked(port).unwrap_or((text, ""));
        (is_host_name(host), port)
    };
    is_host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// Whether what is sent there stays on this machine.
fn is_loopback(authority: &str) -> bool {
    if authority.starts_with('[') {
        let host = authority.trim_start_matches('[').split(']').next();
        return host.and_then(ipv6_is_loopback) == Some(true);
    }
    let host = authority.split(':').next().unwrap_or_default();
    host.eq_ignore_ascii_case("localhost") || ipv4(host).is_some_and(|[first, ..]| first == 127)
}

// The standard library's parsers are a kilobyte of the gzipped wasm.

/// Whether an IPv6 address is this machine; nothing for a text that is no address.
fn ipv6_is_loopback(text: &str) -> Option<bool> {
    let parts: Vec<&str> = text.split(':').collect();
    let last = parts.len().saturating_sub(1);
    let is_empty = |at: usize| parts.get(at).is_some_and(|part| part.is_empty());
    let mut groups = Vec::new();
    let mut gap = None;
    for (at, part) in parts.iter().enumerate() {
        if part.is_empty() {
            // `::` at either end gives two empty parts, elsewhere one.
            let is_half =
                (at == 0 && is_empty(1)) || (at == last && is_empty(last.wrapping_sub(1)));
            if !is_half && (at == 0 || at == last || gap.replace(groups.len()).is_some()) {
                return None;
            }
        } else if at == last && part.contains('.') {
            let [a, b, c, d] = ipv4(part)?;
            groups.extend([u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]);
        } else {
            let is_group = part.len() <= 4 && part.bytes().all(|b| b.is_ascii_hexdigit());
            groups.push(u16::from_str_radix(part, 16).ok().filter(|_| is_group)?);
        }
    }
    let is_whole = if gap.is_some() { groups.len() < 8 } else { groups.len() == 8 };
    let ends = gap != Some(groups.len());
    let (end, zeros) = groups.split_last().unwrap_or((&0, &[]));
    is_whole.then_some(ends && *end == 1 && zeros.iter().all(|group| *group == 0))
}

fn ipv4(text: &str) -> Option<[u8; 4]> {
    let mut parts = text.split('.').map(|part| {
        let is_octet =
            part.bytes().all(|b| b.is_ascii_digit()) && (part == "0" || !part.starts_with('0'));
        part.parse().ok().filter(|_| is_octet)
    });
    let mut next = || parts.next().flatten();
    let octets = [next()?, next()?, next()?, next()?];
    parts.next().is_none().then_some(octets)
}

fn is_host_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

fn refuse(violation: Violation) -> Error {
    Error::violated(ErrorCode::InvalidConfig, vec![violation])
}

#[cfg(test)]
mod tests;
