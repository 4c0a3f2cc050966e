use super::{Attempts, Event, Limits, NoAnswer, Step};
use crate::doku::prepare::Stamp;
use crate::error::{ErrorCode, Outcome};
use crate::{ClientId, Doku, Environment, Header, PreparedRequest, Received, Sent};

/// 2020-08-11T08:45:42Z, in milliseconds.
const NOW: i64 = 1_597_135_542_000;
const HALF: u32 = 1 << 31;

#[test]
fn an_answer_ends_it() {
    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    let Step::Send(sent) = tried.next(&doku(), Event::Start, NOW, 0) else { panic!() };
    assert_eq!(sent, prepared(), "a fresh request is sent as it was signed");
    let answer = answer(&sent, 200, "{\"a\":1}");
    let step = tried.next(&doku(), Event::Received(&answer), NOW, 0);
    assert!(matches!(step, Step::Answer(answer) if answer.body == "{\"a\":1}"));
    assert_eq!((tried.made(), tried.clock_shift()), (1, 0));
}

#[test]
fn no_answer_is_tried_again_with_the_same_request_id() {
    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    let mut now = NOW;
    let mut step = tried.next(&doku(), Event::Start, now, 0);
    for wait in [250, 500] {
        assert!(matches!(&step, Step::Send(sent) if sent.request_id == "id-1"));
        step = tried.next(&doku(), Event::NoAnswer(NoAnswer::Unknown), now, HALF);
        assert_eq!(step, Step::Wait(wait));
        now += 61_000 / 3;
        step = tried.next(&doku(), Event::Waited, now, 0);
    }
    let Step::Send(sent) = &step else { panic!() };
    assert_eq!(sent.timestamp, "2020-08-11T08:46:22Z");
    let Step::Failed(error) = tried.next(&doku(), Event::NoAnswer(NoAnswer::NotSent), now, 0)
    else {
        panic!()
    };
    assert_eq!((error.code(), error.attempts()), (ErrorCode::NoAnswer, 3));
    assert_eq!(error.outcome(), Some(Outcome::Unknown), "the first two may have arrived");
    assert!(error.detail().contains("DOKU may have acted"));
}

#[test]
fn a_wait_that_ends_too_late_is_not_begun() {
    let mut tried = Attempts::new(prepared(), Limits { attempts: 9, seconds: 30 }, None);
    let Step::Send(sent) = tried.next(&doku(), Event::Start, NOW, 0) else { panic!() };
    let mut busy = answer(&sent, 503, "");
    busy.headers = vec![Header::new("Retry-After", "30")];
    assert_eq!(tried.next(&doku(), Event::Received(&busy), NOW, 0), Step::Wait(30_000));
    let Step::Send(_) = tried.next(&doku(), Event::Waited, NOW, 0) else { panic!() };
    let step = tried.next(&doku(), Event::Received(&busy), NOW + 1, 0);
    let Step::Failed(error) = step else { panic!() };
    assert_eq!((error.http_status(), error.outcome()), (Some(503), Some(Outcome::Unknown)));
}

#[test]
fn a_clock_that_is_off_is_corrected_once() {
    let refused = |date: &str| Received {
        status: 400,
        headers: vec![Header::new("Date", date)],
        body: br#"{"error":{"code":"request_time_out_of_range"}}"#.to_vec(),
    };
    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    tried.next(&doku(), Event::Start, NOW, 0);
    let refused_at = refused("Tue, 11 Aug 2020 11:45:42 GMT");
    let step = tried.next(&doku(), Event::Received(&refused_at), NOW, 0);
    assert!(matches!(step, Step::Send(sent) if sent.timestamp == "2020-08-11T11:45:42Z"));
    assert_eq!(tried.clock_shift(), 3 * 3600);
    let step = tried.next(&doku(), Event::Received(&refused_at), NOW, 0);
    assert!(matches!(step, Step::Failed(error) if error.outcome() == Some(Outcome::Refused)));

    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    tried.next(&doku(), Event::Start, NOW, 0);
    let far = refused("Thu, 13 Aug 2020 08:45:42 GMT");
    assert!(matches!(tried.next(&doku(), Event::Received(&far), NOW, 0), Step::Failed(_)));
}

