"""Is every part in reach that a process needs?"""

import logging
from collections.abc import Callable

from ocr_service.domain.errors import Unavailable
from ocr_service.jobs import Bell
from ocr_service.storage import FileStore
from ocr_service.storage.keys import KeyStore

OK = "ok"
MB = 2**20

log = logging.getLogger(__name__)


def readiness(min_free_mb: int, *, keys: KeyStore, files: FileStore, bell: Bell) -> dict[str, str]:
    """Each part by its name: ``ok`` or ``unavailable``."""

    def check_room() -> None:
        if files.free_bytes() < min_free_mb * MB:
            raise Unavailable("the disk is nearly full")

    return {"database": look(keys.ping), "files": look(check_room), "queue": look(bell.ping)}


def look(at: Callable[[], None]) -> str:
    try:
        at()
    except Unavailable as trouble:
        log.warning("not ready: %s", trouble)
        return "unavailable"
    return OK
