//! Business Registration, Create Business Lite and Get Business Data.

use dokukit::{BusinessRegistration, LiteRegistration, from_json};
use serde_json::{Value, json};

use super::requirements::question;
use super::state::Business;
use super::{Change, Reply, World, checked, profile};
use crate::check::{Caller, Client};
use crate::message::{Incoming, Refusal};

impl World {
    /// Registers a business whose files were uploaded before.
    ///
    /// No page shows the answer: it has ids and status, as that of Create Business Lite.
    /// That files are looked up is assumed, from their ids' purpose.
    pub(super) fn register_business(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
        now: i64,
    ) -> Result<Reply, Refusal> {
        let text = checked("register_business", caller, request)?;
        let registration: BusinessRegistration =
            from_json(text).map_err(|error| Refusal::violations(error.violations()))?;
        let unknown = self.unknown_files(caller.client, &registration);
        if !unknown.is_empty() {
            return Err(Refusal::rule(400, "unknown upload", &unknown));
        }
        let number = self.state.businesses.len();
        let id = format!("BSN-0104-{}", number.saturating_add(FIRST));
        // One business may have several brands, and so may the next.
        let taken: usize = self.state.businesses.iter().map(|one| one.brands.len()).sum();
        let brands: Vec<String> = (taken..)
            .take(registration.business.brands.len())
            .map(|number| format!("BRN-0104-{}", number.saturating_add(FIRST)))
            .collect();
        let link = |id: &str| self.link(id);
        let given: Value = serde_json::from_str(text).unwrap_or_default();
        let ids = profile::Ids { business: &id, brands: &brands, partner: &caller.client.id };
        let data = profile::of(&given, &ids, &link, self.due_time(now));
        let brand = |id: &String| json!({ "id": id, "status": UPDATING });
        let answered: Vec<Value> = brands.iter().map(brand).collect();
        let body = json!({ "business": { "id": id, "status": UPDATING, "brands": answered } });
        self.change(Change::BusinessRegistered(Box::new(Business {
            id,
            client_id: caller.client.id.clone(),
            brands,
            partner_ref_id: None,
            callback_url: registration.business.callback_url,
            status: UPDATING.to_owned(),
            data,
        })));
        Ok(Reply { status: 200, body: body.to_string() })
    }

    /// Creates a business that its invited user completes (DOKU, Create Business Lite).
    ///
    /// What a reference that is there already gets is not documented.
    pub(super) fn create_business_lite(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
        now: i64,
    ) -> Result<Reply, Refusal> {
        let text = checked("create_business_lite", caller, request)?;
        let registration: LiteRegistration =
            from_json(text).map_err(|error| Refusal::violations(error.violations()))?;
        let reference = registration.business.partner_ref_id;
        let same = |one: &&Business| {
            one.client_id == caller.client.id && one.partner_ref_id.as_ref() == Some(&reference)
        };
        if self.state.businesses.iter().any(|one| same(&one)) {
            let message = "business.partner_ref_id: registered already".to_owned();
            return Err(Refusal::rule(400, "duplicate partner_ref_id", &[message]));
        }
        let number = self.state.businesses.len();
        let taken: usize = self.state.businesses.iter().map(|one| one.brands.len()).sum();
        let id = format!("BSN-0103-{}", number.saturating_add(FIRST_LITE));
        let brands = vec![format!("BRN-0103-{}", taken.saturating_add(FIRST_LITE_BRAND))];
        let given: Value = serde_json::from_str(text).unwrap_or_default();
        let ids = profile::Ids { business: &id, brands: &brands, partner: &caller.client.id };
        let data = profile::of_lite(&given, &ids, self.due_time(now));
        let answered: Vec<Value> = brands.iter().map(|id| json!({ "id": id })).collect();
        let body = json!({
            "business": { "id": id, "partner_ref_id": reference, "brands": answered }
        });
        self.change(Change::BusinessRegistered(Box::new(Business {
            id,
            client_id: caller.client.id.clone(),
            brands,
            partner_ref_id: Some(reference),
            callback_url: None,
            status: UPDATING.to_owned(),
            data,
        })));
        Ok(Reply { status: 200, body: body.to_string() })
    }

    /// The data of a business, by the id of one of its brands (DOKU, Get Business Data).
    ///
    /// A business of another partner is as unknown as one that never was; the status of
    /// that answer is assumed.
    pub(super) fn business_data(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
    ) -> Result<Reply, Refusal> {
        let brand = request.path().rsplit('/').next().unwrap_or_default();
        let fields = form_urlencoded::parse(request.query().as_bytes()).into_owned();
        let mut question = question(&fields.collect::<Vec<_>>())?;
        if let Some(fields) = question.as_object_mut() {
            fields.insert("client_id".to_owned(), brand.into());
        }
        let doku = &caller.client.doku;
        let prepared = doku.prepare_text("get_business", &question.to_string(), &caller.stamp);
        prepared.map_err(|error| Refusal::violations(error.violations()))?;
        let own = |one: &&Business| one.client_id == caller.client.id;
        let mut businesses = self.state.businesses.iter().filter(own);
        let found = businesses.find(|one| one.brands.iter().any(|id| id == brand));
        let Some(business) = found else {
            let message = "no business of this partner has that Client-Id".to_owned();
            return Err(Refusal::rule(404, "unknown business", &[message]));
        };
        let body = profile::with_status(&business.data, &business.status);
        Ok(Reply { status: 200, body: body.to_string() })
    }

    /// One message for each id that is no upload of this client for that purpose.
    fn unknown_files(&self, client: &Client, registration: &BusinessRegistration) -> Vec<String> {
        let mut unknown = Vec::new();
        let mut look = |path: String, id: &Option<String>, category: &str, code: Option<&str>| {
            let Some(id) = id else { return };
            if !self.has_file(client, id, category, code) {
                let kind = code.map_or(String::new(), |code| format!(" and the code {code}"));
                unknown.push(format!(
                    "{path}: expected the id of an upload of the category {category}{kind}"
                ));
            }
        };
        let business = &registration.business;
        for (index, brand) in business.brands.iter().enumerate() {
            for (proof, photo) in brand.photo_proofs.iter().flatten().enumerate() {
                let path = format!("business.brands[{index}].photo_proofs[{proof}].id");
                look(path, &photo.id, "PHOTO_PROOF", None);
            }
        }
        for (index, contact) in business.contacts.iter().enumerate() {
            let path = format!("business.contacts[{index}]");
            for (number, document) in contact.documents.iter().flatten().enumerate() {
                let path = format!("{path}.documents[{number}].id");
                look(path, &document.id, "DOCUMENT", document.code.as_deref());
            }
            if let Some(liveness) = &contact.owner_liveness {
                look(format!("{path}.owner_liveness.id"), &liveness.id, "OWNER_LIVENESS", None);
            }
        }
        for (number, document) in business.documents.iter().flatten().enumerate() {
            let path = format!("business.documents[{number}].id");
            look(path, &document.id, "DOCUMENT", document.code.as_deref());
        }
        unknown
    }
}

/// How every business begins (DOKU, Get Business Data, sample).
const UPDATING: &str = "UPDATING";
/// The numbers of DOKU's samples: the first business gets their ids.
const FIRST: usize = 1_678_960_841_263;
const FIRST_LITE: usize = 1_700_206_906_468;
const FIRST_LITE_BRAND: usize = 1_700_206_906_471;
