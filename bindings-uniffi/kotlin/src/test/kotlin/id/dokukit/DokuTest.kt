package id.dokukit

import java.time.Duration
import java.time.Instant
import java.util.UUID
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

class DokuTest {
    @Test
    fun `the typed form and the text form prepare the same signed request`() = doku().use { doku ->
        val typed = doku.prepareRegisterRdlCustomer(registration, REQUEST_ID, TIMESTAMP)
        val json = String(typed.body!!)
        val text = doku.prepare("register_rdl_customer", json, REQUEST_ID, TIMESTAMP)
        assertArrayEquals(typed.body, text.body)
        assertEquals(typed.copy(body = null), text.copy(body = null))
        assertEquals("https://api-sandbox.doku.com$TARGET", typed.url)
        val expected = signature("Request-Timestamp:$TIMESTAMP", TARGET, typed.body, REQUEST_ID)
        assertEquals(expected, typed.headers.single { it.name == "Signature" }.value)
        assertEquals(registration, rdlRegistrationFromJson(json))
        assertFalse("religion" in json, "an optional field that was left out is sent")
    }

    @Test
    fun `all violations come at once, with wire paths, and the message is code and detail`() {
        val bad = registration.copy(rdlCustomer = customer.copy(email = "nobody", zipCode = "401355", title = ""))
        val refused = fails { doku().prepareRegisterRdlCustomer(bad, requestId = "", timestamp = "today") }
        val expected = listOf(
            "request_id" to "required",
            "timestamp" to "bad_format",
            "rdl_customer.email" to "bad_format",
            "rdl_customer.zip_code" to "too_long",
            "rdl_customer.title" to "required",
        )
        assertEquals(expected, refused.violations.map { it.path to it.code })
        assertEquals("invalid_request", refused.code)
        assertEquals("invalid_request: ${refused.detail}", refused.message)
        assertNull(refused.httpStatus)
    }

    @Test
    fun `a bad configuration is refused with its paths`() {
        val refused = fails { Doku(environment = "sandbox", clientId = "", secretKey = " padded ") }
        assertEquals("invalid_config", refused.code)
        val expected = listOf("environment" to "not_in_list", "client_id" to "required", "secret_key" to "bad_format")
        assertEquals(expected, refused.violations.map { it.path to it.code })
    }

    @Test
    fun `the clock and a UUID of version 4 fill in what is not given`() = doku().use { doku ->
        val first = doku.prepareRegisterRdlCustomer(registration)
        val second = doku.prepareRegisterRdlCustomer(registration)
        assertEquals(4, UUID.fromString(first.requestId).version())
        assertTrue(first.requestId != second.requestId)
        assertTrue(Duration.between(Instant.parse(first.timestamp), Instant.now()).seconds in 0..60)
    }

    @Test
    fun `a key outside the process signs in two parts`() = Doku("test", CLIENT_ID).use { vault ->
        val body = "{}"
        val call = """{"method": "POST", "target": "/orders", "body": "$body"}"""
        val unsigned = vault.prepareUnsigned("call", call, REQUEST_ID, TIMESTAMP)
        val signature = signature("Request-Timestamp:$TIMESTAMP", "/orders", body.toByteArray(), REQUEST_ID)
        val prepared = vault.attachSignature(unsigned.request, signature)
        val direct = doku().prepareCall(GenericCall("POST", "/orders", body), REQUEST_ID, TIMESTAMP)
        assertEquals(direct.headers, prepared.headers)
        assertEquals("secret_key", fails { vault.prepare("call", call) }.violations.single().path)
        assertNotNull(vault.resignUnsigned(prepared).stringToSign)
    }

    @Test
    fun `a retry keeps the Request-Id and the body`() = doku().use { doku ->
        val first = doku.prepareRegisterRdlCustomer(registration, REQUEST_ID, TIMESTAMP)
        val again = doku.resign(first)
        assertEquals(first.requestId, again.requestId)
        assertArrayEquals(first.body, again.body)
        assertTrue(again.timestamp > first.timestamp)
        assertTrue(again.headers != first.headers)
    }

    @Test
    fun `notifications verify in any form of headers`() = doku().use { doku ->
        val body = """{"order":1}""".toByteArray()
        val signature = signature("Request-Timestamp:$TIMESTAMP", "/notify", body, REQUEST_ID)
        val headers = mapOf(
            "CLIENT-ID" to listOf(CLIENT_ID),
            "request-id" to listOf(REQUEST_ID),
            "Request-Timestamp" to listOf(TIMESTAMP),
            "signature" to listOf(signature),
        )
        assertEquals("verified", doku.verifyNotification("/notify", headers, body))
        val withStatusLine: Map<String?, List<String>> = headers + (null to listOf("HTTP/1.1 200 OK"))
        assertEquals("verified", doku.verifyNotification("/notify", withStatusLine, body))
        val sent = Instant.parse(TIMESTAMP).epochSecond
        assertEquals("verified", doku.verifyNotification("/notify", headers, body, now = sent + 60, tolerance = 60))
        fun refused(headers: Headers, now: Long? = null) =
            fails { doku.verifyNotification("/notify", headers, body, now) }.code
        assertEquals("stale_timestamp", refused(headers, sent + 86_401))
        assertEquals("signature_missing", refused(headers - "signature"))
        assertEquals("signature_mismatch", refused(headers + ("signature" to listOf(signature, signature))))
    }

