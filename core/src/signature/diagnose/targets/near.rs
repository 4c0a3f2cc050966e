//! Targets that are one usual mistake away.

use super::super::choice::Mistake;
use super::super::codes::Code;
use super::super::hexadecimal::percent_decoded;
use super::Place;
use super::prefixes::{PREFIXES, Prefix};

/// Each with the mistake and its rank, which is at most `most`.
pub(super) fn near(target: &str, place: &Place<'_>, most: u8) -> Vec<(String, Mistake, u8)> {
    let mut near = Near { found: Vec::new(), most };
    near.hosts(target, place);
    if host_of(target).is_some() {
        return near.found;
    }
    let (path, query) = target.split_once('?').map_or((target, None), |(p, q)| (p, Some(q)));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    if near.methods(target, place.method) {
        return near.found;
    }
    near.slashes(path, &query);
    near.prefixes(path, &query, place);
    near.encodings(target, path, &query);
    near.cases(path, &query);
    if most > 0 {
        near.segments(path, &query);
        near.camels(path, &query);
        near.rare_prefixes(path, &query);
    }
    near.found
}

struct Near {
    found: Vec<(String, Mistake, u8)>,
    most: u8,
}

impl Near {
    fn add(&mut self, target: impl Into<String>, code: Code, what: &'static str, rank: u8) {
        if rank <= self.most {
            self.found.push((target.into(), Mistake::new(code, what), rank));
        }
    }

    fn hosts(&mut self, target: &str, place: &Place<'_>) {
        if let Some(path) = path_of(target) {
            let what = "the path alone was signed, and the target here has scheme and host";
            self.add(path, Code::HostInTarget, what, 0);
        }
        if let Some((path, _)) = target.split_once('?') {
            let what = "the path was signed without the query that the target here has";
            self.add(path, Code::QueryInTarget, what, 0);
        }
        let what = "the whole URL was signed, or host and path";
        let is_path = host_of(target).is_none();
        for host in place.hosts.iter().filter(|_| is_path) {
            for (index, scheme) in ["https://", "http://", "", "//"].iter().enumerate() {
                let rank = u8::from(index > 1);
                self.add(format!("{scheme}{host}{target}"), Code::HostInTarget, what, rank);
            }
        }
    }

    fn slashes(&mut self, path: &str, query: &str) {
        let what = "the signed target differs by the slash at its end";
        match path.strip_suffix('/') {
            Some(bare) if !bare.is_empty() => {
                self.add(format!("{bare}{query}"), Code::TrailingSlash, what, 0);
            }
            _ => self.add(format!("{path}/{query}"), Code::TrailingSlash, what, 0),
        }
        let what = "the signed target has two slashes where the one here has one, as a base URL with \
                    a slash at its end and a path with one at its beginning give";
        if path.starts_with('/') {
            self.add(format!("/{path}{query}"), Code::DoubleSlash, what, 0);
        }
        let inner = path.match_indices('/').map(|(at, _)| at).filter(|at| *at > 0).take(8);
        for at in inner {
            let (before, after) = path.split_at_checked(at).unwrap_or((path, ""));
            self.add(format!("{before}/{after}{query}"), Code::DoubleSlash, what, 1);
        }
        if path.contains("//") {
            let what = "the signed target has one slash where the one here has two: a proxy (nginx's merge_slashes) or a router merged them";
            let merged = path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let end = if path.ends_with('/') { "/" } else { "" };
            self.add(format!("/{}{end}{query}", merged.join("/")), Code::DoubleSlash, what, 0);
            self.add(format!("{}{query}", path.replace("//", "/")), Code::DoubleSlash, what, 0);
        }
        if let Some(bare) = path.strip_prefix('/') {
            let what = "the signed target lacks the slash at its beginning, as Laravel's path() and routes give it";
            self.add(format!("{bare}{query}"), Code::LeadingSlash, what, 0);
        } else {
            let what = "the signed target begins with a slash, and the one here does not";
            self.add(format!("/{path}{query}"), Code::LeadingSlash, what, 0);
        }
    }

