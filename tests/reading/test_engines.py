"""Both engines read alike; the recorded one replays."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from ocr_service.domain.errors import EngineFailed, MissingDependency
from ocr_service.domain.page import Box, Line, Page, Word
from ocr_service.domain.page_json import page_to_json
from ocr_service.pipeline import read
from ocr_service.reading.cleaning import clean
from ocr_service.reading.engines.recorded import Recorded
from ocr_service.reading.engines.registry import engine
from ocr_service.reading.engines.tesseract import find_models
from ocr_service.reading.engines.tsv import lines_of
from tests.reading.drawn import BODY, file_of, page, sheet, skewed, turned, words_at

LINE = Line((Word("QUYẾT", Box(0.4, 0.1, 0.5, 0.12), 0.9),))


def test_a_recorded_page_is_replayed(tmp_path: Path) -> None:
    recorded = page_to_json(Page(number=1, width=100, height=100, dpi=200, lines=(LINE,)))
    (tmp_path / "a.page.json").write_text(json.dumps(recorded), encoding="utf-8")
    replay = engine("recorded", tmp_path)
    image = clean(sheet(page()))
    assert replay.read(image) == (LINE,)
    with pytest.raises(EngineFailed):
        replay.read(replace(image, number=2))


def test_the_way_through_with_a_recorded_page() -> None:
    recorded = Recorded([Page(number=1, width=1, height=1, dpi=1, lines=(LINE,))])
    kept: list[tuple[int, ...]] = []

    def keep(image: object) -> str:
        kept.append(getattr(image, "kept").shape)  # noqa: B009
        return "name"

    [seen] = read(file_of(turned(page(), 1), "PNG"), recorded, keep)
    assert (seen.rotation, seen.picture, seen.text, seen.dpi) == (270, "name", "QUYẾT", 200)
    assert kept == [(seen.height, seen.width, 3)]
    assert not seen.blank


def test_an_empty_page_is_blank_and_has_no_text() -> None:
    white = page(("",))
    [seen] = read(file_of(white, "PNG"), Recorded([Page(number=1, width=1, height=1, dpi=1)]))
    assert seen.blank
    assert seen.text_source == "none"


def test_an_engine_unknown_is_an_error() -> None:
    with pytest.raises(ValueError, match="no engine"):
        engine("palmistry")


def test_models_not_found_name_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr("ocr_service.reading.engines.tesseract.KNOWN_FOLDERS", ())
    with pytest.raises(MissingDependency, match="apt-get install"):
        find_models()


def test_words_of_the_table_lose_leaders_and_foreign_letters() -> None:
    head = "level page_num block_num par_num line_num word_num left top width height conf text"
    words = ("Ðiều", ".......", "1:", "", "đ")
    rows = [f"5\t1\t1\t1\t1\t{n}\t{100 * n}\t50\t80\t20\t91.5\t{w}" for n, w in enumerate(words)]
    [line] = lines_of("\n".join([head.replace(" ", "\t"), *rows]), 1000, 500)
    assert line.text == "Điều 1: đ"
    assert line.words[0].box == Box(0.0, 0.1, 0.08, 0.14)
    assert line.words[0].confidence == pytest.approx(0.915)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tesserocr", "pytesseract"])
def test_an_engine_reads_a_page_almost_without_error(name: str) -> None:
    lines = engine(name).read(clean(sheet(skewed(page(BODY * 2), 2.0))))
    truth, found = " ".join(BODY * 2), " ".join(line.text for line in lines)
    assert Levenshtein.distance(found, truth) <= 0.01 * len(truth)
    words = [word for line in lines for word in line.words]
    assert all(0 <= word.confidence <= 1 for word in words)
    assert all(0 <= w.box.left < w.box.right <= 1 and w.box.top < w.box.bottom <= 1 for w in words)


@pytest.mark.slow
def test_both_engines_find_the_same_words_in_the_same_places() -> None:
    image = clean(sheet(page(BODY)))
    first, second = (
        [word for line in engine(name).read(image) for word in line.words]
        for name in ("tesserocr", "pytesseract")
    )
    same = [(a, b) for a, b in zip(first, second, strict=False) if a.text == b.text]
    assert len(same) >= 0.95 * max(len(first), len(second))
    for one, other in same:
        for side in ("left", "top", "right", "bottom"):
            assert getattr(one.box, side) == pytest.approx(getattr(other.box, side), abs=0.004)
        assert one.confidence == pytest.approx(other.confidence, abs=0.15)


@pytest.mark.slow
def test_labels_stay_with_their_values_and_heads_in_columns() -> None:
    form = words_at(
        [
            (200, 150, "ỦY BAN NHÂN DÂN"),
            (720, 150, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            (230, 200, "XÃ PHÚ HƯNG"),
            (870, 200, "Độc lập - Tự do - Hạnh phúc"),
            (650, 400, "TỜ KHAI"),
            (200, 600, "Họ và tên: ................. Trần Thị Ngọc Ánh ................."),
            (200, 670, "Ngày sinh:"),
            (800, 670, "05/03/1994"),
        ]
    )
    texts = [line.text for line in engine("tesserocr").read(clean(sheet(form)))]
    assert texts[:4] == [
        "ỦY BAN NHÂN DÂN",
        "XÃ PHÚ HƯNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert any(text.startswith("Họ và tên:") and "Trần Thị Ngọc Ánh" in text for text in texts)
    assert "Ngày sinh: 05/03/1994" in texts


@pytest.mark.slow
def test_a_page_on_its_head_in_capitals_is_read() -> None:
    capitals = tuple("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" for _ in range(12))
    [seen] = read(file_of(turned(page(capitals), 2), "PNG"), engine())
    assert seen.rotation == 180
    assert "CỘNG HÒA XÃ HỘI" in seen.text
