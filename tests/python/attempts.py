"""Scripts of what happens to one request, and the step that follows each event."""

from dokukit import Answer, DokuError
from dokukit._attempts import START, WAITED, Attempts, Wait, no_answer, received


def steps(doku, request, given):
    options = given.get("limits", {}) | {"policy": given.get("policy")}
    attempts = Attempts(doku._core, request, given.get("clock_shift", 0), options)
    shown = [step(attempts, **each) for each in given["script"]]
    return {"steps": shown, "clock_shift": attempts.clock_shift}


def step(attempts, event, now, random, reason=None, response=None):
    if event == "received":
        happened = received([response[name] for name in ("status", "headers", "body")])
    elif event == "no_answer":
        happened = no_answer(reason)
    else:
        happened = {"start": START, "waited": WAITED}[event]
    try:
        step = attempts.next(happened, now, random)
    except DokuError as failure:
        return {"error": failure}
    if isinstance(step, Wait):
        return {"wait": step.milliseconds}
    return {"answer" if isinstance(step, Answer) else "send": step}
