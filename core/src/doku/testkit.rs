//! What DOKU would send, signed, for the unit tests of whoever uses this library.
//!
//! With the secret key of your tests, a fake passes every check that a genuine message does:
//! never configure a production key where these are called.

use crate::doku::Doku;
use crate::doku::prepare::Stamp;
use crate::doku::read::{Received, Sent, check_status};
use crate::error::{Error, ErrorCode};
use crate::values::headers::{Header, name};
use crate::values::timestamp::Timestamp;

impl Doku {
    /// A response to a request, signed as DOKU signs; `status` and `body` are yours to choose.
    ///
    /// # Errors
    /// `invalid_request` for a bad timestamp and for a status that HTTP does not have;
    /// `invalid_config` without a secret key.
    pub fn sign_test_response(
        &self,
        sent: &Sent,
        status: u16,
        body: &[u8],
        timestamp: &str,
    ) -> Result<Received, Error> {
        let stamp = Stamp { request_id: sent.request_id.clone(), timestamp: timestamp.to_owned() };
        let stages = self.sign_reply(&sent.target, body, &stamp)?;
        check_status(status)
            .map_err(|violation| Error::violated(ErrorCode::InvalidRequest, vec![violation]))?;
        let headers = self.signed_headers(&stamp, name::RESPONSE_TIMESTAMP, stages.signature)?;
        Ok(Received { status, headers, body: body.to_vec() })
    }

    /// The headers of a notification, inquiry or KYB callback to your path `target`, signed as
    /// DOKU signs.
    ///
    /// # Errors
    /// `invalid_request` with every violation at once; `invalid_config` without a secret key.
    pub fn sign_test_notification(
        &self,
        target: &str,
        body: &[u8],
        stamp: &Stamp,
    ) -> Result<Vec<Header>, Error> {
        let stages = self.sign_notification(target, body, stamp)?;
        self.signed_headers(stamp, name::REQUEST_TIMESTAMP, stages.signature)
    }

    fn signed_headers(
        &self,
        stamp: &Stamp,
        label: &str,
        signature: String,
    ) -> Result<Vec<Header>, Error> {
        Ok(vec![
            Header::new(name::CLIENT_ID, self.client_id.as_str()),
            Header::new(name::REQUEST_ID, &stamp.request_id),
            Header::new(label, Timestamp::parse(&stamp.timestamp)?.to_string()),
            Header::new(name::SIGNATURE, signature),
            Header::new(name::CONTENT_TYPE, "application/json"),
        ])
    }
}

#[cfg(test)]
mod tests;
