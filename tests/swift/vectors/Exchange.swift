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
        return exchange(doku, { try prepare(request, requestId, timestamp) }, read)
    }

    func prepare(_ doku: Doku) throws -> PreparedRequest {
        let (json, name) = (written("request"), given["operation"].text ?? operation)
        guard name != "upload_file" else {
            let (token, boundary) = (call["token"].text ?? "", call["boundary"].text ?? "")
            return try doku.prepareUpload(json: json, token: token, boundary: boundary)
        }
        return try doku.prepare(operation: name, json: json, requestId: requestId, timestamp: timestamp)
    }

    private func exchange<Body>(
        _ doku: Doku, _ prepared: () throws -> PreparedRequest, _ read: Read<Body>
    ) -> Outcome {
        outcome { result in
            let prepared = try prepared()
            if try prepared != prepare(doku) { disagreement = "typed and text request" }
            if try doku.restore(prepared.serialize()) != prepared { disagreement = "restore and prepare" }
            if operation != "upload_file" {
                let unsigned = try doku.prepareUnsigned(
                    operation: operation, json: written("request"), requestId: requestId, timestamp: timestamp)
                result["stages"] = try stages(doku, unsigned, prepared)
            }
            result["prepared"] = prepared
            let response = given["response"]
            guard !response.isNull else { return }
            let answer = try read(prepared, response.status, response.headers, response.body, policy)
            if answer.raw != response.body { disagreement = "raw and the bytes that came" }
            result["answer"] = answer
        }
    }

    /// A retry.
    func again(_ doku: Doku) throws -> Outcome {
        let (first, time) = (try prepare(doku), text("again"))
        let again = try doku.resign(first, timestamp: time)
        return ["stages": try stages(doku, doku.resignUnsigned(first, timestamp: time), again), "prepared": again]
    }

    /// The stages of a request that is signed in two parts, which must come to the same.
    private func stages(_ doku: Doku, _ unsigned: UnsignedRequest, _ request: PreparedRequest) throws -> Stages {
        let signature = request.headers.first { $0.name == "Signature" }?.value ?? ""
        if try doku.attachSignature(unsigned.request, signature: signature) != request {
            disagreement = "attachSignature and what it is a part of"
        }
        return Stages(digest: unsigned.digest, stringToSign: unsigned.stringToSign, signature: signature)
    }
}

typealias Read<Body: Equatable & Sendable> =
    (PreparedRequest, Int, [(key: String, value: String)], Data, String?) throws -> Answer<Body>
