use std::process::Command;

use super::{answer, run, version};

#[test]
fn a_failure_names_the_command_and_ends_with_its_output() {
    let script = "for i in $(seq 100); do echo line $i; done; echo no such mirror >&2; exit 3";
    let Err(error) = run(Command::new("sh").args(["-c", script])) else {
        panic!("the command failed");
    };
    let error = error.to_string();
    assert!(error.starts_with("sh -c for i in"), "{error}");
    assert!(error.contains("ended with exit status: 3\n"), "{error}");
    assert!(error.ends_with("| line 100\n    | no such mirror"), "{error}");
    assert!(!error.contains("| line 1\n"), "{error}");
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let Err(error) = run(Command::new("no-such-program").arg("--yes")) else {
        panic!("there is no such program");
    };
    assert!(error.to_string().contains("no-such-program --yes"), "{error}");
}

#[test]
fn reads_versions() {
    for (text, numbers) in [
        ("v20.11.1\n", vec![20, 11, 1]),
        ("javac 17.0.15", vec![17, 0, 15]),
        ("Apache Maven 3.8.7\nMaven home: /usr/share/maven", vec![3, 8, 7]),
        ("21", vec![21]),
        ("ends with a stop 3.11.", vec![3, 11]),
    ] {
        assert_eq!(version(text), Some(numbers), "{text}");
    }
    assert_eq!(version("no number"), None);
}

#[test]
fn what_fails_answers_nothing() {
    assert_eq!(answer("sh", &["-c", "echo 1.2; exit 1"]), None);
    assert_eq!(answer("no-such-program", &["--version"]), None);
    assert_eq!(answer("sh", &["-c", "echo 1.2 >&2"]), Some("1.2\n".to_owned()));
}
