package id.dokukit

import java.io.IOException
import java.net.ConnectException
import java.net.ServerSocket
import java.net.UnknownHostException
import java.net.http.HttpClient
import java.time.Duration
import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionException
import kotlin.concurrent.thread
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** One call from a request to its answer, over a connection that does what a script says. */
@Timeout(30)
class SendTest {
    @Test
    fun `a registration comes back typed`() = wired({ sign() }) { wire, doku ->
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val client = doku.client()
        assertEquals(ACCOUNT_ID, client.send(prepared, doku::readRegisterRdlCustomer).body.rdlCustomer.accountId)
        assertTrue("\"account_id\":\"$ACCOUNT_ID\"" in client.send(prepared).body)
        val later = client.sendAsync(prepared, doku::readRegisterRdlCustomer)
        assertEquals(ACCOUNT_ID, later.get().body.rdlCustomer.accountId)
        assertEquals(List(3) { "POST $TARGET HTTP/1.1" }, wire.requests.map { it.line })
        assertTrue(wire.requests.all { it.body.contentEquals(prepared.body) })
    }

    @Test
    fun `what is dropped or refused for now is sent again`() {
        val lines = arrayOf<Reply>({ }, { answer(503, "<html>busy</html>") }, { sign(409) })
        for (send in WAYS) wired(*lines) { wire, doku ->
            val prepared = doku.prepareRegisterRdlCustomer(registration)
            val answer = send(doku.client(), prepared)
            assertTrue(answer.replayed)
            assertEquals(List(3) { prepared.requestId }, wire.requests.map { it.header("Request-Id") })
            assertTrue(wire.requests.all { it.body.contentEquals(prepared.body) })
        }
    }

    @Test
    fun `a restored request of yesterday is signed anew`() = wired({ sign() }) { wire, doku ->
        val stored = doku.prepareRegisterRdlCustomer(registration, REQUEST_ID, TIMESTAMP).serialize()
        doku.client().send(doku.restore(stored))
        assertEquals(REQUEST_ID, wire.requests.single().header("Request-Id"))
        val sent = wire.requests.single().header("Request-Timestamp")
        assertNotEquals(TIMESTAMP, sent)
        val expected = signature("Request-Timestamp:$sent", TARGET, wire.requests.single().body, REQUEST_ID)
        assertEquals(expected, wire.requests.single().header("Signature"))
    }

    @Test
    fun `a clock that is off is corrected once and kept`() {
        val late = """{"error":{"code":"request_time_out_of_range","message":"out of range"}}"""
        val status = GenericCall("GET", "/orders/v1/status/INV-1")
        wired({ answer(400, late, "Response-Timestamp" to TIMESTAMP) }) { wire, doku ->
            val error = failure(doku.client(), doku.prepareCall(status))
            assertEquals(listOf("gateway_error", "refused", 1), error.run { listOf(code, outcome, attempts) })
            assertEquals(1, wire.requests.size)
        }
        val ahead = Instant.now().plusSeconds(7200).truncatedTo(ChronoUnit.SECONDS)
        wired({ answer(400, late, "Response-Timestamp" to "$ahead") }, { answer(200, "{}") }) { wire, doku ->
            val client = doku.client()
            repeat(2) { client.send(doku.prepareCall(status)) }
            assertTrue(client.clockShift in 7190..7210, "${client.clockShift}")
            // The second request is fresh by this machine's clock alone: it is signed anew, and sent once.
            val times = wire.requests.map { Instant.parse(it.header("Request-Timestamp")) }
            assertEquals(listOf(false, true, true), times.map { it > ahead.minusSeconds(60) })
        }
    }

    @Test
    fun `a connection that drops leaves the outcome unknown`() = everyWay({ }) { error ->
        assertEquals(listOf("no_answer", "unknown", 2, "same_request_id"), error.told())
        assertInstanceOf(IOException::class.java, error.cause)
        assertFalse("127.0.0.1" in error.message.orEmpty())
    }

