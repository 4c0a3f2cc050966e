import DokuKitCore
import Foundation

extension Doku {
    /// Hands a response to one of the functions that read.
    func answer<Body, Name, Value>(
        _ read: (Sent, Received) throws -> some CoreAnswer<Body>, _ prepared: PreparedRequest,
        _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data
    ) throws(DokuError) -> Answer<Body> {
        try converting {
            try Answer(read(sent(prepared), received(status, headers, body)))
        }
    }
}

func sent(_ prepared: PreparedRequest) -> Sent {
    Sent(
        operation: prepared.operation, method: prepared.method, target: prepared.target,
        requestId: prepared.requestId)
}

func call(_ requestId: String?, _ timestamp: String?) throws -> Call {
    Call(requestId: requestId ?? random(), timestamp: try timestamp ?? now())
}

func random() -> String {
    UUID().uuidString.lowercased()
}

func now() throws -> String {
    try timestampFromUnix(seconds: Int64(Date().timeIntervalSince1970)).text
}

func received<Name, Value>(
    _ status: Int, _ headers: some Sequence<(key: Name, value: Value)>, _ body: Data
) -> Received {
    Received(status: UInt16(clamping: status), headers: lines(headers), body: body)
}

func lines<Name, Value>(_ headers: some Sequence<(key: Name, value: Value)>) -> [Header] {
    headers.flatMap { name, value in
        (value as? [Any] ?? [value]).map { Header(name: "\(name)", value: "\($0)") }
    }
}
