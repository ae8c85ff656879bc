"""The peak memory of one process that reads a PDF of many scanned pages."""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf

from benchmarks.reading.bench import FIRST_SEED, damaged_file
from benchmarks.reading.draw import draw

PAGES = 300
READ = 12
"""Pages read by the engine itself; the others are taken apart and cleaned only, to save time."""


def scanned_pdf(path: Path, pages: int = PAGES) -> None:
    """Writes a PDF of ``pages`` colour scans at 200 dpi, no two of them sharing a picture."""
    file, _ = damaged_file(draw(FIRST_SEED), "stamped", FIRST_SEED)
    document = pymupdf.open()
    for number in range(pages):
        sheet = document.new_page(width=595, height=842)
        # A trailing comment makes each stream its own, so that nothing can be kept decoded.
        sheet.insert_image(sheet.rect, stream=file + f"{number}".encode())
    document.save(str(path))


def measure() -> dict[str, object]:
    """Peak resident megabytes over all pages, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.pdf"
        scanned_pdf(path)
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.reading.memory", str(path)],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    return dict(json.loads(told.splitlines()[-1]))


def _go_through(path: Path) -> dict[str, object]:
    from ocr_service.pipeline import read
    from ocr_service.reading.cleaning import clean
    from ocr_service.reading.engines.registry import engine
    from ocr_service.reading.limits import Limits
    from ocr_service.reading.split import count_pages, split

    limits = Limits(max_bytes=2**30)
    pages = count_pages(path, limits)
    seen = sum(1 for _ in read(path, engine(), pages=range(1, READ + 1), limits=limits))
    for sheet in split(path, range(READ + 1, pages + 1), limits):
        clean(sheet)
        seen += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"pages": seen, "peak_mb": round(peak)}


if __name__ == "__main__":
    print(json.dumps(_go_through(Path(sys.argv[1]))))
