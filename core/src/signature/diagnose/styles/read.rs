//! How programs write numbers and keys that they have read.

use super::{GSON, HEX, HTML, PERL, PHP, SWIFT, TEXT_JSON, lines};
use crate::signature::diagnose::json::order::Order;
use crate::signature::diagnose::json::{COMPACT, Exponent, Number, SPACED, Signs, Space, Style};

/// One way to write numbers, the programs that do so, its rank, and their styles.
pub(in super::super) struct Numbers {
    pub(in super::super) number: Number,
    pub(in super::super) what: &'static str,
    pub(in super::super) seldom: u8,
    pub(in super::super) styles: &'static [Style],
}

/// What becomes of numbers that a program has read.
pub(in super::super) const NUMBERS: &[Numbers] = &[
    numbers(
        Number::Shortest,
        "the body was signed with numbers as JavaScript, Go and PHP write doubles",
        0,
        SHORTEST,
    ),
    numbers(
        Number::Float,
        "the body was signed with numbers as Python and Ruby write floats",
        0,
        FLOATS,
    ),
    numbers(
        Number::Cents,
        "the body was signed with two decimals in each number, as decimal types write them",
        0,
        DECIMALS,
    ),
    numbers(
        Number::CentsOfFractions,
        "the body was signed with two decimals in each number that has any, as decimal types keep them",
        0,
        DECIMALS,
    ),
    numbers(
        Number::Tenths,
        "the body was signed with a decimal in each number, as Java, Ruby and Dart write doubles",
        0,
        DECIMALS,
    ),
    numbers(
        Number::Java,
        "the body was signed with numbers as Java's Double writes them, such as 1.0E7",
        0,
        JAVA,
    ),
    numbers(exponent("E", 1, false), "the body was signed with exponents such as 1.5E7", 1, FEW),
    numbers(
        exponent("E+", 1, false),
        "the body was signed with exponents such as 1.5E+7, as Java's BigDecimal writes them",
        1,
        FEW,
    ),
    numbers(
        exponent("e+", 2, false),
        "the body was signed with exponents such as 1.5e+07, as Go's and C's %e write them",
        1,
        FEW,
    ),
    numbers(
        exponent("e", 1, false),
        "the body was signed with exponents such as 1.5e7, as Rust writes them",
        2,
        FEW,
    ),
    numbers(exponent("e+", 1, false), "the body was signed with exponents such as 1.5e+7", 2, FEW),
    numbers(
        exponent("E+", 2, false),
        "the body was signed with exponents such as 1.5E+07, as .NET writes them",
        2,
        FEW,
    ),
    numbers(
        exponent("E", 1, true),
        "the body was signed with exponents such as 1.0E7, as Java writes them",
        2,
        FEW,
    ),
    numbers(exponent("e+", 2, true), "the body was signed with exponents such as 1.0e+07", 2, FEW),
    numbers(
        exponent("e", 1, true),
        "the body was signed with exponents such as 1.0e7, as PHP and Elixir write them",
        2,
        FEW,
    ),
    numbers(
        exponent("E+", 3, false),
        "the body was signed with exponents such as 1.5E+007",
        2,
        FEW,
    ),
];

const fn numbers(
    number: Number,
    what: &'static str,
    seldom: u8,
    styles: &'static [Style],
) -> Numbers {
    Numbers { number, what, seldom, styles }
}

const FEW: &[Style] = &[Style::KEPT, Style::of(COMPACT, Signs::NONE)];

/// JavaScript, PHP and Go, in this order.
const SHORTEST: &[Style] = &[
    Style::KEPT,
    Style::of(COMPACT, Signs::NONE),
    Style::of(COMPACT, PHP),
    Style::of(COMPACT, HTML),
    Style::of(lines("  "), Signs::NONE),
    Style::of(lines("    "), Signs::NONE),
    Style::of(lines("\t"), Signs::NONE),
    Style::of(lines("    "), PHP),
    Style::of(COMPACT, Signs::BEYOND_ASCII),
    Style::of(COMPACT, Signs::SLASH.with(Signs::LINE_ENDS)),
    Style::of(COMPACT, Signs::LINE_ENDS),
    Style::of(lines("    "), Signs::BEYOND_ASCII),
    Style::of(lines("    "), Signs::SLASH.with(Signs::LINE_ENDS)),
    Style::of(COMPACT, PHP.with(HEX)),
    Style::of(SPACED, Signs::NONE),
    Style::of(SPACED, Signs::BEYOND_ASCII),
    Style::of(lines("   "), Signs::NONE),
    Style::of(lines(" "), Signs::NONE),
    Style::of(lines("        "), Signs::NONE),
    Style::of(COMPACT, PHP.with(Signs::ANGLES).with(Signs::CAPITAL_ASCII)),
    Style::of(COMPACT, PHP.with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII)),
    Style::of(COMPACT, PHP.with(Signs::APOSTROPHE).with(Signs::CAPITAL_ASCII)),
    Style::of(COMPACT, PHP.with(Signs::QUOTE).with(Signs::CAPITAL_ASCII)),
    Style::of(COMPACT, HEX.with(Signs::SLASH)),
];

