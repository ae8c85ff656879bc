"""The first page: what there is to do for whoever is signed in."""

from flask import Response
from flask_babel import gettext as _

from ocr_service.actions import desk
from ocr_service.domain.access import Permit
from ocr_service.domain.desk import Kind
from ocr_service.storage.desk import MOST_COUNTED, QueueSearch
from ocr_service.web.access import caller, services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show


def home() -> Response:
    return show("home.html", actor=caller(), waiting=waiting())


def waiting() -> dict[str, str]:
    """What waits in a room, by the room's first page."""
    if not caller().may(Permit.REVIEW):
        return {}
    counted, _postponed = desk.counts(QueueSearch(), desk=services().desk)
    number = sum(counted.get(kind, 0) for kind in (Kind.DOUBT, Kind.SECOND_KEYING))
    shown = f"{number}+" if number >= MOST_COUNTED else str(number)
    told = _("%(number)s giấy tờ đang chờ", number=shown)
    return {"pages.review": told} if number else {}


ROUTES: tuple[Route, ...] = (("/", "home", home, GET),)
