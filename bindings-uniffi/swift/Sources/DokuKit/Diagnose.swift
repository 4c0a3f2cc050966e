import DokuKitCore
import Foundation

/// Why a signature does not match: for development and support.
extension Doku {
    /// Finds the one or two mistakes that explain why a signature does not match, likeliest first.
    ///
    /// A message that verifies gives an empty list. Findings that are `proven` come first and alone;
    /// without one, hints, then `wrong_secret`, which says what has been ruled out;
    /// `docs/diagnosis.md` lists the codes. The lists name other keys, targets and ids that the signer may
    /// have used: the other environment's key, the public URL in front of a proxy; at most 20 of each count.
    /// For development and support: it tries thousands of signatures.
    public func diagnoseSignature<Name, Value>(
        method: String, target: String, headers: some Sequence<(key: Name, value: Value)>, body: Data,
        secretKeys: [String] = [], targets: [String] = [], clientIds: [String] = [],
        requestIds: [String] = []
    ) throws(DokuError) -> [Finding] {
        try converting {
            try core.diagnoseSignature(
                message: SignedMessage(method: method, target: target, headers: lines(headers), body: body),
                candidates: Candidates(
                    secretKeys: secretKeys, targets: targets, clientIds: clientIds, requestIds: requestIds))
        }
    }

    /// Returns what would be signed for this message, stage by stage: for a support ticket.
    public func explainSignature<Name, Value>(
        method: String, target: String, headers: some Sequence<(key: Name, value: Value)>, body: Data
    ) throws(DokuError) -> Explanation {
        try converting {
            try core.explainSignature(
                message: SignedMessage(method: method, target: target, headers: lines(headers), body: body))
        }
    }
}
