"""A page survives the way to JSON and back."""

import json

from ocr_service.domain.page import Box, Line, Mark, MarkKind, Page, Problem, TextSource, Word
from ocr_service.domain.page_json import page_from_json, page_to_json


def test_a_page_comes_back_the_same() -> None:
    box = Box(0.1, 0.2, 0.3, 0.4)
    page = Page(
        number=3,
        width=1654,
        height=2339,
        dpi=200,
        lines=(Line((Word("Quyết", box, 0.91), Word("213", box, 0.5, handwritten=True)), block=2),),
        marks=(Mark(MarkKind.QR, "001|", box),),
        rotation=90,
        skew=-1.25,
        text_source=TextSource.OCR,
        blank=False,
        quality=0.75,
        problems=(Problem.BLURRED,),
        picture="abc",
        scan="scan-1",
    )
    assert page_from_json(json.loads(json.dumps(page_to_json(page)))) == page
