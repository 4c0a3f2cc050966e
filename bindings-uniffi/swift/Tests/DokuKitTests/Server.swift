import Foundation

/// A socket on this machine that takes HTTP requests, one per connection.
final class Server: @unchecked Sendable {
    let baseURL: String
    private let listener: Int32
    private let lock = NSLock()
    private var seen: [String] = []

    init() throws {
        #if canImport(Glibc)
            listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var timeout = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let failed = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) + listen(listener, 50) + getsockname(listener, $0, &length)
            }
        }
        guard failed == 0 else { throw Unexpected() }
        baseURL = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    }

    deinit { close(listener) }

    /// The requests that a script has answered, head and body.
    var requests: [String] { lock.withLock { seen } }

    /// Does what the script says, a line per connection; the last line repeats.
    func play(_ script: [Reply]) {
        Thread.detachNewThread { [weak self, listener] in
            var index = 0
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0, let self else { return }
                let line = script[min(index, script.count - 1)]
                index += 1
                Thread.detachNewThread { self.reply(connection, line) }
            }
        }
    }

    private func reply(_ connection: Int32, _ line: Reply) {
        let request = String(decoding: receive(connection), as: UTF8.self)
        lock.withLock { seen.append(request) }
        let response = [UInt8](line.bytes)
        if !response.isEmpty { _ = write(connection, response, response.count) }
        var byte: UInt8 = 0
        if line.hangs { while read(connection, &byte, 1) > 0 {} }
        close(connection)
    }

    /// Takes the request, gives this answer, and returns what came.
    func answer(status: Int, headers: [String: String], body: Data) async -> Data {
        let lines = headers.map { "\($0): \($1)\r\n" }.joined()
        let head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\(lines)\r\n"
        return await withCheckedContinuation { continuation in
            Thread.detachNewThread { [self] in
                let connection = accept(listener, nil, nil)
                let request = receive(connection)
                let response = [UInt8](Data(head.utf8) + body)
                _ = write(connection, response, response.count)
                close(connection)
                continuation.resume(returning: request)
            }
        }
    }

    private func receive(_ connection: Int32) -> Data {
        var bytes = Data()
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            if let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
                let length = head.firstMatch(of: /(?i)content-length: (\d+)/).flatMap { Int($0.output.1) } ?? 0
                if bytes.count - end.upperBound >= length { return bytes }
            }
            let count = read(connection, &chunk, chunk.count)
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
        }
    }
}

/// What the server does with a request: it says these bytes, perhaps none, and hangs up or does not.
struct Reply: Sendable {
    var bytes = Data()
    var hangs = false

    static let drop = Reply()
    static let hang = Reply(hangs: true)

    static func answer(_ status: Int, _ headers: [String: String] = [:], _ body: Data = Data()) -> Reply {
        let length = status == 204 ? "" : "Content-Length: \(body.count)\r\n"
        let lines = headers.map { "\($0): \($1)\r\n" }.joined()
        return Reply(bytes: Data("HTTP/1.1 \(status) Status\r\nConnection: close\r\n\(length)\(lines)\r\n".utf8) + body)
    }

    /// The signed answer to the registration with the Request-Id of the samples.
    static func registered(_ status: Int = 201) -> Reply { .answer(status, answerHeaders, DokuKitTests.answer) }

    func cut(_ count: Int, hangs: Bool) -> Reply { Reply(bytes: bytes.dropLast(count), hangs: hangs) }
}
