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
            self = String(validating: data, as: UTF8.self).map(JSON.text) ?? JSON(base64: data)
        case let list as [Any]: self = .list(list.map { JSON($0) })
        case let object as [String: Any?]: self = .object(object.mapValues { JSON($0) })
        case let secret as Secret: self = .text(secret.expose())
        case let answer as GenericAnswer: self = (try? answer.json.map { try JSON(parsing: Data($0.utf8)) }) ?? .null
        case let violation as Violation: self = .object(["path": .text(violation.path), "code": .text(violation.code)])
        case let error as DokuError:
            self = .object(fields(error).filter { !["detail", "raw_body", "origin"].contains($0.key) })
        case let request as PreparedRequest:
            let headers = request.headers.reduce(into: [String: String]()) { $0[$1.name] = $1.value }
            var parts = fields(request).filter { ["method", "url", "body"].contains($0.key) }
            parts["headers"] = JSON(headers)
            if request.operation == "upload_file" { parts["body"] = request.body.map { JSON(base64: $0) } }
            self = .object(parts)
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

extension JSON {
    fileprivate init(base64 data: Data) { self = .object(["base64": .text(data.base64EncodedString())]) }
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
