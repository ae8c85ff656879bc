"""Papers that nobody need be asked for, since the population database tells the same."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ocr_service.actions.held import Held, Paper, Question, Source
from ocr_service.domain.access import Actor
from ocr_service.domain.audit import Act, Deed
from ocr_service.domain.errors import Unavailable
from ocr_service.domain.population import Answer, Population
from ocr_service.storage.audit import AuditStore

PERSONAL_DIGITS = 12  # of the numbers that it knows people by


def with_population(
    papers: tuple[Paper, ...],
    question: Question,
    actor: Actor,
    *,
    population: Population | None,
    audit: AuditStore,
) -> Held:
    """Those that the population database tells too need not be asked for, if it knows the person.

    It is asked only where that would spare somebody a paper; raises Unavailable without a trail.
    """
    spared = set(question.procedure.population)
    lacking = [it for it in papers if it.document_type in spared and it.source is None]
    number = next((it for it in question.numbers if personal(it)), "")
    if population is None or not lacking or not number:
        return Held(papers)
    told = {"procedure_code": question.procedure.code}
    audit.append(Deed(Act.POPULATION_ASKED, actor.agency_code, remark=told))
    name = question.name or name_in(papers, number)
    answer = asked(population, number, name, question.date_of_birth)
    if answer is not Answer.MATCHES:
        return Held(papers, answer)
    return Held(tuple(from_there(it) if it in lacking else it for it in papers), answer)


def from_there(paper: Paper) -> Paper:
    return replace(paper, source=Source.POPULATION, reason=None, record=None, others=0)


def personal(number: str) -> bool:
    return len(number) == PERSONAL_DIGITS and number.isdigit()


def name_in(papers: Sequence[Paper], number: str) -> str:
    """Of whoever has that number, as a paper that may be used tells it."""
    people = [who for it in papers if it.record and it.source for who in it.record.parties]
    return next((who.name for who in people if who.number == number), "")


def asked(population: Population, number: str, name: str, born: date | None) -> Answer:
    try:
        return population.look_up(number, name, born)
    except Unavailable:
        return Answer.UNAVAILABLE
