//! The list of requests as a page for people.

use std::fmt::Write;

use dokukit::Timestamp;

use super::World;

impl World {
    /// Newest first; sizes and codes, no content.
    pub(super) fn page(&self) -> String {
        let mut page = String::from(HEAD);
        let state = &self.state;
        let counts = [
            (state.received, "requests"),
            (state.faults.dropped, "dropped"),
            (count(&state.files), "files"),
            (count(&state.businesses), "businesses"),
            (count(&state.accounts), "RDL accounts"),
            (count(&state.callbacks), "callbacks"),
        ];
        let counts = counts.map(|(count, name)| format!("{count} {name}")).join(" · ");
        // Writing to a text does not fail.
        let _ = write!(page, "<p>{counts}</p><table><tr>");
        for name in ["#", "time", "request", "Client-Id", "body", "status", "verdict"] {
            let _ = write!(page, "<th>{name}");
        }
        for entry in state.requests.iter().rev() {
            let time = Timestamp::from_unix(entry.at).map(|at| at.to_string());
            let mut verdict = vec![entry.verdict.clone()];
            verdict.extend(entry.findings.iter().cloned());
            verdict.extend(entry.dropped.then(|| "connection dropped".to_owned()));
            let verdict: Vec<String> = verdict.iter().map(|line| escaped(line)).collect();
            let _ = write!(
                page,
                "<tr><td>{}<td>{}<td>{} {}<td>{}<td>{} bytes<td>{}<td>{}",
                entry.number,
                time.unwrap_or_default(),
                escaped(&entry.method),
                escaped(&entry.path),
                escaped(&entry.client_id),
                entry.body_bytes,
                entry.status,
                verdict.join("<br>"),
            );
        }
        page.push_str("</table>");
        page
    }
}

fn count<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            letter if letter.is_control() => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<title>A DOKU on loopback</title><style>\
body{font:14px system-ui;margin:2em}table{border-collapse:collapse}\
td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}\
</style><h1>A DOKU on loopback</h1>";
