import DokuKit
import Foundation
import Testing

@Test func typedAndTextFormPrepareTheSameSignedRequest() throws {
    let typed = try doku().prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
    let json = String(decoding: typed.body!, as: UTF8.self)
    let text = try doku().prepare(
        operation: "register_rdl_customer", json: json, requestId: requestId, timestamp: timestamp)
    #expect(typed == text)
    #expect(typed.url == "https://api-sandbox.doku.com" + target)
    #expect(typed.signature == registrationSignature)
    #expect(try RdlRegistration(json: json) == registration)
    #expect(!json.contains("religion"), "an optional field that was left out is sent")
}

@Test func allViolationsComeAtOnceWithWirePaths() throws {
    var bad = registration
    bad.rdlCustomer.email = "nobody"
    bad.rdlCustomer.zipCode = "401355"
    bad.rdlCustomer.title = ""
    let refused = try failure { try doku().prepareRegisterRdlCustomer(bad, requestId: "", timestamp: "today") }
    #expect(refused.code == "invalid_request")
    #expect(
        refused.paths == [
            "request_id required", "timestamp bad_format", "rdl_customer.email bad_format",
            "rdl_customer.zip_code too_long", "rdl_customer.title required",
        ])
    #expect(refused.localizedDescription == refused.detail)
    #expect("\(refused)" == "invalid_request: \(refused.detail)")
    #expect(refused.httpStatus == nil)
}

@Test func aBadConfigurationIsRefusedWithItsPaths() throws {
    let refused = try failure { try Doku(environment: "sandbox", clientId: "", secretKey: " padded ") }
    #expect(refused.code == "invalid_config")
    #expect(refused.paths == ["environment not_in_list", "client_id required", "secret_key bad_format"])
    let both = try failure { try Doku(environment: "test", baseURL: "https://example.com", clientId: clientId) }
    #expect(both.paths == ["base_url not_allowed"])
}

@Test func theClockAndAUUIDOfVersion4FillInWhatIsNotGiven() throws {
    let before = Int64(Date().timeIntervalSince1970)
    let first = try doku().prepareRegisterRdlCustomer(registration)
    let second = try doku().prepareRegisterRdlCustomer(registration)
    let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(first.requestId.wholeMatch(of: form) != nil)
    #expect(first.requestId != second.requestId)
    #expect((before...before + 60).contains(try Doku.parseTimestamp(first.timestamp).unix))
}

@Test func aKeyOutsideTheProcessSignsInTwoParts() throws {
    let vault = try Doku(environment: "test", clientId: clientId)
    let json = #"{"method": "POST", "target": "/orders", "body": "{}"}"#
    let unsigned = try vault.prepareUnsigned(operation: "call", json: json, requestId: requestId, timestamp: timestamp)
    #expect(unsigned.stringToSign.hasPrefix("Client-Id:\(clientId)\nRequest-Id:\(requestId)\n"))
    let signature = "HMACSHA256=OMyRgFlFRTc8NcVPAwCJEEQvPhk+r8P/GYA3ug2OjKg="
    let attached = try vault.attachSignature(unsigned.request, signature: signature)
    let call = GenericCall(method: "POST", target: "/orders", body: "{}")
    #expect(try attached == doku().prepareCall(call, requestId: requestId, timestamp: timestamp))
    #expect(try failure { try vault.prepare(operation: "call", json: json) }.paths == ["secret_key required"])
}

@Test func aRetryKeepsTheRequestIdAndTheBody() throws {
    let first = try doku().prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
    let again = try doku().resign(first, timestamp: "2020-08-11T16:00:00+07:00")
    #expect(again.requestId == first.requestId && again.body == first.body)
    #expect(again.timestamp == "2020-08-11T09:00:00Z")
    #expect(again.signature == "HMACSHA256=1Lm4I2JeMbgoWxL/t4mmVriBKO7z5qKUDpbWYRzS098=")
    let unsigned = try doku().resignUnsigned(first, timestamp: "2020-08-11T09:00:00Z")
    #expect(try doku().attachSignature(unsigned.request, signature: again.signature!) == again)
}

