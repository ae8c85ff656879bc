from itertools import product

import numpy as np
import pytest

from ocr_service.reading.second.ctc import likeliest, likelihood

LETTERS = "\0ab "
CLASSES = {letter: at for at, letter in enumerate(LETTERS) if at}


def steps(*shares: tuple[float, ...]) -> np.ndarray:
    return np.log(np.array(shares, dtype=np.float32) + 1e-12)


def greedy(rows: np.ndarray) -> str:
    """The text of one way through the classes, spaces kept as they come."""
    out, last = "", 0
    for kind in rows.argmax(axis=1):
        out += LETTERS[kind] if kind and kind != last else ""
        last = kind
    return out


def test_the_likeliest_text_joins_repeats_and_drops_blanks() -> None:
    row = [(0.1, 0.9, 0, 0), (0.1, 0.9, 0, 0), (0.9, 0.1, 0, 0), (0.1, 0.9, 0, 0), (0, 0, 1, 0)]
    assert likeliest(steps(*row), LETTERS).text == "aab"


def test_the_likelihood_adds_up_every_way_to_write_a_text() -> None:
    shares = ((0.2, 0.5, 0.2, 0.1), (0.4, 0.3, 0.2, 0.1), (0.1, 0.2, 0.6, 0.1))
    ways: dict[str, float] = {}
    for path in product(range(4), repeat=3):
        rows = np.full((3, 4), -50.0, dtype=np.float32)
        rows[range(3), path] = 0.0
        text = greedy(rows)
        ways[text] = ways.get(text, 0.0) + float(
            np.prod([shares[at][kind] for at, kind in enumerate(path)])
        )
    for text in ("", "a", "ab", "aa", "aba", "b a"):
        told = np.exp(likelihood(steps(*shares), text, CLASSES))
        assert told == pytest.approx(ways.get(text, 0.0), abs=1e-5)


def test_letters_that_the_recogniser_does_not_know_are_passed_over() -> None:
    seen = steps((0.1, 0.9, 0, 0), (0.1, 0, 0.9, 0))
    assert likelihood(seen, "a‡b", CLASSES) == likelihood(seen, "ab", CLASSES)