    fn prefixes(&mut self, path: &str, query: &str, place: &Place<'_>) {
        let what = "the signed target lacks the first segments of the one here: a router or proxy \
                    added them";
        let mut rest = path;
        for _ in 0..4 {
            let Some(next) = rest.get(1..).and_then(|inside| inside.find('/')) else { break };
            rest = rest.get(next.saturating_add(1)..).unwrap_or_default();
            self.add(format!("{rest}{query}"), Code::PathPrefix, what, 0);
        }
        for prefix in &place.prefixes {
            let what =
                "the signed target has X-Forwarded-Prefix before it, which a proxy took away";
            let prefix = prefix.trim_matches('/');
            self.add(format!("/{prefix}{path}{query}"), Code::PathPrefix, what, 0);
        }
        let most = self.most;
        for prefix in PREFIXES.iter().filter(|prefix| prefix.seldom <= most) {
            let Prefix { text, what, seldom } = *prefix;
            self.add(format!("{text}{path}{query}"), Code::PathPrefix, what, seldom);
        }
    }

    /// Two prefixes, and one in the place of another.
    fn rare_prefixes(&mut self, path: &str, query: &str) {
        let what = "the signed target has other segments before it, which a router or proxy took away or changed";
        for Prefix { text: inner, .. } in PREFIXES {
            for outer in ["/api", "/v1", "/api/v1", "/prod", "/shop", "/index.php"] {
                self.add(format!("{outer}{inner}{path}{query}"), Code::PathPrefix, what, 3);
            }
        }
        let second = path.get(1..).and_then(|inside| inside.find('/'));
        let rest =
            second.and_then(|at| path.get(at.saturating_add(1)..)).filter(|rest| rest.len() > 1);
        for Prefix { text, .. } in PREFIXES.iter().filter(|_| rest.is_some()) {
            self.add(
                format!("{text}{}{query}", rest.unwrap_or_default()),
                Code::PathPrefix,
                what,
                3,
            );
        }
    }

    fn encodings(&mut self, target: &str, path: &str, query: &str) {
        let what = "the signed target has percent escapes, and the one here was decoded on its way, as most frameworks do";
        let encoded = escaped(target, KEPT);
        self.add(encoded.clone(), Code::TargetEncoding, what, 0);
        self.add(encoded.replace("%20", "+"), Code::TargetEncoding, what, 1);
        self.add(spelt_escapes(&encoded, char::to_ascii_lowercase), Code::TargetEncoding, what, 1);
        self.add(escaped(path, b"/-._~%") + query, Code::TargetEncoding, what, 1);
        self.add(escaped(path, b"/-._~!*'()") + query, Code::TargetEncoding, what, 1);
        let what = "the signed target was encoded once more, its slashes and all, as encodeURIComponent does";
        self.add(escaped(target, b"-._~!*'()"), Code::TargetEncoding, what, 1);
        if target.contains('%') {
            let what = "the signed target was decoded, and the one here has percent escapes";
            let decoded = String::from_utf8_lossy(&percent_decoded(target)).into_owned();
            self.add(decoded.clone(), Code::TargetEncoding, what, 0);
            self.add(
                String::from_utf8_lossy(&percent_decoded(&decoded)),
                Code::TargetEncoding,
                what,
                1,
            );
            let bytes = percent_decoded(&target.replace('+', " "));
            self.add(String::from_utf8_lossy(&bytes), Code::TargetEncoding, what, 1);
            let what = "the signed target was encoded twice, %25 for each %";
            self.add(target.replace('%', "%25"), Code::TargetEncoding, what, 0);
            let what = "the percent escapes of the signed target are in other letters, %2f for %2F";
            self.add(
                spelt_escapes(target, char::to_ascii_lowercase),
                Code::TargetEncoding,
                what,
                0,
            );
            self.add(
                spelt_escapes(target, char::to_ascii_uppercase),
                Code::TargetEncoding,
                what,
                0,
            );
            self.add(escaped(&decoded, KEPT), Code::TargetEncoding, what, 0);
        }
    }

