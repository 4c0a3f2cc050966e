import id.dokukit.*
import java.io.*
import kotlin.system.exitProcess
import kotlinx.serialization.json.*

/** Runs a folder of vectors: as JSON text and, wherever that decodes, as typed records too. */
fun main(arguments: Array<String>) {
    System.setOut(PrintStream(FileOutputStream(FileDescriptor.out), true, Charsets.UTF_8))
    val root = File(arguments.single())
    val files = root.walk().filter { it.extension == "json" }.sorted()
    exitProcess(files.count { !passes(it, it.relativeTo(root).invariantSeparatorsPath) }.coerceAtMost(1))
}

private fun passes(file: File, name: String): Boolean {
    val json = Json.parseToJsonElement(file.readText())
    val vector = Vector(json["operation"].text.orEmpty(), json["given"])
    val result = outcome { vector.run(this) }.toJson()
    val wrong = vector.disagreement?.let { "$it differ" } ?: difference(json["stages"], result["stages"], "stages")
        ?: difference(json["expect"], result, "expect") ?: result["error"]["unexpected"].text
    println(mapOf("lang" to "kotlin", "file" to name, "ok" to (wrong == null), "result" to result).toJson())
    wrong?.let { System.err.println("kotlin $name: $it") }
    return wrong == null
}

private class Vector(val operation: String, val given: JsonElement?) {
    val request = given["request"].let { if (it is JsonPrimitive && it.isString) it.content else it.toString() }
    val id = text("request_id")
    val time = text("timestamp")
    val policy = field("policy").text ?: "required"
    val response = field("response")
    val status = response["status"].text?.toInt() ?: 0
    val headers = (response["headers"] ?: field("headers")).headers
    val body = (if (response == null) field("body") else response["body"]).bytes
    val content = body ?: ByteArray(0)
    val doku by lazy { given["config"].doku() }
    var disagreement: String? = null

    fun run(result: Result) = when (operation) {
        "timestamp" -> result["answer"] = number("unix")?.let(::timestampFromUnix) ?: parseTimestamp(text("text"))
        "request_id" -> result["answer"] = mapOf("text" to checkRequestId(text("text")))
        "sign_component" -> result["stages"] = doku.signComponent(text("method"), text("target"), body, id, time)
        "sign_reply" -> result["stages"] = doku.signReply(text("target"), content, id, time)
        "verify_response" -> result["answer"] = mapOf("signature" to
            doku.verifyResponse(text("method"), text("target"), id, status, headers, content, policy))
        "verify_notification" -> result["answer"] = mapOf("signature" to
            doku.verifyNotification(text("target"), headers, content, number("now"), number("tolerance")))
        else -> send(result)
    }

    private fun send(result: Result) {
        val read = { sent: PreparedRequest -> doku.read(sent, status, headers, content) }
        result += exchange({ doku.prepare(operation, request, id, time) }, read)
        val typed = when (operation) {
            "call" -> decoded { genericCallFromJson(request) }
                ?.let { exchange({ doku.prepareCall(it, id, time) }, read) }
            "register_rdl_customer" -> decoded { rdlRegistrationFromJson(request) }?.let {
                val prepare = { doku.prepareRegisterRdlCustomer(it, id, time) }
                exchange(prepare) { sent -> doku.readRegisterRdlCustomer(sent, status, headers, content) }
            }
            else -> null
        }
        if (typed != null && !agrees(typed, result.toJson())) disagreement = "typed records and JSON text"
    }

    private fun exchange(prepare: () -> PreparedRequest, read: (PreparedRequest) -> Answer<Any>) = outcome {
        val unsigned = doku.prepareUnsigned(operation, request, id, time)
        val prepared = prepare()
        val signature = prepared.headers.single { it.name == "Signature" }.value
        put("stages", Stages(unsigned.digest, unsigned.stringToSign, signature))
        val attached = doku.attachSignature(unsigned.request, signature)
        if (attached.toJson() != prepared.toJson()) disagreement = "attachSignature and prepare"
        if (response == null) put("prepared", prepared) else put("answer", read(prepared))
    }

    private fun field(name: String) = given["call"][name] ?: given["request"][name] ?: given[name]
    private fun text(name: String) = field(name).text.orEmpty()
    private fun number(name: String) = field(name).text?.toLong()
}
