//! What DOKU's requirements ask for and a registration or an upload lacks.

mod asked;

use std::collections::BTreeSet;

use crate::error::{Error, Violation, ViolationCode};
use crate::payload::from_json;
use crate::payload::{
    Checked, FieldValue, Kind, Mode, Payload, Rule, Table, check, check_all, to_json,
};

use super::placement::{prefixed, refused};
use crate::partner::upload_file::content_type;
use crate::partner::{
    BusinessRegistration, RegistrationContact, RegistrationDocument, RegistrationFormValue,
    Requirements, Upload, upload_plan,
};
use asked::{Asked, Limits, Text};

/// Tells everything that keeps a registration from being complete: by its own rules, and
/// by what DOKU's requirements ask of each brand, each contact and the business.
///
/// Whether a form value's sizes count characters, and what its flags mean, is inferred
/// from DOKU's sample; so is that every document of the list is needed.
#[must_use]
pub fn check_against_requirements(
    registration: &BusinessRegistration,
    requirements: &Requirements,
) -> Vec<Violation> {
    let checked = check_all(&BusinessRegistration::TABLE, &to_json(registration), Mode::Request);
    merged(checked.violations, registration, requirements)
}

/// As `check_against_requirements`, from JSON texts with wire names.
///
/// # Errors
/// `invalid_request` when the registration is no JSON object, or the requirements are no
/// answer to `check_requirements`; their paths begin with `requirements`.
pub fn check_against_requirements_text(
    registration: &str,
    requirements: &str,
) -> Result<Vec<Violation>, Error> {
    let Checked { text, violations, .. } =
        check_all(&BusinessRegistration::TABLE, registration, Mode::Request);
    if violations.iter().any(|violation| violation.path.is_empty()) {
        return Err(refused(violations));
    }
    let requirements = read_requirements(requirements)?;
    // What was sound in the text always reads; what was not is among the violations.
    let registration = BusinessRegistration::read(&text).unwrap_or_default();
    Ok(merged(violations, &registration, &requirements))
}

/// Checks a file against what the requirements say of its kind.
///
/// `size` is that of the whole file in bytes, where `content` is only its beginning; left out, it
/// is that of `content`. DOKU states sizes without a unit: a megabyte of 1,000,000 bytes is
/// assumed, the smaller of the two that are in use. A file that no requirement asks for
/// is `not_allowed`.
#[must_use]
pub fn check_upload(
    upload: &Upload,
    size: Option<u64>,
    requirements: &Requirements,
) -> Vec<Violation> {
    let plan = upload_plan(requirements);
    let same = |code: &Option<String>| upload.category != "DOCUMENT" || *code == upload.code;
    let Some(planned) =
        plan.iter().find(|planned| planned.category == upload.category && same(&planned.code))
    else {
        let detail = "expected a file that the requirements ask for, got another";
        let is_asked = plan.iter().any(|planned| planned.category == upload.category);
        let path = if is_asked { "code" } else { "category" };
        return vec![Violation::new(path, ViolationCode::NotAllowed, detail)];
    };
    let Some(file) = &upload.file else { return Vec::new() };
    let size = size.unwrap_or_else(|| file.content.len().try_into().unwrap_or(u64::MAX));
    let mut unmet = Vec::new();
    let kind = content_type(&file.content);
    let allowed = planned.extensions.as_deref().unwrap_or_default();
    let is_allowed = |kind: &crate::partner::upload_file::FileType| {
        allowed
            .iter()
            .any(|allowed| kind.extensions.iter().any(|e| allowed.eq_ignore_ascii_case(e)))
    };
    if !allowed.is_empty() && !kind.is_some_and(is_allowed) {
        let detail = format!("expected one of {}", allowed.join(", "));
        unmet.push(Violation::new("file.content_type", ViolationCode::NotInList, detail));
    }
    let most = planned.max_size.and_then(|size| u64::try_from(size).ok());
    let most = most.map(|megabytes| megabytes.saturating_mul(1_000_000));
    if let Some(most) = most.filter(|most| size > *most) {
        let detail = format!("expected at most {most} bytes, got {size}");
        unmet.push(Violation::new("file.content", ViolationCode::TooLong, detail));
    }
    unmet
}

/// As `check_upload`, from JSON texts with wire names.
///
/// # Errors
/// `invalid_request` when the upload has faults of its own, or the requirements are no
/// answer to `check_requirements`; their paths begin with `requirements`.
pub fn check_upload_text(
    upload: &str,
    size: Option<u64>,
    requirements: &str,
) -> Result<Vec<Violation>, Error> {
    Ok(check_upload(&from_json(upload)?, size, &read_requirements(requirements)?))
}

