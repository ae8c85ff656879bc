"""Who is told of what: webhooks and their deliveries."""

from collections.abc import Mapping

from flask import Response, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from ocr_service.actions.webhooks import post_a_test, subscribe
from ocr_service.courier import ForbiddenAddress
from ocr_service.domain.errors import BadInput, Complaint, Conflict, Forbidden, NotFound
from ocr_service.domain.ids import utc_now
from ocr_service.domain.webhook import (
    PORTAL_ID,
    DeliveryState,
    Event,
    PortalEvent,
    Receipt,
    Trouble,
    Webhook,
)
from ocr_service.storage.webhooks import DeliverySearch
from ocr_service.web.access import caller, own_agency, services
from ocr_service.web.answers import page_of
from ocr_service.web.pages.asking import WRONG, Question, ask, show_once
from ocr_service.web.pages.routes import FORM, GET, Route
from ocr_service.web.pages.showing import go, show
from ocr_service.web.pages.typed import NOT_YOURS, typed, typed_agency
from ocr_service.web.words import KINDS

AT_A_TIME = 50
LONGEST_URL = 2000
PLACE, SENT = "/operations/webhooks", "/operations/deliveries"
EVENTS: Mapping[Event, object] = {
    Event.DOSSIER_SETTLED: lazy_gettext("Hồ sơ đã đọc xong"),
    Event.DOCUMENT_ACCEPTED: lazy_gettext("Giấy tờ được chấp nhận"),
    Event.DOCUMENT_NEEDS_REVIEW: lazy_gettext("Giấy tờ cần kiểm tra"),
    Event.DOCUMENT_REJECTED: lazy_gettext("Giấy tờ bị từ chối"),
}
# What is sent: of these only those above can be asked for.
SENT_OF: Mapping[str, object] = {
    **{event.value: said for event, said in EVENTS.items()},
    PortalEvent.DOSSIER.value: lazy_gettext("Hồ sơ đồng bộ"),
    PortalEvent.WITHDRAWN.value: lazy_gettext("Rút giấy tờ của hồ sơ đã xóa"),
}
STATES: Mapping[DeliveryState, object] = {
    DeliveryState.WAITING: lazy_gettext("Đang chờ gửi"),
    DeliveryState.DELIVERED: lazy_gettext("Đã nhận"),
    DeliveryState.FAILED: lazy_gettext("Không gửi được"),
}
TROUBLES: Mapping[Trouble, object] = {
    Trouble.NONE: lazy_gettext("Đã nhận"),
    Trouble.REFUSED: lazy_gettext("Nơi nhận trả lời lỗi"),
    Trouble.DECLINED: lazy_gettext("Nơi nhận đọc được nhưng không nhận"),
    Trouble.GONE: lazy_gettext("Nơi nhận báo không nhận nữa"),
    Trouble.TIMED_OUT: lazy_gettext("Nơi nhận không trả lời kịp"),
    Trouble.UNREACHABLE: lazy_gettext("Không kết nối được"),
    Trouble.FORBIDDEN_ADDRESS: lazy_gettext("Địa chỉ không được phép gửi đến"),
    Trouble.NOT_TOLD: lazy_gettext("Chưa lập được nội dung để gửi; nhật ký hệ thống có lý do"),
    Trouble.SECRET_LOST: lazy_gettext("Mất khóa ký: OCR_SECRET_KEY đã đổi"),
}
TOO_MANY = Complaint(
    "too_many_webhooks", KINDS["too_many_webhooks"].title, KINDS["too_many_webhooks"].remedy
)
HELD = Complaint(
    "not_to_be_replayed", KINDS["not_to_be_replayed"].title, KINDS["not_to_be_replayed"].remedy
)
BAD_URL = Complaint("bad_url", "Địa chỉ quá dài.", "Hãy dùng địa chỉ ngắn hơn.")


def webhooks() -> Response:
    if request.method != "POST":
        return listed()
    parts, url = services(), typed("url")
    try:
        if len(url) > LONGEST_URL:
            raise BadInput(BAD_URL)
        events = [Event(word) for word in request.form.getlist("event") if word in set(Event)]
        agency_code = own_agency(typed_agency())
        webhook, secret = subscribe(
            url, events, agency_code, webhooks=parts.webhooks, courier=parts.courier
        )
    except ForbiddenAddress as forbidden:
        return listed(forbidden.complaint)
    except BadInput as bad:
        return listed(bad.complaint)
    except Forbidden:
        return listed(NOT_YOURS)
    except Conflict:
        return listed(TOO_MANY)
    told = _("Nơi nhận dùng khóa này để kiểm chữ ký của từng tin. Khóa chỉ hiện lần này.")
    return show_once(_("Nơi nhận mới: %(url)s", url=webhook.url), _("Khóa ký"), secret, told, PLACE)


