//! Which files to upload before a registration.

use crate::error::Error;
use crate::partner::{FormRule, PlannedUpload, Requirements};
use crate::payload::{FieldValue, Node, Payload, to_json};

use super::unmet::read_requirements;

/// Lists the files to upload, in the order in which DOKU's answer names them.
///
/// One per brand, per contact or for the business, as `belongs_to` says. A requirement
/// without a code is left out: nobody knows how to upload it.
#[must_use]
pub fn upload_plan(requirements: &Requirements) -> Vec<PlannedUpload> {
    // A plan is made of what the requirements have, and always reads.
    Vec::read(&planned(&to_json(requirements))).unwrap_or_default()
}

/// As `upload_plan`, from JSON text with wire names to a JSON list.
///
/// # Errors
/// `invalid_request` when the text is no answer to `check_requirements`.
pub fn upload_plan_text(requirements: &str) -> Result<String, Error> {
    Ok(planned(&read_requirements(requirements)?))
}

/// The plan as a JSON list, of requirements that were checked.
pub(super) fn planned(requirements: &str) -> String {
    let business = Node::of(requirements).get("business");
    let contact = business.get("contact");
    let mut out = String::from("[");
    let mut add = |requirement: Node<'_>, belongs_to, is_document| {
        if let Some(code) = requirement.get("code").filled() {
            out.push_str(if out.len() > 1 { "," } else { "" });
            write(&mut out, requirement, code.json(), belongs_to, is_document);
        }
    };
    add(business.get("brand").get("photo_proof"), "brand", false);
    contact.get("documents").items().for_each(|document| add(document, "contact", true));
    add(contact.get("owner_liveness"), "contact", false);
    business.get("documents").items().for_each(|document| add(document, "business", true));
    out.push(']');
    out
}

/// Writes one file, with the fields of a requirement that the table of `PlannedUpload` has.
fn write(out: &mut String, requirement: Node<'_>, code: &str, belongs_to: &str, is_document: bool) {
    out.extend(["{\"belongs_to\":\"", belongs_to, "\",\"category\":"]);
    if is_document {
        out.extend(["\"DOCUMENT\",\"code\":", code]);
    } else {
        out.push_str(code);
    }
    for name in ["name", "extensions", "max_size"] {
        if let Some(value) = requirement.get(name).given() {
            out.extend([",\"", name, "\":", value.json()]);
        }
    }
    if let Some(form) = requirement.get("form").given().filter(|_| is_document) {
        let rules: Vec<String> = form.items().map(rule).collect();
        out.extend([",\"form\":[", &rules.join(","), "]"]);
    }
    out.push('}');
}

/// A rule of a form with what its table has, and nothing else that DOKU may have said.
fn rule(given: Node<'_>) -> String {
    let values = FormRule::TABLE.fields.iter().filter_map(|row| {
        let value = given.get(row.name).given()?;
        Some(format!("\"{}\":{}", row.name, value.json()))
    });
    format!("{{{}}}", values.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests;
