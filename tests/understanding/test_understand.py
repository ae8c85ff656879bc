from dataclasses import replace

import pytest

from ocr_service.domain.dossier import DocumentStatus
from ocr_service.domain.page import Box, Mark, MarkKind, Page
from ocr_service.domain.separator import Command, Separator, payload
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue
from ocr_service.schema.letters import fold
from tests.understanding.paper import (
    BIRTH_ROWS,
    badly_heard,
    birth_certificate,
    centred,
    decision,
    form,
    line,
    motto,
    one,
    page,
    values,
)


def changed(*pairs: tuple[str, str]) -> Page:
    rows = [row for row in BIRTH_ROWS]
    for old, new in pairs:
        rows = [row.replace(old, new) for row in rows]
    return birth_certificate(rows)


def test_a_clean_birth_certificate_is_accepted_whole(known: Catalogue) -> None:
    document = one(known, birth_certificate())
    assert document.document_type == "birth_certificate"
    assert document.record.doubts == ()
    assert document.status is DocumentStatus.ACCEPTED
    found = values(document)
    assert found["full_name"] == "Lê Thị Minh An"
    assert found["document_number"] == "45/2024"
    assert found["date_of_birth"] == "2024-03-05"
    assert (found["sex"], found["ethnicity"], found["nationality"]) == (
        "female",
        "Kinh",
        "Việt Nam",
    )
    assert found["signer_name"] == "Phạm Văn Đức"
    assert not [field.name for field in document.record.fields if field.text.startswith(":")]
    assert found["signer_title"] == "CHỦ TỊCH"


def test_equal_labels_are_told_apart_by_their_section(known: Catalogue) -> None:
    found = values(one(known, birth_certificate()))
    assert (found["mother_birth_year"], found["father_birth_year"]) == ("1995", "1990")
    assert (found["mother_ethnicity"], found["father_ethnicity"]) == ("Khmer", "Kinh")
    assert str(found["mother_residence"]).startswith("Ấp 1")
    assert str(found["father_residence"]).startswith("Ấp 2")


def test_labels_are_found_without_their_marks_and_colons(known: Catalogue) -> None:
    rows = []
    for row in BIRTH_ROWS:
        label, _, value = row.partition(":")
        rows.append(f"{fold(label).capitalize()} {value}" if "|" not in row else row)
    found = values(one(known, birth_certificate(rows)))
    assert found["full_name"] == "Lê Thị Minh An"
    assert found["personal_id"] == "093324001234"
    assert found["registration_date"] == "2024-03-11"


def test_a_value_runs_on_to_the_next_line_only_where_its_line_is_full(known: Catalogue) -> None:
    rows = list(BIRTH_ROWS)
    rows[4:5] = [
        "Nơi sinh: Bệnh viện Đa khoa tỉnh Hậu Giang, khu vực 4, phường 3, thành phố Vị",
        "Thanh, tỉnh Hậu Giang",
    ]
    found = values(one(known, birth_certificate(rows)))
    assert str(found["place_of_birth"]).endswith("thành phố Vị Thanh, tỉnh Hậu Giang")


def test_dotted_leaders_are_no_part_of_a_value(known: Catalogue) -> None:
    page_ = changed(("LÊ THỊ MINH AN", "LÊ THỊ MINH AN.............. -+ 2325 5se"))
    assert values(one(known, page_))["full_name"] == "Lê Thị Minh An"


def test_a_label_without_a_value_gives_null_and_no_doubt(known: Catalogue) -> None:
    document = one(known, changed(("Lê Văn Hòa", "................")))
    assert values(document)["father_name"] is None
    assert not [doubt for doubt in document.record.doubts if doubt.field == "father_name"]


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        ("LÊ THỊ MINH AN", "", "full_name", "missing"),
        ("05/03/2024", "45/13/2024", "date_of_birth", "sources_differ"),
        ("11/03/2024", "45/13/2024", "registration_date", "not_a_date"),
        ("11/03/2024", "11/03/2023", "registration_date", "dates_out_of_order"),
        ("Giới tính: Nữ", "Giới tính: Nam", "personal_id", "number_against_sex"),
        ("093324001234", "093323001234", "personal_id", "number_against_birth"),
    ],
)
def test_what_is_wrong_is_doubted(
    known: Catalogue, old: str, new: str, field: str, code: str
) -> None:
    document = one(known, changed((old, new)))
    assert (field, code) in [(doubt.field, doubt.code) for doubt in document.record.doubts]
    assert document.status is DocumentStatus.NEEDS_REVIEW


def test_words_badly_heard_make_a_field_unsure(known: Catalogue) -> None:
    document = one(known, badly_heard(birth_certificate(), "MINH AN", 0.3))
    assert ("full_name", "unsure") in [(d.field, d.code) for d in document.record.doubts]


def test_the_head_and_foot_of_a_decision(known: Catalogue) -> None:
    document = one(known, decision())
    assert document.document_type == "administrative_document"
    assert values(document) == {
        "kind": "decision",
        "parent_agency": "ỦY BAN NHÂN DÂN TỈNH HẬU GIANG",
        "issuing_agency": "SỞ NỘI VỤ",
        "document_number": "537/QĐ-SNV",
        "place": "Vị Thanh",
        "issue_date": "2024-03-05",
        "subject": "Về việc khen thưởng tập thể",
        "recipients": ("Như Điều 2", "Lưu: VT, TĐKT"),
        "signer_name": "Trần Văn Bình",
        "signer_title": "PHÓ GIÁM ĐỐC",
        "signed_for": "KT. GIÁM ĐỐC",
    }


