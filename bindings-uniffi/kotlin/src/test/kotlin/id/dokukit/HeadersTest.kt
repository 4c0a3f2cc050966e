package id.dokukit

import java.net.http.HttpHeaders
import java.util.Date
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

/** What hosts call headers. Unsigned callbacks are taken here, so what is lost would show as `absent`. */
class HeadersTest {
    private val doku = doku()
    private val target = "/notify"
    private val body = """{"order":1}""".toByteArray()
    private val texts = mapOf(
        "Client-Id" to CLIENT_ID,
        "Request-Id" to REQUEST_ID,
        "Request-Timestamp" to TIMESTAMP,
        "Signature" to signature("Request-Timestamp:$TIMESTAMP", target, body, REQUEST_ID),
    )
    private val lists = texts.mapValues { listOf(it.value) }

    private fun read(headers: Headers) = doku.readCallback(target, headers, body, policy = "if_present").signature

    @TestFactory
    fun `headers of many hosts are taken`() = mapOf(
        "one text each" to texts,
        "lists, as Ktor, OkHttp and Spring have them" to lists,
        "arrays" to texts.mapValues { arrayOf(it.value) },
        "sets" to texts.mapValues { setOf(it.value) },
        "texts that are no String" to texts.mapValues { StringBuilder(it.value) },
        "java.net.http" to HttpHeaders.of(lists) { _, _ -> true }.map(),
        "com.sun.net.httpserver" to com.sun.net.httpserver.Headers().apply { putAll(lists) },
        "HttpURLConnection, with its status line" to lists + (null to listOf("HTTP/1.1 200 OK")),
        "pairs, as of OkHttp" to Iterable { texts.toList().iterator() }.toHeaders(),
        "null and numbers under other names" to texts + mapOf("Content-Length" to 12, "ETag" to null),
        "null and numbers in lists" to lists + mapOf("Age" to listOf(1, null), "Via" to arrayOf<Any?>(null)),
        "no line under a name" to lists + ("Set-Cookie" to emptyList()),
    ).map { (name, headers) -> dynamicTest(name) { assertEquals("verified", read(headers)) } }

    @TestFactory
    fun `a pair that comes twice is two lines`() = listOf("signature", "Signature").map { name ->
        val pairs = texts.toList() + (name to texts.getValue("Signature"))
        dynamicTest(name) { assertEquals("signature_mismatch", fails { read(pairs.toHeaders()) }.code) }
    }

    @TestFactory
    fun `anything else is refused by name`(): List<DynamicTest> {
        fun signature(value: Any?) = texts + ("Signature" to value)
        return mapOf(
            "the whole response" to mapOf("status" to 200, "headers" to texts),
            "a signature that is null" to signature(null),
            "a signature that is a number" to signature(7),
            "a signature of bytes" to signature(body),
            "a list with a null" to signature(listOf(null)),
            "a list in a list" to signature(listOf(listOf("x"))),
            "a name in another case" to mapOf("SIGNATURE" to null),
            "a Client-Id that is null" to texts + ("client-id" to null),
            "an object under another name" to texts + ("Date" to Date(0)),
        ).map { (name, headers) ->
            dynamicTest(name) {
                val refused = fails { read(headers) }
                assertEquals("invalid_request", refused.code)
                assertEquals("headers" to "wrong_type", refused.violations.single().run { path to code })
            }
        }
    }

    @TestFactory
    fun `every function that takes headers refuses the same`(): List<DynamicTest> {
        val prepared = doku.prepareCheckRequirements(question)
        val none = ByteArray(0)
        val other = mapOf("headers" to texts)
        return mapOf<String, () -> Any>(
            "read" to { doku.read(prepared, 200, other, none) },
            "readCheckRequirements" to { doku.readCheckRequirements(prepared, 200, other, none) },
            "verifyResponse" to { doku.verifyResponse("GET", "/", REQUEST_ID, 200, other, none) },
            "verifyNotification" to { doku.verifyNotification("/", other, none) },
            "diagnoseSignature" to { doku.diagnoseSignature("GET", "/", other, none) },
            "explainSignature" to { doku.explainSignature("GET", "/", other, none) },
        ).map { (name, call) ->
            dynamicTest(name) { assertEquals("headers", fails { call() }.violations.single().path) }
        }
    }
}
