import DokuKit
import Foundation

/// A case. Wherever its JSON text is a record too, both forms must come to the same, or the vector `differs`.
final class Vector {
    let operation: String
    let given: JSON
    var differs: String?
    private let file: Data

    init(_ file: Data) {
        let json = (try? JSON(parsing: file)) ?? .null
        (operation, given, self.file) = (json["operation"].text ?? "", json["given"], file)
    }

    func run() -> Outcome {
        outcome { result in
            switch operation {
            case "sign_component":
                result["stages"] = try doku.signComponent(
                    method: method, target: target, body: given["body"].bytes, requestId: id, timestamp: time)
            case "sign_reply":
                result["stages"] = try doku.signReply(target: target, body: body, requestId: id, timestamp: time)
            case "resign":
                let (first, again) = (try prepare(), text("again"))
                let prepared = try doku.resign(first, timestamp: again)
                result["stages"] = try stages(doku.resignUnsigned(first, timestamp: again), prepared)
                result["prepared"] = prepared
            default:
                guard let answer = try answer() else { return result = send() }
                result["answer"] = answer
            }
        }
    }

    /// What is answered without anything that is sent; nothing for an operation that is.
    private func answer() throws -> Any? {
        let requirements = written("requirements")
        switch operation {
        case "timestamp":
            return try number("unix").map { try Doku.timestampFromUnix($0) } ?? Doku.parseTimestamp(text("text"))
        case "request_id": return ["text": try Doku.checkRequestId(text("text"))]
        case "check": return ["violations": try Doku.check(operation: text("operation"), json: request)]
        case "check_against_requirements": return ["violations": try unmet()]
        case "check_upload":
            let size = number("size").map(Int.init)
            return ["violations": try Doku.checkUpload(json: request, requirements: requirements, size: size)]
        case "upload_plan": return ["uploads": try JSON(parsing: Doku.uploadPlan(json: requirements))]
        case "place_upload":
            let placed = try Doku.placeUpload(
                json: request, upload: written("upload"), placement: written("placement"))
            return ["request": try JSON(parsing: placed)]
        case "is_expired":
            let token = TokenAnswer(token: Secret(text: "none"), expiresAt: number("expires_at"))
            return ["expired": try token.isExpired(now: now, leeway: number("leeway") ?? 0)]
        case "verify_response":
            let signature = try doku.verifyResponse(
                method: method, target: target, requestId: id, status: status, headers: headers, body: body,
                policy: policy, now: now, tolerance: tolerance)
            return ["signature": signature]
        case "verify_notification":
            let signature = try doku.verifyNotification(
                target: target, headers: headers, body: body, now: now, tolerance: tolerance)
            return ["signature": signature]
        case "read_callback":
            return try doku.readCallback(
                target: target, headers: headers, body: body, policy: policy, now: now, tolerance: tolerance)
        case "diagnose_signature":
            let others = given["candidates"]
            let findings = try doku.diagnoseSignature(
                method: method, target: target, headers: headers, body: body, secretKeys: others["secret_keys"].texts,
                targets: others["targets"].texts, clientIds: others["client_ids"].texts,
                requestIds: others["request_ids"].texts)
            return ["findings": findings.map(\.code)]
        case "explain_signature":
            return try doku.explainSignature(method: method, target: target, headers: headers, body: body)
        case "sign_test_notification":
            let headers = try doku.signTestNotification(target: target, body: body, requestId: id, timestamp: time)
            return ["headers": headers]
        case "sign_test_response":
            return try doku.signTestResponse(prepare(), status: status, body: body, timestamp: text("timestamp"))
        case "redacted":
            let prepared = try prepare()
            let read = given["response"].isNull ? nil : try read(prepared, doku.read)
            return ["request": try prepared.redacted(), "answer": try read?.redacted()] as [String: Any?]
        case "attempts": return try play()
        default: return nil
        }
    }

    private func send() -> Outcome {
        let text = exchange(prepare) { try self.read($0, self.doku.read) }
        let typed = try? typed()
        if let typed, !agrees(JSON(typed), JSON(text)) { differs = "typed records and JSON text" }
        return text
    }

