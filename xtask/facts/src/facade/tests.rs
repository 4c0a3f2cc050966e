mod files;

use std::collections::BTreeSet;

use dokukit::{Api, GenericCall, OPERATIONS, Operation, Payload, Place, Reading, SignaturePolicy};

use super::*;

/// An operation that DOKU does not have, as a row; a generator needs nothing else.
fn invented(place: Place) -> Operation {
    let (mut request, mut answer) = (GenericCall::TABLE, GenericCall::TABLE);
    request.name = "RefundOrder";
    answer.name = "RefundedOrder";
    answer.doc = &[" A refund.", "", " DOKU, Refund,", " response body."];
    Operation {
        name: "refund_paid_order",
        doc: &[" Gives money back.", "", " DOKU, Refund."],
        method: "POST",
        path: "/refund",
        api: Api::Partner,
        place,
        policy: SignaturePolicy::Required,
        request,
        reading: Reading::Lenient(str::to_owned),
        answer,
    }
}

fn text(language: &str, operations: &[&Operation]) -> String {
    let files = sources(language, operations).expect("a language");
    files.into_iter().map(|(_, text)| text).collect()
}

fn with_invented(language: &str, place: Place) -> String {
    let invented = invented(place);
    let operations: Vec<&Operation> = OPERATIONS.iter().copied().chain([&invented]).collect();
    text(language, &operations)
}

/// What a made-up operation adds, line by line, where it travels in a body.
const ADDED: [(&str, &[&str]); 4] = [
    (
        "kotlin",
        &[
            "     * Gives money back. Throws `invalid_request`.",
            "    fun prepareRefundPaidOrder(",
            "        request: RefundOrder,",
            "    ): PreparedRequest = converting { core.prepareRefundPaidOrder(request, stamp(requestId, timestamp)) }",
            "     * Verifies and reads the answer to [prepareRefundPaidOrder]; throws what [Doku.read] throws. The answer must be",
            "     * DOKU, Refund, response body.",
            "    fun readRefundPaidOrder(",
            "    ): Answer<RefundedOrder> = converting {",
            "        val answer = core.readRefundPaidOrder(sent(prepared), received(status, headers, body), policy)",
            "typealias RefundOrder = id.dokukit.generated.RefundOrder",
            "typealias RefundedOrder = id.dokukit.generated.RefundedOrder",
            "fun refundOrderFromJson(json: String): RefundOrder =",
        ],
    ),
    (
        "swift",
        &[
            "    /// Gives money back. Throws `invalid_request`.",
            "    public func prepareRefundPaidOrder(",
            "        _ request: RefundOrder, requestId: String? = nil, timestamp: String? = nil",
            "    /// Verifies and reads the answer to `prepareRefundPaidOrder`; throws what `read` throws. The answer must",
            "    public func readRefundPaidOrder<Name, Value>(",
            "    ) throws(DokuError) -> Answer<RefundedOrder> {",
            "extension RefundPaidOrderAnswer: CoreAnswer {}",
            "public typealias RefundOrder = DokuKitCore.RefundOrder",
            "public typealias RefundedOrder = DokuKitCore.RefundedOrder",
            "extension RefundOrder {",
            "        self = try converting { try refundOrderFromJson(text: json) }",
        ],
    ),
    (
        "python",
        &[
            "        operation: Literal[\"refund_paid_order\"],",
            "        body: RefundOrder | str,",
            "    ) -> PreparedRequest[RefundedOrder | None]:",
            "    ) -> UnsignedRequest[RefundedOrder | None]:",
            "        \"\"\"Gives money back.",
            "    RefundOrder,",
            "    RefundedOrder,",
            "class RefundOrder(TypedDict):",
            "class RefundedOrder(TypedDict):",
        ],
    ),
    (
        "typescript",
        &[
            "   * Gives money back.",
            "  refund_paid_order: { request: RefundOrder; answer: RefundedOrder };",
            "export type UndocumentedOperation = \"register_business\" | \"disburse_rdl\" | \"refund_paid_order\";",
            "export type SignedOperation = Exclude<Operation, \"upload_file\">;",
        ],
    ),
];

