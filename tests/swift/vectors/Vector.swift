import DokuKit
import Foundation

/// One vector: what it gives, and what comes of it.
final class Vector {
    let operation: String
    let given: JSON
    private let file: Data
    /// Two ways that should have agreed and did not.
    var disagreement: String?

    init(_ json: JSON, from file: Data) {
        (operation, given, self.file) = (json["operation"].text ?? "", json["given"], file)
    }

    func run() -> Outcome {
        outcome { result in
            switch operation {
            case "timestamp":
                let unix = try field("unix").integer.map { try Doku.timestampFromUnix($0) }
                result["answer"] = try unix ?? Doku.parseTimestamp(text("text"))
            case "request_id": result["answer"] = ["text": try Doku.checkRequestId(text("text"))]
            case "sign_component":
                result["stages"] = try doku().signComponent(
                    method: text("method"), target: text("target"), body: field("body").bytes,
                    requestId: text("request_id"), timestamp: text("timestamp"))
            case "sign_reply":
                result["stages"] = try doku().signReply(
                    target: text("target"), body: given.body,
                    requestId: text("request_id"), timestamp: text("timestamp"))
            case "verify_response":
                let response = given["response"]
                let status = try doku().verifyResponse(
                    method: text("method"), target: text("target"), requestId: text("request_id"),
                    status: response.status, headers: response.headers, body: response.body,
                    policy: policy ?? "required", now: now, tolerance: tolerance)
                result["answer"] = ["signature": status]
            case "verify_notification":
                let status = try doku().verifyNotification(
                    target: text("target"), headers: given.headers, body: given.body,
                    now: now, tolerance: tolerance)
                result["answer"] = ["signature": status]
            case "read_callback":
                result["answer"] = try doku().readCallback(
                    target: text("target"), headers: given.headers, body: given.body,
                    policy: policy ?? "required", now: now, tolerance: tolerance)
            case "diagnose_signature": result["answer"] = ["findings": try findings()]
            case "check":
                let told = try Doku.checkRequest(operation: given["operation"].text ?? "", json: written("request"))
                result["answer"] = ["violations": told]
            case "resign": result = try again(doku())
            case "check_against_requirements": result["answer"] = ["violations": try unmet()]
            default: result = try send(doku())
            }
        }
    }

    var policy: String? { given["policy"].text }
    private var now: Int64? { field("now").integer }
    private var tolerance: Int64? { field("tolerance").integer }

    private func findings() throws -> [String] {
        let others = given["candidates"]
        let found = try doku().diagnoseSignature(
            method: text("method"), target: text("target"), headers: given.headers, body: given.body,
            secretKeys: others["secret_keys"].texts, targets: others["targets"].texts,
            clientIds: others["client_ids"].texts, requestIds: others["request_ids"].texts)
        return found.map(\.code)
    }

    /// A value of the request, of the call, or of what is given besides, in this order.
    func field(_ name: String) -> JSON {
        [given["request"], given["call"], given].map { $0[name] }.first { !$0.isNull } ?? .null
    }

    func text(_ name: String) -> String { field(name).text ?? "" }

    /// The JSON text of a part of `given`: the string that stands there, or else the value as written.
    func written(_ part: String) -> String {
        given[part].text ?? asWritten(part, in: file)
    }

    private func doku() throws -> Doku {
        let config = given["config"]
        return try Doku(
            environment: config["environment"].text, baseURL: config["environment"]["base_url"].text,
            clientId: config["client_id"].text ?? "", secretKey: config["secret_key"].text,
            query: config["query"].text, previousSecretKeys: config["previous_secret_keys"].texts,
            acceptBareSignatures: config["accept_bare_signatures"].isTrue,
            policy: config["policy"].text, allowPlainHttp: config["allow_plain_http"].isTrue)
    }
}

/// What a call put into its result, by the names of the vectors.
typealias Outcome = [String: Any]

/// Runs a call; an error that ends it is part of the result.
func outcome(_ call: (inout Outcome) throws -> Void) -> Outcome {
    var result = Outcome()
    do { try call(&result) } catch { result["error"] = error }
    return result
}
