"""`python -m benchmarks.reading`: prints a table; `--json FILE` writes the numbers."""

import argparse
import json
import os
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from benchmarks.reading.bench import FIRST_SEED, KINDS, figures, run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=4)
    parser.add_argument("--seed", type=int, default=FIRST_SEED)
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = []
    print(f"{'damage':<10}{'reader':<12}{'CER %':>8}{'WER %':>8}{'s/page':>8}")
    for tally in run(chosen.pages, tuple(chosen.kinds), chosen.seed):
        row = figures(tally)
        rows.append(row)
        print(
            f"{tally.kind:<10}{tally.reader:<12}{tally.cer * 100:>8.2f}{tally.wer * 100:>8.2f}"
            f"{row['seconds_per_page']:>8}",
            flush=True,
        )
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
