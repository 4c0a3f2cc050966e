//! Generate Token, and what a token proves.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use dokukit::Secret;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;

use super::{Change, Reply, World, checked};
use crate::check::{Caller, Client};
use crate::message::{Incoming, Refusal};

impl World {
    /// A JWT with the claims of DOKU's samples. Those are signed with RS256 by a key that
    /// only DOKU has, this one with HS256 by the client's secret key.
    pub(super) fn make_token(
        &mut self,
        caller: &Caller<'_>,
        request: &Incoming,
        now: i64,
    ) -> Result<Reply, Refusal> {
        let text = checked("generate_token", caller, request)?;
        let body: Value = serde_json::from_str(text).unwrap_or_default();
        // The core fills it in; on the wire it is mandatory.
        if body.get("grant_type").is_none() {
            let message = "grant_type: expected client_credentials, got nothing".to_owned();
            return Err(Refusal::rule(400, "grant_type required", &[message]));
        }
        // Text by the documents; the core takes a number too.
        let minutes = match body.get("valid_time") {
            Some(Value::String(text)) => text.parse().unwrap_or(i64::MAX),
            Some(number) => number.as_i64().unwrap_or(i64::MAX),
            None => DEFAULT_MINUTES,
        };
        if minutes > MOST_MINUTES {
            let message = format!("valid_time: expected at most {MOST_MINUTES}");
            return Err(Refusal::rule(400, "valid_time out_of_range", &[message]));
        }
        let iat = self.due_time(now);
        let exp = iat.saturating_add(minutes.saturating_mul(60));
        let claims = json!({
            "sub": "payload", "iat": iat, "exp": exp, "jti": self.state.tokens.to_string(),
            "user": { "businessServiceClientId": caller.client.id },
        });
        let signed = [r#"{"alg":"HS256"}"#, &claims.to_string()].map(encoded).join(".");
        let token = format!("{signed}.{}", signature(caller.client, &signed));
        self.change(Change::TokenMade);
        Ok(Reply { status: 200, body: json!({ "token": token }).to_string() })
    }

    /// Whose token it is, if it is a live one.
    ///
    /// What DOKU answers to a missing, forged or expired token is not documented; 401 is
    /// assumed.
    pub(super) fn bearer(&self, request: &Incoming, now: i64) -> Result<Client, Refusal> {
        let refusal =
            |verdict: &str, message: &str| Err(Refusal::rule(401, verdict, &[message.to_owned()]));
        let mut values = request.header("Authorization");
        let (Some(value), None) = (values.next(), values.next()) else {
            return refusal("no_token", "Authorization: expected one bearer token");
        };
        let Some(token) = value.strip_prefix("Bearer ") else {
            return refusal("no_token", "Authorization: expected Bearer and a token");
        };
        let forged = || refusal("invalid_token", "Authorization: not a token of this gateway");
        let Some((signed, given)) = token.rsplit_once('.') else { return forged() };
        let Some(claims) = signed.split_once('.').and_then(|(_, claims)| read(claims)) else {
            return forged();
        };
        let owner = claims.user.client_id;
        let Some(client) = self.gate.clients.iter().find(|client| client.id == owner) else {
            return forged();
        };
        // Two `Secret`s compare in constant time.
        if Secret::new(signature(client, signed)) != Secret::new(given) {
            return forged();
        }
        if self.due_time(now) >= claims.exp {
            return refusal("expired_token", "Authorization: the token has expired");
        }
        Ok(client.clone())
    }
}

#[derive(Deserialize)]
struct Claims {
    exp: i64,
    user: User,
}

#[derive(Deserialize)]
struct User {
    #[serde(rename = "businessServiceClientId")]
    client_id: String,
}

fn read(claims: &str) -> Option<Claims> {
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
}

fn signature(client: &Client, signed: &str) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(client.key.expose().as_bytes());
    // HMAC takes a key of any length.
    let mac = mac.map(|mac| mac.chain_update(signed).finalize().into_bytes());
    mac.map(encoded).unwrap_or_default()
}

fn encoded(part: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(part)
}

/// How long DOKU's sample token of Upload File lived; no page states a default.
const DEFAULT_MINUTES: i64 = 5;
/// No page states a maximum. A year keeps the arithmetic sound.
const MOST_MINUTES: i64 = 525_600;
