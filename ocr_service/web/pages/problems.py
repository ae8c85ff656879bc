"""A problem as a page, for whoever asked for one; people who are not in yet go to the doorstep."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from ocr_service.domain.account import Step
from ocr_service.web.access import services
from ocr_service.web.pages.showing import go, show
from ocr_service.web.problems import MEDIA_TYPE
from ocr_service.web.sessions import who_came

PAGES = "pages"
NOT_IN = 401
PLACES: Mapping[Step | None, str] = {
    None: "pages.sign_in",
    Step.CODE: "pages.second_factor",
    Step.PASSWORD: "pages.password",
    Step.SET_UP: "pages.set_up",
}
KEPT = ("Retry-After", "Allow")


def as_page(response: Response) -> Response:
    """Leaves alone what a program has asked for."""
    if response.mimetype != MEDIA_TYPE or not for_people():
        return response
    if response.status_code == NOT_IN:
        return to_doorstep()
    told: dict[str, Any] = json.loads(response.get_data())
    page = show("problem.html", response.status_code, problem=told)
    for name in KEPT:
        if name in response.headers:
            page.headers[name] = response.headers[name]
    return page


def for_people() -> bool:
    if request.blueprint == PAGES:
        return True
    if request.endpoint is not None or request.path.startswith("/api/"):
        return False
    return request.accept_mimetypes.best_match([MEDIA_TYPE, "text/html"]) == "text/html"


def to_doorstep() -> Response:
    """To what is still asked of them, and from there to where they wanted to go."""
    came = who_came(request, services())
    wanted = request.full_path.rstrip("?") if request.method == "GET" else "/"
    place = PLACES[came.step if came else None]
    return go(url_for(place, next=wanted if wanted != "/" else None))
