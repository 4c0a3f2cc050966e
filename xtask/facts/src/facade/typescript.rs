//! TypeScript: what each operation sends and answers, and the closed lists.

use std::collections::BTreeSet;

use dokukit::{CALLBACK_KINDS, ErrorCode, Operation, Place, ViolationCode};

use super::lists::{self, List};
use super::text::{paragraphs, starred};
use crate::facade::NOTE;
use crate::tables::{self, is_undocumented, is_unmodelled};

pub(super) fn sources(operations: &[&Operation]) -> Vec<(&'static str, String)> {
    vec![("operations.ts", types(operations))]
}

fn types(operations: &[&Operation]) -> String {
    let modelled = operations.iter().filter(|operation| !is_unmodelled(operation));
    let requests = operations.iter().map(|operation| operation.request.name);
    let answers = modelled.map(|operation| operation.answer.name);
    let payloads: BTreeSet<&str> = requests.chain(answers).collect();
    let payloads: Vec<&str> = payloads.into_iter().collect();
    let rows: String = operations.iter().map(|operation| row(operation)).collect();
    let named = |of: fn(&Operation) -> bool| -> Vec<&str> {
        operations
            .iter()
            .filter(|operation| of(operation))
            .map(|operation| operation.name)
            .collect()
    };
    format!(
        r#"// {NOTE}
import type {{ {payloads} }} from "./payloads.js";

/** What went wrong, as a stable code. */
export type ErrorCode ={errors};

/** Which rule a value breaks. */
export type ViolationCode ={violations};

/** What each operation sends and what DOKU answers. */
export interface Operations {{
{rows}}}

export type Operation = keyof Operations;

/** The operations that have a signature; an upload has a bearer token: `prepareUpload`. */
export type SignedOperation = Exclude<Operation, {uploads}>;

/** No page shows what these answer, so the body is `null` where it is no JSON object. */
export type UndocumentedOperation = {undocumented};

{policy}
{retry}
{status}
/** What a KYB callback is about. DOKU documents these; any other text is kept. */
export type CallbackKind = {kinds} | (string & {{}});

/** How many of a file's first bytes tell its type. */
export const FILE_HEAD_BYTES = {head};

/** The keys under which answers hold secrets. */
export const secrets: readonly string[] = [{secrets}];
"#,
        payloads = payloads.join(", "),
        errors = union(ErrorCode::ALL.iter().map(|code| code.as_str())),
        violations = union(ViolationCode::ALL.iter().map(|code| code.as_str())),
        uploads = either(named(|operation| operation.place == Place::Multipart)),
        undocumented = either(named(is_undocumented)),
        policy = list(&lists::policy()),
        retry = list(&lists::retry()),
        status = list(&lists::status()),
        kinds = either(CALLBACK_KINDS.to_vec()),
        head = dokukit::FILE_HEAD_BYTES,
        secrets = quoted(tables::secrets(operations)).join(", "),
    )
}

fn row(operation: &Operation) -> String {
    let request = operation.request.name;
    let answer = if is_unmodelled(operation) { "unknown" } else { operation.answer.name };
    let comment = starred(&paragraphs(operation.doc), "  ", 100);
    format!("{comment}  {}: {{ request: {request}; answer: {answer} }};\n", operation.name)
}

fn list(list: &List) -> String {
    let mut comment = format!("/**\n * {}\n", list.about);
    let meanings = list.meanings();
    if meanings.is_empty() {
        comment = format!("/** {} */\n", list.about);
    } else {
        comment += " *\n";
        comment.extend(meanings.iter().map(|line| format!(" * {line}\n")));
        comment += " */\n";
    }
    format!("{comment}export type {} = {};\n", list.name, list.joined(" | "))
}

fn union<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("\n  | \"{name}\"")).collect::<Vec<_>>().concat()
}

fn either(names: Vec<&str>) -> String {
    if names.is_empty() { "never".to_owned() } else { quoted(names).join(" | ") }
}

fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    names.into_iter().map(|name| format!("\"{name}\"")).collect()
}
