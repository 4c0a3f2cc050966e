"""A business registration against the answer of Check Requirements."""

import unicodedata

from engine import answers, table, wire
from engine.table import Place
from engine.values import Refused
from engine.wire import Object
from rows import partner, partner_answers

CODES = (
    "required", "not_allowed", "unknown_field", "wrong_type", "too_short", "too_long", "out_of_range", "bad_format",
    "not_in_list", "mismatch",
)


def check(given):
    """All violations of the registration, by its own table and by the requirements."""
    needs, faults = answers.read(partner_answers.REQUIREMENTS, wire.from_plain(given["requirements"]))
    # Given by the caller, they are a request: what does not fit is refused, since it might ask for something.
    if faults:
        paths = ((".".join(filter(None, ("requirements", fault.path))), fault.code) for fault in faults)
        raise Refused("invalid_request", list(paths))
    root, violations = table.request(partner.REGISTRATION, given["request"])
    if root is None:
        raise Refused("invalid_request", table.pairs(violations))
    business = root.get("business")
    if isinstance(business, Object):
        violations += missing(business, needs["business"])
    # One per path, by the order of the contract's codes.
    first = {}
    for place, code in sorted(violations, key=lambda found: CODES.index(found[1])):
        first.setdefault(place, code)
    return table.pairs(sorted(first.items(), key=lambda found: found[0].order))


def missing(business, needs):
    place = Place().child(0, "business")
    brand, contact = needs.get("brand") or {}, needs.get("contact") or {}
    for at, item in objects(partner.BUSINESS, business, "brands", place):
        if brand.get("photo_proof") is not None:
            yield from photo_proofs(item, at)
    for at, item in objects(partner.BUSINESS, business, "contacts", place):
        yield from documents(partner.CONTACT, item, contact.get("documents") or [], at)
        if contact.get("owner_liveness") is not None:
            yield from owner_liveness(item, at)
    yield from documents(partner.BUSINESS, business, needs.get("documents") or [], place)


def child(rows, name, place):
    return place.child([row.name for row in rows].index(name), name)


def objects(rows, parent, name, place):
    """The objects of a list with their places; what is no list or no object is a matter of the table."""
    items = parent.get(name)
    if type(items) is list:
        at = child(rows, name, place)
        yield from ((at.item(index), item) for index, item in enumerate(items) if isinstance(item, Object))


def photo_proofs(brand, place):
    if wire.is_empty(brand.get("photo_proofs")):
        yield child(partner.BRAND, "photo_proofs", place), "required"
    for at, proof in objects(partner.BRAND, brand, "photo_proofs", place):
        yield from needed(partner.ID, proof, "id", at)


def owner_liveness(contact, place):
    liveness = contact.get("owner_liveness")
    if isinstance(liveness, Object):
        yield from needed(partner.ID, liveness, "id", child(partner.CONTACT, "owner_liveness", place))
    else:
        yield from needed(partner.CONTACT, contact, "owner_liveness", place)


def needed(rows, parent, name, place):
    if wire.is_empty(parent.get(name)):
        yield child(rows, name, place), "required"


def documents(rows, parent, rules, place):
    coded = [rule for rule in rules if rule.get("code")]
    if coded and type(parent.get("documents") or []) is list:
        codes = [item.get("code") for _, item in objects(rows, parent, "documents", place)]
        if any(rule["code"] not in codes for rule in coded):
            yield child(rows, "documents", place), "required"
    for rule in coded:
        for at, document in objects(rows, parent, "documents", place):
            if document.get("code") == rule["code"]:
                yield from needed(partner.DOCUMENT, document, "id", at)
                yield from forms(document, rule.get("form") or [], at)


FORM = (table.text("code"), table.text("value"))


def forms(document, rules, place):
    for rule in (rule for rule in rules if rule.get("code")):
        entries = [
            (at, form)
            for at, form in objects(partner.DOCUMENT, document, "forms", place)
            if form.get("code") == rule["code"]
        ]
        if not entries and type(document.get("forms") or []) is list:
            yield child(partner.DOCUMENT, "forms", place), "required"
        for at, form in entries:
            value = form.get("value")
            yield from needed(FORM, form, "value", at)
            if wire.is_text(value) and value and (code := break_of(rule, value)):
                yield child(FORM, "value", at), code


def break_of(rule, value):
    if len(value) < (rule.get("min_size") or 0):
        return "too_short"
    if rule.get("max_size") is not None and len(value) > rule["max_size"]:
        return "too_long"
    alpha, numeric = (rule.get(key) or rule.get("alpha_numeric") for key in ("alpha", "numeric"))
    if not alpha and not numeric:
        return None
    good = all((alpha and unicodedata.category(c)[0] == "L") or (numeric and c in "0123456789") for c in value)
    return None if good else "bad_format"