    /// Whether the target here has a method before it.
    fn methods(&mut self, target: &str, method: &str) -> bool {
        if let Some((_, rest)) =
            target.split_once([' ', ':']).filter(|(_, rest)| rest.starts_with('/'))
        {
            let what = "the target was signed without the method that stands before the one here";
            let rest = rest.split_once(" HTTP/").map_or(rest, |(rest, _)| rest);
            self.add(rest, Code::MethodInTarget, what, 0);
            return true;
        }
        let what = "the method was signed before the target, as (request-target) of HTTP Signatures has it";
        let methods = [method.to_ascii_uppercase(), method.to_ascii_lowercase()];
        for (index, separator) in [" ", ":", "", "\n"].iter().enumerate() {
            for method in &methods {
                self.add(
                    format!("{method}{separator}{target}"),
                    Code::MethodInTarget,
                    what,
                    u8::from(index > 0),
                );
            }
        }
        let what = "the whole request line was signed";
        for method in &methods {
            self.add(format!("{method} {target} HTTP/1.1"), Code::MethodInTarget, what, 1);
        }
        false
    }

    fn cases(&mut self, path: &str, query: &str) {
        let what = "the signed target is in other letters, capital or small, than the one here";
        let lower = path.to_ascii_lowercase();
        self.add(format!("{lower}{query}"), Code::TargetCase, what, 0);
        self.add(format!("{lower}{query}").to_ascii_lowercase(), Code::TargetCase, what, 0);
        let words = |spell: fn(&str) -> String| {
            lower.split('/').map(spell).collect::<Vec<_>>().join("/") + query
        };
        self.add(words(capital), Code::TargetCase, what, 0);
        self.add(words(capital_words), Code::TargetCase, what, 1);
        self.add(format!("{}{query}", path.to_ascii_uppercase()), Code::TargetCase, what, 1);
    }

