"""`python -m benchmarks.joining`: reads drawn pages twice and prints the weights that fit."""

import argparse
import os

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import numpy as np

from benchmarks.joining.fit import Numbers, calibration_error, fitted, told
from benchmarks.joining.looks import Look, looks
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.second.aster import Aster
from ocr_service.reading.second.evidence import signs

KINDS = "scan fax fax-hard copy copy-hard photo photo-hard low100 yellowed-hard signature skew"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=3100)
    parser.add_argument("--pages", type=int, default=5)
    parser.add_argument("--kinds", nargs="+", default=KINDS.split())
    chosen = parser.parse_args()
    first, second = engine("tesserocr"), Aster()
    seen: list[Look] = []
    for kind in chosen.kinds:
        for seed in range(chosen.seed, chosen.seed + chosen.pages):
            seen += looks(kind, seed, first, second)
            print(f"{kind} {seed}: {len(seen)} words", flush=True)
    differing = [(one, better > 0) for look in seen for one, better in look.rivals if better]
    show(
        "evidence.WEIGHTS",
        np.array([signs(evidence) for evidence, _ in differing]),
        np.array([right for _, right in differing], dtype=float),
    )
    show(
        "deserve.WEIGHTS",
        np.array([look.risk for look in seen]),
        np.array([look.better > 0 for look in seen], dtype=float),
    )


def show(name: str, rows: Numbers, right: Numbers) -> None:
    weights = fitted(rows, right)
    believed = told(rows, weights)
    print(f"{name} = ({', '.join(f'{weight:.2f}' for weight in weights)})")
    rightly = ((believed > 0.5) == (right > 0.5)).mean()
    print(
        f"  of {len(right)} right {right.mean():.3f}, told rightly {rightly:.3f}, "
        f"ECE {calibration_error(believed, right):.3f}"
    )


if __name__ == "__main__":
    main()
