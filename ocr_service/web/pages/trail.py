"""The audit trail for people: searched, read as sentences, exported, and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Response, request

from ocr_service.actions.trail import found_at_most, term_of
from ocr_service.actions.trail_check import check_newest, last_checked
from ocr_service.domain.calendar import midnight
from ocr_service.domain.ids import utc_now
from ocr_service.exports.trail_lines import csv_lines, json_lines
from ocr_service.storage import Search
from ocr_service.storage.audit import AuditSearch
from ocr_service.storage.sealing import trail_key
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import page_of
from ocr_service.web.pages.routes import FORM, GET, Route
from ocr_service.web.pages.sentences import known, moment, told
from ocr_service.web.pages.showing import go, page_headers, show
from ocr_service.web.pages.told_acts import CHOICES
from ocr_service.web.trail import shown_list, shown_search

AT_A_TIME = 50
MOST_LINES = 100_000  # of one export; the command line has no bound
MOST_DOSSIERS = 50  # of one code
LONGEST = 200
BYTE_ORDER_MARK = "\ufeff"  # else spreadsheets take UTF-8 for something else
TOO_MUCH = 422
ASKED = ("from", "to", "actor", "act", "dossier", "document", "subject", "agency")
SHAPES = {
    "csv": ("text/csv; charset=utf-8", csv_lines, BYTE_ORDER_MARK),
    "jsonl": ("application/jsonl; charset=utf-8", json_lines, ""),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says; days are the office's."""

    words: Mapping[str, str]

    @classmethod
    def here(cls) -> "Asked":
        args = request.args  # as the form calls them, or as the API does
        said = {name: args.get(name) or args.get(f"{name}_id") or "" for name in ASKED}
        given = {name: word.strip()[:LONGEST] for name, word in said.items()}
        return cls({name: word.replace("\0", "") for name, word in given.items()})

    def search(self) -> AuditSearch:
        """Raises Forbidden for an agency that is not the caller's to see."""
        said = self.words
        if said["agency"]:
            caller().must_see(said["agency"])
        last = day(said["to"])
        return AuditSearch(
            document_id=said["document"],
            agency_code=said["agency"],
            subject=said["subject"],
            act=known(said["act"]),
            since=day(said["from"]),
            until=last and last + timedelta(days=1),
            scope=caller().agency_code,
            actor_ids=services().audit.actors(said["actor"]) if said["actor"] else None,
            dossier_ids=dossiers_called(said["dossier"]) if said["dossier"] else None,
            newest_first=True,
        )

    def link(self, **more: str) -> str:
        return urlencode({name: word for name, word in {**self.words, **more}.items() if word})


def trail() -> Response:
    return listed(Asked.here())


def listed(asked: Asked, status: int = 200, too_many: bool = False) -> Response:
    parts, search = services(), asked.search()
    after = request.args.get("cursor", "")
    after = after if after.isdigit() and len(after) < 19 else "0"
    found = parts.audit.entries(replace(search, after=int(after), limit=AT_A_TIME + 1))
    page, following = page_of(found, AT_A_TIME, lambda entry: entry.number)
    names, checked = parts.audit.names(page), last_checked(audit=parts.audit)
    shown_list(asked.words["agency"], [entry.number for entry in page])
    return show(
        "trail/trail.html",
        status,
        asked=asked,
        rows=[told(entry, names, parts.catalogue) for entry in page],
        following=following,
        paged=after != "0",
        choices=CHOICES,
        checked=checked,
        checked_at=moment(checked.at) if checked else None,
        too_many=MOST_LINES if too_many else 0,
    )


def export() -> Response:
    """All that was searched for, from the first on, as it stands in the trail."""
    asked, audit = Asked.here(), services().audit
    shape = request.args.get("format", "csv")
    media_type, lines, mark = SHAPES.get(shape, SHAPES["csv"])
    search = asked.search()
    many, entries = found_at_most(search, MOST_LINES, audit=audit)
    if many > MOST_LINES:
        return listed(asked, TOO_MUCH, too_many=True)
    shown_search(asked.words["agency"], found=many, format=shape, **term_of(search))

    def body() -> Iterator[str]:
        yield mark
        yield from lines(entries)

    name = f"nhat-ky-{utc_now():%Y%m%d-%H%M%S}.{shape if shape in SHAPES else 'csv'}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', **page_headers()}
    return Response(body(), headers=headers, content_type=media_type)


def check() -> Response:
    """Looks at the newest part of the trail, as much as one may wait for."""
    if request.method == "POST":
        key = trail_key(services().settings.secret_key.get_secret_value())
        check_newest(caller().agency_code, key, audit=services().audit)
    return go("/trail#checked")


def dossiers_called(words: str) -> tuple[str, ...]:
    """By their code, or the one of that id."""
    search = Search(dossier_code=words, limit=MOST_DOSSIERS)
    return (words, *[dossier.id for dossier in own_dossiers().find(search)])


def day(said: str) -> datetime | None:
    """The office's midnight at which that day begins; None for what is no day."""
    try:
        return midnight(date.fromisoformat(said))
    except ValueError:
        return None


ROUTES: tuple[Route, ...] = (
    ("/trail", "trail", trail, GET),
    ("/trail/export", "trail_export", export, GET),
    ("/trail/check", "trail_check", check, FORM),
)
