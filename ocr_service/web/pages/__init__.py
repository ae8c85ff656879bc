"""Pages for people, rendered here; what they show, programs get from the API."""

from flask import Blueprint, Flask, request

from ocr_service.config import Settings
from ocr_service.web.access import services
from ocr_service.web.pages import doorstep, home, office, own_account, own_factor
from ocr_service.web.pages.problems import PAGES, as_page
from ocr_service.web.problems import Refusal
from ocr_service.web.sessions import FORM_TYPE, add_sessions, check_change

FORM = ("GET", "POST")
MOST_BYTES = 64 * 1024


def add_pages(app: Flask, settings: Settings) -> None:
    pages = Blueprint(PAGES, __name__, static_folder="../static", static_url_path="/static")
    pages.before_request(check_form)
    for path, name, view, methods in (
        ("/", "home", home.home, ("GET",)),
        ("/sign-in", "sign_in", doorstep.sign_in, FORM),
        ("/sign-in/second-factor", "second_factor", doorstep.second_factor, FORM),
        ("/sign-in/office", "office", office.office, ("GET",)),
        (office.CALLBACK, "back_from_office", office.back_from_office, ("GET",)),
        ("/sign-out", "sign_out", doorstep.sign_out, ("POST",)),
        ("/sign-out/everywhere", "sign_out_everywhere", doorstep.sign_out_everywhere, ("POST",)),
        ("/account/password", "password", own_account.password, FORM),
        ("/account/second-factor", "set_up", own_factor.set_up, FORM),
        ("/account/recovery-codes", "recovery_codes", own_factor.recovery_codes, FORM),
    ):
        pages.add_url_rule(path, name, view, methods=methods)
    app.register_blueprint(pages)
    add_sessions(app, settings)
    app.after_request(as_page)


def check_form() -> None:
    """Raises Refusal for what is no small form of ours.

    Also where nobody is signed in yet: a stranger's page must not sign people in as another.
    """
    request.max_content_length = MOST_BYTES
    if request.method == "POST" and request.mimetype != FORM_TYPE:
        raise Refusal("bad_request")
    check_change(request, services().settings)
