"""The workplace of whoever settles a doubtful paper, and the history of a paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, request
from flask_babel import gettext as _

from ocr_service.actions.keying import to_key
from ocr_service.domain.access import Permit
from ocr_service.domain.desk import SAMPLES
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.page import Box
from ocr_service.domain.review import Answer, Review
from ocr_service.exports.record_json import box_json
from ocr_service.schema.document_type import DocumentType
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.answers import Json, answer
from ocr_service.web.blinds import as_seen, reviews_as_seen
from ocr_service.web.languages import in_words
from ocr_service.web.pages.reviewing_words import VERDICTS, WORDS
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show
from ocr_service.web.paper import paper_json
from ocr_service.web.trail import shown
from ocr_service.web.values import shown as value_shown

FILTERS = ("kind", "agency_code", "procedure_code", "document_type")
JSON = "application/json"


def reviewing(document_id: str) -> Response:
    """The page; its paper alone for the page's own script, which asks for JSON."""
    dossier, document = own_dossiers().document(document_id)
    paper = paper_of(dossier, document)
    shown(dossier, document.id, document_type=document.document_type)
    if request.accept_mimetypes.best_match([JSON, "text/html"]) == JSON:
        return answer(paper)
    place = services().desk.place_of(document.id)
    filters = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    return show(
        "reviewing/page.html",
        paper=paper,
        dossier=dossier,
        procedure=procedure_of(dossier),
        sample=place is not None and place.rank == SAMPLES,
        setting=setting(filters),
        words=in_words(WORDS),
    )


def setting(filters: Mapping[str, str]) -> Json:
    """What its script needs: ``done`` is the list that they came from, as they had it."""
    return {
        "filters": filters,
        "types": types(),
        "lease_seconds": services().settings.review_lease_seconds,
        "done": f"/review?{urlencode(filters)}" if filters else "/review",
    }


def paper_of(dossier: Dossier, document: Document) -> Json:
    parts = services()
    left = to_key(document, keyings=parts.keyings, catalogue=parts.catalogue)
    keyed = {one.spec.name: one.done for one in left}
    known = parts.catalogue.document_types.get(document.document_type)
    return paper_json(document, as_seen(document), dossier, known, keyed)


def types() -> list[Json]:
    known = services().catalogue.document_types.values()
    return sorted(
        ({"code": it.code, "title": it.title} for it in known), key=lambda it: it["title"]
    )


def procedure_of(dossier: Dossier) -> str:
    known = services().catalogue.procedures.get(dossier.procedure_code)
    return known.label if known else dossier.procedure_code


@dataclass(frozen=True, slots=True)
class Changed:
    """One field as a person has left it; ``before`` None: from before that was kept."""

    label: str
    before: str | None
    after: str
    same: bool
    page: int
    box: list[float] | None


@dataclass(frozen=True, slots=True)
class Step:
    """One review as it is told: newest first on the page."""

    review: Review
    what: str
    type_before: str
    type_after: str
    changes: list[Changed]


def history(document_id: str) -> Response:
    dossier, document = own_dossiers().document(document_id)
    reviews = services().reviews.of_document(document.id)
    steps = [step(review, document) for review in reversed(reviews_as_seen(reviews, document))]
    shown(dossier, document.id, reviews=len(reviews))
    return show(
        "reviewing/history.html",
        document=document,
        dossier=dossier,
        steps=steps,
        words={"crop": _("Chỗ trên giấy")},
        may_review=caller().may(Permit.REVIEW),
        may_trail=caller().may(Permit.TRAIL),
    )


def step(review: Review, document: Document) -> Step:
    catalogue = services().catalogue
    known = catalogue.document_types.get(review.document_type or document.document_type)
    return Step(
        review,
        what=str(VERDICTS[review.verdict]),
        type_before=catalogue.label(review.type_before) if review.type_before else "",
        type_after=catalogue.label(review.document_type) if review.document_type else "",
        changes=[changed(it, document, known) for it in review.answers],
    )


def changed(said: Answer, document: Document, known: DocumentType | None) -> Changed:
    spec = known.field(said.field) if known else None
    before, field = said.before, document.record.field(said.field)
    page, box = placed(said)
    if box is None and field is not None:
        page, box = field.page, field.box
    return Changed(
        spec.label if spec else said.field,
        value_shown(before.value, spec) if before else None,
        value_shown(said.value, spec),
        same=before is not None and before.value == said.value,
        page=page,
        box=box_json(box) if page in document.pages else None,
    )


def placed(said: Answer) -> tuple[int, Box | None]:
    if said.box is not None:
        return said.page, said.box
    return (said.before.page, said.before.box) if said.before else (0, None)


ROUTES: tuple[Route, ...] = (
    ("/review/<document_id>", "reviewing", reviewing, GET),
    ("/documents/<document_id>/history", "history", history, GET),
)
