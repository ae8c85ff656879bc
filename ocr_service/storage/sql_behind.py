"""The dossiers behind a figure of a report: asked for by what its own rules take for it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, false, or_, select

from ocr_service.domain.agencies import province_of
from ocr_service.domain.behind import Alike, Behind, Case, Spot, Wanted, alike
from ocr_service.domain.dossier import Status
from ocr_service.domain.report import Ask, By, LeftOut, RowKey
from ocr_service.domain.rows import TIERS, Known, days_of
from ocr_service.storage.agencies import all_agencies, within
from ocr_service.storage.report_facts import bits_of, ready
from ocr_service.storage.report_terms import DOSSIERS, Yes, key_of, received_in

TOLD = ("id", "dossier_code", "procedure_code", "agency_code", "status", "received_at")


def behind(
    connection: Connection,
    ask: Ask,
    row: RowKey | None,
    wanted: Wanted,
    known: Known,
    after: Spot | None,
) -> Select[Any]:
    """The last received first. ``connection``: of one moment."""
    since, until = days_of(row, ask.since, ask.until)
    period = replace(ask, since=since, until=until)
    return (
        select(*(DOSSIERS[name] for name in TOLD))
        .where(*received_in(period, known.agencies), *of_row(connection, row, known))
        .where(so(connection, alike(wanted), known), *beyond(after))
        .order_by(DOSSIERS.received_at.desc(), DOSSIERS.id.desc())
    )


def of_row(connection: Connection, row: RowKey | None, known: Known) -> list[Yes]:
    if row is None:
        return []
    by, key = row
    if by not in TIERS:
        return [key_of(connection, by) == key]
    agencies, province = known.agencies, by is By.PROVINCE
    if not agencies.merged:
        one = [DOSSIERS.agency_code == key]
        return within(DOSSIERS.agency_code, key) or one if province else one
    nows = ((code, agencies.now(code)) for code in {*all_agencies(connection), ""})
    those = [code for code, now in nows if (province_of(now) if province else now) == key]
    return [DOSSIERS.agency_code.in_(sorted(those))]


def so(connection: Connection, common: Alike, known: Known) -> Yes:
    """That a dossier is as one of these cases has it."""
    kept = ready(connection, known) if common.flags else None
    told = bits_of(connection, known, common.flags, kept) if common.flags else None
    either = []
    for yes, cases in common.cases.items():
        flagged = [] if told is None else [told.in_(sorted(yes))]
        either.append(and_(or_(*(of_case(*it, known) for it in by_kind(cases))), *flagged))
    return or_(false(), *either)


def by_kind(cases: Iterable[Case]) -> list[tuple[LeftOut | None, list[Status]]]:
    apart: defaultdict[LeftOut | None, list[Status]] = defaultdict(list)
    for status, why in cases:
        apart[why].append(status)
    return list(apart.items())


def of_case(why: LeftOut | None, statuses: Sequence[Status], known: Known) -> Yes:
    status = DOSSIERS.status.in_([it.value for it in statuses])
    if why is LeftOut.UNKNOWN_PROCEDURE:
        return and_(status, DOSSIERS.procedure_code.not_in(sorted(known.whys)))
    codes = sorted(code for code, its in known.whys.items() if its is why)
    return and_(status, DOSSIERS.procedure_code.in_(codes))


def beyond(after: Spot | None) -> list[Yes]:
    if after is None:
        return []
    same = and_(DOSSIERS.received_at == after.received_at, DOSSIERS.id < after.dossier_id)
    earlier = DOSSIERS.received_at < after.received_at
    return [DOSSIERS.received_at <= after.received_at, or_(earlier, same)]


def behind_from(row: RowMapping) -> Behind:
    return Behind(**{**row, "status": Status(row["status"])})
