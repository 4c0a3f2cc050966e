import DokuKit
import Foundation
import Testing

private let hook = "/doku/kyb"
private let body = Data(#"{"type":"BUSINESS","note":"Ibu Contoh"}"#.utf8)
private let signature = "HMACSHA256=Hv+zC0XXeqTcjSyPrB6Yo3kFAosV3tN+u/yjBwVZPfY="
private let headers = [
    "Client-Id": clientId,
    "Request-Id": requestId,
    "Request-Timestamp": timestamp,
    "Signature": signature,
]

@Test func aCallbackIsRead() throws {
    let callback = try doku().readCallback(target: hook, headers: headers, body: body)
    #expect(callback.kind == "BUSINESS" && callback.signature == "verified")
    #expect(callback.requestId == requestId && callback.raw == body)
    #expect(!"\(callback)".contains("Contoh"))
    let unsigned = headers.filter { $0.key != "Signature" }
    let lenient = try doku().readCallback(target: hook, headers: unsigned, body: body, policy: "if_present")
    #expect(lenient.signature == "absent")
    func refused(_ headers: [String: String], _ body: Data, now: Int64? = nil) throws -> String {
        try failure { try doku().readCallback(target: hook, headers: headers, body: body, now: now) }.code
    }
    #expect(try refused(unsigned, body) == "signature_missing")
    #expect(try refused(headers, Data("{}".utf8)) == "signature_mismatch")
    #expect(try refused(headers, body, now: 0) == "stale_timestamp")
}

@Test func previousKeysAndBareSignaturesAreTakenByName() throws {
    let rotated = try Doku(
        environment: "test", clientId: clientId, secretKey: "new", previousSecretKeys: ["older", secretKey])
    #expect(try rotated.verifyNotification(target: hook, headers: headers, body: body) == "verified")
    let bare = headers.merging(["Signature": String(signature.dropFirst(11))]) { $1 }
    #expect(
        try failure { try doku().verifyNotification(target: hook, headers: bare, body: body) }.code
            == "signature_mismatch")
    let lenient = try Doku(
        environment: "test", clientId: clientId, secretKey: secretKey, acceptBareSignatures: true)
    #expect(try lenient.verifyNotification(target: hook, headers: bare, body: body) == "verified")
}

@Test func aMistakeIsFound() throws {
    func codes(_ target: String, _ body: Data, targets: [String] = []) throws -> [String] {
        let found = try doku().diagnoseSignature(
            method: "POST", target: target, headers: headers, body: body, targets: targets)
        return found.map(\.code)
    }
    #expect(try codes(hook, body) == [])
    let spaced = String(decoding: body, as: UTF8.self).replacingOccurrences(of: ":", with: ": ")
    #expect(try codes(hook, Data(spaced.replacingOccurrences(of: ",", with: ", ").utf8)) == ["body_reserialised"])
    #expect(try codes("/x", body, targets: ["/a", hook]) == ["other_target"])
    #expect(try codes(hook, Data("{}".utf8)) == ["wrong_secret"])
}

@Test func aSignatureIsExplained() throws {
    let explained = try doku().explainSignature(method: "POST", target: hook, headers: headers, body: body)
    #expect(explained.matches && explained.signature == signature.prefix(17) + "…" && explained.received == signature)
    #expect(explained.bodyBytes == UInt32(body.count))
    let lacking = try failure {
        try doku().explainSignature(method: "POST", target: hook, headers: [String: String](), body: body)
    }
    #expect(lacking.violations.map(\.path) == ["headers.Request-Id", "headers.Request-Timestamp"])
}

@Test func fakesPassAsGenuine() throws {
    let prepared = try doku().prepareRegisterRdlCustomer(registration)
    let fake = try doku().signTestResponse(prepared, status: 201, body: answer)
    let read = try doku().read(prepared, status: fake.status, headers: fake.headers, body: fake.body)
    #expect(read.signature == "verified")
    let sent = try doku().signTestNotification(target: hook, body: body, requestId: requestId, timestamp: timestamp)
    #expect(sent == headers.merging(["Content-Type": "application/json"]) { $1 })
    let fresh = try doku().signTestNotification(target: hook, body: body)
    #expect(try doku().readCallback(target: hook, headers: fresh, body: body).kind == "BUSINESS")
}

@Test func aLogShowsKeysAndSizes() throws {
    let prepared = try doku().prepareRegisterRdlCustomer(registration)
    let shown = try prepared.redacted()
    #expect(shown.contains(#""gender":"[6 characters]""#))
    #expect(!shown.contains("Rahmawati") && !shown.contains("HMACSHA256"))
    let fake = try doku().signTestResponse(prepared, status: 201, body: answer)
    let read = try doku().read(prepared, status: fake.status, headers: fake.headers, body: fake.body)
    #expect(try read.redacted().contains(#""account_id":"[number]""#))
    let callback = try doku().readCallback(target: hook, headers: headers, body: body)
    #expect(try callback.redacted().contains(#""note":"[10 characters]""#))
}
