//! The same text in other bytes.

use super::choice::Mistake;
use super::codes::Code;

/// One way in which the bytes of a text change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Charset {
    MarkAdded,
    Latin1,
    Windows1252,
    /// ASCII with `?` for each character.
    AsciiMarks,
    /// The same, two for a character beyond the Basic Multilingual Plane.
    AsciiMarksOfUnits,
    /// The same, one for each byte.
    AsciiMarksOfBytes,
    /// What is not ASCII left out.
    AsciiOnly,
    Utf16Little,
    Utf16Big,
    Utf16LittleWithMark,
    Utf16BigWithMark,
    /// UTF-8 read as Latin-1 and written as UTF-8.
    Twice,
    /// The same with Windows-1252.
    TwiceWindows,
}

impl Charset {
    const MARK_LOST: Mistake = Mistake::new(
        Code::BodyCharset,
        "a byte order mark stood before the body that was signed, and was lost on the way",
    );

    /// The changes that are also tried on reserialised bodies.
    pub(super) const USUAL: &[(Self, &'static str)] =
        &[(Self::MarkAdded, Self::MARK_LOST.what), (Self::Latin1, LATIN_1)];

    /// Every change of bytes with its description and rank.
    pub(super) const ALL: &[(Self, &'static str, u8)] = &[
        (Self::MarkAdded, Self::MARK_LOST.what, 0),
        (Self::Latin1, LATIN_1, 0),
        (Self::Windows1252, "the body was signed in Windows-1252, the default of Windows", 1),
        (
            Self::AsciiMarks,
            "the body was signed in ASCII with ? for every other character, as .NET's Encoding.ASCII does",
            0,
        ),
        (
            Self::AsciiMarksOfUnits,
            "the body was signed in ASCII with ? for every other character, as .NET's Encoding.ASCII does",
            1,
        ),
        (Self::AsciiMarksOfBytes, "the body was signed in ASCII with ? for every other byte", 1),
        (Self::AsciiOnly, "the body was signed without the characters beyond ASCII", 1),
        (Self::Utf16Little, "the body was signed in UTF-16, as .NET's Encoding.Unicode does", 0),
        (Self::Utf16Big, "the body was signed in UTF-16 with the high byte first", 1),
        (Self::Utf16LittleWithMark, "the body was signed in UTF-16 with a byte order mark", 1),
        (
            Self::Utf16BigWithMark,
            "the body was signed in UTF-16 with a byte order mark, as Java's UTF-16 does",
            1,
        ),
        (
            Self::Twice,
            "the UTF-8 of the body was read as Latin-1 and written as UTF-8 before it was signed",
            0,
        ),
        (
            Self::TwiceWindows,
            "the UTF-8 of the body was read as Windows-1252 and written as UTF-8 before it was signed",
            1,
        ),
    ];

    /// The bytes; nothing where the text cannot be written so, or comes out the same.
    pub(super) fn encode(self, text: &str) -> Option<Vec<u8>> {
        let is_mark = matches!(
            self,
            Self::MarkAdded
                | Self::Utf16Big
                | Self::Utf16BigWithMark
                | Self::Utf16Little
                | Self::Utf16LittleWithMark
        );
        if !is_mark && text.is_ascii() {
            return None;
        }
        let units = |mark: bool| mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
        let marks = |count: fn(char) -> usize| {
            let of = |character: char| {
                if character.is_ascii() { (character, 1) } else { ('?', count(character)) }
            };
            let all = text.chars().map(of);
            Some(
                all.flat_map(|(sign, count)| std::iter::repeat_n(sign, count))
                    .collect::<String>()
                    .into_bytes(),
            )
        };
        match self {
            Self::MarkAdded => Some([MARK, text.as_bytes()].concat()),
            Self::Latin1 => text.chars().map(|character| u8::try_from(character).ok()).collect(),
            Self::Windows1252 => text.chars().map(windows).collect(),
            Self::AsciiMarks => marks(|_| 1),
            Self::AsciiMarksOfUnits => marks(char::len_utf16),
            Self::AsciiMarksOfBytes => marks(char::len_utf8),
            Self::AsciiOnly => marks(|_| 0),
            Self::Utf16Little => Some(units(false).flat_map(u16::to_le_bytes).collect()),
            Self::Utf16Big => Some(units(false).flat_map(u16::to_be_bytes).collect()),
            Self::Utf16LittleWithMark => Some(units(true).flat_map(u16::to_le_bytes).collect()),
            Self::Utf16BigWithMark => Some(units(true).flat_map(u16::to_be_bytes).collect()),
            Self::Twice => Some(text.bytes().map(char::from).collect::<String>().into_bytes()),
            Self::TwiceWindows => {
                Some(text.bytes().map(of_windows).collect::<String>().into_bytes())
            }
        }
    }
}

/// Readings of the bytes as another text, with what happened.
pub(super) fn readings(body: &[u8]) -> Vec<(String, &'static str)> {
    let mut found = Vec::new();
    if let Some(rest) = body.strip_prefix(MARK) {
        let what = "a byte order mark stands before the body here, and was not signed";
        found.extend(std::str::from_utf8(rest).ok().map(|text| (text.to_owned(), what)));
    }
    let what = "the body was signed in UTF-8, and is in UTF-16 here";
    let (pairs, odd) = body.as_chunks::<2>();
    let is_wide = odd.is_empty() && pairs.iter().take(8).any(|pair| pair.contains(&0));
    for read in [u16::from_le_bytes, u16::from_be_bytes].iter().filter(|_| is_wide) {
        let units = pairs.iter().map(|pair| read(*pair)).skip_while(|unit| *unit == 0xfeff);
        let text: Result<String, _> = char::decode_utf16(units).collect();
        found.extend(text.ok().map(|text| (text, what)));
    }
    match std::str::from_utf8(body) {
        Ok(text) if may_be_twice(text) => {
            let what = "the body was signed in UTF-8, and is here UTF-8 that was read as Latin-1 or \
                        Windows-1252 and written again";
            let bytes =
                |sign: fn(char) -> Option<u8>| text.chars().map(sign).collect::<Option<Vec<u8>>>();
            for bytes in
                [bytes(|sign| u8::try_from(sign).ok()), bytes(windows)].into_iter().flatten()
            {
                found.extend(String::from_utf8(bytes).ok().map(|text| (text, what)));
            }
        }
        Ok(_) => {}
        Err(_) => {
            let what = "the body was signed in UTF-8, and is in Latin-1 or Windows-1252 here";
            found.push((body.iter().copied().map(char::from).collect(), what));
            found.push((body.iter().copied().map(of_windows).collect(), what));
            let what = "the body is no UTF-8, and was signed with U+FFFD for what is none";
            found.push((String::from_utf8_lossy(body).into_owned(), what));
        }
    }
    found
}

/// Whether the first character beyond ASCII may be the first byte of one that was read so.
fn may_be_twice(text: &str) -> bool {
    let mut beyond = text.chars().skip_while(char::is_ascii);
    let byte_of = |sign: char| windows(sign).or_else(|| u8::try_from(sign).ok());
    let mut byte = || beyond.next().and_then(byte_of);
    byte().is_some_and(|first| first >= 0xc2)
        && byte().is_some_and(|next| (0x80..0xc0).contains(&next))
}

/// The byte of a character in Windows-1252.
fn windows(character: char) -> Option<u8> {
    if character.is_ascii() {
        return u8::try_from(character).ok();
    }
    let place = WINDOWS.chars().position(|known| known == character);
    match place.and_then(|place| u8::try_from(place).ok()) {
        Some(place) => place.checked_add(0x80),
        None => u8::try_from(character).ok().filter(|byte| !(0x80..0xa0).contains(byte)),
    }
}

fn of_windows(byte: u8) -> char {
    let place = byte.checked_sub(0x80).map(usize::from);
    place.and_then(|place| WINDOWS.chars().nth(place)).unwrap_or(char::from(byte))
}

/// What Windows-1252 has from 0x80 to 0x9F; where it has nothing, what WHATWG puts there.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

const LATIN_1: &str =
    "the body was signed in Latin-1, as Java's getBytes with another default and C's strings do";

const MARK: &[u8] = b"\xef\xbb\xbf";
