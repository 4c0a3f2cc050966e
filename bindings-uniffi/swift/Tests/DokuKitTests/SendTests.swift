import DokuKit
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

// One call from a request to its answer, over a connection that does what a script says.

@Test func sendReadsTheAnswerTypedAndAsText() async throws {
    let wired = try Wired(.registered())
    let typed = try await wired.doku.send(wired.prepared, read: wired.doku.readRegisterRdlCustomer)
    #expect(typed.body.rdlCustomer.accountId == accountId)
    let text = try await wired.doku.send(wired.prepared, over: URLSession.shared)
    #expect(text.body.contains(#""account_id":"\#(accountId)""#) && text.signature == "verified")
    #expect(wired.server.requests.allSatisfy { $0.hasSuffix(wired.prepared.text) })
}

@Test func whatIsDroppedOrRefusedForNowIsSentAgain() async throws {
    let wired = try Wired(.drop, .answer(503, ["Content-Type": "text/html"], Data("<html>".utf8)), .registered(409))
    #expect(try await wired.doku.send(wired.prepared).replayed)
    #expect(wired.server.requests.count == 3)
    for request in wired.server.requests {
        #expect(request.contains("\r\nRequest-Id: \(requestId)\r\n") && request.hasSuffix(wired.prepared.text))
    }
}

@Test func aRestoredRequestIsSignedAnew() async throws {
    let wired = try Wired(.registered())
    let old = try wired.doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
    _ = try await wired.doku.send(wired.doku.restore(old.serialize()))
    #expect(wired.server.requests[0].contains("\r\nRequest-Id: \(requestId)\r\n"))
    #expect(!wired.server.requests[0].contains(timestamp) && !wired.server.requests[0].contains(old.signature!))
}

@Test func aClockThatIsOffIsCorrected() async throws {
    let late = Data(#"{"error":{"code":"request_time_out_of_range","message":"out of range"}}"#.utf8)
    let now = Int64(Date().timeIntervalSince1970)
    let ahead = try Doku.timestampFromUnix(now + 7200).text
    let wired = try Wired(.answer(400, ["Response-Timestamp": ahead], late), .answer(200, [:], Data("{}".utf8)))
    let status = try wired.doku.prepareCall(GenericCall(method: "GET", target: "/orders/v1/status/INV-1"))
    _ = try await wired.doku.send(status)
    _ = try await wired.doku.send(status, clockShift: 7200)
    let sent = try wired.server.requests.map { request in
        let written = try #require(request.firstMatch(of: /Request-Timestamp: (\S+)/)?.output.1)
        return try Doku.parseTimestamp(String(written)).unix - now
    }
    #expect(sent.map { $0 > 7000 } == [false, true, true])
}

@Test func whoeverGetsNoAnswerLearnsTheOutcome() async throws {
    for line in [Reply.drop, .registered().cut(20, hangs: false)] {
        let wired = try Wired(line)
        let error = try await wired.failure(attempts: 2)
        #expect(error.told == "no_answer unknown 2" && error.retry == "same_request_id")
        #expect(error.cause is URLError && !"\(error) \(error.detail)".contains("127.0.0.1"))
        #expect(wired.server.requests.count == 2)
    }
}

@Test func nobodyListens() async throws {
    let url = try Server().baseURL
    let doku = try Doku(baseURL: url, clientId: clientId, secretKey: secretKey)
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    let error = try await failing { try await doku.send(prepared, attempts: 2) }
    #if canImport(FoundationNetworking)
        // It may have followed a redirect.
        #expect(error.told == "no_answer unknown 2")
    #else
        #expect(error.told == "no_answer not_sent 2")
    #endif
    #expect((error.cause as? URLError)?.code == .cannotConnectToHost)
}

@Test func halfAnAnswerThatNeverEndsHasATimeout() async throws {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = 1
    let impatient = URLSession(configuration: configuration)
    for line in [Reply.hang, .registered().cut(20, hangs: true)] {
        let error = try await Wired(line).failure(over: impatient, attempts: 1)
        #expect(error.told == "no_answer unknown 1" && (error.cause as? URLError)?.code == .timedOut)
    }
}

@Test func anAnswerThatIsNotTheAnswerEndsIt() async throws {
    let html = Reply.answer(200, ["Content-Type": "text/html"], Data("<html>log in</html>".utf8))
    let forged = Reply.answer(201, answerHeaders, answer + Data(" ".utf8))
    let another = Reply.answer(201, answerHeaders.merging(["Request-Id": "another"]) { $1 }, answer)
    let rows = [(html, "signature_missing"), (forged, "signature_mismatch"), (another, "not_for_this_request")]
    for (line, code) in rows {
        let error = try await Wired(line).failure()
        #expect(error.told == "\(code) unknown 1" && error.cause == nil)
    }
    #expect(try await Wired(.answer(204)).failure().told.hasSuffix(" unknown 1"))
}

@Test func nothingIsReadFromBehindARedirect() async throws {
    let nobody = try Server().baseURL
    for location in ["/elsewhere", "\(nobody)/"] {
        let wired = try Wired(.answer(307, ["Location": location]), .registered())
        let error = try await wired.failure(attempts: 1)
        #expect(error.outcome == "unknown" && ["gateway_error", "no_answer"].contains(error.code), "\(error.told)")
        #if !canImport(FoundationNetworking)
            #expect(wired.server.requests.count == 1)
        #endif
    }
}

@Test func aCancelledTaskLearnsTheOutcomeAndSendsNoMore() async throws {
    for line in [Reply.hang, .answer(503, ["Retry-After": "1"])] {
        let wired = try Wired(line)
        let task = Task { try await wired.failure() }
        while wired.server.requests.isEmpty { try await Task.sleep(nanoseconds: 5_000_000) }
        try await Task.sleep(nanoseconds: 200_000_000)
        task.cancel()
        let error = try await task.value
        #expect(error.told == "no_answer unknown 1" && error.cause is CancellationError)
        try await Task.sleep(nanoseconds: 1_200_000_000)
        #expect(wired.server.requests.count == 1)
    }
    let wired = try Wired(.registered())
    let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return try await wired.failure()
    }
    task.cancel()
    #expect(try await task.value.told == "no_answer not_sent 0" && wired.server.requests.isEmpty)
}

