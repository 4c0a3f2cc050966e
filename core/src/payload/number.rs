//! JSON numbers, exactly: on their digits, never through a floating-point type.

use std::borrow::Cow;

/// A number's plain decimal digits: without exponent, and without a fraction of zeros.
///
/// Nothing for a number that would need more than 64 digits, or that is no JSON number.
pub(crate) fn plain(number: &str) -> Option<Cow<'_, str>> {
    if !number.contains(['.', 'e', 'E']) {
        return Some(Cow::Borrowed(number));
    }
    let (sign, magnitude) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (mantissa, exponent) = magnitude.split_once(['e', 'E']).unwrap_or((magnitude, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    if !magnitude.contains(['e', 'E']) && !fraction.is_empty() {
        return Some(Cow::Borrowed(number));
    }
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some(Cow::Borrowed("0"));
    }
    // Where the point stands, counted from the left of `digits`.
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i64>().ok()?;
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let length = i64::try_from(digits.len()).ok()?;
    if !(-MOST..=MOST).contains(&point) || length > MOST {
        return None;
    }
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or_default());
    let (whole, fraction) = if point <= 0 {
        (String::new(), format!("{}{digits}", zeros(point.saturating_neg())))
    } else if point >= length {
        (format!("{digits}{}", zeros(point.saturating_sub(length))), String::new())
    } else {
        let (whole, fraction) = digits.split_at_checked(usize::try_from(point).ok()?)?;
        (whole.to_owned(), fraction.to_owned())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let fraction = fraction.trim_end_matches('0');
    let point = if fraction.is_empty() { "" } else { "." };
    Some(Cow::Owned(format!("{sign}{whole}{point}{fraction}")))
}

/// Whether a double, the only number of JavaScript, gives back every digit.
pub(super) fn fits_a_double(number: &str) -> bool {
    const LARGEST: u64 = 1 << 53;
    match number.trim_start_matches('-').parse::<u64>() {
        Ok(integer) => integer <= LARGEST,
        Err(_) => {
            number.len() <= 15 && number.bytes().all(|b| b.is_ascii_digit() || b"-.".contains(&b))
        }
    }
}

/// The most digits of a number that is written out.
const MOST: i64 = 64;

#[cfg(test)]
mod tests;
