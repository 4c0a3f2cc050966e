use super::plain;

#[test]
fn writes_numbers_without_exponent_and_zero_fraction() {
    let cases = [
        ("10000000", "10000000"),
        ("-0", "-0"),
        ("1.0E7", "10000000"),
        ("10000000.0", "10000000"),
        ("1e+7", "10000000"),
        ("1.05E1", "10.5"),
        ("1.050", "1.050"),
        ("10.50e0", "10.5"),
        ("125e-2", "1.25"),
        ("125e-5", "0.00125"),
        ("0.5E1", "5"),
        ("0.05e1", "0.5"),
        ("-1.5e1", "-15"),
        ("-0.0", "0"),
        ("0e999999999999999999999", "0"),
        ("1200e-2", "12"),
        (
            "2.340220322154948265107180133830000142742e39",
            "2340220322154948265107180133830000142742",
        ),
    ];
    for (number, expected) in cases {
        assert_eq!(plain(number).as_deref(), Some(expected), "{number}");
    }
}

#[test]
fn does_not_write_out_what_is_too_large() {
    for number in ["1e400", "1e-400", "1e99999999999999999999", "1.5e65"] {
        assert_eq!(plain(number), None, "{number}");
    }
    assert_eq!(plain("1e63").map(|digits| digits.len()), Some(64));
}
