import DokuKit
import Foundation
import Testing

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
    #expect(try Doku.checkUpload(idCard, needs) == [])
    let tooLarge = try Doku.checkUpload(idCard, needs, size: 15_000_001)
    #expect(tooLarge.map(\.code) == ["too_long"])
    let json = """
        {"category": "DOCUMENT", "code": "KTP", "file": {"name": "ktp.jpg", "content_type": "image/jpeg",
         "base64": "/9j/4A=="}}
        """
    #expect(try Doku.checkUpload(json: json, requirements: requirements, size: 15_000_001) == tooLarge)
    let plan = try Doku.uploadPlan(needs)
    #expect(plan.map { "\($0.belongsTo) \($0.category)" } == ["brand PHOTO_PROOF", "contact DOCUMENT"])
    #expect(try Doku.uploadPlan(json: requirements).hasPrefix(#"[{"belongs_to":"brand","category":"PHOTO_PROOF""#))
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
