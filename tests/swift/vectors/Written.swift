import Foundation

/// A part of `given` as it stands in the file: parsing would change how numbers are written, and the
/// order of keys.
func asWritten(_ part: String, in file: Data) -> String {
    let bytes = [UInt8](file)
    var (index, depth, name) = (0, 0, "")
    var keys: [Int: String] = [:]
    var start: Int?
    while index < bytes.count {
        let byte = UnicodeScalar(bytes[index])
        switch byte {
        case "{", "[": depth += 1
        case "}", "]": depth -= 1
        case ":": keys[depth] = name
        case "\"":
            let first = index + 1
            index = first
            while bytes[index] != UInt8(ascii: "\"") { index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1 }
            name = String(decoding: bytes[first..<index], as: UTF8.self)
        default: break
        }
        if let start, depth == 1 || depth == 2 && byte == "," {
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        index += 1
        if byte == ":", depth == 2, keys[1] == "given", keys[2] == part { start = index }
    }
    return "null"
}
