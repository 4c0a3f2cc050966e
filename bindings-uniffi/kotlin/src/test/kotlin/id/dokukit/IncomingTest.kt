package id.dokukit

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class IncomingTest {
    private val hook = "/doku/kyb"
    private val body = """{"type":"BUSINESS","note":"Ibu Contoh"}""".toByteArray()
    private val signed = signature("Request-Timestamp:$TIMESTAMP", hook, body, REQUEST_ID)
    private val headers = mapOf(
        "Client-Id" to listOf(CLIENT_ID),
        "Request-Id" to listOf(REQUEST_ID),
        "Request-Timestamp" to listOf(TIMESTAMP),
        "Signature" to listOf(signed),
    )

    private val answer = """{"rdl_customer":{"customer_id":"a","account_id":1},
        "rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}""".toByteArray()

    private fun code(call: () -> Unit) = assertThrows(DokuException::class.java) { call() }.code

    @Test
    fun `a callback is read`() = doku().use { doku ->
        val callback = doku.readCallback(hook, headers, body)
        assertEquals(listOf("BUSINESS", "verified", REQUEST_ID), callback.run { listOf(kind, signature, requestId) })
        assertArrayEquals(body, callback.raw)
        assertFalse("Contoh" in "$callback")
        val unsigned = headers - "Signature"
        assertEquals("signature_missing", code { doku.readCallback(hook, unsigned, body) })
        assertEquals("absent", doku.readCallback(hook, unsigned, body, policy = "if_present").signature)
        assertEquals("signature_mismatch", code { doku.readCallback(hook, headers, "{}".toByteArray(), "if_present") })
        assertEquals("stale_timestamp", code { doku.readCallback(hook, headers, body, now = 0) })
    }

    @Test
    fun `previous keys and bare signatures are taken by name`() {
        val rotated = Doku("test", CLIENT_ID, "new", previousSecretKeys = listOf("older", SECRET))
        assertEquals("verified", rotated.verifyNotification(hook, headers, body))
        val bare = headers + ("Signature" to listOf(signed.removePrefix("HMACSHA256=")))
        assertEquals("signature_mismatch", code { doku().verifyNotification(hook, bare, body) })
        val lenient = Doku("test", CLIENT_ID, SECRET, acceptBareSignatures = true)
        assertEquals("verified", lenient.verifyNotification(hook, bare, body))
        val refused = fails { Doku("test", CLIENT_ID, SECRET, previousSecretKeys = listOf("")) }
        assertEquals("previous_secret_keys[0]" to "required", refused.violations.single().run { path to code })
    }

    @Test
    fun `a mistake is found`() = doku().use { doku ->
        assertEquals(listOf<Finding>(), doku.diagnoseSignature("POST", hook, headers, body))
        val spaced = String(body).replace(":", ": ").replace(",", ", ").toByteArray()
        val found = doku.diagnoseSignature("POST", hook, headers, spaced)
        assertEquals(listOf("body_reserialised"), found.map { it.code })
        val named = doku.diagnoseSignature("POST", "/x", headers, body, targets = listOf("/a", hook)).single()
        assertEquals("other_target" to 1u, named.code to named.candidate)
        val nothing = doku.diagnoseSignature("POST", hook, headers, "{}".toByteArray(), listOf("x")).single()
        assertEquals("wrong_secret", nothing.code)
        assertFalse(SECRET in "$nothing")
    }

    @Test
    fun `a signature is explained`() = doku().use { doku ->
        val explained = doku.explainSignature("POST", hook, headers, body)
        assertTrue(explained.matches)
        assertEquals(signed.take("HMACSHA256=".length + 6) + "…", explained.signature)
        assertEquals(signed, explained.received)
        assertEquals(body.size.toUInt(), explained.bodyBytes)
        assertFalse(doku.explainSignature("POST", hook, headers, ByteArray(0)).matches)
        val lacking = fails { doku.explainSignature("POST", hook, mapOf(), body) }
        assertEquals(listOf("headers.Request-Id", "headers.Request-Timestamp"), lacking.violations.map { it.path })
    }

    @Test
    fun `fakes pass as genuine`() = doku().use { doku ->
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val fake = doku.signTestResponse(prepared, 201, answer)
        assertEquals("verified", doku.read(prepared, fake.status, fake.headers, fake.body).signature)
        val sent = doku.signTestNotification(hook, body, REQUEST_ID, TIMESTAMP)
        assertEquals(headers + ("Content-Type" to listOf("application/json")), sent)
        assertEquals("BUSINESS", doku.readCallback(hook, doku.signTestNotification(hook, body), body).kind)
    }

    @Test
    fun `a log shows keys and sizes`() = doku().use { doku ->
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        assertTrue("\"gender\":\"[6 characters]\"" in prepared.redacted())
        assertFalse("Rahmawati" in prepared.redacted() || "HMACSHA256" in prepared.redacted())
        val read = doku.signTestResponse(prepared, 201, answer).run { doku.read(prepared, status, headers, this.body) }
        assertTrue("\"account_id\":\"[number]\"" in read.redacted())
        assertTrue("\"note\":\"[10 characters]\"" in doku.readCallback(hook, headers, body).redacted())
    }
}
