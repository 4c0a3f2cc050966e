use hmac::EagerHash;
use hmac::block_api::HmacCore;
use hmac::digest::block_api::Buffer;
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

use super::{ClientId, SecretKey};

#[test]
fn accepts_client_ids_and_keys_as_they_are() {
    for text in ["MCH-0001-10791114622547", "BRN-0239-1709018494325", "SK-with space-&amp;", "x"] {
        let client_id = ClientId::parse(text).unwrap();
        assert_eq!(client_id.as_str(), text);
        assert_eq!(client_id.to_string(), text);
        assert!(SecretKey::parse(text).is_ok(), "{text}");
    }
    // A Client-Id is a header, a key is not.
    assert!(SecretKey::parse("SK-ü").is_ok());
    assert!(ClientId::parse("MCH-ü").is_err());
    assert!(SecretKey::parse(&"k".repeat(10_000)).is_ok());
}

#[test]
fn rejects_what_a_header_would_change() {
    for (text, code) in [
        ("", "required"),
        (" ", "bad_format"),
        (" SK-1", "bad_format"),
        ("SK-1 ", "bad_format"),
        ("SK-1\n", "bad_format"),
        ("SK-1\r\n", "bad_format"),
        ("\tSK-1", "bad_format"),
        ("SK\t1", "bad_format"),
        ("SK-1\u{a0}", "bad_format"),
        ("SK-1\u{2028}", "bad_format"),
        ("SK\0-1", "bad_format"),
        ("SK\u{9f}1", "bad_format"),
    ] {
        let client_id = ClientId::parse(text).unwrap_err();
        let secret_key = SecretKey::parse(text).unwrap_err();
        for (error, path) in [(client_id, "client_id"), (secret_key, "secret_key")] {
            assert_eq!(error.code().as_str(), "invalid_config", "{text:?}");
            assert_eq!(error.violations().len(), 1, "{text:?}");
            assert_eq!(error.violations()[0].path, path, "{text:?}");
            assert_eq!(error.violations()[0].code.as_str(), code, "{text:?}");
        }
    }
}

/// That this compiles is the test: `Hmac` itself does not say that it is wiped when it is
/// dropped, but the hash states and the buffer that it is made of do.
#[test]
fn wipes_the_key_on_drop() {
    fn is_wiped<T: ZeroizeOnDrop>() {}
    is_wiped::<<Sha256 as EagerHash>::Core>();
    is_wiped::<Buffer<HmacCore<Sha256>>>();
}
