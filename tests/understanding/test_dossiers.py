from datetime import date

import pytest

from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.record import Field, Record, Source
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.across import cross_check
from ocr_service.understanding.comparisons import RULES
from tests.understanding.paper import (
    BIRTH_ROWS,
    CARD_QR,
    badly_heard,
    birth_certificate,
    card,
    one,
)


def field(name: str, value: str) -> Field:
    return Field(name, name, value, value, 0.95, Source.OCR, 1, None)


def paper(document_type: str, **values: str) -> Document:
    fields = tuple(field(name, value) for name, value in values.items())
    return Document(document_type, document_type, 0.99, (1,), Record(fields))


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.record.doubts]


def test_papers_of_a_dossier_are_compared(known: Catalogue) -> None:
    wrong = CARD_QR.replace("Lê Văn Hòa", "Lê Thị Minh An").replace("093090001234", "093324001234")
    papers = [one(known, birth_certificate()), one(known, card(number="093324001234", qr=wrong))]
    birth, holder = cross_check(papers, known)
    assert "birth_differs_between_papers" in [doubt.code for doubt in birth.record.doubts]
    assert "birth_differs_between_papers" in [doubt.code for doubt in holder.record.doubts]
    assert birth.status is DocumentStatus.NEEDS_REVIEW


def test_papers_of_strangers_are_not_compared(known: Catalogue) -> None:
    papers = (one(known, birth_certificate()), one(known, card()))
    assert cross_check(papers, known)[0].record.doubts == ()


def test_what_two_papers_say_alike_is_surer(known: Catalogue) -> None:
    alone = one(known, badly_heard(birth_certificate(), "Lê Văn Hòa", 0.2))
    assert ("father_name", "unsure") in [(d.field, d.code) for d in alone.record.doubts]
    beside, _ = cross_check([alone, one(known, card())], known)
    father, before = beside.record.field("father_name"), alone.record.field("father_name")
    assert father
    assert before
    assert father.confidence > before.confidence
    assert ("father_name", "unsure") not in [(d.field, d.code) for d in beside.record.doubts]


@pytest.mark.parametrize(
    ("document_type", "values", "received", "ended"),
    [
        ("marital_status_certificate", {"issue_date": "2025-01-10"}, "2025-07-10", False),
        ("marital_status_certificate", {"issue_date": "2025-01-10"}, "2025-07-11", True),
        ("marital_status_certificate", {"issue_date": "2024-08-31"}, "2025-03-01", True),
        ("citizen_id_card", {"expiry_date": "2030-05-01"}, "2026-01-01", False),
        ("citizen_id_card", {"expiry_date": "2025-05-01"}, "2026-01-01", True),
        ("citizen_id_card", {}, "2026-01-01", False),
        ("household_book", {"issue_date": "2010-05-01"}, "2022-12-31", False),
        ("household_book", {"issue_date": "2010-05-01"}, "2023-01-01", True),
        ("identity_card_9", {}, "2025-01-01", True),
        ("diploma", {"issue_date": "1990-01-01"}, "2025-01-01", False),
    ],
)
def test_papers_that_no_longer_hold_are_told(
    known: Catalogue, document_type: str, values: dict[str, str], received: str, ended: bool
) -> None:
    [checked] = cross_check([paper(document_type, **values)], known, date.fromisoformat(received))
    assert ("no_longer_valid" in codes(checked)) is ended


@pytest.mark.parametrize(
    ("rule", "one", "other", "code"),
    [
        ("office_of_its_day", "UBND huyện Vị Thủy", "2025-07-01", "no_such_office_then"),
        ("office_of_its_day", "ỦY BAN NHÂN DÂN QUẬN 1", "2026-02-03", "no_such_office_then"),
        ("office_of_its_day", "UBND huyện Vị Thủy", "2025-06-30", ""),
        ("office_of_its_day", "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI", "2026-02-03", ""),
        ("symbol_names_office", "12/QĐ-SKHCN", "UBND TỈNH VĨNH LONG", "symbol_against_office"),
        ("symbol_names_office", "12/QĐ-SKHCN", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", ""),
        ("symbol_names_office", "12/UBND-VX", "ỦY BAN NHÂN DÂN XÃ HÒA AN", ""),
        ("symbol_names_office", "12/QĐ-TTg", "THỦ TƯỚNG CHÍNH PHỦ", ""),
        ("symbol_names_office", "12/QĐ-UBND", "UBND XÃ HÒA AN", ""),
        ("symbol_names_office", "45/2024", "UBND XÃ HÒA AN", ""),
        ("parent_of", "2010", "2021-05-05", "parent_too_young"),
        ("parent_of", "1990-02-29", "2021-05-05", ""),
        ("wife_of_age", "2007-05-05", "2025-05-04", "married_too_young"),
        ("wife_of_age", "2007-05-05", "2025-05-05", ""),
        ("husband_of_age", "2007-05-05", "2026-05-05", "married_too_young"),
        ("husband_of_age", "2004", "2025-05-05", ""),
    ],
)
def test_rules_of_law(rule: str, one: str, other: str, code: str) -> None:
    doubts = RULES[rule](field("one", one), field("other", other))
    assert [doubt.code for doubt in doubts] == ([code] if code else [])


def test_a_commune_that_its_province_does_not_have_is_doubted(known: Catalogue) -> None:
    rows = [row.replace("Quê quán: Xã Vị Thủy", "Quê quán: Xã Lạ Hoắc") for row in BIRTH_ROWS]
    document = one(known, birth_certificate(rows))
    assert ("home_town", "no_such_commune") in [(d.field, d.code) for d in document.record.doubts]


def test_a_date_in_words_bears_out_the_figures_or_speaks_against_them(known: Catalogue) -> None:
    told = "Ghi bằng chữ: Ngày năm tháng ba năm hai nghìn không trăm hai mươi bốn"
    wrong = told.replace("ba năm", "tư năm")
    same = one(known, birth_certificate()).record.field("date_of_birth")
    bare = one(known, birth_certificate([r for r in BIRTH_ROWS if r != told]))
    other = one(known, birth_certificate([r.replace(told, wrong) for r in BIRTH_ROWS]))
    plain = bare.record.field("date_of_birth")
    assert same
    assert plain
    assert same.confidence > plain.confidence
    assert ("date_of_birth", "sources_differ") in [(d.field, d.code) for d in other.record.doubts]
