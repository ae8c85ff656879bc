"""Where documents begin once somebody has moved, parted or joined pages: as they meant it.

Left to themselves, pages that follow each other anew might be taken for one document, and a page
whose first has gone for one of its own. So an act tells of all documents that it touches.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ocr_service.domain.arranged import moved
from ocr_service.domain.arranging import Place

Begins = tuple[tuple[Place, bool], ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """Pages in order; ``of`` names each one's document. Blank ones and sheets have none."""

    order: tuple[Place, ...]
    of: Mapping[Place, str]

    @classmethod
    def of_documents(cls, order: Iterable[Place], documents: Iterable[Sequence[Place]]) -> "Groups":
        named = {page: f"{pages[0]}" for pages in documents for page in pages}
        return cls(tuple(order), named)

    def before(self, page: Place) -> str:
        """The document that stands before that page; "" when there is none."""
        ahead = self.order[: self.order.index(page)]
        return next((self.of[it] for it in reversed(ahead) if it in self.of), "")

    def pages(self, document: str) -> list[Place]:
        return [it for it in self.order if self.of.get(it) == document]

    def parted(self, pages: Sequence[Place]) -> "Groups":
        """A document begins on each of the pages."""
        of = dict(self.of)
        for page in pages:
            its = of.get(page, "")
            later = [it for it in self.order[self.order.index(page) :] if of.get(it) == its]
            of.update(dict.fromkeys(later if its else [page], f"new {page}"))
        return replace(self, of=of)

    def joined(self, pages: Sequence[Place]) -> "Groups":
        """The document of each page goes on the one before, if there is one."""
        groups = self
        for page in pages:
            before, its = groups.before(page), groups.of.get(page, "")
            going = groups.pages(its) if its else [page]
            if before:
                groups = replace(groups, of={**groups.of, **dict.fromkeys(going, before)})
        return groups

    def moved(self, pages: Sequence[Place], before: Place | None, joins: bool) -> "Groups":
        """``joins``: from now on they belong to the document that they stand behind."""
        order = moved(self.order, pages, before)
        groups = Groups(tuple(order), self.of)
        going = [it for it in order if it in pages]
        target = groups.before(going[0]) if joins and going else ""
        if target:
            return replace(groups, of={**groups.of, **dict.fromkeys(going, target)})
        return groups

    def without(self, pages: Sequence[Place]) -> "Groups":
        return replace(self, of={page: it for page, it in self.of.items() if page not in pages})


def begins(before: Groups, after: Groups) -> Begins:
    """What is to be told so that documents are as in ``after``, whatever pages look like.

    Of documents that have lost or gained a page, or have other neighbours than before.
    """
    seams_before, seams = joints(before), joints(after)
    changed = {seam for seam in seams if seam not in seams_before}
    touched = {after.of[page] for seam in changed for page in seam if page is not None}
    touched |= {it for page, it in after.of.items() if it != before.of.get(page)}
    # What follows a document that has lost its end, or got another, still begins.
    touched |= {
        after.of[page] for last, page in seams if last and after.of[last] != before.of.get(last)
    }
    return tuple(
        (page, last is None or after.of[last] != after.of[page])
        for last, page in seams
        if after.of[page] in touched
    )


def joints(groups: Groups) -> list[tuple[Place | None, Place]]:
    """Each page that has a document, with the one that it follows."""
    row = [it for it in groups.order if it in groups.of]
    return list(zip([None, *row], row, strict=False))
