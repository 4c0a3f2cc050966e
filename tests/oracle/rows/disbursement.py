"""RDL disbursement: DOKU's table and sample."""

from engine import formats
from engine.table import Row, text
from rows import partner

PATH = "/sac-rdl/v1/rdl-disbursements"

TRANSACTION = (
    text("id", 64, formats.transaction_id, needed=True),
    Row("amount", kind="integer", needed=True, least=10000),
    text("description"),
)
DESTINATION = (text("code"), text("account_bank_number"), text("account_bank_name"), text("address"))
ROWS = (
    Row("transaction", kind=TRANSACTION, needed=True),
    # A number would lose digits: only text names an account.
    Row("source_account", kind=(text("account_id"),)),
    Row("account_destination", kind=DESTINATION),
)


def disburse_rdl(given):
    return partner.post(ROWS, PATH, given)
