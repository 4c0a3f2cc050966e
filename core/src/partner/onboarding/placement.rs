//! Putting the id of an upload where it belongs, so that nobody copies ids by hand.

use crate::error::{Error, ErrorCode, Violation, ViolationCode};
use crate::payload::{
    Fields, Mode, Wire, boolean, check, check_all, integer, list, payload, text, to_json,
};

use crate::partner::{
    BusinessRegistration, Document, FormValue, OwnerLiveness, PhotoProof, UploadAnswer,
};

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
        forms: Option<Vec<FormValue>> = list::<FormValue>(),
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
    let checked = check(&Placement::TABLE, &to_json(placement), Mode::Request);
    checked.map_err(|broken| refused(prefixed(broken, "placement")))?;
    let business = &mut registration.business;
    let at = |index: i64| usize::try_from(index).unwrap_or(usize::MAX);
    let id = Some(upload.id.clone());
    match (upload.category.as_str(), placement) {
        ("PHOTO_PROOF", Placement { brand: Some(index), .. }) => {
            let brand = business.brands.get_mut(at(*index));
            let brand = brand.ok_or_else(|| nothing_there("business.brands"))?;
            let proofs = brand.photo_proofs.get_or_insert_default();
            if !proofs.iter().any(|proof| proof.id == id) {
                proofs.push(PhotoProof { id });
            }
        }
        ("OWNER_LIVENESS", Placement { contact: Some(index), .. }) => {
            let contact = business.contacts.get_mut(at(*index));
            let contact = contact.ok_or_else(|| nothing_there("business.contacts"))?;
            contact.owner_liveness = Some(OwnerLiveness { id });
        }
        ("DOCUMENT", Placement { contact: Some(index), .. }) => {
            let contact = business.contacts.get_mut(at(*index));
            let contact = contact.ok_or_else(|| nothing_there("business.contacts"))?;
            put_document(contact.documents.get_or_insert_default(), document(id, placement)?);
        }
        ("DOCUMENT", Placement { business: Some(true), .. }) => {
            put_document(business.documents.get_or_insert_default(), document(id, placement)?);
        }
        _ => {
            let detail = "expected a brand for PHOTO_PROOF, a contact for OWNER_LIVENESS, a \
                          contact or the business for DOCUMENT";
            let violation = Violation::new("placement", ViolationCode::Mismatch, detail);
            return Err(refused(vec![violation]));
        }
    }
    Ok(())
}

/// As `place_upload`, from and to JSON texts with wire names.
///
/// # Errors
/// As `place_upload`; what is wrong in the upload's answer or in the placement has a path
/// that begins with `upload` or `placement`.
pub fn place_upload_text(
    registration: &str,
    upload: &str,
    placement: &str,
) -> Result<String, Error> {
    let mut typed: BusinessRegistration = incomplete(registration)?;
    let upload = part(upload, "upload", Mode::Given)?;
    let placement = part(placement, "placement", Mode::Request)?;
    place_upload(&mut typed, &upload, &placement)?;
    Ok(to_json(&typed))
}

/// Reads a registration in which mandatory values may still be missing.
fn incomplete(text: &str) -> Result<BusinessRegistration, Error> {
    let checked = check_all(&BusinessRegistration::TABLE, text, Mode::Record);
    let mut violations = checked.violations;
    violations.retain(|violation| violation.code != ViolationCode::Required);
    if violations.is_empty() { read(&checked.text) } else { Err(refused(violations)) }
}

fn part<T: Wire>(text: &str, name: &str, mode: Mode) -> Result<T, Error> {
    match check(&T::TABLE, text, mode) {
        Ok(checked) => read(&checked),
        Err(violations) => Err(refused(prefixed(violations, name))),
    }
}

fn read<T: Wire>(checked: &str) -> Result<T, Error> {
    T::read(checked).ok_or_else(|| {
        refused(vec![Violation::new("", ViolationCode::WrongType, "does not fit its type")])
    })
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

fn document(id: Option<String>, placement: &Placement) -> Result<Document, Error> {
    if placement.code.is_none() {
        let detail = "mandatory for a document, got nothing";
        let violation = Violation::new("placement.code", ViolationCode::Required, detail);
        return Err(refused(vec![violation]));
    }
    Ok(Document {
        code: placement.code.clone(),
        category: Some("DOCUMENT".to_owned()),
        id,
        forms: placement.forms.clone(),
    })
}

fn put_document(documents: &mut Vec<Document>, document: Document) {
    match documents.iter_mut().find(|known| known.code == document.code) {
        Some(known) => *known = document,
        None => documents.push(document),
    }
}

fn nothing_there(list: &str) -> Error {
    let detail = format!("expected an index of {list}, got one beyond its end");
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
