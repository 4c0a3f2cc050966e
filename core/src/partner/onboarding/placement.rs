//! Putting the id of an upload where it belongs, so that nobody copies ids by hand.

use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::payload::{
    FieldValue, Fields, Mode, Node, Object, Payload, Table, boolean, check, check_all, integer,
    items, list, payload, text, to_json, write_string,
};

use crate::partner::{BusinessRegistration, RegistrationFormValue, UploadAnswer};

payload! {
    /// Where an upload belongs: exactly one of brand, contact and business.
    ///
    /// A photo proof goes to a brand, a liveness photo to a contact, a document to a
    /// contact or to the business.
    pub struct Placement where is_one_place {
        /// Index of the brand, from 0.
        brand: Option<i64> = integer().least(0),
        /// Index of the contact, from 0.
        contact: Option<i64> = integer().least(0),
        /// Whether it is the business itself.
        business: Option<bool> = boolean(),
        /// Code of the document, as it was uploaded.
        code: Option<String> = text(),
        /// Values that go with the document.
        forms: Option<Vec<RegistrationFormValue>> = list::<RegistrationFormValue>(),
    }
}

/// Puts an uploaded file into a registration that may still be incomplete.
///
/// A document with the same code, and a liveness photo, is replaced; a photo is added.
///
/// # Errors
/// `invalid_request`: `mismatch` at `placement` where a file of this category does not
/// belong there, `out_of_range` where the registration has no such brand or contact.
pub fn place_upload(
    registration: &mut BusinessRegistration,
    upload: &UploadAnswer,
    placement: &Placement,
) -> Result<(), Error> {
    let placement = part(&Placement::TABLE, &to_json(placement), "placement", Mode::Request)?;
    let placed = put(&to_json(registration), &to_json(upload), &placement)?;
    *registration = BusinessRegistration::read(&placed).ok_or_else(|| {
        refused(vec![Violation::new("", ViolationCode::WrongType, "does not fit its type")])
    })?;
    Ok(())
}

/// As `place_upload`, from and to JSON texts with wire names.
///
/// Nothing is added but the place of the file, and every other value stays as it is written.
///
/// # Errors
/// As `place_upload`; what is wrong in the upload's answer or in the placement has a path
/// that begins with `upload` or `placement`.
pub fn place_upload_text(
    registration: &str,
    upload: &str,
    placement: &str,
) -> Result<String, Error> {
    check_incomplete(registration)?;
    let upload = part(&UploadAnswer::TABLE, upload, "upload", Mode::Given)?;
    let placement = part(&Placement::TABLE, placement, "placement", Mode::Request)?;
    put(registration, &upload, &placement)
}

/// Checks a registration in which mandatory values may still be missing.
fn check_incomplete(text: &str) -> Result<(), Error> {
    let mut violations = check_all(&BusinessRegistration::TABLE, text, Mode::Record).violations;
    violations.retain(|violation| violation.code != ViolationCode::Required);
    if violations.is_empty() { Ok(()) } else { Err(refused(violations)) }
}

/// Writes a file's id into the text of a registration, at the one place where it belongs.
fn put(registration: &str, upload: &str, placement: &str) -> Result<String, Error> {
    let (upload, placement) = (Node::of(upload), Node::of(placement));
    let id = upload.get("id").json();
    let photo = format!("{{\"id\":{id}}}");
    let in_item = |list: &str, index: i64, key: &str, change: &dyn Fn(&str) -> String| {
        with_value(registration, "business", &|business| {
            with_value(business, list, &|items| {
                let changed = with_item(items, index, &|item| {
                    with_value(item, key, &|value| Ok(change(value)))
                });
                changed.unwrap_or_else(|| Err(nothing_there(list)))
            })
        })
    };
    let category = upload.get("category").text().unwrap_or_default();
    let index = |name| placement.get(name).number();
    match (category.as_ref(), index("brand"), index("contact")) {
        ("PHOTO_PROOF", Some(brand), _) => {
            in_item("brands", brand, "photo_proofs", &|list| with_one(list, &photo, "id"))
        }
        ("OWNER_LIVENESS", _, Some(contact)) => {
            in_item("contacts", contact, "owner_liveness", &|_| photo.clone())
        }
        ("DOCUMENT", _, Some(contact)) => {
            let document = document(id, placement)?;
            in_item("contacts", contact, "documents", &|list| with_one(list, &document, "code"))
        }
        ("DOCUMENT", ..) if placement.get("business").is_true() => {
            let document = document(id, placement)?;
            with_value(registration, "business", &|business| {
                with_value(business, "documents", &|list| Ok(with_one(list, &document, "code")))
            })
        }
        _ => {
            let detail = "expected a brand for PHOTO_PROOF, a contact for OWNER_LIVENESS, a \
                          contact or the business for DOCUMENT";
            let violation = Violation::new("placement", ViolationCode::Mismatch, detail);
            Err(refused(vec![violation]))
        }
    }
}

