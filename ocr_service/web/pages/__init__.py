"""Pages for people, rendered here; what they show, programs get from the API."""

from flask import Blueprint, Flask, Response, request

from ocr_service.web.access import services
from ocr_service.web.languages import add_languages
from ocr_service.web.pages import (
    doorstep,
    dossiers,
    failures,
    home,
    keys,
    language,
    listeners,
    office,
    operations,
    own_account,
    own_factor,
    phrases,
    records,
    review_queue,
    review_samples,
    reviewing,
    scan,
    separators,
    targets,
    trail,
    users,
)
from ocr_service.web.pages.assets import add_assets
from ocr_service.web.pages.problems import PAGES, as_page
from ocr_service.web.problems import Refusal
from ocr_service.web.sessions import FORM_TYPE, check_change, hand_out_token

MOST_BYTES = 64 * 1024
# Each room names its pages: path, name, view, methods.
ROOMS = (
    home,
    language,
    doorstep,
    office,
    own_account,
    own_factor,
    scan,
    separators,
    reviewing,
    dossiers,
    trail,
    operations,
    failures,
    keys,
    users,
    listeners,
    review_queue,
    review_samples,
    targets,
    records,
)


def add_pages(app: Flask) -> None:
    pages = Blueprint(PAGES, __name__)
    add_assets(pages)
    pages.before_request(check_form)
    for room in ROOMS:
        for path, name, view, methods in room.ROUTES:
            pages.add_url_rule(path, name, view, methods=methods)
    app.register_blueprint(pages)
    add_languages(app)
    phrases.add_phrases(app)
    app.after_request(turn_token)
    app.after_request(as_page)


def turn_token(response: Response) -> Response:
    return hand_out_token(services().settings, response)


def check_form() -> None:
    """Raises Refusal for what is no small form of ours.

    Also where nobody is signed in yet: a stranger's page must not sign people in as another.
    """
    request.max_content_length = MOST_BYTES
    if request.method == "POST" and request.mimetype != FORM_TYPE:
        raise Refusal("bad_request")
    check_change(request, services().settings)
