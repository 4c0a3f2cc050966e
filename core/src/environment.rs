//! Which DOKU to talk to.

use std::net::Ipv6Addr;

use crate::error::{Error, ErrorCode, Violation, ViolationCode};

/// The two APIs of DOKU that have hosts of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Api {
    /// Onboarding of merchants (Partner API).
    Partner,
    /// Investor accounts (RDL), and every other non-SNAP endpoint.
    Rdl,
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

    /// Your own base URL, such as `http://127.0.0.1:8787`.
    ///
    /// # Errors
    /// `invalid_config` with `bad_format` unless it is `http` or `https`, a host and at
    /// most a port. A path would not be part of what DOKU signs.
    pub fn at(base_url: &str) -> Result<Self, Error> {
        Self::check_url(base_url).map_err(refuse)
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

    /// The base URL without its scheme.
    pub(crate) fn host(&self, api: Api) -> &str {
        let url = self.base_url(api);
        url.split_once("://").map_or(url, |(_, host)| host)
    }

    pub(crate) fn check(name: &str) -> Result<Self, Violation> {
        match name {
            "test" => Ok(Self::Test),
            "production" => Ok(Self::Production),
            _ => {
                let code = if name.is_empty() {
                    ViolationCode::Required
                } else {
                    ViolationCode::NotInList
                };
                let detail = "expected test, production, or a base URL of your own";
                Err(Violation::new("environment", code, detail))
            }
        }
    }

    pub(crate) fn check_url(text: &str) -> Result<Self, Violation> {
        if text.is_empty() {
            let detail = "expected a base URL, got nothing";
            return Err(Violation::new("base_url", ViolationCode::Required, detail));
        }
        let url = text.strip_suffix('/').unwrap_or(text);
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        if host.is_some_and(is_authority) {
            return Ok(Self::Own(BaseUrl(url.to_owned())));
        }
        let detail = "expected http:// or https://, a host, and at most a port";
        Err(Violation::new("base_url", ViolationCode::BadFormat, detail))
    }
}

/// A host name, IPv4 or bracketed IPv6 address with at most a port.
pub(crate) fn is_authority(text: &str) -> bool {
    let bracketed = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let (is_host, port) = if let Some((host, port)) = bracketed {
        (host.parse::<Ipv6Addr>().is_ok(), port)
    } else {
        let (host, port) = text.split_at(text.find(':').unwrap_or(text.len()));
        (is_host_name(host), port)
    };
    is_host && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
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
