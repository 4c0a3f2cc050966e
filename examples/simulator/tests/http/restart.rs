use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::*;

/// A database that is removed when the test ends.
struct Database(PathBuf);

impl Database {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir();
        let name = format!("dokukit-simulator-{}-{name}.sqlite", std::process::id());
        let database = Self(folder.join(name));
        database.remove();
        database
    }

    fn start(&self) -> Simulator {
        // The one before may need a moment to let go of the file.
        for _ in 0..100 {
            let options = Options { database: Some(self.0.clone()), ..options() };
            if let Ok(simulator) = Simulator::start(options) {
                return simulator;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the database stays locked");
    }

    fn remove(&self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.remove();
    }
}

#[test]
fn a_request_id_is_known_after_a_restart() {
    let database = Database::new("request-id");
    let simulator = database.start();
    let prepared = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    let (status, first) = send(&prepared);
    assert_eq!(status, 201);
    admin(&simulator, "clock", r#"{"advance":60}"#);
    drop(simulator);

    let simulator = database.start();
    let again = prepare(&simulator, "register_rdl_customer", &investor("A"), "id");
    assert_eq!(send(&again), (409, first));
    let other = prepare(&simulator, "register_rdl_customer", &investor("B"), "id");
    let (status, answer) = send(&other);
    assert!(status == 400 && answer.contains("idempotent_request"), "{answer}");
    let duplicate = prepare(&simulator, "register_rdl_customer", &investor("A"), "id-2");
    assert_eq!(send(&duplicate).0, 400);
    let next = prepare(&simulator, "register_rdl_customer", &investor("C"), "id-3");
    assert!(send(&next).1.contains("2340220322154948265107180133830000142743"));
    let state = admin(&simulator, "state", "");
    assert_eq!((&state["ahead"], &state["requests"]), (&60.into(), &5.into()));
}

/// The program, killed without a word.
#[test]
fn what_was_answered_survives_a_kill() {
    let database = Database::new("kill");
    let start = || {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dokukit-simulator"))
            .args(["--until-stdin-closes", "--client-id", CLIENT.0, "--secret-key", CLIENT.1])
            .arg("--db")
            .arg(&database.0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut base_url = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut base_url).unwrap();
        (child, base_url.trim().to_owned())
    };
    let register = |base_url: &str| {
        let stamp = Stamp { request_id: "id".to_owned(), timestamp: now() };
        let prepared = doku(base_url).prepare_text("register_rdl_customer", &investor("A"), &stamp);
        send(&prepared.unwrap())
    };
    let (mut child, base_url) = start();
    let (status, first) = register(&base_url);
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut child, base_url) = start();
    let second = register(&base_url);
    // It ends by itself when nobody holds its standard input any more.
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert_eq!((status, second), (201, (409, first)));
}

#[test]
fn one_database_has_one_simulator() {
    let database = Database::new("one");
    let _simulator = database.start();
    let options = Options { database: Some(database.0.clone()), ..options() };
    assert!(Simulator::start(options).is_err());
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let database = Database::new("none");
    std::fs::write(&database.0, "this is no database, only text".repeat(100)).unwrap();
    let options = Options { database: Some(database.0.clone()), ..options() };
    assert!(Simulator::start(options).is_err());
}
