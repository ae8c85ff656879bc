"""Search and reuse: accepted papers found by a number, a name or words; copied, used, sent."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode, urlsplit

from flask import Response, request
from flask_babel import lazy_gettext

from ocr_service.actions.facsimile import facsimile
from ocr_service.actions.own_records import Asked
from ocr_service.actions.provenance import provenance
from ocr_service.actions.sign import still_holds
from ocr_service.domain.access import Permit, lineage
from ocr_service.domain.masking import masked, with_numbers_masked
from ocr_service.domain.record import Field
from ocr_service.domain.reuse import Filed, Standing
from ocr_service.domain.signing import SignedCopy
from ocr_service.domain.webhook import Event, Webhook
from ocr_service.understanding.wording import written
from ocr_service.web.access import caller, own_dossiers, services
from ocr_service.web.pages.routes import GET, Route
from ocr_service.web.pages.showing import show
from ocr_service.web.record_answers import own_records
from ocr_service.web.trail import shown_list, shown_record

AT_A_TIME = 20
LONGEST = 200
STANDINGS: Mapping[Standing, object] = {
    Standing.VALID: lazy_gettext("Còn giá trị"),
    Standing.EXPIRED: lazy_gettext("Hết giá trị"),
    Standing.REPLACED: lazy_gettext("Đã có giấy tờ mới hơn"),
    Standing.REVOKED: lazy_gettext("Đã bị thu hồi"),
}


def records() -> Response:
    own, asked = own_records(), asked_for()
    found: Sequence[Filed] = ()  # of other agencies nothing is here
    following = None
    if not asked.agency_code or caller().sees(asked.agency_code):
        found, following = own.find(asked, request.args.get("cursor", "")[:LONGEST], AT_A_TIME)
    shown_list("", [record.id for record in found])
    rows = [(record, numbers_of(record), record.standing(own.today)) for record in found]
    more = urlencode({**typed(), "cursor": following}) if following else ""
    types = services().catalogue.document_types.values()
    return show(
        "records/list.html",
        asked=asked,
        rows=rows,
        more=more,
        paged=bool(request.args.get("cursor")),
        asked_again=urlencode(typed()),
        standings=STANDINGS,
        types=sorted(types, key=lambda it: it.title),
        mask=with_numbers_masked,
    )


def typed() -> dict[str, str]:
    """What was typed, without what was left empty."""
    names = ("q", "document_type", "agency_code", "issued_from", "issued_to")
    return {name: told for name in names if (told := request.args.get(name, "").strip()[:LONGEST])}


def asked_for() -> Asked:
    told = typed()
    days = {name: day_in(told.pop(name, "")) for name in ("issued_from", "issued_to")}
    return Asked(**told, **days)  # type: ignore[arg-type]  # names and kinds are those above


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def numbers_of(record: Filed) -> list[tuple[str, str]]:
    """Whose paper it is: each name, and as much of the number as tells two of that name apart."""
    return [(it.name, masked(it.number)) for it in record.holders]


def record(record_id: str) -> Response:
    own, parts = own_records(), services()
    found = own.get(record_id)
    told = provenance(found, dossiers=own_dossiers(), reviews=parts.reviews)
    shown_record(found)
    return show(
        "records/one.html",
        record=found,
        standing=found.standing(own.today),
        standings=STANDINGS,
        fields=[(it, in_words(it, found)) for it in found.document.record.fields],
        origin=told,
        uses=own.uses(found),
        may_revoke=caller().may(Permit.REVIEW) and caller().sees(found.agency_code),
        may_sign=may_sign(found),
        signed=signed_of(found),
        listeners=[(it.id, urlsplit(it.url).hostname) for it in listening(found)],
    )


def may_sign(record: Filed) -> bool:
    """Where there is a key of that agency, and the caller does not decide on the paper only."""
    who, signer = caller(), services().signer
    if signer is None or record.revoked or not signer.serves(record.agency_code):
        return False
    return who.may(Permit.SIGN) and who.sees(record.agency_code)


def signed_of(record: Filed) -> SignedCopy | None:
    """The newest signed copy, if it shows the paper as it is and that stands."""
    copy = None if record.revoked else services().signed.newest(record.id)
    if copy is None:
        return None
    dossiers = own_dossiers()
    of = facsimile(*dossiers.document(record.id), record, dossiers=dossiers)
    return copy if still_holds(copy, of, dossiers=dossiers) else None


def in_words(field: Field, record: Filed) -> str:
    """As the office writes it: a choice in the paper's own words; "" for a table."""
    if field.value is None or isinstance(field.value, tuple):
        return ""
    known = services().catalogue.document_types.get(record.document_type)
    spec = known.field(field.name) if known else None
    if spec and spec.kind == "choice" and field.text:
        return field.text
    return written(field.value)


def listening(record: Filed) -> list[Webhook]:
    """Who hears when such a paper is accepted."""
    agencies = {above for code in record.agencies for above in lineage(code)}
    return [
        it
        for it in services().webhooks.all()
        if it.agency_code in agencies
        and Event.DOCUMENT_ACCEPTED in it.events
        and not it.disabled_at
    ]


ROUTES: tuple[Route, ...] = (
    ("/records", "records", records, GET),
    ("/records/<record_id>", "record", record, GET),
)
