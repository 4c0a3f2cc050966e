import id.dokukit.*
import id.dokukit.generated.AttemptEvent
import id.dokukit.generated.AttemptStep
import id.dokukit.generated.Limits
import java.io.*
import kotlinx.serialization.json.*

/** Runs a folder of vectors and prints one line of JSON for each; `tests/README.md` says what is in it. */
fun main(arguments: Array<String>) {
    System.setOut(PrintStream(FileOutputStream(FileDescriptor.out), true, Charsets.UTF_8))
    val root = File(arguments.single())
    root.walk().filter { it.extension == "json" }.sorted().forEach { file ->
        val json = runCatching { parsed(file.readText()) }.getOrNull()
        val vector = Vector(json["operation"].text.orEmpty(), json["given"])
        val (name, result) = file.relativeTo(root).invariantSeparatorsPath to json(vector.run())
        println(json(mapOf("lang" to "kotlin", "file" to name, "differs" to vector.differs, "result" to result)))
    }
}

/** A case. Wherever its JSON text is a record too, both forms must come to the same, or the vector `differs`. */
private class Vector(private val operation: String, private val given: JsonElement?) {
    var differs: String? = null
    private val call = if (operation in ALONE) given else given["call"]
    private val id = call["request_id"].text.orEmpty()
    private val time = call["timestamp"].text.orEmpty()
    private val target = text("target")
    private val method = text("method")
    private val policy = given["policy"].text
    private val response = given["response"]
    private val status = (response ?: given)["status"].text?.toInt() ?: 0
    private val headers = (response ?: given)["headers"].headers
    private val bytes = (response ?: given)["body"].bytes
    private val body = bytes ?: ByteArray(0)
    private val now = number("now")
    private val tolerance = number("tolerance")
    private val doku by lazy { doku(given["config"]) }

    fun run() = outcome {
        val answer = when (operation) {
            "timestamp" -> number("unix")?.let(::timestampFromUnix) ?: parseTimestamp(text("text"))
            "request_id" -> mapOf("text" to checkRequestId(text("text")))
            "check" -> mapOf("violations" to check(text("operation"), source("request")))
            "check_upload" ->
                mapOf("violations" to checkUpload(source("request"), source("requirements"), number("size")))
            "check_against_requirements" -> mapOf("violations" to unmet())
            "upload_plan" -> mapOf("uploads" to parsed(uploadPlan(source("requirements"))))
            "place_upload" -> placeUpload(source("request"), source("upload"), source("placement"))
                .let { mapOf("request" to parsed(it)) }
            "is_expired" -> TokenAnswer(Secret("none"), null, number("expires_at"))
                .let { mapOf("expired" to it.isExpired(now, number("leeway") ?: 0)) }
            "verify_response" -> mapOf("signature" to
                doku.verifyResponse(method, target, id, status, headers, body, policy, now, tolerance))
            "verify_notification" ->
                mapOf("signature" to doku.verifyNotification(target, headers, body, now, tolerance))
            "read_callback" -> doku.readCallback(target, headers, body, policy, now, tolerance)
            "diagnose_signature" -> mapOf("findings" to doku.diagnoseSignature(method, target, headers, body,
                others("secret_keys"), others("targets"), others("client_ids"), others("request_ids")).map { it.code })
            "explain_signature" -> doku.explainSignature(method, target, headers, body)
            "sign_test_notification" ->
                mapOf("headers" to doku.signTestNotification(target, body, id, time).mapValues { it.value.single() })
            "sign_test_response" -> doku.signTestResponse(prepare(), status, body, text("timestamp"))
                .run { mapOf("status" to status, "headers" to headers.mapValues { it.value.single() }, "body" to body) }
            "redacted" -> prepare().let { prepared ->
                val read = response?.let { doku.read(prepared, status, headers, body, policy) }
                mapOf("request" to prepared.redacted(), "answer" to read?.redacted())
            }
            "attempts" -> play()
            "sign_component" -> return@outcome set("stages", doku.signComponent(method, target, bytes, id, time))
            "sign_reply" -> return@outcome set("stages", doku.signReply(target, body, id, time))
            "resign" -> return@outcome prepare().let { first ->
                val again = doku.resign(first, text("again"))
                put("stages", stages(doku.resignUnsigned(first, text("again")), again))
                put("prepared", again)
            }
            else -> return@outcome send()
        }
        put("answer", answer)
    }

    private fun MutableMap<String, Any?>.send() {
        this += exchange({ prepare() }) { doku.read(it, status, headers, body, policy) }
        val typed = typed() ?: return
        if (!agrees(typed, json(this))) differs = "typed records and JSON text"
    }

    private fun exchange(prepare: () -> PreparedRequest, read: (PreparedRequest) -> Any?) = outcome {
        val signed = operation != "upload_file"
        val unsigned = if (signed) doku.prepareUnsigned(operation, source("request"), id, time) else null
        val prepared = prepare()
        if (doku.restore(prepared.serialize()) != prepared) differs = "restore and prepare"
        if (unsigned != null) put("stages", stages(unsigned, prepared))
        put("prepared", prepared)
        if (response != null) put("answer", read(prepared))
    }

