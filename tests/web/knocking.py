"""How to knock at a door, and what becomes of whoever does."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ocr_service.domain.access import Role
from tests.fakes import scan_of

CLERK, SYSTEM, AUDITOR, ADMIN = Role.CLERK, Role.SYSTEM, Role.AUDITOR, Role.ADMIN
EVERYBODY = {CLERK, SYSTEM, AUDITOR, ADMIN}
OWN, ABOVE, OTHER, WHOLE = "H42.1", "H42", "H42.10", ""
COMPETENT = "H43.7"  # decides on what OWN took in
FAR: Any = {"REMOTE_ADDR": "192.0.2.7"}


class Others(Enum):
    """What another agency's caller meets, whose role would do."""

    SENT_AWAY = auto()
    SEE_NOTHING = auto()  # of the subject, in a list
    ARE_LET_IN = auto()
    WHOLE_HOUSE_ONLY = auto()  # not even the own agency is


@dataclass(frozen=True)
class Door:
    """How to knock, which roles are let in, and what becomes of another agency's callers."""

    method: str
    path: str
    roles: set[Role]
    body: Callable[[], dict[str, Any]] = dict
    others: Others = Others.SENT_AWAY


def upload() -> dict[str, Any]:
    files = {"files": (io.BytesIO(scan_of("one")), "1.pdf")}
    return {"data": files, "content_type": "multipart/form-data"}


def upload_for_own() -> dict[str, Any]:
    sent = upload()
    sent["data"]["agency_code"] = OWN
    return sent


def piece() -> dict[str, Any]:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    return {"headers": headers, "content_type": "application/offset+octet-stream", "data": b"x"}


def list_of(path: str, roles: set[Role]) -> Door:
    """Another agency's callers are let in: each sees its own."""
    return Door("GET", path, roles, others=Others.ARE_LET_IN)
