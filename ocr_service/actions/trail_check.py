"""Whether the newest part of the trail holds, looked at here and now by whoever asks."""

from dataclasses import dataclass
from itertools import islice

from ocr_service.actions.trail import head, walk
from ocr_service.domain.audit import GENESIS, Act, Deed
from ocr_service.domain.audit_faults import Check, Wrong
from ocr_service.storage.audit import AuditSearch, AuditStore

AT_ONCE = 20_000  # entries: a second or two; `ocr-service verify` looks at all of them
COUNTS = ("first", "last", "faults", "unsealed")
OF_SEALS = frozenset({Wrong.UNSEALED, Wrong.WRONG_SEAL})


@dataclass(frozen=True, slots=True)
class Checked:
    """Entries ``first`` to ``last`` were looked at ``at`` (RFC 3339, "" for never).

    ``faults``: entries that were changed, removed or do not follow each other; ``unsealed``: those
    without a seal of today's OCR_SECRET_KEY, as all are that were written before it was set.
    """

    first: int
    last: int
    faults: int
    unsealed: int
    at: str = ""
    by: str = ""


def check_newest(agency_code: str, key: bytes, *, audit: AuditStore) -> Checked:
    """The trail is told of it, as about the agency of whoever asks."""
    last, _ = head(audit=audit)
    first = max(1, last - AT_ONCE + 1)
    before = audit.entries(AuditSearch(after=first - 2, limit=1)) if first > 1 else ()
    newest = before[0].hash if before else GENESIS
    check = Check(key=key, number=first - 1, newest=newest)
    entries = islice(walk(AuditSearch(after=first - 1), audit=audit), AT_ONCE)
    seals = faults = 0
    for fault in check.faults(entries):
        many = fault.last - fault.first + 1
        seals, faults = (
            (seals + many, faults) if fault.wrong in OF_SEALS else (seals, faults + many)
        )
    seen = Checked(first, check.number, faults, seals)
    audit.append(Deed(Act.TRAIL_CHECKED, agency_code, remark=counts_of(seen)))
    return seen


def last_checked(*, audit: AuditStore) -> Checked | None:
    """What was found when somebody looked last."""
    found = audit.entries(AuditSearch(act=Act.TRAIL_CHECKED, newest_first=True, limit=1))
    if not found or not isinstance(found[0].remark, dict):
        return None
    told = found[0].remark
    first, last, faults, unsealed = (int(told.get(name, 0)) for name in COUNTS)
    return Checked(first, last, faults, unsealed, found[0].at, found[0].actor_name)


def counts_of(seen: Checked) -> dict[str, int]:
    return {name: getattr(seen, name) for name in COUNTS}
