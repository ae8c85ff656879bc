"""One table of what understanding is worth: by damage, and under each by type of paper."""

from collections.abc import Iterator, Sequence

from benchmarks.scoring import Score
from benchmarks.understanding.runs import Run
from ocr_service.domain.dossier import UNKNOWN

HEAD = (
    "| papers | type right | P | R | F1 | exact records | ECE | wrong when sure | straight through "
    "| wrong among them |",
    "|---|---|---|---|---|---|---|---|---|---|",
)


def table(runs: Sequence[Run], types: Sequence[str]) -> str:
    """Markdown: a line for each damage, then one for each type under it."""
    lines = [*HEAD]
    for done in runs:
        lines.append(_line(f"**{done.damage}**", done.score))
        lines += [_line(kind, done.by_type[kind]) for kind in types]
        lines += list(_confused(done.score))
    pages = sum(done.pages for done in runs)
    each = sum(done.seconds for done in runs) / max(pages, 1)
    lines.append(f"\nUnderstanding alone: {each * 20:.2f} s for 20 pages ({pages} pages measured).")
    return "\n".join(lines)


def _line(name: str, score: Score) -> str:
    tally = score.tally()
    fields = (
        f"{tally.precision:.3f} | {tally.recall:.3f} | {tally.f1:.3f} "
        f"| {score.share_of_records(exact=True):.0%} | {score.calibration_error():.3f} "
        f"| {score.wrong_when_sure():.2%} | {score.share_of_records(accepted=True):.0%} "
        f"| {score.wrong_among_accepted():.1%} |"
    )
    return f"| {name} | {score.type_accuracy:.1%} | {fields}"


def _confused(score: Score) -> Iterator[str]:
    for (true, found), count in sorted(score.types.items()):
        if true != found:
            yield f"| {true} taken for {found}: {count} | | | | | | | | | |"


def worst(runs: Sequence[Run], most: int = 10) -> str:
    """The fields that are wrong or missing most often, over all damages."""
    counted: dict[tuple[str, str], list[int]] = {}
    for done in runs:
        for key, tally in done.score.fields.items():
            held = counted.setdefault(key, [0, 0])
            held[0] += tally.wrong + tally.missing + tally.surplus
            held[1] += tally.right + tally.wrong + tally.missing + tally.surplus
    ranked = sorted(counted.items(), key=lambda item: -item[1][0])[:most]
    rows = [f"{kind}.{name}: {bad} of {all_}" for (kind, name), (bad, all_) in ranked]
    return "Worst fields: " + "; ".join(rows)


def figures(done: Run) -> dict[str, object]:
    """The numbers of one damage for RESULTS.md."""
    score, tally = done.score, done.score.tally()
    strangers = done.by_type[UNKNOWN]
    return {
        "damage": done.damage,
        "papers": len(score.records),
        "type_right": round(score.type_accuracy, 4),
        "strangers_called_something": round(1 - strangers.type_accuracy, 4),
        "precision": round(tally.precision, 4),
        "recall": round(tally.recall, 4),
        "f1": round(tally.f1, 4),
        "exact_records": round(score.share_of_records(exact=True), 4),
        "calibration_error": round(score.calibration_error(), 4),
        "wrong_when_sure": round(score.wrong_when_sure(), 4),
        "straight_through": round(score.share_of_records(accepted=True), 4),
        "wrong_among_straight": round(score.wrong_among_accepted(), 4),
        "seconds_for_20_pages": round(done.seconds / max(done.pages, 1) * 20, 3),
    }