/// Python, Ruby, Newtonsoft, Dart and Elixir.
const FLOATS: &[Style] = &[
    Style::KEPT,
    Style::of(COMPACT, Signs::NONE),
    Style::of(SPACED, Signs::BEYOND_ASCII),
    Style::of(SPACED, Signs::NONE),
    Style::of(COMPACT, Signs::BEYOND_ASCII),
    Style::of(lines("  "), Signs::NONE),
    Style::of(lines("    "), Signs::BEYOND_ASCII),
    Style::of(COMPACT, HTML),
    Style::of(COMPACT, PHP),
    Style::of(lines("  "), Signs::BEYOND_ASCII),
    Style::of(lines("    "), Signs::NONE),
    Style::of(lines("\t"), Signs::BEYOND_ASCII),
    Style::of(SPACED, HTML.with(Signs::APOSTROPHE).with(Signs::BEYOND_ASCII)),
    Style::of(COMPACT, HTML.with(Signs::APOSTROPHE).with(Signs::BEYOND_ASCII)),
    Style::of(COMPACT, HTML.with(Signs::APOSTROPHE).with(Signs::QUOTE)),
];

const DECIMALS: &[Style] = &[
    Style::KEPT,
    Style::of(COMPACT, Signs::NONE),
    Style::of(SPACED, Signs::BEYOND_ASCII),
    Style::of(COMPACT, PHP),
    Style::of(SPACED, Signs::NONE),
    Style::of(COMPACT, HTML),
    Style::of(COMPACT, Signs::BEYOND_ASCII),
    Style::of(lines("  "), Signs::NONE),
    Style::of(COMPACT, TEXT_JSON.with(Signs::BEYOND_ASCII)),
];

const JAVA: &[Style] = &[
    Style::KEPT,
    Style::of(COMPACT, Signs::NONE),
    Style::of(COMPACT, GSON),
    Style::of(COMPACT, Signs::LINE_ENDS),
    Style::of(lines("  "), GSON),
    Style::of(Space::Jackson, Signs::NONE),
];

const fn exponent(mark: &'static str, width: usize, has_tenth: bool) -> Number {
    Number::Exponent(Exponent { mark, width, has_tenth })
}

/// One order of keys, the programs that write it, its rank, and their styles.
pub(in super::super) struct Ordered {
    pub(in super::super) order: Order,
    pub(in super::super) what: &'static str,
    pub(in super::super) seldom: u8,
    pub(in super::super) styles: &'static [Style],
}

/// Orders in which programs write keys.
pub(in super::super) const ORDERS: &[Ordered] = &[
    Ordered {
        order: Order::Sorted,
        what: "the body was signed with its keys in order, as Go writes a map and Python with sort_keys",
        seldom: 0,
        styles: SORTED,
    },
    Ordered {
        order: Order::SortedAtTop,
        what: "the body was signed with the keys at its top in order, as PHP's ksort leaves them",
        seldom: 1,
        styles: &[
            Style::of(COMPACT, PHP).with_number(Number::Shortest),
            Style::of(COMPACT, Signs::NONE).with_number(Number::Shortest),
            Style::of(COMPACT, Signs::SLASH.with(Signs::LINE_ENDS)).with_number(Number::Shortest),
            Style::of(COMPACT, Signs::BEYOND_ASCII).with_number(Number::Shortest),
            Style::of(COMPACT, Signs::KEPT),
            Style::of(COMPACT, PHP),
        ],
    },
    Ordered {
        order: Order::ByLength,
        what: "the body was signed with its keys in order of length, as PostgreSQL's jsonb and MySQL write them",
        seldom: 1,
        styles: &[
            Style::of(SPACED, Signs::NONE),
            Style::of(COMPACT, Signs::NONE).with_number(Number::Shortest),
            Style::of(COMPACT, PHP).with_number(Number::Shortest),
            Style::of(COMPACT, Signs::NONE),
        ],
    },
    Ordered {
        order: Order::NumbersFirst,
        what: "the body was signed with keys that are numbers first, as JavaScript writes them",
        seldom: 2,
        styles: &[
            Style::of(COMPACT, Signs::NONE).with_number(Number::Shortest),
            Style::of(lines("  "), Signs::NONE).with_number(Number::Shortest),
        ],
    },
];

/// Go, Python, Rust, Swift, jq and Perl.
const SORTED: &[Style] = &[
    Style::of(COMPACT, HTML).with_number(Number::Shortest),
    Style::of(COMPACT, Signs::NONE),
    Style::of(SPACED, Signs::BEYOND_ASCII).with_number(Number::Float),
    Style::of(COMPACT, Signs::BEYOND_ASCII).with_number(Number::Float),
    Style::of(COMPACT, Signs::NONE).with_number(Number::Shortest),
    Style::of(COMPACT, Signs::NONE).with_number(Number::Float),
    Style::of(COMPACT, HTML),
    Style::of(SPACED, Signs::BEYOND_ASCII),
    Style::of(SPACED, Signs::NONE).with_number(Number::Float),
    Style::of(COMPACT, Signs::SLASH.with(Signs::LINE_ENDS)),
    Style::of(COMPACT, PHP).with_number(Number::Shortest),
    Style::of(lines("  "), HTML).with_number(Number::Shortest),
    Style::of(lines("    "), HTML).with_number(Number::Shortest),
    Style::of(lines("\t"), HTML).with_number(Number::Shortest),
    Style::of(lines("  "), Signs::NONE).with_number(Number::Shortest),
    Style::of(lines("    "), Signs::BEYOND_ASCII).with_number(Number::Float),
    Style::of(lines("  "), Signs::BEYOND_ASCII).with_number(Number::Float),
    Style::of(lines("  "), Signs::NONE),
    Style::of(lines("    "), Signs::NONE),
    Style::of(SWIFT, Signs::SLASH.with(Signs::LINE_ENDS)),
    Style::of(PERL, Signs::NONE),
    Style::of(COMPACT, Signs::LINE_ENDS).with_number(Number::Shortest),
    Style::of(Space::Jackson, Signs::NONE),
];
