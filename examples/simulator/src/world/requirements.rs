//! Check Requirements.

use serde_json::{Value, json};

use super::Reply;
use crate::check::Caller;
use crate::message::{Incoming, Refusal};

/// DOKU, Check Requirements, response sample; and for `CORPORATE`, of which no sample is
/// published, documents of the business besides: which ones is made up here.
pub(super) fn answer(caller: &Caller<'_>, request: &Incoming) -> Result<Reply, Refusal> {
    let fields: Vec<(String, String)> =
        form_urlencoded::parse(request.query().as_bytes()).into_owned().collect();
    let question = question(&fields)?;
    let prepared =
        caller.client.doku.prepare_text("check_requirements", &question.to_string(), &caller.stamp);
    prepared.map_err(|error| Refusal::violations(error.violations()))?;
    let is_corporate = question.get("businessType").is_some_and(|kind| kind == "CORPORATE");
    let body = if is_corporate { corporate() } else { PERSONAL.to_owned() };
    Ok(Reply { status: 200, body })
}

/// The fields of a query as an object; none of them stands there twice.
pub(super) fn question(fields: &[(String, String)]) -> Result<Value, Refusal> {
    let mut question = serde_json::Map::new();
    for (name, value) in fields {
        if question.insert(name.clone(), Value::String(value.clone())).is_some() {
            let message = "query: expected each parameter once".to_owned();
            return Err(Refusal::rule(400, "repeated parameter", &[message]));
        }
    }
    Ok(Value::Object(question))
}

fn corporate() -> String {
    let mut answer: Value = serde_json::from_str(PERSONAL).unwrap_or_default();
    let document = |code: &str, name: &str| {
        json!({
            "code": code, "name": name, "max_size": 15,
            "extensions": ["PDF", "JPG", "JPEG", "PNG"], "form": []
        })
    };
    if let Some(business) = answer.get_mut("business").and_then(Value::as_object_mut) {
        let documents = [document("NIB", "NIB"), document("NPWP_BADAN", "NPWP Badan")];
        business.insert("documents".to_owned(), documents.into());
    }
    answer.to_string()
}

pub(super) const PERSONAL: &str = include_str!("../../../data/requirements-answer.json");
