package id.dokukit

import java.io.InputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

/** What the server does with the next connection: it may answer, say half of it, nothing, or hang up. */
internal typealias Reply = Wire.Connection.() -> Unit

/** A DOKU on this machine that takes one request per connection and does as the script says; the last line repeats. */
internal class Wire(vararg script: Reply) : AutoCloseable {
    private val listener = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    private val open = CopyOnWriteArrayList<Socket>()
    val url = "http://127.0.0.1:${listener.localPort}"
    val requests = CopyOnWriteArrayList<Sent>()

    init {
        thread(isDaemon = true) {
            for (index in 0..<Int.MAX_VALUE) {
                val socket = runCatching { listener.accept() }.getOrNull() ?: break
                open += socket
                thread(isDaemon = true) { runCatching { Connection(socket).take(script[minOf(index, script.size - 1)]) } }
            }
        }
    }

    override fun close() {
        listener.close()
        open.forEach { it.close() }
    }

    /** A request as it came. */
    class Sent(val line: String, val headers: Map<String, String>, val body: ByteArray) {
        fun header(name: String) = headers.getValue(name.lowercase())
    }

    inner class Connection(private val socket: Socket) {
        lateinit var request: Sent

        fun take(reply: Reply) = socket.use {
            request = read(it.getInputStream())
            requests += request
            reply()
        }

        fun send(text: String) = socket.getOutputStream().run { write(text.toByteArray()); flush() }

        fun answer(status: Int, body: String = "", vararg headers: Pair<String, String>) =
            send(head(status, body.toByteArray().size, *headers) + body)

        /** An answer that DOKU would sign, to this Request-Id. */
        fun sign(status: Int = 201, body: String = REGISTERED, id: String = request.header("Request-Id")) =
            answer(status, body, *signed(body, id))

        fun signed(body: String, id: String) = arrayOf(
            "Client-Id" to CLIENT_ID,
            "Request-Id" to id,
            "Response-Timestamp" to TIMESTAMP,
            "Signature" to signature("Response-Timestamp:$TIMESTAMP", TARGET, body.toByteArray(), id),
        )

        fun head(status: Int, length: Int, vararg headers: Pair<String, String>) =
            "HTTP/1.1 $status Status\r\nConnection: close\r\n" + (if (status == 204) "" else "Content-Length: $length\r\n") +
                headers.joinToString("") { (name, value) -> "$name: $value\r\n" } + "\r\n"

        /** Until the other side goes. */
        fun hang() = socket.getInputStream().run { while (read() >= 0) Unit }

        private fun read(from: InputStream): Sent {
            val lines = generateSequence { line(from) }.takeWhile { it.isNotEmpty() }.toList()
            val headers = lines.drop(1).associate { it.substringBefore(':').lowercase() to it.substringAfter(':').trim() }
            return Sent(lines[0], headers, from.readNBytes(headers["content-length"]?.toInt() ?: 0))
        }

        private fun line(from: InputStream) =
            generateSequence { from.read().takeIf { it >= 0 && it != '\n'.code }?.toChar() }.joinToString("").trimEnd()
    }
}

internal const val ACCOUNT_ID = "1234567890123456789012345678901234567890"
internal const val REGISTERED =
    """{"rdl_customer":{"customer_id":"customer-7731","account_id":$ACCOUNT_ID},""" +
        """"rdl_customer_info":{"account_balance":120000,"RDL_status":"PENDING"}}"""
