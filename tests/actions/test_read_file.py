from pathlib import Path

import cv2
import numpy as np

from ocr_service.actions.read_file import read_file
from ocr_service.domain.errors import EngineFailed
from ocr_service.domain.page import Line
from ocr_service.reading.engines import Engine
from ocr_service.reading.image import Image
from ocr_service.reading.limits import DEFAULT_LIMITS
from ocr_service.schema.catalogue import load
from ocr_service.wiring.workplace import Eyes
from tests.reading.drawn import page

SCHEMAS = Path(__file__).parents[2] / "schemas"


class Broken(Engine):
    """An engine that stops on every picture."""

    name = "broken"

    def read(self, image: Image) -> tuple[Line, ...]:
        raise EngineFailed(f"stopped on page {image.number}")


def test_an_empty_page_asks_no_engine(tmp_path: Path) -> None:
    scan = tmp_path / "a.png"
    cv2.imwrite(str(scan), np.full((2339, 1653, 3), 244, np.uint8))
    reading = read_file(scan, reader=Eyes(Broken(), DEFAULT_LIMITS), catalogue=load(SCHEMAS))
    assert reading.complaint is None
    assert [page.blank for page in reading.pages] == [True]


def test_an_engine_that_stops_costs_its_own_file_only(tmp_path: Path) -> None:
    scan = tmp_path / "a.png"
    cv2.imwrite(str(scan), page())
    catalogue = load(SCHEMAS)
    reading = read_file(scan, reader=Eyes(Broken(), DEFAULT_LIMITS), catalogue=catalogue)
    assert reading.complaint is not None
    assert (reading.complaint.code, reading.pages) == ("reading_failed", ())
