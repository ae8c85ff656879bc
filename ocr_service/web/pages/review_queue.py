"""The auditor's queue: what waits for a person, whose turn it is, who holds what."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import lazy_gettext

from ocr_service.actions import desk
from ocr_service.domain.desk import Kind, Place
from ocr_service.storage.desk import MOST_COUNTED, QueueSearch
from ocr_service.web.access import caller, services
from ocr_service.web.answers import page_of
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show
from ocr_service.web.trail import shown_list

PAGE = 50
POSTPONED = "postponed"
TABS: Mapping[str, object] = {
    Kind.DOUBT.value: lazy_gettext("Cần kiểm tra"),
    Kind.SECOND_KEYING.value: lazy_gettext("Nhập lần hai"),
    Kind.SAMPLE.value: lazy_gettext("Kiểm tra mẫu"),
    POSTPONED: lazy_gettext("Đã hoãn"),
}
FILTERS = ("agency_code", "procedure_code", "document_type")


def review() -> Response:
    asked = {name: request.args.get(name, "")[:200] for name in FILTERS}
    tab = request.args.get("kind", "")
    tab = tab if tab in TABS else Kind.DOUBT.value
    search = QueueSearch(**asked)  # type: ignore[arg-type]
    own = {name: value for name, value in asked.items() if value}
    found = desk.queue(of_tab(search, tab), desk=services().desk)
    page, following = page_of(found, PAGE, lambda waiting: waiting.place)
    shown_list(asked["agency_code"], [waiting.document_id for waiting in page])
    return show(
        "review/queue.html",
        tab=tab,
        tabs=tabs(search, tab, own),
        page=page,
        next=f"/review?{urlencode({**own, 'kind': tab, 'cursor': following})}" if following else "",
        first="" if "cursor" not in request.args else f"/review?{urlencode({**own, 'kind': tab})}",
        passed_on=urlencode({**own, **({"kind": tab} if tab != POSTPONED else {})}),
        asked=asked,
        agencies=agencies(asked["agency_code"]),
        catalogue=services().catalogue,
        me=caller().id,
        most=MOST_COUNTED,
    )


def of_tab(search: QueueSearch, tab: str) -> QueueSearch:
    return replace(
        search,
        kind=None if tab == POSTPONED else Kind(tab),
        postponed=tab == POSTPONED,
        after=place(request.args.get("cursor", "")),
        limit=PAGE + 1,
    )


def place(cursor: str) -> Place | None:
    """Where the page begins; at the beginning for what is no place."""
    try:
        return Place.told(cursor)
    except (ValueError, OverflowError):
        return None


def tabs(search: QueueSearch, tab: str, own: Mapping[str, str]) -> list[dict[str, object]]:
    waiting, put_off = desk.counts(search, desk=services().desk)
    counted = {**{kind.value: number for kind, number in waiting.items()}, POSTPONED: put_off}
    return [
        {
            "name": name,
            "label": label,
            "count": counted[name],
            "href": f"/review?{urlencode({**own, 'kind': name})}",
            "here": name == tab,
        }
        for name, label in TABS.items()
    ]


def agencies(chosen: str) -> list[str]:
    """Those that anything waits of, and the one that is chosen."""
    found = set(services().desk.agencies(caller().agency_code))
    return sorted(found | ({chosen} if chosen else set()))


ROUTES: tuple[Route, ...] = (("/review", "review", review, GET),)