/// An object's text with another value under a key, where `null` stands for none.
fn with_value(
    object: &str,
    key: &str,
    change: &dyn Fn(&str) -> Result<String, Error>,
) -> Result<String, Error> {
    let entries = Object::split(object, &[]).map_or_else(Vec::new, |split| split.other);
    let before = entries.iter().find(|(name, _)| name == key).map_or("null", |(_, value)| *value);
    let mut changed = Some(change(before)?);
    let mut texts = Vec::with_capacity(entries.len().saturating_add(1));
    for (name, value) in &entries {
        let value = if name == key { changed.take() } else { None }.unwrap_or((*value).to_owned());
        texts.push(entry(name, &value));
    }
    texts.extend(changed.map(|value| entry(key, &value)));
    Ok(format!("{{{}}}", texts.join(",")))
}

fn entry(name: &str, value: &str) -> String {
    let mut entry = String::new();
    write_string(&mut entry, name);
    entry.push(':');
    entry.push_str(value);
    entry
}

/// A list's text with one of its items changed; nothing when it has no such item.
fn with_item(
    list: &str,
    index: i64,
    change: &dyn Fn(&str) -> Result<String, Error>,
) -> Option<Result<String, Error>> {
    let mut texts = texts(list);
    let item = texts.get_mut(usize::try_from(index).ok()?)?;
    match change(item) {
        Ok(changed) => *item = changed,
        Err(error) => return Some(Err(error)),
    }
    Some(Ok(listed(&texts)))
}

/// A list's text with a payload in place of the one that has the same text under `key`, or at the
/// end.
fn with_one(list: &str, payload: &str, key: &str) -> String {
    let own = Node::of(payload).get(key).text();
    let mut texts = texts(list);
    match texts.iter_mut().find(|text| Node::of(text).get(key).text() == own) {
        Some(text) => payload.clone_into(text),
        None => texts.push(payload.to_owned()),
    }
    listed(&texts)
}

fn texts(list: &str) -> Vec<String> {
    items(list).unwrap_or_default().into_iter().map(str::to_owned).collect()
}

fn listed(texts: &[String]) -> String {
    format!("[{}]", texts.join(","))
}

fn part(table: &Table, text: &str, name: &str, mode: Mode) -> Result<String, Error> {
    check(table, text, mode).map_err(|violations| refused(prefixed(violations, name)))
}

/// The violations of a text that is one of several.
pub(super) fn prefixed(violations: Vec<Violation>, name: &str) -> Vec<Violation> {
    let prefixed = |violation: Violation| {
        let dot = if violation.path.is_empty() { "" } else { "." };
        Violation { path: format!("{name}{dot}{}", violation.path), ..violation }
    };
    violations.into_iter().map(prefixed).collect()
}

pub(super) fn refused(violations: Vec<Violation>) -> Error {
    Error::violated(ErrorCode::InvalidRequest, violations)
}

fn document(id: &str, placement: Node<'_>) -> Result<String, Error> {
    let Some(code) = placement.get("code").filled() else {
        let detail = "mandatory for a document, got nothing";
        let violation = Violation::new("placement.code", ViolationCode::Required, detail);
        return Err(refused(vec![violation]));
    };
    let forms = placement.get("forms").given();
    let forms = forms.map(|forms| format!(",\"forms\":{}", forms.json())).unwrap_or_default();
    let code = code.json();
    Ok(format!("{{\"code\":{code},\"category\":\"DOCUMENT\",\"id\":{id}{forms}}}"))
}

fn nothing_there(list: &str) -> Error {
    let detail = format!("expected an index of business.{list}, got one beyond its end");
    refused(vec![Violation::new("placement", ViolationCode::OutOfRange, detail)])
}

fn is_one_place(place: &Fields<'_>) -> Vec<Violation> {
    let given = ["brand", "contact", "business"].iter().filter(|name| place.has(name)).count();
    if given == 1 {
        return Vec::new();
    }
    let detail = "expected exactly one of brand, contact and business";
    let code = if given == 0 { ViolationCode::Required } else { ViolationCode::NotAllowed };
    vec![Violation::new("brand", code, detail)]
}

#[cfg(test)]
mod tests;
