import DokuKit
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A merchant and an investor, with a lost connection and a forged callback.
///
/// Wants `DOKU_URL` of a simulator, `DOKU_CLIENT_ID`, `DOKU_SECRET_KEY`, and `DOKU_DATA`, the folder
/// `examples/data`.
func run() async throws -> String {
    let url = try environment("DOKU_URL")
    let doku = try Doku(
        baseURL: url, clientId: environment("DOKU_CLIENT_ID"), secretKey: environment("DOKU_SECRET_KEY"))
    let data = URL(fileURLWithPath: try environment("DOKU_DATA"))
    let selfie = try Data(contentsOf: data.appendingPathComponent("selfie.jpg"))
    let callbacks = try Callbacks(doku)
    let client = Client(doku: doku, url: url)

    let sample = data.appendingPathComponent("business-registration.json")
    var merchant = try BusinessRegistration(json: String(contentsOf: sample, encoding: .utf8))
    merchant.business.callbackUrl = callbacks.url
    let question = CheckRequirements(
        businessType: "PERSONAL", businessLegalEntity: "PERSEORANGAN", brandBusinessLine: "RETAIL",
        businessContactNationality: "ID")
    let requirements = try await doku.send(
        doku.prepareCheckRequirements(question), read: doku.readCheckRequirements
    ).body
    merchant = try await client.placeFiles(withoutFiles(merchant), requirements, selfie)
    let unmet = try Doku.checkAgainstRequirements(merchant, requirements)
    try check(unmet.isEmpty, "\(unmet)")

    let registered = try await client.sendWithLostConnection(
        doku.prepareRegisterBusiness(merchant), doku.readRegisterBusiness)
    guard let business = registered.body.business, let id = business.id, let brand = business.brands?.first?.id else {
        throw Unexpected("the answer lacks the business or its brand")
    }
    let asked = try await client.business(of: brand)
    try check(asked.id == id, "another business was found")

    try await client.simulate("business/\(id)", #"{"status":"ACTIVE"}"#)
    let told = try await callbacks.next(seconds: 10)
    try check(told == Handled(kind: "BUSINESS", id: id, signature: "verified"), "the callback is \(told as Any)")
    // A callback's payload is undocumented: for the state, ask.
    let status = try await client.business(of: brand).status ?? ""
    try check(status == "ACTIVE", "the business is \(status)")

    try await client.forgeCallback(to: callbacks.url)
    let forged = try await callbacks.next(seconds: 0)
    try check(forged == nil, "a forged callback was handled")

    let file = data.appendingPathComponent("rdl-registration.json")
    var investor = try RdlRegistration(json: String(contentsOf: file, encoding: .utf8))
    investor.rdlCustomer.customerId = "INVESTOR-\(UUID())"
    investor.rdlCustomer.selfiePhoto = selfie.base64EncodedString()
    let opened = try await client.sendWithLostConnection(
        doku.prepareRegisterRdlCustomer(investor), doku.readRegisterRdlCustomer)
    let account = opened.body.rdlCustomer.accountId
    try check(account.wholeMatch(of: /[0-9]{40}/) != nil, "the account has lost digits")
    try await client.simulate("rdl/\(account)", #"{"status":"ACTIVE"}"#)

    return "e2e swift: business \(id) \(status), account \(account), "
        + "2 replayed, 1 callback verified, 1 forged refused"
}

struct Client {
    let doku: Doku
    let url: String

    /// The first try gets no answer, although DOKU did what it asks for.
    func sendWithLostConnection<Body>(
        _ prepared: PreparedRequest, _ read: Read<Body>
    ) async throws -> Answer<Body> {
        try await simulate("faults", #"{"drop_percent":100}"#)
        var lost: DokuError?
        do { _ = try await doku.send(prepared, attempts: 1) } catch { lost = error }
        try await simulate("faults", #"{"drop_percent":0}"#)
        try check(lost?.code == "no_answer" && lost?.outcome == "unknown", "the connection was not dropped")

        let answer = try await doku.send(doku.restore(prepared.serialize()), read: read)
        try check(answer.replayed, "DOKU did the same work twice")
        return answer
    }

    func placeFiles(
        _ merchant: BusinessRegistration, _ requirements: Requirements, _ photo: Data
    ) async throws -> BusinessRegistration {
        var merchant = merchant
        let token = try await doku.send(doku.prepareGenerateToken(), read: doku.readGenerateToken).body.token
        for planned in try Doku.uploadPlan(requirements) {
            let file = UploadFile(name: "photo.jpg", contentType: "image/jpeg", content: photo)
            let upload = Upload(category: planned.category, code: planned.code, file: file)
            let uploaded = try await doku.send(doku.prepareUpload(upload, token: token), read: doku.readUploadFile).body
            merchant = try Doku.placeUpload(merchant, uploaded, at: place(planned))
        }
        return merchant
    }

    func business(of brand: String) async throws -> BusinessData {
        try await doku.send(doku.prepareGetBusiness(GetBusiness(clientId: brand)), read: doku.readGetBusiness).body
    }

    /// Sends our own server a callback whose body is not the one that was signed.
    func forgeCallback(to url: String) async throws {
        let genuine = Data(#"{"type":"BUSINESS","id":"BSN-1","status":"REJECTED"}"#.utf8)
        let forged = Data(#"{"type":"BUSINESS","id":"BSN-1","status":"ACTIVE"}"#.utf8)
        let headers = try doku.signTestNotification(target: Callbacks.path, body: genuine)
        let status = try await post(url, headers, forged)
        try check(status == 400, "a forged callback got \(status)")
    }

    func simulate(_ path: String, _ body: String) async throws {
        let headers = ["Content-Type": "application/json"]
        let status = try await post("\(url)/_sim/\(path)", headers, Data(body.utf8))
        try check(status == 200, "the simulator answers \(status) to \(path)")
    }

    private func post(_ url: String, _ headers: [String: String], _ body: Data) async throws -> Int {
        guard let url = URL(string: url) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = body
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        let (_, response) = try await URLSession.shared.data(for: request)
        return (response as! HTTPURLResponse).statusCode
    }
}

/// The sample's ids are of somebody else's files.
func withoutFiles(_ sample: BusinessRegistration) -> BusinessRegistration {
    var merchant = sample
    for brand in merchant.business.brands.indices { merchant.business.brands[brand].photoProofs = nil }
    for contact in merchant.business.contacts.indices {
        merchant.business.contacts[contact].documents = nil
        merchant.business.contacts[contact].ownerLiveness = nil
    }
    return merchant
}

private func place(_ planned: PlannedUpload) throws -> Placement {
    // NO_KTP is the only one that is asked for.
    let forms = planned.form?.map { RegistrationFormValue(code: $0.code, value: "1234567890123456") }
    switch planned.belongsTo {
    case "brand": return Placement(brand: 0, code: planned.code, forms: forms)
    case "contact": return Placement(contact: 0, code: planned.code, forms: forms)
    default: throw Unexpected("no file for the \(planned.belongsTo) was expected")
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

func check(_ isRight: Bool, _ otherwise: @autoclosure () -> String) throws {
    if !isRight { throw Unexpected(otherwise()) }
}

func environment(_ name: String) throws -> String {
    guard let value = ProcessInfo.processInfo.environment[name] else { throw Unexpected("\(name) is not set") }
    return value
}

func say(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
}

do {
    print(try await run())
} catch {
    say("e2e swift: \(error)")
    exit(1)
}
