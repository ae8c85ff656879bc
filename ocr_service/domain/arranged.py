"""The pages of a dossier as people want them: what was read, with their acts carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ocr_service.domain.arranging import Edit, EditKind, Place, Standing
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.domain.record import Doubt

NOT_TURNED = "not_turned"


@dataclass(frozen=True, slots=True)
class Arranged:
    """``stand_for``: of a page sent later, the one that it stands in the place of, the first if
    that had been replaced itself.
    """

    pages: tuple[Page, ...]
    stand_for: Mapping[Place, Place] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def first_of(self, place: Place) -> Place:
        return self.stand_for.get(place, place)


@dataclass
class Pile:
    """Pages being sorted; what an act speaks of and is not here any more, it does nothing to."""

    order: list[Place]
    begins: dict[Place, bool] = field(default_factory=dict)
    blank: dict[Place, bool] = field(default_factory=dict)
    stand_for: dict[Place, Place] = field(default_factory=dict)

    def carry_out(self, act: Edit) -> None:
        self.begins.update(act.begins)
        if act.kind is EditKind.MOVE:
            self.order = moved(self.order, act.pages, act.before)
        elif act.kind in (EditKind.BLANK, EditKind.NOT_BLANK):
            self.blank.update(dict.fromkeys(act.pages, act.kind is EditKind.BLANK))
        elif act.kind is EditKind.REPLACE:
            self._replace(act.pages[0], act.sent)

    def _replace(self, old: Place, sent: Sequence[str]) -> None:
        """Until the new file is read, or should it never be, the old page stays."""
        new = [it for it in self.order if it[0] in sent]
        if not new or old not in self.order:
            return
        rest = [it for it in self.order if it not in new]
        at = rest.index(old)
        self.order = [*rest[:at], *new, *rest[at + 1 :]]
        self.stand_for[new[0]] = self.stand_for.get(old, old)
        if old in self.begins:
            self.begins[new[0]] = self.begins[old]
        self.begins.update(dict.fromkeys(new[1:], False))


def moved(order: Sequence[Place], pages: Sequence[Place], before: Place | None) -> list[Place]:
    """The order with ``pages``, as they follow each other in it, before that page or at the end."""
    going = [it for it in order if it in pages]
    rest = [it for it in order if it not in pages]
    at = rest.index(before) if before in rest else len(rest)
    return [*rest[:at], *going, *rest[at:]]


def arrange(pages: Sequence[Page], acts: Sequence[Edit]) -> Arranged:
    """The pages in their order, each with what people said of it; pure, and the same each time."""
    if not acts:
        return Arranged(tuple(pages))
    found = {place_of(page): page for page in pages}
    pile = Pile(list(found))
    for act in acts:
        pile.carry_out(act)
    told = [with_word(found[place], pile) for place in pile.order]
    numbered = numbered_through(told)
    rotations = Standing(tuple(acts)).rotations
    doubts = tuple(
        not_turned(page)
        for page in numbered
        if rotations.get(place_of(page), page.rotation) != page.rotation
    )
    return Arranged(numbered, pile.stand_for, doubts)


def with_word(page: Page, pile: Pile) -> Page:
    place = place_of(page)
    blank = pile.blank.get(place)
    return replace(
        page,
        begins=pile.begins.get(place),
        told_blank=blank,
        blank=page.blank if blank is None else blank,
    )


def place_of(page: Page) -> Place:
    return page.scan, page.file_page


def not_turned(page: Page) -> Doubt:
    return Doubt(
        "",
        NOT_TURNED,
        f"Trang {page.number} chưa xoay được như đã yêu cầu vì máy đọc dừng ở trang này. "
        "Hãy xoay lại, hoặc quét lại trang.",
    )
