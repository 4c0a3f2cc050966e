//! The forms of the string to sign: labels, order, separators, and other schemes.

use super::choice::{Choice, Mistake, Mistakes};
use super::codes::Code;

/// One form of the string.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    pub(super) scheme: Scheme,
    /// Of Client-Id, Request-Id, timestamp, target and digest; a star stands for Request or
    /// Response.
    pub(super) labels: [&'static str; 5],
    /// Which of the five comes when.
    pub(super) order: [u8; 5],
    pub(super) colon: &'static str,
    pub(super) separator: &'static str,
    pub(super) before: &'static str,
    pub(super) after: &'static str,
    /// Whether the label is of the other direction.
    pub(super) is_other_moment: bool,
}

/// What is made of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Lines,
    /// Values without Request-Id, and in an answer without the target.
    Values3,
    /// Client-Id, a bar, the timestamp.
    SnapToken,
    /// Method, target, token, hash of the body, timestamp.
    Snap,
    /// The same over the body without white space.
    SnapMinified,
    /// The digest alone.
    Digest,
    /// The string is the key, the secret key the message.
    Swapped,
}

impl Scheme {
    /// Whether the digest is no part of it.
    pub(super) fn lacks_digest(self) -> bool {
        matches!(self, Self::SnapToken | Self::Snap | Self::SnapMinified)
    }
}

const LABELS: [&str; 5] = ["Client-Id", "Request-Id", "*-Timestamp", "Request-Target", "Digest"];
const ORDER: [u8; 5] = [0, 1, 2, 3, 4];

/// The form that DOKU documents.
pub(super) const DOCUMENTED: Form = Form {
    scheme: Scheme::Lines,
    labels: LABELS,
    order: ORDER,
    colon: ":",
    separator: "\n",
    before: "",
    after: "",
    is_other_moment: false,
};

/// The documented form first, then every single mistake, then two of different kinds.
pub(super) fn forms() -> (Vec<Form>, Vec<Choice>) {
    let documented = DOCUMENTED;
    let mut all = Forms { forms: vec![documented], choices: vec![Choice::believed("")] };
    let kinds = [moments(), edges(), separators(), colons(), labels(), orders()];
    for (index, kind) in kinds.iter().enumerate() {
        for (change, mistake, rank) in kind {
            all.add(change.of(&documented), Mistakes::one(*mistake), *rank);
            for (second, other, also) in kinds.iter().skip(index.saturating_add(1)).flatten() {
                let both = Mistakes::one(*mistake).and(*other).filter(|both| both.count() == 2);
                if let Some(both) = both.filter(|_| rank.saturating_add(*also) < 2) {
                    all.add(second.of(&change.of(&documented)), both, (*rank).max(*also).max(1));
                }
            }
        }
    }
    all.schemes(&documented);
    (all.forms, all.choices)
}

struct Forms {
    forms: Vec<Form>,
    choices: Vec<Choice>,
}

impl Forms {
    fn add(&mut self, form: Form, mistakes: Mistakes, rank: u8) {
        self.forms.push(form);
        self.choices.push(Choice { text: None, mistakes, rank });
    }

    fn schemes(&mut self, documented: &Form) {
        let snap = "what was signed has the form of SNAP, which is another scheme";
        let values = "only the values were signed, without labels: that is DOKU's v3 scheme";
        let swapped = "the string was the key of the HMAC, and the secret key its message";
        let digest = "the HMAC of the digest alone was made";
        for (scheme, code, what) in [
            (Scheme::Values3, Code::LabelsMissing, values),
            (Scheme::SnapToken, Code::SnapScheme, snap),
            (Scheme::Snap, Code::SnapScheme, snap),
            (Scheme::SnapMinified, Code::SnapScheme, snap),
            (Scheme::Digest, Code::DigestSignedAlone, digest),
            (Scheme::Swapped, Code::KeyAndMessageSwapped, swapped),
        ] {
            let form = Form { scheme, ..*documented };
            self.add(form, Mistakes::one(Mistake::new(code, what)), 0);
        }
    }
}