    @Test
    fun `replies and other requests are signed`() = doku().use { doku ->
        val body = "{}".toByteArray()
        val request = doku.signComponent("POST", "/orders", body, REQUEST_ID, TIMESTAMP)
        assertEquals(signature("Request-Timestamp:$TIMESTAMP", "/orders", body, REQUEST_ID), request.signature)
        val reply = doku.signReply("/inquiry", body, REQUEST_ID, TIMESTAMP)
        assertEquals(signature("Response-Timestamp:$TIMESTAMP", "/inquiry", body, REQUEST_ID), reply.signature)
    }

    @Test
    fun `timestamps and Request-Ids are read`() {
        assertEquals(Timestamp(TIMESTAMP, 1_597_135_542), parseTimestamp("2020-08-11T15:45:42+07:00"))
        assertEquals(Timestamp(TIMESTAMP, 1_597_135_542), timestampFromUnix(1_597_135_542))
        assertEquals(REQUEST_ID, checkRequestId(REQUEST_ID))
    }

    @Test
    fun `no secret or personal value is printed`() = doku().use { doku ->
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val unsigned = doku.prepareUnsigned("register_rdl_customer", String(prepared.body!!))
        val call = GenericCall("POST", "/orders", """{"name": "${customer.customerName}"}""")
        val account = RdlAccount(customer.customerId, customer.customerName, accountId = customer.idNumber)
        val answer = RdlRegistrationAnswer(account, RdlAccountInfo("120000", "PENDING"))
        val gateway = Gateway("code", customer.email, "type")
        val body = "${customer.email} ${customer.motherMaidenName}"
        val refused = fails { doku.read(prepared, 400, mapOf(), """{"message": "$body"}""".toByteArray()) }
        assertEquals(body, refused.gateway?.message)
        val tooLong = customer.copy(title = customer.idNumber)
        val invalid = fails { doku.prepareRegisterRdlCustomer(RdlRegistration(tooLong)) }
        val printed = listOf(
            doku, registration, customer, prepared, prepared.headers, unsigned, call, answer, account, gateway,
            Answer("verified", false, 201, body, body.toByteArray()), refused.stackTraceToString(), refused.gateway,
            invalid.stackTraceToString(), invalid.violations,
        ).joinToString("\n")
        val signature = prepared.headers.single { it.name == "Signature" }.value
        val secrets = customer.run { listOf(SECRET, signature, customerName, email, idNumber, motherMaidenName) }
        assertEquals(emptyList<String>(), secrets.filter { it in printed }, printed)
    }

    @TestFactory
    fun `every function fails with a DokuException`(): List<DynamicTest> {
        val doku = doku()
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val none = ByteArray(0)
        return mapOf<String, () -> Any>(
            "Doku" to { Doku(clientId = CLIENT_ID) },
            "prepareRegisterRdlCustomer" to { doku.prepareRegisterRdlCustomer(registration, requestId = " ") },
            "readRegisterRdlCustomer" to { doku.readRegisterRdlCustomer(prepared, 201, mapOf(), none) },
            "prepareCall" to { doku.prepareCall(GenericCall("get", "orders")) },
            "prepare" to { doku.prepare("register_rdl_customer", "[".repeat(100_000)) },
            "prepare, other operation" to { doku.prepare("", "{}") },
            "read" to { doku.read(prepared, -1, mapOf("Signature" to listOf("")), none) },
            "read, other operation" to { doku.read(prepared.copy(operation = "x"), 200, mapOf(), none) },
            "prepareUnsigned" to { doku.prepareUnsigned("call", "null") },
            "attachSignature" to { doku.attachSignature(prepared, "HMACSHA256=") },
            "resign" to { doku.resign(prepared, "") },
            "resignUnsigned" to { doku.resignUnsigned(prepared, "9999-12-31T23:59:59-01:00") },
            "signComponent" to { doku.signComponent("POST", "", null) },
            "signReply" to { doku.signReply("", none, REQUEST_ID) },
            "verifyResponse" to { doku.verifyResponse("POST", TARGET, "1", 200, mapOf(), none) },
            "verifyResponse, other policy" to { doku.verifyResponse("GET", TARGET, "1", 200, mapOf(), none, "") },
            "verifyNotification" to { doku.verifyNotification(TARGET, mapOf(), none) },
            "timestampFromUnix" to { timestampFromUnix(Long.MIN_VALUE) },
            "parseTimestamp" to { parseTimestamp("2020-08-11 08:45:42") },
            "checkRequestId" to { checkRequestId("x".repeat(129)) },
            "rdlRegistrationFromJson" to { rdlRegistrationFromJson("""{"rdl_customer": 1}""") },
            "restore" to { doku.restore("{}") },
            "genericCallFromJson" to { genericCallFromJson("") },
        ).map { (name, call) -> dynamicTest(name) { fails { call() } } }
    }

    @Test
    fun `half of a surrogate pair is refused like any other bad text`() {
        val half = customer.copy(customerName = "\uD83D")
        val refused = fails { doku().prepareRegisterRdlCustomer(RdlRegistration(half)) }
        assertEquals(listOf("" to "bad_format"), refused.violations.map { it.path to it.code })
        assertEquals("invalid_config", fails { Doku("test", CLIENT_ID, "\uDE00") }.code)
    }

    @Test
    fun `a closed Doku is out of use`() {
        val doku = doku().apply { close() }
        assertThrows(IllegalStateException::class.java) { doku.prepareRegisterRdlCustomer(registration) }
    }
}
