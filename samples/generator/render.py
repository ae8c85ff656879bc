"""From template to pages: Jinja to HTML, headless Chromium to PDF, PyMuPDF to pictures."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

import jinja2
import numpy as np
import pymupdf
import yaml
from numpy.typing import NDArray
from playwright.sync_api import Browser, sync_playwright

from samples.generator.chromium import CHROMIUM, FLAGS
from samples.generator.fonts import faces
from samples.generator.paper import Paper

Pixels = NDArray[np.uint8]
TEMPLATES = Path(__file__).with_name("templates")
SYNONYMS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8")
)


def worded(label: str, wording: int) -> str:
    """The label in the paper's own wording: always the same for one ``wording``."""
    others = SYNONYMS.get(label, [])
    if not wording or not others:
        return label
    return str(Random(f"{wording}/{label}").choice([label, *others]))


def html_of(paper: Paper) -> str:
    """The paper as one HTML file with its fonts named and its pictures inside."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    sheets = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True
    )
    sheets.filters["say"] = lambda label: worded(str(label), paper.wording)
    return sheets.get_template(paper.template).render(faces=faces(), **paper.values)


def pictures(pdf: bytes, dpi: int = 300) -> Iterator[Pixels]:
    """The pages of a PDF as BGR pictures."""
    with pymupdf.open(stream=pdf, filetype="pdf") as file:
        for page in file:
            seen = page.get_pixmap(dpi=dpi, alpha=False)
            flat = np.frombuffer(seen.samples, np.uint8).reshape(seen.height, seen.width, 3)
            yield np.ascontiguousarray(flat[..., ::-1])


class Press:
    """Prints papers to PDF; one Chromium serves for its whole life. Use it in a with-block."""

    def __init__(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser: Browser = self._playwright.chromium.launch(
            executable_path=CHROMIUM, args=FLAGS
        )
        self._page = self._browser.new_page()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._browser.close()
        self._playwright.stop()

    def pdf(self, paper: Paper) -> bytes:
        """The paper as a born-digital PDF of one or more pages."""
        with _kept(html_of(paper)) as path:
            self._page.goto(path.as_uri())
            return bytes(self._page.pdf(prefer_css_page_size=True, print_background=True))


@contextmanager
def _kept(html: str) -> Iterator[Path]:
    # Fonts stand in files, and only a page that is a file itself may load those.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.html"
        path.write_text(html, encoding="utf-8")
        yield path