/// What one mistake changes in a form.
enum Change {
    OtherMoment,
    Edges(&'static str, &'static str),
    Separator(&'static str),
    Colon(&'static str),
    Labels([&'static str; 5]),
    Order([u8; 5]),
}

impl Change {
    fn of(&self, form: &Form) -> Form {
        let mut form = *form;
        match self {
            Self::OtherMoment => form.is_other_moment = true,
            Self::Edges(before, after) => (form.before, form.after) = (before, after),
            Self::Separator(separator) => form.separator = separator,
            Self::Colon(colon) => form.colon = colon,
            Self::Labels(labels) => {
                form.labels = *labels;
                if labels.iter().all(|label| label.is_empty()) {
                    form.colon = "";
                }
            }
            Self::Order(order) => form.order = *order,
        }
        form
    }
}

fn moments() -> Vec<(Change, Mistake, u8)> {
    let what = "the label of the timestamp is the one of the other direction";
    vec![(Change::OtherMoment, Mistake::new(Code::TimestampLabel, what), 0)]
}

fn edges() -> Vec<(Change, Mistake, u8)> {
    let mistake = Mistake::new(
        Code::TrailingNewline,
        "the string that was signed has white space before its first or after its last line",
    );
    let edges = [("", "\n"), ("", "\r\n"), ("\n", ""), ("\n", "\n"), ("", " "), ("", "\\n")];
    let edge = |(index, (before, after)): (usize, &(&'static str, &'static str))| {
        (Change::Edges(before, after), mistake, u8::from(index > 1))
    };
    edges.iter().enumerate().map(edge).collect()
}

fn separators() -> Vec<(Change, Mistake, u8)> {
    let of = |code, what| Mistake::new(code, what);
    let crlf = of(
        Code::Crlf,
        "the lines end with CR LF, as Windows and PHP_EOL there write them, or with CR",
    );
    let literal = of(
        Code::LineSeparator,
        "a backslash and the letter n stand between the lines, as single quotes in PHP or a quoted text in a shell leave them",
    );
    let none = of(Code::LineSeparator, "nothing stands between the lines");
    let comma = of(
        Code::LineSeparator,
        "a comma stands between the lines, as an array that is turned into text has it",
    );
    let blank = of(
        Code::LineSeparator,
        "a blank stands between the lines, as a shell or a header makes of a line feed",
    );
    let other = of(Code::LineSeparator, "another sign than a line feed stands between the lines");
    let indented = of(
        Code::LineSeparator,
        "the lines are indented, as a template literal or heredoc in indented code leaves them",
    );
    let fixed = [
        ("\r\n", crlf, 0),
        ("\r", crlf, 1),
        ("\n\r", crlf, 2),
        ("\\n", literal, 0),
        ("\\r\\n", literal, 1),
        ("", none, 0),
        (",", comma, 0),
        (", ", comma, 1),
        (" ", blank, 0),
        ("|", other, 1),
        ("&", other, 1),
        (";", other, 1),
        ("\n\n", other, 1),
        ("\t", other, 1),
        ("<br>", other, 1),
        ("<br />\n", other, 2),
        ("%0A", other, 1),
        (" \n", other, 1),
        (",\n", other, 1),
        (":", other, 1),
        (".", other, 2),
        ("+", other, 2),
        ("/n", other, 1),
        ("\\\\n", other, 2),
        ("\u{2028}", other, 2),
        ("\0", other, 2),
    ];
    let mut all: Vec<_> = fixed
        .iter()
        .map(|(text, mistake, rank)| (Change::Separator(text), *mistake, *rank))
        .collect();
    let usual = [2, 4, 8, 12];
    for (indentation, widths, rank) in
        [(BLANKS, 1..=32_usize, 1), (TABS, 1..=8, 1), (WINDOWS, 2..=17, 2)]
    {
        for width in widths {
            let is_usual =
                usual.contains(&width) && indentation != TABS || indentation == TABS && width < 3;
            let text = indentation.get(..=width).unwrap_or_default();
            all.push((Change::Separator(text), indented, if is_usual { rank } else { 2 }));
        }
    }
    all
}

const BLANKS: &str = "\n                                ";
const TABS: &str = "\n\t\t\t\t\t\t\t\t";
const WINDOWS: &str = "\r\n                ";

fn colons() -> Vec<(Change, Mistake, u8)> {
    let what = "a blank follows the colon of each label, or stands before it";
    let blank = Mistake::new(Code::SpaceAfterColon, what);
    let what = "an equals sign or nothing stands in place of the colon of each label";
    let other = Mistake::new(Code::LabelSpelling, what);
    vec![
        (Change::Colon(": "), blank, 0),
        (Change::Colon(" : "), blank, 1),
        (Change::Colon(" :"), blank, 2),
        (Change::Colon(":\t"), blank, 2),
        (Change::Colon("="), other, 1),
        (Change::Colon("\":\""), other, 2),
        (Change::Colon(""), other, 2),
    ]
}

fn labels() -> Vec<(Change, Mistake, u8)> {
    let of = |code, what| Mistake::new(code, what);
    let lower =
        of(Code::LowerCaseLabels, "the labels are in lower case, as HTTP/2 and Node name headers");
    let none = of(
        Code::LabelsMissing,
        "only the values were signed, without labels: that is DOKU's v3 scheme",
    );
    let other = of(Code::LabelSpelling, "the labels were signed in another spelling");
    let rows: [([&'static str; 5], Mistake, u8); 22] = [
        (["client-id", "request-id", "~-timestamp", "request-target", "digest"], lower, 0),
        (["", "", "", "", ""], none, 0),
        (["Client-ID", "Request-ID", LABELS[2], LABELS[3], LABELS[4]], other, 0),
        (["Client-ID", LABELS[1], LABELS[2], LABELS[3], LABELS[4]], other, 0),
        ([LABELS[0], "Request-ID", LABELS[2], LABELS[3], LABELS[4]], other, 1),
        (["Client-id", "Request-id", LABELS[2], LABELS[3], LABELS[4]], other, 0),
        (["Client-id", LABELS[1], LABELS[2], LABELS[3], LABELS[4]], other, 0),
        (["Client-id", "Request-id", "*-timestamp", "Request-target", "Digest"], other, 1),
        (["ClientId", "RequestId", "*Timestamp", "RequestTarget", "Digest"], other, 0),
        (["ClientId", LABELS[1], LABELS[2], LABELS[3], LABELS[4]], other, 1),
        (["ClientId", "RequestId", LABELS[2], LABELS[3], LABELS[4]], other, 1),
        (["ClientID", "RequestID", "*Timestamp", "RequestTarget", "Digest"], other, 1),
        (["clientId", "requestId", "~Timestamp", "requestTarget", "digest"], other, 1),
        (["Client_Id", "Request_Id", "*_Timestamp", "Request_Target", "Digest"], other, 1),
        (["client_id", "request_id", "~_timestamp", "request_target", "digest"], other, 1),
        (["Client Id", "Request Id", "* Timestamp", "Request Target", "Digest"], other, 2),
        (["CLIENT-ID", "REQUEST-ID", "^-TIMESTAMP", "REQUEST-TARGET", "DIGEST"], other, 1),
        (["CLIENT_ID", "REQUEST_ID", "^_TIMESTAMP", "REQUEST_TARGET", "DIGEST"], other, 2),
        ([LABELS[0], LABELS[1], LABELS[2], LABELS[3], "digest"], other, 1),
        ([LABELS[0], LABELS[1], LABELS[2], "Request-target", LABELS[4]], other, 1),
        ([LABELS[0], LABELS[1], LABELS[2], "(request-target)", LABELS[4]], other, 2),
        (
            ["X-Client-Id", "X-Request-Id", "X-*-Timestamp", "X-Request-Target", "X-Digest"],
            other,
            2,
        ),
    ];
    let one = |(place, label): &(usize, &'static str)| {
        let mut labels = LABELS;
        if let Some(slot) = labels.get_mut(*place) {
            *slot = label;
        }
        (Change::Labels(labels), other, 2)
    };
    let whole = rows.into_iter();
    let whole = whole.map(|(labels, mistake, rank)| (Change::Labels(labels), mistake, rank));
    whole.chain(ALONE.iter().map(one)).collect()
}

/// One label in another spelling, by its place.
const ALONE: &[(usize, &str)] = &[
    (0, "client-id"),
    (0, "CLIENT-ID"),
    (0, "X-Client-Id"),
    (0, "Client_Id"),
    (0, "Merchant-Id"),
    (0, "Partner-Id"),
    (0, "Brand-Id"),
    (1, "request-id"),
    (1, "Request-id"),
    (1, "RequestId"),
    (1, "X-Request-Id"),
    (2, "~-timestamp"),
    (2, "*-timestamp"),
    (2, "*-TimeStamp"),
    (2, "*Timestamp"),
    (2, "*-Time"),
    (2, "*-Date"),
    (2, "Timestamp"),
    (2, "TimeStamp"),
    (2, "X-Timestamp"),
    (3, "request-target"),
    (3, "RequestTarget"),
    (3, "Request-Path"),
    (3, "Request-Url"),
    (3, "Request-URI"),
    (3, "Target"),
    (3, "Path"),
    (3, "Response-Target"),
    (4, "DIGEST"),
    (4, "Body"),
    (4, "Body-Digest"),
    (4, "Content-Digest"),
    (4, "SHA-256"),
];

/// Every order of five lines, the frequent ones first.
fn orders() -> Vec<(Change, Mistake, u8)> {
    let of = |what| Mistake::new(Code::LineOrder, what);
    let usual = [
        (
            [0, 4, 1, 3, 2],
            "the lines were signed in alphabetical order, as TreeMap and sort() leave them",
        ),
        ([4, 0, 1, 2, 3], "the Digest line was signed first"),
        ([0, 1, 2, 4, 3], "the Request-Target line was signed last"),
        ([0, 1, 3, 2, 4], "the target was signed before the timestamp"),
        ([0, 2, 1, 3, 4], "the timestamp was signed before the Request-Id"),
    ];
    let mut all: Vec<_> =
        usual.iter().map(|(order, what)| (Change::Order(*order), of(what), 0)).collect();
    let known: Vec<[u8; 5]> = usual.iter().map(|(order, _)| *order).collect();
    for number in 0..3125_u16 {
        let mut rest = number;
        let order = [0; 5].map(|_: u8| {
            let digit = u8::try_from(rest % 5).unwrap_or_default();
            rest /= 5;
            digit
        });
        let is_whole = (0..5).all(|part| order.contains(&part));
        if is_whole && order != ORDER && !known.contains(&order) {
            all.push((Change::Order(order), of("the lines were signed in another order"), 2));
        }
    }
    all
}
