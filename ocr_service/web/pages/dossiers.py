"""Dossiers for people: found in a list, and each with its papers, its pages and what they lack."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _

from ocr_service.actions.arrange import standing_of
from ocr_service.actions.hand_over import READY
from ocr_service.domain.access import Permit
from ocr_service.domain.dossier import Dossier, Status
from ocr_service.domain.errors import Forbidden
from ocr_service.storage import Search
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import page_of
from ocr_service.web.languages import in_words
from ocr_service.web.pages.dossier_papers import papers_of
from ocr_service.web.pages.dossier_view import groups_of, poor_pages, unread_files
from ocr_service.web.pages.dossier_words import WORDS
from ocr_service.web.pages.phrases import STATUSES
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show
from ocr_service.web.pages.trail import day
from ocr_service.web.record_answers import own_records
from ocr_service.web.trail import shown, shown_list

AT_A_TIME = 50
LONGEST = 200
ASKED = ("code", "status", "procedure", "agency", "competent", "from", "to")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the form says; days are the office's."""

    words: Mapping[str, str]

    @classmethod
    def here(cls) -> "Asked":
        given = {name: request.args.get(name, "").strip()[:LONGEST] for name in ASKED}
        return cls({name: word.replace("\0", "") for name, word in given.items()})

    def search(self) -> Search:
        said, last = self.words, day(self.words["to"])
        return Search(
            status=Status(said["status"]) if said["status"] in set(Status) else None,
            agency_code=said["agency"],
            competent_agency_code=said["competent"],
            procedure_code=said["procedure"],
            code_begins=said["code"],
            received_from=day(said["from"]),
            received_to=last and last + timedelta(days=1),
            after=request.args.get("cursor", "")[:LONGEST],
            limit=AT_A_TIME + 1,
        )

    def link(self, **more: str) -> str:
        return urlencode({name: word for name, word in {**self.words, **more}.items() if word})


def dossiers() -> Response:
    """The newest first; of another agency than one's own there are none."""
    asked = Asked.here()
    try:
        found = own_dossiers().find(asked.search())
        agency = asked.words["agency"]
    except Forbidden:
        found, agency = (), ""
    page, following = page_of(found, AT_A_TIME, lambda dossier: dossier.id)
    shown_list(agency, [dossier.id for dossier in page])
    return show(
        "dossiers/list.html",
        asked=asked,
        found=page,
        following=following,
        paged=bool(request.args.get("cursor")),
        statuses=STATUSES,
        procedures=services().catalogue.procedures,
        many_agencies=not caller().agency_code or any(it.agency_code for it in page),
        may_send=caller().may(Permit.SEND),
    )


def dossier(dossier_id: str) -> Response:
    found = own_dossiers().outline(dossier_id)
    parts, stands = services(), standing_of(dossier_id, edits=services().edits)
    groups = groups_of(found)
    papers = papers_of(found, own_records(), parts.catalogue)
    held = " ".join(record.id for paper in papers for record in paper.held)
    shown(found, version=found.version, **({"held": held} if held else {}))
    return show(
        "dossiers/dossier.html",
        dossier=found,
        groups=groups,
        papers=papers,
        procedure=parts.catalogue.procedures.get(found.procedure_code),
        procedures=sorted((it.label, it.code) for it in parts.catalogue.procedures.values()),
        poor=poor_pages(groups),
        files=unread_files(found),
        parts=parts_of(found),
        can_undo=bool(stands.done),
        can_redo=bool(stands.undone),
        words=in_words(WORDS),
        **allowed(found),
    )


def allowed(found: Dossier) -> dict[str, bool]:
    """What whoever looks may do with it; the competent agency only looks."""
    own, may = caller().sees(found.agency_code), caller().may
    return {
        "own": own,
        "may_send": own and may(Permit.SEND),
        "may_arrange": own and may(Permit.ARRANGE) and found.status is not Status.REJECTED,
        "may_name": own and may(Permit.ARRANGE),
        "may_review": own and may(Permit.REVIEW),
        "may_hand_over": own and may(Permit.MANAGE) and found.status in READY,
    }


def parts_of(dossier: Dossier) -> list[tuple[str, str]]:
    """Id and name of each dossier that was made of this one and is still here."""
    codes = own_dossiers().parts(dossier.id)
    return [
        (part_id, codes[part_id] or _("Hồ sơ thứ %(place)s của lô", place=place))
        for place, part_id in enumerate(dossier.split_into, start=1)
        if part_id in codes
    ]


ROUTES: tuple[Route, ...] = (
    ("/dossiers", "dossiers", dossiers, GET),
    ("/dossiers/<dossier_id>", "dossier", dossier, GET),
)
