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
    case (.text(let text), _) where !isSame(typed, json):
        (try? JSON(parsing: Data(text.utf8)))?.description == json.description
    default:
        isSame(typed, json)
    }
}

/// Whether two texts, numbers or booleans are the same; text by its bytes.
private func isSame(_ typed: JSON, _ json: JSON) -> Bool {
    typed.description.utf8.elementsEqual(json.description.utf8)
}
