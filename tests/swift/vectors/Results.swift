import DokuKit
import Foundation
@_spi(Reflection) import Swift

extension JSON {
    /// A value of the API as the vectors write it; a record is an object with its fields.
    init(_ value: Any?) {
        switch value {
        case nil: self = .null
        case let json as JSON: self = json
        case let bool as Bool: self = .bool(bool)
        case let number as any BinaryInteger: self = .integer(Int64(number))
        case let text as String: self = .text(text)
        case let data as Data:
            let base64 = JSON.object(["base64": .text(data.base64EncodedString())])
            self = String(validating: data, as: UTF8.self).map(JSON.text) ?? base64
        case let list as [Any]: self = .list(list.map { JSON($0) })
        case let object as [String: Any?]: self = .object(object.mapValues { JSON($0) })
        case let error as DokuError:
            let violations = error.violations.map { ["path": $0.path, "code": $0.code] }
            let parts = fields(error).filter { !["detail", "raw_body"].contains($0.key) }
            self = .object(parts.merging(["violations": JSON(violations)]) { $1 })
        case let request as PreparedRequest:
            let headers = request.headers.reduce(into: [String: String]()) { $0[$1.name] = $1.value }
            let parts = fields(request).filter { ["method", "url", "body"].contains($0.key) }
            self = .object(parts.merging(["headers": JSON(headers)]) { $1 })
        case let answer as Answer<String>:
            let body = (try? JSON(parsing: Data(answer.body.utf8))) ?? .null
            self = .object(fields(answer).merging(["body": body]) { $1 })
        case let value?:
            let mirror = Mirror(reflecting: value)
            let isOptional = mirror.displayStyle == .optional
            self = isOptional ? JSON(mirror.children.first?.value) : .object(_openExistential(value, do: fields))
        }
    }
}

/// The fields of a record by their wire names; `Mirror` shows none, to keep them out of logs.
private func fields<Record>(_ record: Record) -> [String: JSON] {
    var fields: [String: JSON] = [:]
    _forEachFieldWithKeyPath(of: Record.self) { name, path in
        let words = String(cString: name).map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }
        fields[words.joined()] = JSON(record[keyPath: path])
        return true
    }
    return fields
}

/// Whether a typed value says what the JSON says: its fields are there, a number perhaps as text.
func agrees(_ typed: JSON, _ json: JSON) -> Bool {
    switch (typed, json) {
    case (.object(let fields), .object(let object)):
        fields.allSatisfy { name, value in
            let found = object.filter { $0.key.lowercased() == name.lowercased() }.values
            return found.isEmpty ? value.isNull : found.contains { agrees(value, $0) }
        }
    case (.text(let text), .integer), (.text(let text), .number):
        (try? JSON(parsing: Data(text.utf8)))?.description == json.description
    default:
        difference(typed, json) == nil
    }
}

/// The first place where a result is not what a vector names; text is compared by its bytes.
func difference(_ expected: JSON, _ got: JSON, _ at: String = "") -> String? {
    switch (expected, got) {
    case (.object(let keys), .object(let object)):
        return keys.sorted { $0.key < $1.key }.lazy.compactMap { key, value in
            let same = { at == ".expect.prepared.headers" ? $0.lowercased() == key.lowercased() : $0 == key }
            return difference(value, object.first { same($0.key) }?.value ?? .null, "\(at).\(key)")
        }.first
    case (.list(let items), .list(let others)) where items.count == others.count:
        return items.indices.lazy.compactMap { difference(items[$0], others[$0], "\(at)[\($0)]") }.first
    default:
        let same = expected.description.utf8.elementsEqual(got.description.utf8)
        return same ? nil : "\(at): expected \(expected), got \(got)"
    }
}
