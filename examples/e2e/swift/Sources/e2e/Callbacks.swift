import DokuKit
import Foundation
import Synchronization

struct Handled: Equatable, Sendable {
    let kind: String?
    let id: String?
    let signature: String
}

/// Our own server, which takes what DOKU sends. Yours is a route of Vapor or Hummingbird.
final class Callbacks: Sendable {
    static let path = "/doku/kyb"

    let url: String
    private let doku: Doku
    private let listener: Int32
    private let handled = Mutex<[Handled]>([])

    /// Serves on a free port until the program ends.
    init(_ doku: Doku) throws {
        // Whoever hangs up before the answer must not end this program.
        signal(SIGPIPE, SIG_IGN)
        #if canImport(Glibc)
            let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            let listener = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) + listen(listener, 8) + getsockname(listener, $0, &length)
            }
        }
        guard failed == 0 else { throw Unexpected("no port to listen on") }
        (self.doku, self.listener) = (doku, listener)
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))\(Self.path)"
        Thread.detachNewThread { [self] in serve() }
    }

    func next(seconds: Int) async throws -> Handled? {
        for _ in 0..<seconds * 20 where handled.withLock(\.isEmpty) {
            try await Task.sleep(for: .milliseconds(50))
        }
        return handled.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    }

    private func serve() {
        // Yours are in a database: a genuine callback comes up to four times, for 12 hours.
        var seen = Set<String?>()
        while true {
            let connection = accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            var timeout = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
            let status = receive(connection).map { answer($0, &seen) } ?? 400
            let response = "HTTP/1.1 \(status) Status\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            _ = write(connection, response, response.utf8.count)
            close(connection)
        }
    }

    private func answer(_ message: Message, _ seen: inout Set<String?>) -> Int {
        do {
            let callback = try doku.readCallback(
                target: message.target, headers: message.headers, body: message.body)
            if seen.insert(callback.requestId).inserted {
                // DOKU documents no payload; this is the simulator's.
                let payload = try? JSONSerialization.jsonObject(with: callback.raw) as? [String: Any]
                let news = Handled(
                    kind: callback.kind, id: payload?["id"] as? String, signature: callback.signature)
                handled.withLock { $0.append(news) }
            }
            return 200
        } catch {
            say("a callback was refused: \(error.code)")
            // While you develop, and off elsewhere: whoever may send a POST must not buy CPU of yours.
            guard ProcessInfo.processInfo.environment["DOKU_DIAGNOSE"] == "1" else { return 400 }
            let findings = try? doku.diagnoseSignature(
                method: message.method, target: message.target, headers: message.headers, body: message.body)
            for finding in findings ?? [] { say("  \(finding.code) - \(finding.detail)") }
            return 400
        }
    }

    private func receive(_ connection: Int32) -> Message? {
        var bytes = Data()
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1_000_000 {
            if let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                guard var message = Message(head: bytes[..<end.lowerBound]) else { return nil }
                // The bytes as they came: a parser in between loses what was signed.
                message.body = bytes[end.upperBound...]
                if message.body.count == message.length { return message }
            }
            let count = read(connection, &chunk, chunk.count)
            guard count > 0 else { return nil }
            bytes += chunk[..<count]
        }
        return nil
    }
}

/// One HTTP request with a length.
private struct Message {
    let method: String
    let target: String
    let headers: [(key: String, value: String)]
    var body = Data()

    init?(head: Data) {
        var lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        guard !lines.isEmpty else { return nil }
        let words = lines.removeFirst().split(separator: " ")
        guard words.count == 3 else { return nil }
        (method, target) = (String(words[0]), String(words[1]))
        headers = lines.compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            return (key: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
        }
    }

    var length: Int? {
        headers.first { $0.key.lowercased() == "content-length" }.flatMap { Int($0.value) }
    }
}
