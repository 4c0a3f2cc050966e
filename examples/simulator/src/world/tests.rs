//! The state machine, driven as a client would drive it.

mod accounts;
mod businesses;
mod callbacks;
mod files;
mod idempotency;
mod order;
mod tokens;

use dokukit::{
    Config, Doku, Header, PreparedRequest, Received, Request, Secret, Sent, SignaturePolicy,
    SignatureStatus, Stamp, Timestamp, Upload, UploadFile, UploadStamp,
};
use serde_json::Value;

use super::{Settings, World};
use crate::message::{Incoming, Outgoing};

const NOW: i64 = 1_700_000_000;
const PARTNER: (&str, &str) = ("BRN-0001-10791114622547", "partner-key");
const OTHER: (&str, &str) = ("BRN-0002-10791114622547", "other-key");
const RDL: &str = include_str!("../../../data/rdl-registration.json");
const BUSINESS: &str = include_str!("../../../data/business-registration.json");
const PHOTO: &[u8] = include_bytes!("../../../data/selfie.jpg");

fn world() -> World {
    let clients = [PARTNER, OTHER].map(|(id, key)| (id.to_owned(), key.to_owned()));
    let base_url = "http://127.0.0.1:1".to_owned();
    World::new(&Settings { clients: clients.into(), base_url, ..Settings::default() }).unwrap()
}

/// Somebody who prepares requests with DokuKit.
struct Tester(Doku);

impl Tester {
    fn new((client_id, key): (&str, &str)) -> Self {
        let config = Config {
            environment: Some("test".into()),
            client_id: client_id.into(),
            secret_key: Some(key.into()),
            ..Config::default()
        };
        Self(Doku::configure(config).unwrap())
    }

    fn prepare(&self, operation: &str, body: &str, request_id: &str) -> PreparedRequest {
        self.0.prepare_text(operation, body, &stamp(request_id, NOW)).unwrap()
    }

    /// Sends what was prepared, and checks that the answer is signed.
    fn send(&self, world: &mut World, prepared: &PreparedRequest) -> (u16, Value) {
        let outgoing = world.handle(&incoming(prepared), NOW);
        let sent = Sent::from(prepared);
        let received = received(&outgoing);
        let signature =
            self.0.verify_response(&sent, &received, Some(SignaturePolicy::Required), None);
        assert_eq!(signature.unwrap(), SignatureStatus::Verified);
        (outgoing.status, json(&outgoing))
    }

    /// Prepares and sends under a Request-Id of its own.
    fn call(&self, world: &mut World, operation: &str, body: &str) -> (u16, Value) {
        let request_id = format!("id-{}", world.state.received);
        self.send(world, &self.prepare(operation, body, &request_id))
    }

    /// Signs any bytes, which `prepare` would refuse, and sends them.
    fn send_raw(&self, world: &mut World, method: &str, target: &str, body: &[u8]) -> Outgoing {
        let stamp = stamp(&format!("raw-{}", world.state.received), NOW);
        let path = target.split('?').next().unwrap();
        let stages = self.0.sign_component(method, path, Some(body), &stamp).unwrap();
        let headers = vec![
            Header::new("client-id", self.0.client_id().as_str()),
            Header::new("request-id", stamp.request_id),
            Header::new("request-timestamp", stamp.timestamp),
            Header::new("signature", stages.signature),
        ];
        world.handle(&of(method, target, headers, body), NOW)
    }

    fn token(&self, world: &mut World, minutes: &str) -> String {
        let body = format!(r#"{{"valid_time":"{minutes}"}}"#);
        let (status, answer) = self.call(world, "generate_token", &body);
        assert_eq!(status, 200);
        answer["token"].as_str().unwrap().to_owned()
    }

    fn upload(&self, token: &str, category: &str, code: Option<&str>) -> Incoming {
        let upload = Upload {
            category: category.into(),
            code: code.map(str::to_owned),
            file: Some(UploadFile {
                name: "photo.jpg".into(),
                content_type: "image/jpeg".into(),
                content: PHOTO.into(),
            }),
            file_url: None,
        };
        let stamp = UploadStamp { token: Secret::new(token), boundary: "b-7f3a".into() };
        incoming(&self.0.prepare_upload(&upload, &stamp).unwrap())
    }

    /// A registration whose files were uploaded by this client.
    fn registration(&self, world: &mut World) -> Value {
        let token = self.token(world, "5");
        let mut upload = |category, code| {
            let outgoing = world.handle(&self.upload(&token, category, code), NOW);
            assert_eq!(outgoing.status, 200);
            json(&outgoing)["id"].clone()
        };
        let mut registration: Value = serde_json::from_str(BUSINESS).unwrap();
        let business = &mut registration["business"];
        business["brands"][0]["photo_proofs"][0]["id"] = upload("PHOTO_PROOF", None);
        business["contacts"][0]["owner_liveness"]["id"] = upload("OWNER_LIVENESS", None);
        business["contacts"][0]["documents"][0]["id"] = upload("DOCUMENT", Some("KTP"));
        registration
    }
}

fn stamp(request_id: &str, at: i64) -> Stamp {
    let timestamp = Timestamp::from_unix(at).unwrap().to_string();
    Stamp { request_id: request_id.to_owned(), timestamp }
}

fn incoming(prepared: &PreparedRequest) -> Incoming {
    let target = prepared.url.splitn(4, '/').nth(3).unwrap();
    let body = prepared.body.as_deref().unwrap_or_default();
    of(&prepared.method, &format!("/{target}"), prepared.headers.clone(), body)
}

fn of(method: &str, target: &str, headers: Vec<Header>, body: &[u8]) -> Incoming {
    let (method, path_and_query) = (method.to_owned(), target.to_owned());
    Incoming { method, path_and_query, headers, body: body.to_vec() }
}

fn admin(world: &mut World, path: &str, body: &str) -> (u16, Value) {
    let method = if body.is_empty() { "GET" } else { "POST" };
    let outgoing = world.handle(&of(method, path, Vec::new(), body.as_bytes()), NOW);
    (outgoing.status, json(&outgoing))
}

fn received(outgoing: &Outgoing) -> Received {
    let Outgoing { status, headers, body, .. } = outgoing.clone();
    Received { status, headers, body }
}

fn json(outgoing: &Outgoing) -> Value {
    serde_json::from_slice(&outgoing.body).unwrap()
}

fn investor(customer_id: &str) -> String {
    let mut body: Value = serde_json::from_str(RDL).unwrap();
    body["rdl_customer"]["customer_id"] = customer_id.into();
    body["rdl_customer"]["selfie_photo"] = "(Base64)".into();
    body.to_string()
}

/// Reads an answer as DokuKit does.
fn read<R: Request>(tester: &Tester, sent: &PreparedRequest, outgoing: &Outgoing) -> R::Answer {
    tester.0.read::<R>(sent, &received(outgoing)).unwrap().body
}
