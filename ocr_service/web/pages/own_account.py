"""What people change of their own account: password and second factor."""

import segno
from flask import Response, request
from markupsafe import Markup

from ocr_service.actions.accounts import change_password
from ocr_service.actions.second_factor import address_of, confirm, offer
from ocr_service.actions.sign_in import SignedIn, check_password
from ocr_service.domain.account import Step
from ocr_service.domain.errors import BadInput, Complaint, NotRecognised
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import services
from ocr_service.web.pages.doorstep import WRONG, known, renew, typed, wanted
from ocr_service.web.pages.showing import go, show

PIXELS = 5  # of one module of the QR code
DIFFERENT = Complaint(
    "passwords_differ", "Hai lần nhập mật khẩu mới không giống nhau.", "Hãy nhập lại."
)
NOT_YOURS = Complaint(
    "wrong_password",
    "Mật khẩu hiện tại không đúng, hoặc tài khoản đang tạm khóa.",
    "Hãy nhập lại; nếu đã sai nhiều lần, hãy đợi ít phút.",
)
WRONG_CODE = Complaint(
    "wrong_code",
    "Mã không đúng.",
    "Hãy nhập mã đang hiện trên điện thoại; kiểm tra giờ của điện thoại.",
)


def password() -> Response:
    """Their own password instead of the one before."""
    came = known(None, Step.PASSWORD, Step.SET_UP)
    if request.method != "POST" or not came.account.password:
        return show("password.html", next=wanted(), first=came.step is Step.PASSWORD)
    try:
        prove(came)
        replace_password(came)
    except BadInput as bad:
        first = came.step is Step.PASSWORD
        return show("password.html", WRONG, wrong=bad.complaint, next=wanted(), first=first)
    answer = go(wanted())
    renew(answer, came.account, came.session.means, came.session.whole)
    return answer


def set_up() -> Response:
    """A second factor: the secret as a QR code, then a code that proves that the phone has it."""
    came = known(None, Step.SET_UP)
    if came.account.has_second_factor:
        return show("second_factor_kept.html")
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


def prove(came: SignedIn) -> None:
    """Raises BadInput unless the person at the keyboard knows the password, if there is one."""
    if not came.account.password:
        return
    parts, given = services(), typed(request.form, "password")
    try:
        check_password(came.account.name, given, utc_now(), accounts=parts.people.accounts)
    except NotRecognised:
        raise BadInput(NOT_YOURS) from None


def replace_password(came: SignedIn) -> None:
    new = typed(request.form, "new_password")
    if new != typed(request.form, "new_password_again"):
        raise BadInput(DIFFERENT)
    change_password(came.account, new, accounts=services().people.accounts)


def confirm_phone(came: SignedIn) -> tuple[str, ...]:
    code, factors = typed(request.form, "code"), services().people.factors
    try:
        return confirm(came.account, code, utc_now(), factors=factors)
    except NotRecognised:
        raise BadInput(WRONG_CODE) from None


def ask_to_set_up(came: SignedIn, status: int = 200, wrong: Complaint | None = None) -> Response:
    secret = offer(came.account, factors=services().people.factors)
    drawn = segno.make(address_of(came.account, secret), micro=False)
    picture = Markup(drawn.svg_inline(scale=PIXELS, title="Mã QR"))  # noqa: S704 - drawn here
    return show(
        "set_up.html",
        status,
        picture=picture,
        secret=secret,
        wrong=wrong,
        next=wanted(),
        asks_password=bool(came.account.password),
    )
