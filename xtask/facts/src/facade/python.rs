//! Python: the base classes of `Doku` and its clients with a typed `prepare` and `send` per operation,
//! the closed lists, and the types of requests and answers.

mod payloads;
mod send;

use std::collections::BTreeSet;

use dokukit::{Operation, Outcome, Place};

use super::lists::{self, List};
use super::text::{paragraphs, wrapped};
use crate::facade::NOTE;
use crate::tables::{is_undocumented, is_unmodelled};

pub(super) fn sources(operations: &[&Operation]) -> Vec<(&'static str, String)> {
    vec![
        ("_operations.py", class(operations)),
        ("_lists.py", literals()),
        ("payloads.py", payloads::types(operations)),
    ]
}

fn class(operations: &[&Operation]) -> String {
    let signed: Vec<&&Operation> =
        operations.iter().filter(|operation| operation.place != Place::Multipart).collect();
    let modelled = signed.iter().filter(|operation| !is_unmodelled(operation));
    let requests = signed.iter().map(|operation| operation.request.name);
    let answers = modelled.map(|operation| operation.answer.name);
    let payloads: BTreeSet<&str> = requests.chain(answers).collect();
    let payloads: Vec<String> = payloads.iter().map(|name| format!("    {name},\n")).collect();
    let overloads = |method: &str, made: &str| -> String {
        signed.iter().map(|operation| overload(method, made, operation)).collect()
    };
    let sends = [send::Kind::Blocking, send::Kind::Async].map(|kind| send::class(kind, &signed));
    format!(
        r#"# {NOTE}
"""What a `Doku` prepares and a client sends: one typed form for each operation."""

from __future__ import annotations

from typing import Any, Literal, TypeVar, Unpack, overload

from ._answers import Answer
from ._attempts import Options, StampedOptions
from ._lists import Policy
from ._requests import PreparedRequest, Stamp, UnsignedRequest, prepared, unsigned
from .payloads import (
{payloads})

A = TypeVar("A")


class Operations:
    """The part of a `Doku` that prepares."""

    _core: Any

{prepare}    def prepare(
        self,
        operation: str,
        body: object,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
    ) -> PreparedRequest[Any]:
        """Checks, serialises and signs a request: a dict, or its JSON text.

        `request_id` and `timestamp` are filled in when absent. Keep the result until its
        answer is read; to try again, send it again or `resign` it.
        """
        return prepared(self._core, operation, body, request_id, timestamp)

{prepare_unsigned}    def prepare_unsigned(
        self,
        operation: str,
        body: object,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
    ) -> UnsignedRequest[Any]:
        """As `prepare`, for a key that is held elsewhere: sign, then `attach_signature`."""
        return unsigned(self._core, operation, body, request_id, timestamp)
{sends}"#,
        payloads = payloads.concat(),
        prepare = overloads("prepare", "PreparedRequest"),
        prepare_unsigned = overloads("prepare_unsigned", "UnsignedRequest"),
        sends = sends.concat(),
    )
}

fn overload(method: &str, made: &str, operation: &Operation) -> String {
    let Operation { name, request, .. } = operation;
    format!(
        r#"    @overload
    def {method}(
        self,
        operation: Literal["{name}"],
        body: {request} | str,
        **stamp: Unpack[Stamp],
    ) -> {made}[{answer}]:
{doc}        ...

"#,
        request = request.name,
        answer = answer(operation),
        doc = docstring(&paragraphs(operation.doc), "        "),
    )
}

/// The type of an operation's answer.
fn answer(operation: &Operation) -> String {
    let name = if is_unmodelled(operation) { "Any" } else { operation.answer.name };
    let none = if is_undocumented(operation) { " | None" } else { "" };
    format!("{name}{none}")
}

fn docstring(paragraphs: &[String], indent: &str) -> String {
    // A quote would end the text, and a backslash would change it.
    let escaped = |text: &String| text.replace('\\', "\\\\").replace('"', "\\\"");
    let paragraphs: Vec<String> = paragraphs.iter().map(escaped).collect();
    let lines = wrapped(&paragraphs, indent, 96);
    let text = lines.join("\n");
    let end = if lines.len() == 1 { String::new() } else { format!("\n{indent}") };
    format!("{indent}\"\"\"{}{end}\"\"\"\n", text.trim_start())
}

fn literals() -> String {
    let mut policy = lists::policy();
    policy.name = "Policy";
    let lists = [lists::retry(), policy, lists::status(), outcome()].map(|list| literal(&list));
    format!(
        "# {NOTE}\n\"\"\"The closed lists of names.\"\"\"\n\nfrom typing import Literal\n\n{}\n\
         FILE_HEAD_BYTES = {}\n\"\"\"How many of a file's first bytes tell its type.\"\"\"\n",
        lists.join("\n"),
        dokukit::FILE_HEAD_BYTES,
    )
}

fn outcome() -> List {
    let meaning = |outcome: &Outcome| match outcome {
        Outcome::NotSent => "nothing reached DOKU.",
        Outcome::Refused => "DOKU has refused the request: it did not act.",
        Outcome::Unknown => "DOKU may have acted; the same Request-Id and body may be sent again.",
        Outcome::Done => "DOKU has acted; its own signed answer cannot be taken as it is.",
    };
    List {
        name: "Outcome",
        about: "Whether DOKU has acted on a request that failed.",
        names: Outcome::ALL.iter().map(|outcome| (outcome.as_str(), meaning(outcome))).collect(),
    }
}

fn literal(list: &List) -> String {
    let List { name, about, .. } = list;
    let meanings = list.meanings();
    let about = if meanings.is_empty() {
        (*about).to_owned()
    } else {
        format!("{about}\n\n{}\n", meanings.join("\n"))
    };
    format!("{name} = Literal[{}]\n\"\"\"{about}\"\"\"\n", list.joined(", "))
}
