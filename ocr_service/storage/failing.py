"""Which dossiers something has failed of: they themselves, or one of their files."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, literal_column, select

from ocr_service.domain.dossier import Status
from ocr_service.storage import Search, tables
from ocr_service.storage.agencies import within

DOSSIERS, SCANS = tables.dossiers.c, tables.scans.c
# As a literal: only then do databases see that the index of failed scans fits.
SCAN_FAILED: ColumnElement[bool] = SCANS.state == literal_column("'failed'")
# What may be tried again: not what is being read, nor what a person has rejected.
MAY_BE_TRIED = (Status.FAILED.value, Status.NEEDS_REVIEW.value, Status.ACCEPTED.value)


def failed_ones(search: Search) -> Select[Any]:
    """Newest first."""
    whole = select(DOSSIERS.id).where(DOSSIERS.status == Status.FAILED.value)
    partly = select(SCANS.dossier_id).where(SCAN_FAILED)
    asked = select(tables.dossiers).where(
        DOSSIERS.id.in_(whole.union(partly)),
        DOSSIERS.status.in_(MAY_BE_TRIED),
        *within(DOSSIERS.agency_code, search.scope),
    )
    if search.after:
        asked = asked.where(DOSSIERS.id < search.after)
    return asked.order_by(DOSSIERS.id.desc()).limit(search.limit)


def failed_dossiers(connection: Connection, scope: str) -> int:
    failed = DOSSIERS.status == Status.FAILED.value
    counted = select(func.count()).select_from(tables.dossiers)
    return connection.scalar(counted.where(failed, *within(DOSSIERS.agency_code, scope))) or 0


def failed_files(connection: Connection, scope: str) -> int:
    counted = select(func.count()).select_from(tables.scans).where(SCAN_FAILED)
    if scope:
        counted = counted.join(tables.dossiers, DOSSIERS.id == SCANS.dossier_id)
    return connection.scalar(counted.where(*within(DOSSIERS.agency_code, scope))) or 0


def settled_since(connection: Connection, since: datetime, scope: str) -> tuple[int, int]:
    """How many dossiers have settled since then, and how many pages their files have."""
    recent = (DOSSIERS.settled_at >= since, *within(DOSSIERS.agency_code, scope))
    dossiers = connection.scalar(select(func.count()).select_from(tables.dossiers).where(*recent))
    pages = connection.scalar(
        select(func.sum(SCANS.pages_read))
        .join(tables.dossiers, DOSSIERS.id == SCANS.dossier_id)
        .where(*recent)
    )
    return dossiers or 0, pages or 0
