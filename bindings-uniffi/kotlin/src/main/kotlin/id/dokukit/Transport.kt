package id.dokukit

import java.io.IOException
import java.net.ConnectException
import java.net.NoRouteToHostException
import java.net.SocketTimeoutException
import java.net.URI
import java.net.UnknownHostException
import java.net.http.HttpClient
import java.net.http.HttpConnectTimeoutException
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** What an HTTP client received: status, headers as [Headers] are, and the body's bytes. */
class Received(val status: Int, val headers: Headers, val body: ByteArray) {
    override fun toString() = "Received(status=$status, bodyBytes=${body.size})"
}

/**
 * Sends one request as it is, over your HTTP client, once.
 *
 * It follows no redirect, since the target is signed, repeats nothing, and has a timeout of its own.
 */
fun interface Transport {
    /**
     * Sends the request and returns what came, whatever its status; throws where nothing came.
     *
     * DOKU has nothing of it after a [ConnectException], [UnknownHostException], [NoRouteToHostException] or
     * [HttpConnectTimeoutException]; after any other exception it may have acted.
     */
    @Throws(IOException::class, InterruptedException::class)
    fun send(request: PreparedRequest): Received

    /** As [send], without blocking the caller; a cancelled future ends the exchange where that is possible. */
    fun sendAsync(request: PreparedRequest): CompletableFuture<Received> = CompletableFuture.supplyAsync {
        try {
            send(request)
        } catch (failure: Exception) {
            throw CompletionException(failure)
        }
    }
}

/**
 * The JDK's HTTP client; `timeout` is for one exchange, from its start to the last byte of its answer.
 *
 * A client of your own must not follow redirects, which is the JDK's default, and should have a connect
 * timeout: after that one nothing was sent.
 */
class JdkTransport @JvmOverloads constructor(
    private val http: HttpClient = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build(),
    private val timeout: Duration = Duration.ofSeconds(30),
) : Transport {
    override fun send(request: PreparedRequest): Received {
        val exchange = sendAsync(request)
        try {
            return exchange.get()
        } catch (failure: ExecutionException) {
            throw unwrapped(failure)
        } finally {
            exchange.cancel(true)
        }
    }

    override fun sendAsync(request: PreparedRequest): CompletableFuture<Received> {
        val body = request.body?.let(BodyPublishers::ofByteArray) ?: BodyPublishers.noBody()
        val sent = HttpRequest.newBuilder(URI(request.url)).method(request.method, body)
        request.headers.forEach { sent.header(it.name, it.value) }
        val exchange = http.sendAsync(sent.build(), BodyHandlers.ofByteArray())
        val answer = exchange.thenApply { Received(it.statusCode(), it.headers().map(), it.body()) }
        // A timeout of the JDK's own would end with the headers and wait for the body without end.
        answer.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        answer.whenComplete { _, failure -> if (failure != null) exchange.cancel(true) }
        return answer
    }

    internal companion object {
        /** One pool of connections for all who bring none. */
        val shared by lazy { JdkTransport() }
    }
}

/** The exception itself, out of what futures wrap it in. */
internal fun unwrapped(failure: Throwable): Throwable {
    val inner = if (failure is CompletionException || failure is ExecutionException) failure.cause else null
    if (inner != null) return unwrapped(inner)
    return if (failure is TimeoutException) SocketTimeoutException("no answer came in time") else failure
}

/** `not_sent` or `unknown`; a client that tried more than once has the other failures beside this one. */
internal fun reason(failure: Throwable) =
    if (isNotSent(failure) && failure.suppressed.all(::isNotSent)) "not_sent" else "unknown"

private fun isNotSent(failure: Throwable) = failure is ConnectException || failure is UnknownHostException ||
    failure is NoRouteToHostException || failure.javaClass.name == "java.net.http.HttpConnectTimeoutException"
