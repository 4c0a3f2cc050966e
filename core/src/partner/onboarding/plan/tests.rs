use super::{upload_plan, upload_plan_text};
use crate::payload::to_json;

#[test]
fn plans_alike_from_text_and_from_records() {
    for requirements in [
        r#"{"business":{}}"#,
        r#"{"business":{"brand":{"photo_proof":{"code":"PHOTO_PROOF","name":"A \"b\"","x":1}}}}"#,
        r#"{"business":{"contact":{"documents":[{},{"code":"KTP","form":[]},{"code":12,
            "extensions":["PDF"],"max_size":15,"form":[{"x":1},{"y":{},"code":"NO_KTP","min_size":1,
            "max_size":2,"alpha":true,"numeric":false,"alpha_numeric":null,"caption":"\u00e9"}]}],
            "owner_liveness":{"code":"OWNER_LIVENESS","form":[{"code":"C"}]}},"documents":[
            {"code":"NIB","name":null}]}}"#,
    ] {
        let text = upload_plan_text(requirements).unwrap();
        let plan = upload_plan(&serde_json::from_str(requirements).unwrap());
        assert_eq!(text, to_json(&plan), "{requirements}");
        assert!(!text.contains(r#""x""#) && !text.contains(r#""y""#), "{text}");
    }
}
