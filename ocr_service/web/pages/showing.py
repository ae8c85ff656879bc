"""Pages as they leave: rendered, under a policy that lets nothing foreign or inline run."""

from typing import Any

from flask import Response, render_template, request

from ocr_service.actions.sign_in import SignedIn
from ocr_service.domain.errors import Unavailable
from ocr_service.web.access import caller, services
from ocr_service.web.languages import LANGUAGES, language
from ocr_service.web.pages.navigation import rooms_of
from ocr_service.web.sessions import FORM_TOKEN, who_came

POLICY = (
    "default-src 'self'; img-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
# With less, browsers would not say where our own forms come from (Origin: null).
REFERRER = "same-origin"
NEXT = "next"


def show(template: str, status: int = 200, **words: Any) -> Response:
    """The page, with what every page needs to know of whoever looks at it."""
    came = looker()
    words |= {
        "came": came,
        "form_token": came.session.form_token if came else "",
        "form_token_name": FORM_TOKEN,
        "rooms": rooms_of(caller()) if came and came.step is None else [],
        "language": language(),
        "languages": LANGUAGES,
        "here": here(),
    }
    body = render_template(template, **words)
    return Response(body, status, page_headers(), mimetype="text/html")


def here() -> str:
    """Where a change of language leads back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def looker() -> SignedIn | None:
    """Nobody, while the database is away: a page that says so needs none."""
    try:
        return who_came(request, services())
    except Unavailable:
        return None


def page_headers() -> dict[str, str]:
    return {"Content-Security-Policy": POLICY, "Referrer-Policy": REFERRER}


def go(place: str) -> Response:
    """On to another page, by GET."""
    return Response(status=303, headers={"Location": place, **page_headers()})
