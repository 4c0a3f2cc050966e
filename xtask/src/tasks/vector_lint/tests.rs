use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::Shape;

fn shape() -> Shape {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let schema = fs::read(root.join("tests/vectors.schema.json")).unwrap();
    Shape::of(serde_json::from_slice(&schema).unwrap()).unwrap()
}

/// Every code of `docs/diagnosis.md` has a vector, and every one of a vector is documented.
#[test]
fn every_finding_is_documented_and_has_a_vector() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("docs/diagnosis.md")).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
    let documented: BTreeSet<String> = rows.map(str::to_owned).collect();
    let mut found = BTreeSet::new();
    for file in fs::read_dir(root.join("tests/vectors/diagnose")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let vector: Value = serde_json::from_str(&text).unwrap();
        for told in ["/expect/answer/findings", "/cause"] {
            let codes = vector.pointer(told).and_then(Value::as_array).into_iter().flatten();
            found.extend(codes.filter_map(Value::as_str).map(str::to_owned));
        }
    }
    assert_eq!(documented, found);
}

#[test]
fn accepts_vectors_and_rejects_what_is_none() {
    let shape = shape();
    let config = json!({"environment": "test", "client_id": "c", "secret_key": "s"});
    let good = json!({
        "about": "a case", "origin": "a document", "operation": "sign_reply",
        "given": {
            "config": config, "request_id": "1", "timestamp": "2020-08-11T08:45:42Z",
            "target": "/", "body": "{}",
        },
        "expect": {"error": {"code": "invalid_request"}},
    });
    let with = |pointer: &str, value: Value| {
        let mut vector = good.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let parent = vector.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value == json!("drop") {
            parent.remove(key);
        } else {
            parent.insert(key.to_owned(), value);
        }
        shape.fits(&vector.to_string())
    };
    for (pointer, value) in [
        ("/about", json!("another case")),
        ("/given/body", json!({"base64": "AA=="})),
        ("/given/body", json!(null)),
        ("/given/config/environment", json!({"base_url": "http://127.0.0.1"})),
        ("/stages", json!({"digest": null})),
    ] {
        let told = with(pointer, value.clone());
        assert!(told.is_ok(), "{pointer} {value}: {told:?}");
    }
    for (pointer, value) in [
        ("/about", json!("drop")),
        ("/about", json!("")),
        ("/about", json!("two\nlines")),
        ("/origin", json!("drop")),
        ("/operation", json!("unheard_of")),
        ("/operation", json!("sign_component")),
        ("/given", json!("drop")),
        ("/given/request_id", json!("drop")),
        ("/given/call", json!({"request_id": "1", "timestamp": "t"})),
        ("/given/body", json!(1)),
        ("/given/config/clientId", json!("c")),
        ("/expect", json!("drop")),
        ("/expect", json!({})),
        ("/expect/error", json!({"violations": []})),
        ("/expect/error/status", json!(200)),
        ("/expect/body", json!("")),
        ("/stages", json!({})),
        ("/stray", json!(1)),
    ] {
        assert!(with(pointer, value.clone()).is_err(), "{pointer} {value}");
    }
    assert!(shape.fits("[]").is_err());
    assert!(shape.fits("{").is_err());
}
