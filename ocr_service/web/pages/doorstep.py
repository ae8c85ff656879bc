"""Signing in: name and password, then the second factor; and signing out."""

import time

from flask import Response, request
from werkzeug.datastructures import MultiDict

from ocr_service.acting import act_as
from ocr_service.actions.second_factor import check_code
from ocr_service.actions.sign_in import SignedIn, check_password, open_session
from ocr_service.domain.account import Account, Means, Step
from ocr_service.domain.errors import NotRecognised
from ocr_service.domain.ids import utc_now
from ocr_service.throttle import Proof
from ocr_service.web.access import services
from ocr_service.web.familiar import familiar, remember
from ocr_service.web.pages.routes import FORM, POST, Route
from ocr_service.web.pages.showing import NEXT, go, show
from ocr_service.web.problems import Refusal
from ocr_service.web.sessions import (
    COOKIE,
    check_change,
    give,
    own_path,
    patience_of,
    plain_here,
    who_came,
)

WRONG = 422
# Whether there was an account to note the failure of: nobody reads that from a clock.
REFUSAL_SECONDS = 0.25


def sign_in() -> Response:
    """The form; and, sent back, the way in."""
    if request.method != "POST":
        came = who_came(request, services())
        return go(wanted()) if came and came.step is None else ask_password()
    parts, form, address = services(), request.form, request.remote_addr or ""
    parts.throttle.check(Proof.PASSWORD, address)
    begun = time.monotonic()
    try:
        account = check_password(
            typed(form, "name"),
            typed(form, "password"),
            utc_now(),
            accounts=parts.people.accounts,
            familiar=familiar,
        )
    except NotRecognised:
        parts.throttle.failed(Proof.PASSWORD, address)
        time.sleep(max(0.0, begun + REFUSAL_SECONDS - time.monotonic()))
        return ask_password(WRONG, failed=True, name=typed(form, "name"))
    return let_in(account, Means.PASSWORD, wanted())


def second_factor() -> Response:
    """Asks for the code of the phone, or one on paper."""
    came = known(Step.CODE)
    if request.method != "POST":
        return show("second_factor.html", next=wanted())
    parts, address = services(), request.remote_addr or ""
    parts.throttle.check(Proof.PASSWORD, address)
    try:
        check_code(
            came.account,
            typed(request.form, "code"),
            utc_now(),
            accounts=parts.people.accounts,
            factors=parts.people.factors,
            familiar=familiar,
        )
    except NotRecognised:
        parts.throttle.failed(Proof.PASSWORD, address)
        return show("second_factor.html", WRONG, failed=True, next=wanted())
    return let_in(came.account, came.session.means, wanted(), whole=True)


def sign_out() -> Response:
    return leave(everywhere=False)


def sign_out_everywhere() -> Response:
    return leave(everywhere=True)


def leave(everywhere: bool) -> Response:
    parts = services()
    came = who_came(request, parts)
    if came is not None:
        check_change(request, parts.settings, came.session)
        act_as(came.account.actor(request.remote_addr or ""))
        parts.people.sessions.sign_out(came.account.id, "" if everywhere else came.session.id)
    answer = go("/sign-in")
    give(answer, COOKIE, "", parts.settings)
    return answer


def let_in(account: Account, means: Means, place: str, whole: bool = False) -> Response:
    """On to ``place`` with a session that is new, and the one from before ended."""
    answer = go(place)
    renew(answer, account, means, whole)
    return answer


def renew(answer: Response, account: Account, means: Means, whole: bool = False) -> None:
    """Gives the browser a new session: whoever knew the old token knows nothing now."""
    parts = services()
    before = who_came(request, parts)
    if before is not None:
        parts.people.sessions.end(before.session.id)
    act_as(account.actor(request.remote_addr or ""))
    token = open_session(
        account,
        means,
        utc_now(),
        patience_of(parts.settings),
        whole,
        accounts=parts.people.accounts,
        sessions=parts.people.sessions,
    )
    give(answer, COOKIE, token, parts.settings)
    if whole or not account.has_second_factor:
        remember(answer, account.id)


def known(*steps: Step | None) -> SignedIn:
    """Whoever is at one of these steps; raises Refusal for all others, and for foreign forms."""
    parts = services()
    came = who_came(request, parts)
    if came is None or came.step not in steps:
        raise Refusal("not_authenticated")
    check_change(request, parts.settings, came.session)
    act_as(came.account.actor(request.remote_addr or ""))
    return came


def ask_password(status: int = 200, failed: bool = False, name: str = "") -> Response:
    settings = services().settings
    unsafe = request.scheme == "http" and not plain_here(request, settings)
    return show(
        "sign_in.html",
        status,
        failed=failed,
        name=name,
        next=wanted(),
        office=bool(settings.oidc_issuer),
        unsafe=unsafe and not settings.public_url.startswith("https:"),
    )


def wanted() -> str:
    return own_path(request.values.get(NEXT, "/"))


def typed(form: MultiDict[str, str], field: str) -> str:
    return form.get(field, "")


ROUTES: tuple[Route, ...] = (
    ("/sign-in", "sign_in", sign_in, FORM),
    ("/sign-in/second-factor", "second_factor", second_factor, FORM),
    ("/sign-out", "sign_out", sign_out, POST),
    ("/sign-out/everywhere", "sign_out_everywhere", sign_out_everywhere, POST),
)
