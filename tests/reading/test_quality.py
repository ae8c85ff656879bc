"""What is wrong with a picture is told, and nothing is said of a good one."""

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from ocr_service.domain.page import Box, Line, Problem, Word
from ocr_service.reading.cleaning import clean
from ocr_service.reading.quality import Quality, judge
from samples.generator import damage
from samples.generator.stamps import pressed, round_stamp
from tests.reading.drawn import A4, Pixels, font, page, sheet


def judged(pixels: Pixels, dpi: int = 200, confidence: float = 0.93, left: float = 0.2) -> Quality:
    words = tuple(
        Word("chữ", Box(left, 0.1 * row, left + 0.1, 0.1 * row + 0.01), confidence)
        for row in range(1, 8)
    )
    return judge(clean(sheet(pixels, dpi)), [Line(words)])


@pytest.mark.parametrize("kind", ["clean", "scan", "fax", "photo", "low"])
def test_nothing_is_wrong_with_an_ordinary_page(kind: str) -> None:
    after = damage.damaged(page(), kind, 7, dpi=200)
    quality = judged(after.pixels, after.dpi)
    assert quality == Quality(False, 0.93, ())


def test_what_is_wrong_is_named() -> None:
    soft = np.asarray(cv2.GaussianBlur(page(), (0, 0), 5), np.uint8)
    small = np.asarray(cv2.resize(page(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    drawn_out = np.asarray(cv2.blur(page(), (1, 15)), np.uint8)
    for pixels, dpi, problem in (
        (soft, 200, Problem.BLURRED),
        (drawn_out, 200, Problem.BLURRED),
        ((page() * 0.3).astype(np.uint8), 200, Problem.TOO_DARK),
        ((page() // 5 + 200).astype(np.uint8), 200, Problem.TOO_LIGHT),
        (small.astype(np.uint8), 100, Problem.LOW_RESOLUTION),
    ):
        assert judged(pixels, dpi, confidence=0.6).problems == (problem,)
    assert judged(page(), confidence=0.6).problems == (Problem.UNREADABLE,)
    assert judged(page(), left=0.001).problems == (Problem.CUT_OFF,)


def test_a_faint_or_coarse_page_that_reads_well_is_no_trouble() -> None:
    small = np.asarray(cv2.resize(page(), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    assert judged((page() // 5 + 200).astype(np.uint8)).problems == ()
    assert judged(small.astype(np.uint8), 100).problems == ()


def test_what_lies_over_the_text_is_told() -> None:
    thumb = page().copy()
    cv2.line(thumb, (-50, 1200), (230, 1150), (125, 160, 215), 170, cv2.LINE_AA)
    assert judged(thumb).problems == (Problem.COVERED,)
    shape = np.zeros(page().shape[:2], np.float32)
    cv2.ellipse(shape, (800, 900), (500, 320), 20, 0, 360, (1.0,), -1)
    light = 1 - 0.95 * cv2.GaussianBlur(shape, (0, 0), 18)[..., None]
    assert judged((page() * light).astype(np.uint8)).problems == (Problem.SHADOWED,)
    light = 1 - 0.6 * cv2.GaussianBlur(shape, (0, 0), 18)[..., None]
    assert judged((page() * light).astype(np.uint8)).problems == ()
    portrait = page().copy()
    cv2.rectangle(portrait, (200, 300), (430, 610), (40, 35, 30), -1)
    assert judged(portrait).problems == ()


def test_a_page_without_ink_is_blank() -> None:
    assert judge(clean(sheet(np.full((2339, 1653, 3), 245, np.uint8))), []).blank
    assert not judge(clean(sheet(page())), []).blank


def nearly_blank(text: str, grey: int = 0, points: float = 12) -> Pixels:
    canvas = Pillow.new("L", A4, 255)
    ImageDraw.Draw(canvas).text((820, 2240), text, grey, font(points), anchor="mm")
    return np.repeat(np.asarray(canvas)[..., None], 3, axis=2)


@pytest.mark.parametrize("damage_kind", ["scan", "fax"])
def test_a_lone_number_is_not_nothing(damage_kind: str) -> None:
    for text in ("3", "- 2 -"):
        after = damage.damaged(nearly_blank(text), damage_kind, 3, dpi=200)
        assert not judge(clean(sheet(after.pixels, after.dpi)), []).blank


def test_a_faint_stamp_is_not_nothing() -> None:
    stamp = round_stamp(290, "ỦY BAN NHÂN DÂN", np.random.default_rng(1))
    stamp[..., 3] //= 4
    pixels = pressed(nearly_blank(""), stamp, (800, 900))
    after = damage.damaged(pixels, "scan", 3, dpi=200)
    assert not judge(clean(sheet(after.pixels, after.dpi)), []).blank


def test_faint_writing_is_not_nothing() -> None:
    faint = (255 - (255 - page().astype(np.int16)) * 0.2).astype(np.uint8)
    after = damage.damaged(faint, "scan", 3, dpi=200)
    assert not judge(clean(sheet(after.pixels, after.dpi)), []).blank


@pytest.mark.parametrize("kind", ["scan", "fax"])
def test_holes_folds_and_the_back_shining_through_are_nothing(kind: str) -> None:
    chance = np.random.default_rng(4)
    empty = nearly_blank("")
    back = cv2.GaussianBlur(cv2.flip(page(), 1), (0, 0), 1.1).astype(np.float32)
    through = (255 - 0.2 * (255 - back)).astype(np.uint8)
    holed = empty.copy()
    for down in (850, 1480):
        cv2.circle(holed, (95, down), 24, (40, 40, 40), -1, cv2.LINE_AA)
    for pixels in (empty, holed, damage.folded(empty, chance), through):
        after = damage.damaged(np.ascontiguousarray(pixels), kind, 3, dpi=200)
        assert judge(clean(sheet(after.pixels, after.dpi)), []).blank
