//! The forms that a text may have to have.

use super::Format;
use crate::values::environment::is_authority;
use crate::values::timestamp::is_date;

impl Format {
    pub(super) fn is_met(self, text: &str) -> bool {
        let is_made_of = |others: &[u8]| {
            !text.is_empty()
                && text.bytes().all(|b| b.is_ascii_alphanumeric() || others.contains(&b))
        };
        match self {
            Self::Date => is_date(text),
            Self::Email => is_email(text),
            Self::Digits => !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()),
            Self::Url => is_url(text),
            Self::Country => is_capitals(text, 2),
            Self::Currency => is_capitals(text, 3),
            Self::TransactionId => is_made_of(b":._-"),
            Self::PathSegment => is_made_of(b"._-") && text != "." && text != "..",
            Self::FileName => !text.chars().any(|c| c.is_control() || c == '/' || c == '\\'),
        }
    }

    pub(super) fn expected(self, text: &str) -> &'static str {
        match self {
            Self::Email if text.trim() != text && is_email(text.trim()) => {
                "expected an email address without a blank at its ends, got one"
            }
            Self::Date => "expected a day of the calendar as YYYY-MM-DD",
            Self::Email => "expected an email address: a name, one @, and a domain with a dot",
            Self::Digits => "expected digits",
            Self::Url => {
                "expected http:// or https://, a host, and no space or character to encode"
            }
            Self::Country => "expected two capital letters, as ISO 3166-1 alpha-2",
            Self::Currency => "expected three capital letters, as ISO 4217",
            Self::TransactionId => "expected letters, digits, and any of : . _ -",
            Self::PathSegment => "expected letters, digits, and any of . _ -",
            Self::FileName => "expected a file name without path and control characters",
        }
    }
}

fn is_email(text: &str) -> bool {
    let is_part = |part: &str| {
        !part.is_empty()
            && !part.contains(|c: char| c == '@' || c.is_whitespace() || c.is_control())
    };
    text.split_once('@').is_some_and(|(name, domain)| {
        is_part(name) && is_part(domain) && domain.contains('.') && domain.split('.').all(is_part)
    })
}

fn is_capitals(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_url(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let sendable = |b: u8| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b);
    rest.is_some_and(|rest| {
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let parts = rest.split_at_checked(end);
        parts.is_some_and(|(host, tail)| is_authority(host) && tail.bytes().all(sendable))
    })
}
