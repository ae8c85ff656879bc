"""The first page: what there is to do for whoever is signed in."""

from flask import Response

from ocr_service.web.access import caller
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show


def home() -> Response:
    return show("home.html", actor=caller())


ROUTES: tuple[Route, ...] = (("/", "home", home, GET),)
