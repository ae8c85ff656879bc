"""The first page: who is signed in, and for which agency."""

from flask import Response

from ocr_service.web.access import caller
from ocr_service.web.pages.showing import show


def home() -> Response:
    return show("home.html", actor=caller())
