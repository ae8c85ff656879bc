"""Whether there is room for what comes in: on the disk, and in the queue."""

from ocr_service.config import Settings
from ocr_service.domain.errors import Unavailable
from ocr_service.jobs import Bell
from ocr_service.storage import FileStore

MB = 2**20


def check_room(coming: int, settings: Settings, *, files: FileStore, bell: Bell) -> None:
    """Raises Unavailable when there is none for so many bytes more."""
    if files.free_bytes() < settings.min_free_mb * MB + coming:
        raise Unavailable("the disk is full")
    if bell.rings() >= settings.max_waiting:
        raise Unavailable("too much work waits")
