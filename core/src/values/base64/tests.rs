use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use proptest::prelude::*;

use super::{decode, decode_unpadded, decode_url, encode};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn writes_and_reads_any_bytes_as_the_crate_does(bytes: Vec<u8>) {
        prop_assert_eq!(encode(&bytes), BASE64_STANDARD.encode(&bytes));
        prop_assert_eq!(decode(&encode(&bytes)), Some(bytes.clone()));
        let url = BASE64_URL_SAFE_NO_PAD.encode(&bytes);
        prop_assert_eq!(decode_url(&url), Some(bytes));
    }

    #[test]
    fn reads_any_text_as_the_crate_does(text in "[AQg/+_=é-]{0,9}|[ -~]{0,9}") {
        prop_assert_eq!(decode(&text), BASE64_STANDARD.decode(&text).ok());
        prop_assert_eq!(decode_unpadded(&text), BASE64_STANDARD_NO_PAD.decode(&text).ok());
        prop_assert_eq!(decode_url(&text), BASE64_URL_SAFE_NO_PAD.decode(&text).ok());
    }

    /// A signature of 32 bytes has one character of padding, which may be left out.
    #[test]
    fn reads_a_bare_signature_as_the_crate_does(text in "[A-Za-z0-9+/]{42}[A-Z=]={0,2}") {
        let config =
            GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
        let engine = GeneralPurpose::new(&alphabet::STANDARD, config);
        let of_32 = |bytes: Option<Vec<u8>>| bytes.filter(|bytes| bytes.len() == 32);
        let bare = decode_unpadded(text.strip_suffix('=').unwrap_or(&text));
        prop_assert_eq!(of_32(bare), of_32(engine.decode(&text).ok()));
    }
}
