package id.dokukit

import id.dokukit.generated.AttemptEvent
import id.dokukit.generated.AttemptStep
import id.dokukit.generated.AttemptsCore
import id.dokukit.generated.Limits
import id.dokukit.generated.TextAnswer
import kotlin.random.Random

/** One request on its way to one answer: from what happened follows what to do next, or the error that ends it. */
internal class Attempts(doku: Doku, prepared: PreparedRequest, limits: Limits, policy: String?, clockShift: Long) {
    private val core = converting { AttemptsCore(doku.core, prepared, limits, policy, clockShift) }

    /** Seconds that are added to this machine's clock, since DOKU's differs. */
    val clockShift get() = converting { core.clockShift() }

    fun next(
        event: AttemptEvent,
        now: Long = System.currentTimeMillis(),
        random: UInt = Random.nextInt().toUInt(),
    ): AttemptStep = converting { core.next(event, now, random) }
}

internal fun TextAnswer.public() = Answer(signature, replayed, httpStatus.toInt(), body, raw, deviations)
