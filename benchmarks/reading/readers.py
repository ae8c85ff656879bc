"""The readers compared. Each is imported only when asked for, in an environment that has it.

A maker takes options and gives a function from a file and its dpi to its text and what else the
reader says of the page. ``ours`` is the whole way through, as the service goes it; the others are
Tesseract in process (no start-up charged), Tesseract as a program, OCRmyPDF and Kreuzberg, each
with its own way of setting pages right.
"""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answer = tuple[str, dict[str, Any]]
Read = Callable[[str, int], Answer]
LANGUAGE = "vie"
_started: list[Any] = []


def ours(options: list[str]) -> Read:
    """Options: the engine's name, then the cleaning steps to leave out."""
    from benchmarks.reading.ablation import leave_out
    from ocr_service.config import Settings
    from ocr_service.pipeline import read
    from ocr_service.reading.engines.registry import engine

    settings = Settings.from_environment()
    eyes = engine(options[0] if options else settings.engine, settings.tessdata)
    leave_out(options[1:])

    def read_text(path: str, dpi: int) -> Answer:
        del dpi
        pages = list(read(Path(path), eyes))
        problems = [str(problem) for page in pages for problem in page.problems]
        more = {"problems": problems, "rotation": pages[0].rotation, "skew": pages[0].skew}
        return "\n".join(page.text for page in pages), more

    return read_text


def tesseract(options: list[str]) -> Read:
    """Tesseract as it comes, on the undressed picture."""
    import cv2
    import numpy as np

    del options

    def read_text(path: str, dpi: int) -> Answer:
        grey = np.asarray(cv2.imread(path, cv2.IMREAD_GRAYSCALE), np.uint8)
        return tesseract_text(grey, dpi), {}

    tesseract_text(np.full((60, 60), 255, np.uint8), 300)
    return read_text


def tesseract_text(pixels: Any, dpi: int) -> str:
    """What Tesseract, as it comes, makes of an undressed picture (BGR or grey)."""
    import cv2
    import tesserocr

    from ocr_service.reading.engines.tesseract import PAGE_LAYOUT, find_models

    if not _started:
        _started.append(tesserocr.PyTessBaseAPI(str(find_models()), LANGUAGE, psm=PAGE_LAYOUT))
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY) if pixels.ndim == 3 else pixels
    height, width = grey.shape
    _started[0].SetImageBytes(grey.tobytes(), width, height, 1, width)
    _started[0].SetSourceResolution(dpi)
    return str(_started[0].GetUTF8Text())


def program(options: list[str]) -> Read:
    """Tesseract as people start it: a program, a page."""
    del options

    def read_text(path: str, dpi: int) -> Answer:
        command = ["tesseract", path, "-", "-l", LANGUAGE, "--dpi", str(dpi)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout, {}

    return read_text


def ocrmypdf(options: list[str]) -> Read:
    """OCRmyPDF, told to straighten and to turn pages."""
    import ocrmypdf  # type: ignore[import-not-found]

    del options

    def read_text(path: str, dpi: int) -> Answer:
        with tempfile.TemporaryDirectory() as folder:
            text = Path(folder) / "text.txt"
            ocrmypdf.ocr(
                path,
                Path(folder) / "out.pdf",
                language=[LANGUAGE],
                image_dpi=dpi,
                deskew=True,
                rotate_pages=True,
                output_type="pdf",
                sidecar=text,
                jobs=1,
                use_threads=True,
                progress_bar=False,
            )
            return text.read_text("utf-8"), {}

    return read_text


def kreuzberg(options: list[str]) -> Read:
    """Kreuzberg with Tesseract, each page read anew."""
    import kreuzberg  # type: ignore[import-not-found]

    del options
    eyes = kreuzberg.OcrConfig(backend="tesseract", language=LANGUAGE)
    wish = kreuzberg.ExtractionConfig(ocr=eyes, force_ocr=True, use_cache=False)

    def read_text(path: str, dpi: int) -> Answer:
        del dpi
        return kreuzberg.extract_file_sync(path, config=wish).content, {}

    return read_text


MAKERS: dict[str, Callable[[list[str]], Read]] = {
    "ours": ours,
    "tesseract": tesseract,
    "tesseract-program": program,
    "ocrmypdf": ocrmypdf,
    "kreuzberg": kreuzberg,
}
PEERS = frozenset({"ocrmypdf", "kreuzberg"})
