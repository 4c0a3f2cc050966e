import DokuKitCore
import Foundation

extension Doku {
    /// Verifies a response and returns its status, as `Answer` explains; `policy` is `required` or `if_present`.
    ///
    /// The Request-Id binds an answer to its request. With `now`, in seconds since 1970, one whose
    /// timestamp is further off than `tolerance` seconds, or a day, is `stale_timestamp` all the same;
    /// with `tolerance` alone, `now` is the current time.
    public func verifyResponse<Name, Value>(
        method: String, target: String, requestId: String,
        status: Int, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil, now: Int64? = nil, tolerance: Int64? = nil
    ) throws(DokuError) -> String {
        try converting {
            let sent = Sent(method: method, target: target, requestId: requestId)
            return try core.verifyResponse(
                sent: sent, received: received(status, headers, body), policy: policy,
                now: clock(now, tolerance), tolerance: tolerance)
        }
    }

    /// Verifies a notification or inquiry that DOKU sent to your `target`, as it stood on the request line.
    ///
    /// With `now`, in seconds since 1970, a timestamp further off than `tolerance` seconds, or a
    /// day, is `stale_timestamp`; with `tolerance` alone, `now` is the current time. Genuine retries come
    /// up to 12 hours later: keep the Request-Ids that you have handled and handle each once.
    public func verifyNotification<Name, Value>(
        target: String, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        now: Int64? = nil, tolerance: Int64? = nil
    ) throws(DokuError) -> String {
        try converting {
            try core.verifyNotification(
                target: target, headers: lines(headers), body: body, now: clock(now, tolerance), tolerance: tolerance)
        }
    }

    /// Verifies a KYB callback and says what it is about; `target` is your `callback_url` as it stood on
    /// the request line.
    ///
    /// DOKU does not say whether callbacks are signed: an unsigned one is rejected, unless `policy` is
    /// `if_present`; then `signature` is `absent`. The payload is undocumented, so for the state that it
    /// announces, read Get Business Data.
    public func readCallback<Name, Value>(
        target: String, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        policy: String? = nil, now: Int64? = nil, tolerance: Int64? = nil
    ) throws(DokuError) -> Callback {
        try converting {
            try core.readCallback(
                target: target, headers: lines(headers), body: body, policy: policy,
                now: clock(now, tolerance), tolerance: tolerance)
        }
    }

    /// The stages of the signature on your own reply to an inquiry; throws `invalid_request`.
    public func signReply(
        target: String, body: Data, requestId: String, timestamp: String? = nil
    ) throws(DokuError) -> Stages {
        try converting { try core.signReply(target: target, body: body, stamp: stamp(requestId, timestamp)) }
    }

    /// For your own tests: a response to `prepared`, signed as DOKU signs.
    public func signTestResponse(
        _ prepared: PreparedRequest, status: Int, body: Data, timestamp: String? = nil
    ) throws(DokuError) -> TestResponse {
        try converting {
            let fake = try core.signTestResponse(
                sent: sent(prepared), status: crossing(status), body: body,
                timestamp: timestamp ?? now())
            return TestResponse(status: Int(fake.status), headers: named(fake.headers), body: fake.body)
        }
    }

    /// For your own tests: the headers of a notification or callback, signed as DOKU signs.
    public func signTestNotification(
        target: String, body: Data, requestId: String? = nil, timestamp: String? = nil
    ) throws(DokuError) -> [String: String] {
        try converting {
            named(
                try core.signTestNotification(target: target, body: body, stamp: stamp(requestId, timestamp)))
        }
    }
}

private func named(_ headers: [Header]) -> [String: String] {
    Dictionary(headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
}
