package id.dokukit

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** How strict an answer is read: policies, statuses, times, and whose request it answers. */
class PolicyTest {
    private val doku = doku()
    private val strict = Doku("test", CLIENT_ID, SECRET, policy = "required")
    private val asked = doku.prepareCheckRequirements(question)
    private val requirements = REQUIREMENTS.toByteArray()
    private val unsigned = mapOf<String, String>()

    private fun code(call: () -> Any) = fails(call).code

    @Test
    fun `a policy tightens, in the configuration and in a call`() {
        assertEquals("absent", doku.readCheckRequirements(asked, 200, unsigned, requirements).signature)
        fun missing(call: () -> Any) = assertEquals("signature_missing", code(call))
        missing { doku.readCheckRequirements(asked, 200, unsigned, requirements, "required") }
        missing { strict.readCheckRequirements(asked, 200, unsigned, requirements) }
        missing { strict.readCheckRequirements(asked, 200, unsigned, requirements, "if_present") }
        missing { strict.readCallback("/kyb", unsigned, requirements, policy = "if_present") }
    }

    @Test
    fun `a policy has a name of the list`() {
        val refused = fails { Doku("test", CLIENT_ID, SECRET, policy = "always") }
        assertEquals("invalid_config" to "policy", refused.run { code to violations.single().path })
        assertEquals("not_in_list", refused.violations.single().code)
    }

    @TestFactory
    fun `every read takes a policy`(): List<DynamicTest> {
        val none = ByteArray(0)
        val policy = "always"
        return mapOf<String, () -> Any>(
            "read" to { doku.read(asked, 200, unsigned, none, policy) },
            "readCheckRequirements" to { doku.readCheckRequirements(asked, 200, unsigned, none, policy) },
            "readGenerateToken" to { doku.readGenerateToken(doku.prepareGenerateToken(), 200, unsigned, none, policy) },
            "readUploadFile" to { doku.readUploadFile(doku.prepareUpload(photo, "t"), 200, unsigned, none, policy) },
            "readRegisterBusiness" to {
                doku.readRegisterBusiness(doku.prepareRegisterBusiness(business), 200, unsigned, none, policy)
            },
            "readCreateBusinessLite" to { doku.readCreateBusinessLite(asked, 200, unsigned, none, policy) },
            "readGetBusiness" to {
                doku.readGetBusiness(doku.prepareGetBusiness(GetBusiness("BRN-1")), 200, unsigned, none, policy)
            },
            "readRegisterRdlCustomer" to {
                doku.readRegisterRdlCustomer(
                    doku.prepareRegisterRdlCustomer(registration), 200, unsigned, none, policy,
                )
            },
            "readDisburseRdl" to { doku.readDisburseRdl(asked, 200, unsigned, none, policy) },
        ).map { (name, call) ->
            dynamicTest(name) {
                val violation = fails { call() }.violations.single()
                assertEquals("policy" to "not_in_list", violation.run { path to code })
            }
        }
    }

    @Test
    fun `plain HTTP goes to this machine, and elsewhere where it is meant`() {
        fun url(base: String, isMeant: Boolean = false) =
            Doku(clientId = CLIENT_ID, secretKey = SECRET, baseUrl = base, allowPlainHttp = isMeant)
                .use { it.prepareCall(GenericCall("GET", "/a")).url }
        val refused = fails { url("http://doku.example") }
        assertEquals("base_url" to "bad_format", refused.violations.single().run { path to code })
        assertEquals("http://doku.example/a", url("http://doku.example", isMeant = true))
        assertEquals("http://127.0.0.1:8787/a", url("http://127.0.0.1:8787"))
    }

    @Test
    fun `an answer says how much of it is signed`() {
        fun signed(target: String, id: String, digested: ByteArray?) = mapOf(
            "Client-Id" to CLIENT_ID,
            "Request-Id" to id,
            "Response-Timestamp" to TIMESTAMP,
            "Signature" to signature("Response-Timestamp:$TIMESTAMP", target, digested, id),
        )
        val whole = signed(asked.target, asked.requestId, requirements)
        assertEquals("verified", doku.readCheckRequirements(asked, 200, whole, requirements).signature)
        val heads = signed(asked.target, asked.requestId, digested = null)
        assertEquals("headers_only", doku.readCheckRequirements(asked, 200, heads, requirements).signature)
        val strictly = { doku.readCheckRequirements(asked, 200, heads, requirements, "required") }
        assertEquals("signature_missing", code(strictly))
        val upload = doku.prepareUpload(photo, "made-up-token")
        val stored = """{"id":"PHP-1","link":"https://example.com/1","category":"PHOTO_PROOF"}""".toByteArray()
        val unbound = signed(upload.target, "an-id-of-DOKU", stored)
        assertEquals("unbound", doku.readUploadFile(upload, 200, unbound, stored).signature)
        assertEquals("unbound", doku.readUploadFile(upload, 200, unbound, stored, "required").signature)
    }

