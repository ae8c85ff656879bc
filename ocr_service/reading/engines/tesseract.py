"""Tesseract behind the engine contract: in process (tesserocr) and as a program (pytesseract)."""

import os
from pathlib import Path
from typing import Any

from ocr_service.domain.errors import EngineFailed, MissingDependency
from ocr_service.domain.page import Line
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.tsv import lines_of
from ocr_service.reading.image import Image

# One process a core is faster than one recognition on all cores (tesseract issue 3109).
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

LANGUAGE = "vie"
PAGE_LAYOUT = 3  # "fully automatic", without orientation: cleaning has set the page upright
SECONDS_A_PAGE = 120
KNOWN_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
)
REMEDY = "apt-get install tesseract-ocr tesseract-ocr-vie"


def find_models(folder: Path | None = None) -> Path:
    """The folder that holds the Vietnamese model: as told, or TESSDATA_PREFIX, or a known one.

    Raises MissingDependency with the command that mends it.
    """
    prefix = os.environ.get("TESSDATA_PREFIX", "")
    named = [Path(prefix), Path(prefix) / "tessdata"] if prefix else []
    for candidate in [folder] if folder else [*named, *map(Path, KNOWN_FOLDERS)]:
        if (candidate / f"{LANGUAGE}.traineddata").is_file():
            return candidate
    raise MissingDependency(f"the model {LANGUAGE}.traineddata was not found; run: {REMEDY}")


class Tesserocr(Engine):
    """Tesseract in this process: the model is loaded once, no picture is written to disk."""

    name = "tesserocr"

    def __init__(self, models: Path | None = None) -> None:
        try:
            import tesserocr
        except ImportError as error:
            raise MissingDependency("tesserocr is not installed; run: make setup") from error
        folder = find_models(models)
        try:
            self._api: Any = tesserocr.PyTessBaseAPI(
                path=str(folder), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY, psm=PAGE_LAYOUT
            )
        except RuntimeError as error:
            raise MissingDependency(f"Tesseract did not start with {folder}: {error}") from error

    def read(self, image: Image) -> tuple[Line, ...]:
        height, width = image.ink.shape[:2]
        try:
            self._api.SetImageBytes(image.ink.tobytes(), width, height, 1, width)
            self._api.SetSourceResolution(resolution(image))
            if not self._api.Recognize(SECONDS_A_PAGE * 1000):
                raise EngineFailed(f"Tesseract stopped on page {image.number}")
            table = self._api.GetTSVText(0)
        except RuntimeError as error:
            raise EngineFailed(f"Tesseract stopped on page {image.number}: {error}") from error
        finally:
            self._api.Clear()
        return lines_of(table, width, height)


class Pytesseract(Engine):
    """Tesseract as a program: always there as the fallback, slower by starting anew each page."""

    name = "pytesseract"

    def __init__(self, models: Path | None = None) -> None:
        import pytesseract

        try:
            pytesseract.get_tesseract_version()
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise MissingDependency(f"tesseract is not installed; run: {REMEDY}") from error
        self._folder = find_models(models)

    def read(self, image: Image) -> tuple[Line, ...]:
        import pytesseract
        from PIL import Image as Pillow

        height, width = image.ink.shape[:2]
        config = (
            f'--tessdata-dir "{self._folder}" --oem 1 --psm {PAGE_LAYOUT} --dpi {resolution(image)}'
        )
        try:
            table = pytesseract.image_to_data(
                Pillow.fromarray(image.ink), lang=LANGUAGE, config=config, timeout=SECONDS_A_PAGE
            )
        except (RuntimeError, pytesseract.TesseractError) as error:
            raise EngineFailed(f"Tesseract stopped on page {image.number}: {error}") from error
        return lines_of(table, width, height)


def resolution(image: Image) -> int:
    """Pixels an inch of ``image.ink``, within what Tesseract believes."""
    dpi = image.dpi * image.ink.shape[1] / max(image.kept.shape[1], 1)
    return int(min(max(dpi, 70), 2400))
