"""Agencies as people call them, and which of them were merged into others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ocr_service.domain.access import lineage


@dataclass(frozen=True, slots=True)
class Agency:
    """``above``, ``place``, ``symbol``: as its own papers are headed (Nghị định 30/2020/NĐ-CP).

    ``symbol``: its short name, UBND in ``Số: 12/BC-UBND``.
    """

    code: str
    name: str = ""
    above: str = ""
    place: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Merger:
    """What came in under ``old`` counts under ``new``, which took its place on ``since``."""

    old: str
    new: str
    since: date


@dataclass(frozen=True, slots=True)
class Agencies:
    """As the file of agencies tells them: by code, and mergers by the old code."""

    named: Mapping[str, Agency] = field(default_factory=dict)
    merged: Mapping[str, Merger] = field(default_factory=dict)

    def of(self, code: str) -> Agency:
        return self.named.get(code, Agency(code))

    def called(self, code: str) -> str:
        """Its name and its code; the code alone where nobody told a name."""
        name = self.of(code).name
        return f"{name} ({code})" if name and code else name or code

    def office(self, code: str, told: Agency) -> Agency:
        """Whose paper it is: as told, else as the file tells; above it the nearest named."""
        known = self.of(code)
        higher = (self.of(it).name for it in lineage(code)[1:-1])
        return Agency(
            code,
            told.name or known.name,
            told.above or known.above or next(filter(None, higher), ""),
            told.place or known.place,
            told.symbol or known.symbol,
        )

    def merger(self, code: str) -> Merger | None:
        """Into what it went: itself, or the nearest agency above it that was merged."""
        return next((self.merged[it] for it in lineage(code) if it in self.merged), None)

    def now(self, code: str) -> str:
        """The code that it counts under; one below a merged agency counts under its successor."""
        while merger := self.merger(code):
            code = merger.new
        return code

    def within(self, scope: str) -> tuple[str, ...]:
        """The scope, and old codes that lie in it only by what became of them."""
        return (scope, *(old for old in self.merged if scope in lineage(self.now(old))))


def province_of(code: str) -> str:
    """The agency of the first level that it belongs to (H42 of H42.1.3); "" of ""."""
    return ([*lineage(code)[:-1]] or [""])[-1]
