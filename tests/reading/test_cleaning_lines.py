"""Lines that are no letters go; lines that bend are drawn level; faint print turns black."""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr_service.reading.cleaning import DARK, clean
from ocr_service.reading.cleaning.ink import ink_view, pieces_of
from ocr_service.reading.cleaning.leaders import without_leaders
from ocr_service.reading.cleaning.rules import without_rules
from ocr_service.reading.cleaning.strength import strengthen
from ocr_service.reading.cleaning.unbend import bend_of
from tests.reading.drawn import DPI, page, sheet, turned

Grey = NDArray[np.uint8]


def written(text: str = "gap va gui nguoi nhan") -> Grey:
    ink = np.full((600, 1600), 255, np.uint8)
    cv2.putText(ink, text, (40, 320), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 4)
    return ink


def ink_of(picture: Grey) -> int:
    return int((picture < DARK).sum())


def test_an_underline_goes_and_the_tails_that_cross_it_stay() -> None:
    plain = written()
    ruled = plain.copy()
    ruled[326:329, 30:1500] = 0
    after = without_rules(ruled, DPI)
    assert (after[322:332, 900:1500] == 255).all()
    assert abs(ink_of(after) - ink_of(plain)) < 0.03 * ink_of(plain)


def test_the_rules_of_a_table_stay() -> None:
    ruled = written()
    cv2.rectangle(ruled, (20, 200), (1500, 400), 0, 3)
    assert np.array_equal(without_rules(ruled, DPI), ruled)


def test_the_grey_line_of_a_fold_goes_and_print_on_it_stays() -> None:
    plain = written()
    folded = (plain * np.where(np.arange(1600) // 3 == 100, 0.6, 1.0)).astype(np.uint8)
    after = without_rules(folded, DPI)
    assert after[:200].min() > 245
    assert abs(ink_of(after) - ink_of(plain)) < 0.02 * ink_of(plain)


def test_a_leader_is_followed_beneath_what_was_filled_in() -> None:
    plain = written("Nam")
    dotted = plain.copy()
    for across in range(60, 1500, 12):
        cv2.circle(dotted, (across, 330), 2, 0, -1)
    after = without_leaders(dotted, pieces_of((dotted < DARK).astype(np.uint8)), DPI)
    assert np.array_equal(after, plain)


def test_a_full_stop_beside_a_leader_and_the_foot_of_a_colon_stay() -> None:
    plain = written("Dan toc: Kinh.")
    dotted = plain.copy()
    for across in range(600, 1500, 12):
        cv2.circle(dotted, (across, 318), 2, 0, -1)
    after = without_leaders(dotted, pieces_of((dotted < DARK).astype(np.uint8)), DPI)
    assert np.array_equal(after[:, :580], plain[:, :580])


def test_faint_print_turns_black_and_black_print_is_left_alone() -> None:
    black = written()
    faint = (255 - (255 - black.astype(np.int16)) // 4).astype(np.uint8)
    assert strengthen(faint).min() < 5
    assert strengthen(black) is black
    blank = np.full((300, 300), 250, np.uint8)
    assert strengthen(blank) is blank


def bent(pixels: Grey, rise: float) -> Grey:
    """Lines bowed and fanned by ``rise`` of the width."""
    height, width = pixels.shape[:2]
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = across / width * 2 - 1, down / height * 2 - 1
    fall = (rise * width * (0.5 * u * u + u * v)).astype(np.float32)
    drawn = cv2.remap(pixels, across, down - fall, cv2.INTER_LINEAR, borderValue=(255, 255, 255))
    return np.asarray(drawn, np.uint8)


def test_a_page_that_bends_is_drawn_level() -> None:
    for quarters in (0, 2):
        image = clean(sheet(turned(bent(page(), 0.03), quarters)))
        assert image.rotation == (360 - quarters * 90) % 360
        rows = (image.kept[..., 0] < 128).sum(axis=1)
        level = (page()[..., 0] < 128).sum(axis=1)
        # Level lines have rows without any ink between them.
        assert (rows[300:1300] == 0).sum() > 0.5 * (level[300:1300] == 0).sum()


def test_a_level_page_has_no_bend() -> None:
    assert bend_of(ink_view(page(), DPI)) is None
    assert bend_of(np.zeros((1169, 827), np.uint8)) is None
