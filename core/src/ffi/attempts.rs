//! One request on its way to one answer, over a transport that fails.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::{DokuCore, Result, TextAnswer, policy_of};
use crate::doku::attempts::{Attempts, Event, Limits, NoAnswer, Step};
use crate::doku::prepare::{PreparedRequest, UnsignedRequest};
use crate::doku::read::Received;

/// Says what to do next with a request, from what has happened to it.
#[derive(Debug, uniffi::Object)]
pub struct AttemptsCore {
    doku: Arc<DokuCore>,
    attempts: Mutex<Attempts>,
}

/// What happened since the last step.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug)]
pub enum AttemptEvent {
    /// Nothing yet.
    Start,
    /// The request was sent, and an answer came.
    Received {
        /// What came.
        received: Received,
    },
    /// The request was sent, and no answer came.
    NoAnswer {
        /// Why.
        reason: NoAnswer,
    },
    /// The wait is over.
    Waited,
    /// The string was signed.
    Signed {
        /// `HMACSHA256=` and the base64 of 32 bytes.
        signature: String,
    },
}

/// What to do next.
#[derive(uniffi::Enum)]
#[uniffi::export(Debug)]
pub enum AttemptStep {
    /// Send exactly this.
    Send {
        /// The request.
        request: PreparedRequest,
    },
    /// Sign the string to sign elsewhere: this configuration has no key.
    Sign {
        /// The request without its signature.
        unsigned: UnsignedRequest,
    },
    /// Wait.
    Wait {
        /// Milliseconds.
        milliseconds: i64,
    },
    /// The answer; it is over.
    Answer {
        /// The answer, with its body as JSON text.
        answer: TextAnswer,
    },
}

#[uniffi::export]
impl AttemptsCore {
    /// Begins with a prepared request; a policy only tightens. `clock_shift` is in seconds, as an
    /// earlier request found it.
    #[uniffi::constructor]
    pub fn new(
        doku: Arc<DokuCore>,
        request: PreparedRequest,
        limits: Limits,
        policy: Option<String>,
        clock_shift: i64,
    ) -> Result<Arc<Self>> {
        let attempts = Attempts::new(request, limits, policy_of(policy.as_deref())?);
        let attempts = Mutex::new(attempts.with_clock_shift(clock_shift));
        Ok(Arc::new(Self { doku, attempts }))
    }

    /// Says what comes next, or fails for good: then the error says whether DOKU may have acted.
    ///
    /// `now` is in milliseconds since 1970, `random` any 32 random bits.
    pub fn next(&self, event: AttemptEvent, now: i64, random: u32) -> Result<AttemptStep> {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        let event = match &event {
            AttemptEvent::Start => Event::Start,
            AttemptEvent::Received { received } => Event::Received(received),
            AttemptEvent::NoAnswer { reason } => Event::NoAnswer(*reason),
            AttemptEvent::Waited => Event::Waited,
            AttemptEvent::Signed { signature } => Event::Signed(signature),
        };
        Ok(match attempts.next(&self.doku.0, event, now, random) {
            Step::Send(request) => AttemptStep::Send { request },
            Step::Sign(unsigned) => AttemptStep::Sign { unsigned },
            Step::Wait(wait) => {
                AttemptStep::Wait { milliseconds: i64::try_from(wait).unwrap_or(i64::MAX) }
            }
            Step::Answer(answer) => AttemptStep::Answer { answer: answer.into() },
            Step::Failed(error) => return Err(error.into()),
        })
    }

    /// Seconds that are added to the host's clock, since DOKU's differs.
    pub fn clock_shift(&self) -> Result<i64> {
        let attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(attempts.clock_shift())
    }
}

impl fmt::Debug for AttemptEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptEvent")
    }
}

impl fmt::Debug for AttemptStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AttemptStep")
    }
}
