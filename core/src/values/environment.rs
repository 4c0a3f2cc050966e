//! The hosts of DOKU, or a base URL of your own.

use std::net::{Ipv4Addr, Ipv6Addr};

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
    /// The hosts of an endpoint without a row, by its path.
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
        (host.parse::<Ipv6Addr>().is_ok(), port)
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
        return host
            .and_then(|host| host.parse::<Ipv6Addr>().ok())
            .is_some_and(|ip| ip.is_loopback());
    }
    let host = authority.split(':').next().unwrap_or_default();
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
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
