//! Scripts of events, and the step that follows each.

use dokukit::{Attempts, Doku, Error, Event, Limits, NoAnswer, PreparedRequest, Step};
use serde_json::{Value, json};

use crate::show;
use crate::vector::{Vector, response};

/// Plays a script from a prepared request on.
pub(crate) fn play(v: &Vector, doku: &Doku, request: PreparedRequest) -> Result<Value, Error> {
    let number = |name: &str, usual| {
        let given = v.integer(&format!("limits/{name}"));
        given.and_then(|number| u32::try_from(number).ok()).unwrap_or(usual)
    };
    let Limits { attempts, seconds } = Limits::default();
    let limits =
        Limits { attempts: number("attempts", attempts), seconds: number("seconds", seconds) };
    let mut tried = Attempts::new(request, limits, v.policy()?)
        .with_clock_shift(v.integer("clock_shift").unwrap_or_default());
    let script = v.list("script");
    let steps = script.iter().map(|event| show_step(&step(&mut tried, doku, event)));
    let steps: Vec<Value> = steps.collect();
    Ok(json!({"steps": steps, "clock_shift": tried.clock_shift()}))
}

fn step(tried: &mut Attempts, doku: &Doku, event: &Value) -> Step {
    let received = response(&event["response"]);
    let reason =
        NoAnswer::ALL.iter().find(|reason| Some(reason.as_str()) == event["reason"].as_str());
    let happened = match (event["event"].as_str(), &received, reason) {
        (Some("received"), Some(received), _) => Event::Received(received),
        (Some("no_answer"), _, Some(reason)) => Event::NoAnswer(*reason),
        (Some("waited"), ..) => Event::Waited,
        _ => Event::Start,
    };
    let random = event["random"].as_u64().and_then(|random| u32::try_from(random).ok());
    tried.next(
        doku,
        happened,
        event["now"].as_i64().unwrap_or_default(),
        random.unwrap_or_default(),
    )
}

fn show_step(step: &Step) -> Value {
    match step {
        Step::Send(request) => json!({"send": show::prepared(request)}),
        Step::Sign(unsigned) => json!({"sign": unsigned.string_to_sign}),
        Step::Wait(wait) => json!({"wait": wait}),
        Step::Answer(answer) => json!({"answer": show::answer(answer)}),
        Step::Failed(error) => json!({"error": show::error(error)}),
    }
}
