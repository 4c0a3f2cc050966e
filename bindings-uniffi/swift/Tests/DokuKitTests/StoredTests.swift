import DokuKit
import Foundation
import Testing

@Test func aStoredRequestComesBackWhole() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
    let upload = try doku.prepareUpload(idCard, token: token)
    for request in [prepared, upload, try doku.prepareCheckRequirements(question)] {
        #expect(try doku.restore(request.serialize()) == request)
    }
    let restored = try doku.restore(prepared.serialize())
    #expect(try doku.resign(restored, timestamp: timestamp) == prepared)
}

@Test func itHasTheOneFormOfAllLanguages() throws {
    let doku = try doku()
    func row(_ request: PreparedRequest) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(request.serialize().utf8))
        return try #require(object as? [String: Any])
    }
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let stored = try row(prepared)
    let keys: Set = ["operation", "method", "url", "headers", "body", "target", "request_id", "timestamp"]
    #expect(Set(stored.keys) == keys)
    #expect(stored["body"] as? String == prepared.text)
    #expect((stored["headers"] as? [String: String])?["Signature"] == prepared.signature)
    let upload = try doku.prepareUpload(idCard, token: token)
    #expect(try row(upload)["body"] as? [String: String] == ["base64": upload.body!.base64EncodedString()])
    #expect(try row(doku.prepareCheckRequirements(question))["body"] is NSNull)
}

@Test func whatIsNoStoredRequestIsRefused() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration, requestId: requestId)
    for text in ["", "[]", "null", "{}", #"{"operation":1}"#, try prepared.redacted(), "\(prepared)"] {
        #expect(try failure { try doku.restore(text) }.code == "invalid_request", "\(text)")
    }
    let wrong = try prepared.serialize().replacingOccurrences(of: "\"\(requestId)\"", with: "7")
    #expect(try failure { try doku.restore(wrong) }.paths.contains("request_id wrong_type"))
}

/// No encoder finds fields in what is not `Encodable`, and `Mirror` shows none of them.
@Test func onlyTheExplicitFormHoldsTheRequest() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let upload = try doku.prepareUpload(idCard, token: token)
    let restored = try doku.restore(prepared.serialize())
    let unsigned = try doku.prepareUnsigned(operation: "register_rdl_customer", json: prepared.text)
    var printed = ""
    for request in [prepared, upload, restored, unsigned, unsigned.request] as [Any] {
        #expect(!(request is any Encodable) && Mirror(reflecting: request).children.isEmpty)
        print(request, String(describing: request), String(reflecting: request), [request], to: &printed)
        debugPrint(request, to: &printed)
        dump(request, to: &printed)
    }
    #expect(["HMACSHA256", token, customer.customerName, customer.idNumber, "ktp.jpg"].filter(printed.contains) == [])
}
