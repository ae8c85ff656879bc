from dataclasses import replace

from ocr_service.domain.record import Source
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue
from tests.understanding.paper import back, card, line, one, page, values


def test_a_card_code_that_agrees_is_the_stronger_source(known: Catalogue) -> None:
    document = one(known, card())
    field = document.record.field("personal_id")
    assert field is not None
    assert (field.value, field.source) == ("093090001234", Source.QR)
    assert field.confidence > 0.98
    assert values(document)["issue_date"] == "2021-05-10"
    assert document.record.doubts == ()


def test_a_card_code_that_differs_from_the_print_is_doubted(known: Catalogue) -> None:
    document = one(known, card(number="093090009999"))
    assert [(d.field, d.code) for d in document.record.doubts] == [
        ("personal_id", "sources_differ")
    ]


def test_the_back_of_a_card_joins_its_front_and_two_cards_stay_two(known: Catalogue) -> None:
    fronts = card(), replace(card(number="093090005678", qr=""), number=3)
    documents = list(understand([fronts[0], back(2), fronts[1], back(4)], known))
    assert [paper.pages for paper in documents] == [(1, 2), (3, 4)]
    assert {paper.document_type for paper in documents} == {"citizen_id_card"}


def test_a_code_tells_a_card_whose_title_is_lost(known: Catalogue) -> None:
    bare = page([line("LÊ VĂN HÒA", 0.3, 0.3)], marks=card().marks)
    assert one(known, bare).document_type == "citizen_id_card"


def test_bilingual_labels_are_no_part_of_a_value(known: Catalogue) -> None:
    found = values(one(known, card(qr="")))
    assert (found["full_name"], found["sex"]) == ("Lê Văn Hòa", "male")
    assert found["nationality"] == "Việt Nam"
