"""Separator sheets are printed with their codes, and read again however they were scanned."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from ocr_service.__main__ import commands
from ocr_service.domain.page import Page
from ocr_service.domain.separator import Command, Separator, payload, separator_in, separator_on
from ocr_service.reading.cleaning import clean
from ocr_service.reading.image import Sheet
from ocr_service.reading.marks import marks
from ocr_service.reading.split import split
from samples.generator.damage import PRESETS, bilevel, speckled, turned
from tests.conftest import SCHEMAS


def printed(*words: str) -> Result:
    environment = {"OCR_SCHEMAS_DIR": str(SCHEMAS)}
    return CliRunner(env=environment).invoke(commands, ["separators", *words])


def told_by(sheet: Sheet) -> Separator | None:
    image = clean(sheet)
    return separator_on(Page(1, 1, 1, image.dpi).with_marks(marks(image)))


def test_a_sheet_of_each_kind(tmp_path: Path) -> None:
    found = [told_by(sheet) for sheet in split(printed("--count", "2").stdout_bytes)]
    assert found == [Separator(command) for command in Command for _ in range(2)]


def test_a_sheet_for_one_dossier_names_it() -> None:
    (sheet,) = split(
        printed("--dossier", "H 1/ử", "--procedure", "birth_registration").stdout_bytes
    )
    assert told_by(sheet) == Separator(Command.NEW_DOSSIER, "H 1/ử", "birth_registration")


def test_a_procedure_not_known_is_refused() -> None:
    refused = printed("--procedure", "birht")
    assert refused.exit_code == 2
    assert "birth_registration" in refused.stderr


@pytest.mark.parametrize("damage", ["scan", "photo", "fax", "turned", "low"])
def test_a_damaged_sheet_is_still_known(damage: str) -> None:
    (sheet,) = split(printed("--dossier", "H29.12-260310-0012").stdout_bytes)
    after = PRESETS[damage](sheet.pixels, np.random.default_rng(5), sheet.dpi)
    told = told_by(Sheet(1, after.pixels, after.dpi))
    assert told == Separator(Command.NEW_DOSSIER, "H29.12-260310-0012")


def test_a_torn_sheet_turned_on_its_head_is_still_known() -> None:
    (sheet,) = split(printed("--kind", "end").stdout_bytes)
    pixels = sheet.pixels.copy()
    pixels[: sheet.pixels.shape[0] // 3] = 255
    worn = speckled(bilevel(turned(pixels, 2), 150), 0.004, np.random.default_rng(1))
    assert told_by(Sheet(1, worn, sheet.dpi)) == Separator(Command.END)


def test_no_other_code_is_taken_for_a_sheet() -> None:
    for text in (
        "001199000018||Trần Thị Ngọc Ánh|05031999|Nữ|Phú Hưng, Bến Tre|10052021",
        "https://dichvucong.example.vn/tra-cuu?ma=H29.12-260310-0012",
        payload(Separator(Command.END)).replace(":1:", ":2:"),
        payload(Separator(Command.END)) + "ing",
        "",
    ):
        assert separator_in(text) is None


@pytest.mark.parametrize("code", ["H 1", "a=b&dossier=c", "Ủy ban/ử", "?", "100%"])
def test_codes_come_back_as_they_were_given(code: str) -> None:
    sheet = Separator(Command.NEW_DOSSIER, code, code)
    assert separator_in(payload(sheet)) == sheet