    @Test
    fun `nobody listens, so nothing was sent`() {
        val port = ServerSocket(0).use { it.localPort }
        Doku(clientId = CLIENT_ID, secretKey = SECRET, baseUrl = "http://127.0.0.1:$port").use { doku ->
            for (send in WAYS) {
                val error = fails { send(doku.client(attempts = 2), doku.prepareRegisterRdlCustomer(registration)) }
                assertEquals(listOf("no_answer", "not_sent", 2, "same_request_id"), error.told())
                assertInstanceOf(ConnectException::class.java, error.cause)
            }
        }
    }

    @Test
    fun `half an answer that never ends has a timeout`() {
        val half: Reply = { send(head(201, REGISTERED.length, *signed(REGISTERED, request.header("Request-Id"))) + "{"); hang() }
        val impatient = JdkTransport(HttpClient.newHttpClient(), Duration.ofMillis(300))
        for (line in arrayOf(half, { hang() })) everyWay(line, impatient) { error ->
            assertEquals(listOf("no_answer", "unknown", 2, "same_request_id"), error.told())
            assertInstanceOf(IOException::class.java, error.cause)
        }
    }

    @Test
    fun `half an answer is no answer`() = everyWay({ send(head(201, 500) + "{\"rdl_") }) { error ->
        assertEquals(listOf("no_answer", "unknown", 2, "same_request_id"), error.told())
    }

    @Test
    fun `an answer that is not the answer ends it`() {
        val lines = mapOf<String, Reply>(
            "not_for_this_request" to { sign(id = "another") },
            "signature_missing" to { answer(200, "<html>log in</html>", "Content-Type" to "text/html") },
            "gateway_error" to { answer(302, "", "Location" to "/elsewhere") },
            "signature_mismatch" to { answer(201, "$REGISTERED ", *signed(REGISTERED, request.header("Request-Id"))) },
        )
        for ((code, line) in lines) everyWay(line) { error ->
            assertEquals(listOf(code, "unknown", 1), error.run { listOf(this.code, outcome, attempts) })
            assertNull(error.cause)
        }
        everyWay({ answer(204) }) { assertEquals(listOf("unknown", 1), it.run { listOf(outcome, attempts) }, "$it") }
    }

    @Test
    fun `a redirect is not followed`() = wired({ answer(307, "", "Location" to "/elsewhere") }) { wire, doku ->
        failure(doku.client(), doku.prepareRegisterRdlCustomer(registration))
        assertEquals(1, wire.requests.size)
    }

    @Test
    fun `an interrupted thread learns the outcome`() {
        for (line in arrayOf<Reply>({ hang() }, { answer(503, "", "Retry-After" to "50") })) wired(line) { wire, doku ->
            var thrown: Throwable? = null
            val worker = thread {
                thrown = runCatching { doku.client().send(doku.prepareRegisterRdlCustomer(registration)) }.exceptionOrNull()
            }
            while (wire.requests.isEmpty()) Thread.sleep(5)
            Thread.sleep(200)
            worker.interrupt()
            worker.join()
            val error = assertInstanceOf(DokuException::class.java, assertInstanceOf(InterruptedException::class.java, thrown).cause)
            assertEquals(listOf("no_answer", "unknown", 1), error.run { listOf(code, outcome, attempts) })
        }
        doku().use { doku ->
            Thread.currentThread().interrupt()
            val never = Transport { error("nothing is sent") }
            val thrown = assertThrows(InterruptedException::class.java) {
                doku.client(never).send(doku.prepareRegisterRdlCustomer(registration))
            }
            assertEquals(listOf("not_sent", 0), (thrown.cause as DokuException).run { listOf(outcome, attempts) })
        }
    }

    @Test
    fun `a cancelled future learns the outcome and sends no more`() {
        for (line in arrayOf<Reply>({ hang() }, { answer(503, "", "Retry-After" to "1") })) wired(line) { wire, doku ->
            val pending = doku.client().sendAsync(doku.prepareRegisterRdlCustomer(registration))
            while (wire.requests.isEmpty()) Thread.sleep(5)
            Thread.sleep(200)
            assertTrue(pending.cancel(true))
            val thrown = assertThrows(CancellationException::class.java) { pending.join() }
            val error = generateSequence<Throwable>(thrown) { it.cause }.filterIsInstance<DokuException>().single()
            assertEquals(listOf("no_answer", "unknown", 1), error.run { listOf(code, outcome, attempts) })
            Thread.sleep(1200)
            assertEquals(1, wire.requests.size)
        }
        wired({ sign() }) { _, doku ->
            val pending = doku.client().sendAsync(doku.prepareRegisterRdlCustomer(registration))
            pending.get()
            assertFalse(pending.cancel(true))
            assertFalse(pending.isCancelled)
        }
    }