    func exchange(_ prepare: () throws -> PreparedRequest, _ read: (PreparedRequest) throws -> Any) -> Outcome {
        outcome { result in
            let prepared = try prepare()
            if try prepared != self.prepare() { differs = "typed and text request" }
            if try doku.restore(prepared.serialize()) != prepared { differs = "restore and prepare" }
            if operation != "upload_file" {
                let unsigned = try doku.prepareUnsigned(
                    operation: operation, json: request, requestId: id, timestamp: time)
                result["stages"] = try stages(unsigned, prepared)
            }
            result["prepared"] = prepared
            if !given["response"].isNull { result["answer"] = try read(prepared) }
        }
    }

    func read<Body>(_ prepared: PreparedRequest, _ read: Read<Body>) throws -> Answer<Body> {
        try read(prepared, status, headers, body, policy)
    }

    func prepare() throws -> PreparedRequest {
        let name = given["operation"].text ?? operation
        guard name == "upload_file" else {
            return try doku.prepare(operation: name, json: request, requestId: id, timestamp: time)
        }
        return try doku.prepareUpload(json: request, token: call["token"].text ?? "", boundary: boundary)
    }

    /// The stages of a request that is signed in two parts, which must come to the same.
    private func stages(_ unsigned: UnsignedRequest, _ request: PreparedRequest) throws -> Stages {
        let signature = request.headers.first { $0.name == "Signature" }?.value ?? ""
        if try doku.attachSignature(unsigned.request, signature: signature) != request {
            differs = "attachSignature and prepare"
        }
        return Stages(digest: unsigned.digest, stringToSign: unsigned.stringToSign, signature: signature)
    }

    /// Each key in its one place: what is not sent has its Request-Id and time beside the rest.
    var call: JSON { alone.contains(operation) ? given : given["call"] }
    var id: String { call["request_id"].text ?? "" }
    var time: String { call["timestamp"].text ?? "" }
    var boundary: String { call["boundary"].text ?? "" }
    /// What came: a response, or the vector's own message.
    private var message: JSON { given["response"].isNull ? given : given["response"] }
    private var status: Int { Int(message["status"].integer ?? 0) }
    private var headers: [(key: String, value: String)] { message["headers"].headers }
    private var body: Data { message["body"].bytes ?? Data() }
    private var target: String { text("target") }
    private var method: String { text("method") }
    var policy: String? { given["policy"].text }
    private var now: Int64? { number("now") }
    private var tolerance: Int64? { number("tolerance") }
    var request: String { written("request") }
    private func text(_ name: String) -> String { given[name].text ?? "" }
    func number(_ name: String) -> Int64? { given[name].integer }

    /// The JSON text of a part of `given`: the string that stands there, or else the value as written.
    func written(_ part: String) -> String { given[part].text ?? asWritten(part, in: file) }

    var doku: Doku { get throws { try configured.get() } }
    private lazy var configured = Result {
        let config = given["config"]
        return try Doku(
            environment: config["environment"].text, baseURL: config["environment"]["base_url"].text,
            clientId: config["client_id"].text ?? "", secretKey: config["secret_key"].text,
            query: config["query"].text, previousSecretKeys: config["previous_secret_keys"].texts,
            acceptBareSignatures: config["accept_bare_signatures"].isTrue,
            policy: config["policy"].text, allowPlainHttp: config["allow_plain_http"].isTrue)
    }
}

private let alone: Set = ["sign_component", "sign_reply", "verify_response", "resign", "sign_test_notification"]

/// A function that reads, by any name.
typealias Read<Body: Equatable & Sendable> =
    (PreparedRequest, Int, [(key: String, value: String)], Data, String?) throws -> Answer<Body>

/// What a call put into its result, by the names of the vectors.
typealias Outcome = [String: Any]

/// Runs a call; an error that ends it is part of the result.
private func outcome(_ call: (inout Outcome) throws -> Void) -> Outcome {
    var result = Outcome()
    do { try call(&result) } catch { result["error"] = error }
    return result
}
