import Foundation

/// A JSON value that keeps booleans, whole numbers and other numbers apart.
enum JSON: Codable, CustomStringConvertible {
    case null, bool(Bool), integer(Int64), number(Double), text(String), list([JSON]), object([String: JSON])

    init(parsing text: Data) throws { self = try JSONDecoder().decode(Self.self, from: text) }
    init(parsing text: String) throws { try self.init(parsing: Data(text.utf8)) }

    init(from decoder: Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let bool = try? value.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? value.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([JSON].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    func encode(to encoder: Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .bool(let bool): try value.encode(bool)
        case .integer(let integer): try value.encode(integer)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let object): try value.encode(object)
        }
    }

    var description: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "not encodable"
    }

    /// The value of a key; absence is `null`.
    subscript(key: String) -> JSON { members[key] ?? .null }
    var members: [String: JSON] { if case .object(let object) = self { object } else { [:] } }
    var isNull: Bool { if case .null = self { true } else { false } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var texts: [String] { if case .list(let list) = self { list.compactMap(\.text) } else { [] } }
    var isTrue: Bool { if case .bool(let bool) = self { bool } else { false } }
    var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }
    /// Text, or `{"base64"}`.
    var bytes: Data? { self["base64"].text.flatMap { Data(base64Encoded: $0) } ?? text.map { Data($0.utf8) } }
    /// Each line of the headers in this object.
    var headers: [(key: String, value: String)] {
        members.flatMap { name, value in
            guard case .list(let values) = value else { return [(name, value.text ?? "")] }
            return values.map { (name, $0.text ?? "") }
        }
    }
}
