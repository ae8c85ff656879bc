"""How pages say what programs name: statuses, roles, times, values."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, lazy_gettext
from flask_babel import gettext as _

from ocr_service.domain.access import Role
from ocr_service.understanding.wording import written
from ocr_service.web.languages import said

ROLES = {
    Role.CLERK: lazy_gettext("Cán bộ một cửa"),
    Role.AUDITOR: lazy_gettext("Cán bộ kiểm tra"),
    Role.ADMIN: lazy_gettext("Quản trị viên"),
    Role.SYSTEM: lazy_gettext("Phần mềm"),
}
# Of dossiers and of documents, by the words of the contract.
STATUSES: Mapping[str, object] = {
    "received": lazy_gettext("Đã nhận"),
    "reading": lazy_gettext("Đang đọc"),
    "needs_review": lazy_gettext("Cần kiểm tra"),
    "accepted": lazy_gettext("Đã chấp nhận"),
    "failed": lazy_gettext("Không đọc được"),
    "rejected": lazy_gettext("Đã từ chối"),
}
PRIORITIES: Mapping[str, object] = {
    "counter": lazy_gettext("Tại quầy"),
    "batch": lazy_gettext("Theo lô"),
}


SIZES = ("B", "KB", "MB", "GB", "TB")


def add_phrases(app: Flask) -> None:
    app.jinja_env.filters |= {
        "when": when,
        "day": day,
        "written": written,
        "status_word": lambda status: str(STATUSES[status]),
        "role_word": lambda role: str(ROLES[role]),
        "priority_word": lambda priority: str(PRIORITIES[priority]),
        "agency_word": agency_word,
        "size": size,
        "said": said,
        "many": format_decimal,
    }


def when(moment: datetime | None) -> str:
    """To the minute, in Vietnam's time; "" for none."""
    return format_datetime(moment, "HH:mm dd/MM/yyyy") if moment else ""


def day(moment: datetime | None) -> str:
    return format_date(moment, "dd/MM/yyyy") if moment else ""


def size(many: int | None) -> str:
    """Bytes for people; – for what is not known."""
    if many is None:
        return "–"
    step = min(len(SIZES) - 1, int(max(1, many)).bit_length() // 10)
    while step and many < 1024**step:
        step -= 1
    shown = format_decimal(many / 1024**step, "#,##0.#" if step > 2 else "#,##0")
    return f"{shown} {SIZES[step]}"


def agency_word(code: str) -> str:
    return code or _("Tất cả các cơ quan")
