import DokuKit
import Foundation
import Testing

@Test func noSecretOrPersonalValueIsPrinted() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let read = try doku.readRegisterRdlCustomer(
        doku.prepareRegisterRdlCustomer(registration, requestId: requestId), status: 201, headers: answerHeaders,
        body: answer)
    let message = "\(customer.email) \(customer.motherMaidenName)"
    let refusal = Data(#"{"message": "\#(message)"}"#.utf8)
    let refused = try failure { try doku.read(prepared, status: 400, headers: unsigned, body: refusal) }
    #expect(refused.gateway?.message == message && refused.rawBody == refusal)
    var tooLong = registration
    tooLong.rdlCustomer.title = customer.idNumber
    let printed = try printed([
        doku, registration, customer, prepared, prepared.headers[0], read, read.body, read.body.rdlCustomer,
        read.body.rdlCustomerInfo, refused, refused.gateway as Any,
        doku.prepareUnsigned(operation: "register_rdl_customer", json: prepared.text),
        GenericCall(method: "POST", target: "/orders", body: #"{"name": "\#(customer.customerName)"}"#),
        doku.read(
            doku.prepareRegisterRdlCustomer(registration, requestId: requestId), status: 201, headers: answerHeaders,
            body: answer),
        failure { try doku.prepareRegisterRdlCustomer(tooLong) },
    ])
    let secrets = [
        secretKey, prepared.signature!, accountId, "120000", customer.customerName, customer.email, customer.idNumber,
        customer.motherMaidenName, customer.customerId,
    ]
    #expect(secrets.filter(printed.contains) == [])
    #expect(printed.contains("PreparedRequest { operation: \"register_rdl_customer\", method: \"POST\""))
}

/// Some of these records have a field that is called `description`.
@Test func noValueOfAShopIsPrinted() throws {
    let doku = try doku()
    let upload = try doku.prepareUpload(idCard, token: token)
    let granted = try doku.readGenerateToken(
        doku.prepareGenerateToken(), status: 200, headers: unsigned, body: tokenAnswer)
    let registered = try doku.readRegisterBusiness(
        doku.prepareRegisterBusiness(shop), status: 200, headers: unsigned, body: registeredAnswer)
    let data = try doku.readGetBusiness(
        doku.prepareGetBusiness(GetBusiness(clientId: "BRN-0104-1")), status: 200, headers: unsigned,
        body: businessAnswer)
    let (business, brand) = (shop.business, shop.business.brands[0])
    let (dataBrand, transaction) = (try #require(data.body.brands?[0]), disbursement.transaction)
    let product = try #require(dataBrand.products?[0])
    let records: [Any] = [
        shop, business, brand, business.addresses[0], business.contacts[0], lite, lite.business, disbursement,
        transaction, data.body, dataBrand, product, registered.body, registered.body.business as Any,
        registered.body.business?.brands?[0] as Any, granted.body, granted.body.token, idCard, idCard.file as Any,
    ]
    var printed = try printed(
        records + [
            upload, upload.headers, granted, registered, data,
            doku.prepareUploadFrame(idCard, token: token),
            doku.read(doku.prepareGenerateToken(), status: 200, headers: unsigned, body: tokenAnswer),
        ])
    // The compiler chooses how to print by the type that it sees.
    printed += "\(business) \(brand) \(data.body) \(dataBrand) \(product) \(transaction) \(granted.body.token)"
    print(business, brand, data.body, dataBrand, product, transaction, separator: "", to: &printed)
    let secrets = ["Melati", "melati", "812345", token, sharedKey, accountId, "BRN-0104-1", "ktp.jpg"]
    #expect(secrets.filter(printed.contains) == [])
    #expect(printed.contains("[redacted]") && printed.contains("Brand { .. }"))
    for record in records { #expect(fields(record) == 0, "\(record)") }
    #expect(brand.description == "sweets by Melati", "the field itself is there")
}

@Test func secretsAreEqualByTheirTexts() throws {
    let (one, same, other) = (Secret(text: "Melati"), Secret(text: "Melati"), Secret(text: "Melatj"))
    #expect(one == same && one != other && one != Secret(text: "Melat") && Secret(text: "") == Secret(text: ""))
    #expect(Secret(text: "\u{e9}") != Secret(text: "e\u{301}"), "other bytes, though Swift calls the texts equal")
    #expect(Set([one, same, other]).count == 2)
    #expect(one.expose() == "Melati" && String(describing: one) == "[redacted]")
    let answers = [one, same].map { TokenAnswer(token: $0, issuedAt: 1, expiresAt: 2) }
    #expect(answers[0] == answers[1] && answers[0] != TokenAnswer(token: other, issuedAt: 1, expiresAt: 2))
}

@Test func everyRecordHasAPublicName() throws {
    let sources = URL(fileURLWithPath: #filePath + "/../../../Sources").standardized
    func names(_ folder: String, _ form: Regex<(Substring, Substring)>) throws -> Set<String> {
        let folder = sources.appendingPathComponent(folder)
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        let lines = try files.flatMap {
            try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8).split(separator: "\n")
        }
        return Set(lines.compactMap { $0.prefixMatch(of: form).map { String($0.output.1) } })
    }
    let records = try names("DokuKitCore/Generated", /extension (\w+): Redacted/)
    let named = try names("DokuKit", /public typealias (\w+) =/)
    let hidden = try names("DokuKit", /extension (\w+): CoreAnswer/)
    #expect(records.count > 60)
    #expect(records.subtracting(named) == hidden.union(["Candidates", "Config", "Received", "Sent", "SignedMessage"]))
}

/// Everything that Swift's ways to print make of these values.
private func printed(_ values: [Any]) -> String {
    var printed = ""
    for value in values {
        for form in [value, [value], ["key": value], Holder(value: value), Holder(value: value as Any?)] as [Any] {
            print(form, String(describing: form), String(reflecting: form), "\(form)", to: &printed)
            debugPrint(form, to: &printed)
            dump(form, to: &printed)
        }
    }
    return printed
}

/// How many fields `Mirror` shows of a record, which may be optional.
private func fields(_ record: Any) -> Int {
    let mirror = Mirror(reflecting: record)
    guard mirror.displayStyle == .optional else { return mirror.children.count }
    return mirror.children.first.map { fields($0.value) } ?? 0
}

private struct Holder { let value: Any? }
