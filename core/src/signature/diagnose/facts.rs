//! What the headers say, and what `verify` refuses before it looks at the signature.

use super::choice::Mistake;
use super::codes::Code;
use super::targets::Place;
use crate::values::headers::{Header, Headers, One};

/// The headers that are signed, as they came.
pub(super) struct Facts<'a> {
    pub(super) client_id: One<'a>,
    /// Every value under the name, in their order.
    pub(super) request_ids: Vec<&'a str>,
    /// Label and value of the timestamps that may be signed, the likelier one first.
    pub(super) moments: Vec<(&'static str, &'a str)>,
    pub(super) is_answer: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn of(headers: &'a [Header]) -> Self {
        let all = Headers(headers);
        let value = |name| match all.one(name) {
            One::Value(value) => Some(value),
            One::Absent | One::Repeated => None,
        };
        let response = value(RESPONSE).map(|time| ("Response", time));
        let request = value(REQUEST).map(|time| ("Request", time));
        Self {
            client_id: all.one("Client-Id"),
            request_ids: values(headers, "Request-Id"),
            is_answer: all.one(RESPONSE) != One::Absent,
            moments: response.into_iter().chain(request).collect(),
        }
    }

    /// The Client-Id of the header, if it came once.
    pub(super) fn client_id(&self) -> Option<&'a str> {
        match self.client_id {
            One::Value(id) => Some(id),
            One::Absent | One::Repeated => None,
        }
    }

    /// What `verify` refuses these headers for. The Request-Id that came twice is not among
    /// them: one of its values may have been signed.
    pub(super) fn faults(&self, headers: &[Header]) -> Vec<Mistake> {
        let mut faults = Vec::new();
        let mut add = |code, what| faults.push(Mistake::new(code, what));
        match self.client_id {
            One::Absent => add(Code::HeaderMissing, "there is no Client-Id header"),
            One::Repeated => add(Code::HeaderRepeated, "the Client-Id header came more than once"),
            One::Value(_) => {}
        }
        if self.request_ids.is_empty() {
            add(Code::HeaderMissing, "there is no Request-Id header");
        }
        if self.moments.is_empty() {
            let names = [REQUEST, RESPONSE];
            let came = names.iter().any(|name| Headers(headers).one(name) == One::Repeated);
            if came {
                add(Code::HeaderRepeated, "the timestamp header came more than once");
            } else {
                add(
                    Code::HeaderMissing,
                    "there is neither a Request-Timestamp nor a Response-Timestamp header",
                );
            }
        }
        let times = self.moments.iter().map(|(_, time)| time);
        if self.request_ids.iter().chain(times).any(|value| value.contains(char::is_control)) {
            add(
                Code::HeaderMalformed,
                "the Request-Id or the timestamp holds a line end or another control character",
            );
        }
        faults
    }

    /// Facts that are suspicious and prove nothing.
    pub(super) fn hints(&self, headers: &[Header], target: &str, body: &[u8]) -> Vec<Mistake> {
        let mut hints = Vec::new();
        let coding = values(headers, "Content-Encoding");
        let is_coded = coding.iter().any(|coding| !coding.eq_ignore_ascii_case("identity"));
        let by_bytes = COMPRESSED.iter().find(|(start, _)| body.starts_with(start));
        if let Some((_, what)) = by_bytes {
            hints.push(Mistake::new(Code::BodyCompressed, what));
        } else if is_coded {
            let what = "Content-Encoding says that the body was compressed on its way";
            hints.push(Mistake::new(Code::BodyCompressed, what));
        }
        if self.request_ids.iter().any(|id| id.starts_with('|')) {
            let what = "the Request-Id begins with a bar, as tracing tools write it over the one that was sent";
            hints.push(Mistake::new(Code::RequestIdRewritten, what));
        }
        let is_text = by_bytes.is_none() && !is_coded;
        if is_text && std::str::from_utf8(body).is_ok_and(|text| text.contains('\u{fffd}')) {
            let what = "the body holds U+FFFD, which stands where bytes were lost when it was read as UTF-8";
            hints.push(Mistake::new(Code::BodyCharset, what));
        }
        if let Some(mistake) = super::targets::unsendable(target) {
            hints.push(Mistake {
                what: "no request line has a target such as the one here",
                ..mistake
            });
        }
        hints
    }
}

