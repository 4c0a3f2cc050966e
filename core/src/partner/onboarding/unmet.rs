//! What DOKU's requirements ask for and a registration or an upload lacks.

mod asked;

use crate::error::{Error, Violation, ViolationCode};
use crate::payload::texts::Texts;
use crate::payload::{
    Checked, Kind, Mode, Node, Payload, Rule, Table, check, check_all, from_json, to_json,
};

use super::placement::{prefixed, refused};
use super::plan::planned;
use crate::partner::upload_file::content_type;
use crate::partner::{BusinessRegistration, Requirements, Upload};
use asked::{Asked, Limits};

/// Lists everything that keeps a registration from being complete: by its own rules, and
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
    merged(&checked, &to_json(requirements))
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
    let checked = check_all(&BusinessRegistration::TABLE, registration, Mode::Request);
    // An unknown key may be the empty one.
    let is_whole = |v: &Violation| v.path.is_empty() && v.code != ViolationCode::UnknownField;
    if checked.violations.iter().any(is_whole) {
        return Err(refused(checked.violations));
    }
    Ok(merged(&checked, &read_requirements(requirements)?))
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
    unmet_by_file(upload, size, &to_json(requirements))
}

fn unmet_by_file(upload: &Upload, size: Option<u64>, requirements: &str) -> Vec<Violation> {
    let plan = planned(requirements);
    let plan = || {
        let of_category = |planned: &Node<'_>| is_text(planned.get("category"), &upload.category);
        Node::of(&plan).items().filter(of_category)
    };
    let code = upload.code.as_deref().filter(|_| upload.category == "DOCUMENT");
    let is_it = |planned: &Node<'_>| code.is_none_or(|code| is_text(planned.get("code"), code));
    let Some(planned) = plan().find(is_it) else {
        let detail = "expected a file that the requirements ask for, got another";
        let is_asked = plan().next().is_some();
        let path = if is_asked { "code" } else { "category" };
        return vec![Violation::new(path, ViolationCode::NotAllowed, detail)];
    };
    let Some(file) = &upload.file else { return Vec::new() };
    let size = size.unwrap_or_else(|| file.content.len().try_into().unwrap_or(u64::MAX));
    let mut unmet = Vec::new();
    let kind = content_type(&file.content);
    let allowed: Vec<_> = planned.get("extensions").items().filter_map(Node::text).collect();
    let is_allowed = |kind: &crate::partner::upload_file::FileType| {
        allowed
            .iter()
            .any(|allowed| kind.extensions.iter().any(|e| allowed.eq_ignore_ascii_case(e)))
    };
    if !allowed.is_empty() && !kind.is_some_and(is_allowed) {
        let detail = format!("expected one of {}", allowed.join(", "));
        unmet.push(Violation::new("file.content_type", ViolationCode::NotInList, detail));
    }
    let most = planned.get("max_size").number().and_then(|size| u64::try_from(size).ok());
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
    Ok(unmet_by_file(&from_json(upload)?, size, &read_requirements(requirements)?))
}

fn is_text(node: Node<'_>, text: &str) -> bool {
    node.text().is_some_and(|own| own == text)
}

/// The requirements as the checker writes them.
pub(super) fn read_requirements(text: &str) -> Result<String, Error> {
    let checked = check(&Requirements::TABLE, text, Mode::Given);
    checked.map_err(|broken| refused(prefixed(broken, "requirements")))
}

/// Adds what the requirements ask for, in the order that the registration's table has.
///
/// Where a value breaks a rule of its own, nothing more is asked of it or inside it.
fn merged(registration: &Checked, requirements: &str) -> Vec<Violation> {
    let mut unmet = Vec::new();
    look(Node::of(&registration.text), Node::of(requirements), &mut unmet);
    let mut broken = Texts::default();
    for own in &registration.violations {
        broken.add(&own.path);
    }
    unmet.retain(|unmet| around(&unmet.path).all(|path| broken.index_of(path).is_none()));
    let all = unmet.into_iter().chain(registration.violations.iter().cloned()).enumerate();
    let table = &BusinessRegistration::TABLE;
    let mut all: Vec<_> = all.map(|(index, one)| ((place(table, &one.path), index), one)).collect();
    all.sort_unstable_by(|(one, _), (other, _)| {
        #[cfg(test)]
        crate::payload::texts::steps::step();
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
fn look(registration: Node<'_>, requirements: Node<'_>, out: &mut Vec<Violation>) {
    let (business, needs) = (registration.get("business"), requirements.get("business"));
    if needs.get("brand").get("photo_proof").given().is_some() {
        for (index, brand) in business.get("brands").items().enumerate() {
            let path = format!("business.brands[{index}].photo_proofs");
            let mut proofs = brand.get("photo_proofs").items().enumerate().peekable();
            if proofs.peek().is_none() {
                out.push(missing(&path, "the requirements ask for a photo proof, got none"));
            }
            for (index, proof) in proofs {
                id(proof, &format!("{path}[{index}]"), out);
            }
        }
    }
    let of_contact = needs.get("contact");
    let asked = Asked::documents(of_contact.get("documents"));
    for (index, contact) in business.get("contacts").items().enumerate() {
        let path = format!("business.contacts[{index}]");
        documents(&asked, contact.get("documents"), &format!("{path}.documents"), out);
        if of_contact.get("owner_liveness").given().is_some() {
            let path = format!("{path}.owner_liveness");
            if let Some(liveness) = contact.get("owner_liveness").given() {
                id(liveness, &path, out);
            } else {
                let detail = "the requirements ask for a liveness photo, got none";
                out.push(missing(&path, detail));
            }
        }
    }
    let asked = Asked::documents(needs.get("documents"));
    documents(&asked, business.get("documents"), "business.documents", out);
}

fn id(file: Node<'_>, path: &str, out: &mut Vec<Violation>) {
    if file.get("id").text().is_none_or(|id| id.is_empty()) {
        out.push(missing(&format!("{path}.id"), "expected the id of an upload, got nothing"));
    }
}

fn documents(
    asked: &Asked<'_, Asked<'_, Limits>>,
    given: Node<'_>,
    path: &str,
    out: &mut Vec<Violation>,
) {
    let given: Vec<_> = given.items().collect();
    out.extend(asked.lacking(&given).map(|detail| missing(path, detail)));
    for (index, one) in given.into_iter().enumerate() {
        if let Some(asked) = asked.of(one) {
            let path = format!("{path}[{index}]");
            id(one, &path, out);
            forms(asked, one.get("forms"), &format!("{path}.forms"), out);
        }
    }
}

fn forms(asked: &Asked<'_, Limits>, given: Node<'_>, path: &str, out: &mut Vec<Violation>) {
    let given: Vec<_> = given.items().collect();
    out.extend(asked.lacking(&given).map(|detail| missing(path, detail)));
    for (index, one) in given.into_iter().enumerate() {
        let Some(limits) = asked.of(one) else { continue };
        let value = one.get("value").text().unwrap_or_default();
        if let Some((code, detail)) = limits.broken_by(&value) {
            out.push(Violation::new(format!("{path}[{index}].value"), code, detail));
        }
    }
}

fn missing(path: &str, detail: impl Into<String>) -> Violation {
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
