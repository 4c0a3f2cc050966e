//! One request on its way to one answer: the facade sends and waits, this says what comes next.

use dokukit::{Event, Limits, NoAnswer, Step};
use dokukit_wasm_border::{Result, headers, refuse, saturate, to_js, whole};
use wasm_bindgen::prelude::*;

use crate::border::{Request, Unsigned, pack, received};
use crate::{Core, parse};

/// The core's state between two steps.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Attempts(dokukit::Attempts);

#[wasm_bindgen]
impl Attempts {
    /// Begins with a prepared request; an upload comes without its body, which nothing needs.
    #[wasm_bindgen(constructor)]
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn new(
        request: &Request,
        header_lines: &str,
        header_count: usize,
        body: Option<Vec<u8>>,
        attempts: &JsValue,
        seconds: &JsValue,
        policy: Option<String>,
        clock_shift: &JsValue,
    ) -> Result<Self> {
        let request = request.whole(headers(header_lines, header_count)?, body)?;
        let usual = Limits::default();
        let limits = Limits {
            attempts: limit(attempts, "attempts", usual.attempts)?,
            seconds: limit(seconds, "seconds", usual.seconds)?,
        };
        let attempts = dokukit::Attempts::new(request, limits, parse(policy)?);
        Ok(Self(attempts.with_clock_shift(whole(clock_shift, "clock.shift")?)))
    }

    /// Says what comes after `start`, `waited`, the reason for which no answer came, or a signature.
    ///
    /// A text is a request to send, as `pack` writes it; a number the milliseconds to wait; an
    /// object with `packed` is to be signed; any other is the answer.
    pub fn next(
        &mut self,
        core: &Core,
        event: &str,
        signature: Option<String>,
        now: f64,
        random: u32,
    ) -> Result<JsValue> {
        let reason = NoAnswer::ALL.iter().find(|reason| reason.as_str() == event);
        let event = match (reason, &signature) {
            (Some(reason), _) => Event::NoAnswer(*reason),
            (None, Some(signature)) => Event::Signed(signature),
            (None, None) if event == "waited" => Event::Waited,
            (None, None) => Event::Start,
        };
        self.step(core, event, now, random)
    }

    /// As `next`, after an answer came.
    #[expect(clippy::too_many_arguments, reason = "plain arguments are the cheap way inwards")]
    pub fn received(
        &mut self,
        core: &Core,
        status: &JsValue,
        header_lines: &str,
        header_count: usize,
        body: Vec<u8>,
        now: f64,
        random: u32,
    ) -> Result<JsValue> {
        let received = received(status, header_lines, header_count, body)?;
        self.step(core, Event::Received(&received), now, random)
    }

    /// Seconds that are added to the host's clock, since DOKU's differs.
    #[must_use]
    #[wasm_bindgen(getter, js_name = clockShift)]
    pub fn clock_shift(&self) -> f64 {
        f64::from(i32::try_from(self.0.clock_shift()).unwrap_or(i32::MAX))
    }
}

impl Attempts {
    #[inline(never)]
    fn step(&mut self, core: &Core, event: Event<'_>, now: f64, random: u32) -> Result<JsValue> {
        match self.0.next(&core.0, event, saturate(now), random) {
            Step::Send(request) => {
                // Its body never changes, and stays on its side of the border.
                let body = request.body.as_deref().unwrap_or_default();
                Ok(pack(&request, body).into())
            }
            Step::Wait(milliseconds) => Ok(u32::try_from(milliseconds).unwrap_or(u32::MAX).into()),
            Step::Sign(unsigned) => {
                let body = unsigned.request.body.as_deref().unwrap_or_default();
                to_js(&Unsigned::new(&unsigned, body))
            }
            Step::Answer(answer) => to_js(&answer),
            Step::Failed(error) => Err(refuse(&error)),
        }
    }
}

fn limit(number: &JsValue, path: &str, usual: u32) -> Result<u32> {
    if number.is_undefined() {
        return Ok(usual);
    }
    let number = whole(number, path)?.max(0);
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}
