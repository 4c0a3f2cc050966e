"""Files of a registration: which ones are asked for, whether one is as asked, and where its id goes."""

import copy

from engine import answers, table, wire
from engine.table import Row, text
from engine.values import Refused
from rows import partner, partner_answers, upload

MEGABYTE = 1_000_000


def is_one_place(root):
    """Exactly one of brand, contact and business; told at the first of them."""
    given = [name for name in ("brand", "contact", "business") if root.get(name) is not None]
    return None if len(given) == 1 else "not_allowed" if given else "required"


PLACEMENT = (
    Row("brand", kind="integer", least=0),
    Row("contact", kind="integer", least=0),
    Row("business", kind="boolean"),
    text("code"),
    Row("forms", kind=(text("code"), text("value")), many=True),
)


def prefixed(name, violations):
    return [(".".join(filter(None, (name, path))), code) for path, code in violations]


def refuse(violations):
    if violations:
        raise Refused("invalid_request", violations)


def root_of(given):
    return wire.parse(given) if isinstance(given, str) else wire.from_plain(given)


def requirements(given):
    """The answer of Check Requirements that a caller hands over: what does not fit is refused."""
    body, faults = answers.read(partner_answers.REQUIREMENTS, root_of(given))
    refuse(prefixed("requirements", [(fault.path, fault.code) for fault in faults]))
    return body["business"]


def plan(given):
    """The files in the order of DOKU's answer; one without a code cannot be uploaded."""
    business = requirements(given)
    brand, contact = business.get("brand") or {}, business.get("contact") or {}

    def planned(rule, belongs_to, is_document):
        named = {"category": "DOCUMENT", "code": rule["code"]} if is_document else {"category": rule["code"]}
        rest = ("name", "extensions", "max_size") + (("form",) if is_document else ())
        kept = {name: rule[name] for name in rest if rule.get(name) is not None}
        return {"belongs_to": belongs_to} | named | kept

    asked = [
        (brand.get("photo_proof"), "brand", False),
        *((rule, "contact", True) for rule in contact.get("documents") or []),
        (contact.get("owner_liveness"), "contact", False),
        *((rule, "business", True) for rule in business.get("documents") or []),
    ]
    return [planned(*one) for one in asked if one[0] and one[0].get("code")]


def check_upload(given):
    """What of a file is not as the requirements ask."""
    root, violations = table.request(upload.ROWS, given["request"])
    refuse(table.pairs(violations))
    category, code = root.get("category"), root.get("code")
    of_kind = [one for one in plan(given["requirements"]) if one["category"] == category]
    meant = [one for one in of_kind if category != "DOCUMENT" or one["code"] == code]
    if not meant:
        return [("code" if of_kind else "category", "not_allowed")]
    file, told = root.get("file"), []
    if file is None:
        return told
    real, allowed = upload.type_of(file.get("base64")), meant[0].get("extensions") or []
    if allowed and real not in (upload.EXTENSIONS.get(extension.lower()) for extension in allowed):
        told.append(("file.content_type", "not_in_list"))
    most = meant[0].get("max_size")
    if most is not None and given["size"] > most * MEGABYTE:
        told.append(("file.content", "too_long"))
    return told


def place(given):
    """The registration with the id of an upload at the one place where it belongs."""
    root, violations = table.request(partner.REGISTRATION, given["request"])
    # It may still lack what is mandatory.
    refuse([(path, code) for path, code in table.pairs(violations) if code != "required"])
    uploaded, faults = answers.read(partner_answers.UPLOADED, root_of(given["upload"]))
    refuse(prefixed("upload", [(fault.path, fault.code) for fault in faults]))
    placement, violations = table.request(PLACEMENT, given["placement"])
    told = table.pairs(violations)
    if not told and (code := is_one_place(placement)):
        told = [("brand", code)]
    refuse(prefixed("placement", told))
    placement = wire.plain(placement)
    registration = copy.deepcopy(wire.plain(root))
    put(registration, uploaded, placement)
    return registration


def put(registration, uploaded, placement):
    category, document = uploaded["category"], None
    if category == "DOCUMENT" and (placement.get("contact") is not None or placement.get("business")):
        if not placement.get("code"):
            refuse([("placement.code", "required")])
        document = {"code": placement["code"], "category": "DOCUMENT", "id": uploaded["id"]}
        document |= {"forms": placement["forms"]} if placement.get("forms") is not None else {}
    business = registration.setdefault("business", {})
    if category == "PHOTO_PROOF" and placement.get("brand") is not None:
        brand = item(business, "brands", placement["brand"])
        replace(brand, "photo_proofs", {"id": uploaded["id"]}, "id")
    elif category == "OWNER_LIVENESS" and placement.get("contact") is not None:
        item(business, "contacts", placement["contact"])["owner_liveness"] = {"id": uploaded["id"]}
    elif document and placement.get("contact") is not None:
        replace(item(business, "contacts", placement["contact"]), "documents", document, "code")
    elif document:
        replace(business, "documents", document, "code")
    else:
        refuse([("placement", "mismatch")])


def item(business, name, index):
    items = business.get(name) or []
    if index >= len(items):
        refuse([("placement", "out_of_range")])
    return items[index]


def replace(parent, name, new, key):
    """In place of the one with the same key, or at the end."""
    parent[name] = items = parent.get(name) or []
    same = [index for index, known in enumerate(items) if known.get(key) == new[key]]
    if same:
        items[same[0]] = new
    else:
        items.append(new)
