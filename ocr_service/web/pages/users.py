"""The accounts of people: listed, made, given another place, shut out, helped back in."""

from flask import Response, request
from flask_babel import gettext as _

from ocr_service.actions.own_accounts import OwnAccounts
from ocr_service.domain.access import Role
from ocr_service.domain.account import Account, LastAdmin
from ocr_service.domain.errors import BadInput, Complaint, Conflict, Forbidden, NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import caller, services
from ocr_service.web.pages.asking import LAST_ADMIN, WRONG, ask, show_once
from ocr_service.web.pages.routes import FORM, Route
from ocr_service.web.pages.showing import go, show
from ocr_service.web.pages.typed import NOT_YOURS, chosen_role, typed, typed_agency
from ocr_service.web.pages.user_acts import ACTS, PLACE, about

NAME_TAKEN = Complaint("account_name_taken", "Đã có tài khoản mang tên này.", "Hãy chọn tên khác.")
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


def users() -> Response:
    if request.method != "POST":
        return listed()
    try:
        with_password = typed("without_password") != "1"
        name, role, agency = typed("name"), chosen_role(Role.CLERK), typed_agency()
        account, password = own_accounts().add(name, role, agency, with_password)
    except BadInput as bad:
        return listed(bad.complaint)
    except Conflict:
        return listed(NAME_TAKEN)
    except Forbidden:
        return listed(NOT_YOURS)
    if not password:
        return go(f"{PLACE}/{account.id}?done=added")
    return password_of(account, password)


def user(account_id: str) -> Response:
    """One account; sent back, with another role or agency."""
    account = own_accounts().get(account_id)
    if request.method != "POST":
        return shown(account)
    try:
        own_accounts().set_place(account.id, chosen_role(account.role), typed_agency())
    except BadInput as bad:
        return shown(account, bad.complaint)
    except LastAdmin:
        return shown(account, LAST_ADMIN)
    except Forbidden:
        return shown(account, NOT_YOURS)
    return go(f"{PLACE}/{account.id}?done=changed")


def act(account_id: str, what: str) -> Response:
    """Asks first, then does it."""
    account = own_accounts().get(account_id)
    if what not in ACTS:
        raise NotFound(what)
    question = about(what, account)
    if request.method != "POST":
        return ask(question)
    try:
        password = ACTS[what](own_accounts(), account.id)
    except BadInput as bad:
        return ask(question, bad.complaint)
    except LastAdmin:
        return ask(question, LAST_ADMIN)
    return password_of(account, password) if password else go(f"{question.back}?done={what}")


def listed(wrong: Complaint | None = None) -> Response:
    return show(
        "operations/users.html",
        WRONG if wrong else 200,
        users=own_accounts().all(),
        now=utc_now(),
        roles=PEOPLE,
        wrong=wrong,
        said=request.form,
        office=bool(services().settings.oidc_issuer),
        scope=caller().agency_code,
    )


def shown(account: Account, wrong: Complaint | None = None) -> Response:
    return show(
        "operations/user.html",
        WRONG if wrong else 200,
        user=account,
        own=account.id == caller().id,
        now=utc_now(),
        roles=PEOPLE,
        wrong=wrong,
        done=request.args.get("done", ""),
        scope=caller().agency_code,
    )


def password_of(account: Account, password: str) -> Response:
    title = _("Mật khẩu đầu tiên của %(name)s", name=account.name)
    told = _("Người dùng phải đổi mật khẩu này khi đăng nhập lần đầu. Mật khẩu chỉ hiện lần này.")
    back = f"{PLACE}/{account.id}"
    return show_once(title, _("Mật khẩu"), password, told, back)


def own_accounts() -> OwnAccounts:
    return OwnAccounts(caller(), services().people)


ROUTES: tuple[Route, ...] = (
    (PLACE, "operations_users", users, FORM),
    (f"{PLACE}/<account_id>", "operations_user", user, FORM),
    (f"{PLACE}/<account_id>/<what>", "operations_user_act", act, FORM),
)
