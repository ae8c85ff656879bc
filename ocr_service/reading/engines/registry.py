"""Engines by name, as the setting names them."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from ocr_service.domain.errors import MissingDependency
from ocr_service.reading.engines import Engine
from ocr_service.reading.engines.joined import Joined
from ocr_service.reading.engines.recorded import Recorded
from ocr_service.reading.engines.tesseract import Pytesseract, Tesserocr
from ocr_service.reading.handwriting.figures import Figures
from ocr_service.reading.second.aster import Aster

R = TypeVar("R")
NAMES = ("joined", "tesserocr", "pytesseract", "recorded")


def engine(name: str = "joined", models: Path | None = None) -> Engine:
    """The engine of that name, ready to read; ``models`` is the folder of its models.

    ``joined`` is Tesseract helped by the readers that the extra `second` installs, as far as they
    are there. For ``recorded``, ``models`` is a folder of ``*.page.json``. Raises
    MissingDependency if the engine or its model is not on this machine, ValueError for a name
    not known.
    """
    if name == "joined":
        return _joined(_tesseract(models))
    if name == "tesserocr":
        return _tesseract(models)
    if name == "pytesseract":
        return Pytesseract(models)
    if name == "recorded":
        return Recorded.from_files(sorted((models or Path()).glob("*.page.json")))
    raise ValueError(f"no engine is called {name!r}; known: {', '.join(NAMES)}")


def _tesseract(models: Path | None) -> Engine:
    """In this process where tesserocr is installed; else as a program, only slower to start."""
    try:
        return Tesserocr(models)
    except MissingDependency as error:
        if "tesserocr is not installed" not in str(error):
            raise
        return Pytesseract(models)


def _joined(first: Engine) -> Engine:
    second, figures = _installed(Aster), _installed(Figures)
    return Joined(first, second, figures) if second or figures else first


def _installed(reader: Callable[[], R]) -> R | None:
    """The reader, or None where its extra is not installed: the page is read all the same."""
    try:
        return reader()
    except MissingDependency:
        return None