#[test]
fn an_operation_is_one_row() {
    for (language, added) in ADDED {
        let text = with_invented(language, Place::Body);
        for line in added {
            assert!(text.lines().any(|known| known == *line), "{language}: {line}\n{text}");
        }
    }
}

/// The lines above come from the row alone.
#[test]
fn without_the_row_there_is_no_trace_of_it() {
    for (language, _) in ADDED {
        let text = text(language, OPERATIONS);
        assert!(!text.contains("efundPaid") && !text.contains("refund_paid"), "{language}");
    }
}

#[test]
fn every_operation_is_in_every_facade() {
    for (language, _) in ADDED {
        let text = text(language, OPERATIONS);
        for operation in OPERATIONS {
            let Names { prepare, read, .. } = Names::of(operation);
            let is_upload = operation.place == Place::Multipart;
            let expected = match language {
                "kotlin" if is_upload => vec![format!("fun {read}(")],
                "kotlin" => vec![format!("fun {prepare}("), format!("fun {read}(")],
                "swift" if is_upload => vec![format!("func {read}<Name, Value>(")],
                "swift" => vec![format!("func {prepare}("), format!("func {read}<Name, Value>(")],
                "python" if is_upload => Vec::new(),
                "python" => vec![format!("Literal[\"{}\"]", operation.name)],
                _ => vec![format!("  {}: {{ request:", operation.name)],
            };
            for expected in expected {
                assert!(text.contains(&expected), "{language}: {expected}");
            }
        }
    }
}

#[test]
fn what_prepares_an_upload_is_written_by_hand() {
    for language in ["kotlin", "swift", "python"] {
        let text = with_invented(language, Place::Multipart);
        assert!(!text.contains("prepareRefundPaidOrder"), "{language}");
        assert!(!text.contains("Literal[\"refund_paid_order\"]"), "{language}");
    }
    let text = with_invented("typescript", Place::Multipart);
    assert!(text.contains("Exclude<Operation, \"upload_file\" | \"refund_paid_order\">"), "{text}");
}

#[test]
fn a_request_of_optional_fields_may_be_left_out() {
    let kotlin = text("kotlin", OPERATIONS);
    assert!(kotlin.contains("request: GenerateToken = GenerateToken(),"), "{kotlin}");
    assert_eq!(kotlin.matches("request: ").count(), kotlin.matches(",\n        requestId").count());
    assert_eq!(kotlin.matches("(),\n        requestId").count(), 1);
    let swift = text("swift", OPERATIONS);
    assert!(swift.contains("_ request: GenerateToken = GenerateToken(), requestId"), "{swift}");
    assert_eq!(swift.matches("(), requestId").count(), 1);
}

/// Every table in a table has a public name, once.
#[test]
fn every_record_has_a_public_name() {
    for (language, alias) in [("kotlin", "\ntypealias "), ("swift", "\npublic typealias ")] {
        let text = text(language, OPERATIONS);
        let names: Vec<&str> =
            text.split(alias).skip(1).filter_map(|rest| rest.split(' ').next()).collect();
        let unique: BTreeSet<&str> = names.iter().copied().collect();
        assert_eq!(names.len(), unique.len(), "{language}");
        // A list's object in an object in an object, and the records of no operation.
        for name in
            ["RegistrationOwnerLiveness", "FormRule", "Placement", "PlannedUpload", "GenericCall"]
        {
            assert!(unique.contains(name), "{language}: {name}");
        }
    }
}

#[test]
fn how_many_bytes_tell_a_file_s_type_is_the_core_s_number() {
    for (language, line) in [
        ("kotlin", "const val FILE_HEAD_BYTES = "),
        ("swift", "public static let fileHeadBytes = "),
    ] {
        let line = format!("{line}{}\n", dokukit::FILE_HEAD_BYTES);
        assert!(text(language, OPERATIONS).contains(&line), "{language}: {line}");
    }
}

#[test]
fn no_line_is_longer_than_its_language_allows() {
    for (language, width) in [("kotlin", 120), ("swift", 120), ("python", 100)] {
        for line in text(language, OPERATIONS).lines() {
            assert!(line.chars().count() <= width, "{language}: {line}");
        }
    }
}

#[test]
fn an_unknown_language_is_refused() {
    assert!(sources("cobol", OPERATIONS).is_err());
}
