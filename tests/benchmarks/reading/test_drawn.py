from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.reading.bench import errors
from benchmarks.reading.damages import KINDS, damaged
from benchmarks.reading.draw import DPI, LAYOUTS, draw
from benchmarks.reading.fonts import FAMILIES, face, lacking, letters
from benchmarks.reading.readers import tesseract
from samples.generator.fonts import SERIF, font_file


def test_all_vietnamese_letters_are_asked_of_a_font() -> None:
    assert len(letters()) == 2 * (12 * 6 + 1)
    assert {"ề", "Ữ", "ợ", "Đ"} <= letters()
    assert not lacking(font_file(SERIF))


@pytest.mark.parametrize("family", FAMILIES)
def test_every_face_of_the_benchmark_holds_all_letters(family: str) -> None:
    try:
        files = {font_file(family, bold, bold_not) for bold, bold_not in ((0, 0), (1, 0), (0, 1))}
    except LookupError:
        pytest.skip(f"{family} is not installed: only the benchmark needs it")
    assert not any(lacking(file) for file in files)


def test_a_missing_face_says_what_to_install() -> None:
    with pytest.raises(LookupError, match="debian-packages"):
        face("No Such Face", 12, DPI, False, False)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_is_the_seed_s_alone_and_its_text_is_known(layout: str) -> None:
    page, again = draw(7, layout, SERIF), draw(7, layout, SERIF)
    assert np.array_equal(page.pixels, again.pixels)
    assert (page.parts, page.loose) == (again.parts, again.loose)
    assert bool(page.loose) == (layout in ("form", "table"))
    text = " ".join(page.loose) if page.loose else page.readings[0]
    assert len(text) > 400
    assert all(sorted(order) == sorted(page.readings[0]) for order in page.readings)
    assert draw(8, layout, SERIF).pixels.tobytes() != page.pixels.tobytes()


@pytest.mark.slow
@pytest.mark.parametrize("layout", ["letter", "table"])
def test_what_is_drawn_is_what_is_known(layout: str, tmp_path: Path) -> None:
    page = draw(11, layout, SERIF)
    Image.fromarray(page.pixels).save(tmp_path / "page.png", dpi=(DPI, DPI))
    text, _ = tesseract([])(str(tmp_path / "page.png"), DPI)
    wrong, characters, *_ = errors(text, page)
    assert wrong < 0.01 * characters


@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_is_the_seed_s_alone_and_leaves_the_page_alone(kind: str) -> None:
    page = replace(draw(3, "prose", SERIF), names=[(300, 400)])
    page = replace(page, pixels=page.pixels[200:900, 250:850])  # small, to be quick
    before = page.pixels.copy()
    first, again = damaged(page, kind, 1), damaged(page, kind, 1)
    assert np.array_equal(first.pixels, again.pixels)
    assert first.dpi == again.dpi
    assert np.array_equal(page.pixels, before)
    assert first.pixels.dtype == np.uint8
    assert kind == "clean" or first.pixels.shape != before.shape or (first.pixels != before).any()
