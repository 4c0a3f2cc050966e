"""Upload File: rows, and the multipart body byte by byte."""

import base64
import re

from engine import formats, table, values, wire
from engine.table import Row, text
from rows import partner

PATH = f"{partner.BASE}/file"
CATEGORIES = ("OWNER_LIVENESS", "PHOTO_PROOF", "LOGO", "DOCUMENT", "SERVICE_AGREEMENT", "BANK_ACCOUNT")
CODES = (
    "AKTA_PENDIRIAN_PERUSAHAAN", "BPOM", "COMPANY_REGISTRATION", "IZIN_BLU", "IZIN_BOPI", "IZIN_DISPENDIK_KEMENDIKBUD",
    "IZIN_DISTRIBUTOR_RESMI", "IZIN_EDAR_ALAT_KESEHATAN", "IZIN_KERAMAIAN", "IZIN_KOPERASI_SIMPAN_PINJAM",
    "IZIN_PENYELENGGARAAN_IBADAH_HAJI_DAN_UMRAH", "IZIN_PMB", "IZIN_PUB", "IZIN_USAHA", "IZIN_USAHA_PERSEORANGAN",
    "KITAS_OR_KITAP", "KTP", "LICENSE_ASIC", "LICENSE_CFTC", "LICENSE_CYSEC", "LICENSE_FCA", "LICENSE_IFSC",
    "LISENSI_BAPPEBTI", "LISENSI_OJK", "NIB", "NIB_PERSEORANGAN", "NPWP_BADAN", "NPWP_ORANG_PRIBADI", "PASPOR",
    "SERTIFIKAT_HALAL_MUI", "SERTIFIKAT_KEANGGOTAAN_ASITA", "SK_KEMENDIKBUDRISTEK", "SK_KEMENKUMHAM",
    "SK_PENDIRIAN_YAYASAN", "TANDA_DAFTAR_PSE", "TANDA_DAFTAR_YAYASAN",
)
MAGIC = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n", "application/pdf": b"%PDF-"}
EXTENSIONS = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def content_of(encoded):
    """The bytes of standard base64 with padding, or None."""
    if not wire.is_text(encoded) or len(encoded) % 4 or not re.fullmatch("[A-Za-z0-9+/]*={0,2}", encoded):
        return None
    return base64.b64decode(encoded)


def type_of(encoded):
    content = content_of(encoded)
    found = [name for name, magic in MAGIC.items() if content is not None and content.startswith(magic)]
    return found[0] if found else None


def break_of_content(encoded):
    return None if type_of(encoded) else "bad_format"


def break_of_name(name):
    return "bad_format" if values.has_control(name) or "/" in name or "\\" in name else None


def name_against_content(file):
    real, extension = type_of(file.get("base64")), file.get("name").rpartition(".")[2].lower()
    return "mismatch" if real and "." in file.get("name") and EXTENSIONS.get(extension) != real else None


def type_against_content(file):
    return "mismatch" if type_of(file.get("base64")) not in (None, file.get("content_type")) else None


def code_condition(root):
    return "required" if root.get("category") == "DOCUMENT" else "not_allowed"


def file_condition(root):
    return "required" if root.get("file_url") is None else None


def url_condition(root):
    return "not_allowed" if root.get("file") is not None else None


FILE = (
    text("name", rule=break_of_name, needed=True, cross=name_against_content),
    text("content_type", needed=True, among=tuple(MAGIC), cross=type_against_content),
    text("base64", rule=break_of_content, needed=True, shown="content"),
)
ROWS = (
    text("category", needed=True, among=CATEGORIES),
    text("code", among=CODES, condition=code_condition),
    Row("file", kind=FILE, condition=file_condition),
    text("file_url", rule=formats.url, condition=url_condition),
)


def call_violations(call):
    token, boundary = call.get("token"), call.get("boundary")
    violations = []
    if not token:
        violations.append(("token", "required"))
    elif not re.fullmatch("[!-~]+", token):
        violations.append(("token", "bad_format"))
    if not boundary:
        violations.append(("boundary", "required"))
    elif len(boundary) > 70:
        violations.append(("boundary", "too_long"))
    elif not re.fullmatch("[A-Za-z0-9'+_.-]+", boundary):
        violations.append(("boundary", "bad_format"))
    return violations


def parts(given, call):
    """Headers and body, or Refused."""
    root, more = table.request(ROWS, given)
    violations = call_violations(call) + table.pairs(more)
    if violations:
        raise values.Refused("invalid_request", violations)
    boundary, file, url = call["boundary"], root.get("file"), root.get("file_url")
    content = content_of(file.get("base64")) if file else url.encode()
    if boundary.encode() in content or (file and boundary in file.get("name")):
        raise values.Refused("invalid_request", [("boundary", "mismatch")])
    written = [("category", "", root.get("category").encode())]
    if root.get("code") is not None:
        written.append(("code", "", root.get("code").encode()))
    if file:
        name = file.get("name").replace('"', "%22")
        written.append(("file", f'; filename="{name}"\r\nContent-Type: {file.get("content_type")}', content))
    else:
        written.append(("file_url", "", content))
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{extra}\r\n\r\n'.encode() + value + b"\r\n"
        for name, extra, value in written
    )
    headers = {
        "Authorization": f"Bearer {call['token']}",
        "Content-Type": f"multipart/form-data; boundary={boundary}",
    }
    return headers, body + f"--{boundary}--\r\n".encode()
