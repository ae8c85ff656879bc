"""One kind of paper: how to recognise it, what to take from it, and what must agree in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

THRESHOLD = 0.9  # a value less likely to be right is in doubt, unless the schema says otherwise


class Region(StrEnum):
    """A part of the page where a phrase or a value must stand."""

    ANYWHERE = "anywhere"
    TOP = "top"
    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM = "bottom"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


class Position(StrEnum):
    """Where a value stands, told from a label or from the layout of the page."""

    RIGHT_OF = "right_of"  # after the label, running on to the next lines
    LEFT_OF = "left_of"  # before the label, on its line
    BELOW = "below"  # under the label, in its column
    HEAD = "head"  # the names stacked above the number, top left
    TITLE = "title"  # the title itself
    UNDER_TITLE = "under_title"  # the centred lines that follow the title
    SIGNATURE = "signature"  # a part of the last signature block
    ALONE = "alone"  # a piece that fits the field's pattern, with no label anywhere
    PHRASE = "phrase"  # one of the field's own options, standing on the page
    TABLE = "table"  # the rows under the headings of the field's columns
    BLOCKS = "blocks"  # blocks of labels, one for each row, opened by the first column's label


# Positions that give rows of named cells.
IN_ROWS = (Position.TABLE, Position.BLOCKS)


class Part(StrEnum):
    """Which part of a stack or of a signature block is meant."""

    ALL = "all"
    FIRST = "first"
    LAST = "last"
    NAME = "name"
    OFFICE = "office"
    MANDATE = "mandate"


class Names(StrEnum):
    """What a field says of the dossier that its paper lies in."""

    NOTHING = "nothing"
    DOSSIER = "dossier"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to find a value; ``labels`` are phrases as printed, ``lines`` the most it may fill.

    ``within`` names a section; ``until`` holds phrases that end the value.
    """

    position: Position
    labels: tuple[str, ...] = ()
    region: Region = Region.ANYWHERE
    within: str = ""
    until: tuple[str, ...] = ()
    lines: int = 0
    part: Part = Part.ALL


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its cells hold, and the headings (or labels) it bears."""

    name: str
    label: str
    kind: str
    headed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field as asked for.

    ``columns`` are those of a table. ``repeated`` are labels after which the value stands
    once more, as a date or a sum in words does. ``known`` are texts that it often holds: one
    with the same letters is spelt so.
    ``options`` maps each allowed value to the phrases that mean it (kind ``choice``).
    ``pattern`` is the regular expression of an identifier. ``qr`` is the part (from 0)
    of a card's code that holds the value, ``mrz`` the name of its machine-readable element.
    ``keyed_twice``: in doubt or by pen, two people key it, neither seeing what anybody else read.
    ``names``: a dossier that has no code, or no procedure, takes it from this field.
    """

    name: str
    label: str
    kind: str
    ways: tuple[Way, ...]
    required: bool = False
    threshold: float = THRESHOLD
    options: Mapping[str, tuple[str, ...]] | None = None
    pattern: str = ""
    qr: int | None = None
    mrz: str = ""
    columns: tuple[Column, ...] = ()
    repeated: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    keyed_twice: bool = False
    names: Names = Names.NOTHING


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase that speaks for a type where it stands; ``weight`` says how loudly."""

    phrase: str
    weight: float = 1.0
    region: Region = Region.ANYWHERE


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a type is told from others.

    ``titles`` are whole titles, ``beginnings`` the first words of longer ones. Clues add
    up to ``needed``, from where they are enough. ``unless`` are titles of other papers.
    ``later`` are clues of a later page or side. A paper ``untitled`` may bear no title;
    one that ``ends_signed`` goes on after its signature only where later clues say so.
    """

    titles: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    clues: tuple[Clue, ...] = ()
    needed: float = 3.0
    unless: tuple[str, ...] = ()
    untitled: bool = False
    ends_signed: bool = False
    later: tuple[Clue, ...] = ()


# The rules that compare fields, and how many each compares.
RULES: Mapping[str, int] = {
    "not_after": 2,
    "after": 2,
    "personal_id_agrees": 3,
    "symbol_agrees": 2,
    "symbol_names_office": 2,
    "office_of_its_day": 2,
    "parent_of": 2,
    "wife_of_age": 2,
    "husband_of_age": 2,
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """A rule between fields, and the fields in its order."""

    rule: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a paper holds: until the day in a field, ``months`` since another, a day for all.

    ``ended`` is the day on which papers of the type lost all force.
    """

    until: str = ""
    since: str = ""
    months: int = 0
    ended: date | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in (self.until, self.since) if name)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the paper speaks of, and the fields that say who: ``name`` to ``number``."""

    role: str
    name: str
    date_of_birth: str = ""
    sex: str = ""
    number: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        told = (self.name, self.date_of_birth, self.sex, self.number)
        return tuple(name for name in told if name)


@dataclass(frozen=True, slots=True)
class Reuse:
    """What a paper is found by once it is accepted: names of fields, and of people in ``of``.

    ``issued``: the first that the paper tells. ``of``: whose paper it is; empty: everybody's whom
    it speaks of. ``also``: a further number of the person of that role. ``organisation`` and
    ``code``: the name and number of the organisation it is about. ``words``: fields whose words it
    is found by. ``one_at_a_time``: a newer one of the same person takes its place.
    """

    number: str = ""
    issued: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""
    code: str = ""
    words: tuple[str, ...] = ()
    one_at_a_time: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        alone = (self.number, self.organisation, self.code)
        told = (*alone, *self.issued, *self.issuer, *self.words, *self.also.values())
        return tuple(name for name in told if name)


@dataclass(frozen=True, slots=True)
class DocumentType:
    """One kind of paper; ``code`` is the name of its file."""

    code: str
    title: str
    recognition: Recognition
    fields: tuple[FieldSpec, ...]
    sections: Mapping[str, tuple[str, ...]]
    stops: tuple[str, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    people: tuple[Person, ...] = ()
    validity: Validity | None = None
    reuse: Reuse = Reuse()

    def field(self, name: str) -> FieldSpec | None:
        return next((spec for spec in self.fields if spec.name == name), None)
