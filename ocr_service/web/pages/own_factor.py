"""How people set up their second factor, put another phone in its place, and draw new codes."""

import segno
from flask import Response, request
from markupsafe import Markup

from ocr_service.actions.second_factor import address_of, confirm, new_paper
from ocr_service.actions.sign_in import SignedIn
from ocr_service.domain.account import Step
from ocr_service.domain.errors import BadInput, Complaint, NotRecognised
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import services
from ocr_service.web.pages.doorstep import WRONG, known, renew, typed, wanted
from ocr_service.web.pages.own_account import prove
from ocr_service.web.pages.routes import FORM, Route
from ocr_service.web.pages.showing import go, show

PIXELS = 5  # of one module of the QR code
WRONG_CODE = Complaint(
    "wrong_code",
    "Mã không đúng.",
    "Hãy nhập mã đang hiện trên điện thoại; kiểm tra giờ của điện thoại.",
)


def set_up() -> Response:
    """A phone: the secret as a QR code, then a code that proves that the phone has it."""
    came = known(None, Step.SET_UP)
    if request.method != "POST":
        return ask_to_set_up(came)
    try:
        prove(came)
        codes = confirm_phone(came)
    except BadInput as bad:
        return ask_to_set_up(came, WRONG, bad.complaint)
    page = show("recovery_codes.html", codes=codes, next=wanted())
    renew(page, came.account, came.session.means, whole=True)
    return page


def recovery_codes() -> Response:
    """Other codes on paper, for whoever has used or lost theirs."""
    came = known(None)
    if not came.account.has_second_factor:
        return go("/account/second-factor")
    if request.method != "POST":
        return show("new_codes.html", next=wanted())
    try:
        prove(came)
    except BadInput as bad:
        return show("new_codes.html", WRONG, wrong=bad.complaint, next=wanted())
    codes = new_paper(came.account, factors=services().people.factors)
    return show("recovery_codes.html", codes=codes, next=wanted())


def confirm_phone(came: SignedIn) -> tuple[str, ...]:
    code, factors = typed(request.form, "code"), services().people.factors
    try:
        return confirm(came.account, factors.offer(came.session), code, utc_now(), factors=factors)
    except NotRecognised:
        raise BadInput(WRONG_CODE) from None


def ask_to_set_up(came: SignedIn, status: int = 200, wrong: Complaint | None = None) -> Response:
    secret = services().people.factors.offer(came.session)
    drawn = segno.make(address_of(came.account, secret), micro=False)
    picture = Markup(drawn.svg_inline(scale=PIXELS, title="Mã QR"))  # noqa: S704 - drawn here
    words = {"picture": picture, "secret": secret, "wrong": wrong, "next": wanted()}
    return show("set_up.html", status, **words)


ROUTES: tuple[Route, ...] = (
    ("/account/second-factor", "set_up", set_up, FORM),
    ("/account/recovery-codes", "recovery_codes", recovery_codes, FORM),
)