@Test func aTransportOfOnesOwnSaysWhatItKnows() async throws {
    struct Failing: Transport {
        let error: any Error
        func send(_ request: PreparedRequest) async throws -> Received { throw error }
    }
    struct Odd: Transport {
        func send(_ request: PreparedRequest) async throws -> Received {
            try Received(status: 200, headers: ["Signature": 7], body: Data())
        }
    }
    let (doku, rows) = (try doku(), [
        (NotSent() as any Error, "not_sent"), (NotSent(URLError(.cannotFindHost)), "not_sent"),
        (URLError(.cannotFindHost), "unknown"), (URLError(.networkConnectionLost), "unknown"), (URLError(.timedOut), "unknown"), (Unexpected(), "unknown"),
    ])
    let prepared = try doku.prepareRegisterRdlCustomer(registration)
    for (error, outcome) in rows {
        let failure = try await failing { try await doku.send(prepared, over: Failing(error: error), attempts: 1) }
        #expect(failure.told == "no_answer \(outcome) 1" && failure.cause != nil, "\(error)")
    }
    let odd = try await failing { try await doku.send(prepared, over: Odd(), attempts: 1) }
    #expect(odd.told == "no_answer unknown 1" && (odd.cause as? DokuError)?.code == "invalid_request")
}

@Test func aKeyInAVaultSignsEachAttempt() async throws {
    let wired = try Wired(.drop, .answer(503))
    let vault = try Doku(baseURL: wired.server.baseURL, clientId: clientId)
    let made = "HMACSHA256=" + Data(count: 32).base64EncodedString()
    let old = try wired.doku.prepareRegisterRdlCustomer(registration, requestId: requestId, timestamp: timestamp)
    let error = try await failing {
        try await vault.send(old, attempts: 2) { text in
            #expect(text.contains("Request-Id:\(requestId)") && !text.contains(timestamp))
            return made
        }
    }
    #expect(error.attempts == 2 && error.outcome == "unknown")
    #expect(wired.server.requests.allSatisfy { $0.contains("\r\nSignature: \(made)\r\n") })
    let closed = try await failing { try await vault.send(old, sign: { _ in throw Unexpected() }) }
    #expect(closed.told == "no_answer not_sent 0" && closed.cause is Unexpected)
}

/// A registration and a DOKU that does what a script says.
private struct Wired {
    let server: Server
    let doku: Doku
    let prepared: PreparedRequest

    init(_ first: Reply, _ rest: Reply...) throws {
        server = try Server()
        doku = try Doku(baseURL: server.baseURL, clientId: clientId, secretKey: secretKey)
        prepared = try doku.prepareRegisterRdlCustomer(registration, requestId: requestId)
        server.play([first] + rest)
    }

    func failure(over transport: any Transport = URLSession.shared, attempts: Int = 3) async throws -> DokuError {
        try await failing { try await doku.send(prepared, over: transport, attempts: attempts) }
    }
}

/// The error of a call that has to fail.
private func failing(_ call: () async throws -> some Any) async throws -> DokuError {
    do {
        _ = try await call()
    } catch let error as DokuError {
        return error
    }
    throw Unexpected()
}

extension DokuError {
    fileprivate var told: String { "\(code) \(outcome ?? "none") \(attempts)" }
}
