//! JSON cut into tokens, and written again as other programs write it.
//!
//! The body is cut once, without recursion: nothing about a number or a text is lost, and
//! no depth of nesting matters.

pub(super) mod number;
pub(super) mod order;
pub(super) mod token;
pub(super) mod values;
pub(super) mod write;

pub(super) use token::{Kind, Token, Tokens};

/// Signs that some programs escape; the same bits say which ones a text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signs(pub(super) u16);

impl Signs {
    pub(super) const NONE: Self = Self(0);
    /// `\/`.
    pub(super) const SLASH: Self = Self(1);
    /// `\uXXXX` for everything beyond ASCII.
    pub(super) const BEYOND_ASCII: Self = Self(1 << 1);
    pub(super) const ANGLES: Self = Self(1 << 2);
    pub(super) const AMPERSAND: Self = Self(1 << 3);
    pub(super) const APOSTROPHE: Self = Self(1 << 4);
    pub(super) const EQUALS: Self = Self(1 << 5);
    pub(super) const PLUS: Self = Self(1 << 6);
    /// `\u0022` for `\"`.
    pub(super) const QUOTE: Self = Self(1 << 7);
    pub(super) const GRAVE: Self = Self(1 << 8);
    pub(super) const DELETE: Self = Self(1 << 9);
    /// U+2028 and U+2029.
    pub(super) const LINE_ENDS: Self = Self(1 << 10);
    /// `\uXXXX` for what is beyond the Basic Multilingual Plane.
    pub(super) const BEYOND_BMP: Self = Self(1 << 11);
    /// `<\/`.
    pub(super) const SLASH_AFTER_ANGLE: Self = Self(1 << 12);
    /// Capital digits in the escapes of ASCII.
    pub(super) const CAPITAL_ASCII: Self = Self(1 << 13);
    /// Capital digits in the other escapes.
    pub(super) const CAPITAL_BEYOND: Self = Self(1 << 14);
    /// Each text as it stands.
    pub(super) const KEPT: Self = Self(1 << 15);

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The fewest signs that come to the same for a body that has only `present`.
    pub(super) fn simplest(self, present: Self) -> Self {
        let ascii = Self::ANGLES
            .with(Self::AMPERSAND)
            .with(Self::APOSTROPHE)
            .with(Self::EQUALS)
            .with(Self::PLUS)
            .with(Self::QUOTE)
            .with(Self::GRAVE)
            .with(Self::DELETE);
        let mut least = Self(self.0 & present.0);
        if least.meets(Self::SLASH) {
            least = least.without(Self::SLASH_AFTER_ANGLE);
        }
        if least.meets(Self::BEYOND_ASCII) {
            least = least.without(Self::LINE_ENDS).without(Self::BEYOND_BMP);
        }
        if least.meets(ascii) {
            least = least.with(Self(self.0 & Self::CAPITAL_ASCII.0));
        }
        if least.meets(Self::BEYOND_ASCII.with(Self::LINE_ENDS).with(Self::BEYOND_BMP)) {
            least = least.with(Self(self.0 & Self::CAPITAL_BEYOND.0));
        }
        least
    }
}

/// The white space between tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// As it stands.
    Kept,
    /// On one line.
    Line { comma: &'static str, colon: &'static str, padding: &'static str },
    /// A line for each value; the text of one level.
    Lines { level: &'static str, colon: &'static str },
    /// As Jackson: a line for each entry, lists on one line.
    Jackson,
}

pub(super) const COMPACT: Space = Space::Line { comma: ",", colon: ":", padding: "" };
pub(super) const SPACED: Space = Space::Line { comma: ", ", colon: ": ", padding: "" };

/// How numbers are written once they have been read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    /// As they stand.
    Kept,
    /// As a double without needless fraction: JavaScript, Go, PHP.
    Shortest,
    /// As a double with a fraction where it had one: Python.
    Float,
    /// Every number as a double: `75000.0`, and from ten millions `1.0E7`. Java.
    Java,
    /// With one decimal at least: `75000.0`.
    Tenths,
    /// With two decimals: `75000.00`.
    Cents,
    /// The same, but for whole numbers.
    CentsOfFractions,
    /// `7.5E4`.
    Exponent(Exponent),
}

/// One spelling of an exponent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exponent {
    /// `E`, `e` or one of them with a plus.
    pub(super) mark: &'static str,
    /// The least number of digits.
    pub(super) width: usize,
    /// Whether one digit after the point is always there: `1.0E7`.
    pub(super) has_tenth: bool,
}

/// One way to write JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) space: Space,
    pub(super) text: Signs,
    pub(super) number: Number,
    /// Only this number is written otherwise, counted from the first; every one without it.
    pub(super) only: Option<usize>,
}

impl Style {
    pub(super) const KEPT: Self = Self::of(Space::Kept, Signs::KEPT);

    pub(super) const fn of(space: Space, text: Signs) -> Self {
        Self { space, text, number: Number::Kept, only: None }
    }

    /// Whether it has a line for each value.
    pub(super) const fn has_lines(self) -> bool {
        matches!(self.space, Space::Lines { .. } | Space::Jackson)
    }

    pub(super) const fn with_number(self, number: Number) -> Self {
        Self { number, ..self }
    }
}
