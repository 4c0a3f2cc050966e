package id.dokukit

import id.dokukit.generated.AttemptEvent
import id.dokukit.generated.AttemptStep
import id.dokukit.generated.Limits
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** Reads an answer into a record, such as `doku::readRegisterRdlCustomer`. */
typealias Read<T> = (PreparedRequest, Int, Headers, ByteArray) -> Answer<T>

/**
 * Sends requests over a [Transport], repeats them as far as that is safe, and reads the answers.
 *
 * Request-Id and body never change, so that DOKU acts once: a request that was stored before it was sent,
 * and [Doku.restore]d, goes on where it stopped. One object serves all threads. It is made by [Doku.client].
 */
class Client internal constructor(
    private val doku: Doku,
    private val transport: Transport,
    private val limits: Limits,
    private val policy: String?,
    private val sign: ((stringToSign: String) -> String)?,
) {
    /** Seconds that are added to this machine's clock, as the last request found that DOKU's differs. */
    @Volatile
    var clockShift = 0L

    /**
     * Sends a prepared request and returns the answer, with its body as JSON text in wire names.
     *
     * Throws as [Doku.read] does, and `no_answer` with the transport's exception as its cause; then `outcome`
     * says whether DOKU may have acted. An interrupted thread gets an [InterruptedException] with that error
     * as its cause.
     */
    @Throws(InterruptedException::class)
    fun send(prepared: PreparedRequest): Answer<String> = exchange(prepared) { answer, _ -> answer }

    /** As [send], with the answer read into a record: `client.send(prepared, doku::readRegisterRdlCustomer)`. */
    @Throws(InterruptedException::class)
    fun <T> send(prepared: PreparedRequest, read: Read<T>): Answer<T> =
        exchange(prepared) { _, came -> read(prepared, came.status, came.headers, came.body) }

    /**
     * As [send], without blocking. [CompletableFuture.cancel] ends it: the `CancellationException` has the
     * error as its cause, which says whether DOKU may have acted.
     */
    fun sendAsync(prepared: PreparedRequest): CompletableFuture<Answer<String>> =
        Pending(this, transport, attempts(prepared)) { answer, _ -> answer }.started()

    /** As [sendAsync], with the answer read into a record. */
    fun <T> sendAsync(prepared: PreparedRequest, read: Read<T>): CompletableFuture<Answer<T>> =
        Pending(this, transport, attempts(prepared)) { _, came -> read(prepared, came.status, came.headers, came.body) }
            .started()

    private fun attempts(prepared: PreparedRequest) = Attempts(doku, prepared, limits, policy, clockShift)

    private fun <T> exchange(prepared: PreparedRequest, finish: (Answer<String>, Received) -> Answer<T>): Answer<T> {
        val attempts = attempts(prepared)
        var happened = if (Thread.interrupted()) interrupted(InterruptedException()) else Happened(AttemptEvent.Start)
        while (true) {
            happened = when (val step = next(attempts, happened)) {
                is AttemptStep.Answer -> return finish(step.answer.public(), checkNotNull(happened.received))
                is AttemptStep.Sign -> signed(step.unsigned)
                is AttemptStep.Wait -> happening { Thread.sleep(step.milliseconds).let { Happened(AttemptEvent.Waited) } }
                is AttemptStep.Send -> happening { Happened(transport.send(step.request)) }
            }
        }
    }

    /** The next step; an error that ends it has its cause, and is the cause of an interruption. */
    internal fun next(attempts: Attempts, happened: Happened): AttemptStep = try {
        attempts.next(happened.event).also { clockShift = attempts.clockShift }
    } catch (failure: DokuException) {
        clockShift = attempts.clockShift
        val cause = happened.failure ?: throw failure
        if (cause is InterruptedException || cause is CancellationException) throw cause.also { it.attach(failure) }
        throw failure.apply { initCause(cause) }
    }

    internal fun signed(unsigned: UnsignedRequest) = try {
        Happened(AttemptEvent.Signed(sign?.invoke(unsigned.stringToSign).orEmpty()))
    } catch (failure: Exception) {
        Happened(AttemptEvent.NoAnswer("cancelled"), failure)
    }

    private fun interrupted(by: InterruptedException) = Happened(AttemptEvent.NoAnswer("cancelled"), by)

    private fun happening(call: () -> Happened) = try {
        call()
    } catch (failure: Exception) {
        if (failure is InterruptedException || Thread.interrupted()) {
            interrupted(failure as? InterruptedException ?: InterruptedException().apply { addSuppressed(failure) })
        } else {
            Happened(failure)
        }
    }
}

/** An event, with what came or what failed. */
internal class Happened(val event: AttemptEvent, val failure: Throwable? = null, val received: Received? = null) {
    constructor(received: Received) :
        this(AttemptEvent.Received(received(received.status, received.headers, received.body)), null, received)

    constructor(failure: Throwable) : this(
        AttemptEvent.NoAnswer(if (unwrapped(failure) is CancellationException) "cancelled" else reason(unwrapped(failure))),
        unwrapped(failure),
    )
}

/** An exception that has a cause already keeps it. */
internal fun Throwable.attach(failure: DokuException) {
    if (cause == null && this !== failure) runCatching { initCause(failure) }.onFailure { addSuppressed(failure) }
    else addSuppressed(failure)
}
