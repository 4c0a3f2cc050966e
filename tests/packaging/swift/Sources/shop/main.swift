import DokuKit
import Foundation

/// What a shop does with the package; the signature is what openssl gives for the same string.
let doku = try Doku(environment: "production", clientId: "MCH-0001-10791114622547", secretKey: "test-secret-key")
let prepared = try doku.prepareCall(
    GenericCall(method: "GET", target: "/orders/v1/status/INV-123123-12313"),
    requestId: "b6a465ea-bb65-48b2-a22b-3e8fb51cf22e", timestamp: "2020-08-11T08:45:42Z")
let request = try prepared.urlRequest()
precondition(request.url?.absoluteString == "https://api.doku.com/orders/v1/status/INV-123123-12313")
let signature = request.value(forHTTPHeaderField: "Signature")
precondition(signature == "HMACSHA256=REa+9eaVUf+p58ZoS+uwilsNPHIUKAOkPo93/nNjHvY=", signature ?? "none")
let restored = try doku.restore(prepared.serialize())
precondition(restored == prepared)
do {
    _ = try doku.prepare(operation: "register_rdl_customer", json: #"{"rdl_customer": {"email": "nobody"}}"#)
    preconditionFailure("an empty registration was signed")
} catch {
    precondition(error.code == "invalid_request" && error.violations.count == 28, "\(error.violations)")
    precondition(error.violations.contains { $0.path == "rdl_customer.email" && $0.code == "bad_format" })
}

// An onboarding begins with a question, which has no body, and an upload, which has no signature.
let photo = Data([0xFF, 0xD8, 0xFF, 0xE0])
let card = Upload(
    category: "DOCUMENT", code: "KTP",
    file: UploadFile(name: "ktp.jpg", contentType: "image/jpeg", content: photo))
let upload = try doku.prepareUpload(card, token: Secret(text: "made-up-token"), boundary: "made-up")
let sent = try upload.urlRequest().httpBody ?? Data()
precondition(sent.starts(with: Data("--made-up\r\n".utf8)) && sent.range(of: photo) != nil)
let asked = try doku.prepareGetBusiness(GetBusiness(clientId: "BRN-0104-1678960841263"))
precondition(asked.url == "https://api.doku.com/adv-core-api/partner/v1.0/business/BRN-0104-1678960841263")
let business = try doku.readGetBusiness(
    asked, status: 200, headers: [String: String](),
    body: Data(#"{"id": "BSN-1", "description": "made-up", "brands": [{"shared_key": "SK-made-up"}]}"#.utf8))
precondition(business.body.brands?[0].sharedKey == Secret(text: "SK-made-up"))
var printed = ""
dump(business, to: &printed)
dump(business.body, to: &printed)
precondition(!printed.contains("made-up"), printed)
print("the package works")
