import id.dokukit.*
import java.lang.reflect.Modifier
import kotlinx.serialization.json.*

/** Whether a typed result says what the JSON says: each field of a record is the text of its key. */
fun agrees(typed: Any?, json: JsonElement?): Boolean = when (typed) {
    null -> json == null
    is Map<*, *> -> typed.all { (key, value) -> agrees(value, json["$key"]) }
    is Answer<*> -> agrees(parts(typed), json)
    is List<*> -> json is JsonArray && typed.size == json.size && typed.indices.all { agrees(typed[it], json[it]) }
    is GenericAnswer -> agrees(typed.json, json)
    is Secret -> typed.expose() == json.text
    // JSON of any kind is its text.
    is String -> typed == json.text || json is JsonElement && json !is JsonPrimitive && typed == json.toString()
    is JsonElement, is Number, is UInt, is Boolean, is ByteArray, is Stages, is PreparedRequest, is Violation,
    is DokuException ->
        typed.toJson() == (json ?: JsonNull)
    else -> typed.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }.all { field ->
        field.isAccessible = true
        val key = (json as? JsonObject)?.keys?.find { it.replace("_", "").equals(field.name, ignoreCase = true) }
        val (value, found) = field.get(typed) to key?.let { json[it] }
        agrees(value, found) || value == null && isUnlike(field.type, found)
    }
}

/** Where no page shows an answer, what is no list and no object is not read into one. */
private fun isUnlike(type: Class<*>, json: JsonElement?) = when {
    type == List::class.java -> json !is JsonArray
    type.packageName == Stages::class.java.packageName -> json !is JsonObject
    else -> false
}