    @Test
    fun `a transport of one's own says what it knows`() = doku().use { doku ->
        val prepared = doku.prepareRegisterRdlCustomer(registration)
        val tried = IOException("first try").apply { addSuppressed(ConnectException()) }
        val again = ConnectException("second try").apply { addSuppressed(IOException("first try")) }
        val rows = listOf(
            UnknownHostException("host") to "not_sent",
            ConnectException("refused") to "not_sent",
            IOException("reset") to "unknown",
            IllegalStateException("broken") to "unknown",
            tried to "unknown",
            again to "unknown",
        )
        for (send in WAYS) for ((failure, outcome) in rows) {
            val error = fails { send(doku.client({ throw failure }, attempts = 1), prepared) }
            assertEquals(listOf("no_answer", outcome, 1), error.run { listOf(code, this.outcome, attempts) }, "$failure")
            assertSame(failure, error.cause)
        }
        val odd = doku.client({ Received(200, mapOf("Signature" to 7), ByteArray(0)) }, attempts = 1)
        for (send in WAYS) {
            val error = fails { send(odd, prepared) }
            assertEquals(listOf("no_answer", "unknown", 1), error.run { listOf(code, outcome, attempts) })
            assertEquals("invalid_request", (error.cause as DokuException).code)
        }
    }

    @Test
    fun `a key in a vault signs each attempt`() = wired({ }, { sign() }) { wire, doku ->
        val unsigned = Doku(clientId = CLIENT_ID, baseUrl = wire.url)
        val request = doku.prepareRegisterRdlCustomer(registration, timestamp = TIMESTAMP)
        var signed = 0
        val vault = { text: String -> signed += 1; vaulted(text) }
        val answer = runCatching { unsigned.client(sign = vault).send(request) }
        // Nobody but the vault has the key, so nobody can verify the answer either.
        assertEquals("invalid_config", (answer.exceptionOrNull() as? DokuException)?.code)
        assertEquals(2, signed)
        for (sent in wire.requests) {
            val moment = "Request-Timestamp:${sent.header("Request-Timestamp")}"
            assertEquals(signature(moment, TARGET, sent.body, request.requestId), sent.header("Signature"))
        }
        val failed = fails { unsigned.client(sign = { error("the vault is closed") }).send(request) }
        assertEquals(listOf("no_answer", "not_sent", 0), failed.run { listOf(code, outcome, attempts) })
        assertEquals("the vault is closed", failed.cause?.message)
        unsigned.close()
    }

    private fun vaulted(text: String): String {
        val mac = javax.crypto.Mac.getInstance("HmacSHA256")
        mac.init(javax.crypto.spec.SecretKeySpec(SECRET.toByteArray(), "HmacSHA256"))
        return "HMACSHA256=" + java.util.Base64.getEncoder().encodeToString(mac.doFinal(text.toByteArray()))
    }

    private fun DokuException.told() = listOf(code, outcome, attempts, retry)

    private fun failure(client: Client, prepared: PreparedRequest) = fails { client.send(prepared) }

    /** Two attempts, blocking and not. */
    private fun everyWay(line: Reply, transport: Transport = JdkTransport(), judge: (DokuException) -> Unit) {
        for (send in WAYS) wired(line) { _, doku ->
            judge(fails { send(doku.client(transport, attempts = 2), doku.prepareRegisterRdlCustomer(registration)) })
        }
    }

    private fun wired(vararg script: Reply, call: (Wire, Doku) -> Unit) = Wire(*script).use { wire ->
        Doku(clientId = CLIENT_ID, secretKey = SECRET, baseUrl = wire.url).use { doku -> call(wire, doku) }
    }

    private companion object {
        val WAYS = listOf<(Client, PreparedRequest) -> Answer<String>>(
            { client, prepared -> client.send(prepared) },
            { client, prepared ->
                try {
                    client.sendAsync(prepared).join()
                } catch (failure: CompletionException) {
                    throw failure.cause ?: failure
                }
            },
        )
    }
}
