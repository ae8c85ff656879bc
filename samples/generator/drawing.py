"""Draws papers by seed: the door for benchmarks and tests."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from samples.generator.cast import cast
from samples.generator.damage import DRAWN_DPI, PRESETS, Damaged, damaged
from samples.generator.fonts import HANDS
from samples.generator.overlays import stamped_over
from samples.generator.paper import Paper
from samples.generator.papers import DRAFTS
from samples.generator.render import Press, pictures

PENNED = "penned"  # scanned, its values written by pen: of forms that people fill in
WAYS = (*PRESETS, PENNED)
FILLED_IN = ("application_form", "authorization")
INKS = ("#1c2f7d", "#23307a", "#16161c")


@dataclass(frozen=True)
class Drawn:
    """One drawn paper: its pages after the damage, and the truth about it.

    ``name`` tells type, number and damage; ``pdf`` is the paper as it was before the damage.
    """

    name: str
    pages: tuple[Damaged, ...]
    pdf: bytes
    truth: dict[str, object]


def paper_of(document_type: str, seed: int, number: int = 0) -> Paper:
    """One invented paper, by half with labels of its own; the same arguments, the same paper."""
    chance = Random(f"{seed}/{document_type}/{number}")
    people = cast(chance)
    paper = DRAFTS[document_type](people, chance)
    paper = replace(paper, wording=chance.choice((0, chance.getrandbits(32))))
    return stamped_over(paper, people, Random(f"{seed}/{document_type}/{number}/stamps"))


def penned(paper: Paper, chance: Random) -> Paper:
    """The same form filled in by one of the hands; a paper that is never filled in stays."""
    if paper.document_type not in FILLED_IN:
        return paper
    hand, size = chance.choice(list(HANDS.items()))
    written = {"value_face": hand, "value_size": size, "value_ink": chance.choice(INKS)}
    return replace(paper, values=paper.values | written)


def truth_of(paper: Paper, pages: Iterable[int]) -> dict[str, object]:
    """The truth as `truth.json` keeps it: type, pages, fields, what else may be accepted."""
    return {
        "document_type": paper.document_type,
        "pages": list(pages),
        "fields": paper.fields,
        "alternatives": paper.alternatives,
        "optional": paper.optional,
    }


def draw(
    seed: int,
    types: Iterable[str] | None = None,
    damage: Iterable[str] = ("scan",),
    count: int = 1,
    press: Press | None = None,
) -> Iterator[Drawn]:
    """Draw ``count`` papers of each of ``types`` (all, by default), each with every ``damage``.

    Raises KeyError for a type or damage without that name. One Chromium serves the whole run:
    ``press``, or one of its own.
    """
    if press is None:
        with Press() as own:
            yield from draw(seed, types, damage, count, own)
        return
    presets = tuple(damage)
    for kind in types if types is not None else DRAFTS:
        for number in range(count):
            paper = paper_of(kind, seed, number)
            yield from _printed(press, paper, f"{kind}-{number}", presets, seed)


def _printed(
    press: Press, paper: Paper, name: str, presets: tuple[str, ...], seed: int
) -> Iterator[Drawn]:
    pdf = press.pdf(paper)
    for preset in presets:
        told, chance = f"{name}-{preset}", Random(f"{seed}/{name}/{preset}")
        by_pen = preset == PENNED
        own = press.pdf(penned(paper, chance)) if by_pen else pdf
        pages = tuple(
            damaged(
                page,
                "scan" if by_pen else preset,
                Random(f"{seed}/{name}/{preset}/{place}").getrandbits(32),
            )
            for place, page in enumerate(pictures(own, DRAWN_DPI))
        )
        yield Drawn(told, pages, own, truth_of(paper, range(1, len(pages) + 1)))
