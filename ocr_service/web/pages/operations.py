"""What an administrator keeps an eye on: how the house is doing, and what it holds."""

from flask import Response

from ocr_service.actions.overview import if_there, overview
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import caller, services
from ocr_service.web.api.operations import overview_json
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show

AT_A_TIME = 50


def operations() -> Response:
    """Goes on by itself: a script asks the API again every few seconds."""
    now, scope = utc_now(), caller().agency_code
    seen = overview_json(overview(now, scope, parts=services()), now)
    return show("operations/overview.html", seen=seen, scope=scope)


def storage() -> Response:
    """What is kept and for how long, what is left, and what was erased."""
    parts, scope = services(), caller().agency_code
    house = not scope
    room = parts.figures.room() if house else None
    return show(
        "operations/storage.html",
        scope=scope,
        free=if_there(parts.files.free_bytes) if house else None,
        least=parts.settings.min_free_mb * 2**20,
        room=room,
        days=parts.settings.retention_days,
        terms=[it for it in parts.catalogue.procedures.values() if it.retention],
        stones=parts.custody.erasures.newest(scope, AT_A_TIME),
        many=AT_A_TIME,
    )


ROUTES: tuple[Route, ...] = (
    ("/operations", "operations", operations, GET),
    ("/operations/storage", "operations_storage", storage, GET),
)
