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

from ocr_service.domain.separator import Command, Separator
from ocr_service.exports.separator_sheets import separator_sheets
from tests.workers.service import Service, eventually, paper, service

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("up")
    with service(folder, OCR_RANGE_PAGES="2", OCR_RECONCILE_SECONDS="0.5") as started:
        yield started


def batch() -> bytes:
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
            with pymupdf.open(stream=paper(words), filetype="tiff") as picture:
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
    dossier_id = up.post(("lo.pdf", batch()))
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
