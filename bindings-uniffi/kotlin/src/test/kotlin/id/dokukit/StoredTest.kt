package id.dokukit

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility
import com.fasterxml.jackson.annotation.PropertyAccessor
import com.fasterxml.jackson.databind.ObjectMapper
import com.google.gson.Gson
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.NotSerializableException
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.util.Base64
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.serializer
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What is written down of requests and errors, and what comes back. */
class StoredTest {
    private val doku = doku()
    private val prepared = doku.prepareRegisterRdlCustomer(registration, REQUEST_ID, TIMESTAMP)
    private val upload = doku.prepareUpload(photo, "made-up-token")

    @Test
    fun `a stored request comes back whole`() {
        for (request in listOf(prepared, upload, doku.prepareCheckRequirements(question))) {
            assertEquals(request, doku.restore(request.serialize()))
        }
        assertEquals(doku.resign(prepared, TIMESTAMP), doku.resign(doku.restore(prepared.serialize()), TIMESTAMP))
    }

    @Test
    fun `it has the one form of all languages`() {
        val row = Json.parseToJsonElement(prepared.serialize()).jsonObject
        val keys = setOf("operation", "method", "url", "headers", "body", "target", "request_id", "timestamp")
        assertEquals(keys, row.keys)
        assertEquals(String(prepared.body!!), row["body"]?.jsonPrimitive?.content)
        assertEquals(prepared.signature(), row["headers"]?.jsonObject?.get("Signature")?.jsonPrimitive?.content)
        val bytes = Json.parseToJsonElement(upload.serialize()).jsonObject["body"]?.jsonObject?.get("base64")
        assertArrayEquals(upload.body, Base64.getDecoder().decode(bytes?.jsonPrimitive?.content))
        val get = Json.parseToJsonElement(doku.prepareCheckRequirements(question).serialize()).jsonObject
        assertEquals(JsonNull, get["body"])
    }

    @Test
    fun `what is no stored request is refused`() {
        for (text in listOf("", "[]", "null", "{}", "{\"operation\":1}", prepared.redacted(), "$prepared")) {
            assertEquals("invalid_request", fails { doku.restore(text) }.code, text)
        }
        val wrong = prepared.serialize().replace("\"$REQUEST_ID\"", "7")
        assertTrue(fails { doku.restore(wrong) }.violations.any { it.path == "request_id" && it.code == "wrong_type" })
    }

    @Test
    fun `a serialiser that looks at objects sees neither signature nor body nor token`() {
        val stages = doku.prepareUnsigned("register_rdl_customer", String(prepared.body!!))
        val frame = doku.prepareUploadFrame(photo, "made-up-token").request
        val data = doku.prepareGetBusiness(GetBusiness("BRN-0104-1"))
        val requests = listOf(prepared, upload, frame, stages.request, data)
        val fields = ObjectMapper().setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
        val written = ObjectMapper().writeValueAsString(requests) + fields.writeValueAsString(requests) +
            Gson().toJson(requests)
        assertEquals(3 * requests.size, written.split("\"operation\":").size - 1, written)
        val secrets = listOf("HMACSHA256", customer.customerName, customer.idNumber, "made-up-token", "BRN-", CLIENT_ID)
        assertEquals(emptyList<String>(), secrets.filter { it in written }, written)
        val bodies = requests.mapNotNull { it.body }.map { Base64.getEncoder().encodeToString(it) }
        assertFalse(bodies.any { it in written || "[${it.length}" in written }, written)
        assertFalse("url" in written || "body" in written || "headers" in written || "target" in written, written)
    }

    @Test
    fun `what writes objects down whole refuses`() {
        for (value in listOf(prepared, prepared.headers.first(), customer, doku, doku.token("opaque"))) {
            assertThrows(NotSerializableException::class.java) { written(value) }
            assertThrows(SerializationException::class.java) { serializer(value.javaClass) }
        }
    }

    @Test
    fun `requests are equal by their bytes`() {
        val same = prepared.copy(body = prepared.body?.copyOf())
        assertEquals(prepared, same)
        assertEquals(prepared.hashCode(), same.hashCode())
        assertNotEquals(prepared, prepared.copy(body = null))
        assertNotEquals(prepared, prepared.copy(url = "https://example.com"))
    }

    @Test
    fun `an exception survives Java's serialisation without what was said`() {
        val words = """{"error":{"code":"some_code","message":"no such person: ${customer.customerName}","type":"t"}}"""
        val refused = fails { doku.read(prepared, 400, mapOf<String, String>(), words.toByteArray()) }
        assertEquals("no such person: ${customer.customerName}", refused.gateway?.message)
        val bytes = written(refused)
        val text = String(bytes, Charsets.ISO_8859_1)
        assertFalse("Rahmawati" in text || "no such" in text)
        val back = read(bytes)
        assertEquals(refused.message, back.message)
        assertEquals(
            refused.run { listOf(code, detail, violations, httpStatus, retry, signature, outcome, attempts) },
            back.run { listOf(code, detail, violations, httpStatus, retry, signature, outcome, attempts) },
        )
        assertEquals(Gateway("some_code", null, null), back.gateway)
        assertNull(back.rawBody)
        assertArrayEquals(refused.stackTrace, back.stackTrace)

        val invalid = fails { doku.prepare("register_rdl_customer", "{}") }
        assertEquals(invalid.violations, read(written(invalid)).violations)
        assertNull(read(written(invalid)).gateway)
    }

    private fun written(value: Any): ByteArray =
        ByteArrayOutputStream().also { ObjectOutputStream(it).writeObject(value) }.toByteArray()

    private fun read(bytes: ByteArray) = ObjectInputStream(ByteArrayInputStream(bytes)).readObject() as DokuException
}
