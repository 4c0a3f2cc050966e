//! Generate Token: `POST /adv-core-api/partner/v1.0/token`.

use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use crate::error::{Violation, ViolationCode};
use crate::secret::Secret;
use crate::wire::{Object, Slot, Value, Wire, integer, one_of, secret, whole_digits, wire};

wire! {
    /// Asks for the bearer token that an upload needs.
    ///
    /// DOKU, Generate Token, request body.
    pub struct GenerateToken {
        /// Always `client_credentials`, and filled in when left out.
        grant_type: Option<String> = one_of(&["client_credentials"]).always("client_credentials"),
        /// Minutes until it expires, from 1; text on the wire.
        ///
        /// DOKU states neither default nor maximum. Its samples lived 360 and 5 minutes.
        valid_time: Option<i64> = whole_digits().least(1),
    }
}

wire! {
    /// Bearer token for uploads.
    ///
    /// DOKU, Generate Token, response body, which has the token alone. The times are read
    /// from inside the token without verifying it: only DOKU has the key.
    pub struct TokenAnswer {
        /// The token.
        token: Arc<Secret> = secret(),
        /// When it was made, in seconds since 1970.
        issued_at: i64 = integer().computed(),
        /// When it expires, in seconds since 1970.
        expires_at: i64 = integer().computed(),
    }
}

impl TokenAnswer {
    /// Whether the token has expired at `now`, or will within `leeway`, all in seconds.
    #[must_use]
    pub fn is_expired(&self, now: i64, leeway: i64) -> bool {
        now.saturating_add(leeway) >= self.expires_at
    }
}

/// Adds the times that stand in the token.
pub(crate) fn with_times(body: &str) -> Result<String, Vec<Violation>> {
    let malformed = || {
        let detail = "expected a JWT with iat and exp, got something else";
        vec![Violation::new("token", ViolationCode::BadFormat, detail)]
    };
    let token = Object::split(body, TokenAnswer::TABLE.fields).ok().and_then(|answer| {
        let Some(Slot::Once(token)) = answer.known.first() else { return None };
        String::read(token)
    });
    let claims = token.as_deref().and_then(claims).ok_or_else(malformed)?;
    let Some(open) = body.strip_suffix('}') else { return Err(malformed()) };
    let Claims { iat, exp } = claims;
    Ok(format!("{open},\"issued_at\":{iat},\"expires_at\":{exp}}}"))
}

/// What a JWT says of its times (RFC 7519).
#[derive(serde::Deserialize)]
struct Claims {
    iat: i64,
    exp: i64,
}

/// Reads the claims of a JWT: three parts, of which the first two hold JSON objects.
fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.split('.').map(|part| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(part).ok();
        bytes.filter(|bytes| !bytes.is_empty())
    });
    let (header, payload) = (parts.next()??, parts.next()??);
    parts.next()??;
    if parts.next().is_some() {
        return None;
    }
    for part in [&header, &payload] {
        Object::split(std::str::from_utf8(part).ok()?, &[]).ok()?;
    }
    serde_json::from_slice(&payload).ok()
}

#[cfg(test)]
mod tests;
