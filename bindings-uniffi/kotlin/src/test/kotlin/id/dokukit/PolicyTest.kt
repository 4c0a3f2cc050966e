package id.dokukit

import java.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory

/** Times, and whose request it is: what no vector says. */
class PolicyTest {
    private val doku = doku()

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
        fun stale(call: () -> Any) = assertEquals("stale_timestamp", fails(call).code)
        stale { doku.verifyNotification("/hook", headers(then, request), body, tolerance = 300) }
        stale { doku.readCallback("/hook", headers(then, request), body, tolerance = 300) }
        val answered = headers(then, "Response-Timestamp")
        assertEquals("verified", doku.verifyResponse("POST", "/hook", REQUEST_ID, 200, answered, body))
        stale { doku.verifyResponse("POST", "/hook", REQUEST_ID, 200, answered, body, tolerance = 300) }
    }

    /** A vector has one configuration. */
    @TestFactory
    fun `a request of another configuration is refused`(): List<DynamicTest> {
        val other = Doku("test", "BRN-OTHER", SECRET)
        val production = Doku("production", CLIENT_ID, SECRET)
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val fake = doku.signTestResponse(prepared, 201, "{}".toByteArray())
        return listOf("client" to other, "URL" to production).flatMap { (name, foreign) ->
            mapOf<String, () -> Any>(
                "read" to { foreign.read(prepared, fake.status, fake.headers, fake.body) },
                "readRegisterRdlCustomer" to {
                    foreign.readRegisterRdlCustomer(prepared, fake.status, fake.headers, fake.body)
                },
                "restore" to { foreign.restore(prepared.serialize()) },
                "resign" to { foreign.resign(prepared) },
                "resignUnsigned" to { foreign.resignUnsigned(prepared) },
                "attachSignature" to { foreign.attachSignature(prepared, prepared.signature()) },
            ).map { (call, run) ->
                dynamicTest("$call, another $name") { assertEquals("not_for_this_request", fails { run() }.code) }
            }
        }
    }
}
