package id.dokukit

import java.time.Instant

/** Whether the token has expired at `now`, or the current time, or will within `leeway`; all in seconds. */
fun TokenAnswer.isExpired(now: Long? = null, leeway: Long = 0): Boolean =
    converting { id.dokukit.generated.tokenIsExpired(expiresAt, now ?: Instant.now().epochSecond, leeway) }

/**
 * Returns everything that keeps a registration from being complete, before it is sent.
 *
 * Those are its own violations, and what DOKU's requirements ask for of each brand, each contact and the
 * business. Several meanings are inferred from DOKU's sample: every document of the list is required,
 * sizes of values count characters, flags name classes of characters.
 */
fun checkAgainstRequirements(registration: BusinessRegistration, requirements: Requirements): List<Violation> =
    converting { id.dokukit.generated.checkAgainstRequirements(registration, requirements) }

/** As [checkAgainstRequirements], from JSON texts; throws `invalid_request` when a text is of another kind. */
fun checkAgainstRequirements(registration: String, requirements: String): List<Violation> =
    converting { id.dokukit.generated.checkAgainstRequirementsText(registration, requirements) }

/** Returns the files to upload, in the order in which DOKU's answer names them. */
fun uploadPlan(requirements: Requirements): List<PlannedUpload> =
    converting { id.dokukit.generated.uploadPlan(requirements) }

/** As [uploadPlan], from JSON text to a JSON list; throws `invalid_request`. */
fun uploadPlan(requirements: String): String = converting { id.dokukit.generated.uploadPlanText(requirements) }

/**
 * Checks a file against the requirements, by its first bytes and its size in bytes.
 *
 * Without a size, the content is the whole file. A file that no requirement asks for is `not_allowed`.
 */
fun checkUpload(
    upload: Upload,
    requirements: Requirements,
    size: Long? = null,
): List<Violation> = converting { id.dokukit.generated.checkUpload(upload, size, requirements) }

/** As [checkUpload], from JSON texts, whose `base64` may be of the first bytes; throws `invalid_request`. */
fun checkUpload(upload: String, requirements: String, size: Long? = null): List<Violation> =
    converting { id.dokukit.generated.checkUploadText(upload, size, requirements) }

/**
 * Puts an uploaded file where it belongs and returns a new registration; the given one is not changed.
 *
 * The registration may still be incomplete. A document with the same code, and a liveness photo, is
 * replaced; a photo is added. Throws `invalid_request`: `mismatch` at `placement` where a file of this
 * category does not belong there, `out_of_range` where there is no such brand or contact.
 */
fun placeUpload(
    registration: BusinessRegistration,
    upload: UploadAnswer,
    placement: Placement,
): BusinessRegistration = converting { id.dokukit.generated.placeUpload(registration, upload, placement) }

/** As [placeUpload], from and to JSON texts. */
fun placeUpload(registration: String, upload: String, placement: String): String =
    converting { id.dokukit.generated.placeUploadText(registration, upload, placement) }
