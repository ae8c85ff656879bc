"""Which papers of a procedure need not be asked for: those held of a person, or told elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ocr_service.actions.own_records import OwnRecords
from ocr_service.domain.held import Judged, Reason, Terms, judged, the_same_persons
from ocr_service.domain.population import Answer
from ocr_service.domain.reuse import Filed
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.procedure import Procedure


class Source(StrEnum):
    """Where a paper's content comes from, if nobody need be asked for it."""

    RECORD = "record"
    POPULATION = "population"


@dataclass(frozen=True, slots=True)
class Question:
    """Of whom (``numbers`` are bare), for which procedure; all must hold on that day.

    ``name`` "" and ``date_of_birth`` None are not compared.
    """

    procedure: Procedure
    numbers: Sequence[str]
    day: date
    name: str = ""
    date_of_birth: date | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper that the procedure takes. ``source`` None: it must be asked for, for ``reason``.

    ``record`` is the best one held, also where it cannot be used; ``others``: how many more are.
    ``one_of``: papers of which one is enough, this among them. ``months``: how old it may be.
    """

    document_type: str
    required: bool
    one_of: tuple[str, ...] = ()
    reason: Reason | None = None
    source: Source | None = None
    record: Filed | None = None
    others: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """``population``: what the population database said; None: it was not asked."""

    papers: tuple[Paper, ...]
    population: Answer | None = None


def held(question: Question, *, own: OwnRecords, catalogue: Catalogue) -> tuple[Paper, ...]:
    """Each paper of the procedure, the required first; two lookups, however many they are."""
    types = question.procedure.papers - set(question.procedure.made_anew)
    terms = terms_of(question, types, catalogue, own.one_at_a_time)
    found = the_same_persons(own.holdings(question.numbers, types), question.numbers)
    of_type = {
        code: judged((it for it in found if it.document_type == code), terms) for code in types
    }
    told = [
        chosen(paper, of_type.get(paper.document_type, ()), own)
        for paper in papers_of(question.procedure, terms)
    ]
    records = {it.id: it for it in own.pick([id_ for _, id_ in told if id_])}
    return tuple(with_record(paper, records.get(id_)) if id_ else paper for paper, id_ in told)


def papers_of(procedure: Procedure, terms: Terms) -> Iterator[Paper]:
    def paper(code: str, required: bool = False, one_of: tuple[str, ...] = ()) -> Paper:
        anew = Reason.MADE_ANEW if code in procedure.made_anew else None
        return Paper(code, required, one_of, anew, months=terms.months.get(code, 0))

    yield from (paper(code, required=True) for code in procedure.required)
    for group in procedure.one_of:
        yield from (paper(code, one_of=group) for code in group)
    yield from (paper(code) for code in procedure.optional)


def terms_of(
    question: Question, types: frozenset[str], catalogue: Catalogue, one_at_a_time: frozenset[str]
) -> Terms:
    """A schema's months and a procedure's: the fewer."""
    months = dict(question.procedure.no_older)
    for code in types:
        known = catalogue.document_types.get(code)
        by_law = known.validity.months if known and known.validity else 0
        if by_law:
            months[code] = min(by_law, months.get(code, by_law))
    return Terms(question.day, question.name, months, one_at_a_time)


def chosen(paper: Paper, found: Sequence[Judged], own: OwnRecords) -> tuple[Paper, str]:
    """What is told of a paper, and the id of the record that is shown with it, if any."""
    if paper.reason:
        return paper, ""
    seen = [(held, reason) for held, reason in found if own.sees(*held.agencies)]
    if not (seen and seen[0][1] is None) and elsewhere(found, own):
        return replace(paper, reason=Reason.OTHER_AGENCY), ""
    if not seen:
        return replace(paper, reason=Reason.NOT_HELD), ""
    (best, reason), *others = seen
    source = None if reason else Source.RECORD
    return replace(paper, source=source, reason=reason, others=len(others)), best.id


def elsewhere(found: Sequence[Judged], own: OwnRecords) -> bool:
    """Whether one who says what for would find a paper that may be used."""
    hidden = [it for it in found if not own.sees(*it[0].agencies)]
    return any(reason is None and own.would_see(*held.agencies) for held, reason in hidden)


def with_record(paper: Paper, record: Filed | None) -> Paper:
    """What the whole record says on top: that it is gone, or replaced for another holder of it."""
    if record is None:
        return replace(paper, source=None, reason=paper.reason or Reason.NOT_HELD)
    if paper.source and record.replaced:
        return replace(paper, source=None, reason=Reason.REPLACED, record=record)
    return replace(paper, record=record)
