"""How the house is doing: what waits, how fast it goes, what fails, what is left."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import TypeVar

from ocr_service.actions.services import Services
from ocr_service.domain.audit import Act
from ocr_service.domain.errors import Unavailable
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.figures import Office

Part = TypeVar("Part")
MB = 2**20


@dataclass(frozen=True, slots=True)
class Whole:
    """Of the whole house; None: that part is out of reach. ``backup_at``: "" for never."""

    workers: int | None
    rings: int | None
    free_bytes: int | None
    least_free_bytes: int
    database_bytes: int
    backup_at: str
    version: str


@dataclass(frozen=True, slots=True)
class Overview:
    """``whole`` is None for whoever sees some agencies only."""

    office: Office
    whole: Whole | None


def overview(now: datetime, scope: str, *, parts: Services) -> Overview:
    """Raises Unavailable without a database."""
    office = parts.figures.office(now, scope)
    return Overview(office, None if scope else whole(parts))


def whole(parts: Services) -> Whole:
    backups = parts.audit.entries(AuditSearch(act=Act.BACKUP_MADE, newest_first=True, limit=1))
    return Whole(
        workers=if_there(parts.bell.workers),
        rings=if_there(parts.bell.rings),
        free_bytes=if_there(parts.files.free_bytes),
        least_free_bytes=parts.settings.min_free_mb * MB,
        database_bytes=parts.figures.database_bytes(),
        backup_at=backups[0].at if backups else "",
        version=version("ocr-service"),
    )


def if_there(look: Callable[[], Part]) -> Part | None:
    try:
        return look()
    except Unavailable:
        return None
