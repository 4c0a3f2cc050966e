import DokuKitCore
import Foundation

/// What needs no client.
extension Doku {
    /// Checks a request given as JSON text and returns every violation; it needs no key, so a form can call it.
    ///
    /// The operation has its name in snake case, such as `register_business`; an upload's file has its
    /// bytes, or at least its first ones, as `base64`.
    public static func check(operation: String, json: String) throws(DokuError) -> [Violation] {
        try converting { try DokuKitCore.checkRequest(operation: operation, request: json) }
    }

    /// Returns the moment that many seconds after 1970 began; throws `invalid_request`.
    public static func timestampFromUnix(_ seconds: Int64) throws(DokuError) -> Timestamp {
        try converting { try DokuKitCore.timestampFromUnix(seconds: seconds) }
    }

    /// Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`.
    public static func parseTimestamp(_ text: String) throws(DokuError) -> Timestamp {
        try converting { try DokuKitCore.parseTimestamp(text: text) }
    }

    /// Returns the text if it is a valid Request-Id; throws `invalid_request`.
    public static func checkRequestId(_ text: String) throws(DokuError) -> String {
        try converting { try DokuKitCore.checkRequestId(text: text) }
    }
}

/// A moment: as text in UTC, and as seconds since 1970.
public typealias Timestamp = DokuKitCore.Timestamp
