"""What may stand on a line: a date with its words, or a number with its slash."""

from dataclasses import dataclass, field

from ocr_service.reading.handwriting.figures import DAY, MONTH, NUMBER, SLASH, YEAR, digit
from ocr_service.reading.handwriting.places import Kind

LONGEST = 5  # figures of a number


@dataclass(frozen=True)
class State:
    """How far a line is read: the figures of each part begun, the last one still open."""

    parts: tuple[str, ...] = field(default=())


def after(kind: Kind, state: State, class_: int) -> State | None:
    """The state with one more class; None where the line cannot go on so."""
    return _in_date(state, class_) if kind is Kind.DATE else _in_number(state, class_)


def whole(kind: Kind, state: State) -> bool:
    """Whether the line may end here."""
    parts = state.parts
    if kind is Kind.DATE:
        return len(parts) == 3 and _closed(parts)
    return len(parts) in (2, 3) and (len(parts) == 2 or parts[1] == "" or len(parts[1]) == 4)


def _in_date(state: State, class_: int) -> State | None:
    parts = state.parts
    if class_ in (DAY, MONTH, YEAR):
        follows = class_ == DAY + len(parts) and _closed(parts)
        return State((*parts, "")) if follows else None
    figure = digit(class_)
    if not figure or not parts:
        return None
    last = parts[-1] + figure
    return State((*parts[:-1], last)) if _possible(len(parts), last) else None


def _possible(part: int, figures: str) -> bool:
    """Whether a day (1), a month (2) or a year (3) may begin so."""
    if part == 3:
        return len(figures) <= 4 and ("19".startswith(figures[:2]) or "20".startswith(figures[:2]))
    most = 31 if part == 1 else 12
    return len(figures) == 1 or (len(figures) == 2 and 1 <= int(figures) <= most)


def _closed(parts: tuple[str, ...]) -> bool:
    """Whether the last part may end: blank, or a day, a month, a year."""
    if not parts or not parts[-1]:
        return True
    return len(parts[-1]) == 4 if len(parts) == 3 else int(parts[-1]) > 0


def _in_number(state: State, class_: int) -> State | None:
    parts = state.parts
    if class_ == NUMBER:
        return State(("",)) if not parts else None
    if class_ == SLASH:
        return State((*parts, "")) if parts and len(parts) < 3 else None
    figure = digit(class_)
    if not figure or not parts or len(parts) == 3:
        return None
    last = parts[-1] + figure
    longest = LONGEST if len(parts) == 1 else 4
    return State((*parts[:-1], last)) if len(last) <= longest else None
