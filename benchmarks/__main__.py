"""`make bench`: runs every benchmark and writes RESULTS.md, with the machine, day and commit."""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import layers
from benchmarks.marks.table import blanks_lines, codes_lines
from benchmarks.pdf import table as pdf
from benchmarks.rate import table as rate
from benchmarks.reuse import table as reuse
from benchmarks.screens import table as screens
from benchmarks.storm import table as storm
from benchmarks.trail import table as trail

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
Lines = Iterator[str]
FRESH = "82461"  # a seed that no test and no tuning used
UNSEEN = "640427"  # the same, for papers: neither fitting nor drawing was tried on it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=list(SECTIONS), choices=list(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="fewer pages; no figures to quote")
    chosen = parser.parse_args()
    parts = [*heading()]
    for name in chosen.only:
        arguments, written = SECTIONS[name]
        found = measured(name, arguments["quick" if chosen.quick else "full"])
        parts += ["", *written(found)]
    RESULTS.write_text("\n".join(parts) + "\n", "utf-8")
    print(RESULTS.read_text("utf-8"))


def measured(name: str, arguments: list[str]) -> Any:
    """What one benchmark found, run apart so that its memory and time are its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        command = [sys.executable, "-m", f"benchmarks.{name}", *arguments, "--json", str(out)]
        subprocess.run(command, check=True)
        return json.loads(out.read_text("utf-8"))


def heading() -> Lines:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    yield "# Results"
    yield ""
    yield "Written by `make bench`. Seconds differ between machines: quote the ratios."
    yield ""
    made = f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    yield f"- machine: {os.cpu_count()} cores, {made}"
    yield f"- day: {datetime.now(UTC):%Y-%m-%d}, commit: {commit or 'unknown'}"


def reading_lines(rows: list[dict[str, Any]]) -> Lines:
    yield "## Reading: letters, forms, tables, columns and prose, drawn and damaged"
    yield ""
    yield "Every reader read the same files; CPU seconds without start-up, children included."
    yield ""
    yield "| damage | reader | pages | CER % | WER % | CPU s/page | CPU / plain Tesseract | MB |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    plain = {row["kind"]: row["seconds_per_page"] for row in rows if row["reader"] == "tesseract"}
    for row in rows:
        if not row["pages"]:
            yield f"| {row['kind']} | {row['reader']} | {row['note']} | | | | | |"
            continue
        ratio = row["seconds_per_page"] / (plain.get(row["kind"]) or 1)
        yield (
            f"| {row['kind']} | {row['reader']} | {row['pages']} | {row['cer'] * 100:.2f} "
            f"| {row['wer'] * 100:.2f} | {row['seconds_per_page']:.2f} | {ratio:.2f} "
            f"| {row['peak_mb']} |"
        )
    yield ""
    yield from against_peers(rows)


def against_peers(rows: list[dict[str, Any]]) -> Lines:
    """Our CER beside the lowest of all others, by damage."""
    yield "| damage | ours CER % | best other | its CER % | ours as a share |"
    yield "| --- | --- | --- | --- | --- |"
    for mine in (row for row in rows if row["reader"] == "ours"):
        others = [r for r in rows if r["kind"] == mine["kind"] and r is not mine and r["pages"]]
        if best := min(others, key=lambda row: row["cer"], default=None):
            share = f"{mine['cer'] / best['cer']:.2f}" if best["cer"] else "-"
            yield (
                f"| {mine['kind']} | {mine['cer'] * 100:.2f} | {best['reader']} "
                f"| {best['cer'] * 100:.2f} | {share} |"
            )


def ablation_lines(rows: list[dict[str, Any]]) -> Lines:
    yield "## Cleaning: what each step gains and costs"
    yield ""
    yield "Over all damages together, and the damage where leaving the step out costs most."
    yield ""
    yield "| step left out | CER % from | to | CPU s/page from | to | most on | CER % from | to |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for step in dict.fromkeys(row["step"] for row in rows):
        held = [row for row in rows if row["step"] == step]
        worst = max(held, key=lambda row: row["cer_without"] - row["cer"])
        names = ("cer", "cer_without", "seconds", "seconds_without")
        mean = {name: sum(row[name] for row in held) / len(held) for name in names}
        yield (
            f"| {step} | {mean['cer'] * 100:.2f} | {mean['cer_without'] * 100:.2f} "
            f"| {mean['seconds']:.2f} | {mean['seconds_without']:.2f} | {worst['kind']} "
            f"| {worst['cer'] * 100:.2f} | {worst['cer_without'] * 100:.2f} |"
        )


def upright_lines(found: dict[str, Any]) -> Lines:
    yield "## Turned pages"
    yield ""
    yield f"{found['right']:.2%} of {found['pages']} pages, fed any way round, were set upright."


def quality_lines(found: dict[str, dict[str, Any]]) -> Lines:
    yield "## Quality: is a page told of that must be scanned again?"
    yield ""
    yield "Bad: CER over 5 %. Spoiled pages may be told of rightly though less text is lost: where"
    yield "a finger lies, or a side is cut off."
    yield ""
    yield "| pages | bad | of these told of | good | of these told of | on which |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, row in found.items():
        which = ", ".join(f"{kind} {count}" for kind, count in row["good_told_of"].items())
        yield (
            f"| {name} | {row['bad']} | {row['bad_told']} | {row['good']} | {row['good_told']} "
            f"| {which} |"
        )


def understanding_lines(found: dict[str, Any]) -> Lines:
    yield "## Understanding: drawn papers of all types, as read"
    yield ""
    yield "Sure: confidence of 0.9 at least and no doubt. Straight through: accepted by no person."
    yield "![Reliability](understanding/reliability.svg)"
    yield ""
    yield found["table"]
    yield ""
    yield found["worst"]


def memory_lines(found: dict[str, Any]) -> Lines:
    yield "## Memory: one long scanned PDF"
    yield ""
    yield (
        f"{found['pages']} dense pages at 200 dpi: peak {found['peak_mb']} MB resident, "
        f"{found['cpu_seconds_per_page']:.2f} s of one core a page."
    )


def service_lines(found: dict[str, dict[str, float]]) -> Lines:
    yield "## Service: over HTTP, as a one-stop system meets it"
    yield ""
    yield "| measure | times | median ms | p95 ms |"
    yield "| --- | --- | --- | --- |"
    for name, row in found.items():
        yield f"| {name} | {row['times']} | {row['median_ms']} | {row['p95_ms']} |"


def marks_lines(rows: list[dict[str, Any]]) -> Lines:
    yield "## Codes: one of each kind on an office page, found after its damage"
    yield ""
    yield from codes_lines(rows)


def blank_lines(rows: list[dict[str, Any]]) -> Lines:
    yield "## Blank sheets, and sheets that say hardly anything"
    yield ""
    yield from blanks_lines(rows)


SECTIONS: dict[str, tuple[dict[str, list[str]], Callable[[Any], Lines]]] = {
    "reading": (
        {"full": ["--pages", "5", "--seed", FRESH], "quick": ["--pages", "1"]},
        reading_lines,
    ),
    "reading.ablation": (
        {"full": ["--pages", "3", "--seed", FRESH], "quick": ["--pages", "1"]},
        ablation_lines,
    ),
    "reading.upright": (
        {"full": ["--seed", FRESH], "quick": ["--pages", "12"]},
        upright_lines,
    ),
    "reading.quality": (
        {"full": ["--pages", "5", "--seed", FRESH], "quick": ["--pages", "1"]},
        quality_lines,
    ),
    "marks": (
        {"full": ["--pages", "3", "--seed", FRESH], "quick": ["--pages", "1"]},
        marks_lines,
    ),
    "marks.blanks": (
        {"full": ["--seed", FRESH], "quick": ["--seeds", "1", "--kinds", "scan"]},
        blank_lines,
    ),
    "understanding": (
        {
            "full": f"--seed {UNSEEN} --per-type 4 --damage scan photo fax --turned 2 "
            "--strangers 30".split(),
            "quick": ["--per-type", "1"],
        },
        understanding_lines,
    ),
    "service": (
        {"full": [], "quick": ["--posts", "5", "--dossiers", "2", "--long", "10"]},
        service_lines,
    ),
    "rate": ({"full": [], "quick": ["--hold", "5", "--rates", "10", "20"]}, rate.written),
    "storm": ({"full": [], "quick": ["--dossiers", "20", "--scanned", "2"]}, storm.written),
    "screens": (
        {"full": [], "quick": ["--dossiers", "500", "--rounds", "3"]},
        screens.written,
    ),
    "reuse": (
        {"full": [], "quick": ["--share", "0.01", "--each", "8", "--rounds", "2"]},
        reuse.written,
    ),
    "trail": ({"full": [], "quick": ["--rounds", "2", "--entries", "2000"]}, trail.written),
    "pdf": ({"full": ["--seed", FRESH], "quick": ["--pages", "1"]}, pdf.written),
    "layers": ({"full": ["--seed", FRESH], "quick": ["--pages", "5"]}, layers.written),
    "memory": ({"full": ["--pages", "300"], "quick": ["--pages", "20"]}, memory_lines),
}

if __name__ == "__main__":
    main()
