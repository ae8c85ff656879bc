"""The keys of programs: listed, made, taken back."""

from flask import Response, request
from flask_babel import gettext as _

from ocr_service.actions.own_keys import OwnKeys
from ocr_service.domain.access import Role
from ocr_service.domain.errors import BadInput, Complaint, Forbidden
from ocr_service.domain.ids import utc_now
from ocr_service.web.access import caller, services
from ocr_service.web.pages.asking import WRONG, Question, ask, show_once
from ocr_service.web.pages.routes import FORM, Route
from ocr_service.web.pages.showing import go, show
from ocr_service.web.pages.typed import NOT_YOURS, chosen_role, typed, typed_agency

PLACE = "/operations/keys"
LONGEST_DAYS = 3650
BAD_DAYS = Complaint(
    "bad_days", f"Số ngày phải từ 1 đến {LONGEST_DAYS}.", "Để trống nếu khóa không hết hạn."
)


def keys() -> Response:
    if request.method != "POST":
        return listed()
    try:
        days = days_of(typed("days"))
        name, role, agency = typed("name"), chosen_role(Role.SYSTEM), typed_agency()
        key, secret = own_keys().add(name, role, agency, days)
    except BadInput as bad:
        return listed(bad.complaint)
    except Forbidden:
        return listed(NOT_YOURS)
    told = _("Phần mềm gửi khóa này trong tiêu đề Authorization: Bearer. Khóa chỉ hiện lần này.")
    return show_once(
        _("Khóa mới: %(name)s", name=key.name), _("Khóa truy cập"), secret, told, PLACE
    )


def revoke(key_id: str) -> Response:
    key = own_keys().get(key_id)
    if request.method != "POST":
        told = (
            _("Phần mềm đang dùng khóa %(prefix)s… sẽ bị từ chối ngay.", prefix=key.prefix),
            _("Khóa đã thu hồi không dùng lại được; nếu cần, hãy cấp khóa mới."),
        )
        title = _("Thu hồi khóa %(name)s", name=key.name)
        return ask(Question(title, told, _("Thu hồi"), PLACE))
    own_keys().revoke(key_id)
    return go(f"{PLACE}?done=revoked")


def listed(wrong: Complaint | None = None) -> Response:
    found = sorted(own_keys().all(), key=lambda key: (key.revoked_at is not None, key.name))
    return show(
        "operations/keys.html",
        WRONG if wrong else 200,
        keys=found,
        now=utc_now(),
        roles=[role for role in Role],
        wrong=wrong,
        said=request.form,
        done=request.args.get("done", ""),
        scope=caller().agency_code,
    )


def own_keys() -> OwnKeys:
    return OwnKeys(caller(), services().keys)


def days_of(said: str) -> int | None:
    """Raises BadInput."""
    if not said:
        return None
    if not (said.isdecimal() and len(said) < 6 and 1 <= int(said) <= LONGEST_DAYS):
        raise BadInput(BAD_DAYS)
    return int(said)


ROUTES: tuple[Route, ...] = (
    (PLACE, "operations_keys", keys, FORM),
    (f"{PLACE}/<key_id>/revoke", "operations_key", revoke, FORM),
)
