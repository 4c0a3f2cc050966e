import DokuKit
import Foundation
import Testing

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

/// A vector has one configuration.
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
