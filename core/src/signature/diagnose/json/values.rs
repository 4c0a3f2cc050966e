//! Values that middleware changes.

use super::{Kind, Signs, Token, Tokens};

/// One way in which values change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Change {
    NullToEmpty,
    EmptyToNull,
    NullDropped,
    EmptyDropped,
    ObjectToList,
    ListToObject,
    Trimmed,
    NumberToText,
    TextToNumber,
}

impl Change {
    /// Every change with its description, the most frequent first.
    pub(in super::super) const ALL: &[(Self, &'static str)] = &[
        (
            Self::NullToEmpty,
            "a text of nothing was signed, and here stands null, as Laravel's ConvertEmptyStringsToNull makes of it",
        ),
        (Self::EmptyToNull, "null was signed, and here stands a text of nothing"),
        (
            Self::NullDropped,
            "the keys with null were not signed: Gson, Jackson's NON_NULL and Go's omitempty leave them out",
        ),
        (Self::ListToObject, "{} was signed, and here stands [], as PHP makes of an empty object"),
        (Self::ObjectToList, "[] was signed, and here stands {}"),
        (
            Self::EmptyDropped,
            "the keys with a text of nothing were not signed: Go's omitempty leaves them out",
        ),
        (
            Self::Trimmed,
            "texts without white space at their ends were signed, as Laravel's TrimStrings makes them",
        ),
        (Self::NumberToText, "numbers were signed as texts"),
        (
            Self::TextToNumber,
            "texts of digits were signed as numbers, as PHP's JSON_NUMERIC_CHECK writes them",
        ),
    ];

    /// How many values it would change.
    pub(in super::super) fn count(self, tokens: &Tokens<'_>) -> usize {
        let list = &tokens.list;
        (0..list.len()).filter(|index| self.fits(list, *index)).count()
    }

    /// The tokens with every such value changed, or with one of them.
    pub(in super::super) fn apply<'a>(
        self,
        tokens: &Tokens<'a>,
        only: Option<usize>,
    ) -> Tokens<'a> {
        let list = &tokens.list;
        let mut out: Vec<Token<'a>> = Vec::with_capacity(list.len());
        let (mut seen, mut index) = (0_usize, 0_usize);
        while let Some(token) = list.get(index) {
            index = index.saturating_add(1);
            if !self.fits(list, index.saturating_sub(1)) {
                out.push(*token);
                continue;
            }
            let is_chosen = only.is_none_or(|only| only == seen);
            seen = seen.saturating_add(1);
            match self {
                _ if !is_chosen => out.push(*token),
                Self::NullToEmpty => out.push(word(token, "\"\"")),
                Self::EmptyToNull => out.push(word(token, "null")),
                Self::ObjectToList | Self::ListToObject => {
                    let text = if self == Self::ObjectToList { "[]" } else { "{}" };
                    out.push(word(token, text));
                    index = index.saturating_add(1);
                }
                Self::Trimmed => out.push(Token { kind: Kind::Trimmed, ..*token }),
                Self::NumberToText => out.push(Token { kind: Kind::Quoted, ..*token }),
                Self::TextToNumber => {
                    let text = token.text.trim_matches('"');
                    out.push(Token { kind: Kind::Number, text, ..*token });
                }
                Self::NullDropped | Self::EmptyDropped => {
                    // The key and the colon are there already; one comma goes with them.
                    out.truncate(out.len().saturating_sub(2));
                    match (out.last().map(|last| last.kind), list.get(index).map(|next| next.kind))
                    {
                        (Some(Kind::Comma), _) => drop(out.pop()),
                        (_, Some(Kind::Comma)) => index = index.saturating_add(1),
                        _ => {}
                    }
                }
            }
        }
        tokens.with(out)
    }

    fn fits(self, list: &[Token<'_>], index: usize) -> bool {
        let kind = |index: usize| list.get(index).map(|token| token.kind);
        let Some(token) = list.get(index) else { return false };
        let next = kind(index.saturating_add(1));
        let is_value = token.kind != Kind::Text || next != Some(Kind::Colon);
        let has_key = index.checked_sub(1).and_then(kind) == Some(Kind::Colon);
        match self {
            Self::NullToEmpty => token.text == "null",
            Self::EmptyToNull => is_value && token.text == "\"\"",
            Self::NullDropped => has_key && token.text == "null",
            Self::EmptyDropped => has_key && token.text == "\"\"",
            Self::ObjectToList => token.text == "{" && next == Some(Kind::Close),
            Self::ListToObject => token.text == "[" && next == Some(Kind::Close),
            Self::Trimmed => {
                let inside = token.text.trim_matches('"');
                is_value && token.kind == Kind::Text && inside.trim() != inside
            }
            Self::NumberToText => token.kind == Kind::Number,
            Self::TextToNumber => is_value && token.kind == Kind::Text && is_number(token.text),
        }
    }
}

fn word<'a>(token: &Token<'a>, text: &'static str) -> Token<'a> {
    Token { kind: Kind::Word, text, signs: Signs::NONE, ..*token }
}

/// Whether a text holds digits that JSON would take as a number.
fn is_number(text: &str) -> bool {
    let inside = text.trim_matches('"');
    let starts = inside.trim_start_matches('-').starts_with(|digit: char| digit.is_ascii_digit());
    starts && inside.len() <= 40 && serde_json::from_str::<serde_json::Number>(inside).is_ok()
}