def webhook(webhook_id: str, what: str) -> Response:
    """Tries it out, or takes it away; asks first."""
    parts, scope = services(), caller().agency_code
    it = parts.webhooks.get(webhook_id, scope)
    questions = {"test": about_test, "remove": about_removal}
    if what not in questions:
        raise NotFound(what)
    if request.method != "POST":
        return ask(questions[what](it))
    if what == "test":
        receipt = post_a_test(
            webhook_id, scope, webhooks=parts.webhooks, courier=parts.courier, audit=parts.audit
        )
        return listed(tested=(it, receipt))
    parts.webhooks.remove(webhook_id, scope)
    return go(f"{PLACE}?done=removed")


def about_test(it: Webhook) -> Question:
    told = (_("Một tin webhook.test đã ký, không nói về hồ sơ nào, được gửi ngay."),)
    title = _("Gửi thử đến %(url)s", url=it.url)
    return Question(title, told, _("Gửi thử"), PLACE, danger=False)


def about_removal(it: Webhook) -> Question:
    told = (
        _("Nơi này không còn được báo tin; các tin đang chờ gửi đến đó bị bỏ."),
        _("Muốn báo lại, phải đăng ký mới với một khóa ký khác."),
    )
    return Question(_("Xóa nơi nhận %(url)s", url=it.url), told, _("Xóa nơi nhận"), PLACE)


def listed(
    wrong: Complaint | None = None, tested: tuple[Webhook, Receipt] | None = None
) -> Response:
    return show(
        "operations/webhooks.html",
        WRONG if wrong else 200,
        webhooks=services().webhooks.all(caller().agency_code),
        events=EVENTS,
        troubles=TROUBLES,
        wrong=wrong,
        tested=tested,
        said=request.form if wrong else {},
        done=request.args.get("done", ""),
        scope=caller().agency_code,
    )


def deliveries_asked() -> DeliverySearch:
    said = request.args.get("status", "")
    return DeliverySearch(
        state=DeliveryState(said) if said in set(DeliveryState) else None,
        webhook_id=request.args.get("webhook", "")[:36],
        agency_code=caller().agency_code,
        after=request.args.get("cursor", "")[:36],
        limit=AT_A_TIME + 1,
    )


def deliveries() -> Response:
    search = deliveries_asked()
    found = services().webhooks.deliveries(search)
    page, following = page_of(found, AT_A_TIME, lambda delivery: delivery.id)
    places: dict[str, str] = {it.id: it.url for it in services().webhooks.all(caller().agency_code)}
    if not caller().agency_code and services().settings.portal_url:
        places[PORTAL_ID] = _("Cổng Dịch vụ công quốc gia")
    return show(
        "operations/deliveries.html",
        rows=page,
        following=following,
        paged=bool(search.after),
        state=search.state,
        states=STATES,
        events=SENT_OF,
        troubles=TROUBLES,
        places=places,
        webhook_id=search.webhook_id,
        done=request.args.get("done", ""),
    )


def replay(delivery_id: str) -> Response:
    question = Question(
        _("Gửi lại một thông báo"),
        (_("Tin được gửi lại ngay, với cùng mã tin: nơi nhận biết đó là tin cũ."),),
        _("Gửi lại"),
        SENT,
        danger=False,
    )
    if request.method != "POST":
        services().webhooks.delivery(delivery_id, caller().agency_code)
        return ask(question)
    try:
        services().webhooks.replay(delivery_id, utc_now(), caller().agency_code)
    except Conflict:
        return ask(question, HELD)
    return go(f"{SENT}?done=replayed")


ROUTES: tuple[Route, ...] = (
    (PLACE, "operations_webhooks", webhooks, FORM),
    (f"{PLACE}/<webhook_id>/<what>", "operations_webhook", webhook, FORM),
    (SENT, "operations_deliveries", deliveries, GET),
    (f"{SENT}/<delivery_id>/replay", "operations_replay", replay, FORM),
)
