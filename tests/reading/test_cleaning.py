"""Pages come out upright, straight, flat and without stamps; good ones are left alone."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from ocr_service.domain.page import Box, Line, Word
from ocr_service.pipeline import read
from ocr_service.reading.cleaning import DARK, clean
from ocr_service.reading.cleaning.ink import pieces_of
from ocr_service.reading.cleaning.leaders import without_leaders
from ocr_service.reading.cleaning.paper import find_paper, paper_corners
from ocr_service.reading.cleaning.stamps import stamp_places, without_stamps
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from samples.generator import damage
from tests.reading.drawn import DPI, file_of, page, sheet, skewed, turned


class Blind(Engine):
    """An engine that reads nothing."""

    name = "blind"

    def read(self, image: Image) -> tuple[Line, ...]:  # noqa: ARG002 - the contract's
        return ()


LINE = Line((Word("chữ", Box(0.1, 0.1, 0.2, 0.12), 1.0),))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("degrees", [0.0, -2.5])
def test_a_turned_page_is_set_upright(quarters: int, degrees: float) -> None:
    image = clean(sheet(turned(skewed(page(), degrees), quarters)))
    assert image.rotation == (360 - quarters * 90) % 360
    assert image.kept.shape == page().shape
    assert abs(image.skew - degrees) < 0.15


@pytest.mark.parametrize("told", [0, 90, 180, 270])
def test_a_page_lies_as_a_person_says(told: int) -> None:
    """Whatever the shapes say; skew is still taken out."""
    skew = 2.0
    image = clean(sheet(turned(skewed(page(), skew), 3)), None, told)
    assert image.rotation == told
    assert (image.kept.shape == page().shape) == (told in (90, 270))
    if told == 90:
        assert abs(image.skew - skew) < 0.15


def test_a_text_layer_that_a_person_turned_is_not_believed() -> None:
    layered = replace(sheet(page()), text=(LINE,), rotation=90)
    as_it_lies, told = clean(layered, None, 90), clean(layered, None, 180)
    assert (as_it_lies.text, as_it_lies.rotation) == ((LINE,), 90)
    assert (told.text, told.rotation) == ((), 180)
    assert told.kept.shape[:2] == page().shape[1::-1]


def test_pages_of_a_file_are_read_as_people_turned_them(tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    scan.write_bytes(file_of(page(), "PNG"))
    (as_it_lies,) = read(scan, Blind())
    (told,) = read(scan, Blind(), turned={1: 270})
    assert (as_it_lies.rotation, told.rotation) == (0, 270)
    assert (told.width, told.height) == (as_it_lies.height, as_it_lies.width)


def test_a_straight_page_is_left_as_it_is() -> None:
    image = clean(sheet(page()))
    assert (image.rotation, image.skew) == (0, 0.0)
    assert np.array_equal(image.kept, page())


def test_an_empty_page_is_left_as_it_is() -> None:
    image = clean(sheet(np.full((2339, 1653, 3), 250, np.uint8)))
    assert (image.rotation, image.skew) == (0, 0.0)


@pytest.mark.parametrize("degrees", [-7.0, -1.2, 0.4, 3.0, 11.0])
def test_skew_is_measured_to_a_tenth_of_a_degree(degrees: float) -> None:
    assert abs(clean(sheet(skewed(page(), degrees))).skew - degrees) < 0.1


def test_where_shapes_do_not_tell_the_reader_is_asked() -> None:
    capitals = tuple("XON XEM XOM ZEN ZOO NEO SEN" for _ in range(20))
    upside_down = turned(page(capitals), 2)
    asked: list[int] = []

    def legible(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> float:
        asked.append(1)
        return 0.9 if np.array_equal(pixels, page(capitals)) else 0.2

    assert clean(sheet(upside_down), legible).rotation == 180
    assert len(asked) == 2


def test_a_shadow_is_divided_out() -> None:
    shadowed = damage.shadowed(page(), 0.5, np.random.default_rng(3))
    ink = clean(sheet(shadowed)).ink
    assert np.percentile(ink, 20) > 235
    assert ink.min() < 60


def test_a_red_stamp_is_lifted_and_the_print_beneath_it_stays() -> None:
    stamped = damage.stamped(page(), np.random.default_rng(4), dpi=DPI)
    assert damage_to(cv2.cvtColor(stamped, cv2.COLOR_BGR2GRAY)) > 5 * damage_to(
        without_stamps(stamped, DPI)
    )


def damage_to(grey: np.ndarray[tuple[int, ...], np.dtype[np.integer]]) -> float:
    clean_grey = cv2.cvtColor(page(), cv2.COLOR_BGR2GRAY)
    return float(np.abs(grey.astype(int) - clean_grey).mean())


@pytest.mark.parametrize("colour", [(200, 60, 20), (40, 30, 200)])
def test_coloured_letters_are_text_and_stay(colour: tuple[int, int, int]) -> None:
    coloured = page()
    coloured[coloured[..., 0] < 128] = colour
    assert without_stamps(coloured, DPI).min() < 120


def test_paper_on_a_table_is_found_and_laid_flat() -> None:
    photo = damage.photographed(page(), np.random.default_rng(5))
    image = clean(sheet(photo))
    height, width = image.kept.shape[:2]
    assert abs(height / width - 297 / 210) < 0.06
    assert np.median(image.kept[:8]) > 200


def test_a_scan_is_not_taken_for_a_photograph() -> None:
    assert paper_corners(page()) is None


def test_black_borders_of_a_scanner_are_whitened() -> None:
    bordered = page()
    bordered[:, :60] = 8
    bordered[-50:] = 8
    ink = clean(sheet(bordered)).ink
    assert ink[300:1500, :55].min() > 200
    assert ink[-40:, 100:-100].min() > 200


def test_print_in_a_deep_shadow_is_no_border() -> None:
    darkened = page()
    darkened[:900] = (darkened[:900] * 0.22).astype(np.uint8)
    lit, in_shadow = clean(sheet(page())).ink, clean(sheet(darkened)).ink
    assert (in_shadow[:850] < 128).sum() > 0.9 * (lit[:850] < 128).sum()


def test_a_photo_in_the_dark_keeps_its_print() -> None:
    dark = damage.noisy((page() * 0.25).astype(np.uint8), 4, np.random.default_rng(5))
    lit, found = clean(sheet(page())).ink, clean(sheet(dark)).ink
    assert (found < 128).sum() > 0.9 * (lit < 128).sum()


def test_pepper_is_taken_out_of_a_fax_and_full_stops_stay() -> None:
    chance = np.random.default_rng(6)
    fax = damage.speckled(damage.bilevel(page(), 150), 0.002, chance)
    ink = clean(sheet(fax)).ink
    margin = ink[:200]  # nothing is printed there
    assert (margin < 128).mean() < 0.0001
    assert abs((ink < 128).mean() / (page()[..., 0] < 128).mean() - 1) < 0.15


def test_small_print_is_enlarged_for_the_engine_only() -> None:
    coarse = cv2.resize(page(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    image = clean(sheet(np.asarray(coarse, np.uint8), 100))
    assert image.kept.shape == coarse.shape
    assert image.ink.shape[0] > 1.5 * coarse.shape[0]


def test_dotted_leaders_are_taken_off_and_letters_and_stops_stay() -> None:
    ink = np.full((600, 1600), 255, np.uint8)
    cv2.putText(ink, "Ho va ten.", (40, 320), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 4)
    before = ink.copy()
    for across in range(420, 1500, 12):
        cv2.circle(ink, (across, 320), 2, 0, -1)
    after = without_leaders(ink, pieces_of((ink < DARK).astype(np.uint8)), dpi=200)
    assert (after[:, 410:] == 255).all()
    assert (after[:, :400] == before[:, :400]).all()


def test_a_page_without_leaders_is_left_as_it_is() -> None:
    ink = np.full((600, 1600), 255, np.uint8)
    cv2.putText(ink, "v.v... va nhu tren.", (40, 320), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 0, 4)
    assert without_leaders(ink, pieces_of((ink < DARK).astype(np.uint8)), dpi=200) is ink


@pytest.mark.parametrize(("believed", "found"), [(130, 128), (420, 445)])
def test_a_sheet_seen_aslant_is_taken_for_what_its_resolution_tells(
    believed: int, found: int
) -> None:
    table = np.full((2000, 1400, 3), 60, np.uint8)
    table[250:1750, 200:1200] = 245  # between the shapes of A4 and of a card
    _, dpi = find_paper(table, believed)
    assert abs(dpi / found - 1) < 0.03


def test_lines_of_red_print_are_no_round_stamp() -> None:
    card = np.full((1600, 1200, 3), (225, 235, 240), np.uint8)
    for row in range(200, 700, 44):
        cv2.putText(
            card,
            "041130133208 HB 5500",
            (120, row),
            cv2.FONT_HERSHEY_SIMPLEX,
            1.1,
            (60, 50, 180),
            3,
        )
    assert not stamp_places(card, DPI).any()
