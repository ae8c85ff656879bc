"""The register of kinds: one decorated function each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ocr_service.domain.record import Value

Options = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text was taken for; ``sure`` (0..1) is how far the kind's own rules bear it out."""

    value: Value
    sure: float = 0.0


NOTHING = Parsed(None, 0.0)
Parser = Callable[[str, Options], Parsed]
Flaw = Callable[[str], str]


def _flawless(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; ``lines`` is how many lines its text may fill.

    ``flaw`` says what is wrong with a value as it stands on paper (a code), or "".
    """

    parser: Parser
    lines: int
    flaw: Flaw


KINDS: dict[str, Kind] = {}


def value_kind(name: str, lines: int = 1, flaw: Flaw = _flawless) -> Callable[[Parser], Parser]:
    """Register a parser under ``name``."""

    def register(parser: Parser) -> Parser:
        KINDS[name] = Kind(parser, lines, flaw)
        return parser

    return register


def parse(kind: str, text: str, options: Options | None = None) -> Parsed:
    """Read ``text`` as a value of ``kind``; the value is None if it is none. KeyError: no kind."""
    return KINDS[kind].parser(text, options or {}) if text.strip() else NOTHING


def flaw(kind: str, value: Value) -> str:
    """What the rules of the kind find wrong with a value itself: a code, or "" if nothing."""
    return KINDS[kind].flaw(value) if isinstance(value, str) else ""


def runs_on(kind: str) -> int:
    """How many lines a value of this kind may fill."""
    return KINDS[kind].lines