@Test func notificationsVerifyWithHeadersInAnyForm() throws {
    let body = Data(#"{"order":1}"#.utf8)
    let signature = "HMACSHA256=q6CnqZ5mvgA8Tgd2sIntTlAdC89ChoihsQ42sXh9H4Y="
    let pairs: KeyValuePairs = [
        "CLIENT-ID": clientId, "request-id": requestId, "Request-Timestamp": timestamp, "signature": signature,
    ]
    let texts = Dictionary(uniqueKeysWithValues: pairs.map { ($0.key, $0.value) })
    let lists = texts.mapValues { [$0] }
    let foundation: [AnyHashable: Any] = texts
    let list = Array(pairs)
    let sent = try Doku.parseTimestamp(timestamp).unix
    #expect(try doku().verifyNotification(target: "/notify", headers: pairs, body: body) == "verified")
    #expect(try doku().verifyNotification(target: "/notify", headers: texts, body: body) == "verified")
    #expect(try doku().verifyNotification(target: "/notify", headers: foundation, body: body) == "verified")
    #expect(try doku().verifyNotification(target: "/notify", headers: lists, body: body) == "verified")
    #expect(
        try doku().verifyNotification(target: "/notify", headers: list, body: body, now: sent + 60, tolerance: 60)
            == "verified")
    func refused(_ headers: [(key: String, value: String)], now: Int64? = nil) throws -> String {
        try failure { try doku().verifyNotification(target: "/notify", headers: headers, body: body, now: now) }.code
    }
    #expect(try refused(list, now: sent + 86_401) == "stale_timestamp")
    #expect(try refused(list.dropLast()) == "signature_missing")
    #expect(try refused(list + list.suffix(1)) == "signature_mismatch")
}

@Test func repliesAndOtherRequestsAreSigned() throws {
    let body = Data("{}".utf8)
    let request = try doku().signComponent(
        method: "POST", target: "/orders", body: body, requestId: requestId, timestamp: timestamp)
    #expect(request.signature == "HMACSHA256=OMyRgFlFRTc8NcVPAwCJEEQvPhk+r8P/GYA3ug2OjKg=")
    let reply = try doku().signReply(target: "/inquiry", body: body, requestId: requestId, timestamp: timestamp)
    #expect(reply.signature == "HMACSHA256=Ey6lZLkK3gClXIfhB9MldapdD6KO92Z5f5DMALifDkg=")
}

@Test func timestampsAndRequestIdsAreRead() throws {
    let parts = Timestamp(text: timestamp, unix: 1_597_135_542)
    #expect(try Doku.parseTimestamp("2020-08-11T15:45:42+07:00") == parts)
    #expect(try Doku.timestampFromUnix(1_597_135_542) == parts)
    #expect(try Doku.checkRequestId(requestId) == requestId)
}

@Test func oneObjectServesManyTasks() async throws {
    let doku = try doku()
    let signatures = await withTaskGroup(of: String?.self) { group in
        for _ in 0..<64 {
            group.addTask {
                try? doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp).signature
            }
        }
        return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(signatures == [registrationSignature])
}

@Test(arguments: Array(failing.keys).sorted())
func everyFunctionFailsWithADokuError(name: String) throws {
    let refused = try failure { try failing[name]!(doku()) }
    #expect(!refused.code.isEmpty && !refused.detail.isEmpty && refused.code != "internal_error")
}

