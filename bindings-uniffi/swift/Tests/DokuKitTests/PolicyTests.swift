import DokuKit
import Foundation
import Testing

private let strict = try! Doku(environment: "test", clientId: clientId, secretKey: secretKey, policy: "required")

@Test func aPolicyTightensInTheConfigurationAndInACall() throws {
    func code(_ doku: Doku, policy: String? = nil) throws -> String {
        let asked = try doku.prepareCheckRequirements(question)
        return try failure {
            try doku.readCheckRequirements(
                asked, status: 200, headers: unsigned, body: requirementsAnswer, policy: policy)
        }.code
    }
    let doku = try doku()
    let answer = try doku.readCheckRequirements(
        doku.prepareCheckRequirements(question), status: 200, headers: unsigned, body: requirementsAnswer)
    #expect(answer.signature == "absent")
    #expect(try code(doku, policy: "required") == "signature_missing")
    #expect(try code(strict) == "signature_missing")
    #expect(try code(strict, policy: "if_present") == "signature_missing")
    let incoming = try failure {
        try strict.readCallback(target: "/kyb", headers: unsigned, body: Data("{}".utf8), policy: "if_present")
    }
    #expect(incoming.code == "signature_missing")
}

@Test func aPolicyHasANameOfTheList() throws {
    let refused = try failure { try Doku(environment: "test", clientId: clientId, policy: "always") }
    #expect(refused.code == "invalid_config" && refused.paths == ["policy not_in_list"])
}

@Test(arguments: Array(reading.keys).sorted())
func everyReadTakesAPolicy(name: String) throws {
    let doku = try doku()
    let prepared = try doku.prepareGenerateToken()
    #expect(try failure { try reading[name]!(doku, prepared) }.paths == ["policy not_in_list"])
}

