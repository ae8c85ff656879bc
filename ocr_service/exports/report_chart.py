"""One measure of a report as a chart (SVG): drawn to be shown as a picture, it runs nothing."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pygal
from pygal.style import Style

from ocr_service.domain.digitization import Row
from ocr_service.domain.report import By, Measure

# pygal's finder of plug-ins is of an old kind, which whoever walks this list stumbles over.
sys.meta_path[:] = [finder for finder in sys.meta_path if hasattr(finder, "find_spec")]

MOST_ROWS = 15  # more bars are no picture any more
LONGEST_NAME = 34  # signs
PERCENT = 100
WIDTH, BAR, FRAME = 1000, 44, 130  # of the picture, of one row in it, of what is around them
COLUMN, COLUMNS_HIGH = 130, 360
ACTIVE = frozenset({"script", "a", "foreignObject", "desc"})
COLOURS = ("#17568a", "#c3cfda")
STYLE = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#1b2733",
    foreground_strong="#1b2733",
    foreground_subtle="#4a5765",
    colors=COLOURS,
    font_family='system-ui, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif',
    label_font_size=15,
    major_label_font_size=15,
    legend_font_size=15,
    value_font_size=13,
    value_colors=("#ffffff", "#1b2733"),
    opacity="1",
    opacity_hover="1",
)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in the picture, in the language of whoever looks."""

    reached: str
    target: str
    percent: Callable[[float], str]


def charted(rows: Sequence[Row], measure: Measure, by: By) -> list[Row]:
    """Those that are measured; of too many, those that reach least. Months stay in their order."""
    measured = [row for row in of_one_tier(rows, by) if row.figures[measure].share is not None]
    if by is By.MONTH:
        return measured[-MOST_ROWS:]
    return sorted(measured, key=lambda row: row.figures[measure].share or 0)[:MOST_ROWS]


def of_one_tier(rows: Sequence[Row], by: By) -> Sequence[Row]:
    """Of both tiers the provinces; of one province its agencies."""
    if by is not By.TIERS:
        return rows
    provinces = [row for row in rows if row.by is By.PROVINCE]
    return provinces if len(provinces) > 1 else [row for row in rows if row.by is By.AGENCY]


def chart(rows: Sequence[tuple[str, Row]], measure: Measure, by: By, words: Words) -> bytes:
    """Percents of each row, by its name, beside its target."""
    reached = [percent(row.figures[measure].share) for _, row in rows]
    targets = [row.targets.get(measure) for _, row in rows]
    drawn = canvas(by, len(rows), words)
    drawn.x_labels = [short(name) for name, _ in rows]
    drawn.add(words.reached, reached)
    if any(targets):
        drawn.add(words.target, [percent(it.value) if it else None for it in targets])
    drawn.add_xml_filter(still)
    svg: bytes = drawn.render()
    return svg


def canvas(by: By, many: int, words: Words) -> Any:
    upright = by is By.MONTH
    kind = pygal.Bar if upright else pygal.HorizontalBar
    return kind(
        style=STYLE,
        js=(),
        width=min(WIDTH, FRAME + COLUMN * (many + 1)) if upright else WIDTH,
        explicit_size=True,
        height=COLUMNS_HIGH if upright else FRAME + BAR * many,
        range=(0, PERCENT),
        print_values=True,
        print_values_position="center",
        value_formatter=lambda value: "" if value is None else words.percent(value),
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        show_x_guides=False,
        margin=12,
        no_data_text="",
    )


def percent(share: float | None) -> float | None:
    return None if share is None else round(share * PERCENT, 1)


def short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def still(root: Any) -> Any:
    """Without scripts, comments, and what only they would use."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in ACTIVE:
                parent.remove(child)
    return root
