package id.dokukit

import id.dokukit.generated.Candidates
import id.dokukit.generated.SignedMessage

/**
 * Finds the one or two mistakes that explain why a signature does not match, likeliest first.
 *
 * A message that verifies gives an empty list. Findings that are `proven` come first and alone; without
 * one, hints, then `wrong_secret`, which says what has been ruled out; `docs/diagnosis.md` lists the codes.
 * The lists name other keys, targets and ids that the signer may have used: the other environment's key,
 * the public URL in front of a proxy; at most 20 of each count. For development and support: it tries
 * thousands of signatures.
 */
fun Doku.diagnoseSignature(
    method: String,
    target: String,
    headers: Headers,
    body: ByteArray,
    secretKeys: List<String> = emptyList(),
    targets: List<String> = emptyList(),
    clientIds: List<String> = emptyList(),
    requestIds: List<String> = emptyList(),
): List<Finding> = converting {
    val others = Candidates(secretKeys, targets, clientIds, requestIds)
    core.diagnoseSignature(SignedMessage(method, target, lines(headers), body), others)
}

/** Returns what would be signed for this message, stage by stage: for a support ticket. */
fun Doku.explainSignature(method: String, target: String, headers: Headers, body: ByteArray): Explanation =
    converting { core.explainSignature(SignedMessage(method, target, lines(headers), body)) }
