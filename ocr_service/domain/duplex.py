"""Two passes through a scanner without duplex: fronts, then backs, laid together again."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

from ocr_service.domain.record import Doubt

Side = TypeVar("Side")


class Duplex(StrEnum):
    """How the backs follow the fronts: in the same order, or last sheet first.

    A feeder gives the backs reversed when the whole stack is turned over at once.
    """

    FRONTS_THEN_BACKS = "fronts_then_backs"
    FRONTS_THEN_REVERSED_BACKS = "fronts_then_reversed_backs"


def unequal(fronts: int, backs: int) -> Doubt:
    """What people are told when the passes do not fit together; nothing was moved then."""
    return Doubt(
        "",
        "duplex_unequal",
        f"Lượt quét mặt trước có {fronts} trang, lượt mặt sau có {backs} trang nên chưa ghép "
        "được hai mặt; các trang đang giữ nguyên thứ tự quét. Hãy kiểm tra máy quét có kéo hai "
        "tờ một lúc hay bỏ sót tờ nào không, rồi quét lại cả hai lượt.",
    )


def laid_together(
    files: Sequence[Sequence[Side]], duplex: Duplex
) -> tuple[tuple[Side, ...], Doubt | None]:
    """Front, back, front, back …; as they lie, with the reason, when the passes are unequal.

    Two files are the two passes; otherwise the passes are the two halves of all pages in a row.
    Blank backs count: they are taken for blank only afterwards.
    """
    row = [side for file in files for side in file]
    passes = (
        list(files) if len(files) == 2 else [row[: (len(row) + 1) // 2], row[(len(row) + 1) // 2 :]]
    )
    fronts, backs = passes
    if len(fronts) != len(backs):
        return tuple(row), unequal(len(fronts), len(backs))
    if duplex is Duplex.FRONTS_THEN_REVERSED_BACKS:
        backs = list(reversed(backs))
    return tuple(side for both in zip(fronts, backs, strict=True) for side in both), None