def test_an_office_set_aside_has_lost_what_made_it_the_deputys(known: Catalogue) -> None:
    whole = decision()
    lines = [each for each in whole.lines if each.text not in ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")]
    aside = centred("GIÁM ĐỐC", 0.624, 0.73)
    title = one(known, replace(whole, lines=(*lines, aside))).record.field("signer_title")
    sound = one(known, whole).record.field("signer_title")
    assert title
    assert sound
    assert title.value == sound.value == "PHÓ GIÁM ĐỐC"
    assert title.confidence < sound.confidence


def test_pages_that_go_on_belong_to_the_paper_before(known: Catalogue) -> None:
    more = page([line("Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành.", 0.15, 0.1)], 2)
    documents = list(understand([decision(1), more, birth_certificate(number=3)], known))
    assert [(paper.document_type, paper.pages) for paper in documents] == [
        ("administrative_document", (1, 2)),
        ("birth_certificate", (3,)),
    ]


def test_a_letter_after_a_signed_certificate_is_no_part_of_it(known: Catalogue) -> None:
    letter = page([line("Cô Ba kính mến, cháu viết thư này hỏi thăm sức khỏe.", 0.15, 0.1)], 2)
    documents = list(understand([birth_certificate(), letter], known))
    assert [paper.document_type for paper in documents] == ["birth_certificate", "unknown"]


def test_a_page_of_another_file_begins_another_paper(known: Catalogue) -> None:
    more = page([line("Điều 2. Chánh Văn phòng thi hành.", 0.15, 0.1)], 2, scan="other")
    documents = list(understand([decision(1), more], known))
    assert [paper.document_type for paper in documents] == ["administrative_document", "unknown"]


def test_two_papers_of_one_type_stay_two(known: Catalogue) -> None:
    documents = list(understand([decision(1), decision(2)], known))
    assert [paper.pages for paper in documents] == [(1,), (2,)]


@pytest.mark.parametrize("title", ["GIẤY BÁO TỬ", "BIÊN LAI THU TIỀN", "HÓA ĐƠN"])
def test_a_paper_that_no_schema_knows_is_unknown(known: Catalogue, title: str) -> None:
    document = one(known, birth_certificate(title=title))
    assert (document.document_type, document.record.fields) == ("unknown", ())
    assert [doubt.code for doubt in document.record.doubts] == ["unknown_type"]


def test_blank_pages_belong_to_no_paper(known: Catalogue) -> None:
    blank = replace(page([], 2), blank=True)
    [document] = understand([decision(1), blank], known)
    assert document.pages == (1,)


def test_a_blank_page_parts_no_paper(known: Catalogue) -> None:
    blank = replace(page([], 2), blank=True)
    more = page([line("Điều 2. Chánh Văn phòng thi hành.", 0.15, 0.1)], 3)
    [document] = understand([decision(1), blank, more], known)
    assert document.pages == (1, 3)


def test_a_separator_sheet_parts_what_would_go_on(known: Catalogue) -> None:
    code = payload(Separator(Command.NEW_DOCUMENT))
    sheet = page([line("GIẤY TỜ MỚI", 0.3, 0.1)], 2, [Mark(MarkKind.QR, code, Box(0, 0, 1, 1))])
    more = page([line("Điều 2. Chánh Văn phòng thi hành.", 0.15, 0.1)], 3)
    documents = understand([decision(1), sheet, more], known)
    assert [document.pages for document in documents] == [(1,), (3,)]


def test_places_name_their_units_before_and_since_the_merger(known: Catalogue) -> None:
    field = one(known, birth_certificate()).record.field("home_town")
    assert field is not None
    assert ("commune", False, "Xã Vị Thủy") in [
        (u.level, u.since_2025, u.name) for u in field.units
    ]
    assert any(unit.since_2025 for unit in field.units)


def test_a_damaged_label_costs_its_own_field_only(known: Catalogue) -> None:
    rows = ("Hẹ Tâm LÊ VĂN HÒA", "Ngày, tháng, năm sinh: 05/03/1990", "Số CCCD: 093090001234",
            "Địa chỉ: Xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang")  # fmt: skip
    lines = [*motto(), centred("ĐƠN ĐỀ NGHỊ HỖ TRỢ", 0.14), line("Kính gửi: Ủy ban", 0.3, 0.17)]
    foot = [line("Tôi cam đoan là đúng.", 0.15, 0.4), line("NGƯỜI LÀM ĐƠN", 0.6, 0.5)]
    found = values(one(known, page([*lines, *form(*rows), *foot])))
    assert found["applicant_id_number"] == "093090001234"
    assert found["applicant_residence"] == "Xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang"
    assert "applicant_name" not in found


def test_what_a_certified_copy_bears_is_not_the_papers_own(known: Catalogue) -> None:
    stamp = ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số: 1234 Quyển số: 02-SCT/BS",
             "Ngày, tháng, năm đăng ký: 12/03/2025", "CHỦ TỊCH", "Đỗ Xuân Phúc")  # fmt: skip
    whole = birth_certificate()
    bare = values(one(known, whole))
    over = form(*stamp, top=0.85, left=0.5)
    assert values(one(known, replace(whole, lines=(*whole.lines, *over)))) == bare


def test_the_number_of_arrival_is_not_the_papers_own(known: Catalogue) -> None:
    whole = decision()
    stamp = (
        line("ĐẾN", 0.1, 0.18),
        line("Số: 4730", 0.17, 0.17),
        line("Ngày: 11/03/2024", 0.17, 0.19),
    )
    assert values(one(known, replace(whole, lines=(*stamp, *whole.lines)))) == values(
        one(known, whole)
    )
