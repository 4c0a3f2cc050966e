import DokuKitCore
import Foundation

extension Doku {
    /// Hands a response to one of the functions that read.
    func answer<Body, Name, Value>(
        _ read: (Sent, Received, String?) throws -> some CoreAnswer<Body>, _ prepared: PreparedRequest,
        _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data, _ policy: String?
    ) throws(DokuError) -> Answer<Body> {
        try converting {
            try Answer(read(sent(prepared), received(status, headers, body), policy))
        }
    }
}

/// With its Client-Id and URL, so that the core can tell a request of another configuration.
func sent(_ prepared: PreparedRequest) -> Sent {
    Sent(
        operation: prepared.operation, method: prepared.method, target: prepared.target,
        requestId: prepared.requestId,
        clientId: prepared.headers.first { $0.name.lowercased() == "client-id" }?.value, url: prepared.url)
}

func call(_ requestId: String?, _ timestamp: String?) throws -> Call {
    Call(requestId: requestId ?? random(), timestamp: try timestamp ?? now())
}

func random() -> String {
    UUID().uuidString.lowercased()
}

func now() throws -> String {
    try timestampFromUnix(seconds: clock()).text
}

/// A tolerance alone is meant from the current time.
func clock(_ now: Int64?, _ tolerance: Int64?) -> Int64? {
    now ?? tolerance.map { _ in clock() }
}

func clock() -> Int64 {
    Int64(Date().timeIntervalSince1970)
}

func received<Name, Value>(
    _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data
) throws(DokuError) -> Received {
    Received(status: UInt16(clamping: status), headers: try lines(headers), body: body)
}
