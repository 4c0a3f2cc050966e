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

@Test func aFindingNamesItsCandidateAndNoKey() throws {
    func found(_ target: String, _ body: Data, _ keys: [String] = []) throws -> [Finding] {
        try doku().diagnoseSignature(
            method: "POST", target: target, headers: headers, body: body, secretKeys: keys, targets: ["/a", hook])
    }
    #expect(try found(hook, body).isEmpty)
    #expect(try found("/x", body).map { "\($0.code) \($0.candidate ?? 9)" } == ["other_target 1"])
    #expect(try !"\(found(hook, Data("{}".utf8), [secretKey]))".contains(secretKey))
}

@Test func aCallbackShowsNothingOfItsPayload() throws {
    let callback = try doku().readCallback(target: hook, headers: headers, body: body)
    #expect(callback.raw == body && !"\(callback)".contains("Contoh"))
    #expect(try callback.redacted().contains(#""note":"[10 characters]""#))
}
