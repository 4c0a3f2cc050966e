import DokuKitCore
import Foundation

/// One request on its way to one answer: from what happened follows what to do next, or the error that ends it.
@_spi(Attempts) public struct Attempts: Sendable {
    private let core: AttemptsCore

    public init(
        _ doku: Doku, _ prepared: PreparedRequest, attempts: Int, seconds: Int, policy: String?, clockShift: Int64
    ) throws(DokuError) {
        core = try converting {
            try AttemptsCore(
                doku: doku.core, request: prepared,
                limits: Limits(attempts: UInt32(clamping: attempts), seconds: UInt32(clamping: seconds)),
                policy: policy, clockShift: clockShift)
        }
    }

    /// Seconds that are added to this machine's clock, since DOKU's differs.
    public var clockShift: Int64 { get throws(DokuError) { try converting { try core.clockShift() } } }

    public func next(
        _ event: AttemptEvent, now: Int64 = Int64(Date().timeIntervalSince1970 * 1000),
        random: UInt32 = .random(in: 0...UInt32.max)
    ) throws(DokuError) -> AttemptStep {
        try converting {
            switch try core.next(event: event.crossing, now: now, random: random) {
            case .send(let request): .send(request)
            case .sign(let unsigned): .sign(unsigned)
            case .wait(let milliseconds): .wait(milliseconds: milliseconds)
            case .answer(let answer): .answer(Answer(answer))
            }
        }
    }
}

/// What happened since the last step.
@_spi(Attempts) public enum AttemptEvent: Sendable {
    case start, waited
    case received(Received)
    /// `not_sent`, `unknown` or `cancelled`.
    case noAnswer(String)
    case signed(String)

    var crossing: DokuKitCore.AttemptEvent {
        switch self {
        case .start: .start
        case .waited: .waited
        case .received(let received): .received(received: received.core)
        case .noAnswer(let reason): .noAnswer(reason: reason)
        case .signed(let signature): .signed(signature: signature)
        }
    }
}

/// What to do next.
@_spi(Attempts) public enum AttemptStep: Sendable {
    case send(PreparedRequest)
    case sign(UnsignedRequest)
    case wait(milliseconds: Int64)
    case answer(Answer<String>)
}
