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
            case "sign_component":
                result["stages"] = try doku().signComponent(
                    method: text("method"), target: text("target"), body: given["body"].bytes,
                    requestId: requestId, timestamp: timestamp)
            case "sign_reply":
                result["stages"] = try doku().signReply(
                    target: text("target"), body: given.body, requestId: requestId, timestamp: timestamp)
            case "resign": result = try again(doku())
            default:
                if let answer = try local() ?? incoming() {
                    result["answer"] = answer
                } else {
                    result = try send(doku())
                }
            }
        }
    }

    /// What is answered without a configuration.
    private func local() throws -> Any? {
        switch operation {
        case "timestamp":
            let unix = try given["unix"].integer.map { try Doku.timestampFromUnix($0) }
            return try unix ?? Doku.parseTimestamp(text("text"))
        case "request_id": return ["text": try Doku.checkRequestId(text("text"))]
        case "check":
            return ["violations": try Doku.check(operation: text("operation"), json: written("request"))]
        case "check_against_requirements": return ["violations": try unmet()]
        case "check_upload":
            let told = try Doku.checkUpload(
                json: written("request"), requirements: written("requirements"), size: number("size").map(Int.init))
            return ["violations": told]
        case "upload_plan":
            return ["uploads": try JSON(parsing: Data(Doku.uploadPlan(json: written("requirements")).utf8))]
        case "place_upload":
            let placed = try Doku.placeUpload(
                json: written("request"), upload: written("upload"), placement: written("placement"))
            return ["request": try JSON(parsing: Data(placed.utf8))]
        case "is_expired":
            let token = TokenAnswer(token: Secret(text: "none"), expiresAt: number("expires_at"))
            return ["expired": try token.isExpired(now: number("now"), leeway: number("leeway") ?? 0)]
        default: return nil
        }
    }

    /// What came in, or what somebody's tests let come in.
    private func incoming() throws -> Any? {
        let (target, method, response) = (text("target"), text("method"), given["response"])
        switch operation {
        case "verify_response":
            let status = try doku().verifyResponse(
                method: method, target: target, requestId: requestId, status: response.status,
                headers: response.headers, body: response.body, policy: policy,
                now: number("now"), tolerance: number("tolerance"))
            return ["signature": status]
        case "verify_notification":
            let status = try doku().verifyNotification(
                target: target, headers: given.headers, body: given.body,
                now: number("now"), tolerance: number("tolerance"))
            return ["signature": status]
        case "read_callback":
            return try doku().readCallback(
                target: target, headers: given.headers, body: given.body, policy: policy,
                now: number("now"), tolerance: number("tolerance"))
        case "diagnose_signature":
            let others = given["candidates"]
            let found = try doku().diagnoseSignature(
                method: method, target: target, headers: given.headers, body: given.body,
                secretKeys: others["secret_keys"].texts, targets: others["targets"].texts,
                clientIds: others["client_ids"].texts, requestIds: others["request_ids"].texts)
            return ["findings": found.map(\.code)]
        case "explain_signature":
            return try doku().explainSignature(
                method: method, target: target, headers: given.headers, body: given.body)
        case "sign_test_notification":
            let headers = try doku().signTestNotification(
                target: target, body: given.body, requestId: requestId, timestamp: timestamp)
            return ["headers": headers]
        case "sign_test_response":
            let doku = try doku()
            return try doku.signTestResponse(
                prepare(doku), status: given.status, body: given.body, timestamp: text("timestamp"))
        case "redacted":
            let doku = try doku()
            let prepared = try prepare(doku)
            guard !response.isNull else { return ["request": try prepared.redacted(), "answer": nil] as [String: Any?] }
            let read = try doku.read(
                prepared, status: response.status, headers: response.headers, body: response.body, policy: policy)
            return ["request": try prepared.redacted(), "answer": try read.redacted()]
        default: return nil
        }
    }

    /// What makes one call different from the next: beside `given` where nothing is sent.
    var call: JSON { alone.contains(operation) ? given : given["call"] }
    var requestId: String { call["request_id"].text ?? "" }
    var timestamp: String { call["timestamp"].text ?? "" }
    var policy: String? { given["policy"].text }
    func text(_ name: String) -> String { given[name].text ?? "" }
    private func number(_ name: String) -> Int64? { given[name].integer }

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

private let alone: Set = [
    "sign_component", "sign_reply", "verify_response", "resign", "sign_test_notification",
]

/// What a call put into its result, by the names of the vectors.
typealias Outcome = [String: Any]

/// Runs a call; an error that ends it is part of the result.
func outcome(_ call: (inout Outcome) throws -> Void) -> Outcome {
    var result = Outcome()
    do { try call(&result) } catch { result["error"] = error }
    return result
}
