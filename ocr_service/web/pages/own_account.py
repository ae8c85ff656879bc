"""How people change their own password, and prove that it is them before they change anything."""

from flask import Response, request

from ocr_service.actions.accounts import change_password
from ocr_service.actions.second_factor import check_code
from ocr_service.actions.sign_in import SignedIn, check_password
from ocr_service.domain.account import Step
from ocr_service.domain.errors import BadInput, Complaint, NotRecognised
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import services
from ocr_service.web.familiar import familiar
from ocr_service.web.pages.doorstep import WRONG, known, renew, typed, wanted
from ocr_service.web.pages.routes import FORM, Route
from ocr_service.web.pages.showing import go, show

DIFFERENT = Complaint(
    "passwords_differ", "Hai lần nhập mật khẩu mới không giống nhau.", "Hãy nhập lại."
)
NOT_YOURS = Complaint(
    "wrong_password",
    "Mật khẩu hiện tại (hay mã đang dùng) không đúng, hoặc tài khoản đang tạm khóa.",
    "Hãy nhập lại; nếu đã sai nhiều lần, hãy đợi ít phút.",
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


def prove(came: SignedIn) -> None:
    """Raises BadInput unless whoever is at the keyboard proves once more that it is them.

    By the password; without one, by a code of the second factor that counts, if there is one.
    """
    accounts, form, now = services().people.accounts, request.form, utc_now()
    try:
        if came.account.password:
            given = typed(form, "password")
            check_password(came.account.name, given, now, accounts=accounts, familiar=familiar)
        elif came.account.has_second_factor:
            factors, code = services().people.factors, typed(form, "proof")
            check_code(came.account, code, now, accounts=accounts, factors=factors)
            accounts.forgive(came.account.id)
    except NotRecognised:
        raise BadInput(NOT_YOURS) from None


def replace_password(came: SignedIn) -> None:
    new = typed(request.form, "new_password")
    if new != typed(request.form, "new_password_again"):
        raise BadInput(DIFFERENT)
    change_password(came.account, new, accounts=services().people.accounts)


ROUTES: tuple[Route, ...] = (("/account/password", "password", password, FORM),)
