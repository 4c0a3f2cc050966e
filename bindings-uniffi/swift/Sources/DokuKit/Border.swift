import DokuKitCore
import Foundation

/// Calls the core; whatever fails there is the one error of this package.
func converting<Value>(_ body: () throws -> Value) throws(DokuError) -> Value {
    do {
        return try body()
    } catch let error as DokuError {
        throw error
    } catch let CoreError.Failed(
        code, detail, violations, httpStatus, gateway, retry, signature, rawBody, outcome, attempts)
    {
        throw DokuError(
            code: code, detail: detail, violations: violations, httpStatus: httpStatus.map(Int.init),
            gateway: gateway, retry: retry, signature: signature, rawBody: rawBody, outcome: outcome,
            attempts: Int(attempts))
    } catch {
        // The text of a panic may quote anything.
        throw DokuError(
            code: "internal_error", detail: "the library failed, which is a bug in it", violations: [])
    }
}

extension Doku {
    /// Hands a response to one of the functions that read.
    func answer<Body, Name, Value>(
        _ read: (Sent, DokuKitCore.Received, String?) throws -> some CoreAnswer<Body>, _ prepared: PreparedRequest,
        _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data, _ policy: String?
    ) throws(DokuError) -> Answer<Body> {
        try converting {
            try Answer(read(sent(prepared), received(status, headers, body), policy))
        }
    }
}

/// Includes Client-Id and URL, so that the core can reject a request of another configuration.
func sent(_ prepared: PreparedRequest) -> Sent {
    Sent(
        operation: prepared.operation, method: prepared.method, target: prepared.target,
        requestId: prepared.requestId,
        clientId: prepared.headers.first { $0.name.lowercased() == "client-id" }?.value, url: prepared.url)
}

/// What makes one request different from the next; what is left out is filled in.
func stamp(_ requestId: String?, _ timestamp: String?) throws -> Stamp {
    Stamp(requestId: requestId ?? random(), timestamp: try timestamp ?? now())
}

func random() -> String {
    UUID().uuidString.lowercased()
}

func now() throws -> String {
    try timestampFromUnix(seconds: clock()).text
}

/// A tolerance without a time is compared with the current time.
func clock(_ now: Int64?, _ tolerance: Int64?) -> Int64? {
    now ?? tolerance.map { _ in clock() }
}

func clock() -> Int64 {
    Int64(Date().timeIntervalSince1970)
}

func received<Name, Value>(
    _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data
) throws(DokuError) -> DokuKitCore.Received {
    DokuKitCore.Received(status: crossing(status), headers: try lines(headers), body: body)
}

/// A number beyond 16 bits becomes the nearest one, which is no HTTP status either: the core rejects it.
func crossing(_ status: Int) -> UInt16 {
    UInt16(clamping: status)
}
