"""Blind double keying: two people key a field, neither seeing what anybody else read or keyed."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from ocr_service.domain.errors import OcrError
from ocr_service.domain.record import Value

TWICE = 2


@dataclass(frozen=True, slots=True)
class Keying:
    """What one person keyed of one field; ``value`` None: the paper has none, ``text`` as typed."""

    document_id: str
    field: str
    keyer_id: str
    keyer: str
    at: datetime
    value: Value
    text: str = ""


class FieldsLeft(OcrError):
    """People are to see to fields of the document first; their ``labels`` are for people."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(f"fields are left to people: {len(labels)}")
        self.labels = tuple(labels)


class NotKeyedTwice(FieldsLeft):
    """Two people are to key them, neither seeing what was read."""


class NotSettled(FieldsLeft):
    """Two people keyed them, otherwise than each other; nobody has told yet what is right."""


def keyed_twice(keyings: Collection[Keying]) -> frozenset[str]:
    """The names of the fields that two people have keyed."""
    times = Counter(keying.field for keying in keyings)
    return frozenset(name for name, number in times.items() if number >= TWICE)
