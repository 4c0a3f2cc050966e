package id.dokukit

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
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

    @Test
    fun `a finding names its candidate and no key`() = doku().use { doku ->
        assertEquals(listOf<Finding>(), doku.diagnoseSignature("POST", hook, headers, body))
        val named = doku.diagnoseSignature("POST", "/x", headers, body, targets = listOf("/a", hook)).single()
        assertEquals("other_target" to 1u, named.code to named.candidate)
        val nothing = doku.diagnoseSignature("POST", hook, headers, "{}".toByteArray(), listOf("x")).single()
        assertFalse(SECRET in "$nothing")
    }

    @Test
    fun `a callback shows nothing of its payload`() = doku().use { doku ->
        val callback = doku.readCallback(hook, headers, body)
        assertArrayEquals(body, callback.raw)
        assertFalse("Contoh" in "$callback")
        assertTrue("\"note\":\"[10 characters]\"" in callback.redacted())
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

}
