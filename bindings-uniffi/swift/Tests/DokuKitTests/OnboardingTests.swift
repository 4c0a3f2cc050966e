import DokuKit
import Foundation
import Testing

/// What a program does from the first question to the registered business.
@Test func aRequestIsCheckedWithoutAKey() throws {
    let json = try doku().prepareRegisterBusiness(shop).text
    #expect(try Doku.check(operation: "register_business", json: json) == [])
    let told = try Doku.check(operation: "upload_file", json: #"{"category": "KTP"}"#)
    #expect(told.map { "\($0.path) \($0.code)" } == ["category not_in_list", "file required"])
    #expect(try Doku.check(operation: "refund", json: "{}").map(\.path) == ["operation"])
}

@Test func aShopIsOnboarded() throws {
    let doku = try doku()
    let asked = try doku.prepareCheckRequirements(question)
    let needs = try doku.readCheckRequirements(asked, status: 200, headers: unsigned, body: requirementsAnswer).body
    let plan = try Doku.uploadPlan(needs)
    let files = plan.map { "\($0.belongsTo) \($0.category) \($0.code ?? "-")" }
    #expect(files == ["brand PHOTO_PROOF -", "contact DOCUMENT KTP"])

    let granted = try doku.readGenerateToken(
        doku.prepareGenerateToken(), status: 200, headers: unsigned, body: tokenAnswer
    ).body
    #expect(granted.issuedAt == 1_600_000_000 && granted.expiresAt == 1_600_021_600)
    #expect(try Doku.checkUpload(idCard, needs) == [])
    let sent = try doku.prepareUpload(idCard, token: granted.token)
    let card = try doku.readUploadFile(sent, status: 200, headers: unsigned, body: idCardAnswer).body
    let photo = try doku.readUploadFile(sent, status: 200, headers: unsigned, body: photoAnswer).body

    var registration = try Doku.placeUpload(
        shop, card,
        at: Placement(contact: 0, code: "KTP", forms: [RegistrationFormValue(code: "NO_KTP", value: "123")]))
    registration = try Doku.placeUpload(registration, photo, at: Placement(brand: 0))
    let lacking = try Doku.checkAgainstRequirements(registration, needs)
    #expect(
        lacking.map { "\($0.path) \($0.code)" } == ["business.contacts[0].documents[0].forms[0].value too_short"])
    registration.business.contacts[0].documents?[0].forms?[0].value = "1234567890123456"
    #expect(try Doku.checkAgainstRequirements(registration, needs) == [])

    let prepared = try doku.prepareRegisterBusiness(registration)
    let registered = try doku.readRegisterBusiness(prepared, status: 200, headers: unsigned, body: registeredAnswer)
    #expect(registered.signature == "absent" && registered.body.business?.id == "BSN-0104-1")
    #expect(registered.body.business?.brands?[0].sharedKey == Secret(text: sharedKey))
    let data = try doku.readGetBusiness(
        doku.prepareGetBusiness(GetBusiness(clientId: "BRN-0104-1")), status: 200, headers: unsigned,
        body: businessAnswer)
    #expect(data.body.type == "PERSONAL" && data.body.brands?[0].maximumTransaction == "100")
}

@Test func placingAnUploadLeavesTheRegistrationAsItWas() throws {
    let card = UploadAnswer(id: "DCM-0132-1", link: "", category: "DOCUMENT")
    let placement = Placement(contact: 0, code: "KTP")
    let before = shop
    let placed = try Doku.placeUpload(shop, card, at: placement)
    #expect(placed.business.contacts[0].documents?[0].id == "DCM-0132-1")
    #expect(shop == before && shop != placed)
    let refused = try failure { try Doku.placeUpload(shop, card, at: Placement(contact: 1, code: "KTP")) }
    #expect(refused.paths == ["placement out_of_range"])
}

@Test func aQuestionTravelsInTheQueryWithoutABody() throws {
    let path = "/adv-core-api/partner/v1.0/file"
    let query =
        "?businessType=PERSONAL&businessLegalEntity=PERSEORANGAN&brandBusinessLine=FOOD%20%26%20DRINK"
        + "&businessContactNationality=ID"
    let prepared = try doku().prepareCheckRequirements(question, requestId: requestId, timestamp: timestamp)
    #expect(prepared.method == "GET" && prepared.body == nil)
    #expect(prepared.url == "https://api-uat.doku.com" + path + query)
    #expect(!prepared.headers.contains { $0.name == "Content-Type" })
    let request = try prepared.urlRequest()
    #expect(request.httpBody == nil && request.url?.absoluteString == prepared.url)
    func signed(_ mode: String?) throws -> PreparedRequest {
        try Doku(environment: "test", clientId: clientId, secretKey: secretKey, query: mode)
            .prepareCheckRequirements(question, requestId: requestId, timestamp: timestamp)
    }
    #expect(try signed("unsigned") == prepared && signed(nil) == prepared)
    #expect(try signed("signed").signature != prepared.signature)
    #expect(try failure { try signed("maybe") }.paths == ["query not_in_list"])
}

