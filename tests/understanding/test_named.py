"""A dossier takes its code and its procedure from papers that tell them for sure."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ocr_service.domain.record import Doubt, Field, Record, Source
from ocr_service.schema.catalogue import Catalogue
from ocr_service.understanding.named import Named, named_by
from ocr_service.wiring.workplace import mind
from tests.builders import handed_in
from tests.fakes import House, scan_of
from tests.understanding.paper import centred, form, motto, page
from tests.understanding.test_dossiers import paper

CODE = "H30.12-261124-0007"
BIRTH = "Đăng ký khai sinh"
SLIP = paper("appointment_slip", dossier_code=CODE, request=BIRTH.upper())


def slip() -> list[object]:
    title = centred("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", 0.14)
    rows = (
        f"Mã hồ sơ: {CODE}",
        "Tiếp nhận hồ sơ của: Lê Thị Minh An",
        f"Nội dung yêu cầu giải quyết: {BIRTH}",
        "Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 24 tháng 11 năm 2026",
    )
    return [page([*motto(), title, *form(*rows)])]


def test_a_slip_names_dossier_and_procedure(known: Catalogue) -> None:
    assert named_by([SLIP, paper("citizen_id_card")], known) == Named(CODE, "birth_registration")
    assert named_by([SLIP, SLIP], known) == Named(CODE, "birth_registration")


@pytest.mark.parametrize("doubt", [Doubt("dossier_code", "unsure", ""), Doubt("", "type", "")])
def test_what_is_in_doubt_names_nothing(known: Catalogue, doubt: Doubt) -> None:
    assert named_by([SLIP.with_doubts([doubt])], known).dossier_code == ""


def test_what_is_likely_at_best_or_told_twice_names_nothing(known: Catalogue) -> None:
    unsure = Field("dossier_code", "", CODE, CODE, 0.5, Source.OCR, 1, None)
    assert named_by([replace(SLIP, record=Record((unsure,)))], known) == Named()
    other = paper("appointment_slip", dossier_code="H30.12-261124-0008", request="Việc khác")
    assert named_by([SLIP, other], known) == Named("", "birth_registration")
    elsewhere = paper("administrative_document", dossier_code=CODE)
    assert named_by([elsewhere], known) == Named()


def test_a_dossier_without_a_code_takes_it_and_lacks_what_its_procedure_needs(
    known: Catalogue, tmp_path: Path
) -> None:
    """Understood of pages, and kept when it settles; what was told before stands."""
    now = datetime(2026, 11, 24, tzinfo=UTC)
    understood = mind(known)(slip(), "", now)
    assert (understood.dossier_code, understood.procedure_code) == (CODE, "birth_registration")
    assert understood.missing == ("application_form",)
    house = House.in_folder(tmp_path)
    dossiers = house.services.dossiers
    bare = handed_in(house, scan_of("one"))
    coded = handed_in(house, scan_of("two"), procedure_code="birth")
    worker = replace(house.worker(), understand=lambda *_: understood)
    while house.bell.rings():
        house.bell.heard += 1
        worker.serve()
    taken = dossiers.get(bare.id)
    assert (taken.dossier_code, taken.procedure_code) == (CODE, "birth_registration")
    assert dossiers.get(coded.id).procedure_code == "birth"