#[test]
fn what_cannot_be_trusted_stops_it() {
    for (received, code) in [
        (answer(&other(), 200, "{}"), ErrorCode::NotForThisRequest),
        (forged(), ErrorCode::SignatureMismatch),
    ] {
        let mut tried = Attempts::new(prepared(), Limits::default(), None);
        tried.next(&doku(), Event::Start, NOW, 0);
        let Step::Failed(error) = tried.next(&doku(), Event::Received(&received), NOW, 0) else {
            panic!()
        };
        assert_eq!((error.code(), error.outcome()), (code, Some(Outcome::Unknown)));
    }
}

#[test]
fn a_key_elsewhere_signs_in_between() {
    let keyless = Doku::without_key(Environment::Test, ClientId::parse("MCH-1").unwrap());
    let unsigned = keyless.prepare_unsigned("call", CALL, &stamp("id-1")).unwrap();
    let mut tried = Attempts::new(unsigned.request, Limits::default(), None);
    let Step::Sign(unsigned) = tried.next(&keyless, Event::Start, NOW, 0) else { panic!() };
    let signature = doku().key().unwrap().sign(&unsigned.string_to_sign);
    let Step::Send(sent) = tried.next(&keyless, Event::Signed(&signature), NOW, 0) else {
        panic!()
    };
    assert_eq!(sent, prepared());
}

#[test]
fn giving_up_says_whether_it_was_sent() {
    let gave_up = |events: &[Event<'_>]| {
        let mut tried = Attempts::new(prepared(), Limits::default(), None);
        let steps = events.iter().map(|event| tried.next(&doku(), *event, NOW, 0));
        let Some(Step::Failed(error)) = steps.last() else { panic!() };
        error.outcome()
    };
    let cancelled = Event::NoAnswer(NoAnswer::Cancelled);
    assert_eq!(gave_up(&[cancelled]), Some(Outcome::NotSent));
    assert_eq!(gave_up(&[Event::Start, cancelled]), Some(Outcome::Unknown));
    let not_sent = Event::NoAnswer(NoAnswer::NotSent);
    assert_eq!(gave_up(&[Event::Start, not_sent, cancelled]), Some(Outcome::NotSent));
}

#[test]
fn nobody_gives_up_what_is_answered() {
    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    let Step::Send(sent) = tried.next(&doku(), Event::Start, NOW, 0) else { panic!() };
    let answer = answer(&sent, 200, "{}");
    assert!(matches!(tried.next(&doku(), Event::Received(&answer), NOW, 0), Step::Answer(_)));
    let late = tried.next(&doku(), Event::NoAnswer(NoAnswer::Cancelled), NOW, 0);
    assert!(matches!(late, Step::Failed(error) if error.violations()[0].path == "event"));
}

#[test]
fn an_event_out_of_turn_changes_nothing() {
    let mut tried = Attempts::new(prepared(), Limits::default(), None);
    let Step::Failed(error) = tried.next(&doku(), Event::Waited, NOW, 0) else { panic!() };
    assert_eq!(error.violations()[0].path, "event");
    assert!(matches!(tried.next(&doku(), Event::Start, NOW, 0), Step::Send(_)));
}

const CALL: &str = r#"{"method":"POST","target":"/a","body":"{}"}"#;

fn doku() -> Doku {
    let client_id = ClientId::parse("MCH-1").unwrap();
    Doku::new(Environment::Test, client_id, crate::SecretKey::parse("secret").unwrap())
}

fn stamp(request_id: &str) -> Stamp {
    Stamp { request_id: request_id.into(), timestamp: "2020-08-11T08:45:42Z".into() }
}

fn prepared() -> PreparedRequest {
    doku().prepare_text("call", CALL, &stamp("id-1")).unwrap()
}

fn other() -> PreparedRequest {
    doku().prepare_text("call", CALL, &stamp("id-2")).unwrap()
}

fn answer(sent: &PreparedRequest, status: u16, body: &str) -> Received {
    let sent = Sent::from(sent);
    doku().sign_test_response(&sent, status, body.as_bytes(), "2020-08-11T08:45:43Z").unwrap()
}

fn forged() -> Received {
    Received { body: b"[]".to_vec(), ..answer(&prepared(), 200, "{}") }
}
