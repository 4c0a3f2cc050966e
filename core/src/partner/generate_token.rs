//! Generate Token: `POST /adv-core-api/partner/v1.0/token`.

use std::sync::Arc;

use crate::payload::{
    FieldValue, Object, Payload, Slot, integer, one_of, payload, plain, secret, whole_digits,
};
use crate::values::base64;
use crate::values::secret::Secret;

payload! {
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

payload! {
    /// Bearer token for uploads.
    ///
    /// DOKU, Generate Token, response body, which has the token alone. The times are read
    /// from inside the token, where it is a JWT, without verifying it: only DOKU has the key.
    pub struct TokenAnswer {
        /// The token.
        token: Arc<Secret> = secret(),
        /// When it was made, in seconds since 1970.
        issued_at: Option<i64> = integer().computed(),
        /// When it expires, in seconds since 1970.
        expires_at: Option<i64> = integer().computed(),
    }
}

impl TokenAnswer {
    /// Whether the token has expired at `now`, or will within `leeway`, all in seconds.
    ///
    /// A token that does not say when it expires has not: DOKU's refusal will tell.
    #[must_use]
    pub fn is_expired(&self, now: i64, leeway: i64) -> bool {
        token_is_expired(self.expires_at, now, leeway)
    }
}

/// As `TokenAnswer::is_expired`, from the answer's `expires_at` alone.
#[must_use]
pub fn token_is_expired(expires_at: Option<i64>, now: i64, leeway: i64) -> bool {
    expires_at.is_some_and(|expires_at| now.saturating_add(leeway) >= expires_at)
}

/// Adds the times that stand in the token, where it is a JWT that has them.
pub(crate) fn with_times(body: &str) -> String {
    let token = Object::split(body, TokenAnswer::TABLE.fields).and_then(|answer| {
        let Some(Slot::Once(token) | Slot::Twice(token)) = answer.known.first() else {
            return None;
        };
        String::read(token)
    });
    let Some((claims, open)) = token.as_deref().and_then(claims).zip(body.strip_suffix('}')) else {
        return body.to_owned();
    };
    let mut out = open.to_owned();
    for (name, time) in [("issued_at", claims.iat), ("expires_at", claims.exp)] {
        if let Some(time) = time {
            out.extend([format!(",\"{name}\":{time}")]);
        }
    }
    out.push('}');
    out
}

/// What a JWT says of its times (RFC 7519).
struct Claims {
    iat: Option<i64>,
    exp: Option<i64>,
}

/// Reads the claims of a JWT: three parts, of which the first two hold JSON objects.
fn claims(token: &str) -> Option<Claims> {
    let mut parts = token.split('.').map(|part| {
        let bytes = base64::decode_url(part);
        bytes.filter(|bytes| !bytes.is_empty())
    });
    let (header, payload) = (parts.next()??, parts.next()??);
    parts.next()??;
    if parts.next().is_some() {
        return None;
    }
    Object::read(std::str::from_utf8(&header).ok()?, &[])?;
    let payload = Object::read(std::str::from_utf8(&payload).ok()?, &[])?;
    let time = |name: &str| {
        let (_, token) = payload.other.iter().rev().find(|(key, _)| key == name)?;
        plain(token)?.parse::<i64>().ok()
    };
    Some(Claims { iat: time("iat"), exp: time("exp") })
}

#[cfg(test)]
mod tests;
