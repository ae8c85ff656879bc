"""A person corrects, accepts or rejects a document; their word is laid upon each new reading."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tenacity import retry, retry_if_exception_type, stop_after_attempt

from ocr_service.acting import actor
from ocr_service.actions.answers import Said, answers
from ocr_service.domain.dossier import Document, DocumentStatus, Dossier
from ocr_service.domain.errors import BadInput, Complaint, Conflict, Overtaken, Stale
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.keying import Keying, NotKeyedTwice, NotSettled, keyed_twice
from ocr_service.domain.review import PAGES_CHANGED, Review, Verdict
from ocr_service.domain.seen_pages import as_of_now, is_still_seen, pages_seen, with_places
from ocr_service.exports.record_json import mark_of
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import FieldSpec
from ocr_service.storage import DossierStore
from ocr_service.storage.keyings import KeyingStore
from ocr_service.storage.reviews import ReviewStore
from ocr_service.understanding.blind import blind
from ocr_service.understanding.foreign import own
from ocr_service.understanding.reviewed import reviewed
from ocr_service.understanding.sheet import sheet
from ocr_service.understanding.understood import understood

# So many others may save a paper of the dossier at the same moment.
from_the_beginning = retry(
    retry=retry_if_exception_type(Overtaken), stop=stop_after_attempt(20), reraise=True
)
NO_SUCH_TYPE = Complaint(
    "unknown_type",
    "Không có loại giấy tờ này trong danh mục.",
    "Hãy chọn một loại có trong danh mục.",
)


@dataclass(frozen=True, slots=True)
class Word:
    """What a person says of a document."""

    verdict: Verdict
    said: Sequence[Said] = ()
    document_type: str = ""
    reason: str = ""


@from_the_beginning
def review(
    document_id: str,
    word: Word,
    seen_as: str,
    *,
    dossiers: DossierStore,
    reviews: ReviewStore,
    keyings: KeyingStore,
    catalogue: Catalogue,
) -> Document:
    """The document afterwards. ``seen_as``: its mark when the person looked at it.

    Raises NotFound, Stale, Leased (another person looks at it), NotKeyedTwice, NotSettled,
    Conflict (the dossier is being read), BadInput (BadAnswer for a value).
    """
    dossier, document = whole(document_id, dossiers)
    if mark_of(document) != seen_as:
        raise Stale(f"document {document_id} has changed")
    said = review_of(document, dossier, word, catalogue)
    check_keyed(said, dossier, keyings.of_document(document_id), catalogue)
    after = with_review(dossier, said, catalogue)
    reviews.add(said, replace(after, status=after.outcome))
    return after.document(document_id)


def whole(document_id: str, dossiers: DossierStore) -> tuple[Dossier, Document]:
    head, _ = dossiers.document(document_id)
    if not head.status.settled:
        raise Conflict(f"dossier {head.id} is being read")
    dossier = dossiers.get(head.id)
    found = [document for document in dossier.documents if document.id == document_id]
    if not found:
        raise Conflict(f"dossier {head.id} was read again just now")
    return dossier, found[0]


def review_of(document: Document, dossier: Dossier, word: Word, catalogue: Catalogue) -> Review:
    code = word.document_type or document.document_type
    known = catalogue.document_types.get(code)
    if known is None and (word.document_type or word.said or word.verdict is Verdict.ACCEPTED):
        raise BadInput(NO_SUCH_TYPE)
    said = answers(word.said, known, document.record) if known else ()
    somebody = actor()
    return Review(
        new_id(),
        dossier.id,
        document.id,
        at=utc_now(),
        reviewer_id=somebody.id,
        reviewer=somebody.name,
        verdict=word.verdict,
        answers=with_places(said, dossier.pages),
        document_type=word.document_type,
        reason=word.reason,
        type_before=document.document_type if word.document_type else "",
        pages=pages_seen(document, dossier.pages),
    )


def check_keyed(
    said: Review, dossier: Dossier, keyings: Sequence[Keying], catalogue: Catalogue
) -> None:
    """Raises NotKeyedTwice for what one person may not say alone, NotSettled where two have keyed
    and none has said which is right: accepting alone would make it what the machine read.
    """
    twice, told = keyed_twice(keyings), {answer.field for answer in said.answers}
    accepted = said.verdict is Verdict.ACCEPTED
    specs = blind_as_said(said, dossier, catalogue)
    left = [it for it in specs if it.name not in twice and (accepted or it.name in told)]
    if left:
        raise NotKeyedTwice([spec.label for spec in left])
    differing = [it for it in specs if it.name in twice and it.name not in told]
    if accepted and differing:
        raise NotSettled([spec.label for spec in differing])


def blind_as_said(said: Review, dossier: Dossier, catalogue: Catalogue) -> tuple[FieldSpec, ...]:
    """What nobody may see, of the type that they say it is."""
    unsaid = replace(said, verdict=Verdict.OPEN, answers=())
    document = with_review(dossier, unsaid, catalogue).document(said.document_id)
    before = dossier.document(said.document_id)
    known = catalogue.document_types.get(document.document_type)
    return blind(replace(document, status=before.status), known)


def as_reviewed(dossier: Dossier, reviews: Sequence[Review], catalogue: Catalogue) -> Dossier:
    """A dossier just understood, with every word that people have said of its documents before."""
    for said in reviews:
        dossier = with_review(dossier, said, catalogue)
    return dossier


def with_review(dossier: Dossier, said: Review, catalogue: Catalogue) -> Dossier:
    documents = tuple(
        laid_upon(paper, said, dossier, catalogue) if paper.id == said.document_id else paper
        for paper in dossier.documents
    )
    return with_missing(replace(dossier, documents=documents), catalogue)


def with_missing(dossier: Dossier, catalogue: Catalogue) -> Dossier:
    """With what its procedure asks for and no paper is, but for one that was rejected."""
    papers = dossier.documents
    held = [it.document_type for it in papers if it.status is not DocumentStatus.REJECTED]
    return replace(dossier, missing=catalogue.missing(dossier.procedure_code, held))


def laid_upon(document: Document, said: Review, dossier: Dossier, catalogue: Catalogue) -> Document:
    known = catalogue.document_types.get(said.document_type or document.document_type)
    if known is not None and known.code != document.document_type:
        sheets = [own(sheet(page)) for page in dossier.pages if page.number in document.pages]
        document = replace(understood(known, sheets), id=document.id)
    document = reviewed(document, as_of_now(said, document, dossier.pages), known)
    if said.verdict is Verdict.OPEN or is_still_seen(said, document, dossier.pages):
        return document
    return document.with_doubts([PAGES_CHANGED])