    private fun prepare(): PreparedRequest {
        val (name, request) = (given["operation"].text ?: operation) to source("request")
        if (name != "upload_file") return doku.prepare(name, request, id, time)
        return doku.prepareUpload(request, call["token"].text.orEmpty(), call["boundary"].text.orEmpty())
    }

    /** The same by the functions that take and give records, which follow from the operation's name. */
    private fun typed(): Map<String, Any?>? {
        val name = operation.split('_').joinToString("") { it.replaceFirstChar(Char::uppercase) }
        val isUpload = operation == "upload_file"
        val prepare = Doku::class.java.methods.find { it.name == "prepare$name" }
        val record = if (isUpload) "Upload" else prepare?.run { parameterTypes.first().simpleName } ?: return null
        val decoder = record.replaceFirstChar(Char::lowercase) + "FromJson"
        val request = decoded { Class.forName("id.dokukit.PayloadsKt").call(null, decoder, source("request")) }
            ?: return null
        return exchange({
            if (request is Upload) prepare(request) else Doku::class.java.call(doku, "prepare$name", request, id, time)
                as PreparedRequest
        }) { Doku::class.java.call(doku, "read$name", it, status, headers, body, policy) }
    }

    /** An upload from bytes, whole and in the parts between which they are streamed. */
    private fun prepare(upload: Upload): PreparedRequest {
        val (token, boundary) = Secret(call["token"].text.orEmpty()) to call["boundary"].text.orEmpty()
        val prepared = doku.prepareUpload(upload, token, boundary)
        val frame = doku.prepareUploadFrame(upload, token, boundary)
        val streamed = frame.head + (upload.file?.content ?: ByteArray(0)) + frame.tail
        if (!prepared.body.contentEquals(streamed)) differs = "frame and whole"
        return prepared
    }

    /** The stages of a request that is signed in two parts, which must come to the same. */
    private fun stages(unsigned: UnsignedRequest, request: PreparedRequest): Stages {
        val signature = request.headers.single { it.name == "Signature" }.value
        if (doku.attachSignature(unsigned.request, signature) != request) differs = "attachSignature and prepare"
        return Stages(unsigned.digest, unsigned.stringToSign, signature)
    }

    /** Plays a script from a prepared request on. */
    private fun play(): Map<String, Any?> {
        val (attempts, seconds) = listOf("attempts" to 3u, "seconds" to 60u)
            .map { (name, usual) -> given["limits"][name].text?.toUInt() ?: usual }
        val shift = number("clock_shift") ?: 0
        val tried = Attempts(doku, prepare(), Limits(attempts, seconds), policy, shift)
        val steps = given["script"]?.jsonArray.orEmpty().map { event -> step(tried, event) }
        return mapOf("steps" to steps, "clock_shift" to tried.clockShift)
    }

    private fun step(tried: Attempts, event: JsonElement) = try {
        val response = event["response"]
        val happened = when (event["event"].text) {
            "received" -> AttemptEvent.Received(
                received(response["status"].text?.toInt() ?: 0, response["headers"].headers, response["body"].bytes ?: ByteArray(0)),
            )
            "no_answer" -> AttemptEvent.NoAnswer(event["reason"].text.orEmpty())
            "waited" -> AttemptEvent.Waited
            else -> AttemptEvent.Start
        }
        val time = event["now"].text?.toLong() ?: 0
        when (val step = tried.next(happened, time, event["random"].text?.toUInt() ?: 0u)) {
            is AttemptStep.Send -> mapOf("send" to step.request)
            is AttemptStep.Sign -> mapOf("sign" to step.unsigned.stringToSign)
            is AttemptStep.Wait -> mapOf("wait" to step.milliseconds)
            is AttemptStep.Answer -> mapOf("answer" to step.answer.public())
        }
    } catch (failure: DokuException) {
        mapOf("error" to failure)
    }

    private fun unmet(): List<Violation> {
        val told = checkAgainstRequirements(source("request"), source("requirements"))
        val registration = decoded { businessRegistrationFromJson(source("request")) } ?: return told
        // No function reads requirements that were not asked for.
        val asked = CheckRequirements("PERSONAL", "PERSEORANGAN", "RETAIL", "ID")
        val requirements = Doku("test", "nobody", "no key").use {
            val json = source("requirements").toByteArray()
            decoded { it.readCheckRequirements(it.prepareCheckRequirements(asked), 200, mapOf(), json).body }
        } ?: return told
        if (checkAgainstRequirements(registration, requirements) != told) differs = "typed records and JSON text"
        return told
    }

    /** What a call put into its result, and its error if it failed. */
    private fun outcome(call: MutableMap<String, Any?>.() -> Unit) = mutableMapOf<String, Any?>().apply {
        try {
            call()
        } catch (failure: Exception) {
            if (failure !is DokuException) differs = "$failure"
            put("error", failure)
        }
    }

    private fun source(part: String) = given[part].source
    private fun text(name: String) = given[name].text.orEmpty()
    private fun number(name: String) = given[name].text?.toLong()
    private fun others(name: String) = given["candidates"][name].texts

    private companion object {
        /** What is not sent has its Request-Id and time beside the rest. */
        val ALONE = setOf("sign_component", "sign_reply", "verify_response", "resign", "sign_test_notification")
    }
}
