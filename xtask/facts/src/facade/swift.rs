//! Swift: the functions of `Doku`, the public names of records, and records from JSON.

use dokukit::{Operation, Place};

use super::text::{paragraphs, wrapped};
use super::{
    HEAD, NOTE, Names, about_json, about_prepare, about_read, from_json, is_optional, records,
    requests,
};

pub(super) fn sources(operations: &[&Operation]) -> Vec<(&'static str, String)> {
    vec![("Operations.swift", functions(operations)), ("Payloads.swift", payloads(operations))]
}

fn functions(operations: &[&Operation]) -> String {
    let pairs: Vec<String> = operations.iter().map(|operation| pair(operation)).collect();
    let envelopes: Vec<String> = operations
        .iter()
        .map(|operation| format!("extension {}: CoreAnswer {{}}\n", Names::of(operation).envelope))
        .collect();
    format!(
        "// {NOTE}\nimport DokuKitCore\nimport Foundation\n\nextension Doku {{\n{}}}\n\n{}",
        pairs.join("\n"),
        envelopes.concat()
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
                "{}    public func {prepare}(
        _ request: {request}{absent}, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> PreparedRequest {{
        try converting {{ try core.{prepare}(request: request, stamp: stamp(requestId, timestamp)) }}
    }}

",
                comment(&about_prepare(operation), "    ")
            )
        }
    };
    format!(
        "{signed}{}    public func {read}<Name, Value>(
        _ prepared: PreparedRequest, status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil
    ) throws(DokuError) -> Answer<{answer}> {{
        try answer(core.{read}, prepared, status, headers, body, policy)
    }}
",
        comment(&about_read(operation, &format!("`{prepare}`"), "`read`"), "    ")
    )
}

fn payloads(operations: &[&Operation]) -> String {
    let aliases = records(operations).into_iter().map(|(name, table)| {
        let comment = comment(&paragraphs(table.doc), "");
        format!("{comment}public typealias {name} = DokuKitCore.{name}\n")
    });
    let requests = requests(operations);
    let readers = requests.iter().map(|request| {
        let (name, read) = (request.name, from_json(request.name));
        format!(
            "extension {name} {{
{}    public init(json: String) throws(DokuError) {{
        self = try converting {{ try {read}(text: json) }}
    }}
}}
",
            comment(&[about_json(request, "a request or a part of one")], "    ")
        )
    });
    let head = dokukit::FILE_HEAD_BYTES;
    let head = format!(
        "extension Doku {{\n{}    public static let fileHeadBytes = {head}\n}}\n",
        comment(&[HEAD.to_owned()], "    "),
    );
    let all: Vec<String> = aliases.chain(readers).chain([head]).collect();
    format!("// {NOTE}\nimport DokuKitCore\n\n{}", all.join("\n"))
}

fn comment(paragraphs: &[String], indent: &str) -> String {
    wrapped(paragraphs, &format!("{indent}/// "), 110).join("\n") + "\n"
}
