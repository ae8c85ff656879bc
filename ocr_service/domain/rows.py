"""The rows that a report has, and in which of them a dossier is counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ocr_service.domain.agencies import Agencies, province_of
from ocr_service.domain.report import By, Results, RowKey

TIERS: Mapping[By, tuple[By, ...]] = {
    By.AGENCY: (By.AGENCY,),
    By.PROVINCE: (By.PROVINCE,),
    By.TIERS: (By.PROVINCE, By.AGENCY),
}


@dataclass(frozen=True, slots=True)
class Known:
    """``outcomes``: the paper that each procedure issues, where that tells it from what is handed
    in. ``whys``: of each procedure, why its results are not measured; None: they are.
    """

    outcomes: Mapping[str, str]
    whys: Results
    agencies: Agencies


def rows_of(key: str, by: By, agencies: Agencies) -> tuple[RowKey, ...]:
    """Of a dossier of that agency, procedure or month: those that it is counted in."""
    if by not in TIERS:
        return ((by, key),)
    now = agencies.now(key)
    if not now and by is By.TIERS:
        return ((By.AGENCY, now),)
    return tuple((tier, province_of(now) if tier is By.PROVINCE else now) for tier in TIERS[by])


def in_order(row: RowKey) -> tuple[str, bool, str]:
    """Each province, then its agencies."""
    by, key = row
    above = province_of(key) if by in TIERS else ""
    return above, by is not By.PROVINCE, key


def days_of(row: RowKey | None, since: date, until: date) -> tuple[date, date]:
    """Of the period, what lies in the month of that row; all of it for other rows."""
    if row is None or row[0] is not By.MONTH:
        return since, until
    begins = date.fromisoformat(f"{row[1]}-01")
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return max(since, begins), min(until, ends)
