"""Samples of what nobody would have looked at, and how often such is wrong, with what certainty.

The interval is that of E. B. Wilson, "Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22 (1927), 209-212: unlike the usual
one it holds for few samples, and for none that was wrong.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from math import sqrt

SALT = b"ocr-service/sample/1:"  # no secret: anyone can check that nobody chose by hand
ALL = 2**64
Z = 1.959963984540054  # of the normal distribution, for 95 %


def chosen(document_id: str, share: float) -> bool:
    """Whether it is one of the share (0..1) that people look at; always the same for an id."""
    drawn = int.from_bytes(sha256(SALT + document_id.encode()).digest()[:8], "big")
    return drawn < share * ALL


@dataclass(frozen=True, slots=True)
class Share:
    """``wrong`` of ``all``, as shares (0..1): measured, and the ends of its 95 % interval."""

    rate: float
    low: float
    high: float


def wilson(wrong: int, all_: int) -> Share | None:
    """None where nothing was looked at."""
    if not all_:
        return None
    rate, spread = wrong / all_, Z * Z / all_
    middle = rate + spread / 2
    half = Z * sqrt((rate * (1 - rate) + spread / 4) / all_)
    low = 0.0 if wrong == 0 else (middle - half) / (1 + spread)
    high = 1.0 if wrong == all_ else (middle + half) / (1 + spread)
    return Share(rate, low, high)


@dataclass(frozen=True, slots=True)
class Looked:
    """One sample that a person has looked at."""

    document_type: str
    looked_at: datetime
    fields: int
    fields_wrong: int
    record_wrong: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """Of samples looked at: how many records, and fields in them; and how many were wrong."""

    records: int = 0
    records_wrong: int = 0
    fields: int = 0
    fields_wrong: int = 0

    def with_one(self, one: Looked) -> "Measure":
        return Measure(
            self.records + 1,
            self.records_wrong + one.record_wrong,
            self.fields + one.fields,
            self.fields_wrong + one.fields_wrong,
        )
