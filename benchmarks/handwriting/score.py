"""Scores the reader of handwritten figures on composed strips of writers kept back.

    python -m benchmarks.handwriting.score PACKAGES [--model FILE] [--strips 1000]

Prints the share of lines read wholly right and, for calibration, how right readings of each
confidence are. Needs what compose.py needs, and onnxruntime; no PyTorch.
"""

import argparse
from collections import defaultdict
from pathlib import Path

import cv2
import numpy as np

from benchmarks.handwriting.canvas import MIDDLE
from benchmarks.handwriting.compose import Composer, Strip, composer
from ocr_service.reading.handwriting.decode import readings
from ocr_service.reading.handwriting.figures import MODEL, NUMBER, Figures
from ocr_service.reading.handwriting.places import Kind
from ocr_service.reading.handwriting.read import VIEWS, Parts, parts_of, together
from ocr_service.reading.handwriting.strip import HEIGHT, Planes, View

EDGES = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01)


def seen(planes: Planes, view: View) -> Planes:
    """A composed strip as ``cut`` would show it in another way."""
    scale = view.scale
    frame = np.array([[scale, 0, 0], [0, scale, MIDDLE * (1 - scale) + view.shift]], np.float32)
    width = int(planes.shape[2] * scale) // 2 * 2
    turned = cv2.warpAffine(planes.transpose(1, 2, 0), frame, (width, HEIGHT))
    return np.ascontiguousarray(turned.transpose(2, 0, 1))


def told(figures: Figures, strip: Strip) -> tuple[Parts, float]:
    """The likeliest reading and its probability; ((), 0) where none is a whole line."""
    kind = Kind.NUMBER if strip.label[0] == NUMBER else Kind.DATE
    steps = figures.steps([seen(strip.picture, view) for view in VIEWS])
    joined = together([readings(each, kind) for each in steps])
    if not joined:
        return (), 0.0
    best = max(joined, key=lambda parts: joined[parts])
    return best, joined[best]


def table(figures: Figures, maker: Composer, count: int) -> None:
    hits: dict[float, list[bool]] = defaultdict(list)
    for _ in range(count):
        strip = maker.strip()
        parts, sure = told(figures, strip)
        edge = max(edge for edge in EDGES if edge <= sure)
        hits[edge].append(parts == parts_of(strip.label))
    print(f"wholly right: {sum(map(sum, hits.values())) / count:.4f}")
    for edge in sorted(hits):
        share = sum(hits[edge]) / len(hits[edge])
        print(f"  sure {edge:.3f} and more: {len(hits[edge]):5} lines, {share:.3f} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--strips", type=int, default=1000)
    options = parser.parse_args()
    table(Figures(options.model), composer(options.packages, 7, held=True), options.strips)


if __name__ == "__main__":
    main()
