import DokuKit
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Test func aRegistrationComesBackVerifiedAndTyped() async throws {
    let exchange = try await Exchange(status: 201, headers: answerHeaders, body: answer)
    let request = String(decoding: exchange.request, as: UTF8.self)
    #expect(request.hasPrefix("POST \(target) HTTP/1.1\r\n"))
    #expect(request.contains("\r\nSignature: \(registrationSignature)\r\n"))
    #expect(request.contains("\r\nContent-Type: application/json\r\n"))
    #expect(request.hasSuffix("\r\n\r\n" + exchange.prepared.text))
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

@Test func aRefusalKeepsDokusOwnWords() async throws {
    let words = Data(#"{"error":{"code":"idempotent_request","message":"wait","type":"busy"}}"#.utf8)
    let exchange = try await Exchange(status: 503, headers: [:], body: words)
    let refused = try failure { try exchange.read() }
    #expect(refused.code == "gateway_error" && refused.httpStatus == 503 && refused.signature == "absent")
    #expect(refused.gateway == Gateway(code: "idempotent_request", message: "wait", type: "busy"))
    #expect(refused.retry == "never")
    #expect(refused.rawBody == words)
}

@Test func theBytesOfAnUploadArriveAsTheyAre() async throws {
    let exchange = try await Exchange(status: 200, headers: [:], body: idCardAnswer) {
        try $0.prepareUpload(idCard, token: token, boundary: "made-up")
    }
    let (head, body) = (exchange.request.dropLast(exchange.prepared.body!.count), exchange.prepared.body!)
    #expect(exchange.request.suffix(body.count) == body && body.range(of: jpeg) != nil)
    let lines = String(decoding: head, as: UTF8.self)
    #expect(lines.contains("\r\nAuthorization: Bearer \(token)\r\n"))
    #expect(lines.contains("\r\nContent-Type: multipart/form-data; boundary=made-up\r\n"))
    let read = try exchange.doku.readUploadFile(
        exchange.prepared, status: exchange.response.statusCode, headers: exchange.response.allHeaderFields,
        body: exchange.body)
    #expect(read.body.id == "DCM-0132-1" && read.signature == "absent")
}

@Test func aQuestionIsAGetWithoutABody() async throws {
    let exchange = try await Exchange(status: 200, headers: [:], body: requirementsAnswer) {
        try $0.prepareCheckRequirements(question)
    }
    let request = String(decoding: exchange.request, as: UTF8.self)
    let target = exchange.prepared.url.dropFirst(exchange.baseURL.count)
    #expect(request.hasPrefix("GET \(target) HTTP/1.1\r\n") && request.hasSuffix("\r\n\r\n"))
    #expect(target.hasSuffix("brandBusinessLine=FOOD%20%26%20DRINK&businessContactNationality=ID"))
}

/// One request over real HTTP, a registration unless said, to a server that gives this answer.
private struct Exchange {
    let baseURL: String
    let doku: Doku
    let prepared: PreparedRequest
    /// What the server received, head and body.
    let request: Data
    let response: HTTPURLResponse
    let body: Data

    init(
        status: Int, headers: [String: String], body: Data,
        prepare: (Doku) throws -> PreparedRequest = {
            try $0.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
        }
    ) async throws {
        let server = try Server()
        baseURL = server.baseURL
        doku = try Doku(baseURL: baseURL, clientId: clientId, secretKey: secretKey)
        prepared = try prepare(doku)
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
