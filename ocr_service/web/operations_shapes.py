"""How the house is doing, as OpenAPI describes it."""

from pydantic import AwareDatetime, Field

from ocr_service.domain.work import WorkKind
from ocr_service.web.shape import Shape


class WorkOfKind(Shape):
    kind: WorkKind
    waiting: int
    running: int
    oldest_at: AwareDatetime | None = Field(description="When the oldest that waits was made.")


class Pace(Shape):
    """Dossiers that came to an end, and the pages of their files."""

    dossiers_last_minute: int
    pages_last_minute: int
    dossiers_last_hour: int


class Failed(Shape):
    dossiers: int
    files: int


class WholeHouse(Shape):
    """null: that part is out of reach just now."""

    workers: int | None
    rings: int | None
    free_bytes: int | None
    least_free_bytes: int
    database_bytes: int
    backup_at: AwareDatetime | None
    version: str


class Operations(Shape):
    """Of the caller's agencies; ``house`` only for who sees all of them."""

    at: AwareDatetime
    work: list[WorkOfKind]
    pace: Pace
    failed: Failed
    webhooks_failing: int
    house: WholeHouse | None
