"""Learning from reviewed papers: what is better is kept and used, what is not is thrown away."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ocr_service.__main__ import commands
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_to_json
from ocr_service.understanding.likeness import load, shipped
from tests.understanding.paper import form, page

pytestmark = pytest.mark.slow
WORDS = ("mượn sách", "thư viện xã", "độc giả", "kệ số", "ngày trả sách", "mã sách", "quầy đọc")


def library_card(number: int) -> Page:
    rows = [f"{WORDS[(number + at) % len(WORDS)]} {WORDS[(number * at) % 7]}" for at in range(1, 9)]
    return page(form("THẺ THƯ VIỆN", *rows))


def reviewed(folder: Path, document_type: str, count: int = 16) -> Path:
    folder.mkdir()
    for number in range(count):
        told = {"document_type": document_type, "pages": [page_to_json(library_card(number))]}
        (folder / f"{number}.json").write_text(json.dumps(told), "utf-8")
    return folder


def learn(data: Path, folder: Path, *options: str) -> Result:
    runner = CliRunner(env={"OCR_DATA_DIR": str(data)})
    return runner.invoke(commands, ("learn", str(folder), *options))


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with what was learnt of library cards, and the cards in `papers`."""
    data = tmp_path_factory.mktemp("taught")
    ended = learn(data, reviewed(data / "papers", "library_card"))
    assert ended.exit_code == 0, ended.output
    return data


def test_a_new_type_is_learnt_and_kept(taught: Path) -> None:
    assert shipped().guess(library_card(99)) != "library_card"
    model, lessons = load((taught / "typing.json.gz").read_bytes())
    assert model.guess(library_card(99)) == "library_card"
    assert lessons.types.count("library_card") == 16


def test_what_is_known_already_changes_nothing(taught: Path) -> None:
    before = (taught / "typing.json.gz").read_bytes()
    again = learn(taught, taught / "papers")
    assert "Not better" in again.output
    assert (taught / "typing.json.gz").read_bytes() == before


def test_a_dry_run_keeps_nothing(tmp_path: Path) -> None:
    ended = learn(tmp_path, reviewed(tmp_path / "papers", "library_card"), "--dry-run")
    assert ended.exit_code == 0
    assert not (tmp_path / "typing.json.gz").exists()


@pytest.mark.parametrize("text", ["", "{}", '{"document_type": "x", "pages": []}', "[1]"])
def test_what_is_no_reviewed_paper_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "odd.json").write_text(text, "utf-8")
    ended = learn(tmp_path, tmp_path / "papers")
    assert ended.exit_code == 2
    assert "odd.json" in ended.output
