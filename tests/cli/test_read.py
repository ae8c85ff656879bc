"""`ocr-service read` and `doctor` as one calls them: by their exit codes and what they print."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import jsonschema
import pymupdf
import pytest

from ocr_service.domain.separator import Command, Separator
from ocr_service.exports.separator_sheets import separator_sheets
from tests.hostile.pdfs import loops

ROOT = Path(__file__).parent.parent.parent
GOOD = ROOT / "samples" / "birth-complete" / "giay-tiep-nhan.pdf"  # born digital: no OCR needed
SCANNED = ROOT / "samples" / "birth-complete" / "to-khai.pdf"
MULTI = ROOT / "samples" / "decision-of-three-pages" / "quyet-dinh.pdf"


def call(
    *arguments: object, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ocr_service", *map(str, arguments)]
    env = {**os.environ, **(environment or {})}
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=env)


def rows(stdout: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in stdout.splitlines()]


@pytest.mark.slow
def test_json_is_one_valid_line_for_each_file() -> None:
    said = call("read", SCANNED, GOOD, "--jobs", "2")
    assert (said.returncode, said.stderr) == (0, "")
    schema = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))
    for row in rows(said.stdout):
        jsonschema.Draft202012Validator(schema).validate(row)
        assert row["error"] is None
    assert [row["file"] for row in rows(said.stdout)] == [str(SCANNED), str(GOOD)]


@pytest.mark.slow
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    empty = tmp_path / "trống.pdf"
    empty.touch()
    said = call("read", empty, GOOD, tmp_path / "nowhere.png")
    assert said.returncode == 2
    bad, good, absent = rows(said.stdout)
    assert bad["error"]["code"] == "empty_file"  # type: ignore[index]
    assert good["error"] is None
    assert good["documents"]
    assert absent["error"]["code"] == "no_such_file"  # type: ignore[index]
    lines = said.stderr.splitlines()
    assert [line.split(":")[0] for line in lines] == [str(empty), str(tmp_path / "nowhere.png")]


@pytest.mark.slow
def test_a_file_that_never_ends_is_given_up_and_the_others_are_read(tmp_path: Path) -> None:
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(next(odd.content for odd in loops() if "billion" in odd.name))
    said = call("read", endless, GOOD, environment={"OCR_CHILD_CPU_SECONDS": "3"})
    assert said.returncode == 2
    bad, good = rows(said.stdout)
    assert bad["error"]["code"] == "reading_failed"  # type: ignore[index]
    assert good["error"] is None
    (line,) = said.stderr.splitlines()
    assert line.startswith(str(endless))


@pytest.mark.slow
def test_text_has_form_feeds_between_pages(tmp_path: Path) -> None:
    said = call("read", scan_of_pages(tmp_path, pages_of(MULTI, 0), GOOD, GOOD), "--format", "text")
    assert said.returncode == 0
    pages = said.stdout.split("\f")
    assert len(pages) == 3
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]


@pytest.mark.slow
def test_out_writes_a_file_for_each_input(tmp_path: Path) -> None:
    assert call("read", GOOD, "--out", tmp_path / "json").stdout == ""
    assert call("read", GOOD, "--out", tmp_path, "--format", "text").returncode == 0
    assert json.loads((tmp_path / "json" / f"{GOOD.name}.json").read_text("utf-8"))["documents"]
    assert "TIẾP NHẬN" in (tmp_path / f"{GOOD.name}.txt").read_text("utf-8")


@pytest.mark.slow
def test_files_of_one_name_in_two_folders_both_stay(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        shutil.copy(GOOD, tmp_path / "in" / folder / "x.pdf")
    assert call("read", tmp_path / "in", "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "a" / "x.pdf.json").exists()
    assert (tmp_path / "out" / "b" / "x.pdf.json").exists()


def test_no_result_overwrites_another(tmp_path: Path) -> None:
    twice = (tmp_path / "a" / "x.pdf", tmp_path / "b" / "x.pdf")
    said = call("read", *twice, "--out", tmp_path / "out")
    assert said.returncode == 2
    assert str(twice[0]) in said.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_without_files_is_no_success(tmp_path: Path) -> None:
    said = call("read", tmp_path)
    assert said.returncode == 2
    assert str(tmp_path) in said.stderr


@pytest.mark.slow
def test_the_table_is_for_people(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pdf"
    empty.touch()
    said = call("read", GOOD, empty, "--format", "table")
    assert said.returncode == 2
    assert "Giấy tiếp nhận hồ sơ" in said.stdout
    assert "empty.pdf" not in said.stdout
    assert "[empty_file]" in said.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [
        (["read"], {}, 2),
        (["read", "--format", "xml", "x.pdf"], {}, 2),
        (["read", GOOD], {"OCR_MAX_PAGES": "none"}, 2),
        (["read", SCANNED], {"OCR_TESSDATA": "/nowhere"}, 3),
        (["read", GOOD, "--engine", "quill"], {}, 2),
        (["read", GOOD], {"OCR_SCHEMAS_DIR": "/nowhere"}, 1),
        (["doctor"], {"OCR_TESSDATA": "/nowhere"}, 3),
        (["doctor"], {"OCR_CLAMD": "unix:///nowhere"}, 3),
    ],
)
def test_exit_codes(arguments: list[object], environment: dict[str, str], code: int) -> None:
    said = call(*arguments, environment=environment)
    assert said.returncode == code
    assert "Traceback" not in said.stderr
    assert said.stdout + said.stderr


def test_doctor_masks_secrets() -> None:
    said = call("doctor", environment={"OCR_SECRET_KEY": "hush-hush"})
    assert "hush-hush" not in said.stdout
    assert "OCR_MAX_FILE_MB=100" in said.stdout


@pytest.mark.slow
def test_papers_are_parted_at_separator_sheets(tmp_path: Path) -> None:
    document = separator_sheets([Separator(Command.NEW_DOCUMENT)])
    scan = scan_of_pages(tmp_path, pages_of(MULTI, 0, 1), document, pages_of(MULTI, 2))
    said = call("read", scan)
    (row,) = rows(said.stdout)
    assert [paper["pages"] for paper in row["documents"]] == [[1, 2], [4]]  # type: ignore[attr-defined]
    assert [page.get("separator") for page in row["pages"]][2] == "new_document"  # type: ignore[attr-defined]


@pytest.mark.slow
def test_duplex_passes_of_a_file_are_laid_together(tmp_path: Path) -> None:
    sheets = separator_sheets([Separator(command) for command in (*Command, Command.END)])
    scan = scan_of_pages(tmp_path, sheets)
    said = call("read", scan, "--duplex", "fronts_then_reversed_backs")
    (row,) = rows(said.stdout)
    pages: list[dict[str, object]] = row["pages"]  # type: ignore[assignment]
    assert [page["file_page"] for page in pages] == [1, 4, 2, 3]
    assert [page["number"] for page in pages] == [1, 2, 3, 4]
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.slow
def test_unequal_passes_are_told_and_read_as_they_lie(tmp_path: Path) -> None:
    scan = scan_of_pages(tmp_path, separator_sheets([Separator(command) for command in Command]))
    said = call("read", scan, "--duplex", "fronts_then_backs")
    (row,) = rows(said.stdout)
    assert [page["number"] for page in row["pages"]] == [1, 2, 3]  # type: ignore[attr-defined]
    assert said.returncode == 2
    assert "duplex_unequal" in said.stderr


def pages_of(file: Path, *numbers: int) -> bytes:
    """A PDF of these pages of a file, counted from 0."""
    with pymupdf.open(file) as whole:
        whole.select(numbers)
        content: bytes = whole.tobytes()
        return content


def scan_of_pages(folder: Path, *parts: Path | bytes) -> Path:
    """A PDF of all pages of these PDFs."""
    whole = pymupdf.open()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part
        whole.insert_pdf(pymupdf.open(stream=content, filetype="pdf"))
    place = folder / "scan.pdf"
    place.write_bytes(whole.tobytes())
    return place
