"""Values are found where forms put them, and not where others merely look like their labels."""

from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue
from tests.understanding.paper import (
    BIRTH_ROWS,
    birth_certificate,
    centred,
    decision,
    line,
    one,
    page,
    values,
)


def test_a_signature_at_the_top_of_the_last_page(known: Catalogue) -> None:
    first = [line for line in decision().lines if line.box.top < 0.5]
    told = "trong quá trình thực hiện có khó khăn thì báo về để có hướng giải quyết kịp thời."
    last = [line(told, 0.1, 0.06), centred("CHI CỤC TRƯỞNG", 0.1, 0.7),
            centred("Trần Văn Bình", 0.22, 0.7), line("Nơi nhận:", 0.1, 0.8)]  # fmt: skip
    pages = [page(first), page(last, 2)]
    found = values(next(iter(understand(pages, known))))
    assert (found["signer_title"], found["signer_name"]) == ("CHI CỤC TRƯỞNG", "Trần Văn Bình")


def test_a_name_in_capitals_holds_no_label(known: Catalogue) -> None:
    """QUỐC THỊNH is much like the label Quốc tịch."""
    rows = [row.replace("LÊ THỊ MINH AN", "LÊ TRẦN QUỐC THỊNH") for row in BIRTH_ROWS]
    assert values(one(known, birth_certificate(rows)))["full_name"] == "Lê Trần Quốc Thịnh"
