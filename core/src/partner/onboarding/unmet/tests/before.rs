//! The search as it was before it was made linear: every list against every other.
//!
//! Its results are what the linear one is held to. It counts its comparisons too.

use super::super::place;
use crate::error::{Violation, ViolationCode};
use crate::partner::{
    BusinessRegistration, DocumentRequirement, FormRule, RegistrationContact, RegistrationDocument,
    RegistrationFormValue, Requirements,
};
use crate::payload::Payload;
use crate::payload::texts::steps::step;

/// Adds what the requirements ask for, and sorts all as the registration's table has it.
///
/// Where a value breaks a rule of its own, nothing more is asked of it or inside it.
pub(super) fn merged(
    own: Vec<Violation>,
    registration: &BusinessRegistration,
    requirements: &Requirements,
) -> Vec<Violation> {
    let mut unmet = Vec::new();
    look(registration, requirements, &mut unmet);
    unmet.retain(|unmet| {
        own.iter().inspect(|_| step()).all(|own| match unmet.path.strip_prefix(&own.path) {
            Some(inside) => !(inside.is_empty() || inside.starts_with(['.', '['])),
            None => true,
        })
    });
    unmet.extend(own);
    unmet.sort_by_cached_key(|unmet| place(&BusinessRegistration::TABLE, &unmet.path));
    unmet
}

fn look(
    registration: &BusinessRegistration,
    requirements: &Requirements,
    out: &mut Vec<Violation>,
) {
    let (business, needs) = (&registration.business, &requirements.business);
    if needs.brand.as_ref().is_some_and(|brand| brand.photo_proof.is_some()) {
        for (index, brand) in business.brands.iter().enumerate() {
            let path = format!("business.brands[{index}].photo_proofs");
            let proofs = brand.photo_proofs.as_deref().unwrap_or_default();
            if proofs.is_empty() {
                out.push(missing(path, "the requirements ask for a photo proof, got none"));
                continue;
            }
            for (index, proof) in proofs.iter().enumerate() {
                id(proof.id.as_deref(), format!("{path}[{index}]"), out);
            }
        }
    }
    for (index, contact) in business.contacts.iter().enumerate() {
        let path = format!("business.contacts[{index}]");
        let of_contact = needs.contact.as_ref();
        let wanted = of_contact.and_then(|contact| contact.documents.as_deref());
        documents(wanted, contact.documents.as_deref(), &format!("{path}.documents"), out);
        if of_contact.is_some_and(|contact| contact.owner_liveness.is_some()) {
            liveness(contact, &path, out);
        }
    }
    let (wanted, given) = (needs.documents.as_deref(), business.documents.as_deref());
    documents(wanted, given, "business.documents", out);
}

fn liveness(contact: &RegistrationContact, path: &str, out: &mut Vec<Violation>) {
    let path = format!("{path}.owner_liveness");
    match &contact.owner_liveness {
        Some(liveness) => id(liveness.id.as_deref(), path, out),
        None => out.push(missing(path, "the requirements ask for a liveness photo, got none")),
    }
}

fn id(id: Option<&str>, path: String, out: &mut Vec<Violation>) {
    if id.is_none_or(str::is_empty) {
        out.push(missing(path + ".id", "expected the id of an upload, got nothing"));
    }
}

fn documents(
    wanted: Option<&[DocumentRequirement]>,
    given: Option<&[RegistrationDocument]>,
    path: &str,
    out: &mut Vec<Violation>,
) {
    let given = given.unwrap_or_default();
    let mut lacking = Vec::new();
    for document in wanted.unwrap_or_default() {
        let code = document.code.as_deref().filter(|code| !code.is_empty());
        let Some(code) = code else { continue };
        let mut found = false;
        for (index, one) in given.iter().enumerate() {
            step();
            if one.code.as_deref() == Some(code) {
                found = true;
                let path = format!("{path}[{index}]");
                let rules = document.form.as_deref().unwrap_or_default();
                forms(rules, one.forms.as_deref().unwrap_or_default(), &path, out);
                id(one.id.as_deref(), path, out);
            }
        }
        if !found {
            lacking.push(code);
        }
    }
    if !lacking.is_empty() {
        let detail = format!("the requirements ask for {}, got none", lacking.join(", "));
        out.push(missing(path.to_owned(), detail));
    }
}

fn forms(
    rules: &[FormRule],
    given: &[RegistrationFormValue],
    path: &str,
    out: &mut Vec<Violation>,
) {
    let mut lacking = Vec::new();
    for rule in rules {
        let code = rule.code.as_deref().filter(|code| !code.is_empty());
        let Some(code) = code else { continue };
        let mut found = false;
        for (index, one) in given.iter().enumerate() {
            step();
            if one.code.as_deref() == Some(code) {
                found = true;
                let path = format!("{path}.forms[{index}].value");
                out.extend(value(rule, one.value.as_deref().unwrap_or_default(), path));
            }
        }
        if !found {
            lacking.push(code);
        }
    }
    if !lacking.is_empty() {
        let detail = format!("the requirements ask for {}, got none", lacking.join(", "));
        out.push(missing(format!("{path}.forms"), detail));
    }
}

fn value(rule: &FormRule, text: &str, path: String) -> Option<Violation> {
    if text.is_empty() {
        return Some(missing(path, "mandatory, got nothing"));
    }
    let length = text.chars().count();
    let size = |size: Option<i64>| size.and_then(|size| usize::try_from(size).ok());
    if let Some(least) = size(rule.min_size).filter(|least| length < *least) {
        let detail = format!("expected at least {least} characters, got {length}");
        return Some(Violation::new(path, ViolationCode::TooShort, detail));
    }
    if let Some(most) = size(rule.max_size).filter(|most| length > *most) {
        let detail = format!("expected at most {most} characters, got {length}");
        return Some(Violation::new(path, ViolationCode::TooLong, detail));
    }
    let both = rule.alpha_numeric == Some(true);
    let (letters, digits) = (both || rule.alpha == Some(true), both || rule.numeric == Some(true));
    let fits = |c: char| (letters && c.is_alphabetic()) || (digits && c.is_ascii_digit());
    if (!letters && !digits) || text.chars().all(fits) {
        return None;
    }
    let detail = match (letters, digits) {
        (true, true) => "expected letters and digits only",
        (true, false) => "expected letters only",
        _ => "expected digits only",
    };
    Some(Violation::new(path, ViolationCode::BadFormat, detail))
}

fn missing(path: String, detail: impl Into<String>) -> Violation {
    Violation::new(path, ViolationCode::Required, detail)
}
