"""One request on its way to one answer: what the script of events leads to, step by step."""

from email.utils import parsedate_to_datetime

from engine import reading, values
from engine.values import Refused

DAY = 86400
FRESH = 300
ORDER = ("not_sent", "refused", "unknown", "done")
NO_ANSWER = {"code": "no_answer", "retry": "same_request_id"}


class Script:
    def __init__(self, operation, config, given, signer):
        self.operation, self.config, self.given, self.sign = operation, config, given, signer
        self.limits = {"attempts": 3, "seconds": 60} | given.get("limits", {})
        self.made, self.shift, self.corrected = 0, given.get("clock_shift", 0), False
        self.outcome, self.state, self.started = "not_sent", "ready", None
        self.timestamp = given["call"].get("timestamp")
        self.steps = []

    def run(self):
        for event in self.given["script"]:
            self.steps.append(self.step(event))
        return {"steps": self.steps, "clock_shift": self.shift}

    def step(self, event):
        kind, now = event["event"], event["now"]
        if (self.state, kind) == ("ready", "start"):
            self.started = now
            return self.send(now)
        if (self.state, kind) == ("waiting", "waited"):
            return self.send(now)
        if self.state == "sending" and kind == "received":
            return self.received(event, now)
        if kind == "no_answer" and event["reason"] == "cancelled" and self.state != "over":
            if self.state == "sending":
                self.worse("unknown")
            return self.over(dict(NO_ANSWER))
        if self.state == "sending" and kind == "no_answer":
            self.worse(event["reason"])
            return self.again(dict(NO_ANSWER), self.jitter(event), now)
        return {"error": {"code": "invalid_request", "violations": [{"path": "event", "code": "not_allowed"}]}}

    def received(self, event, now):
        try:
            answer = reading.read(self.operation, self.config, self.sent, self.given | {"response": event["response"]})
        except Refused as refused:
            return self.refused(refused.error, event, now)
        self.state = "over"
        return {"answer": answer}

    def refused(self, error, event, now):
        default = "required" if self.operation in reading.SIGNED_ALWAYS else "if_present"
        policy = values.policy(self.config, default, self.given.get("policy", "if_present"))
        self.worse(outcome_of(error, policy))
        headers = event["response"]["headers"]
        if error.get("retry") == "same_request_id":
            return self.again(error, asked(headers, now // 1000 + self.shift) + self.jitter(event), now)
        if error.get("retry") == "new_timestamp" and not self.corrected and self.may_go_on(0, now):
            self.corrected = True
            time = told_time(headers)
            if time is not None:
                if abs(time - now // 1000) > DAY:
                    return self.over(error)
                self.shift = time - now // 1000
            return self.send(now)
        return self.over(error)

    def send(self, now):
        time = now // 1000 + self.shift
        is_upload = self.operation == "upload_file"
        if not is_upload and (self.made or abs(values.parse_timestamp(self.timestamp) - time) > FRESH):
            self.timestamp = values.format_timestamp(time)
        self.made += 1
        self.state = "sending"
        self.sent, prepared = self.sign(self.timestamp)
        return {"send": prepared}

    def again(self, error, wait, now):
        if not self.may_go_on(wait, now):
            return self.over(error)
        self.state = "waiting"
        return {"wait": wait}

    def may_go_on(self, wait, now):
        return self.made < self.limits["attempts"] and wait + max(0, now - self.started) <= self.limits["seconds"] * 1000

    def jitter(self, event):
        return 500 * 2 ** min(max(self.made - 1, 0), 4) * event.get("random", 0) // 2**32

    def worse(self, outcome):
        self.outcome = max(self.outcome, outcome, key=ORDER.index)

    def over(self, error):
        self.state = "over"
        return {"error": error | {"outcome": self.outcome, "attempts": self.made}}


def outcome_of(error, policy):
    """Whether DOKU acted on what ended so; anybody may have refused what is not signed."""
    if policy == "required" and error.get("signature") == "absent":
        return "unknown"
    status, code = error.get("http_status", 0), (error.get("gateway") or {}).get("code")
    if error["code"] != "gateway_error" or code == "idempotent_request" or status in (408, 409):
        return "unknown"
    return "refused" if 400 <= status <= 499 else "unknown"


def told_time(headers):
    """DOKU's clock: its own timestamp, else the Date of HTTP."""
    stamp = reading.header(headers, "Response-Timestamp")
    if stamp is not None and values.parse_timestamp(stamp) is not None:
        return values.parse_timestamp(stamp)
    return http_date(reading.header(headers, "Date"))


def http_date(text):
    try:
        return None if text is None or not text.endswith(" GMT") else int(parsedate_to_datetime(text).timestamp())
    except ValueError:
        return None


def asked(headers, now):
    """Milliseconds that Retry-After asks for."""
    text = reading.header(headers, "Retry-After")
    if text is None:
        return 0
    if text.isdigit():
        return int(text) * 1000
    time = http_date(text)
    return 0 if time is None else max(0, time - now) * 1000
