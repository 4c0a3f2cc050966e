//! Python: the base class of `Doku` with a typed `prepare` per operation, the closed lists, and the
//! types of requests and answers.

mod payloads;

use std::collections::BTreeSet;

use dokukit::{Operation, Place};

use super::lists::{self, List};
use super::text::{paragraphs, wrapped};
use super::{NOTE, is_undocumented};

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
    let pairs = signed.iter().flat_map(|operation| [operation.request, operation.answer]);
    let payloads: BTreeSet<&str> = pairs.map(|table| table.name).chain(["GenericCall"]).collect();
    let payloads: Vec<String> = payloads.iter().map(|name| format!("    {name},\n")).collect();
    let overloads = |method: &str, made: &str| -> String {
        signed.iter().map(|operation| overload(method, made, operation)).collect()
    };
    format!(
        r#"# {NOTE}
"""What a `Doku` prepares: one typed form of `prepare` for each operation."""

from __future__ import annotations

from typing import Any, Literal, Unpack, overload

from ._requests import prepared, unsigned
from ._values import Identity, PreparedRequest, UnsignedRequest
from .payloads import (
{payloads})


class Operations:
    """The part of a `Doku` that prepares."""

    _core: Any

{prepare}    @overload
    def prepare(
        self, operation: Literal["call"], body: GenericCall | str, **call: Unpack[Identity]
    ) -> PreparedRequest[Any]:
        """{CALL}"""
        ...

    def prepare(
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

{prepare_unsigned}    @overload
    def prepare_unsigned(
        self, operation: Literal["call"], body: GenericCall | str, **call: Unpack[Identity]
    ) -> UnsignedRequest[Any]:
        """{CALL}"""
        ...

    def prepare_unsigned(
        self,
        operation: str,
        body: object,
        *,
        request_id: str | None = None,
        timestamp: str | None = None,
    ) -> UnsignedRequest[Any]:
        """As `prepare`, for a key that is held elsewhere: sign, then `attach_signature`."""
        return unsigned(self._core, operation, body, request_id, timestamp)
"#,
        payloads = payloads.concat(),
        prepare = overloads("prepare", "PreparedRequest"),
        prepare_unsigned = overloads("prepare_unsigned", "UnsignedRequest"),
    )
}

fn overload(method: &str, made: &str, operation: &Operation) -> String {
    let Operation { name, request, answer, .. } = operation;
    let none = if is_undocumented(operation) { " | None" } else { "" };
    format!(
        r#"    @overload
    def {method}(
        self,
        operation: Literal["{name}"],
        body: {request} | str,
        **call: Unpack[Identity],
    ) -> {made}[{answer}{none}]:
{doc}        ...

"#,
        request = request.name,
        answer = answer.name,
        doc = docstring(&paragraphs(operation.doc), "        "),
    )
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
    let lists = [lists::retry(), policy, lists::status()].map(|list| literal(&list));
    format!(
        "# {NOTE}\n\"\"\"The closed lists of names.\"\"\"\n\nfrom typing import Literal\n\n{}",
        lists.join("\n")
    )
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

const CALL: &str = "Any other endpoint of DOKU with non-SNAP signatures.";
