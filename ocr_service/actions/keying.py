"""Blind double keying: what is to be keyed, by whom, and what comes of it once two people have."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr_service.acting import actor
from ocr_service.actions.answers import BadAnswer, Said, Typed, answer, with_before
from ocr_service.actions.review import from_the_beginning, whole, with_review
from ocr_service.domain.desk import Kind
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.errors import Complaint
from ocr_service.domain.ids import new_id, utc_now
from ocr_service.domain.keying import TWICE, Keying, keyed_twice
from ocr_service.domain.record import Doubt, Record
from ocr_service.domain.review import Answer, Review, Verdict
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import DocumentType, FieldSpec
from ocr_service.storage import DossierStore
from ocr_service.storage.keyings import KeyingStore
from ocr_service.understanding.blind import blind
from ocr_service.understanding.check import keyed_differently

NOT_BLIND = Complaint(
    "not_to_be_keyed",
    "Trường này không phải nhập hai lần, hoặc đã được hai người nhập.",
    "Hãy tải lại giấy tờ; nếu trường còn nghi ngờ thì sửa như các trường khác.",
)


Outcome = tuple[tuple[Answer, ...], tuple[Doubt, ...]]  # agreed upon, and in doubt


@dataclass(frozen=True, slots=True)
class ToKey:
    """A field that is still to be keyed by two people; ``done``: one of them is who asks."""

    spec: FieldSpec
    done: bool


def to_key(document: Document, *, keyings: KeyingStore, catalogue: Catalogue) -> tuple[ToKey, ...]:
    """What is still to be keyed of the document, and what of it whoever acts has keyed."""
    specs = blind(document, catalogue.document_types.get(document.document_type))
    if not specs:
        return ()
    held, somebody = keyings.of_document(document.id), actor().id
    mine = {keying.field for keying in held if keying.keyer_id == somebody}
    twice = keyed_twice(held)
    return tuple(ToKey(spec, spec.name in mine) for spec in specs if spec.name not in twice)


@from_the_beginning
def key(
    document_id: str,
    typed: Mapping[str, Typed],
    *,
    dossiers: DossierStore,
    keyings: KeyingStore,
    catalogue: Catalogue,
) -> Document:
    """The document afterwards: told by person where two agree, in doubt where they differ.

    Raises NotFound, Leased, Conflict (the dossier is being read), BadAnswer, its place that of
    the name in ``typed``.
    """
    dossier, document = whole(document_id, dossiers)
    known = catalogue.document_types.get(document.document_type)
    held = keyings.of_document(document_id)
    new = keyed(typed, document, known, keyed_twice(held))
    all_of_them = [*others(held, new), *new]
    found = outcome(all_of_them, new, document.record, known)
    review = review_of(new[-1], dossier, found) if any(found) else None
    after = with_review(dossier, review, catalogue) if review else dossier
    document = after.document(document_id)
    kind = waits_for(document, known, all_of_them)
    keyings.add(new, replace(after, status=after.outcome), kind, review)
    return document


def keyed(
    typed: Mapping[str, Typed],
    document: Document,
    known: DocumentType | None,
    twice: Collection[str],
) -> list[Keying]:
    """Each as a value of its field; raises BadAnswer for the first that is none."""
    open_names = {spec.name for spec in blind(document, known)} - set(twice)
    somebody, now = actor(), utc_now()
    found = []
    for place, (name, value) in enumerate(typed.items()):
        if known is None or name not in open_names:
            raise BadAnswer(place, NOT_BLIND)
        said = answer(Said(name, value), place, known)
        found.append(
            Keying(document.id, name, somebody.id, somebody.name, now, said.value, said.text)
        )
    return found


def others(held: Sequence[Keying], new: Sequence[Keying]) -> list[Keying]:
    """Those held that are not replaced: whoever keys again corrects themselves."""
    again = {(keying.field, keying.keyer_id) for keying in new}
    return [keying for keying in held if (keying.field, keying.keyer_id) not in again]


def outcome(
    held: Sequence[Keying], new: Sequence[Keying], record: Record, known: DocumentType | None
) -> Outcome:
    """What came of the fields that have now been keyed twice, if any have."""
    answers, doubts = [], []
    for field in sorted(keyed_twice(held) & {keying.field for keying in new}):
        one, other = [keying for keying in held if keying.field == field][:TWICE]
        if one.value == other.value:
            answers.append(Answer(field, other.value, other.text))
        elif known and (spec := known.field(field)):
            doubts.append(keyed_differently(spec, one.value, other.value))
    return with_before(answers, record), tuple(doubts)


def review_of(last: Keying, dossier: Dossier, outcome: Outcome) -> Review:
    """Said by who keyed last: it was they who made it two."""
    answers, doubts = outcome
    return Review(
        new_id(),
        dossier.id,
        last.document_id,
        at=last.at,
        reviewer_id=last.keyer_id,
        reviewer=last.keyer,
        verdict=Verdict.OPEN,
        answers=answers,
        doubts=doubts,
    )


def waits_for(document: Document, known: DocumentType | None, held: Sequence[Keying]) -> Kind:
    """A second person, where all that is still to be keyed was keyed by a first."""
    twice, once = keyed_twice(held), {keying.field for keying in held}
    left = {spec.name for spec in blind(document, known)} - twice
    return Kind.SECOND_KEYING if left and left <= once else Kind.DOUBT
