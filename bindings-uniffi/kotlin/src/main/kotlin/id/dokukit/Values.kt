package id.dokukit

/** The moment that many seconds after 1970 began; throws `invalid_request`. */
fun timestampFromUnix(seconds: Long): TimestampParts = converting { id.dokukit.generated.timestampFromUnix(seconds) }

/** Reads `YYYY-MM-DDTHH:MM:SSZ`, or with an offset such as `+07:00`; throws `invalid_request`. */
fun parseTimestamp(text: String): TimestampParts = converting { id.dokukit.generated.parseTimestamp(text) }

/** Returns the text when it can be a Request-Id; throws `invalid_request`. */
fun checkRequestId(text: String): String = converting { id.dokukit.generated.checkRequestId(text) }

/**
 * Everything that `prepare…` would refuse in a request given as JSON text; it needs no key, so a form can ask.
 *
 * The operation has its name in snake case, such as `register_business`; an upload's file has its bytes, or
 * at least its first ones, as `base64`.
 */
fun checkRequest(operation: String, json: String): List<Violation> =
    converting { id.dokukit.generated.checkRequest(operation, json) }

/** Reads a question for requirements from JSON text, checked; throws `invalid_request`. */
fun checkRequirementsFromJson(json: String): CheckRequirements =
    converting { id.dokukit.generated.checkRequirementsFromJson(json) }

/** Reads a question for a token from JSON text, checked; throws `invalid_request`. */
fun generateTokenFromJson(json: String): GenerateToken = converting { id.dokukit.generated.generateTokenFromJson(json) }

/** Reads an upload, its file's bytes as `base64`, from JSON text, checked; throws `invalid_request`. */
fun uploadFromJson(json: String): Upload = converting { id.dokukit.generated.uploadFromJson(json) }

/** Reads a business registration from JSON text, checked; throws `invalid_request`. */
fun businessRegistrationFromJson(json: String): BusinessRegistration =
    converting { id.dokukit.generated.businessRegistrationFromJson(json) }

/** Reads a lite registration from JSON text, checked; throws `invalid_request`. */
fun liteRegistrationFromJson(json: String): LiteRegistration =
    converting { id.dokukit.generated.liteRegistrationFromJson(json) }

/** Reads a question for a business's data from JSON text, checked; throws `invalid_request`. */
fun getBusinessFromJson(json: String): GetBusiness = converting { id.dokukit.generated.getBusinessFromJson(json) }

/** Reads an RDL registration from JSON text, checked; throws `invalid_request`. */
fun rdlRegistrationFromJson(json: String): RdlRegistration =
    converting { id.dokukit.generated.rdlRegistrationFromJson(json) }

/** Reads an RDL disbursement from JSON text, checked; throws `invalid_request`. */
fun rdlDisbursementFromJson(json: String): RdlDisbursement =
    converting { id.dokukit.generated.rdlDisbursementFromJson(json) }

/** Reads a generic call from JSON text, checked; throws `invalid_request`. */
fun genericCallFromJson(json: String): GenericCall = converting { id.dokukit.generated.genericCallFromJson(json) }

/** Reads a placement from JSON text, checked; throws `invalid_request`. */
fun placementFromJson(json: String): Placement = converting { id.dokukit.generated.placementFromJson(json) }
