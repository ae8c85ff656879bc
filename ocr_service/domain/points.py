"""Points of the index of Quyết định 766/QĐ-TTg, group "số hóa hồ sơ": our own estimate.

The portal counts from what was synchronised to it, we from what lies here. Where full points begin
is told in two ways (the text: at 80 %; what was published: at 100 % but for reuse), so that it is
a setting of each measure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ocr_service.domain.report import Figure, Measure

MOST: Mapping[Measure, float] = {
    Measure.RESULTS: 6,  # ORIGINAL_RESULT_AVAILABLE
    Measure.WITH_RESULT: 4,  # SO_HOA_GIAY_TO_GIAI_QUYET
    Measure.REUSE: 2,  # REUSED_DIGITIZED_DATA
}
OF_GROUP = 22  # with the four metrics that we can't know
FULL_SCORE_AT: Mapping[Measure, float] = {
    Measure.RESULTS: 1.0,
    Measure.WITH_RESULT: 1.0,
    Measure.REUSE: 0.8,
}
DIGITS = 2


@dataclass(frozen=True, slots=True)
class Points:
    """``value`` of ``most``; None where the figure is not measured."""

    value: float | None
    most: float
    full_score_at: float


def points(
    measure: Measure, figure: Figure, full_score_at: Mapping[Measure, float]
) -> Points | None:
    """None for what the index does not ask, or we can't count."""
    if measure not in MOST:
        return None
    most, full = MOST[measure], full_score_at.get(measure, FULL_SCORE_AT[measure])
    if figure.share is None:
        return Points(None, most, full)
    return Points(round(most * min(1.0, figure.share / full), DIGITS), most, full)
