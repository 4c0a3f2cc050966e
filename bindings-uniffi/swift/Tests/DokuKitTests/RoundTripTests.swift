import DokuKit
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Test func aRegistrationComesBackVerifiedAndTyped() async throws {
    let exchange = try await Exchange(status: 201, headers: answerHeaders, body: answer)
    #expect(exchange.request.hasPrefix("POST \(target) HTTP/1.1\r\n"))
    #expect(exchange.request.contains("\r\nSignature: \(registrationSignature)\r\n"))
    #expect(exchange.request.contains("\r\nContent-Type: application/json\r\n"))
    #expect(exchange.request.hasSuffix("\r\n\r\n" + String(decoding: exchange.prepared.body!, as: UTF8.self)))
    let read = try exchange.read()
    #expect(read.signature == "verified" && read.httpStatus == 201 && !read.replayed)
    #expect(read.body.rdlCustomer.accountId == accountId)
    #expect(read.body.rdlCustomerInfo == RdlAccountInfo(accountBalance: "120000", rdlStatus: "PENDING"))
    #expect(read.raw == answer)
    let text = try exchange.doku.read(
        exchange.prepared, status: exchange.response.statusCode, headers: exchange.response.allHeaderFields,
        body: exchange.body)
    #expect(text.body.contains(#""account_id":"\#(accountId)""#) && text.body.contains(#""new_key":1"#))
}

@Test func theSameRequestIdAgainIsAReplay() async throws {
    let exchange = try await Exchange(status: 409, headers: answerHeaders, body: answer)
    #expect(try exchange.read().replayed)
}

@Test func aRefusalKeepsDokusOwnWords() async throws {
    let words = Data(#"{"error":{"code":"idempotent_request","message":"wait","type":"busy"}}"#.utf8)
    let exchange = try await Exchange(status: 503, headers: [:], body: words)
    let refused = try failure { try exchange.read() }
    #expect(refused.code == "gateway_error" && refused.httpStatus == 503 && refused.signature == "absent")
    #expect(refused.gateway == Gateway(code: "idempotent_request", message: "wait", type: "busy"))
    #expect(refused.retry == "same_request_id")
    #expect(refused.rawBody == words)
}

@Test func aForgedOrUnsignedAnswerIsNotRead() async throws {
    let forged = try await Exchange(status: 201, headers: answerHeaders, body: answer + Data(" ".utf8))
    #expect(try failure { try forged.read() }.code == "signature_mismatch")
    let unsigned = try await Exchange(status: 201, headers: [:], body: answer)
    #expect(try failure { try unsigned.read() }.code == "signature_missing")
}

/// One registration over real HTTP, to a server that gives this answer.
private struct Exchange {
    let doku: Doku
    let prepared: PreparedRequest
    /// What the server received, head and body.
    let request: String
    let response: HTTPURLResponse
    let body: Data

    init(status: Int, headers: [String: String], body: Data) async throws {
        let server = try Server()
        doku = try Doku(baseURL: server.baseURL, clientId: clientId, secretKey: secretKey)
        prepared = try doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
        async let received = server.answer(status: status, headers: headers, body: body)
        let (data, response) = try await URLSession.shared.data(for: prepared.urlRequest())
        self.body = data
        self.response = response as! HTTPURLResponse
        request = await received
    }

    func read() throws(DokuError) -> Answer<RdlRegistrationAnswer> {
        try doku.readRegisterRdlCustomer(
            prepared, status: response.statusCode, headers: response.allHeaderFields, body: body)
    }
}
