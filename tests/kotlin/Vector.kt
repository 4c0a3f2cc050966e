import id.dokukit.*
import kotlinx.serialization.json.*

/** One case: what is given, and what the package makes of it. */
class Vector(val operation: String, private val given: JsonElement?) {
    val request = given["request"].source
    private val requirements = given["requirements"].source
    val id = text("request_id")
    val time = text("timestamp")
    val policy = given["policy"].text
    val response = field("response")
    val status = response["status"].text?.toInt() ?: 0
    val headers = (response["headers"] ?: field("headers")).headers
    val body = (if (response == null) field("body") else response["body"]).bytes
    val content = body ?: ByteArray(0)
    private val now = number("now")
    private val tolerance = number("tolerance")
    val doku by lazy { given["config"].doku() }
    var disagreement: String? = null

    fun run(result: Result) = when (operation) {
        "timestamp" -> result["answer"] = number("unix")?.let(::timestampFromUnix) ?: parseTimestamp(text("text"))
        "request_id" -> result["answer"] = mapOf("text" to checkRequestId(text("text")))
        "sign_component" -> result["stages"] = doku.signComponent(text("method"), text("target"), body, id, time)
        "sign_reply" -> result["stages"] = doku.signReply(text("target"), content, id, time)
        "verify_response" -> result["answer"] = mapOf("signature" to
            doku.verifyResponse(text("method"), text("target"), id, status, headers, content, policy ?: "required", now,
                tolerance))
        "verify_notification" -> result["answer"] = mapOf("signature" to
            doku.verifyNotification(text("target"), headers, content, now, tolerance))
        "read_callback" -> result["answer"] =
            doku.readCallback(text("target"), headers, content, policy ?: "required", now, tolerance)
        "diagnose_signature" -> result["answer"] = mapOf("findings" to diagnose().map { it.code })
        "check" -> result["answer"] = mapOf("violations" to checkRequest(given["operation"].source, request))
        "resign" -> resign(result)
        "check_against_requirements" -> result["answer"] = mapOf("violations" to compare())
        else -> send(result)
    }

    private fun diagnose(): List<Finding> {
        fun others(name: String) = (given["candidates"][name] as? JsonArray).orEmpty().map { it.text.orEmpty() }
        return doku.diagnoseSignature(text("method"), text("target"), headers, content, others("secret_keys"),
            others("targets"), others("client_ids"), others("request_ids"))
    }

    private fun compare(): List<Violation> {
        val told = checkAgainstRequirements(request, requirements)
        val registration = decoded { businessRegistrationFromJson(request) }
        val typed = registration?.let { decoded { checkAgainstRequirements(it, requirementsFromJson(requirements)) } }
        if (typed != null && typed != told) disagreement = "typed records and JSON text"
        return told
    }

    /** A retry, whose two parts must come to the same. */
    private fun resign(result: Result) {
        val first = doku.prepare(given["operation"].source, request, id, time)
        val (unsigned, again) = doku.resignUnsigned(first, text("again")) to doku.resign(first, text("again"))
        val signature = again.headers.single { it.name == "Signature" }.value
        if (doku.attachSignature(unsigned.request, signature) != again) disagreement = "attachSignature and resign"
        result["stages"] = Stages(unsigned.digest, unsigned.stringToSign, signature)
        result["prepared"] = again
    }

    private fun send(result: Result) {
        result += exchange({ prepare() }) { doku.read(it, status, headers, content, policy) }
        val typed = typed()?.run { exchange(prepare, read) }
        if (typed != null && !agrees(typed, result.toJson())) disagreement = "typed records and JSON text"
    }

    private fun prepare() = when (operation) {
        "upload_file" -> doku.prepareUpload(request, text("token"), text("boundary"))
        else -> doku.prepare(operation, request, id, time)
    }

    private fun exchange(prepare: () -> PreparedRequest, read: (PreparedRequest) -> Answer<Any>) = outcome {
        val prepared = if (operation == "upload_file") prepare() else signed(prepare)
        if (doku.restore(prepared.serialize()) != prepared) disagreement = "restore and prepare"
        if (response == null) put("prepared", prepared) else put("answer", read(prepared))
    }

    private fun Result.signed(prepare: () -> PreparedRequest): PreparedRequest {
        val unsigned = doku.prepareUnsigned(operation, request, id, time)
        val prepared = prepare()
        val signature = prepared.headers.single { it.name == "Signature" }.value
        put("stages", Stages(unsigned.digest, unsigned.stringToSign, signature))
        val attached = doku.attachSignature(unsigned.request, signature)
        if (attached.toJson() != prepared.toJson()) disagreement = "attachSignature and prepare"
        return prepared
    }

    private fun field(name: String) = given["call"][name] ?: given["request"][name] ?: given[name]
    fun text(name: String) = field(name).text.orEmpty()
    private fun number(name: String) = field(name).text?.toLong()
}
