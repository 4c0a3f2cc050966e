import DokuKit
import Foundation

/// Operations that are sent: as JSON text and, wherever that decodes, as typed records too.
extension Vector {
    func send(_ doku: Doku) -> Outcome {
        let text = exchange(doku, { try prepare(doku) }, doku.read)
        if let typed = typed(doku), !agrees(JSON(typed), JSON(text)) { disagreement = "typed records and JSON text" }
        return text
    }

    /// Sends a request as a record, when it decodes, and reads the answer as one.
    func same<Request, Body>(
        _ doku: Doku, _ decode: (String) throws -> Request,
        _ prepare: (Request, String?, String?) throws -> PreparedRequest, _ read: Read<Body>
    ) -> Outcome? {
        guard let request = try? decode(written("request")) else { return nil }
        return exchange(doku, { try prepare(request, text("request_id"), text("timestamp")) }, read)
    }

    private func prepare(_ doku: Doku) throws -> PreparedRequest {
        let json = written("request")
        if operation == "upload_file" {
            return try doku.prepareUpload(json: json, token: text("token"), boundary: text("boundary"))
        }
        return try doku.prepare(
            operation: operation, json: json, requestId: text("request_id"), timestamp: text("timestamp"))
    }

    private func exchange<Body>(
        _ doku: Doku, _ prepared: () throws -> PreparedRequest, _ read: Read<Body>
    ) -> Outcome {
        outcome { result in
            let prepared = try prepared()
            if try prepared != prepare(doku) { disagreement = "typed and text request" }
            if try doku.restore(prepared.serialize()) != prepared { disagreement = "restore and prepare" }
            if operation != "upload_file" { result["stages"] = try stages(doku, prepared) }
            let response = given["response"]
            guard !response.isNull else { return result["prepared"] = prepared }
            let answer = try read(prepared, response.status, response.headers, response.body, policy)
            if answer.raw != response.body { disagreement = "raw and the bytes that came" }
            result["answer"] = answer
        }
    }

    /// A retry, whose two parts must come to the same.
    func again(_ doku: Doku) throws -> Outcome {
        let first = try doku.prepare(
            operation: given["operation"].text ?? "", json: written("request"), requestId: text("request_id"),
            timestamp: text("timestamp"))
        let unsigned = try doku.resignUnsigned(first, timestamp: text("again"))
        let again = try doku.resign(first, timestamp: text("again"))
        let signature = again.headers.first { $0.name == "Signature" }?.value ?? ""
        if try doku.attachSignature(unsigned.request, signature: signature) != again {
            disagreement = "attachSignature and resign"
        }
        let stages = Stages(digest: unsigned.digest, stringToSign: unsigned.stringToSign, signature: signature)
        return ["stages": stages, "prepared": again]
    }

    /// Signs in two parts, which must come to the same.
    private func stages(_ doku: Doku, _ prepared: PreparedRequest) throws -> Stages {
        let unsigned = try doku.prepareUnsigned(
            operation: operation, json: written("request"), requestId: text("request_id"), timestamp: text("timestamp"))
        let signature = prepared.headers.first { $0.name == "Signature" }?.value ?? ""
        if try doku.attachSignature(unsigned.request, signature: signature) != prepared {
            disagreement = "attachSignature and prepare"
        }
        return Stages(digest: unsigned.digest, stringToSign: unsigned.stringToSign, signature: signature)
    }
}

typealias Read<Body: Equatable & Sendable> =
    (PreparedRequest, Int, [(key: String, value: String)], Data, String?) throws -> Answer<Body>
