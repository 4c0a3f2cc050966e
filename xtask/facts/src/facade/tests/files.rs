use std::fs;

use dokukit::OPERATIONS;

use crate::facade::write;

/// `SwiftPM` and Cargo look at the time of a file.
#[test]
fn a_file_that_is_as_it_was_is_not_touched() {
    let folder = std::env::temp_dir().join(format!("dokukit-facade-{}", std::process::id()));
    write("swift", OPERATIONS, &folder).expect("written");
    let file = folder.join("Operations.swift");
    let before = fs::metadata(&file).and_then(|file| file.modified()).expect("a time");
    write("swift", OPERATIONS, &folder).expect("written again");
    let after = fs::metadata(&file).and_then(|file| file.modified()).expect("a time");
    let stale = folder.join("Payloads.swift");
    fs::write(&stale, "old").expect("made stale");
    write("swift", OPERATIONS, &folder).expect("mended");
    let mended = fs::read_to_string(stale).expect("read");
    fs::remove_dir_all(&folder).expect("removed");
    assert_eq!(before, after);
    assert!(mended.contains("typealias"));
}
