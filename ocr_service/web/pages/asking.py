"""Acts that cannot be taken back are asked for first, on a page that says what will happen."""

from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from ocr_service.domain.errors import Complaint
from ocr_service.web.pages.showing import show

WRONG = 422
LAST_ADMIN = Complaint(
    "last_admin",
    "Đây là quản trị viên cuối cùng thấy tất cả các cơ quan.",
    "Hãy lập hoặc cho hoạt động lại một quản trị viên khác trước.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """``told``: what will happen, a sentence each. ``back``: where it leads when left."""

    title: str
    told: tuple[str, ...]
    button: str
    back: str
    danger: bool = True


def ask(question: Question, wrong: Complaint | None = None) -> Response:
    return show("operations/ask.html", WRONG if wrong else 200, question=question, wrong=wrong)


def show_once(title: str, label: str, secret: str, told: str, back: str) -> Response:
    """A secret on the one page that ever shows it."""
    words = {
        "label": label,
        "secret": secret,
        "told": told,
        "back": back,
        "copied": _("Đã sao chép."),
    }
    return show("operations/once.html", title=title, **words)
