import DokuKitCore
import Foundation

/// Each header's lines, one for each of its values.
func lines<Name, Value>(_ headers: some Sequence<(key: Name, value: Value)>) throws(DokuError) -> [Header] {
    var lines: [Header] = []
    for (name, value) in headers {
        guard let name = text(name) else { throw refused("expected text as a header's name, got something else") }
        for value in value as? [Any?] ?? [value] {
            if let value = text(value) {
                lines.append(Header(name: name, value: value))
            } else if !isIgnored(value) || signed.contains(name.lowercased()) {
                throw refused("expected text as a header's value, got something else")
            }
        }
    }
    return lines
}

private func text(_ value: Any?) -> String? {
    value as? String ?? (value as? Substring).map(String.init)
}

/// Whether it is null or a number: neither can be signed, and clients put them under other names.
private func isIgnored(_ value: Any?) -> Bool {
    if let value { return value is any Numeric || value is NSNumber || value is NSNull || isNil(value) }
    return true
}

/// Whether an optional in an `Any` is empty.
private func isNil(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
}

private func refused(_ detail: String) -> DokuError {
    DokuError(
        code: "invalid_request", detail: detail,
        violations: [Violation(path: "headers", code: "wrong_type", detail: detail)])
}

/// The headers that DOKU signs, and the signature.
private let signed: Set = [
    "client-id", "request-id", "request-timestamp", "response-timestamp", "signature", "digest",
]
