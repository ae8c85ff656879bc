"""Engines by name, as the setting names them."""

from pathlib import Path

from ocr_service.domain.errors import MissingDependency
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.recorded import Recorded
from ocr_service.reading.engines.tesseract import Pytesseract, Tesserocr

NAMES = ("tesserocr", "pytesseract", "recorded")


def engine(name: str = "tesserocr", models: Path | None = None) -> Engine:
    """The engine of that name, ready to read; ``models`` is the folder of its models.

    For ``recorded``, ``models`` is a folder of ``*.page.json``. Raises MissingDependency
    if the engine or its model is not on this machine, ValueError for a name not known.
    """
    if name == "tesserocr":
        try:
            return Tesserocr(models)
        except MissingDependency as error:
            if "tesserocr is not installed" not in str(error):
                raise
            return Pytesseract(models)  # the same program and model, only slower to start
    if name == "pytesseract":
        return Pytesseract(models)
    if name == "recorded":
        return Recorded.from_files(sorted((models or Path()).glob("*.page.json")))
    raise ValueError(f"no engine is called {name!r}; known: {', '.join(NAMES)}")