pub(crate) fn read_requirements(text: &str) -> Result<Requirements, Error> {
    let checked = check(&Requirements::TABLE, text, Mode::Given);
    let checked = checked.map_err(|broken| refused(prefixed(broken, "requirements")))?;
    Requirements::read(&checked).ok_or_else(|| {
        let detail = "does not fit its type";
        refused(vec![Violation::new("requirements", ViolationCode::WrongType, detail)])
    })
}

/// Adds what the requirements ask for, in the order that the registration's table has.
///
/// Where a value breaks a rule of its own, nothing more is asked of it or inside it.
fn merged(
    own: Vec<Violation>,
    registration: &BusinessRegistration,
    requirements: &Requirements,
) -> Vec<Violation> {
    let mut unmet = Vec::new();
    look(registration, requirements, &mut unmet);
    let broken: BTreeSet<Text<'_>> = own.iter().map(|own| Text(&own.path)).collect();
    unmet.retain(|unmet| around(&unmet.path).all(|path| !broken.contains(&Text(path))));
    let all = unmet.into_iter().chain(own);
    let table = &BusinessRegistration::TABLE;
    let mut all: Vec<_> = all.map(|one| (place(table, &one.path), one)).collect();
    // What the requirements ask for is in order, and nearly so what was there before: a stable
    // sort takes such runs as they are and does no more than merge them.
    all.sort_by(|(one, _), (other, _)| {
        #[cfg(test)]
        tests::step();
        one.cmp(other)
    });
    all.into_iter().map(|(_, violation)| violation).collect()
}

/// The path itself, and each of those that it is inside of.
fn around(path: &str) -> impl Iterator<Item = &str> {
    let inside = path.match_indices(['.', '[']).filter_map(|(end, _)| path.get(..end));
    inside.chain([path])
}

/// Lists what is lacking, in the table's order.
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
    let of_contact = needs.contact.as_ref();
    let asked = Asked::documents(of_contact.and_then(|contact| contact.documents.as_deref()));
    for (index, contact) in business.contacts.iter().enumerate() {
        let path = format!("business.contacts[{index}]");
        documents(&asked, contact.documents.as_deref(), &format!("{path}.documents"), out);
        if of_contact.is_some_and(|contact| contact.owner_liveness.is_some()) {
            liveness(contact, &path, out);
        }
    }
    let asked = Asked::documents(needs.documents.as_deref());
    documents(&asked, business.documents.as_deref(), "business.documents", out);
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
    asked: &Asked<'_, Asked<'_, Limits>>,
    given: Option<&[RegistrationDocument]>,
    path: &str,
    out: &mut Vec<Violation>,
) {
    let given = given.unwrap_or_default();
    let lacking = asked.lacking(given.iter().filter_map(|one| one.code.as_deref()));
    out.extend(lacking.map(|detail| missing(path.to_owned(), detail)));
    for (index, one) in given.iter().enumerate() {
        if let Some(asked) = asked.of(one.code.as_deref()) {
            let path = format!("{path}[{index}]");
            id(one.id.as_deref(), path.clone(), out);
            forms(asked, one.forms.as_deref().unwrap_or_default(), &format!("{path}.forms"), out);
        }
    }
}

fn forms(
    asked: &Asked<'_, Limits>,
    given: &[RegistrationFormValue],
    path: &str,
    out: &mut Vec<Violation>,
) {
    let lacking = asked.lacking(given.iter().filter_map(|one| one.code.as_deref()));
    out.extend(lacking.map(|detail| missing(path.to_owned(), detail)));
    for (index, one) in given.iter().enumerate() {
        let limits = asked.of(one.code.as_deref());
        let value = one.value.as_deref().unwrap_or_default();
        if let Some((code, detail)) = limits.and_then(|limits| limits.broken_by(value)) {
            out.push(Violation::new(format!("{path}[{index}].value"), code, detail));
        }
    }
}

fn missing(path: String, detail: impl Into<String>) -> Violation {
    Violation::new(path, ViolationCode::Required, detail)
}

/// Where a path stands in a table: the index of each row and item on the way to it.
fn place(table: &Table, path: &str) -> Vec<usize> {
    let mut place = Vec::new();
    let mut table = Some(table);
    for step in path.split('.') {
        let (name, indices) =
            step.split_at_checked(step.find('[').unwrap_or(step.len())).unwrap_or_default();
        let row = table.and_then(|table| table.fields.iter().position(|row| row.name == name));
        place.push(row.unwrap_or(usize::MAX));
        let field = row.zip(table).and_then(|(row, table)| table.fields.get(row));
        table = field.and_then(|field| of_items(&field.rule));
        place.extend(indices.split(['[', ']']).filter_map(|index| index.parse::<usize>().ok()));
    }
    place
}

fn of_items(rule: &Rule) -> Option<&'static Table> {
    match rule.kind {
        Kind::Object(table) => Some(table),
        Kind::List(item) => of_items(item),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
