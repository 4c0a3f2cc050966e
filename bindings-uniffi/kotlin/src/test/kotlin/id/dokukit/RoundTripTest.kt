package id.dokukit

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Over real HTTP: the JDK's client, and a DOKU of the test's own that checks and signs by itself. */
class RoundTripTest {
    private var status = 201
    private var sign = true
    private var reply = """{"rdl_customer":{"customer_id":"customer-7731","account_id":$ACCOUNT,"new_key":1},""" +
        """"rdl_customer_info":{"account_balance":120000,"RDL_status":"PENDING"}}"""
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0).apply {
        createContext("/", ::answer)
        start()
    }
    private val url = "http://127.0.0.1:${server.address.port}"
    private val doku = Doku(clientId = CLIENT_ID, secretKey = SECRET, baseUrl = url)

    @AfterEach
    fun stop() {
        server.stop(0)
        doku.close()
    }

    @Test
    fun `a registration comes back verified and typed`() {
        val (prepared, response) = register()
        val headers = response.headers().map()
        val answer = doku.readRegisterRdlCustomer(prepared, response.statusCode(), headers, response.body())
        assertEquals("verified", answer.signature)
        assertEquals(201, answer.httpStatus)
        assertEquals(false, answer.replayed)
        assertEquals(ACCOUNT, answer.body.rdlCustomer.accountId)
        assertEquals("PENDING", answer.body.rdlCustomerInfo.rdlStatus)
        assertArrayEquals(reply.toByteArray(), answer.raw)
        val text = doku.read(prepared, response.statusCode(), headers, response.body())
        assertTrue("\"account_id\":\"$ACCOUNT\"" in text.body && "\"new_key\":1" in text.body)
    }

    @Test
    fun `a refusal keeps DOKU's own words`() {
        status = 503
        sign = false
        reply = """{"error":{"code":"idempotent_request","message":"wait","type":"busy"}}"""
        val refused = refused()
        assertEquals("gateway_error", refused.code)
        assertEquals(Gateway("idempotent_request", "wait", "busy"), refused.gateway)
        assertEquals(503, refused.httpStatus)
        assertEquals("never", refused.retry)
        assertEquals("absent", refused.signature)
        assertArrayEquals(reply.toByteArray(), refused.rawBody)
    }

    @Test
    fun `any other endpoint can be called`() {
        reply = "[1]"
        val (prepared, response) = exchange(doku.prepareCall(GenericCall("GET", "/orders/v1/status/INV-1")))
        val answer = doku.read(prepared, response.statusCode(), response.headers().map(), response.body())
        assertEquals("[1]", answer.body)
        assertEquals("verified", answer.signature)
    }

    private fun register() = exchange(doku.prepareRegisterRdlCustomer(registration))

    private fun refused(): DokuException {
        val (prepared, response) = register()
        return assertThrows(DokuException::class.java) {
            doku.readRegisterRdlCustomer(prepared, response.statusCode(), response.headers().map(), response.body())
        }
    }

    private fun exchange(prepared: PreparedRequest): Pair<PreparedRequest, HttpResponse<ByteArray>> {
        val body = prepared.body?.let(BodyPublishers::ofByteArray) ?: BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI(prepared.url)).method(prepared.method, body)
        prepared.headers.forEach { request.header(it.name, it.value) }
        return prepared to client.send(request.build(), BodyHandlers.ofByteArray())
    }

    /** Answers 401 to whoever did not sign as DOKU documents it. */
    private fun answer(exchange: HttpExchange) {
        val sent = exchange.requestHeaders
        val target = exchange.requestURI.path
        val requestId = sent.getFirst("Request-Id")
        val body = exchange.requestBody.readBytes().takeIf { exchange.requestMethod != "GET" }
        val expected = signature("Request-Timestamp:${sent.getFirst("Request-Timestamp")}", target, body, requestId)
        val bytes = reply.toByteArray()
        val headers = exchange.responseHeaders
        if (sign) {
            headers["Client-Id"] = CLIENT_ID
            headers["Request-Id"] = requestId
            headers["Response-Timestamp"] = TIMESTAMP
            headers["Signature"] = signature("Response-Timestamp:$TIMESTAMP", target, bytes, requestId)
        }
        val genuine = sent.getFirst("Signature") == expected
        exchange.sendResponseHeaders(if (genuine) status else 401, bytes.size.toLong())
        exchange.responseBody.use { it.write(bytes) }
    }

    private companion object {
        const val ACCOUNT = "1234567890123456789012345678901234567890"
        val client: HttpClient = HttpClient.newHttpClient()
    }
}
