"""One line that says what a case shows: its own statement where it has one, else its name and outcome in words."""

import re


def of(case):
    return one_line(case.about or f"{subject(case)}: {outcome(case)}")


def one_line(text):
    return re.sub(r"\s+", " ", text)


def subject(case):
    """The case's name in words; the names of fields stay as they are written."""
    return case.name.partition("/")[2].replace("-", " ")


def outcome(case):
    expect = case.expect
    if case.cause is not None:
        return f"the cause is {' and '.join(case.cause)}" if case.cause else "nothing is wrong"
    if "error" in expect:
        return of_error(expect["error"])
    if "answer" in expect:
        return of_answer(case.operation, expect["answer"])
    if case.prepared or "prepared" in expect:
        return "is sent as stated"
    return "is signed"


def of_error(error):
    code, told = error["code"], listed(error.get("violations", []))
    if code == "invalid_request":
        return f"is refused ({told})" if told else "is refused"
    if code == "invalid_config":
        return f"is no configuration ({told})"
    parts = [f"HTTP {error['http_status']}"] if "http_status" in error else []
    gateway = error.get("gateway", {})
    parts += [f"DOKU says {gateway[name]}" for name in ("code", "message") if gateway.get(name)][:1]
    parts += [f"retry {error['retry'].replace('_', ' ')}"] if error.get("retry") else []
    parts += [told] if told else []
    return f"{code} ({', '.join(parts)})" if parts else code


def of_answer(operation, answer):
    if "violations" in answer:
        told = listed(answer["violations"])
        return f"tells {told}" if told else "nothing is to be told"
    if "findings" in answer:
        return f"finds {', then '.join(answer['findings'])}" if answer["findings"] else "nothing is wrong"
    if "expired" in answer:
        return "has expired" if answer["expired"] else "has not expired"
    if operation in ("timestamp", "request_id"):
        return f"is {answer.get('text', 'taken')}"
    if "signature" not in answer:
        return "gives what is stated"
    how = f"is read, signature {answer['signature'].replace('_', ' ')}"
    how += ", as a replay" if answer.get("replayed") else ""
    deviations = listed(answer.get("deviations", []))
    return f"{how}, without {deviations}" if deviations else how


def listed(violations):
    told = [" ".join(filter(None, (entry["path"], entry.get("code", "").replace("_", " ")))) for entry in violations]
    return ", ".join(told[:3]) + (f" and {len(told) - 3} more" if len(told) > 3 else "")
