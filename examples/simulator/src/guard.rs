//! Who may drive the simulator: programs on this machine, and its own page.
//!
//! A page of another site can make a browser send here. Its Origin tells it apart; where it had
//! a name of its own lead to this machine (DNS rebinding), the Host does. A form can be sent
//! without either, but never as JSON.

use std::net::IpAddr;

use http::header::{AsHeaderName, CONTENT_TYPE, HOST, ORIGIN};
use http::request::Parts;
use http::uri::Authority;
use http::{HeaderMap, Method};

/// Why a request must not drive the simulator: a status, and a sentence for its sender.
pub(crate) fn refusal(head: &Parts, port: u16) -> Option<(u16, &'static str)> {
    let host = only(&head.headers, HOST).filter(|host| is_ours(host, port));
    let target = head.uri.authority().is_none_or(|authority| is_ours(authority.as_str(), port));
    let Some(host) = host.filter(|_| target) else {
        return Some((403, "Host: expected the name or address of this machine, and the port"));
    };
    let is_own = |origin: &str| {
        origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
    };
    if head.headers.contains_key(ORIGIN) && !only(&head.headers, ORIGIN).is_some_and(is_own) {
        return Some((403, "Origin: expected none, or that of the simulator's own page"));
    }
    let reads = head.method == Method::GET || head.method == Method::HEAD;
    if !reads && !only(&head.headers, CONTENT_TYPE).is_some_and(is_json) {
        return Some((415, "Content-Type: expected application/json"));
    }
    None
}

/// Whether a host's name or address is that of this machine, for itself alone.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn is_ours(host: &str, port: u16) -> bool {
    host.parse::<Authority>().is_ok_and(|authority| {
        // A user's name is no part of it.
        !host.contains('@')
            && is_loopback(authority.host())
            && authority.port_u16().unwrap_or(80) == port
    })
}

fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default();
    kind.trim().eq_ignore_ascii_case("application/json")
}

/// A header's value, where it is there once.
fn only(headers: &HeaderMap, name: impl AsHeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).into_iter();
    let first = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests;
