//! The reference: every operation and every field, from the core's tables.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use dokukit::{
    Api, Field, Format, Kind, OPERATIONS, Operation, Place, Reading, Rule, SignaturePolicy, Table,
};

use crate::schema::prose;
use crate::tables::{is_unmodelled, items};

/// Writes an index and a page per operation into a folder.
pub(crate) fn write(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("README.md"), index())?;
    for operation in OPERATIONS {
        fs::write(folder.join(format!("{}.md", operation.name)), page(operation))?;
    }
    Ok(())
}

const NOTE: &str = "<!-- Written by `cargo xtask docs` from the field tables in `core`. -->\n";

fn index() -> String {
    let mut text = format!(
        "{NOTE}# Reference\n\nEvery operation, and on its page every field with its rule.\n\n\
         The policy for the answer's signature is the operation's default; `policy` in the configuration\n\
         or of a call can only tighten it (`docs/decisions/0020-what-a-signature-covers.md`).\n\n\
         | operation | | policy |\n|---|---|---|\n"
    );
    for operation in OPERATIONS {
        let (name, policy) = (operation.name, policy(operation.policy));
        let endpoint = endpoint(operation);
        let _ = writeln!(text, "| [`{name}`]({name}.md) | {endpoint} | {policy} |");
    }
    text.push_str("\n[Operations that DOKU names and does not document](../undocumented.md)\n");
    text
}

fn page(operation: &'static Operation) -> String {
    let (name, endpoint) = (operation.name, endpoint(operation));
    let policy = policy(operation.policy);
    let test = match operation.place {
        Place::Given => {
            "https://api-sandbox.doku.com`, under `/adv-core-api/` `https://api-uat.doku.com"
        }
        _ => host(operation.api),
    };
    let place = match operation.place {
        Place::Body => "a signed JSON body",
        Place::Query => "the path where it names them, else the query; no body, no Digest line",
        Place::Multipart => "`multipart/form-data` with a bearer token, without a signature",
        Place::Given => "the target and the body that the request names",
    };
    let answer = match operation.reading {
        Reading::Documented | Reading::Completed(_) => "",
        Reading::Lenient(_) => "Undocumented: read where names and types fit, never refused.\n\n",
        Reading::Anything => {
            "The JSON as it came, `null` when there is none; the raw body is kept. A replay (HTTP 409) \
             must be signed.\n\n"
        }
    };
    format!(
        "{NOTE}# `{name}`\n\n{doc}\n\n| | |\n|---|---|\n| method and path | {endpoint} |\n\
         | test host | `{test}` |\n| production host | `https://api.doku.com` |\n\
         | fields travel in | {place} |\n| policy for the answer's signature | {policy} |\n\n\
         ## Request\n\n{request}\n## Answer\n\n{answer}{answers}",
        doc = prose(operation.doc),
        request = tables(&operation.request),
        answers = if is_unmodelled(operation) { String::new() } else { tables(&operation.answer) },
    )
}

/// Method and path, where the row has them.
fn endpoint(operation: &Operation) -> String {
    let Operation { method, path, .. } = operation;
    if operation.place == Place::Given {
        "any other".to_owned()
    } else {
        format!("{method} `{path}`")
    }
}

fn host(api: Api) -> &'static str {
    match api {
        Api::Partner => "https://api-uat.doku.com",
        Api::Rdl => "https://api-sandbox.doku.com",
    }
}

fn policy(policy: SignaturePolicy) -> String {
    format!("`{}`", policy.as_str())
}

/// The table and those of its objects, each once.
fn tables(table: &'static Table) -> String {
    let mut text = String::new();
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![table]);
    while !waiting.is_empty() {
        let table = waiting.remove(0);
        if !seen.insert(table.name) {
            continue;
        }
        let _ = write!(
            text,
            "### {}\n\n{}\n\n| field | type | | rule | |\n|---|---|---|---|---|\n",
            table.name,
            prose(table.doc)
        );
        for field in table.fields {
            text.push_str(&row(field));
            waiting.extend(items(&field.rule));
        }
        text.push('\n');
    }
    text
}

fn row(field: &Field) -> String {
    let need = match (field.rule.computed, field.required) {
        (true, _) => "added",
        (_, true) => "mandatory",
        _ => "optional",
    };
    let doc = prose(field.doc).replace("\n\n", "<br>").replace('|', "\\|");
    let (kind, rule) = (kind(&field.rule), limits(&field.rule));
    format!("| `{}` | {kind} | {need} | {rule} | {doc} |\n", field.name)
}

fn kind(rule: &Rule) -> String {
    match rule.kind {
        Kind::Text => "text".into(),
        Kind::Secret => "secret text".into(),
        Kind::Base64 => "bytes, base64 in JSON".into(),
        Kind::TextOrNumber => "text or number".into(),
        Kind::Digits => "digits as text".into(),
        Kind::WholeDigits => "whole number, sent as text".into(),
        Kind::Boolean => "boolean".into(),
        Kind::Integer => "whole number".into(),
        Kind::Json => "any JSON".into(),
        Kind::Object(table) => format!("[{}](#{})", table.name, table.name.to_lowercase()),
        Kind::List(item) => format!("list of {}", kind(item)),
    }
}

fn limits(rule: &Rule) -> String {
    let mut limits = Vec::new();
    limits.extend(rule.max.map(|max| format!("at most {max} characters")));
    limits.extend(rule.least.map(|least| format!("from {least}")));
    limits.extend(rule.format.map(|format| form(format).to_owned()));
    limits.extend(rule.one_of.map(|list| format!("one of {}", codes(list))));
    limits.extend(rule.known.map(|list| format!("such as {}", codes(list))));
    limits.extend(rule.always.map(|text| format!("`{text}` when left out")));
    if let Kind::List(item) = rule.kind {
        limits.push(limits_of_items(item));
    }
    limits.retain(|limit| !limit.is_empty());
    limits.join("; ")
}

fn limits_of_items(item: &Rule) -> String {
    let inside = limits(item);
    if inside.is_empty() { inside } else { format!("each {inside}") }
}

fn codes(list: &[&str]) -> String {
    list.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ")
}

fn form(format: Format) -> &'static str {
    match format {
        Format::Date => "`YYYY-MM-DD`",
        Format::Email => "email address",
        Format::Digits => "digits",
        Format::Url => "URL with http or https",
        Format::Country => "two capital letters",
        Format::Currency => "three capital letters",
        Format::TransactionId => "letters, digits, `:` `.` `_` `-`",
        Format::PathSegment => "letters, digits, `.` `_` `-`",
        Format::FileName => "no path, no control characters",
    }
}
