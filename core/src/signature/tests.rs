use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{Component, Direction, SigningKey, check_signature, decode, digest};

#[test]
fn digests_as_others_do() {
    // Tests of third-party clients of DOKU; SHA-256 of these bytes by openssl.
    for (body, expected) in [
        ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ("{\"a\":1}", "AVq9f1zFei3ZS3WQ8ErYCEJzkF7jPsXOvq5iJ2qX+GI="),
        ("{}", "RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o="),
    ] {
        assert_eq!(digest(body.as_bytes()), expected, "{body}");
    }
}

#[test]
fn writes_the_component_of_a_post() {
    // DOKU, Signature Component from Request Header. The body behind the digest is unpublished.
    let component = Component {
        client_id: "MCH-0001-10791114622547",
        request_id: "cc682442-6c22-493e-8121-b9ef6b3fa728",
        direction: Direction::Request,
        timestamp: "2020-08-11T08:45:42Z",
        target: "/doku-virtual-account/v2/payment-code",
        digest: Some("5WIYK2TJg6iiZ0d5v4IXSR0EkYEkYOezJIma3Ufli5s="),
    };
    assert_eq!(
        component.string_to_sign(),
        "Client-Id:MCH-0001-10791114622547\n\
         Request-Id:cc682442-6c22-493e-8121-b9ef6b3fa728\n\
         Request-Timestamp:2020-08-11T08:45:42Z\n\
         Request-Target:/doku-virtual-account/v2/payment-code\n\
         Digest:5WIYK2TJg6iiZ0d5v4IXSR0EkYEkYOezJIma3Ufli5s="
    );
}

#[test]
fn writes_the_component_of_a_get_without_digest() {
    // DOKU, Signature from API Get Method.
    let component = Component {
        client_id: "MCH-0001-10791114622547",
        request_id: "d895fb53-479c-4f77-a76a-ab81b40d77cb",
        direction: Direction::Request,
        timestamp: "2020-08-11T08:45:42Z",
        target: "/orders/v1/status/INV-123123-12313",
        digest: None,
    };
    assert_eq!(
        component.string_to_sign(),
        "Client-Id:MCH-0001-10791114622547\n\
         Request-Id:d895fb53-479c-4f77-a76a-ab81b40d77cb\n\
         Request-Timestamp:2020-08-11T08:45:42Z\n\
         Request-Target:/orders/v1/status/INV-123123-12313"
    );
}