    /// `/doku/kybCallback` and `/Doku/KybCallback`, where a router has made all letters small.
    fn camels(&mut self, path: &str, query: &str) {
        let what = "the signed target has capitals inside a segment, which the one here lacks";
        let capitals = |text: &str| {
            let mut rest = text;
            let mut out = String::with_capacity(text.len());
            while let Some(first) = rest.chars().next() {
                let word = WORDS.iter().find(|word| rest.starts_with(**word));
                let length = word.map_or(first.len_utf8(), |word| word.len());
                let (word, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
                out.push_str(&if length > 1 { capital(word) } else { word.to_owned() });
                rest = after;
            }
            out
        };
        let segments: Vec<&str> = path.split('/').collect();
        let spelt: Vec<String> = segments.iter().map(|segment| capitals(segment)).collect();
        let small = |segment: &String| {
            let mut letters = segment.chars();
            let first = letters.next().map(|first| first.to_ascii_lowercase());
            first.into_iter().chain(letters).collect::<String>()
        };
        let camel: Vec<String> = spelt.iter().map(small).collect();
        for form in [&camel, &spelt] {
            self.add(format!("{}{query}", form.join("/")), Code::TargetCase, what, 2);
            for (place, segment) in form.iter().enumerate() {
                let with_one = |(at, kept): (usize, &&str)| {
                    if at == place { segment.clone() } else { (*kept).to_owned() }
                };
                let one: Vec<String> = segments.iter().enumerate().map(with_one).collect();
                self.add(format!("{}{query}", one.join("/")), Code::TargetCase, what, 3);
            }
        }
    }

    /// Each segment in small letters, with a capital, or in capitals.
    fn segments(&mut self, path: &str, query: &str) {
        let what = "the signed target has capitals where the one here has none, or back";
        let segments: Vec<&str> = path.split('/').collect();
        let count = segments.iter().filter(|segment| !segment.is_empty()).count();
        let mut forms = vec![String::new()];
        for (index, segment) in segments.iter().enumerate() {
            let separator = if index == 0 { "" } else { "/" };
            let small = segment.to_ascii_lowercase();
            let words = capital_words(&small);
            let kept = [
                (*segment).to_owned(),
                capital(&small),
                words,
                segment.to_ascii_uppercase(),
                small,
            ];
            let spellings =
                if segment.is_empty() || count > SEGMENTS { kept.get(..1) } else { kept.get(..) };
            let mut spellings = spellings.unwrap_or_default().to_vec();
            spellings.dedup();
            let longer = |form: &String| {
                let form = form.clone();
                spellings
                    .iter()
                    .map(move |spelling| format!("{form}{separator}{spelling}"))
                    .collect::<Vec<_>>()
            };
            forms = forms.iter().flat_map(longer).take(FORMS).collect();
        }
        for form in forms {
            self.add(format!("{form}{query}"), Code::TargetCase, what, 2);
        }
    }
}

/// Words that stand in the paths of callbacks.
const WORDS: &[&str] = &[
    "notifications",
    "notification",
    "notify",
    "notif",
    "callbacks",
    "callback",
    "webhooks",
    "webhook",
    "payments",
    "payment",
    "handler",
    "inquiry",
    "status",
    "update",
    "result",
    "listen",
    "doku",
    "hook",
    "pay",
    "kyb",
    "rdl",
    "url",
    "api",
];

/// The most segments of a path that are capitalised one by one.
const SEGMENTS: usize = 4;
const FORMS: usize = 300;

fn capital(segment: &str) -> String {
    let mut characters = segment.chars();
    let first = characters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(characters).collect()
}

/// `Doku-Notify`.
fn capital_words(segment: &str) -> String {
    segment.split('-').map(capital).collect::<Vec<_>>().join("-")
}

/// Host and path of a whole URL, with or without a scheme; nothing when it is a path.
pub(super) fn host_of(target: &str) -> Option<&str> {
    let with_scheme = target.split_once("://").filter(|_| !target.starts_with('/'));
    if let Some((_, rest)) = with_scheme {
        return Some(rest);
    }
    let is_path = target.starts_with('/') && !target.starts_with("//");
    let rest = target.strip_prefix("//").unwrap_or(target);
    let host = rest.split('/').next().unwrap_or_default();
    let has_name = host.contains('.') && !host.contains([' ', '?', '%']);
    let is_host = has_name || host.starts_with("localhost:");
    Some(rest).filter(|_| !is_path && is_host && rest.contains('/'))
}

/// The path of a whole URL.
pub(super) fn path_of(target: &str) -> Option<&str> {
    let rest = host_of(target)?;
    Some(rest.find('/').map_or("/", |start| rest.get(start..).unwrap_or("/")))
}

/// What stands on a request line as it is.
const KEPT: &[u8] = b"-._~:/?#[]@!$&'()*+,;=%";

fn escaped(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || kept.contains(&byte) {
            out.push(char::from(byte));
        } else {
            let digit = |value: u8| char::from_digit(u32::from(value), 16);
            let digits = [digit(byte >> 4), digit(byte & 15)].into_iter().flatten();
            out.push('%');
            out.extend(digits.map(|digit| digit.to_ascii_uppercase()));
        }
    }
    out
}

/// `%2f` for `%2F`, or back.
fn spelt_escapes(text: &str, spell: fn(&char) -> char) -> String {
    let mut left = 0_u8;
    let small = text.chars().map(|character| {
        let is_digit = left > 0;
        left = if character == '%' { 2 } else { left.saturating_sub(1) };
        if is_digit { spell(&character) } else { character }
    });
    small.collect()
}
