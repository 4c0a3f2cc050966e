//! Clients that take their time, and those who go on meanwhile.

use std::io::ErrorKind;
use std::time::Instant;

use super::*;

/// Starts a simulator that serves one client at a time: whoever is answered after a slow one
/// proves that the slow one was let go.
fn narrow() -> Simulator {
    let second = Duration::from_secs(1);
    let options = Options { connections: 1, write_timeout: second, ..options() };
    Simulator::start(options).unwrap()
}

fn register(simulator: &Simulator, customer_id: &str) -> u16 {
    send(&prepare(simulator, "register_rdl_customer", &investor(customer_id), customer_id)).0
}

#[test]
fn clients_that_do_not_finish_are_let_go() {
    let simulator = narrow();
    for start in [
        "",
        "POST /x HTTP/1.1\r\nHos",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc",
        "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n",
        // An answer, and then nothing more.
        "GET /x HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let mut stream = connect(&simulator);
        stream.write_all(start.as_bytes()).unwrap();
        assert_eq!(admin(&simulator, "state", "")["files"].as_array().unwrap().len(), 0, "{start}");
        let answer = text(stream);
        let expected = match start {
            start if start.contains("\r\n\r\n1") || start.contains("abc") => "HTTP/1.1 408 ",
            start if start.starts_with("GET") => "HTTP/1.1 404 ",
            // Closed, without a word or with one.
            _ if answer.is_empty() => "",
            _ => "HTTP/1.1 408 ",
        };
        assert!(answer.starts_with(expected), "{start}: {answer}");
    }
}

/// A byte now and then does not keep a connection.
#[test]
fn clients_that_trickle_are_let_go() {
    let simulator = narrow();
    for head in ["POST /x HTTP/1.1\r\nA: ", "POST /x HTTP/1.1\r\nContent-Length: 1000\r\n\r\n"] {
        let mut stream = connect(&simulator);
        stream.write_all(head.as_bytes()).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        let began = Instant::now();
        let mut answer = [0; 1];
        loop {
            // A connection that was closed refuses what comes after.
            if stream.write_all(b"a").is_err() {
                break;
            }
            match stream.read(&mut answer) {
                Err(error)
                    if [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&error.kind()) => {}
                _ => break,
            }
            assert!(began.elapsed() < Duration::from_secs(20), "{head} goes on for ever");
        }
    }
}

#[test]
fn others_go_on_while_clients_are_slow() {
    let slow = Duration::from_secs(300);
    let options = Options { read_timeout: slow, write_timeout: slow, ..options() };
    let simulator = Simulator::start(options).unwrap();
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("slow"), "slow");
    let body = prepared.body.clone().unwrap();
    let head = format!("{}Content-Length: {}\r\n", head(&prepared), body.len());
    let mut streams = Vec::new();
    for _ in 0..20 {
        let mut in_headers = connect(&simulator);
        in_headers.write_all(head.as_bytes()).unwrap();
        let mut in_body = connect(&simulator);
        in_body.write_all(&[head.as_bytes(), b"\r\n", &body[..100]].concat()).unwrap();
        streams.extend([in_headers, in_body]);
    }
    streams.push(stubborn(&simulator));
    assert_eq!(register(&simulator, "A"), 201);
    assert_eq!(admin(&simulator, "state", "")["rdl"].as_array().unwrap().len(), 1);
    // A slow one is served all the same, once it is done.
    let mut stream = streams.swap_remove(1);
    stream.write_all(&body[100..]).unwrap();
    let mut start = [0; 12];
    stream.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 201");
}

/// Asks for more than fits between two programs, and reads none of it.
fn stubborn(simulator: &Simulator) -> TcpStream {
    let path = "x".repeat(200);
    for _ in 0..50 {
        raw(simulator, format!("GET /{path} HTTP/1.1\r\nConnection: close\r\n\r\n").as_bytes());
    }
    let mut stream = connect(simulator);
    let host = simulator.base_url().strip_prefix("http://").unwrap();
    let ask = format!("GET /_sim/requests HTTP/1.1\r\nHost: {host}\r\n\r\n");
    // 3000 answers of 20 KB.
    stream.write_all(ask.repeat(3000).as_bytes()).unwrap();
    stream
}

#[test]
fn a_client_that_never_reads_is_dropped() {
    let simulator = narrow();
    let stream = stubborn(&simulator);
    // There is no other place than that of the one who does not read.
    assert_eq!(register(&simulator, "A"), 201);
    assert_eq!(admin(&simulator, "state", "")["requests"], 51);
    // Of what it asked for, it finds no more than what was on its way.
    assert!(text(stream).matches("HTTP/1.1 200 OK").count() < 3000);
}

#[test]
fn so_many_are_served_at_a_time() {
    let options = Options { connections: 2, read_timeout: Duration::from_secs(3), ..options() };
    let simulator = Simulator::start(options).unwrap();
    let idle = [connect(&simulator), connect(&simulator)];
    let mut third = connect(&simulator);
    third.write_all(b"GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").unwrap();
    third.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    let early = third.read(&mut [0; 1]).unwrap_err();
    assert!([ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&early.kind()), "{early}");
    drop(idle);
    third.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert!(text(third).starts_with("HTTP/1.1 404 "));
}

/// Most are done when the answer leaves.
#[test]
fn a_short_request_is_diagnosed_when_it_is_answered() {
    let simulator = Simulator::start(options()).unwrap();
    let mut prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    prepared.body.as_mut().unwrap().push(b'\n');
    assert_eq!(send(&prepared).0, 400);
    let list = admin(&simulator, "requests", "");
    let finding = list["requests"][0]["findings"][0].as_str().unwrap();
    assert!(finding.starts_with("trailing_newline: "), "{finding}");
}
