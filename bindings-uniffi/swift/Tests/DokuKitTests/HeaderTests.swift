import DokuKit
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

private let hook = "/notify"
private let body = Data(#"{"order":1}"#.utf8)
private let texts = [
    "Client-Id": clientId,
    "Request-Id": requestId,
    "Request-Timestamp": timestamp,
    "Signature": "HMACSHA256=q6CnqZ5mvgA8Tgd2sIntTlAdC89ChoihsQ42sXh9H4Y=",
]

/// Unsigned callbacks are taken here, so what is lost would show as `absent`.
private func read<Name, Value>(_ headers: some Sequence<(key: Name, value: Value)>) throws -> String {
    try doku().readCallback(target: hook, headers: headers, body: body, policy: "if_present").signature
}

@Test func headersOfManyHostsAreTaken() throws {
    #expect(try read(texts) == "verified")
    #expect(try read(texts.mapValues { [$0] }) == "verified")
    #expect(try read(texts.mapValues { Optional($0) }) == "verified")
    #expect(try read(texts.mapValues { $0[...] }) == "verified", "parts of a text")
    #expect(try read(texts.map { (key: $0.key[...], value: $0.value) }) == "verified", "parts of a text as names")
    let foundation: [AnyHashable: Any] = texts
    #expect(try read(foundation) == "verified")
    let response = HTTPURLResponse(
        url: URL(string: "https://example.com")!, statusCode: 200, httpVersion: nil, headerFields: texts)!
    #expect(try read(response.allHeaderFields) == "verified")
    let others: [AnyHashable: Any] = [
        "Content-Length": 12, "ETag": NSNull(), "Age": NSNumber(value: 1), "Via": [1, "a"],
    ]
    #expect(try read(foundation.merging(others) { $1 }) == "verified", "null and numbers under other names")
    let optionals = (texts as [String: String?]).merging(["ETag": nil] as [String: String?]) { $1 }
    #expect(try read(optionals) == "verified")
    #expect(try read([String: String]()) == "absent")
}

@Test func anythingElseIsRefusedByName() throws {
    func refused(_ headers: [AnyHashable: Any], _ comment: Comment) throws {
        let error = try failure { try read(headers) }
        #expect(error.code == "invalid_request" && error.paths == ["headers wrong_type"], comment)
    }
    func with(_ name: String, _ value: Any) -> [AnyHashable: Any] {
        (texts as [AnyHashable: Any]).merging([name: value]) { $1 }
    }
    try refused(["status": 200, "headers": texts], "the whole response")
    try refused([1: "x"], "a name that is no text")
    try refused(with("Signature", NSNull()), "null")
    try refused(with("Signature", Optional<String>.none as Any), "an optional without a value")
    try refused(with("Signature", 7), "a number")
    try refused(with("Signature", body), "bytes")
    try refused(with("Signature", [7]), "a list with a number")
    try refused(["SIGNATURE": NSNull()], "a name in another case")
    try refused(with("Date", Date(timeIntervalSince1970: 0)), "another value")
    let none: [String: String?] = ["Signature": nil]
    #expect(try failure { try read(none) }.paths == ["headers wrong_type"])
}

@Test func everyFunctionThatTakesHeadersRefusesTheSame() throws {
    let (doku, other) = (try doku(), ["Signature": 1])
    let prepared = try doku.prepareCheckRequirements(question)
    let refused = try [
        failure { try doku.read(prepared, status: 200, headers: other, body: body) },
        failure { try doku.readCheckRequirements(prepared, status: 200, headers: other, body: body) },
        failure {
            try doku.verifyResponse(
                method: "GET", target: "/", requestId: requestId, status: 200, headers: other, body: body)
        },
        failure { try doku.verifyNotification(target: "/", headers: other, body: body) },
        failure { try doku.diagnoseSignature(method: "GET", target: "/", headers: other, body: body) },
        failure { try doku.explainSignature(method: "GET", target: "/", headers: other, body: body) },
    ]
    #expect(refused.map(\.paths) == Array(repeating: ["headers wrong_type"], count: 6))
}
