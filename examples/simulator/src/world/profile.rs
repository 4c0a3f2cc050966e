//! What Get Business Data answers: DOKU's sample, filled in with what was registered.
//!
//! What a registration does not say, such as payment methods, is that of the sample.

use dokukit::{Timestamp, digest};
use serde_json::{Map, Value, json};

/// The ids that a registration was given.
pub(super) struct Ids<'a> {
    pub(super) business: &'a str,
    pub(super) brands: &'a [String],
    pub(super) partner: &'a str,
}

/// The data of a business that was registered with everything.
pub(super) fn of(given: &Value, ids: &Ids<'_>, link: &dyn Fn(&str) -> String, at: i64) -> Value {
    let given = part(given, "business");
    let mut made = Made { ids, link, last: 0 };
    let mut data = sample();
    let brands: Vec<Value> = list(given, "brands")
        .zip(ids.brands)
        .map(|(brand, id)| made.brand(brand, id, at))
        .collect();
    let contact = first(&data, "contacts");
    let mut documents = Vec::new();
    let mut contacts = Vec::new();
    for one in list(given, "contacts") {
        let id = made.id("CNT");
        for document in list(one, "documents") {
            documents.push(made.document(document, &id));
        }
        let mut data = contact.clone();
        copy(one, &mut data, &["name", "email", "phone_calling_code", "phone_number"]);
        code(one, &mut data, &["position", "nationality"]);
        let image = text(part(one, "owner_liveness"), "id");
        put(&mut data, "id", json!(id));
        put(&mut data, "liveness_image", json!(link(image)));
        put(&mut data, "use_primary", part(one, "primary").clone());
        contacts.push(made.approved(data));
    }
    for document in list(given, "documents") {
        documents.push(made.document(document, ids.business));
    }
    let addresses: Vec<Value> = list(given, "addresses").map(|one| made.address(one)).collect();
    let banks: Vec<Value> = list(given, "banks").map(|one| made.bank(one)).collect();
    copy(given, &mut data, &["type", "name", "email", "phone_calling_code", "phone_number"]);
    copy(given, &mut data, &["description"]);
    code(given, &mut data, &["legal_entity", "website_readiness", "mobile_app_readiness"]);
    put(&mut data, "id", json!(ids.business));
    put(&mut data, "partner", json!(ids.partner));
    put(&mut data, "brands", brands.into());
    put(&mut data, "contacts", contacts.into());
    put(&mut data, "documents", documents.into());
    put(&mut data, "addresses", addresses.into());
    put(&mut data, "banks", banks.into());
    made.approved(data)
}

/// The data of a business that its user has yet to complete: what it has, and empty lists.
/// No page says what DOKU answers for one.
pub(super) fn of_lite(given: &Value, ids: &Ids<'_>, at: i64) -> Value {
    let (given, link) = (part(given, "business"), |_: &str| String::new());
    let mut made = Made { ids, link: &link, last: 0 };
    let brand = json!({ "name": part(given, "name") });
    let brands: Vec<Value> = ids.brands.iter().map(|id| made.brand(&brand, id, at)).collect();
    let contact = part(given, "contact");
    let mut data = json!({
        "id": ids.business, "name": part(given, "name"), "partner": ids.partner,
        "platform": "api", "brands": brands, "contacts": [], "documents": [], "addresses": [],
        "banks": [], "rejected": false, "notified": true, "status": "UPDATING",
    });
    copy(contact, &mut data, &["email", "phone_calling_code", "phone_number"]);
    made.approved(data)
}

/// The same under another status, which the brands share.
pub(super) fn with_status(data: &Value, status: &str) -> Value {
    let mut data = data.clone();
    let mark = |data: &mut Value| {
        put(data, "status", json!(status));
        put(data, "rejected", json!(status == "REJECTED"));
    };
    mark(&mut data);
    data.get_mut("brands").and_then(Value::as_array_mut).into_iter().flatten().for_each(mark);
    data
}

struct Made<'a> {
    ids: &'a Ids<'a>,
    link: &'a dyn Fn(&str) -> String,
    last: usize,
}

