"""`python -m benchmarks.service`: starts the service, measures it over HTTP, prints a table."""

import argparse
import json
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import pymupdf

from benchmarks.reading.bench import damaged_file
from benchmarks.reading.draw import draw
from samples.generator.fonts import SERIF
from samples.running import service

MEGABYTES = 5
SEEDS = count(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=30)
    parser.add_argument("--dossiers", type=int, default=10)
    parser.add_argument("--long", type=int, default=100, help="pages of the long PDF; 0: none")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    with warm() as client:
        posts = spread([accept(client) for _ in range(chosen.posts)])
    with warm() as client:
        records = spread([settle(client) for _ in range(chosen.dossiers)])
    found = {"POST of 5 MB answered 202": posts, "one dense page, upload to record": records}
    if chosen.long:
        found |= fanned_out(chosen.long)
    for name, figures in found.items():
        print(name, figures)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2), encoding="utf-8")


@contextmanager
def warm(workers: int | None = None) -> Iterator[httpx.Client]:
    with (
        tempfile.TemporaryDirectory(prefix="ocr-bench-") as folder,
        service(Path(folder), workers) as client,
    ):
        time.sleep(3)  # the workers load their models
        yield client


def accept(client: httpx.Client) -> float:
    """Seconds until 202, for a file whose content is new each time; the disk syncs it."""
    content = b"%PDF-1.7\n" + os.urandom(MEGABYTES * 2**20)
    begun = time.perf_counter()
    answer = client.post("dossiers", files={"files": ("a.pdf", content)})
    taken = time.perf_counter() - begun
    answer.raise_for_status()
    return taken


def settle(client: httpx.Client) -> float:
    """Seconds until the records are there, for one page at the counter."""
    content = dense_page(next(SEEDS))
    begun = time.perf_counter()
    fields = {"priority": "counter"}
    answer = client.post("dossiers", files={"files": ("a.jpg", content)}, data=fields)
    dossier = client.get(f"dossiers/{answer.json()['id']}", params={"wait": 30}).json()
    taken = time.perf_counter() - begun
    if dossier["files"][0]["status"] != "read":
        raise SystemExit(f"not read: {dossier['files']}")
    return taken


def fanned_out(pages: int) -> dict[str, dict[str, float]]:
    """One long PDF, read by one worker and by two, which share its pages."""
    content, found = long_pdf(pages), {}
    for workers in (1, 2):
        with warm(workers) as client:
            begun = time.perf_counter()
            answer = client.post("dossiers", files={"files": ("a.pdf", content)})
            dossier = {"status": "received"}
            while dossier["status"] in ("received", "reading"):
                path = f"dossiers/{answer.json()['id']}"
                dossier = client.get(path, params={"wait": 30}).json()
            taken = round((time.perf_counter() - begun) * 1000)
        name = f"{pages}-page PDF to its records, workers: {workers}"
        found[name] = {"times": 1, "median_ms": taken, "p95_ms": taken}
    return found


def long_pdf(pages: int) -> bytes:
    """Dense scanned pages, ten different ones over and over."""
    pictures = [dense_page(next(SEEDS)) for _ in range(min(pages, 10))]
    with pymupdf.open() as document:
        for number in range(pages):
            page = document.new_page(width=595, height=842)
            page.insert_image(page.rect, stream=pictures[number % len(pictures)])
        return bytes(document.tobytes())


def dense_page(seed: int) -> bytes:
    """An A4 page at 200 dpi with stamp, skew and JPEG, as an office's scanner sends it."""
    return damaged_file(draw(seed, "prose", SERIF), "scan", seed)[0]


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    ordered = sorted(seconds)
    late = ordered[int(len(ordered) * 0.95) - 1]
    return {
        "times": len(ordered),
        "median_ms": round(statistics.median(ordered) * 1000),
        "p95_ms": round(late * 1000),
    }


if __name__ == "__main__":
    main()
