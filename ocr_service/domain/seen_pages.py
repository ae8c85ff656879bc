"""Which pages a person looked at when they spoke of a document, and whether it has them still."""

from collections.abc import Sequence
from dataclasses import replace

from ocr_service.domain.dossier import Document
from ocr_service.domain.numbering import places
from ocr_service.domain.page import Page
from ocr_service.domain.review import Answer, Review, Verdict


def pages_seen(document: Document, pages: Sequence[Page]) -> tuple[str, ...]:
    """The file, the page there and how it lies, of each page of the document."""
    where, lying = places(pages), {page.number: page.rotation for page in pages}
    its = [number for number in document.pages if number in where]
    return tuple(f"{where[it][0]}/{where[it][1]}/{lying[it]}" for it in its)


def is_still_seen(review: Review, document: Document, pages: Sequence[Page]) -> bool:
    """In whatever order: who judged a paper has judged all its pages."""
    return not review.pages or set(review.pages) == set(pages_seen(document, pages))


def with_places(answers: Sequence[Answer], pages: Sequence[Page]) -> tuple[Answer, ...]:
    """Each with the place of the page that was shown: numbers change when pages are moved."""
    where = places(pages)
    return tuple(
        replace(answer, place=where[answer.page]) if answer.page in where else answer
        for answer in answers
    )


def as_of_now(review: Review, document: Document, pages: Sequence[Page]) -> Review:
    """The review with the numbers that pages have now; it judges no pages that were not seen."""
    numbers = {place: number for number, place in places(pages).items()}
    answers = tuple(
        replace(it, page=numbers.get(it.place, 0), box=it.box if it.place in numbers else None)
        if it.place
        else it
        for it in review.answers
    )
    verdict = review.verdict if is_still_seen(review, document, pages) else Verdict.OPEN
    return replace(review, answers=answers, verdict=verdict)
