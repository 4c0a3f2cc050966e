package id.dokukit

import id.dokukit.generated.FfiConverterString
import id.dokukit.generated.InternalException
import id.dokukit.generated.RustBuffer
import id.dokukit.generated.UniffiLib
import id.dokukit.generated.UniffiRustCallStatus
import java.time.Duration
import java.time.Instant
import java.util.UUID
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class DokuTest {
    @Test
    fun `the clock and a UUID of version 4 fill in what is not given`() = doku().use { doku ->
        val first = doku.prepareRegisterRdlCustomer(registration)
        val second = doku.prepareRegisterRdlCustomer(registration)
        assertEquals(4, UUID.fromString(first.requestId).version())
        assertTrue(first.requestId != second.requestId)
        assertTrue(Duration.between(Instant.parse(first.timestamp), Instant.now()).seconds in 0..60)
        val again = doku.resign(doku.prepareRegisterRdlCustomer(registration, REQUEST_ID, TIMESTAMP))
        val unsigned = doku.resignUnsigned(again)
        assertEquals(REQUEST_ID, again.requestId)
        assertTrue(again.timestamp > TIMESTAMP && unsigned.request.timestamp >= again.timestamp)
    }

    @Test
    fun `the message of an exception is code and detail`() {
        val refused = fails { doku().prepareRegisterRdlCustomer(registration, requestId = "") }
        assertEquals("invalid_request: ${refused.detail}", refused.message)
        assertNull(refused.httpStatus)
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

    @Test
    fun `half of a surrogate pair is refused like any other bad text`() {
        val half = customer.copy(customerName = "\uD83D")
        val refused = fails { doku().prepareRegisterRdlCustomer(RdlRegistration(half)) }
        assertEquals(listOf("" to "bad_format"), refused.violations.map { it.path to it.code })
        assertEquals("invalid_config", fails { Doku("test", CLIENT_ID, "\uDE00") }.code)
    }

    /** The core panics at a record that is cut off; the generated code writes none, so this test does. */
    @Test
    fun `a panic is an internal error without its text`() {
        val status = UniffiRustCallStatus()
        UniffiLib.uniffi_dokukit_fn_func_serialize_request(RustBuffer.ByValue(), status)
        assertTrue(status.isPanic())
        val panic = InternalException(FfiConverterString.lift(status.error_buf))
        assertTrue("request" in panic.message!!, panic.message)
        val failed = fails { converting { throw panic } }
        assertEquals("internal_error" to "the library failed, which is a bug in it", failed.run { code to detail })
        assertEquals(emptyList<Violation>() to null, failed.run { violations to cause })
    }

    @Test
    fun `a closed Doku is out of use`() {
        val doku = doku().apply { close() }
        assertThrows(IllegalStateException::class.java) { doku.prepareRegisterRdlCustomer(registration) }
    }
}
