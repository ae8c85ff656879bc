"""How long it takes to check a long trail."""

import time

from sqlalchemy import insert

from ocr_service.acting import HOUSE
from ocr_service.actions.trail import verify_trail
from ocr_service.domain.audit import Act, Deed, Entry, chained
from ocr_service.domain.audit_faults import Check
from ocr_service.domain.ids import new_id
from ocr_service.storage import tables
from ocr_service.storage.database import Database
from ocr_service.storage.sql_audit import SqlAudit
from ocr_service.storage.trail import NEWEST, entry_row

AT_A_TIME = 5000
KEY = b"the benchmark's own"


def checked(url: str, length: int) -> float:
    """Seconds for a trail of that length, most of which is written here."""
    database = Database(url)
    with database.write() as connection:
        last = connection.execute(NEWEST).one()
        number, previous = last.number, last.hash
        while number < length:
            deeds = [Deed(Act.DOSSIER_READ, "H29.16", new_id()) for _ in range(AT_A_TIME)]
            entries = [Entry.of(deed, HOUSE, new_id()) for deed in deeds[: length - number]]
            linked = chained(entries, number, previous, "2026-01-01T00:00:00.000000+00:00", KEY)
            connection.execute(insert(tables.audit_entries), [entry_row(entry) for entry in linked])
            number, previous = linked[-1].number, linked[-1].hash
    begun = time.perf_counter()
    faults = list(verify_trail(Check(), audit=SqlAudit(database)))
    if faults:
        raise SystemExit(str(faults))
    return round(time.perf_counter() - begun, 1)
