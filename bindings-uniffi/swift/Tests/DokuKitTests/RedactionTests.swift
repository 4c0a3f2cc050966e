import DokuKit
import Foundation
import Testing

@Test func noSecretOrPersonalValueIsPrinted() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let json = String(decoding: prepared.body!, as: UTF8.self)
    let read = try doku.readRegisterRdlCustomer(
        doku.prepareRegisterRdlCustomer(registration, requestId: requestId), status: 201, headers: answerHeaders,
        body: answer)
    let message = "\(customer.email) \(customer.motherMaidenName)"
    let refusal = Data(#"{"message": "\#(message)"}"#.utf8)
    let refused = try failure { try doku.read(prepared, status: 400, headers: [String: String](), body: refusal) }
    #expect(refused.gateway?.message == message && refused.rawBody == refusal)
    var tooLong = registration
    tooLong.rdlCustomer.title = customer.idNumber
    let values: [Any] = try [
        doku, registration, customer, prepared, prepared.headers[0], read, read.body, read.body.rdlCustomer,
        read.body.rdlCustomerInfo, refused, refused.gateway as Any,
        doku.prepareUnsigned(operation: "register_rdl_customer", json: json),
        GenericCall(method: "POST", target: "/orders", body: #"{"name": "\#(customer.customerName)"}"#),
        doku.read(
            doku.prepareRegisterRdlCustomer(registration, requestId: requestId), status: 201, headers: answerHeaders,
            body: answer),
        failure { try doku.prepareRegisterRdlCustomer(tooLong) },
    ]
    var printed = ""
    for value in values {
        for form in [value, [value], ["key": value], Holder(value: value), Holder(value: value as Any?)] as [Any] {
            print(form, String(describing: form), String(reflecting: form), to: &printed)
            dump(form, to: &printed)
        }
    }
    let secrets = [
        secretKey, prepared.signature!, accountId, "120000", customer.customerName, customer.email, customer.idNumber,
        customer.motherMaidenName, customer.customerId,
    ]
    #expect(secrets.filter(printed.contains) == [])
    #expect(printed.contains("PreparedRequest { operation: \"register_rdl_customer\", method: \"POST\""))
}

/// A record that the library prints in its own way must not be laid open by `dump`.
@Test func everyRecordWithItsOwnDescriptionIsRedacted() throws {
    let package = URL(fileURLWithPath: #filePath + "/../../..").standardized
    func text(_ path: String) throws -> String {
        try String(contentsOf: package.appendingPathComponent(path), encoding: .utf8)
    }
    let declared = try text("Generated/DokuKitCore/DokuKitCore.swift")
        .matches(of: /public struct (\w+):.*CustomDebugStringConvertible/).map { String($0.output.1) }
    let redacted = try text("Sources/DokuKit/Records.swift")
        .matches(of: /extension (\w+): Redacted/).map { String($0.output.1) }
    #expect(declared.count > 10)
    #expect(Set(declared).subtracting(redacted) == hidden)
}

/// Records that the facade does not show to its users.
private let hidden: Set = ["Received", "RegisterRdlCustomerAnswer", "TextAnswer"]

private struct Holder { let value: Any? }
