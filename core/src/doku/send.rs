//! One call from a request to its answer, over the host's HTTP client and the `http` crate's types.
//!
//! What is repeated, when and how is `Attempts`'s to say; here it meets a host, blocking or not.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::doku::Doku;
use crate::doku::attempts::{Attempts, Event, Limits, NoAnswer, Step};
use crate::doku::prepare::PreparedRequest;
use crate::doku::read::{Answer, Received, typed};
use crate::error::Error;
use crate::operation::Request;
use crate::values::headers::Header;

/// What a host does for `Doku::send_over`: it sends, waits, and tells the time.
pub trait Host {
    /// Sends a request and returns its answer, whatever its status. It follows no redirect, since
    /// the target is signed, and has a timeout of its own.
    ///
    /// # Errors
    /// `NotSent` only where nothing can have reached DOKU; `Unknown` where in doubt.
    fn send(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer>;

    /// Waits.
    fn wait(&mut self, time: Duration);

    /// Tells the time.
    fn now(&mut self) -> SystemTime;

    /// Draws any 32 bits: they spread the waits of many clients and need not be secret.
    fn random(&mut self) -> u32;

    /// Signs a string with the secret key of a configuration that has none: `HMACSHA256=` and the
    /// base64 of 32 bytes. Without an answer, nothing is sent.
    fn sign(&mut self, _string_to_sign: &str) -> Option<String> {
        None
    }
}

/// As `Host`, without blocking, on whatever runtime the host has.
#[allow(async_fn_in_trait, reason = "a host decides whether its futures are `Send`")]
pub trait AsyncHost {
    /// As `Host::send`.
    ///
    /// # Errors
    /// As `Host::send`.
    async fn send(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer>;

    /// Waits, on the runtime's clock.
    async fn wait(&mut self, time: Duration);

    /// Tells the time.
    fn now(&mut self) -> SystemTime;

    /// As `Host::random`.
    fn random(&mut self) -> u32;

    /// As `Host::sign`.
    async fn sign(&mut self, _string_to_sign: &str) -> Option<String> {
        None
    }
}

impl Doku {
    /// Sends a prepared request, repeats it as far as that is safe, and reads the answer.
    ///
    /// `host` does all of the I/O; `Limits::default()` allows 3 attempts within 60 seconds. A request that was stored before it was sent goes on where it stopped: Request-Id
    /// and body stay the same, so that DOKU acts once.
    ///
    /// # Errors
    /// The last attempt's, with `outcome`: whether DOKU may have acted; `no_answer` when none came.
    pub fn send<R: Request>(
        &self,
        request: &PreparedRequest,
        limits: Limits,
        host: &mut impl Host,
    ) -> Result<Answer<R::Answer>, Error> {
        let mut attempts = Attempts::new(request.clone(), limits, None);
        let mut step = attempts.next(self, Event::Start, millis(host.now()), host.random());
        loop {
            step = match step {
                Step::Answer(answer) => return typed::<R>(answer),
                Step::Failed(error) => return Err(error),
                Step::Wait(wait) => {
                    host.wait(Duration::from_millis(wait));
                    attempts.next(self, Event::Waited, millis(host.now()), host.random())
                }
                Step::Sign(unsigned) => {
                    let signature = host.sign(&unsigned.string_to_sign).unwrap_or_default();
                    let event = Event::Signed(&signature);
                    attempts.next(self, event, millis(host.now()), host.random())
                }
                Step::Send(request) => {
                    let came = sendable(&request).and_then(|request| host.send(request));
                    self.told(&mut attempts, came, millis(host.now()), host.random())
                }
            }
        }
    }

    /// As `send`, without blocking.
    ///
    /// A future that is dropped in between is a request whose outcome nobody knows: store it first.
    ///
    /// # Errors
    /// As `send`.
    pub async fn send_async<R: Request>(
        &self,
        request: &PreparedRequest,
        limits: Limits,
        host: &mut impl AsyncHost,
    ) -> Result<Answer<R::Answer>, Error> {
        let mut attempts = Attempts::new(request.clone(), limits, None);
        let mut step = attempts.next(self, Event::Start, millis(host.now()), host.random());
        loop {
            step = match step {
                Step::Answer(answer) => return typed::<R>(answer),
                Step::Failed(error) => return Err(error),
                Step::Wait(wait) => {
                    host.wait(Duration::from_millis(wait)).await;
                    attempts.next(self, Event::Waited, millis(host.now()), host.random())
                }
                Step::Sign(unsigned) => {
                    let signature = host.sign(&unsigned.string_to_sign).await.unwrap_or_default();
                    let event = Event::Signed(&signature);
                    attempts.next(self, event, millis(host.now()), host.random())
                }
                Step::Send(request) => {
                    let came = match sendable(&request) {
                        Ok(request) => host.send(request).await,
                        Err(reason) => Err(reason),
                    };
                    self.told(&mut attempts, came, millis(host.now()), host.random())
                }
            }
        }
    }

    fn told(
        &self,
        attempts: &mut Attempts,
        came: Result<http::Response<Vec<u8>>, NoAnswer>,
        now: i64,
        random: u32,
    ) -> Step {
        match came.map(Received::from) {
            Ok(received) => attempts.next(self, Event::Received(&received), now, random),
            Err(reason) => attempts.next(self, Event::NoAnswer(reason), now, random),
        }
    }
}

impl TryFrom<&PreparedRequest> for http::Request<Vec<u8>> {
    type Error = http::Error;

    fn try_from(request: &PreparedRequest) -> Result<Self, http::Error> {
        let mut built = http::Request::builder().method(request.method.as_str()).uri(&request.url);
        for Header { name, value } in &request.headers {
            built = built.header(name, value);
        }
        built.body(request.body.clone().unwrap_or_default())
    }
}

impl<B: Into<Vec<u8>>> From<http::Response<B>> for Received {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        let lines = parts.headers.iter().map(|(name, value)| {
            Header::new(name.as_str(), String::from_utf8_lossy(value.as_bytes()))
        });
        Self { status: parts.status.as_u16(), headers: lines.collect(), body: body.into() }
    }
}

/// A prepared request is always one that the types allow; what was made by hand may not be.
fn sendable(request: &PreparedRequest) -> Result<http::Request<Vec<u8>>, NoAnswer> {
    http::Request::try_from(request).map_err(|_| NoAnswer::NotSent)
}

fn millis(time: SystemTime) -> i64 {
    let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