impl Made<'_> {
    fn brand(&mut self, given: &Value, id: &str, at: i64) -> Value {
        let mut data = first(&sample(), "brands");
        let photo = first(&data, "photo_proofs");
        let photos: Vec<Value> = list(given, "photo_proofs")
            .map(|proof| {
                let mut data = photo.clone();
                put(&mut data, "id", json!(self.id("PHP")));
                put(&mut data, "photo", json!((self.link)(text(proof, "id"))));
                self.approved(data)
            })
            .collect();
        let mut media = Vec::new();
        for medium in list(given, "social_media") {
            for account in list(medium, "accounts") {
                let name = text(medium, "code");
                let mut data = json!({ "id": self.id("SCM"), "code": name, "account": account });
                put(&mut data, "name", json!(titled(name)));
                put(&mut data, "rejected", json!(false));
                put(&mut data, "notified", json!(true));
                put(&mut data, "status", json!("UPDATING"));
                media.push(self.approved(data));
            }
        }
        let products: Vec<Value> = list(&data, "products")
            .map(|product| {
                let mut data = product.clone();
                put(&mut data, "id", json!(self.id("PRD")));
                self.approved(data)
            })
            .collect();
        copy(given, &mut data, &["name", "description", "category"]);
        code(given, &mut data, &["transaction_frequency", "transaction_quantity", "ticket_size"]);
        let created = Timestamp::from_unix(at).map(|at| at.to_string()).unwrap_or_default();
        put(&mut data, "id", json!(id));
        put(&mut data, "shared_key", json!(shared_key(id)));
        put(&mut data, "created_date", json!(created));
        put(&mut data, "photo_proofs", photos.into());
        put(&mut data, "social_media", media.into());
        put(&mut data, "products", products.into());
        self.approved(data)
    }

    fn document(&mut self, given: &Value, owner: &str) -> Value {
        let mut data = first(&sample(), "documents");
        let known = part(&data, "forms").clone();
        let forms: Vec<Value> = list(given, "forms")
            .map(|form| {
                let mut data = form.clone();
                let same = |one: &&Value| text(one, "code") == text(form, "code");
                let named = known.as_array().into_iter().flatten().find(same);
                let name = named.map_or(text(form, "code"), |one| text(one, "name"));
                put(&mut data, "name", json!(name));
                data
            })
            .collect();
        code_into(given, "code", &mut data, "document");
        put(&mut data, "id", json!(self.id("DCM")));
        put(&mut data, "relation", json!(owner));
        put(&mut data, "link", json!((self.link)(text(given, "id"))));
        put(&mut data, "forms", forms.into());
        self.approved(data)
    }

    fn address(&mut self, given: &Value) -> Value {
        let mut data = first(&sample(), "addresses");
        copy(given, &mut data, &["name"]);
        code(given, &mut data, &["country"]);
        put(&mut data, "id", json!(self.id("ADR")));
        put(&mut data, "area", json!({ "code": part(given, "area") }));
        put(&mut data, "use_primary", part(given, "primary").clone());
        self.approved(data)
    }

    fn bank(&mut self, given: &Value) -> Value {
        let mut data = first(&sample(), "banks");
        let texts = ["bank_id", "bank_name", "swift_code", "account_name", "account_number"];
        copy(given, &mut data, &texts);
        code(given, &mut data, &["country", "currency"]);
        put(&mut data, "id", json!(self.id("BNK")));
        self.approved(data)
    }

    /// An id of a part: the number of the business, then that of the part.
    fn id(&mut self, kind: &str) -> String {
        let digits: String = self.ids.business.chars().rev().take(13).collect();
        let digits: String = digits.chars().rev().collect();
        self.last = self.last.saturating_add(1);
        format!("{kind}-{:04}-{digits}", self.last)
    }

    /// A UUID of form 4 that is the same whenever the same is registered.
    fn approved(&mut self, mut data: Value) -> Value {
        self.last = self.last.saturating_add(1);
        let tail: String = self.ids.business.chars().rev().take(12).collect();
        put(&mut data, "approval_uuid", json!(format!("{:08x}-0000-4000-8000-{tail}", self.last)));
        data
    }
}

fn sample() -> Value {
    serde_json::from_str(include_str!("../../../data/business-data-answer.json"))
        .unwrap_or_default()
}

/// A key that looks like DOKU's and opens nothing.
fn shared_key(brand: &str) -> String {
    let letters = digest(brand.as_bytes()).replace(['+', '/', '='], "");
    format!("SK-{}", letters.chars().take(20).collect::<String>())
}

fn put(data: &mut Value, name: &str, value: Value) {
    if let Some(data) = data.as_object_mut() {
        data.insert(name.to_owned(), value);
    }
}

fn part<'a>(data: &'a Value, name: &str) -> &'a Value {
    data.get(name).unwrap_or(&Value::Null)
}

fn text<'a>(data: &'a Value, name: &str) -> &'a str {
    part(data, name).as_str().unwrap_or_default()
}

fn list<'a>(data: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    part(data, name).as_array().into_iter().flatten()
}

fn first(data: &Value, name: &str) -> Value {
    list(data, name).next().cloned().unwrap_or(Value::Object(Map::new()))
}

/// Takes over what was given, and drops what was not.
fn copy(given: &Value, data: &mut Value, names: &[&str]) {
    for name in names {
        match given.get(name) {
            Some(value) => put(data, name, value.clone()),
            None => drop(data.as_object_mut().and_then(|data| data.remove(*name))),
        }
    }
}

/// As `copy`, for what is a code in a registration and a code with its name in the data.
fn code(given: &Value, data: &mut Value, names: &[&str]) {
    for name in names {
        code_into(given, name, data, name);
    }
}

fn code_into(given: &Value, from: &str, data: &mut Value, to: &str) {
    match given.get(from).and_then(Value::as_str) {
        Some(code) => {
            let code = named(code, part(data, to));
            put(data, to, code);
        }
        None => drop(data.as_object_mut().and_then(|data| data.remove(to))),
    }
}

/// The sample's name for its own code; the code itself for any other.
fn named(code: &str, known: &Value) -> Value {
    let name = if text(known, "code") == code { text(known, "name") } else { code };
    json!({ "code": code, "name": name })
}

fn titled(code: &str) -> String {
    let mut letters = code.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect()
}
