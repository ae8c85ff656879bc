"""`python -m benchmarks.memory`: the peak memory of a process that reads one long scanned PDF."""

import argparse
import json
import os
import resource
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import pymupdf

from benchmarks.reading.draw import draw
from ocr_service.pipeline import read
from ocr_service.reading.engines.registry import engine
from samples.generator import damage
from samples.generator.fonts import SERIF
from samples.generator.writing import scanned_pdf

DRAWN = 6  # different pages; the long file repeats them, each with a picture of its own


def long_pdf(path: Path, pages: int) -> None:
    """A scanned PDF of ``pages`` dense pages at 200 dpi."""
    sheets = [
        damage.damaged(draw(seed, "prose", SERIF).pixels, "scan", seed) for seed in range(DRAWN)
    ]
    short = pymupdf.open(stream=scanned_pdf(sheets), filetype="pdf")
    with pymupdf.open() as long:
        while long.page_count < pages:
            # Inserted anew each time, so that no two pages share a picture kept decoded.
            long.insert_pdf(short, to_page=min(DRAWN, pages - long.page_count) - 1)
        long.save(path)


def measure(path: Path) -> dict[str, float]:
    """Peak resident memory (MB) and CPU seconds a page of a child that reads the file."""
    child = os.fork()
    if child == 0:
        eyes = engine()
        print(sum(1 for _ in read(path, eyes)), "pages", flush=True)
        os._exit(0)
    began = time.monotonic()
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"the reader ended with {status}")
    return {
        "peak_mb": round(used.ru_maxrss / 1024),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "wall_seconds": round(time.monotonic() - began, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        maker = os.fork()  # what drawing needs must not count as the reader's
        if maker == 0:
            long_pdf(path, chosen.pages)
            os._exit(0)
        os.waitpid(maker, 0)
        figures = {"pages": chosen.pages, **measure(path)}
    figures["cpu_seconds_per_page"] = round(figures["cpu_seconds"] / chosen.pages, 3)
    print(figures, "parent", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "MB")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
