"""Stamps of words as they really are: drawn on a paper, scanned, read by the real engine."""

from pathlib import Path
from random import Random

import pytest

from ocr_service.actions.read_file import Reading, read_file
from ocr_service.config import Settings
from ocr_service.schema.catalogue import Catalogue
from ocr_service.wiring.workplace import reader
from samples.generator.cast import cast
from samples.generator.damage import DRAWN_DPI, damaged
from samples.generator.overlays import certified, over, secret
from samples.generator.paper import Paper
from samples.generator.papers.administrative_document import administrative_document
from samples.generator.papers.birth_certificate import birth_certificate
from samples.generator.render import Press, pictures
from samples.generator.writing import scanned_pdf

pytestmark = pytest.mark.slow
PEOPLE = cast(Random("stamped"))


def scanned(folder: Path, known: Catalogue, paper: Paper) -> Reading:
    with Press() as press:
        pages = [damaged(page, "scan", 3) for page in pictures(press.pdf(paper), DRAWN_DPI)]
    (folder / "paper.pdf").write_bytes(scanned_pdf(pages))
    settings = Settings()
    return read_file(folder / "paper.pdf", reader=reader(settings), catalogue=known)


def test_a_paper_with_the_red_stamp_is_not_read(tmp_path: Path, known: Catalogue) -> None:
    notice = administrative_document(PEOPLE, Random(4), "notice", 1)
    read = scanned(tmp_path, known, over(notice, secret(Random(1))))
    assert read.complaint
    assert read.complaint.code == "secret_paper"
    assert (read.pages, read.documents) == ((), ())


def test_a_certified_copy_keeps_its_own_number_and_signer(tmp_path: Path, known: Catalogue) -> None:
    paper = birth_certificate(PEOPLE, Random(2))
    [document] = scanned(tmp_path, known, over(paper, certified(PEOPLE, Random(3)))).documents
    found = {field.name: field.value for field in document.record.fields}
    for name in ("document_number", "registration_date", "signer_name", "signer_title"):
        assert found[name] == paper.fields[name]
