import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import id.dokukit.*
import java.net.InetAddress
import java.net.InetSocketAddress
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

data class Handled(val kind: String?, val id: String?, val signature: String)

/** Our own server, which takes what DOKU sends. */
class Callbacks(private val doku: Doku) : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0)
    private val handled = LinkedBlockingQueue<Handled>()

    // Yours are in a database: a genuine callback comes up to four times, for 12 hours.
    private val seen = mutableSetOf<String?>()

    val url = "http://127.0.0.1:${server.address.port}$PATH"

    init {
        server.createContext(PATH) { exchange ->
            // The bytes as they came: a parser in between loses what was signed.
            val body = exchange.requestBody.readAllBytes()
            exchange.sendResponseHeaders(answer(exchange, body), -1)
            exchange.close()
        }
        server.start()
    }

    fun next(patience: Duration): Handled? = handled.poll(patience.toMillis(), TimeUnit.MILLISECONDS)

    override fun close() = server.stop(0)

    private fun answer(exchange: HttpExchange, body: ByteArray): Int {
        val target = exchange.requestURI.rawPath
        return try {
            val callback = doku.readCallback(target, exchange.requestHeaders, body)
            if (seen.add(callback.requestId)) {
                // DOKU documents no payload; this is the simulator's.
                val id = Json.parseToJsonElement(String(callback.raw)).jsonObject["id"]?.jsonPrimitive?.content
                handled.add(Handled(callback.kind, id, callback.signature))
            }
            200
        } catch (refused: DokuException) {
            System.err.println("a callback was refused: ${refused.code}")
            if (System.getenv("DOKU_DIAGNOSE") == "1") diagnose(exchange, target, body)
            400
        }
    }

    /** While you develop, and off elsewhere: whoever may send a POST must not buy CPU of yours. */
    private fun diagnose(exchange: HttpExchange, target: String, body: ByteArray) = try {
        doku.diagnoseSignature(exchange.requestMethod, target, exchange.requestHeaders, body)
            .forEach { System.err.println("  ${it.code} - ${it.detail}") }
    } catch (unsigned: DokuException) {
        System.err.println("  ${unsigned.code}")
    }

    companion object {
        const val PATH = "/doku/kyb"
    }
}
