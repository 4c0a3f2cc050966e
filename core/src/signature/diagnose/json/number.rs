//! A JSON number as other programs write it once they have read it.
//!
//! Works on the digits: of at most 15 a double keeps each, and of a longer integer, such as an
//! `account_id` of 40 digits, it keeps what `rounded` says. A longer fraction stays as it is.

use super::{Exponent, Number};

/// A number in that form; nothing when that is not known, or as it stands already.
pub(super) fn written(token: &str, style: Number) -> Option<String> {
    let text = match style {
        Number::Kept => None,
        Number::Shortest => shortest(token),
        Number::Float => float(token),
        Number::CentsOfFractions if !token.contains(['.', 'e', 'E']) => None,
        Number::Java
        | Number::Tenths
        | Number::Cents
        | Number::CentsOfFractions
        | Number::Exponent(_) => {
            let number = Decimal::of(token)?.into_double()?;
            number.as_decimal(style)
        }
    };
    text.filter(|text| text != token)
}

/// As JavaScript, PHP and Go write it; nothing when that is not known.
fn shortest(token: &str) -> Option<String> {
    let number = Decimal::of(token)?.into_double()?;
    let Decimal { digits, point, .. } = &number;
    if digits.is_empty() {
        return Some("0".into());
    }
    let text = if (-5..=21).contains(point) { number.plain() } else { number.scientific(SHORT) };
    Some(text)
}

/// As Python writes it: integers are none of its doubles and stay as they are.
fn float(token: &str) -> Option<String> {
    if !token.contains(['.', 'e', 'E']) {
        return None;
    }
    let number = Decimal::of(token)?.into_double()?;
    if !(-3..=16).contains(&number.point) {
        return Some(number.scientific(Exponent { width: 2, ..SHORT }));
    }
    let plain = number.plain();
    Some(if plain.contains('.') { plain } else { plain + ".0" })
}

/// As JavaScript and Go write it.
const SHORT: Exponent = Exponent { mark: "e+", width: 1, has_tenth: false };

struct Decimal {
    is_negative: bool,
    /// Without zeros at either end.
    digits: String,
    /// How many digits stand before the point.
    point: i64,
}

