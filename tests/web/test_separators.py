"""Separator sheets are printed from a page; the front door draws nothing itself."""

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from zxingcpp import read_barcodes

from ocr_service.domain.separator import Command, Separator, separator_in
from ocr_service.schema.catalogue import load
from tests.fakes import House
from tests.web.client import Client

pytestmark = pytest.mark.slow
SCHEMAS = Path(__file__).parents[2] / "schemas"


def sheets(pdf: bytes) -> list[Separator | None]:
    with pymupdf.open(stream=pdf) as document:
        seen = [read_barcodes(page.get_pixmap(dpi=100).pil_image()) for page in document]
    return [separator_in(found[0].text) for found in seen]


def test_sheets_are_printed_for_any_batch_or_for_one_dossier(tmp_path: Path) -> None:
    house = House.in_folder(tmp_path)
    client = Client(replace(house, services=replace(house.services, catalogue=load(SCHEMAS))))
    answer = client.call("GET", "/separators.pdf?count=2")
    assert answer.mimetype == "application/pdf"
    assert [sheet and sheet.command for sheet in sheets(answer.data)] == [
        command for command in Command for _ in range(2)
    ]
    asked = {"dossier_code": "H 1; $(id) --kind=end", "procedure_code": "birth_registration"}
    answer = client.call("GET", "/separators.pdf", query_string=asked)
    named = Separator(Command.NEW_DOSSIER, asked["dossier_code"], asked["procedure_code"])
    assert sheets(answer.data) == [named]
    for wrong in ("count=0", "count=x", "procedure_code=none"):
        assert client.call("GET", f"/separators.pdf?{wrong}").status_code == 422
