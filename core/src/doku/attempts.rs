//! From one request to one answer over a transport that fails: what to repeat, when, and how.
//!
//! A pure state machine. The host sends, waits and tells what happened; this says what comes
//! next. The one table of what may be repeated is `operation/refusal.rs` and `judge` below.

mod clock;
mod wait;

use std::fmt;

use self::clock::{is_fresh, server_time};
use self::wait::{backoff, retry_after};
use crate::doku::Doku;
use crate::doku::prepare::{PreparedRequest, UnsignedRequest, with_signature};
use crate::doku::read::{Answer, Received, Sent};
use crate::error::{Error, ErrorCode, Outcome, Retry, Violation, ViolationCode};
use crate::operation::{Operation, SignaturePolicy};
use crate::values::headers::{Headers, name};
use crate::values::timestamp::Timestamp;

/// How often and how long a request is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
pub struct Limits {
    /// How many times it is sent at most; at least once.
    #[cfg_attr(feature = "uniffi", uniffi(default = 3))]
    pub attempts: u32,
    /// Seconds from the first attempt after which none is begun, and a wait that would end later
    /// is not begun either.
    #[cfg_attr(feature = "uniffi", uniffi(default = 60))]
    pub seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempts: 3, seconds: 60 }
    }
}

/// Why no answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoAnswer {
    /// Nothing reached DOKU: the host has no address, or no connection was made.
    NotSent,
    /// The connection broke or a timeout passed after something was sent, or nobody knows.
    Unknown,
    /// The caller gave up; nothing is tried again.
    Cancelled,
}

impl NoAnswer {
    /// Every reason.
    pub const ALL: &[Self] = &[Self::NotSent, Self::Unknown, Self::Cancelled];

    /// The name in every language.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotSent => "not_sent",
            Self::Unknown => "unknown",
            Self::Cancelled => "cancelled",
        }
    }
}