impl Decimal {
    fn of(token: &str) -> Option<Self> {
        let (is_negative, token) =
            token.strip_prefix('-').map_or((false, token), |positive| (true, positive));
        let (mantissa, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_start_matches('0');
        let zeros = all.len().checked_sub(digits.len())?;
        let exponent: i64 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
        let before = i64::try_from(whole.len()).ok()?.checked_sub(i64::try_from(zeros).ok()?)?;
        let digits = digits.trim_end_matches('0').to_owned();
        let point = if digits.is_empty() { 1 } else { before.checked_add(exponent)? };
        Some(Self { is_negative, digits, point })
    }

    /// What a double keeps of it.
    fn into_double(self) -> Option<Self> {
        if self.digits.len() <= 15 && (-300..300).contains(&self.point) {
            return Some(self);
        }
        let zeros = usize::try_from(self.point).ok()?.checked_sub(self.digits.len())?;
        let double = rounded(self.digits.bytes().chain(std::iter::repeat_n(b'0', zeros)))?;
        let kept = Self::of(&serde_json::to_string(&double).ok()?)?;
        Some(Self { is_negative: self.is_negative, ..kept })
    }

    fn plain(&self) -> String {
        let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
        let digits = self.digits.as_str();
        let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
        let split =
            usize::try_from(self.point).ok().and_then(|point| digits.split_at_checked(point));
        let text = match split {
            _ if digits.is_empty() => "0".into(),
            Some((whole, "")) => whole.to_owned(),
            Some(("", fraction)) => format!("0.{fraction}"),
            Some((whole, fraction)) => format!("{whole}.{fraction}"),
            None if self.point > 0 => digits.to_owned() + &zeros(self.point.saturating_sub(length)),
            None => format!("0.{}{digits}", zeros(self.point.saturating_neg())),
        };
        self.signed(text)
    }

    /// With decimals, as some programs write every number.
    fn as_decimal(&self, style: Number) -> Option<String> {
        let is_plain = (-20..=40).contains(&self.point);
        match style {
            Number::Java if !(-2..=7).contains(&self.point) && !self.digits.is_empty() => {
                Some(self.scientific(Exponent { mark: "E", width: 1, has_tenth: true }))
            }
            Number::Java | Number::Tenths if is_plain => {
                let plain = self.plain();
                Some(if plain.contains('.') { plain } else { plain + ".0" })
            }
            Number::Cents | Number::CentsOfFractions if is_plain => {
                let plain = self.plain();
                let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
                match decimals {
                    0 => Some(plain + ".00"),
                    1 => Some(plain + "0"),
                    2 => Some(plain),
                    _ => None,
                }
            }
            Number::Exponent(form) if !self.digits.is_empty() => Some(self.scientific(form)),
            _ => None,
        }
    }

    /// `2.34e+39`.
    fn scientific(&self, form: Exponent) -> String {
        let Exponent { mark, width, has_tenth } = form;
        let exponent = self.point.saturating_sub(1);
        let mark = if exponent < 0 { mark.trim_end_matches('+') } else { mark };
        let sign = if exponent < 0 { "-" } else { "" };
        let (first, rest) = self.digits.split_at_checked(1).unwrap_or(("0", ""));
        let rest = if rest.is_empty() && has_tenth { "0" } else { rest };
        let point = if rest.is_empty() { "" } else { "." };
        let power = exponent.unsigned_abs();
        self.signed(format!("{first}{point}{rest}{mark}{sign}{power:0width$}"))
    }

    fn signed(&self, text: String) -> String {
        if self.is_negative { format!("-{text}") } else { text }
    }
}

/// The double next to an integer of at most 77 digits.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "to round is the purpose")]
fn rounded(digits: impl Iterator<Item = u8>) -> Option<f64> {
    let (mut high, mut low) = (0_u128, 0_u128);
    for digit in digits {
        let digit = u128::from(digit.checked_sub(b'0')?);
        // Each half of `low` by itself, so that nothing overflows.
        let lower = (low & HALF).checked_mul(10)?.checked_add(digit)?;
        let upper = (low >> 64).checked_mul(10)?.checked_add(lower >> 64)?;
        low = upper << 64 | lower & HALF;
        high = high.checked_mul(10)?.checked_add(upper >> 64)?;
    }
    if high == 0 {
        return Some(low as f64);
    }
    // The upper 128 bits decide, and a bit for whether anything lies below them.
    let shift = high.leading_zeros();
    let above = low.checked_shr(128_u32.checked_sub(shift)?).unwrap_or(0);
    let top = high << shift | above | u128::from(low.checked_shl(shift).unwrap_or(0) != 0);
    Some(top as f64 * 2_f64.powi(i32::try_from(128_u32.checked_sub(shift)?).ok()?))
}

const HALF: u128 = 0xffff_ffff_ffff_ffff;

#[cfg(test)]
mod tests {
    use super::{float, shortest};

    /// As `JSON.stringify(JSON.parse(text))` of Node writes them.
    const JAVASCRIPT: &[(&str, &str)] = &[
        ("0", "0"),
        ("-0", "0"),
        ("20000.00", "20000"),
        ("20000.50", "20000.5"),
        ("1e5", "100000"),
        ("1.5E+3", "1500"),
        ("100000000000000000000", "100000000000000000000"),
        ("1000000000000000000000", "1e+21"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e-7"),
        ("-12.50e-1", "-1.25"),
        ("9007199254740993", "9007199254740992"),
        ("12345678901234567890", "12345678901234567000"),
        ("2340220322154948265107180133830000142742", "2.340220322154948e+39"),
        ("1234567890123456789012345678901234567890", "1.2345678901234568e+39"),
        ("340282366920938463463374607431768211457", "3.402823669209385e+38"),
    ];

    /// As `json.dumps(json.loads(text))` of Python writes them.
    const PYTHON: &[(&str, Option<&str>)] = &[
        ("20000", None),
        ("2340220322154948265107180133830000142742", None),
        ("20000.00", Some("20000.0")),
        ("-0.0", Some("-0.0")),
        ("1e5", Some("100000.0")),
        ("1e16", Some("1e+16")),
        ("1234567890123456.0", Some("1234567890123456.0")),
        ("0.0001", Some("0.0001")),
        ("0.00001", Some("1e-05")),
    ];

    #[test]
    fn a_number_as_javascript_writes_it() {
        for (given, written) in JAVASCRIPT {
            assert_eq!(shortest(given).as_deref(), Some(*written), "{given}");
        }
    }

    #[test]
    fn a_number_as_python_writes_it() {
        for (given, written) in PYTHON {
            assert_eq!(float(given).as_deref(), *written, "{given}");
        }
    }

    #[test]
    fn what_is_not_known_is_left() {
        assert_eq!(shortest("0.12345678901234567"), None);
        assert_eq!(shortest("1e400"), None);
        assert_eq!(shortest("1e99999999999999999999"), None);
    }
}
