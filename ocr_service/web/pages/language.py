"""The switch between Vietnamese and English, kept in this browser."""

from datetime import timedelta

from flask import Response, request

from ocr_service.web.access import services
from ocr_service.web.languages import COOKIE, LANGUAGES
from ocr_service.web.pages.routes import POST, Route
from ocr_service.web.pages.showing import NEXT, go
from ocr_service.web.problems import Refusal
from ocr_service.web.sessions import own_path, plain_here

KEPT = timedelta(days=365)


def language() -> Response:
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise Refusal("bad_request")
    answer = go(own_path(request.form.get(NEXT, "/")))
    secure = not plain_here(request, services().settings)
    answer.set_cookie(COOKIE, chosen, KEPT, secure=secure, httponly=True, samesite="Lax")
    return answer


ROUTES: tuple[Route, ...] = (("/language", "language", language, POST),)