#[test]
fn writes_the_component_of_a_response() {
    // DOKU, Signature Component from Response Header: the label differs, nothing else.
    let component = Component {
        client_id: "MCH-1",
        request_id: "1",
        direction: Direction::Response,
        timestamp: "2020-08-11T08:45:43Z",
        target: "/a",
        digest: Some("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    };
    assert_eq!(
        component.string_to_sign(),
        "Client-Id:MCH-1\nRequest-Id:1\nResponse-Timestamp:2020-08-11T08:45:43Z\n\
         Request-Target:/a\nDigest:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
}

#[test]
fn signs_as_dokus_own_libraries_do() {
    // Output of DOKU's published jokul-nodejs-library and jokul-php-library for these inputs.
    for (body, signature) in [
        (
            r#"{"order":{"invoice_number":"INV-20210124-0001","amount":15000},"virtual_account_info":{"expired_time":60,"reusable_status":false,"info1":"Merchant Demo Store"},"customer":{"name":"Anton Budiman","email":"anton@example.com"}}"#,
            "HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=",
        ),
        (r#"{"name":"Café — Toko Ñ"}"#, "HMACSHA256=5rSDcM8H5e20pmbCPIMx7nIosXZfcWfwhVxN9jZ/w1g="),
    ] {
        let component = Component {
            client_id: "MCH-0001-10791114622547",
            request_id: "cc682442-6c22-493e-8121-b9ef6b3fa728",
            direction: Direction::Request,
            timestamp: "2020-08-11T08:45:42Z",
            target: "/doku-virtual-account/v2/payment-code",
            digest: Some(&digest(body.as_bytes())),
        };
        let key = SigningKey::new(b"test-secret-key");
        let string_to_sign = component.string_to_sign();
        assert_eq!(key.sign(&string_to_sign), signature);
        let bytes = decode(signature).unwrap();
        assert!(key.is_signature_of(&string_to_sign, &bytes));
        assert!(!SigningKey::new(b"another").is_signature_of(&string_to_sign, &bytes));
    }
}

#[test]
fn authenticates_as_rfc_4231_does() {
    // RFC 4231, test cases 1, 2, 6 and 7: the ones whose data are text.
    for (key, message, mac) in [
        (
            &[0x0b; 20][..],
            "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        ),
        (
            b"Jefe",
            "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (
            &[0xaa; 131],
            "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        ),
        (
            &[0xaa; 131],
            "This is a test using a larger than block-size key and a larger than \
             block-size data. The key needs to be hashed before being used by the HMAC \
             algorithm.",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        ),
    ] {
        let signature = SigningKey::new(key).sign(message);
        assert_eq!(hex(&decode(&signature).unwrap()), mac, "{message}");
    }
}

#[test]
fn differs_from_the_v3_scheme() {
    // A third-party client of DOKU's v3 API, which signs values without labels.
    let [client_id, timestamp, target, digest] = [
        "BRN-0239-1709018494325",
        "2026-08-11T06:39:29Z",
        "/v3/checkouts",
        "el2bNyc5l8LJQFykYaWxXoFgIXFJHtVfwt47GqQoS28=",
    ];
    let v3 = "HMACSHA256=R0BUPIVvyC2kIWCsn4dyvuxeZQmToShEGQWLt0RDCEs=";
    let key = SigningKey::new(b"doku-test-secret");
    let values = [client_id, timestamp, target, digest].join("\n");
    assert_eq!(key.sign(&values), v3, "the same key and HMAC");
    for digest in [Some(digest), None] {
        for direction in [Direction::Request, Direction::Response] {
            let component =
                Component { client_id, request_id: "", direction, timestamp, target, digest };
            let string_to_sign = component.string_to_sign();
            assert!(!key.is_signature_of(&string_to_sign, &decode(v3).unwrap()));
        }
    }
}

#[test]
fn accepts_signatures_of_32_bytes() {
    for bytes in [[0; 32], [0xff; 32], *b"0123456789abcdef0123456789abcdef"] {
        let header = format!("HMACSHA256={}", STANDARD.encode(bytes));
        assert_eq!(decode(&header), Ok(bytes));
        assert_eq!(check_signature(&header), Ok(()));
    }
}

#[test]
fn rejects_other_signatures() {
    let start = "expected the signature to start with HMACSHA256=";
    let base64 = "expected padded standard base64";
    let length = "expected a signature of 32 bytes";
    for (header, detail) in [
        ("", start),
        ("Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=", start),
        ("HMACSHA256", start),
        ("hmacsha256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=", start),
        ("HMACSHA512=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=", start),
        (" HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=", start),
        // No padding, too much of it, the URL alphabet, white space, bits past the last byte.
        ("HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk", base64),
        ("HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk==", base64),
        ("HMACSHA256=5rSDcM8H5e20pmbCPIMx7nIosXZfcWfwhVxN9jZ_w1g=", base64),
        ("HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=\n", base64),
        ("HMACSHA256= Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lk=", base64),
        ("HMACSHA256=Z4UMQmCQ9GyqRbRi Gja8Ci9uxElGXCYcPzEctTyL1Lk=", base64),
        ("HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Ll=", base64),
        ("HMACSHA256=Z4UMQmCQ9GyqRbRiGja8Ci9uxElGXCYcPzEctTyL1Lé=", base64),
        ("HMACSHA256==", base64),
        ("HMACSHA256=", length),
        ("HMACSHA256=AAAA", length),
        // 31 and 33 bytes; DOKU's own GET sample prints one of 33.
        ("HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==", length),
        ("HMACSHA256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", length),
    ] {
        assert_eq!(decode(header), Err(detail), "{header:?}");
        assert_eq!(check_signature(header), Err(detail), "{header:?}");
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
}
