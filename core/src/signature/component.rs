//! The text that is signed.

/// The parts of a component string, in the order of its lines.
#[derive(Debug, Clone, Copy)]
pub struct Component<'a> {
    /// The Client-Id.
    pub client_id: &'a str,
    /// The Request-Id.
    pub request_id: &'a str,
    /// The timestamp's label and value.
    pub moment: Moment<'a>,
    /// The path, as `RequestTarget` checks it.
    pub target: &'a str,
    /// The body's digest; without one the component has no Digest line.
    pub digest: Option<&'a str>,
}

/// Which of the two timestamps a component carries, with its text.
#[derive(Debug, Clone, Copy)]
pub enum Moment<'a> {
    /// `Request-Timestamp`: of requests and notifications.
    Request(&'a str),
    /// `Response-Timestamp`: of responses, and of a merchant's reply to an inquiry.
    Response(&'a str),
}

impl Moment<'_> {
    /// Its label in the component, which is also the header's name.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Request(_) => "Request-Timestamp",
            Self::Response(_) => "Response-Timestamp",
        }
    }
}

impl Component<'_> {
    /// The string to sign: `Label:value` lines, joined by line feeds, none at the end.
    #[must_use]
    pub fn string_to_sign(&self) -> String {
        let (Moment::Request(moment) | Moment::Response(moment)) = self.moment;
        let mut text = String::with_capacity(256);
        line(&mut text, "Client-Id", self.client_id);
        line(&mut text, "\nRequest-Id", self.request_id);
        text.push('\n');
        line(&mut text, self.moment.label(), moment);
        line(&mut text, "\nRequest-Target", self.target);
        if let Some(digest) = self.digest {
            line(&mut text, "\nDigest", digest);
        }
        text
    }
}

/// Whether a component has no Digest line by default (DOKU, Signature from API Get Method).
pub(crate) fn is_get(method: &str) -> bool {
    method.eq_ignore_ascii_case("GET")
}

fn line(text: &mut String, label: &str, value: &str) {
    text.push_str(label);
    text.push(':');
    text.push_str(value);
}