@Test func anUploadIsTheSameFromBytesTextAndFrame() throws {
    let doku = try doku()
    let whole = try doku.prepareUpload(idCard, token: token, boundary: "made-up")
    #expect(whole.headers.map(\.name) == ["Authorization", "Content-Type"])
    #expect(try doku.prepareUpload(idCard, token: Secret(text: token), boundary: "made-up") == whole)
    let json = """
        {"category": "DOCUMENT", "code": "KTP", "file": {"name": "ktp.jpg", "content_type": "image/jpeg",
         "base64": "\(jpeg.base64EncodedString())"}}
        """
    #expect(try Upload(json: json) == idCard)
    #expect(try doku.prepareUpload(json: json, token: token, boundary: "made-up") == whole)
    let outline = json.replacingOccurrences(
        of: jpeg.base64EncodedString(), with: jpeg.prefix(Doku.fileHeadBytes).base64EncodedString())
    #expect(try doku.prepareUpload(json: outline, token: token, boundary: "made-up", content: jpeg) == whole)
    var beginning = idCard
    beginning.file?.content = jpeg.prefix(Doku.fileHeadBytes)
    let frame = try doku.prepareUploadFrame(beginning, token: token, boundary: "made-up")
    #expect(frame.request.body == nil && frame.request.headers == whole.headers)
    #expect(frame.head + jpeg + frame.tail == whole.body)
    #expect(try doku.prepareUploadFrame(json: outline, token: token, boundary: "made-up") == frame)
    let drawn = try (0..<2).map { _ in try doku.prepareUpload(idCard, token: token).headers[1].value }
    #expect(drawn[0] != drawn[1] && drawn.allSatisfy { $0.hasPrefix("multipart/form-data; boundary=") })
    let refused = try failure { try doku.prepareUpload(idCard, token: "", boundary: "") }
    #expect(refused.paths == ["token required", "boundary required"])
}

@Test func aFileIsCheckedBeforeItIsSent() throws {
    let needs = try doku().readCheckRequirements(
        doku().prepareCheckRequirements(question), status: 200, headers: unsigned, body: requirementsAnswer
    ).body
    let requirements = String(decoding: requirementsAnswer, as: UTF8.self)
    let tooLarge = try Doku.checkUpload(idCard, needs, size: 15_000_001)
    #expect(tooLarge.map(\.code) == ["too_long"])
    let json = """
        {"category": "DOCUMENT", "code": "KTP", "file": {"name": "ktp.jpg", "content_type": "image/jpeg",
         "base64": "/9j/4A=="}}
        """
    #expect(try Doku.checkUpload(json: json, requirements: requirements, size: 15_000_001) == tooLarge)
    let plan = try Doku.uploadPlan(json: requirements)
    #expect(plan.hasPrefix(#"[{"belongs_to":"brand","category":"PHOTO_PROOF""#))
    let placed = try Doku.placeUpload(
        json: doku().prepareRegisterBusiness(shop).text, upload: String(decoding: photoAnswer, as: UTF8.self),
        placement: #"{"brand": 0}"#)
    #expect(placed.contains(#""photo_proofs":[{"id":"PHP-0113-1"}]"#))
    let lacking = try Doku.checkAgainstRequirements(json: placed, requirements: requirements)
    #expect(lacking.map(\.path) == ["business.contacts[0].documents"])
}

@Test func aTokenExpires() throws {
    let answer = TokenAnswer(token: Secret(text: token), issuedAt: 1_600_000_000, expiresAt: 1_600_021_600)
    #expect(try answer.isExpired(), "it has for years")
    #expect(try !answer.isExpired(now: 1_600_021_599) && answer.isExpired(now: 1_600_021_600))
    #expect(try answer.isExpired(now: 1_600_021_599, leeway: 1))
}

@Test func whatSwiftHoldsOfTheCoreIsFreed() throws {
    let (doku, text, content) = try (doku(), String(repeating: "x", count: 1_000_000), jpeg + Data(count: 1_000_000))
    let upload = Upload(
        category: "LOGO", file: UploadFile(name: "logo.jpg", contentType: "image/jpeg", content: content))
    let before = largestMemory()
    for _ in 0..<150 {
        let answer = TokenAnswer(token: Secret(text: text), issuedAt: 0, expiresAt: 0)
        let prepared = try doku.prepareUpload(upload, token: answer.token)
        #expect(try answer.isExpired() && answer.token.expose().utf8.count == 1_000_000)
        #expect("\(answer)" == "TokenAnswer { .. }" && prepared.body!.count > 1_000_000)
    }
    #expect(largestMemory() - before < 75_000_000)
}

/// The most bytes that this process ever had in memory.
private func largestMemory() -> Int {
    var usage = rusage()
    #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    #else
        getrusage(RUSAGE_SELF, &usage)
        return usage.ru_maxrss
    #endif
}
