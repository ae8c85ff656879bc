"""`python -m benchmarks.reading`: prints a table; `--json FILE` writes the numbers."""

import argparse
import json
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from benchmarks.reading.ablation import STEPS
from benchmarks.reading.bench import FIRST_SEED, READERS, figures, run
from benchmarks.reading.damages import KINDS
from benchmarks.reading.readers import MAKERS
from ocr_service.config import Settings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=list(KINDS))
    parser.add_argument("--readers", nargs="+", default=READERS, choices=list(MAKERS))
    parser.add_argument("--engine", default=Settings.from_environment().engine)
    parser.add_argument("--without", nargs="+", default=[], choices=list(STEPS), metavar="STEP")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    options = (chosen.engine, *chosen.without)
    rows = []
    print(f"{'damage':<15}{'reader':<18}{'CER %':>8}{'WER %':>8}{'s/page':>8}{'MB':>6}")
    for tally in run(chosen.pages, chosen.kinds, chosen.seed, chosen.readers, options):
        rows.append(figures(tally))
        print(shown(rows[-1]), flush=True)
    told(rows)
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


def shown(row: dict[str, Any]) -> str:
    """One row of the table."""
    names = f"{row['kind']:<15}{row['reader']:<18}"
    if not row["pages"]:
        return f"{names}{row['note']:>8}"
    return (
        f"{names}{row['cer'] * 100:>8.2f}{row['wer'] * 100:>8.2f}"
        f"{row['seconds_per_page']:>8.2f}{row['peak_mb']:>6} {row['note']}"
    )


def told(rows: list[dict[str, Any]]) -> None:
    """How many pages read badly, and how many read well, ours complained about."""
    mine = [row for row in rows if row["reader"] == "ours"]
    bad, good = (sum(row[name] for row in mine) for name in ("bad_pages", "good_pages"))
    of_bad = sum(row["bad_pages_told"] for row in mine)
    of_good = sum(row["good_pages_told"] for row in mine)
    print(f"ours told of {of_bad} of {bad} pages over 5 % CER, and of {of_good} of {good} others")


if __name__ == "__main__":
    main()
