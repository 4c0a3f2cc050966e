package id.dokukit

import id.dokukit.generated.AttemptEvent
import id.dokukit.generated.AttemptStep
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

/** A request on its way without a thread of its own. */
internal class Pending<T>(
    private val client: Client,
    private val transport: Transport,
    private val attempts: Attempts,
    private val finish: (Answer<String>, Received) -> Answer<T>,
) : CompletableFuture<Answer<T>>() {
    private val lock = Any()
    private var isOver = false
    private var exchange: CompletableFuture<*>? = null

    fun started() = apply { go(Happened(AttemptEvent.Start)) }

    /** Ends it, if it is not over: the exception's cause says whether DOKU may have acted. */
    override fun cancel(mayInterruptIfRunning: Boolean): Boolean {
        val told = Happened(AttemptEvent.NoAnswer("cancelled"), CancellationException())
        val failure = synchronized(lock) {
            if (isOver || isDone) return isCancelled
            isOver = true
            runCatching { client.next(attempts, told) }.exceptionOrNull()
        }
        val cancelled = completeExceptionally(failure ?: told.failure)
        exchange?.cancel(true)
        return cancelled
    }

    /** Takes what happened; a future that somebody else has completed goes no further. */
    private fun go(happened: Happened) {
        val step = try {
            synchronized(lock) {
                if (isOver || isDone) return
                runCatching { client.next(attempts, happened) }
                    .also { isOver = it.isFailure || it.getOrNull() is AttemptStep.Answer }
            }.getOrThrow()
        } catch (failure: Throwable) {
            completeExceptionally(failure)
            return
        }
        when (step) {
            is AttemptStep.Sign -> go(client.signed(step.unsigned))
            is AttemptStep.Answer -> end(step, happened)
            is AttemptStep.Wait -> CompletableFuture<Unit>()
                .completeOnTimeout(Unit, step.milliseconds, TimeUnit.MILLISECONDS)
                .thenRunAsync { go(Happened(AttemptEvent.Waited)) }
            is AttemptStep.Send -> send(step.request)
        }
    }

    private fun send(request: PreparedRequest) {
        val sending = try {
            transport.sendAsync(request)
        } catch (failure: Exception) {
            failedFuture(failure)
        }
        exchange = sending
        sending.whenComplete { came, failure -> go(if (failure != null) Happened(failure) else read(came)) }
        // Cancelled in between: nobody else knows of this exchange.
        if (isDone) sending.cancel(true)
    }

    /** What cannot cross as headers was received all the same, and nobody can tell what it says. */
    private fun read(came: Received) = try {
        Happened(came)
    } catch (failure: DokuException) {
        Happened(failure)
    }

    private fun end(step: AttemptStep.Answer, happened: Happened) {
        try {
            complete(finish(step.answer.public(), checkNotNull(happened.received)))
        } catch (failure: Throwable) {
            completeExceptionally(failure)
        }
    }
}
