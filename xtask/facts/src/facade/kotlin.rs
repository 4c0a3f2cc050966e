//! Kotlin: the base class of `Doku`, the public names of records, and records from JSON.

use dokukit::{Operation, Place};

use super::text::{paragraphs, starred};
use super::{
    HEAD, NOTE, Names, about_json, about_prepare, about_read, from_json, is_optional, records,
    requests,
};

pub(super) fn sources(operations: &[&Operation]) -> Vec<(&'static str, String)> {
    vec![("Operations.kt", functions(operations)), ("Payloads.kt", payloads(operations))]
}

fn functions(operations: &[&Operation]) -> String {
    let pairs: Vec<String> = operations.iter().map(|operation| pair(operation)).collect();
    format!(
        "// {NOTE}
package id.dokukit

import id.dokukit.generated.DokuCore

/** The operations of a [Doku], which is the only class of this kind. */
sealed class DokuOperations {{
    internal abstract val core: DokuCore

{}}}
",
        pairs.join("\n")
    )
}

fn pair(operation: &Operation) -> String {
    let Names { prepare, read, .. } = Names::of(operation);
    let (request, answer) = (operation.request.name, operation.answer.name);
    let signed = match operation.place {
        // An upload takes a token; the function that prepares it is written by hand.
        Place::Multipart => String::new(),
        Place::Body | Place::Query | Place::Given => {
            let absent = if is_optional(&operation.request) {
                format!(" = {request}()")
            } else {
                String::new()
            };
            format!(
                "{}    fun {prepare}(
        request: {request}{absent},
        requestId: String? = null,
        timestamp: String? = null,
    ): PreparedRequest = converting {{ core.{prepare}(request, stamp(requestId, timestamp)) }}

",
                comment(&about_prepare(operation), "    ")
            )
        }
    };
    let link = match operation.place {
        Place::Multipart => format!("[Doku.{prepare}]"),
        Place::Body | Place::Query | Place::Given => format!("[{prepare}]"),
    };
    format!(
        "{signed}{}    fun {read}(
        prepared: PreparedRequest,
        status: Int,
        headers: Headers,
        body: ByteArray,
        policy: String? = null,
    ): Answer<{answer}> = converting {{
        val answer = core.{read}(sent(prepared), received(status, headers, body), policy)
        answer.run {{ Answer(signature, replayed, httpStatus.toInt(), this.body, raw, deviations) }}
    }}
",
        comment(&about_read(operation, &link, "[Doku.read]"), "    ")
    )
}

fn payloads(operations: &[&Operation]) -> String {
    let aliases = records(operations).into_iter().map(|(name, table)| {
        let comment = comment(&paragraphs(table.doc), "");
        format!("{comment}typealias {name} = id.dokukit.generated.{name}\n")
    });
    let requests = requests(operations);
    let readers = requests.iter().map(|request| {
        let (name, read) = (request.name, from_json(request.name));
        format!(
            "{}fun {read}(json: String): {name} =
    converting {{ id.dokukit.generated.{read}(json) }}
",
            comment(&[about_json(request, &format!("[{name}]"))], "")
        )
    });
    let all: Vec<String> = aliases.chain(readers).collect();
    let head = dokukit::FILE_HEAD_BYTES;
    format!(
        "// {NOTE}\npackage id.dokukit\n\n{}\n{}const val FILE_HEAD_BYTES = {head}\n",
        all.join("\n"),
        comment(&[HEAD.to_owned()], ""),
    )
}

fn comment(paragraphs: &[String], indent: &str) -> String {
    starred(paragraphs, indent, 120)
}
