//! What a host supplies: time, ids and an HTTP client. All of the I/O is here.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use dokukit::{Header, PreparedRequest, Received, Stamp, Timestamp};

/// A new Request-Id, and the current time.
pub(crate) fn new_call() -> Result<Stamp, Box<dyn Error>> {
    Ok(Stamp {
        request_id: uuid::Uuid::new_v4().to_string(),
        timestamp: Timestamp::from_unix(unix_now()?)?.to_string(),
    })
}

/// The current time, in seconds since 1970.
pub(crate) fn unix_now() -> Result<i64, Box<dyn Error>> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?)
}

/// Any HTTP client does, as long as it sends the bytes as they are.
pub(crate) fn send(prepared: &PreparedRequest) -> Result<Received, Box<dyn Error>> {
    let mut request =
        ureq::http::Request::builder().method(prepared.method.as_str()).uri(&prepared.url);
    for header in &prepared.headers {
        request = request.header(&header.name, &header.value);
    }
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut response = match &prepared.body {
        Some(body) => agent.run(request.body(body.as_slice())?)?,
        None => agent.run(request.body(())?)?,
    };
    let text =
        |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Ok(Received {
        status: response.status().as_u16(),
        headers: response.headers().iter().map(|(k, v)| Header::new(k.as_str(), text(v))).collect(),
        body: response.body_mut().read_to_vec()?,
    })
}
