//! What programs write: their white space and escapes.

pub(super) mod read;

use super::json::{COMPACT, SPACED, Signs, Space, Style};

/// White space, the programs that write it, and its rank.
pub(super) const SPACES: &[(Space, &str, u8)] = &[
    (Space::Kept, "", 0),
    (
        COMPACT,
        "the body was signed without white space, as JSON.stringify, PHP, Go, System.Text.Json and Gson write it",
        0,
    ),
    (
        SPACED,
        "the body was signed with a blank after each comma and colon, as Python's json.dumps writes it",
        0,
    ),
    (
        lines("  "),
        "the body was signed with an indentation of two blanks, as JSON.stringify(…, null, 2), jq, Gson and .NET indent it",
        0,
    ),
    (
        lines("    "),
        "the body was signed with an indentation of four blanks, as PHP's JSON_PRETTY_PRINT and Python's indent=4 write it",
        0,
    ),
    (
        lines("\t"),
        "the body was signed with an indentation of one tab, as JSON.stringify(…, null, '\\t') and Go's MarshalIndent write it",
        0,
    ),
    (Space::Jackson, "the body was signed as Jackson's pretty printer writes it", 1),
    (
        SWIFT,
        "the body was signed with blanks around the colon, as Swift's prettyPrinted writes it",
        1,
    ),
    (
        Space::Line { comma: ",", colon: ": ", padding: "" },
        "the body was signed with a blank after each colon",
        1,
    ),
    (
        Space::Line { comma: ", ", colon: ":", padding: "" },
        "the body was signed with a blank after each comma",
        1,
    ),
    (lines("   "), "the body was signed with an indentation of three blanks", 1),
    (lines(" "), "the body was signed with an indentation of one blank", 1),
    (lines("        "), "the body was signed with an indentation of eight blanks", 1),
    (lines("      "), "the body was signed with an indentation of six blanks", 1),
    (lines("     "), "the body was signed with an indentation of five blanks", 1),
    (lines("       "), "the body was signed with an indentation of seven blanks", 1),
    (
        Space::Lines { level: "", colon: ": " },
        "the body was signed with a line for each value and no indentation",
        2,
    ),
    (
        Space::Lines { level: "    ", colon: " : " },
        "the body was signed with an indentation of four blanks and blanks around the colon",
        2,
    ),
    (
        PERL,
        "the body was signed with an indentation of three blanks and blanks around the colon, as Perl's JSON writes it",
        1,
    ),
    (
        Space::Lines { level: "  ", colon: ":" },
        "the body was signed with an indentation of two blanks and none after the colon",
        2,
    ),
    (
        Space::Line { comma: ", ", colon: ": ", padding: " " },
        "the body was signed with blanks inside the brackets",
        2,
    ),
    (
        Space::Line { comma: ", ", colon: " : ", padding: "" },
        "the body was signed with blanks around each colon",
        2,
    ),
];

const PERL: Space = Space::Lines { level: "   ", colon: " : " };
const SWIFT: Space = Space::Lines { level: "  ", colon: " : " };

const fn lines(level: &'static str) -> Space {
    Space::Lines { level, colon: ": " }
}

const HTML: Signs = Signs::ANGLES.with(Signs::AMPERSAND).with(Signs::LINE_ENDS);
const PHP: Signs = Signs::SLASH.with(Signs::BEYOND_ASCII);
const HEX: Signs = Signs::ANGLES
    .with(Signs::AMPERSAND)
    .with(Signs::APOSTROPHE)
    .with(Signs::QUOTE)
    .with(Signs::CAPITAL_ASCII);
const GSON: Signs = HTML.with(Signs::EQUALS).with(Signs::APOSTROPHE);
const TEXT_JSON: Signs = HEX
    .with(Signs::PLUS)
    .with(Signs::GRAVE)
    .with(Signs::DELETE)
    .with(Signs::LINE_ENDS)
    .with(Signs::BEYOND_BMP)
    .with(Signs::CAPITAL_BEYOND);
