"""The pages of one document with all its printed phrases found, ready to be asked for values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocr_service.domain.page import Box
from ocr_service.schema.document_type import DocumentType, FieldSpec, Part, Position, Region, Way
from ocr_service.schema.letters import squash
from ocr_service.understanding.asked import phrases
from ocr_service.understanding.grid import Grid, find_grid, gone_on
from ocr_service.understanding.phrases import Hit, hits, opens, phrase
from ocr_service.understanding.sheet import Sheet, Token, join
from ocr_service.understanding.titles import Title, fit, titles

_ONE = (Part.FIRST, Part.LAST)  # of several places the one, whatever the others say


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens taken for a value, line by line; ``label`` (0..1) is how surely its label was met.

    ``sheet`` numbers the page within the document; ``blank`` holds the box of an empty place.
    ``damaged``: what is around it shows that a part is lost; ``hint`` is what stood there then.
    """

    lines: tuple[tuple[Token, ...], ...]
    sheet: int
    label: float
    blank: Box | None = None
    damaged: bool = False
    hint: str = ""

    @property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(token for line in self.lines for token in line)

    @property
    def text(self) -> str:
        return "\n".join(join(line) for line in self.lines if line)

    @property
    def box(self) -> Box | None:
        told = [token.box for token in self.tokens if not token.leader]
        return Box.around(told) if told else self.blank


