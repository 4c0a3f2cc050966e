import Foundation

/// Whether a typed value says what the JSON says: its fields are there, other JSON perhaps as text.
///
/// What has another type than expected, in an answer that nobody documents, is left out of a record.
func agrees(_ typed: JSON, _ json: JSON) -> Bool {
    switch (typed, json) {
    case (.object(let fields), _):
        fields.allSatisfy { name, value in
            value.isNull || json.members.contains { $0.lowercased() == name.lowercased() && agrees(value, $1) }
        }
    case (.list(let items), .list(let others)):
        items.count == others.count && zip(items, others).allSatisfy(agrees)
    case (.text(let text), _) where difference(typed, json) != nil:
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