const ASCII_CAPITAL: Signs =
    Signs::BEYOND_ASCII.with(Signs::CAPITAL_BEYOND).with(Signs::CAPITAL_ASCII);

/// Escapes, the programs that write them, and their rank.
pub(super) const TEXTS: &[(Signs, &str, u8)] = &[
    (Signs::KEPT, "", 0),
    (
        Signs::NONE,
        "the body was signed with as few escapes as JSON allows, as JSON.stringify, Jackson and Newtonsoft write it",
        0,
    ),
    (PHP, "the body was signed with \\/ and \\uXXXX, as PHP's json_encode and Laravel write it", 0),
    (
        HTML,
        "the body was signed with \\u003c, \\u003e and \\u0026, as Go's encoding/json and Rails write it",
        0,
    ),
    (
        Signs::BEYOND_ASCII,
        "the body was signed with \\uXXXX, as Python's json.dumps and PHP's JSON_UNESCAPED_SLASHES write it",
        0,
    ),
    (
        Signs::SLASH.with(Signs::LINE_ENDS),
        "the body was signed with \\/, as PHP's JSON_UNESCAPED_UNICODE and Swift write it",
        0,
    ),
    (
        TEXT_JSON.with(Signs::BEYOND_ASCII),
        "the body was signed with \\u0022, \\u0026, \\u0027, \\u002B, \\u003C and \\u00E9, as System.Text.Json writes it",
        0,
    ),
    (GSON, "the body was signed with \\u003c, \\u0026, \\u003d and \\u0027, as Gson writes it", 0),
    (
        PHP.with(HEX),
        "the body was signed with \\u0022, \\u0026, \\u003C and \\/, as Laravel's and Symfony's JsonResponse write it",
        0,
    ),
    (
        TEXT_JSON,
        "the body was signed with \\u0022, \\u0026 and \\u003C, as System.Text.Json writes it with every Unicode range allowed",
        1,
    ),
    (
        Signs::BEYOND_BMP.with(Signs::LINE_ENDS).with(Signs::CAPITAL_BEYOND),
        "the body was signed as System.Text.Json's UnsafeRelaxedJsonEscaping writes it",
        1,
    ),
    (
        HTML.with(Signs::APOSTROPHE).with(Signs::QUOTE),
        "the body was signed with \\u0022, \\u0026, \\u0027 and \\u003c, as Newtonsoft's EscapeHtml writes it",
        1,
    ),
    (
        HTML.with(Signs::APOSTROPHE),
        "the body was signed with \\u0026, \\u0027 and \\u003c, as Flask's htmlsafe_dumps and JavaScriptSerializer write it",
        1,
    ),
    (ASCII_CAPITAL, "the body was signed with \\u00E9, as Jackson's ESCAPE_NON_ASCII writes it", 1),
    (
        HEX.with(Signs::BEYOND_ASCII),
        "the body was signed as PHP's JSON_HEX_* with JSON_UNESCAPED_SLASHES write it",
        1,
    ),
    (
        HEX.with(Signs::SLASH),
        "the body was signed as PHP's JSON_HEX_* with JSON_UNESCAPED_UNICODE write it",
        1,
    ),
    (HEX, "the body was signed as PHP's JSON_HEX_* with unescaped slashes and Unicode write it", 1),
    (
        PHP.with(Signs::ANGLES).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\u003C, as PHP's JSON_HEX_TAG writes it",
        1,
    ),
    (
        PHP.with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\u0026, as PHP's JSON_HEX_AMP writes it",
        1,
    ),
    (
        PHP.with(Signs::APOSTROPHE).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\u0027, as PHP's JSON_HEX_APOS writes it",
        1,
    ),
    (
        PHP.with(Signs::QUOTE).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\u0022, as PHP's JSON_HEX_QUOT writes it",
        1,
    ),
    (
        PHP.with(Signs::ANGLES).with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "the body was signed as PHP's JSON_HEX_TAG and JSON_HEX_AMP write it",
        1,
    ),
    (
        PHP.with(HEX).without(Signs::QUOTE),
        "the body was signed as PHP's JSON_HEX_TAG, JSON_HEX_AMP and JSON_HEX_APOS write it",
        2,
    ),
    (HEX.without(Signs::QUOTE), "the body was signed with \\u0026, \\u0027 and \\u003C", 2),
    (Signs::ANGLES.with(Signs::CAPITAL_ASCII), "the body was signed with \\u003C and \\u003E", 2),
    (
        Signs::ANGLES.with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\u003C, \\u003E and \\u0026 in capitals",
        2,
    ),
    (
        Signs::ANGLES.with(Signs::SLASH).with(Signs::CAPITAL_ASCII),
        "the body was signed as PHP's JSON_HEX_TAG with JSON_UNESCAPED_UNICODE writes it",
        2,
    ),
    (
        Signs::ANGLES.with(Signs::BEYOND_ASCII).with(Signs::CAPITAL_ASCII),
        "the body was signed as PHP's JSON_HEX_TAG with JSON_UNESCAPED_SLASHES writes it",
        2,
    ),
    (Signs::AMPERSAND.with(Signs::CAPITAL_ASCII), "the body was signed with \\u0026", 2),
    (Signs::APOSTROPHE.with(Signs::CAPITAL_ASCII), "the body was signed with \\u0027", 2),
    (Signs::QUOTE.with(Signs::CAPITAL_ASCII), "the body was signed with \\u0022", 2),
    (
        HTML.with(Signs::BEYOND_ASCII),
        "the body was signed with \\u003c, \\u0026 and \\uXXXX, as Rails' and Flask's ASCII output",
        2,
    ),
    (
        PHP.with(Signs::CAPITAL_BEYOND).with(Signs::CAPITAL_ASCII),
        "the body was signed with \\/ and \\u00E9",
        2,
    ),
    (Signs::SLASH_AFTER_ANGLE, "the body was signed with <\\/, as org.json writes it", 2),
    (Signs::LINE_ENDS, "the body was signed with \\u2028 and \\u2029 escaped", 2),
    (Signs::DELETE, "the body was signed with \\u007f, as jq writes it", 2),
];

