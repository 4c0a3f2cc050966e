use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::{AsyncHost, Host};
use crate::doku::attempts::{Limits, NoAnswer};
use crate::doku::prepare::Stamp;
use crate::{ClientId, Doku, Environment, GenericCall, Outcome, PreparedRequest};
use crate::{SecretKey, Sent};

/// Answers the second attempt; waits take no time.
#[derive(Default)]
struct Flaky {
    sent: Vec<http::Request<Vec<u8>>>,
    waited: Vec<Duration>,
    never: bool,
}

impl Flaky {
    fn answer(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        let id = request.headers()["request-id"].to_str().unwrap().to_owned();
        self.sent.push(request);
        if self.never || self.sent.len() < 2 {
            return Err(NoAnswer::Unknown);
        }
        let sent = Sent { request_id: id, target: "/a".into(), ..Sent::default() };
        let now = "2020-08-11T08:45:43Z";
        let fake = doku().sign_test_response(&sent, 200, b"{}", now).unwrap();
        let mut response = http::Response::builder().status(fake.status);
        for header in &fake.headers {
            response = response.header(&header.name, &header.value);
        }
        Ok(response.body(fake.body).unwrap())
    }
}

impl Host for Flaky {
    fn send(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        self.answer(request)
    }

    fn wait(&mut self, time: Duration) {
        self.waited.push(time);
    }

    fn now(&mut self) -> SystemTime {
        UNIX_EPOCH.checked_add(Duration::from_secs(1_597_135_542)).unwrap()
    }

    fn random(&mut self) -> u32 {
        u32::MAX
    }

    fn sign(&mut self, string_to_sign: &str) -> Option<String> {
        Some(doku().key().unwrap().sign(string_to_sign))
    }
}

impl AsyncHost for Flaky {
    async fn send(
        &mut self,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, NoAnswer> {
        self.answer(request)
    }

    async fn wait(&mut self, time: Duration) {
        self.waited.push(time);
    }

    fn now(&mut self) -> SystemTime {
        UNIX_EPOCH.checked_add(Duration::from_secs(1_597_135_542)).unwrap()
    }

    fn random(&mut self) -> u32 {
        u32::MAX
    }
}

#[test]
fn sends_until_it_is_answered() {
    let mut host = Flaky::default();
    let answer = doku().send::<GenericCall>(&prepared(), Limits::default(), &mut host).unwrap();
    assert_eq!(answer.body.json.as_deref(), Some("{}"));
    check(&host);
}

#[test]
fn sends_without_blocking() {
    let mut host = Flaky::default();
    {
        let (doku, prepared) = (doku(), prepared());
        let answer = pin!(doku.send_async::<GenericCall>(&prepared, Limits::default(), &mut host));
        let polled = answer.poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(polled, Poll::Ready(Ok(_))));
    }
    check(&host);
}

#[test]
fn a_host_may_hold_the_key() {
    let keyless = Doku::without_key(Environment::Test, ClientId::parse("MCH-1").unwrap());
    let mut host = Flaky { never: true, ..Flaky::default() };
    let error = keyless.send::<GenericCall>(&prepared(), Limits::default(), &mut host).unwrap_err();
    assert_eq!((error.attempts(), error.outcome()), (3, Some(Outcome::Unknown)));
    assert!(host.sent.iter().all(|request| request.headers().contains_key("signature")));
}

fn check(host: &Flaky) {
    let [first, second] = &host.sent[..] else { panic!() };
    assert_eq!(first.headers()["request-id"], second.headers()["request-id"]);
    assert_eq!((first.body(), second.body()), (&b"{}".to_vec(), &b"{}".to_vec()));
    assert_eq!(second.uri(), "https://api-sandbox.doku.com/a");
    assert!(matches!(host.waited[..], [wait] if wait <= Duration::from_millis(500)));
}

fn doku() -> Doku {
    let client_id = ClientId::parse("MCH-1").unwrap();
    Doku::new(Environment::Test, client_id, SecretKey::parse("secret").unwrap())
}

fn prepared() -> PreparedRequest {
    let stamp = Stamp { request_id: "id-1".into(), timestamp: "2020-08-11T08:45:42Z".into() };
    let request = r#"{"method":"POST","target":"/a","body":"{}"}"#;
    doku().prepare_text("call", request, &stamp).unwrap()
}
