"""What a paper is before it is drawn: a template, its values, and the truth about it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from samples.generator.cast import Cast

Row = dict[str, str | int | float | None]
Truth = str | int | float | list[str] | list[Row] | None


@dataclass(frozen=True)
class Paper:
    """An invented paper.

    ``fields`` holds the normalised value of each field that stands on the paper.
    ``alternatives`` holds further values to accept for a field. ``optional`` holds values that
    may be found (they follow from the paper, or are no clear field of it) but need not be.
    ``wording`` seeds the choice among synonyms of labels; 0 keeps the standard labels.
    """

    document_type: str
    template: str
    values: dict[str, object]
    fields: dict[str, Truth]
    alternatives: dict[str, list[Truth]] = field(default_factory=dict)
    optional: dict[str, Truth] = field(default_factory=dict)
    wording: int = 0


Draft = Callable[[Cast, Random], Paper]