/// White space and escapes that one program writes together, which makes the pair as frequent as either.
pub(super) const TOGETHER: &[(Space, Signs)] = &[
    (SPACED, Signs::BEYOND_ASCII),
    (lines("    "), PHP),
    (lines("    "), Signs::BEYOND_ASCII),
    (lines("    "), Signs::SLASH.with(Signs::LINE_ENDS)),
    (lines("  "), HTML),
    (lines("\t"), HTML),
    (lines("  "), Signs::BEYOND_ASCII),
    (lines("  "), GSON),
    (lines("  "), TEXT_JSON.with(Signs::BEYOND_ASCII)),
    (SWIFT, Signs::SLASH.with(Signs::LINE_ENDS)),
];

/// Styles in which values that differ are tried as well.
pub(super) const USUAL: &[Style] = &[
    Style::KEPT,
    Style::of(COMPACT, Signs::NONE),
    Style::of(SPACED, Signs::BEYOND_ASCII),
    Style::of(COMPACT, PHP),
    Style::of(SPACED, Signs::NONE),
    Style::of(COMPACT, HTML),
    Style::of(COMPACT, Signs::BEYOND_ASCII),
    Style::of(COMPACT, Signs::SLASH),
    Style::of(lines("  "), Signs::NONE),
    Style::of(lines("    "), Signs::NONE),
    Style::of(lines("    "), PHP),
    Style::of(lines("    "), Signs::BEYOND_ASCII),
    Style::of(lines("  "), Signs::BEYOND_ASCII),
    Style::of(COMPACT, TEXT_JSON.with(Signs::BEYOND_ASCII)),
    Style::of(COMPACT, GSON),
    Style::of(COMPACT, PHP.with(HEX)),
    Style::of(Space::Jackson, Signs::NONE),
];