/// The first bytes of what is compressed.
const COMPRESSED: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "the body begins as gzip does"),
    (b"\x28\xb5\x2f\xfd", "the body begins as zstd does"),
    (b"\x78\x01", "the body begins as deflate (zlib) does"),
    (b"\x78\x5e", "the body begins as deflate (zlib) does"),
    (b"\x78\x9c", "the body begins as deflate (zlib) does"),
    (b"\x78\xda", "the body begins as deflate (zlib) does"),
];

const REQUEST: &str = "Request-Timestamp";
const RESPONSE: &str = "Response-Timestamp";

/// Every value under a name that is not empty.
pub(super) fn values<'a>(headers: &'a [Header], name: &str) -> Vec<&'a str> {
    let named = headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let values = named.map(|header| header.value.trim_matches([' ', '\t']));
    values.filter(|value| !value.is_empty()).collect()
}

/// Ids of other headers, of which one may be the Request-Id that was sent.
pub(super) fn other_ids(headers: &[Header]) -> Vec<&str> {
    let names = ["X-Request-Id", "X-Correlation-Id", "X-Original-Request-Id", "Idempotency-Key"];
    names.iter().flat_map(|name| values(headers, name)).collect()
}

/// Where the headers say that the message was sent to.
pub(super) fn place<'a>(headers: &'a [Header], method: &'a str, own: &[&str]) -> Place<'a> {
    let listed = |names: &[&str]| -> Vec<&'a str> {
        let all = names.iter().flat_map(|name| values(headers, name));
        let parts = all.flat_map(|value| value.split(',')).map(str::trim);
        parts.filter(|part| !part.is_empty() && part.len() <= LONGEST).take(MOST).collect()
    };
    let mut hosts: Vec<String> = Vec::new();
    let ports = listed(&["X-Forwarded-Port"]);
    let forwarded = values(headers, "Forwarded");
    let forwarded = forwarded.iter().flat_map(|value| value.split([',', ';'])).filter_map(|part| {
        let (name, host) = part.trim().split_once('=')?;
        name.eq_ignore_ascii_case("host").then(|| host.trim_matches('"'))
    });
    let named = listed(&["X-Forwarded-Host", "X-Original-Host", "Host", ":authority"]);
    for host in named.into_iter().chain(forwarded.filter(|host| host.len() <= LONGEST).take(MOST)) {
        let bare = host
            .rsplit_once(':')
            .filter(|(_, port)| port.bytes().all(|digit| digit.is_ascii_digit()));
        let bare = bare.map_or(host, |(bare, _)| bare);
        hosts.push(host.to_owned());
        hosts.push(bare.to_owned());
        hosts.extend(ports.iter().map(|port| format!("{bare}:{port}")));
        hosts.extend(["443", "80"].map(|port| format!("{bare}:{port}")));
    }
    // A message without any host header is an answer of DOKU, or a request to it.
    if hosts.is_empty() {
        hosts.extend(own.iter().map(|host| (*host).to_owned()));
    }
    let mut known: Vec<String> = Vec::new();
    hosts.retain(|host| {
        let is_new = !known.contains(host);
        known.push(host.clone());
        is_new
    });
    Place {
        hosts,
        targets: listed(&[
            "X-Original-URI",
            "X-Forwarded-Uri",
            "X-Rewrite-URL",
            "X-Original-URL",
            "X-Forwarded-Path",
            "X-Envoy-Original-Path",
            "X-Replaced-Path",
        ]),
        prefixes: listed(&["X-Forwarded-Prefix", "X-Script-Name", "X-Forwarded-Context"]),
        method,
    }
}

/// The longest value that is read as a host or path, and the most values of one header.
const LONGEST: usize = 1 << 10;
const MOST: usize = 6;
