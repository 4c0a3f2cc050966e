import id.dokukit.*
import kotlinx.serialization.json.*

/** One case: what is given, each key in its one place, and what the package makes of it. */
class Vector(val operation: String, private val given: JsonElement?) {
    val request = source("request")
    /** What makes one call different from the next: beside `given` where nothing is sent. */
    val call = if (operation in ALONE) given else given["call"]
    val id = call["request_id"].text.orEmpty()
    val time = call["timestamp"].text.orEmpty()
    val policy = given["policy"].text
    private val response = given["response"]
    private val message = response ?: given
    val status = message["status"].text?.toInt() ?: 0
    val headers = message["headers"].headers
    private val body = message["body"].bytes
    val content = body ?: ByteArray(0)
    private val target = text("target")
    private val now = number("now")
    private val tolerance = number("tolerance")
    val doku by lazy { given["config"].doku() }
    var disagreement: String? = null

    fun run(result: Result) {
        when (operation) {
            "sign_component" -> result["stages"] = doku.signComponent(text("method"), target, body, id, time)
            "sign_reply" -> result["stages"] = doku.signReply(target, content, id, time)
            "resign" -> resign(result)
            else -> answer()?.let { result["answer"] = it } ?: send(result)
        }
    }

    /** What is answered without anything that is sent. */
    private fun answer(): Any? = when (operation) {
        "timestamp" -> number("unix")?.let(::timestampFromUnix) ?: parseTimestamp(text("text"))
        "request_id" -> mapOf("text" to checkRequestId(text("text")))
        "check" -> mapOf("violations" to check(text("operation"), request))
        "check_against_requirements" -> mapOf("violations" to compare())
        "check_upload" ->
            mapOf("violations" to checkUpload(request, source("requirements"), number("size")))
        "upload_plan" -> mapOf("uploads" to Json.parseToJsonElement(uploadPlan(source("requirements"))))
        "place_upload" -> placeUpload(request, source("upload"), source("placement")).let {
            mapOf("request" to Json.parseToJsonElement(it))
        }
        "is_expired" -> TokenAnswer(Secret("none"), null, number("expires_at")).let {
            mapOf("expired" to it.isExpired(number("now"), number("leeway") ?: 0))
        }
        "verify_response" -> mapOf("signature" to
            doku.verifyResponse(text("method"), target, id, status, headers, content, policy, now, tolerance))
        "verify_notification" ->
            mapOf("signature" to doku.verifyNotification(target, headers, content, now, tolerance))
        "read_callback" -> doku.readCallback(target, headers, content, policy, now, tolerance)
        "diagnose_signature" -> mapOf("findings" to diagnose().map { it.code })
        "explain_signature" -> doku.explainSignature(text("method"), target, headers, content)
        "sign_test_notification" -> mapOf("headers" to single(doku.signTestNotification(target, content, id, time)))
        "sign_test_response" -> doku.signTestResponse(prepare(), status, content, text("timestamp"))
        "redacted" -> {
            val prepared = prepare()
            val read = response?.let { doku.read(prepared, status, headers, content, policy) }
            mapOf("request" to prepared.redacted(), "answer" to read?.redacted())
        }
        else -> null
    }

    private fun diagnose(): List<Finding> {
        fun others(name: String) = (given["candidates"][name] as? JsonArray).orEmpty().map { it.text.orEmpty() }
        return doku.diagnoseSignature(text("method"), target, headers, content, others("secret_keys"),
            others("targets"), others("client_ids"), others("request_ids"))
    }

    private fun compare(): List<Violation> {
        val requirements = source("requirements")
        val told = checkAgainstRequirements(request, requirements)
        val registration = decoded { businessRegistrationFromJson(request) }
        val typed = registration?.let { decoded { checkAgainstRequirements(it, requirementsFromJson(requirements)) } }
        if (typed != null && typed != told) disagreement = "typed records and JSON text"
        return told
    }

    /** A retry. */
    private fun resign(result: Result) {
        val first = prepare()
        val unsigned = doku.resignUnsigned(first, text("again"))
        result["prepared"] = result.inTwoParts(unsigned, doku.resign(first, text("again")))
    }

    private fun send(result: Result) {
        result += exchange({ prepare() }) { doku.read(it, status, headers, content, policy) }
        val typed = typed()?.run { exchange(prepare, read) }
        if (typed != null && !agrees(typed, result.toJson())) disagreement = "typed records and JSON text"
    }

    private fun prepare() = when (val name = given["operation"].text ?: operation) {
        "upload_file" -> doku.prepareUpload(request, call["token"].text.orEmpty(), call["boundary"].text.orEmpty())
        else -> doku.prepare(name, request, id, time)
    }

    private fun exchange(prepare: () -> PreparedRequest, read: (PreparedRequest) -> Answer<Any>) = outcome {
        val unsigned = if (operation == "upload_file") null else doku.prepareUnsigned(operation, request, id, time)
        val prepared = prepare()
        if (doku.restore(prepared.serialize()) != prepared) disagreement = "restore and prepare"
        put("prepared", unsigned?.let { inTwoParts(it, prepared) } ?: prepared)
        if (response != null) put("answer", read(prepared))
    }

    /** A signed request, which in two parts must come to the same. */
    private fun Result.inTwoParts(unsigned: UnsignedRequest, request: PreparedRequest): PreparedRequest {
        val signature = request.headers.single { it.name == "Signature" }.value
        if (doku.attachSignature(unsigned.request, signature) != request) {
            disagreement = "attachSignature and what it is a part of"
        }
        put("stages", Stages(unsigned.digest, unsigned.stringToSign, signature))
        return request
    }

    private fun source(part: String) = given[part].source
    private fun text(name: String) = given[name].text.orEmpty()
    private fun number(name: String) = given[name].text?.toLong()

    private companion object {
        val ALONE = setOf("sign_component", "sign_reply", "verify_response", "resign", "sign_test_notification")
    }
}
