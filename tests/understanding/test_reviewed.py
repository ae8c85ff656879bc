"""A person's word laid upon a record: the same checks look at it again."""

from dataclasses import replace
from datetime import UTC, datetime

from ocr_service.domain.dossier import Document, DocumentStatus
from ocr_service.domain.record import Doubt, Source
from ocr_service.domain.review import Answer, Review, Verdict
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.reviewed import reviewed
from tests.understanding.paper import badly_heard, birth_certificate, one


def said(*answers: Answer, verdict: Verdict = Verdict.OPEN, document_type: str = "") -> Review:
    at = datetime(2026, 11, 26, tzinfo=UTC)
    return Review("r", "d", "p", at, "a", "An", verdict, answers, document_type)


def doubted(document: Document) -> set[tuple[str, str]]:
    return {(doubt.field, doubt.code) for doubt in document.record.doubts}


def unsure(known: Catalogue) -> Document:
    heard = badly_heard(badly_heard(birth_certificate(), "Lê Văn Hòa", 0.2), "Kinh", 0.2)
    return one(known, heard)


def test_only_what_was_answered_is_settled(known: Catalogue) -> None:
    before = unsure(known)
    kind = known.document_types[before.document_type]
    assert ("father_name", "unsure") in doubted(before)
    after = reviewed(before, said(Answer("father_name", "Lê Văn Hòa", "Lê Văn Hòa")), kind)
    assert doubted(after) == doubted(before) - {("father_name", "unsure")}
    assert after.status is DocumentStatus.NEEDS_REVIEW
    name, was = after.record.field("father_name"), before.record.field("father_name")
    assert name
    assert was
    assert (name.source, name.confidence, name.box) == (Source.PERSON, 1.0, was.box)
    assert [field.name for field in after.record.fields] == [
        field.name for field in before.record.fields
    ]


def test_a_wrong_answer_is_doubted_like_a_wrong_reading(known: Catalogue) -> None:
    before = one(known, birth_certificate())
    kind = known.document_types[before.document_type]
    answer = Answer("registration_date", "1900-01-01", "01/01/1900")
    after = reviewed(before, said(answer), kind)
    assert "dates_out_of_order" in {code for _, code in doubted(after)}
    insisted = reviewed(before, said(answer, verdict=Verdict.ACCEPTED), kind)
    assert (doubted(insisted), insisted.status) == (set(), DocumentStatus.ACCEPTED)


def test_doubts_of_others_stay_until_the_field_is_answered(known: Catalogue) -> None:
    plain = one(known, birth_certificate())
    kind = known.document_types[plain.document_type]
    others = (
        Doubt("full_name", "name_differs_between_papers", "…"),
        Doubt("", "scan_again", "…"),
        Doubt("", "unsure_type", "…"),
    )
    before = plain.with_doubts(others)
    same = reviewed(before, said(), kind)
    assert doubted(same) == doubted(before)
    named = reviewed(before, said(Answer("full_name", "Lê Thị Minh An", "Lê Thị Minh An")), kind)
    assert ("full_name", "name_differs_between_papers") not in doubted(named)
    assert ("", "scan_again") in doubted(named)
    typed = reviewed(before, said(document_type=kind.code), kind)
    assert doubted(typed) == doubted(before) - {("", "unsure_type")}


def test_a_field_that_was_not_found_may_be_told(known: Catalogue) -> None:
    whole = one(known, birth_certificate())
    kind = known.document_types[whole.document_type]
    fields = tuple(field for field in whole.record.fields if field.name != "full_name")
    before = replace(whole, record=replace(whole.record, fields=fields))
    after = reviewed(before, said(Answer("full_name", "Lê Thị Minh An", "lê thị minh an")), kind)
    told = after.record.field("full_name")
    assert told
    assert (told.label, told.page, told.box) == ("Họ, chữ đệm, tên", whole.pages[0], None)


def test_a_place_told_by_a_person_has_its_units(known: Catalogue) -> None:
    before = one(known, birth_certificate())
    kind = known.document_types[before.document_type]
    place = "xã Tân Trào, huyện Sơn Dương, tỉnh Tuyên Quang"
    after = reviewed(before, said(Answer("home_town", place, place)), kind)
    told = after.record.field("home_town")
    assert told
    assert {unit.level for unit in told.units} >= {"commune", "province"}
