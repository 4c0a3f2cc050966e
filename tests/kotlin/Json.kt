import id.dokukit.*
import java.lang.reflect.InvocationTargetException
import java.lang.reflect.Modifier
import java.util.Base64
import kotlinx.serialization.json.*

/** A value of the package as the vectors write it: a record is an object of its fields. */
fun json(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is JsonElement -> value
    is Number -> JsonPrimitive(value)
    is UInt -> JsonPrimitive(value.toLong())
    is Boolean -> JsonPrimitive(value)
    is String -> JsonPrimitive(value)
    is ByteArray ->
        String(value).let { if (it.toByteArray().contentEquals(value)) JsonPrimitive(it) else base64(value) }
    is List<*> -> JsonArray(value.map(::json))
    is Map<*, *> -> JsonObject(value.entries.associate { (key, item) -> "$key" to json(item) })
    is PreparedRequest -> json(mapOf(
        "method" to value.method,
        "url" to value.url,
        "headers" to value.headers.associate { it.name to it.value },
        "body" to value.body?.let { if (value.operation == "upload_file") base64(it) else it },
    ))
    // An answer that is not read into a record is JSON text.
    is Answer<*> ->
        JsonObject(fields(value) + ("body" to value.body.let { if (it is String) parsed(it) else json(it) }))
    else -> JsonObject(fields(value) - setOf("detail", "raw_body"))
}

fun parsed(text: String) = Json.parseToJsonElement(text)

private fun base64(bytes: ByteArray) = json(mapOf("base64" to Base64.getEncoder().encodeToString(bytes)))

/** The fields of an object that hold something, by their names in snake case. */
private fun fields(value: Any) = members(value).associate { (field, item) ->
    field.name.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() } to json(item)
}

private fun members(value: Any) = value.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }
    .onEach { it.isAccessible = true }.map { it to it.get(value) }

/** Whether a typed result says what the JSON says: each field of a record is the text of its key. */
fun agrees(typed: Any?, json: JsonElement?): Boolean = when (typed) {
    null -> json == null
    is Map<*, *> -> typed.all { (key, value) -> agrees(value, json["$key"]) }
    is List<*> -> json is JsonArray && typed.size == json.size && typed.indices.all { agrees(typed[it], json[it]) }
    is Secret -> typed.expose() == json.text
    is GenericAnswer -> typed.json?.let(::parsed) == json
    // JSON of any kind is its text.
    is String -> typed == json.text || json is JsonElement && json !is JsonPrimitive && typed == json.toString()
    is PreparedRequest, is DokuException, is Violation, is Number, is Boolean, is ByteArray -> json(typed) == json
    else -> members(typed).all { (field, value) ->
        val wire = (json as? JsonObject).orEmpty().filterValues { it != JsonNull }
        val found = wire.keys.find { it.replace("_", "").equals(field.name, ignoreCase = true) }?.let(wire::get)
        agrees(value, found) || value == null && isUnlike(field.type, found)
    }
}

/** Where no page shows an answer, what is no list and no object is not read into one. */
private fun isUnlike(type: Class<*>, json: JsonElement?) = when {
    type == List::class.java -> json !is JsonArray
    type.packageName == Stages::class.java.packageName -> json !is JsonObject
    else -> false
}

/** A record, or null when the text is none. */
fun <T> decoded(decode: () -> T): T? = try {
    decode()
} catch (_: DokuException) {
    null
}

/** Calls a function by its name, as if it stood there. */
fun Class<*>.call(receiver: Any?, name: String, vararg arguments: Any?): Any? = try {
    methods.single { it.name == name }.invoke(receiver, *arguments)
} catch (thrown: InvocationTargetException) {
    throw thrown.targetException
}

/** The value of a key; null is absence. */
operator fun JsonElement?.get(key: String) = (this as? JsonObject)?.let { it[key] }?.takeIf { it != JsonNull }

/** A value as it stands, or the text that a string is. */
val JsonElement?.source get() = if (this is JsonPrimitive && isString) content else toString()

/** A string's text, or a number's as it stands, all its digits. */
val JsonElement?.text get() = (this as? JsonPrimitive)?.content

/** The texts of a list, or the one that stands in its place. */
val JsonElement?.texts get() = (this as? JsonArray ?: listOfNotNull(this)).map { it.text.orEmpty() }

/** Text, or `{"base64"}`. */
val JsonElement?.bytes get() = this["base64"].text?.let(Base64.getDecoder()::decode) ?: text?.toByteArray()

val JsonElement?.headers get() = (this as? JsonObject).orEmpty().mapValues { it.value.texts }

fun doku(config: JsonElement?) = Doku(
    config["environment"].text, config["client_id"].text.orEmpty(), config["secret_key"].text,
    config["environment"]["base_url"].text, config["query"].text, config["previous_secret_keys"].texts,
    config["accept_bare_signatures"].text == "true", config["policy"].text, config["allow_plain_http"].text == "true",
)
