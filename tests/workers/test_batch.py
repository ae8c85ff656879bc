"""A scanned batch through the whole service: split at its sheets once, whatever is killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pymupdf
import pytest

from ocr_service.cli.watch import Finished
from ocr_service.domain.separator import Command, Separator
from ocr_service.exports.separator_sheets import separator_sheets
from tests.workers.service import LONG, SHORT, Service, eventually, paper, service

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("up")
    with service(folder, OCR_RANGE_PAGES="2", OCR_RECONCILE_SECONDS="0.5") as started:
        yield started


def batch(more: int = SHORT) -> bytes:
    """Trang một | new dossier | Trang hai, new document, Trang ba | new dossier | Trang bốn, end"""
    sheets = separator_sheets(
        [
            Separator(Command.NEW_DOSSIER, "H29.12-260310-0012", "birth_registration"),
            Separator(Command.NEW_DOCUMENT),
            Separator(Command.NEW_DOSSIER),
            Separator(Command.END),
        ]
    )
    out = pymupdf.open()
    with pymupdf.open(stream=sheets, filetype="pdf") as separators:
        for place, words in enumerate(("Trang một", "Trang hai", "Trang ba", "Trang bốn")):
            with pymupdf.open(stream=paper(words, more=more), filetype="tiff") as picture:
                out.insert_pdf(pymupdf.open(stream=picture.convert_to_pdf(), filetype="pdf"))
            out.insert_pdf(separators, from_page=place, to_page=place)
    content: bytes = out.tobytes()
    return content


def check_split_once(up: Service, dossier_id: str) -> None:
    first = up.settled(dossier_id)
    second, third = (up.settled(part) for part in first["split_into"])
    assert heard(first) == ["Trang một"]
    assert heard(second) == ["new_dossier", "Trang hai", "new_document", "Trang ba"]
    assert heard(third) == ["new_dossier", "Trang bốn", "end"]
    assert second["dossier_code"] == "H29.12-260310-0012"
    assert second["procedure_code"] == "birth_registration"
    assert [document["pages"] for document in second["documents"]] == [[2], [4]]
    assert [page["file_page"] for page in second["pages"]] == [2, 3, 4, 5]
    made = up.client.get("dossiers", params={"limit": 200}).json()["items"]
    assert sum(one["split_from"] == dossier_id for one in made) == 2


def heard(dossier: dict[str, Any]) -> list[str]:
    return [page.get("separator") or page["text"].splitlines()[0] for page in dossier["pages"]]


def test_a_batch_is_split(up: Service) -> None:
    check_split_once(up, up.post(("lo.pdf", batch())))


def test_a_batch_is_split_once_though_readers_and_worker_are_killed(up: Service) -> None:
    dossier_id = up.post(("lo.pdf", batch(LONG)))
    eventually(lambda: up.pages_read(dossier_id) >= 1)
    eventually(up.child)
    child = up.child()
    if child:
        os.kill(child, signal.SIGKILL)
    eventually(lambda: up.pages_read(dossier_id) >= 7)
    os.kill(up.worker(), signal.SIGKILL)
    check_split_once(up, dossier_id)


def test_submit_prints_every_dossier_of_a_batch(up: Service, tmp_path: Path) -> None:
    scan = tmp_path / "lo.pdf"
    scan.write_bytes(batch())
    key = up.client.headers["Authorization"].removeprefix("Bearer ")
    url = str(up.client.base_url).removesuffix("/api/v1/")
    command = [sys.executable, "-m", "ocr_service", "submit", str(scan), "--wait"]
    done = subprocess.run(
        [*command, "--url", url, "--key", key], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    first, second, third = (json.loads(line) for line in done.stdout.splitlines())
    assert first["split_into"] == [second["id"], third["id"]]


def watched(up: Service, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    key = up.client.headers["Authorization"].removeprefix("Bearer ")
    url = str(up.client.base_url).removesuffix("/api/v1/")
    command = [sys.executable, "-m", "ocr_service", "watch", str(folder), "--once"]
    return subprocess.run(
        [*command, "--still", "0.2", "--url", url, "--key", key, *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_watch_sends_each_finished_file_once(up: Service, tmp_path: Path) -> None:
    def dossiers() -> set[str]:
        found = up.client.get("dossiers", params={"limit": 200}).json()["items"]
        return {one["id"] for one in found}

    before = dossiers()
    scan = paper("Đơn xin xác nhận", "Trang hai")
    (tmp_path / "lô 1.tif").write_bytes(scan)
    (tmp_path / "ghi chú.txt").write_text("không phải bản quét")
    (tmp_path / "đang ghi.tif").touch()
    dossier = tmp_path / "H29.12-260310-0077"
    dossier.mkdir()
    (dossier / "1.tif").write_bytes(paper("Đơn"))
    (dossier / "2.tif").touch()  # not finished
    first = watched(up, tmp_path, "--folders")
    assert first.returncode == 0, first.stderr
    assert (tmp_path / "da-gui" / "lô 1.tif").read_bytes() == scan
    assert (tmp_path / "đang ghi.tif").exists()
    reason = (tmp_path / "khong-gui-duoc" / "ghi chú.txt.ly-do.txt").read_text("utf-8")
    assert "PDF, TIFF, JPEG" in reason
    (made,) = dossiers() - before
    assert made in first.stdout
    (tmp_path / "lô 1.tif").write_bytes(scan)  # the scanner gives the same file again
    (dossier / "2.tif").write_bytes(paper("Trang hai"))
    with (tmp_path / ".da-gui.jsonl").open("a") as ledger:
        ledger.write('\n{"file": "half a li')  # whoever wrote it was killed
    again = watched(up, tmp_path, "--folders", "--agency", "H29.12")
    assert "đã gửi trước đây" in again.stdout, again.stderr
    assert len(list((tmp_path / "da-gui").iterdir())) == 3
    (second,) = dossiers() - before - {made}
    assert up.settled(made)["priority"] == "batch"
    kept = up.settled(second)
    assert (kept["dossier_code"], kept["agency_code"]) == (dossier.name, "H29.12")
    assert [file["filename"] for file in kept["files"]] == ["1.tif", "2.tif"]
    newest = (tmp_path / ".da-gui.jsonl").read_text().splitlines()[-1]
    assert json.loads(newest)["dossier"] == second


def test_watch_takes_only_what_is_not_written_on(tmp_path: Path) -> None:
    moments, scan = iter((0, 9, 18, 19, 20, 30)), tmp_path / "a.tif"
    finished = Finished(still=10, clock=lambda: next(moments))
    one, two = {scan: (("a.tif", 10, 1),)}, {scan: (("a.tif", 20, 2),)}
    seen = [finished.among(it) for it in (one, two, two, two, {}, two)]
    assert seen == [[], [], [], [scan], [], []]


def test_watch_keeps_what_finds_no_service(tmp_path: Path) -> None:
    (tmp_path / ".dang-gui").mkdir()
    (tmp_path / ".dang-gui" / "a.tif").write_bytes(paper("Đơn"))
    command = [sys.executable, "-m", "ocr_service", "watch", str(tmp_path), "--once"]
    done = subprocess.run(
        [*command, "--still", "0", "--url", "http://127.0.0.1:9", "--key", "k"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Không nối được" in done.stderr
    assert (tmp_path / ".dang-gui" / "a.tif").exists()
