import DokuKit
import Foundation

/// Operations that are sent: as JSON text and, wherever that decodes, as typed records too.
extension Vector {
    func send(_ doku: Doku) -> Outcome {
        let (id, time) = (text("request_id"), text("timestamp"))
        let json = given["request"].text ?? "\(given["request"])"
        let text = exchange(
            doku, json, { try doku.prepare(operation: operation, json: json, requestId: id, timestamp: time) },
            doku.read)
        var typed: Outcome?
        if operation == "call", let call = try? GenericCall(json: json) {
            typed = exchange(
                doku, json, { try doku.prepareCall(call, requestId: id, timestamp: time) }, doku.read)
        } else if operation == "register_rdl_customer", let registration = try? RdlRegistration(json: json) {
            typed = exchange(
                doku, json,
                { try doku.prepareRegisterRdlCustomer(registration, requestId: id, timestamp: time) },
                doku.readRegisterRdlCustomer)
        }
        if let typed, !agrees(JSON(typed), JSON(text)) { disagreement = "typed records and JSON text" }
        return text
    }

    private func exchange<Body>(
        _ doku: Doku, _ json: String, _ prepare: () throws -> PreparedRequest,
        _ read: (PreparedRequest, Int, [(key: String, value: String)], Data) throws -> Answer<Body>
    ) -> Outcome {
        outcome { result in
            let unsigned = try doku.prepareUnsigned(
                operation: operation, json: json, requestId: text("request_id"), timestamp: text("timestamp"))
            let prepared = try prepare()
            let signature = prepared.headers.first { $0.name == "Signature" }?.value ?? ""
            result["stages"] = Stages(
                digest: unsigned.digest, stringToSign: unsigned.stringToSign, signature: signature)
            if try doku.attachSignature(unsigned.request, signature: signature) != prepared {
                disagreement = "attachSignature and prepare"
            }
            let response = given["response"]
            guard !response.isNull else { return result["prepared"] = prepared }
            let answer = try read(prepared, response.status, response.headers, response.body)
            if answer.raw != response.body { disagreement = "raw and the bytes that came" }
            result["answer"] = answer
        }
    }
}
