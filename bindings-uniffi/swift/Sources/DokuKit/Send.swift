import DokuKitCore
import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A function that reads an answer into a record, such as `doku.readRegisterRdlCustomer`.
public typealias Read<Body: Equatable & Sendable> =
    (PreparedRequest, Int, [(key: String, value: String)], Data, String?) throws -> Answer<Body>

/// Signs the string to sign elsewhere: `HMACSHA256=` and base64.
public typealias Sign = @Sendable (_ stringToSign: String) async throws -> String

extension Doku {
    /// Sends a prepared request, repeats it as far as that is safe, and returns the answer as JSON text.
    ///
    /// Request-Id and body never change, so that DOKU acts once: a request that was stored before it was
    /// sent, and restored, goes on where it stopped. Throws as `read` does, and `no_answer` with the
    /// transport's error as its `cause`; `outcome` says whether DOKU may have acted. In a cancelled task the
    /// cause is a `CancellationError`.
    ///
    /// - Parameters:
    ///   - attempts: How often it is sent at most.
    ///   - seconds: After so many, nothing is sent again.
    ///   - policy: `required` or `if_present`; it can only tighten, as in `read`.
    ///   - clockShift: Seconds to add to this machine's clock, where you know that it is wrong.
    ///   - sign: For a configuration without a secret key.
    public func send(
        _ prepared: PreparedRequest, over transport: any Transport = URLSession.shared, attempts: Int = 3,
        seconds: Int = 60, policy: String? = nil, clockShift: Int64 = 0, sign: Sign? = nil
    ) async throws(DokuError) -> Answer<String> {
        let tried = try Attempts(
            self, prepared, attempts: attempts, seconds: seconds, policy: policy, clockShift: clockShift)
        return try await exchange(tried, transport, sign).answer
    }

    /// As `send`, with the answer read into a record, by `doku.readRegisterRdlCustomer` or its like.
    public func send<Body>(
        _ prepared: PreparedRequest, over transport: any Transport = URLSession.shared, attempts: Int = 3,
        seconds: Int = 60, policy: String? = nil, clockShift: Int64 = 0, sign: Sign? = nil, read: Read<Body>
    ) async throws(DokuError) -> Answer<Body> {
        let tried = try Attempts(
            self, prepared, attempts: attempts, seconds: seconds, policy: policy, clockShift: clockShift)
        let came = try await exchange(tried, transport, sign).received
        return try converting { try read(prepared, came.status, came.headers, came.body, policy) }
    }

    private func exchange(
        _ tried: Attempts, _ transport: any Transport, _ sign: Sign?
    ) async throws(DokuError) -> (answer: Answer<String>, received: Received) {
        var happened = Happened(Task.isCancelled ? .noAnswer("cancelled") : .start)
        if Task.isCancelled { happened.failure = CancellationError() }
        while true {
            let step: AttemptStep
            do { step = try tried.next(happened.event) } catch { throw error.caused(by: happened.failure) }
            switch step {
            case .send(let request):
                happened = await Happened { .received(try await transport.send(request)) }
            case .wait(let milliseconds):
                happened = await Happened {
                    try await Task.sleep(nanoseconds: UInt64(clamping: milliseconds) * 1_000_000)
                    return .waited
                }
            case .sign(let unsigned):
                happened = await Happened { .signed(try await sign?(unsigned.stringToSign) ?? "") }
                // Without a signature nothing more is sent.
                if happened.failure != nil { happened.event = .noAnswer("cancelled") }
            case .answer(let answer):
                if case .received(let received) = happened.event { return (answer, received) }
            }
        }
    }
}

/// An event, and what failed.
private struct Happened {
    var event: AttemptEvent
    var failure: (any Error)?

    init(_ event: AttemptEvent) { self.event = event }

    init(_ call: () async throws -> AttemptEvent) async {
        do {
            event = try await call()
        } catch {
            failure = Task.isCancelled ? CancellationError() : (error as? NotSent)?.cause ?? error
            event = .noAnswer(Task.isCancelled ? "cancelled" : reason(error))
        }
    }
}