/// What happened since the last step.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Nothing yet.
    Start,
    /// The request was sent, and an answer came.
    Received(&'a Received),
    /// The request was sent, and no answer came.
    NoAnswer(NoAnswer),
    /// The wait is over.
    Waited,
    /// The string was signed: `HMACSHA256=` and the base64 of 32 bytes.
    Signed(&'a str),
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Send exactly this.
    Send(PreparedRequest),
    /// Sign the string to sign with the secret key, which this configuration lacks.
    Sign(UnsignedRequest),
    /// Wait this many milliseconds.
    Wait(u64),
    /// The answer; it is over.
    Answer(Answer<String>),
    /// The error, which says whether DOKU may have acted; it is over.
    Failed(Error),
}

/// One request on its way to one answer.
///
/// Request-Id and body never change, so that DOKU acts once. Every attempt but a first one that is
/// fresh is signed anew, since DOKU refuses a timestamp that is more than an hour off; an upload,
/// which has no signature, is sent again as it is.
#[derive(Clone)]
pub struct Attempts {
    request: PreparedRequest,
    policy: Option<SignaturePolicy>,
    limits: Limits,
    state: State,
    made: u32,
    started: Option<i64>,
    clock_shift: i64,
    was_corrected: bool,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Ready,
    Signing,
    Sending,
    Waiting,
    Over,
}

impl Attempts {
    /// Begins with a prepared request, or with one that was stored and restored.
    #[must_use]
    pub fn new(request: PreparedRequest, limits: Limits, policy: Option<SignaturePolicy>) -> Self {
        Self {
            request,
            policy,
            limits,
            state: State::Ready,
            made: 0,
            started: None,
            clock_shift: 0,
            was_corrected: false,
            outcome: Outcome::NotSent,
        }
    }

    /// Adds seconds to the host's clock, as an earlier request found that it needs.
    #[must_use]
    pub fn with_clock_shift(self, seconds: i64) -> Self {
        Self { clock_shift: seconds, ..self }
    }

    /// How often it was sent.
    #[must_use]
    pub fn made(&self) -> u32 {
        self.made
    }

    /// Seconds that are added to the host's clock, since DOKU's differs.
    #[must_use]
    pub fn clock_shift(&self) -> i64 {
        self.clock_shift
    }

    /// Says what comes next.
    ///
    /// `now` is the host's clock in milliseconds since 1970, `random` any 32 random bits: waits
    /// are spread by them.
    pub fn next(&mut self, doku: &Doku, event: Event<'_>, now: i64, random: u32) -> Step {
        let state = std::mem::replace(&mut self.state, State::Over);
        match (state, event) {
            (State::Ready, Event::Start) => {
                self.started = Some(now);
                self.send(doku, now)
            }
            (State::Waiting, Event::Waited) => self.send(doku, now),
            (State::Signing, Event::Signed(signature)) => {
                match doku.attach_signature(self.request.clone(), signature) {
                    Ok(signed) => self.sent(signed),
                    Err(error) => self.over(error),
                }
            }
            (State::Sending, Event::Received(received)) => {
                match doku.read_text(&Sent::from(&self.request), received, self.policy) {
                    Ok(answer) => Step::Answer(answer),
                    Err(error) => self.judge(doku, error, received, now, random),
                }
            }
            (State::Sending, Event::NoAnswer(NoAnswer::NotSent)) => {
                let error = no_answer("no connection was made, so nothing was sent");
                self.again(error, backoff(self.made, random), now)
            }
            (State::Sending, Event::NoAnswer(NoAnswer::Unknown)) => {
                self.outcome = Outcome::Unknown;
                let error = no_answer("the request was sent and no answer came");
                self.again(error, backoff(self.made, random), now)
            }
            (state, Event::NoAnswer(NoAnswer::Cancelled)) if state != State::Over => {
                if state == State::Sending {
                    self.outcome = Outcome::Unknown;
                }
                self.over(no_answer("the caller gave up"))
            }
            (state, event) => {
                self.state = state;
                let detail = format!("expected an event that answers the last step, got {event}");
                let violation = Violation::new("event", ViolationCode::NotAllowed, detail);
                Step::Failed(Error::violated(ErrorCode::InvalidRequest, vec![violation]))
            }
        }
    }

    /// Decides on an answer that is an error.
    fn judge(
        &mut self,
        doku: &Doku,
        error: Error,
        received: &Received,
        now: i64,
        random: u32,
    ) -> Step {
        self.outcome = self.outcome.max(error.outcome().unwrap_or(Outcome::Unknown));
        let headers = Headers(&received.headers);
        match error.retry() {
            Some(Retry::SameRequestId) => {
                let spread = backoff(self.made, random);
                let asked = retry_after(&headers, self.doku_time(now)).unwrap_or(0);
                self.again(error, asked.saturating_add(spread), now)
            }
            Some(Retry::NewTimestamp) if !self.was_corrected && self.may_go_on(0, now) => {
                self.was_corrected = true;
                if let Some(shift) =
                    server_time(&headers).map(|time| time.saturating_sub(now / 1000))
                {
                    if shift.abs() > DAY {
                        return self.over(error);
                    }
                    self.clock_shift = shift;
                }
                self.send(doku, now)
            }
            _ => self.over(error),
        }
    }

    /// Waits and tries again, or ends with the error.
    fn again(&mut self, error: Error, wait: u64, now: i64) -> Step {
        if !self.may_go_on(wait, now) {
            return self.over(error);
        }
        self.state = State::Waiting;
        Step::Wait(wait)
    }

    fn may_go_on(&self, wait: u64, now: i64) -> bool {
        let elapsed = now.saturating_sub(self.started.unwrap_or(now)).max(0);
        let ends = wait.saturating_add(elapsed.unsigned_abs());
        self.made < self.limits.attempts
            && ends <= u64::from(self.limits.seconds).saturating_mul(1000)
    }

    fn send(&mut self, doku: &Doku, now: i64) -> Step {
        let is_upload = Operation::parse(&self.request.operation).is_ok_and(Operation::is_upload);
        let time = self.doku_time(now);
        let is_signed = self.request.header(name::SIGNATURE).is_some();
        if is_upload || (self.made == 0 && is_signed && is_fresh(&self.request.timestamp, time)) {
            return self.sent(self.request.clone());
        }
        let again = Timestamp::from_unix(time)
            .and_then(|time| doku.resign_unsigned(&self.request, &time.to_string()));
        match (again, doku.key()) {
            (Ok(unsigned), Ok(key)) => {
                let signature = key.sign(&unsigned.string_to_sign);
                self.sent(with_signature(unsigned.request, signature))
            }
            (Ok(unsigned), Err(_)) => {
                self.state = State::Signing;
                self.request = unsigned.request.clone();
                Step::Sign(unsigned)
            }
            (Err(error), _) => self.over(error),
        }
    }

    fn sent(&mut self, request: PreparedRequest) -> Step {
        self.made = self.made.saturating_add(1);
        self.state = State::Sending;
        self.request = request.clone();
        Step::Send(request)
    }

    fn over(&mut self, error: Error) -> Step {
        self.state = State::Over;
        Step::Failed(error.with_attempts(self.outcome, self.made))
    }

    /// DOKU's clock in seconds since 1970, as far as it is known.
    fn doku_time(&self, now: i64) -> i64 {
        now.div_euclid(1000).saturating_add(self.clock_shift)
    }
}

/// A clock that is further off than a day is not corrected by what an answer says.
const DAY: i64 = 86_400;

fn no_answer(what: &str) -> Error {
    Error::new(ErrorCode::NoAnswer, what).with_retry(Retry::SameRequestId)
}

impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Start => "start",
            Self::Received(_) => "received",
            Self::NoAnswer(_) => "no_answer",
            Self::Waited => "waited",
            Self::Signed(_) => "signed",
        })
    }
}

impl fmt::Debug for Attempts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempts")
            .field("request", &self.request)
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