private let failing: [String: @Sendable (Doku) throws -> Any] = [
    "init, query": { _ in try Doku(environment: "test", clientId: clientId, query: "both") },
    "init": { _ in try Doku(clientId: clientId) },
    "prepareRegisterRdlCustomer": { try $0.prepareRegisterRdlCustomer(registration, requestId: " ") },
    "readRegisterRdlCustomer": {
        try $0.readRegisterRdlCustomer(
            $0.prepareRegisterRdlCustomer(registration), status: 201, headers: unsigned, body: Data())
    },
    "prepareCheckRequirements": { try $0.prepareCheckRequirements(question, timestamp: "") },
    "readCheckRequirements": {
        try $0.readCheckRequirements(
            $0.prepareCheckRequirements(question), status: 200, headers: unsigned, body: Data())
    },
    "prepareGenerateToken": { try $0.prepareGenerateToken(GenerateToken(validTime: 0)) },
    "readGenerateToken": {
        try $0.readGenerateToken($0.prepareGenerateToken(), status: 200, headers: unsigned, body: Data("{}".utf8))
    },
    "prepareUpload": { try $0.prepareUpload(Upload(category: ""), token: Secret(text: token)) },
    "prepareUpload, text as token": { try $0.prepareUpload(idCard, token: "two words") },
    "prepareUpload, JSON": { try $0.prepareUpload(json: "[]", token: Secret(text: token)) },
    "prepareUpload, JSON and text": { try $0.prepareUpload(json: "", token: token) },
    "prepareUpload, boundary in content": { try $0.prepareUpload(idCard, token: token, boundary: "ABC") },
    "prepareUploadFrame": { try $0.prepareUploadFrame(Upload(category: "LOGO"), token: Secret(text: token)) },
    "prepareUploadFrame, text as token": { try $0.prepareUploadFrame(idCard, token: "\n") },
    "readUploadFile": {
        try $0.readUploadFile($0.prepareUpload(idCard, token: token), status: 401, headers: unsigned, body: Data())
    },
    "prepareRegisterBusiness": {
        var empty = shop
        empty.business.brands = []
        return try $0.prepareRegisterBusiness(empty)
    },
    "readRegisterBusiness": {
        try $0.readRegisterBusiness($0.prepareRegisterBusiness(shop), status: 500, headers: unsigned, body: Data())
    },
    "prepareCreateBusinessLite": { try $0.prepareCreateBusinessLite(lite, requestId: "") },
    "readCreateBusinessLite": {
        try $0.readCreateBusinessLite($0.prepareCreateBusinessLite(lite), status: 200, headers: unsigned, body: Data())
    },
    "prepareGetBusiness": { try $0.prepareGetBusiness(GetBusiness(clientId: "..")) },
    "readGetBusiness": {
        try $0.readGetBusiness(
            $0.prepareGetBusiness(GetBusiness(clientId: "BRN-1")), status: 200, headers: ["Signature": "x"],
            body: businessAnswer)
    },
    "prepareDisburseRdl": {
        try $0.prepareDisburseRdl(RdlDisbursement(transaction: RdlTransaction(id: "", amount: .min)))
    },
    "readDisburseRdl": {
        try $0.readDisburseRdl($0.prepareDisburseRdl(disbursement), status: 200, headers: unsigned, body: Data())
    },
    "prepareCall": { try $0.prepareCall(GenericCall(method: "get", target: "orders")) },
    "prepare": { try $0.prepare(operation: "call", json: String(repeating: "[", count: 100_000)) },
    "prepare, upload": { try $0.prepare(operation: "upload_file", json: "{}") },
    "prepare, other operation": { try $0.prepare(operation: "", json: "{}") },
    "read": {
        try $0.read($0.prepareRegisterRdlCustomer(registration), status: -1, headers: ["Signature": ""], body: Data())
    },
    "prepareUnsigned": { try $0.prepareUnsigned(operation: "call", json: "null") },
    "attachSignature": {
        try $0.attachSignature($0.prepareRegisterRdlCustomer(registration), signature: "HMACSHA256=")
    },
    "resign": { try $0.resign($0.prepareRegisterRdlCustomer(registration), timestamp: "") },
    "resignUnsigned": {
        try $0.resignUnsigned($0.prepareRegisterRdlCustomer(registration), timestamp: "9999-12-31T23:59:59-01:00")
    },
    "signComponent": { try $0.signComponent(method: "POST", target: "", body: nil) },
    "signReply": { try $0.signReply(target: "", body: Data(), requestId: requestId) },
    "verifyResponse": {
        try $0.verifyResponse(
            method: "POST", target: target, requestId: requestId, status: 200, headers: unsigned, body: Data())
    },
    "verifyResponse, other policy": {
        try $0.verifyResponse(
            method: "GET", target: target, requestId: requestId, status: 200, headers: unsigned, body: Data(),
            policy: "")
    },
    "verifyNotification": { try $0.verifyNotification(target: target, headers: unsigned, body: Data()) },
    "timestampFromUnix": { _ in try Doku.timestampFromUnix(.min) },
    "parseTimestamp": { _ in try Doku.parseTimestamp("2020-08-11 08:45:42") },
    "checkRequestId": { _ in try Doku.checkRequestId(String(repeating: "x", count: 129)) },
    "restore": { try $0.restore("{}") },
    "RdlRegistration(json:)": { _ in try RdlRegistration(json: #"{"rdl_customer": 1}"#) },
    "GenericCall(json:)": { _ in try GenericCall(json: "") },
    "CheckRequirements(json:)": { _ in try CheckRequirements(json: "{}") },
    "GenerateToken(json:)": { _ in try GenerateToken(json: #"{"valid_time": 1.5}"#) },
    "Upload(json:)": { _ in try Upload(json: "{}") },
    "BusinessRegistration(json:)": { _ in try BusinessRegistration(json: #"{"business": []}"#) },
    "LiteRegistration(json:)": { _ in try LiteRegistration(json: "null") },
    "GetBusiness(json:)": { _ in try GetBusiness(json: #"{"client_id": 7}"#) },
    "RdlDisbursement(json:)": { _ in try RdlDisbursement(json: "{}") },
    "Placement(json:)": { _ in try Placement(json: #"{"brand": 0, "contact": 0}"#) },
    "placeUpload": { _ in
        try Doku.placeUpload(shop, UploadAnswer(id: "1", link: "", category: "LOGO"), at: Placement(brand: 0))
    },
    "placeUpload, JSON": { _ in try Doku.placeUpload(json: "{}", upload: "{}", placement: "{}") },
    "uploadPlan, JSON": { _ in try Doku.uploadPlan(json: "{}") },
    "checkUpload, JSON": { _ in try Doku.checkUpload(json: "{}", requirements: "[]", size: -1) },
    "checkAgainstRequirements, JSON": { _ in try Doku.checkAgainstRequirements(json: "{}", requirements: "") },
]
