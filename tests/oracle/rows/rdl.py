"""RDL registration: the rows of DOKU's request and response tables."""

from engine import formats
from engine.table import Row
from rows import partner

TARGET = "/sac-rdl/v1/rdl-customers"

# name, longest in characters (None: no limit stated), kind; the order is the sample request's.
# gender: DOKU's table says 5, DOKU's sample sends FEMALE.
ROWS = [
    ("customer_id", 100, "text"),
    ("customer_name", 100, "text"),
    ("address_city", 50, "text"),
    ("address_kecamatan", 50, "text"),
    ("address_kelurahan", 50, "text"),
    ("address_province", 50, "text"),
    ("address_rt_rw", 50, "text"),
    ("address_street", 100, "text"),
    ("birth_date", None, "date"),
    ("birth_place", 100, "text"),
    ("education", 20, "text"),
    ("email", 40, "email"),
    ("gender", 6, "text"),
    ("home_phone_number", 15, "text"),
    ("id_expiry_date", None, "date"),
    ("id_number", 50, "text"),
    ("npwp_number", 50, "text"),
    ("job_code", 50, "text"),
    ("marital_status", 10, "text"),
    ("mobile_phone_number", 15, "text"),
    ("monthly_income", 2, "text or number"),
    ("mother_maiden_name", 50, "text"),
    ("nationality", 2, "text"),
    ("office_phone_number", 15, "text"),
    ("religion", 15, "text"),
    ("resident_status", 2, "text"),
    ("source_of_fund", 20, "text"),
    ("zip_code", 5, "text"),
    ("title", 3, "text"),
    ("open_account_reason", 15, "text"),
    ("selfie_photo", None, "text"),
]
OPTIONAL = ("home_phone_number", "office_phone_number", "religion")
# The page documents monthly_income as a number: digits, as text or as a number.
RULES = {"date": formats.date, "email": formats.email, "text or number": formats.digits}


def row(name, longest, kind):
    written = kind if kind == "text or number" else "text"
    return Row(name, kind=written, longest=longest, rule=RULES.get(kind), needed=name not in OPTIONAL)


REGISTRATION = (Row("rdl_customer", kind=tuple(row(*parts) for parts in ROWS), needed=True),)


def register_rdl_customer(given):
    return partner.post(REGISTRATION, TARGET, given)


ANSWER_MANDATORY = ("customer_id", "account_id", "account_balance", "RDL_status")
ANSWER_NUMBERS = ("monthly_income", "account_balance")


def answer_rows(*names):
    return tuple(
        Row(name, kind="text or number" if name in ANSWER_NUMBERS else "text", needed=name in ANSWER_MANDATORY)
        for name in names
    )


ANSWERED = answer_rows(
    "customer_id", "customer_name", "address_city", "address_kecamatan", "address_kelurahan", "address_province",
    "address_rt_rw", "address_street", "birth_date", "birth_place", "education", "email", "gender",
    "home_phone_number", "id_expiry_date", "id_number", "npwp_number", "job_code", "marital_status",
    "mobile_phone_number", "monthly_income", "mother_maiden_name", "nationality", "office_phone_number",
    "religion", "resident_status", "source_of_fund", "zip_code", "title", "open_account_reason", "company_id",
    "account_id",
)
ANSWER = (
    Row("rdl_customer", kind=ANSWERED, needed=True),
    Row("rdl_customer_info", kind=answer_rows("account_balance", "RDL_status"), needed=True),
)
