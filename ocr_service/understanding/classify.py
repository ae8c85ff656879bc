"""Groups consecutive pages into documents, by the clues of each document type."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, log

from ocr_service.domain.page import Page
from ocr_service.domain.separator import separator_on
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.document_type import Clue, DocumentType, Recognition
from ocr_service.schema.letters import squash
from ocr_service.understanding.foreign import own
from ocr_service.understanding.likeness import Model, shipped
from ocr_service.understanding.marked import speaks_of
from ocr_service.understanding.phrases import hits
from ocr_service.understanding.sheet import Sheet, sheet
from ocr_service.understanding.signature import signed
from ocr_service.understanding.titles import Title, fit, titles

_SURE_TITLE = 0.62  # a title fitting this well tells the type by itself
_CODED = 0.84  # a code or zone that reads as the type's fields tells it, on either side
_WHOLE = 0.85  # a page so like a first page begins a paper, whatever it bears besides
_ALONE = 1.2  # later clues this heavy tell a page that stands alone
_NEARLY = 0.5  # with less title and clues than this the paper is unknown, whatever its words
_SURE_WORDS, _SPEAKS_AGAINST = 0.9, -4.0  # words this sure of another type, and their log odds
_SURE_ENOUGH = 0.62  # below, the paper is unknown: never a guess
_MOTTO = Recognition(titles=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",))


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; no type where no schema knows the paper."""

    document_type: DocumentType | None
    sheets: tuple[Sheet, ...]
    confidence: float

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sheet.page.number for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one page looks like by itself; ``begins`` says that a paper starts on it."""

    document_type: DocumentType | None
    score: float
    raw: float
    begins: bool
    later_of: frozenset[str]


def classify(
    pages: Iterable[Page], catalogue: Catalogue, model: Model | None = None
) -> Iterator[Group]:
    """One group after another, in the order of the pages.

    Blank pages and separator sheets belong to none; a sheet ends the paper before it. Where a
    person said what begins and what goes on, it is so.
    """
    held: Group | None = None
    parted = False
    for page in pages:
        if separator_on(page):
            parted = True
        elif not page.blank:
            seen = own(sheet(page))
            verdict = judge(seen, catalogue, model or shipped())
            if held and _goes_on(held, seen, verdict, parted):
                held = _joined(held, seen, verdict)
            else:
                yield from (held,) if held else ()
                held = Group(verdict.document_type, (seen,), verdict.score)
            parted = False
    if held:
        yield held


def _goes_on(held: Group, seen: Sheet, verdict: Verdict, parted: bool) -> bool:
    if seen.page.begins is not None:
        return not seen.page.begins
    return not parted and _continues(held, seen, verdict)


def _joined(held: Group, seen: Sheet, verdict: Verdict) -> Group:
    """A paper that nobody knew is known by a page that a person has joined to it."""
    held = replace(held, sheets=(*held.sheets, seen))
    if seen.page.begins is None or held.document_type or not verdict.document_type:
        return held
    return replace(held, document_type=verdict.document_type, confidence=verdict.score)


def _continues(held: Group, seen: Sheet, verdict: Verdict) -> bool:
    """Whether a page goes on with the paper before it."""
    known = held.document_type
    if known and known.code in verdict.later_of and verdict.raw < _WHOLE:
        return True
    if known and known.recognition.ends_signed and signed(held.sheets[-1]):
        return False
    return not verdict.begins and held.sheets[-1].page.scan == seen.page.scan


def judge(seen: Sheet, catalogue: Catalogue, model: Model) -> Verdict:
    """What the page is by itself: its title and clues say, its words bear them out or not."""
    lines = titles(seen)
    scores = sorted(
        ((_score(seen, lines, kind), kind) for kind in catalogue.document_types.values()),
        key=lambda scored: -scored[0],
    )
    weights = {kind.code: _later(seen, kind) for _, kind in scores}
    later = frozenset(code for code, weight in weights.items() if weight >= 1)
    best, kind = scores[0]
    if best >= _NEARLY:
        runner_up = scores[1][0] if len(scores) > 1 else 0.0
        sure = _confidence(best, runner_up, _borne_out(seen, kind, model))
        if sure >= _SURE_ENOUGH:
            return Verdict(kind, sure, best, True, later)
    for _, kind in scores:
        if weights[kind.code] >= _ALONE:
            return Verdict(kind, 0.7, best, False, later)
    return Verdict(None, 0.0, best, _looks_first(seen, lines), later)


def _score(seen: Sheet, lines: Sequence[Title], kind: DocumentType) -> float:
    """Title and clues together; a title fitting well may do with few clues."""
    recognition = kind.recognition
    coded = _CODED if speaks_of(seen, kind) else 0.0
    titled, _ = fit(lines, recognition)
    if not titled and not (recognition.untitled and not _other_title(seen, lines)):
        return coded
    clued = min(_weight(seen, recognition.clues) / recognition.needed, 1.0)
    return max(coded, 0.6 * titled + 0.4 * clued if titled else 0.75 * clued)


def _other_title(seen: Sheet, lines: Sequence[Title]) -> bool:
    """Whether a line in the middle looks like a title that no schema names."""
    middle = (seen.ink.left + seen.ink.right) / 2
    return any(
        title.presence > 0.8
        and abs(title.box.middle[0] - middle) < 0.08
        and title.box.right - title.box.left > 0.15
        and not fit([title], _MOTTO)[0]
        for title in lines
    )


def _weight(seen: Sheet, clues: Sequence[Clue]) -> float:
    """The weights of the clues that stand where they should, added up."""
    by_phrase = {clue.phrase: clue for clue in clues}
    found = {
        hit.phrase
        for hit in hits([seen], by_phrase)
        if seen.stands_in(hit.box, by_phrase[hit.phrase].region)
    }
    return sum(by_phrase[phrase].weight for phrase in found)


def _later(seen: Sheet, kind: DocumentType) -> float:
    return _weight(seen, kind.recognition.later) if kind.recognition.later else 0.0


def _borne_out(seen: Sheet, kind: DocumentType, model: Model) -> float:
    """What the words say of a type, in log odds: for it, or against it where they are sure.

    Papers unlike all that the model has learnt say nothing.
    """
    shares = model.shares(seen.page)
    likeliest = max(shares, key=lambda code: shares[code])
    share = min(shares[likeliest], 0.98)
    if likeliest == kind.code:
        return max(log(share / (1 - share)), 0.0)
    return _SPEAKS_AGAINST if share > _SURE_WORDS and kind.code in shares else 0.0


def _confidence(best: float, runner_up: float, words: float) -> float:
    """From the score, its lead and what the words say to a probability.

    Weights by hand: a good title with its clues is enough, and words alone never are.
    """
    lead = min(max(best - runner_up, 0.0) / 0.3, 1.0)
    said = -9.0 + 13.0 * best + 1.5 * lead + 0.5 * words
    return round(min(0.995, 1 / (1 + exp(-said))), 4)


def _looks_first(seen: Sheet, lines: Sequence[Title]) -> bool:
    """Whether an unknown paper seems to begin here: the motto, or a big title at the top."""
    if fit(lines, _MOTTO)[0] > _SURE_TITLE:
        return True
    top = seen.ink.top + 0.25 * seen.ink.height
    return any(
        title.presence > 0.85 and title.box.middle[1] < top and len(squash(title.text)) >= 8
        for title in lines
    )
