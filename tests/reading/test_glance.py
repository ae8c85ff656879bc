"""A place of a kept picture is read again as the page was; its words stand where they stand."""

from pathlib import Path

import pytest

from ocr_service.domain.page import Box
from ocr_service.reading.engines.tesseract import Tesserocr
from ocr_service.reading.glance import glance
from ocr_service.reading.kept import encode
from ocr_service.reading.limits import DEFAULT_LIMITS
from ocr_service.reading.sealed.caps import Caps
from ocr_service.reading.sealed.reader import Sealed
from ocr_service.wiring.workplace import Eyes
from tests.reading.drawn import DPI, words_at

pytestmark = pytest.mark.slow
DAY = Box(0.30, 0.21, 0.60, 0.24)
BARE = Box(0.30, 0.60, 0.60, 0.64)


def test_a_place_is_read_alone_and_behind_the_wall(tmp_path: Path) -> None:
    places = [(200, 500, "Sinh ngày:"), (520, 500, "14/10/1987"), (520, 570, "Nam")]
    kept = tmp_path / "kept"
    kept.write_bytes(encode(words_at(places), DPI))
    engine = Tesserocr()
    (line,) = glance(kept, DAY, engine, DEFAULT_LIMITS)
    assert line.text == "14/10/1987"
    box = line.box
    assert DAY.left < box.left < box.right < DAY.right
    assert abs(box.left * 1653 - 520) < 8, "where it stands on the whole page"
    assert glance(kept, BARE, engine, DEFAULT_LIMITS) == ()
    sealed = Sealed(Eyes(engine, DEFAULT_LIMITS), Caps())
    assert [one.text for one in sealed.glance(kept, DAY)] == ["14/10/1987"]
