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
do {
    _ = try doku.prepare(operation: "register_rdl_customer", json: #"{"rdl_customer": {"email": "nobody"}}"#)
    preconditionFailure("an empty registration was signed")
} catch {
    precondition(error.code == "invalid_request" && error.violations.count == 28, "\(error.violations)")
    precondition(error.violations.contains { $0.path == "rdl_customer.email" && $0.code == "bad_format" })
}
print("the package works")
