//! What programs write: their white space and escapes.

pub(super) mod read;

use super::json::{COMPACT, SPACED, Signs, Space, Style};

/// White space, the programs that write it, and its rank.
pub(super) const SPACES: &[(Space, &str, u8)] = &[
    (Space::Kept, "", 0),
    (
        COMPACT,
        "without white space, as JSON.stringify, PHP, Go, System.Text.Json and Gson write it",
        0,
    ),
    (SPACED, "with a blank after each comma and colon, as Python's json.dumps writes it", 0),
    (
        lines("  "),
        "with two blanks a level, as JSON.stringify(…, null, 2), jq, Gson and .NET indent it",
        0,
    ),
    (
        lines("    "),
        "with four blanks a level, as PHP's JSON_PRETTY_PRINT and Python's indent=4 write it",
        0,
    ),
    (
        lines("\t"),
        "with a tab a level, as JSON.stringify(…, null, '\\t') and Go's MarshalIndent write it",
        0,
    ),
    (Space::Jackson, "as Jackson's pretty printer writes it", 1),
    (SWIFT, "with blanks around the colon, as Swift's prettyPrinted writes it", 1),
    (Space::Line { comma: ",", colon: ": ", padding: "" }, "with a blank after each colon", 1),
    (Space::Line { comma: ", ", colon: ":", padding: "" }, "with a blank after each comma", 1),
    (lines("   "), "with three blanks a level", 1),
    (lines(" "), "with one blank a level", 1),
    (lines("        "), "with eight blanks a level", 1),
    (lines("      "), "with six blanks a level", 1),
    (lines("     "), "with five blanks a level", 1),
    (lines("       "), "with seven blanks a level", 1),
    (Space::Lines { level: "", colon: ": " }, "with a line for each value and no indentation", 2),
    (
        Space::Lines { level: "    ", colon: " : " },
        "with four blanks a level and blanks around the colon",
        2,
    ),
    (PERL, "with three blanks a level and blanks around the colon, as Perl's JSON writes it", 1),
    (
        Space::Lines { level: "  ", colon: ":" },
        "with two blanks a level and none after the colon",
        2,
    ),
    (Space::Line { comma: ", ", colon: ": ", padding: " " }, "with blanks inside the brackets", 2),
    (Space::Line { comma: ", ", colon: " : ", padding: "" }, "with blanks around each colon", 2),
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
        "with as few escapes as JSON allows, as JSON.stringify, Jackson and Newtonsoft write it",
        0,
    ),
    (PHP, "with \\/ and \\uXXXX, as PHP's json_encode and Laravel write it", 0),
    (HTML, "with \\u003c, \\u003e and \\u0026, as Go's encoding/json and Rails write it", 0),
    (
        Signs::BEYOND_ASCII,
        "with \\uXXXX, as Python's json.dumps and PHP's JSON_UNESCAPED_SLASHES write it",
        0,
    ),
    (
        Signs::SLASH.with(Signs::LINE_ENDS),
        "with \\/, as PHP's JSON_UNESCAPED_UNICODE and Swift write it",
        0,
    ),
    (
        TEXT_JSON.with(Signs::BEYOND_ASCII),
        "with \\u0022, \\u0026, \\u0027, \\u002B, \\u003C and \\u00E9, as System.Text.Json writes it",
        0,
    ),
    (GSON, "with \\u003c, \\u0026, \\u003d and \\u0027, as Gson writes it", 0),
    (
        PHP.with(HEX),
        "with \\u0022, \\u0026, \\u003C and \\/, as Laravel's and Symfony's JsonResponse write it",
        0,
    ),
    (
        TEXT_JSON,
        "with \\u0022, \\u0026 and \\u003C, as System.Text.Json writes it with every Unicode range allowed",
        1,
    ),
    (
        Signs::BEYOND_BMP.with(Signs::LINE_ENDS).with(Signs::CAPITAL_BEYOND),
        "as System.Text.Json's UnsafeRelaxedJsonEscaping writes it",
        1,
    ),
    (
        HTML.with(Signs::APOSTROPHE).with(Signs::QUOTE),
        "with \\u0022, \\u0026, \\u0027 and \\u003c, as Newtonsoft's EscapeHtml writes it",
        1,
    ),
    (
        HTML.with(Signs::APOSTROPHE),
        "with \\u0026, \\u0027 and \\u003c, as Flask's htmlsafe_dumps and JavaScriptSerializer write it",
        1,
    ),
    (ASCII_CAPITAL, "with \\u00E9, as Jackson's ESCAPE_NON_ASCII writes it", 1),
    (HEX.with(Signs::BEYOND_ASCII), "as PHP's JSON_HEX_* with JSON_UNESCAPED_SLASHES write it", 1),
    (HEX.with(Signs::SLASH), "as PHP's JSON_HEX_* with JSON_UNESCAPED_UNICODE write it", 1),
    (HEX, "as PHP's JSON_HEX_* with unescaped slashes and Unicode write it", 1),
    (
        PHP.with(Signs::ANGLES).with(Signs::CAPITAL_ASCII),
        "with \\u003C, as PHP's JSON_HEX_TAG writes it",
        1,
    ),
    (
        PHP.with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "with \\u0026, as PHP's JSON_HEX_AMP writes it",
        1,
    ),
    (
        PHP.with(Signs::APOSTROPHE).with(Signs::CAPITAL_ASCII),
        "with \\u0027, as PHP's JSON_HEX_APOS writes it",
        1,
    ),
    (
        PHP.with(Signs::QUOTE).with(Signs::CAPITAL_ASCII),
        "with \\u0022, as PHP's JSON_HEX_QUOT writes it",
        1,
    ),
    (
        PHP.with(Signs::ANGLES).with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "as PHP's JSON_HEX_TAG and JSON_HEX_AMP write it",
        1,
    ),
    (
        PHP.with(HEX).without(Signs::QUOTE),
        "as PHP's JSON_HEX_TAG, JSON_HEX_AMP and JSON_HEX_APOS write it",
        2,
    ),
    (HEX.without(Signs::QUOTE), "with \\u0026, \\u0027 and \\u003C", 2),
    (Signs::ANGLES.with(Signs::CAPITAL_ASCII), "with \\u003C and \\u003E", 2),
    (
        Signs::ANGLES.with(Signs::AMPERSAND).with(Signs::CAPITAL_ASCII),
        "with \\u003C, \\u003E and \\u0026 in capitals",
        2,
    ),
    (
        Signs::ANGLES.with(Signs::SLASH).with(Signs::CAPITAL_ASCII),
        "as PHP's JSON_HEX_TAG with JSON_UNESCAPED_UNICODE writes it",
        2,
    ),
    (
        Signs::ANGLES.with(Signs::BEYOND_ASCII).with(Signs::CAPITAL_ASCII),
        "as PHP's JSON_HEX_TAG with JSON_UNESCAPED_SLASHES writes it",
        2,
    ),
    (Signs::AMPERSAND.with(Signs::CAPITAL_ASCII), "with \\u0026", 2),
    (Signs::APOSTROPHE.with(Signs::CAPITAL_ASCII), "with \\u0027", 2),
    (Signs::QUOTE.with(Signs::CAPITAL_ASCII), "with \\u0022", 2),
    (
        HTML.with(Signs::BEYOND_ASCII),
        "with \\u003c, \\u0026 and \\uXXXX, as Rails' and Flask's ASCII output",
        2,
    ),
    (PHP.with(Signs::CAPITAL_BEYOND).with(Signs::CAPITAL_ASCII), "with \\/ and \\u00E9", 2),
    (Signs::SLASH_AFTER_ANGLE, "with <\\/, as org.json writes it", 2),
    (Signs::LINE_ENDS, "with \\u2028 and \\u2029 escaped", 2),
    (Signs::DELETE, "with \\u007f, as jq writes it", 2),
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