@dataclass(frozen=True)
class Layout:
    """A document's sheets, its type, and the hits of every phrase the type names."""

    document_type: DocumentType
    sheets: tuple[Sheet, ...]

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        named = phrases(self.document_type)
        return tuple(
            hit
            for hit in hits(self.sheets, (text for text, _ in named.values()))
            if any(self.region(hit.sheet, hit.box, where) for where in named[squash(hit.phrase)][1])
        )

    @cached_property
    def _by_phrase(self) -> Mapping[str, Sequence[Hit]]:
        found: dict[str, list[Hit]] = {}
        for hit in self.hits:
            found.setdefault(squash(hit.phrase), []).append(hit)
        return found

    @cached_property
    def _section_starts(self) -> Sequence[tuple[tuple[int, int, int], str]]:
        """Where each section begins, in reading order; its first mention counts."""
        starts = []
        for name, labels in self.document_type.sections.items():
            met = sorted(hit.order for label in labels for hit in self.named(label))
            if met:
                starts.append((met[0], name))
        return sorted(starts)

    @cached_property
    def title(self) -> tuple[int, Title] | None:
        """The sheet and the line that bear the document's title."""
        for number, sheet in enumerate(self.sheets):
            _, title = fit(titles(sheet), self.document_type.recognition)
            if title:
                return number, title
        return None

    def named(self, label: str) -> Sequence[Hit]:
        return self._by_phrase.get(squash(label), ())

    def section(self, hit: Hit) -> str:
        """The section a hit stands in; "" before the first."""
        name = ""
        for start, section in self._section_starts:
            if start <= hit.order:
                name = section
        return name

    def labels(self, spec: FieldSpec, way: Way) -> list[Hit]:
        """The hits of a field's labels in the right region and section, the best first."""
        found = [
            hit
            for label in way.labels
            for hit in self.named(label)
            if self.sheets[hit.sheet].stands_in(hit.box, way.region)
            and not self._entitles(hit)
            and (hit.sheet, hit.row) not in self._tabled
            and not (way.part in _ONE and self._cites(hit))
        ]
        if self._sectioned(spec):
            found = self._at_home(found, way)
        if way.part in _ONE:
            return sorted(found, key=lambda hit: hit.order, reverse=way.part is Part.LAST)
        return sorted(found, key=lambda hit: (-round(hit.score, 1), hit.order))

    @cached_property
    def grids(self) -> Mapping[str, Sequence[tuple[int, Grid]]]:
        """The tables of each field that has some, with their sheets."""
        return {
            spec.name: list(self._grids(spec))
            for spec in self.document_type.fields
            if any(way.position is Position.TABLE for way in spec.ways)
        }

    def _grids(self, spec: FieldSpec) -> Iterator[tuple[int, Grid]]:
        """A field's tables; one may go on over the next sheet, its headings said again or not."""
        before: Grid | None = None
        for number, sheet in enumerate(self.sheets):
            ends = self._opened(number, spec)
            grid = find_grid(sheet, spec.columns, ends)
            if grid and not any(self.introduced(way, number, grid) for way in spec.ways):
                grid = None
            if before and not grid:
                grid = gone_on(before, self.sheets[number - 1], sheet, ends)
            if grid:
                yield number, grid
            before = grid

    def introduced(self, way: Way, sheet: int, grid: Grid) -> bool:
        """Whether one of the phrases that introduce a table stands before its rows."""
        before = (sheet, grid.body, 0)
        return not way.labels or any(
            hit.order < before for label in way.labels for hit in self.named(label)
        )

    def _opened(self, sheet: int, spec: FieldSpec) -> frozenset[int]:
        """The rows of a sheet that a label opens, other than the headings of the field itself."""
        own = {squash(text) for column in spec.columns for text in column.headed}
        return frozenset(
            hit.row
            for hit in self._starts.values()
            if hit.sheet == sheet
            and opens(self.sheets[sheet].rows[hit.row], hit.start)
            and squash(hit.phrase) not in own
        )

    @cached_property
    def _tabled(self) -> frozenset[tuple[int, int]]:
        """Rows that tables fill: their headings are no labels."""
        return frozenset(
            (number, row)
            for grids in self.grids.values()
            for number, grid in grids
            for row in range(grid.first, grid.last)
        )

    def _entitles(self, hit: Hit) -> bool:
        """Whether the words are part of the title, which names what its labels name."""
        return (
            bool(self.title and self.title[0] == hit.sheet and hit.row in self.title[1].rows)
            and not self.sheets[hit.sheet].rows[hit.row].tokens[hit.end - 1 :][1:2]
        )

    def _cites(self, hit: Hit) -> bool:
        """Whether the words tell of another paper, whose number stands before them."""
        row = self.sheets[hit.sheet].rows[hit.row]
        start = 0
        for piece in row.pieces:
            if hit.start < start + len(piece.tokens):
                before = piece.tokens[: hit.start - start]
                return any("/" in token.text and len(token.plain) > 3 for token in before)
            start += len(piece.tokens)
        return False

    def _sectioned(self, spec: FieldSpec) -> bool:
        """Labels that other sections bear too must be met in their own."""
        return any(way.within for way in spec.ways) or bool(
            {squash(label) for way in spec.ways for label in way.labels} & self._shared
        )

    def _at_home(self, found: Sequence[Hit], way: Way) -> list[Hit]:
        """The hits in the way's section; where there are none, those before all sections.

        What opens a section may be damaged. But labels that another field looks for there
        mean that field.
        """
        inside = [hit for hit in found if self.section(hit) == way.within]
        plain = {squash(label) for label in way.labels} & self._unsectioned
        return inside or [hit for hit in found if not self.section(hit) and not plain]

    @cached_property
    def _unsectioned(self) -> frozenset[str]:
        """Labels that some field looks for outside of all sections."""
        return self._looked_for(within=False)

    @cached_property
    def _shared(self) -> frozenset[str]:
        """Labels that some field looks for within a section."""
        return self._looked_for(within=True)

    def _looked_for(self, within: bool) -> frozenset[str]:
        ways = (way for spec in self.document_type.fields for way in spec.ways)
        return frozenset(
            squash(label) for way in ways if bool(way.within) is within for label in way.labels
        )

    def at(self, sheet: int, row: int, token: int) -> Hit | None:
        """The hit that begins at this token."""
        return self._starts.get((sheet, row, token))

    @cached_property
    def _starts(self) -> Mapping[tuple[int, int, int], Hit]:
        """Labels begin with a capital; words such as “ngày” stand within values too."""
        return {hit.order: hit for hit in self.hits if phrase(hit.phrase).capital}

    def region(self, sheet: int, box: Box, region: Region) -> bool:
        return self.sheets[sheet].stands_in(box, region)