    @Test
    fun `what differs from the documents is listed`() {
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val odd = """{"rdl_customer":{"customer_id":"a","customer_name":true,"account_id":1.0E7},
            "rdl_customer_info":{"account_balance":0,"RDL_status":"PENDING"}}""".toByteArray()
        val fake = doku.signTestResponse(prepared, 201, odd)
        val answer = doku.readRegisterRdlCustomer(prepared, fake.status, fake.headers, fake.body)
        val told = listOf("rdl_customer.customer_name" to "wrong_type")
        assertEquals(told, answer.deviations.map { it.path to it.code })
        assertEquals(null to "10000000", answer.body.rdlCustomer.run { customerName to accountId })
        assertEquals(answer.deviations, doku.read(prepared, fake.status, fake.headers, fake.body).deviations)
        val plain = doku.signTestResponse(prepared, 201, String(odd).replace("true", "\"b\"").toByteArray())
        val usual = doku.readRegisterRdlCustomer(prepared, plain.status, plain.headers, plain.body)
        assertEquals(emptyList<Violation>(), usual.deviations)
    }

    @Test
    fun `a token that is no JWT has no times and does not expire`() {
        val token = doku.token("opaque")
        assertEquals(listOf(null, null), token.run { listOf(issuedAt, expiresAt) })
        assertEquals(false, token.isExpired())
    }

    @Test
    fun `a tolerance alone is meant from the current time`() {
        val body = "{}".toByteArray()
        fun headers(moment: String, name: String) = mapOf(
            "Client-Id" to CLIENT_ID,
            "Request-Id" to REQUEST_ID,
            name to moment,
            "Signature" to signature("$name:$moment", "/hook", body, REQUEST_ID),
        )
        val (then, now) = TIMESTAMP to timestampFromUnix(Instant.now().epochSecond).text
        val request = "Request-Timestamp"
        assertEquals("verified", doku.verifyNotification("/hook", headers(then, request), body))
        assertEquals("verified", doku.verifyNotification("/hook", headers(now, request), body, tolerance = 300))
        fun stale(call: () -> Any) = assertEquals("stale_timestamp", code(call))
        stale { doku.verifyNotification("/hook", headers(then, request), body, tolerance = 300) }
        stale { doku.readCallback("/hook", headers(then, request), body, tolerance = 300) }
        val answered = headers(then, "Response-Timestamp")
        assertEquals("verified", doku.verifyResponse("POST", "/hook", REQUEST_ID, 200, answered, body))
        stale { doku.verifyResponse("POST", "/hook", REQUEST_ID, 200, answered, body, tolerance = 300) }
    }

    @TestFactory
    fun `a request of another configuration is refused`(): List<DynamicTest> {
        val other = Doku("test", "BRN-OTHER", SECRET)
        val production = Doku("production", CLIENT_ID, SECRET)
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val fake = doku.signTestResponse(prepared, 201, "{}".toByteArray())
        return listOf(other, production).flatMap { foreign ->
            listOf<Pair<String, () -> Any>>(
                "read" to { foreign.read(prepared, fake.status, fake.headers, fake.body) },
                "readRegisterRdlCustomer" to {
                    foreign.readRegisterRdlCustomer(prepared, fake.status, fake.headers, fake.body)
                },
                "restore" to { foreign.restore(prepared.serialize()) },
                "readUploadFile" to {
                    production.readUploadFile(doku.prepareUpload(photo, "t"), 200, unsigned, fake.body)
                },
            )
        }.plus(
            listOf(
                // Nothing in these answers says whose they are.
                "read, unsigned" to { other.read(asked, 200, unsigned, requirements) },
                "readCheckRequirements" to { other.readCheckRequirements(asked, 200, unsigned, requirements) },
                "resign" to { other.resign(prepared) },
                "resign, another URL" to { doku.resign(prepared.copy(url = "https://doku.example$TARGET")) },
                "resignUnsigned" to { other.resignUnsigned(prepared) },
                "attachSignature" to { other.attachSignature(prepared, prepared.signature()) },
            ),
        ).map { (name, call) -> dynamicTest(name) { assertEquals("not_for_this_request", code(call)) } }
    }
}