private let reading: [String: @Sendable (Doku, PreparedRequest) throws -> Any] = [
    "read": { try $0.read($1, status: 200, headers: unsigned, body: Data(), policy: "always") },
    "readCheckRequirements": {
        try $0.readCheckRequirements($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readGenerateToken": {
        try $0.readGenerateToken($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readUploadFile": {
        try $0.readUploadFile($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readRegisterBusiness": {
        try $0.readRegisterBusiness($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readCreateBusinessLite": {
        try $0.readCreateBusinessLite($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readGetBusiness": {
        try $0.readGetBusiness($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readRegisterRdlCustomer": {
        try $0.readRegisterRdlCustomer($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
    "readDisburseRdl": {
        try $0.readDisburseRdl($1, status: 200, headers: unsigned, body: Data(), policy: "always")
    },
]

@Test func plainHttpGoesToThisMachineAndElsewhereWhereItIsMeant() throws {
    func doku(_ url: String, _ isMeant: Bool = false) throws -> Doku {
        try Doku(baseURL: url, clientId: clientId, secretKey: secretKey, allowPlainHttp: isMeant)
    }
    #expect(try failure { try doku("http://doku.example") }.paths == ["base_url bad_format"])
    let call = GenericCall(method: "GET", target: "/a")
    #expect(try doku("http://doku.example", true).prepareCall(call).url == "http://doku.example/a")
    #expect(try doku("http://127.0.0.1:8787").prepareCall(call).url == "http://127.0.0.1:8787/a")
}

@Test func anAnswerSaysHowMuchOfItIsSigned() throws {
    let doku = try doku()
    func signed(_ id: String, _ signature: String) -> [String: String] {
        answerHeaders.merging(["Request-Id": id, "Signature": signature]) { $1 }
    }
    let asked = try doku.prepareCheckRequirements(question, requestId: requestId)
    let heads = signed(requestId, "HMACSHA256=JdI70+JDLotvhTfzwl0ypHGnfqrPEoCHJDxmRpDMojQ=")
    let answer = try doku.readCheckRequirements(asked, status: 200, headers: heads, body: requirementsAnswer)
    #expect(answer.signature == "headers_only")
    let required = try failure {
        try doku.readCheckRequirements(
            asked, status: 200, headers: heads, body: requirementsAnswer, policy: "required")
    }
    #expect(required.code == "signature_missing")
    let upload = try doku.prepareUpload(idCard, token: token)
    let unbound = signed("an-id-of-DOKU", "HMACSHA256=CEw0HSsGvNP+JAqCQ3RNVVf1WTkvGPsmQwry2+9Sj1c=")
    for policy in [nil, "required"] {
        let stored = try doku.readUploadFile(
            upload, status: 200, headers: unbound, body: idCardAnswer, policy: policy)
        #expect(stored.signature == "unbound")
    }
}

@Test func whatDiffersFromTheDocumentsIsListed() throws {
    let doku = try doku()
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    func read(_ name: String) throws -> Answer<RdlRegistrationAnswer> {
        let body = #"""
            {"rdl_customer":{"customer_id":"a","customer_name":\#(name),"account_id":1.0E7},
             "rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}
            """#
        let fake = try doku.signTestResponse(prepared, status: 201, body: Data(body.utf8))
        let text = try doku.read(prepared, status: fake.status, headers: fake.headers, body: fake.body)
        let answer = try doku.readRegisterRdlCustomer(
            prepared, status: fake.status, headers: fake.headers, body: fake.body)
        #expect(answer.deviations == text.deviations)
        return answer
    }
    let odd = try read("true")
    #expect(odd.deviations.map { "\($0.path) \($0.code)" } == ["rdl_customer.customer_name wrong_type"])
    #expect(odd.body.rdlCustomer.customerName == nil && odd.body.rdlCustomer.accountId == "10000000")
    #expect(try read(#""b""#).deviations == [])
}

@Test func aTokenThatIsNoJwtHasNoTimesAndDoesNotExpire() throws {
    let doku = try doku()
    let body = Data(#"{"token":"opaque"}"#.utf8)
    let token = try doku.readGenerateToken(doku.prepareGenerateToken(), status: 200, headers: unsigned, body: body).body
    #expect(try token.issuedAt == nil && token.expiresAt == nil && !token.isExpired())
}

@Test func aToleranceAloneIsMeantFromTheCurrentTime() throws {
    let (doku, body) = (try doku(), Data("{}".utf8))
    func incoming(_ timestamp: String?, _ tolerance: Int64?) throws -> [String] {
        let headers = try doku.signTestNotification(target: "/hook", body: body, timestamp: timestamp)
        let callback = try doku.readCallback(target: "/hook", headers: headers, body: body, tolerance: tolerance)
        let notification = try doku.verifyNotification(
            target: "/hook", headers: headers, body: body, tolerance: tolerance)
        return [callback.signature, notification]
    }
    func answered(_ tolerance: Int64?) throws -> String {
        try doku.verifyResponse(
            method: "POST", target: target, requestId: requestId, status: 201, headers: answerHeaders,
            body: answer, tolerance: tolerance)
    }
    #expect(try incoming(timestamp, nil) == ["verified", "verified"] && answered(nil) == "verified")
    #expect(try incoming(nil, 300) == ["verified", "verified"])
    #expect(try failure { try incoming(timestamp, 300) }.code == "stale_timestamp")
    #expect(try failure { try answered(300) }.code == "stale_timestamp")
    let old = try doku.signTestNotification(target: "/hook", body: body, timestamp: timestamp)
    let stale = try failure { try doku.verifyNotification(target: "/hook", headers: old, body: body, tolerance: 300) }
    #expect(stale.code == "stale_timestamp")
}

@Test func aRequestOfAnotherConfigurationIsRefused() throws {
    let doku = try doku()
    let other = try Doku(environment: "test", clientId: "BRN-OTHER", secretKey: secretKey)
    let production = try Doku(environment: "production", clientId: clientId, secretKey: secretKey)
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let upload = try doku.prepareUpload(idCard, token: token)
    let fake = try doku.signTestResponse(prepared, status: 201, body: answer)
    let refused = try [
        failure { try other.read(prepared, status: 201, headers: fake.headers, body: fake.body) },
        failure { try production.read(prepared, status: 201, headers: fake.headers, body: fake.body) },
        failure { try production.readRegisterRdlCustomer(prepared, status: 201, headers: fake.headers, body: answer) },
        failure { try production.readUploadFile(upload, status: 200, headers: unsigned, body: idCardAnswer) },
        // Nothing in this answer says whose it is.
        failure {
            try other.readCheckRequirements(
                doku.prepareCheckRequirements(question), status: 200, headers: unsigned, body: requirementsAnswer)
        },
        failure { try other.resign(prepared) },
        failure { try other.resignUnsigned(prepared) },
        failure { try other.attachSignature(prepared, signature: prepared.signature!) },
        failure { try other.restore(prepared.serialize()) },
        failure { try production.restore(upload.serialize()) },
    ]
    #expect(Set(refused.map(\.code)) == ["not_for_this_request"])
}
