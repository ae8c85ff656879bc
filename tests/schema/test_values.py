import random

import pytest

from ocr_service.schema.values import flaw, parse
from ocr_service.schema.values.registry import KINDS

READINGS = [
    ("date", "05/03/2024", "2024-03-05"),
    ("date", "Ngày 05 tháng 3 năm 2024", "2024-03-05"),
    ("date", "5 - 3 - 2024", "2024-03-05"),
    ("date", "05/O3/2O24", "2024-03-05"),
    ("date", "2411211990", "1990-12-24"),
    ("date", "10052021", "2021-05-10"),
    ("date", "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi mốt", "2021-03-15"),
    ("date", "Ngày mùng bốn, tháng tư, năm một nghìn chín trăm chín mươi", "1990-04-04"),
    ("date", "1987", "1987"),
    ("date", "tháng 5 năm 1987", "1987-05"),
    ("date", "12 tháng/month 03 năm/year 2020", "2020-03-12"),
    ("date", "26 tháng/monh 11 năm//ear 2021", "2021-11-26"),
    ("date", "01/02/2976", None),
    (
        "date",
        "ngày hai mươi chín tháng mười một năm hai nghìn không trăm hai mươi tư",
        "2024-11-29",
    ),
    ("date", "ngày ..... tháng ..... năm 2010", "2010"),
    ("date", "31/02/2024", None),
    ("date", "không rõ", None),
    ("moment", "08 giờ 30 phút, ngày 05 tháng 11 năm 2025", "2025-11-05T08:30"),
    ("moment", "05/11/2025", "2025-11-05"),
    ("name", "NGUYỄN VĂN T0ÀN", "Nguyễn Văn Toàn"),
    ("name", "NGUYÊN VĂN AN", "Nguyễn Văn An"),
    ("name", "BSCKI. Đinh Công Nghĩa", "Đinh Công Nghĩa"),
    ("name", "Ông: H'Nga Ayun", "H'Nga Ayun"),
    ("name", "HNGA AYUN", "H'Nga Ayun"),
    ("name", "12/2024", None),
    ("sex", "Nữ", "female"),
    ("sex", "NAM", "male"),
    ("sex", "Nam/Nữ", None),
    ("ethnicity", "Kính", "Kinh"),
    ("ethnicity", "Ê-đê", "Ê Đê"),
    ("ethnicity", "Thuận", None),
    ("nationality", "Viêt Nam", "Việt Nam"),
    ("personal_id", "001 203 012 345", "001203012345"),
    ("personal_id", "0O12O3O12345", "001203012345"),
    ("personal_id", "9991O3O12345", None),
    ("personal_id", "00120301234", None),
    ("personal_id", "[0|0|1|2|0|3|0|1|2|3|4|5]", "001203012345"),
    ("id_number", "CMND số 364123456", "364123456"),
    ("phone", "0912 345 678", "0912345678"),
    ("phone", "+84 912.345.678", "0912345678"),
    ("phone", "12345", None),
    ("number", "1.250", 1250),
    ("amount", "15.000.000 đồng", 15000000),
    ("amount", "Bằng chữ: Ba tỷ năm trăm triệu đồng chẵn", 3_500_000_000),
    ("amount", "hai nghìn tỷ đồng", 2_000_000_000_000),
    ("amount", "một triệu không trăm linh năm nghìn đồng", 1_005_000),
    ("amount", "rất nhiều đồng", None),
    ("area", "120,5 m²", 120.5),
    ("area", "1.250 m2", 1250),
    ("area", "2,5 ha", 25000),
    ("area", "không rõ", None),
    ("tax_code", "Mã số thuế: 0312742744", "0312742744"),
    ("tax_code", "O3l2742744", "0312742744"),
    ("tax_code", "0312742744-001", "0312742744-001"),
    ("tax_code", "031274274", None),
    ("business_code", "01A8001234", "01A8001234"),
    ("business_code", "0108926276", "0108926276"),
    ("insurance_number", "DN 4 01 0123456789", "DN4010123456789"),
    ("insurance_number", "[DN][4][01][0123456789]", "DN4010123456789"),
    ("insurance_number", "0123456789", "0123456789"),
    ("insurance_number", "AB", None),
    ("document_number", "05/QĐ-BNV", "05/QĐ-BNV"),
    ("document_number", "12 / QD - UBND", "12/QĐ-UBND"),
    ("document_number", "53lTB-ATTP", "53/TB-ATTP"),
    ("document_number", "118/2025/NĐ-CP", "118/2025/NĐ-CP"),
    ("document_number", ": 45/2024", "45/2024"),
    ("document_number", "không số", None),
    ("dossier_code", "H30.12 - 251124-0007", "H30.12-251124-0007"),
    ("dossier_code", "000.00.16.H29-240105-0012", "000.00.16.H29-240105-0012"),
    ("dossier_code", "H3O.12-251124-OOO7", "H30.12-251124-0007"),
    ("dossier_code", "chưa cấp", None),
    ("office", "CHU TICH", "CHỦ TỊCH"),
    ("office", "HỦ TỊCH", "CHỦ TỊCH"),
    ("office", "Ó CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("office", "KT. CHỦ TỊCH\nCHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("office", "T. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("office", "KT. Ó CHỦ TỊCH\nÓ CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ("office", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG", "THỨ TRƯỞNG"),
    ("office", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"),
    ("office", "KT. THỦ TRƯỞNG ĐƠN VỊ\nTHỦ TRƯỞNG ĐƠN VỊ", "PHÓ THỦ TRƯỞNG ĐƠN VỊ"),
    ("office", "TRƯỞNG THÔN", "TRƯỞNG THÔN"),
    ("agency", "SỞ NỘI VỤ\nTỈNH HẬU GIANG", "SỞ NỘI VỤ TỈNH HẬU GIANG"),
    ("place", "xã la Dom, huyện Đức Cơ", "xã Ia Dom, huyện Đức Cơ"),
    ("list", "1. Tờ khai;\n2. Giấy chứng\nsinh", ("Tờ khai", "Giấy chứng sinh")),
    ("list", "- Như trên;\n- Lưu: VT.", ("Như trên", "Lưu: VT")),
    ("text", "....", None),
]


@pytest.mark.parametrize(("kind", "text", "value"), READINGS)
def test_readings(kind: str, text: str, value: object) -> None:
    assert parse(kind, text).value == value


def test_a_number_that_fails_its_check_is_told() -> None:
    assert flaw("tax_code", "0312742744") == ""
    assert flaw("tax_code", "0312742745") == "check_digit_fails"
    assert flaw("business_code", "01A8001234") == ""
    assert parse("tax_code", "0312742745").value == "0312742745"


def test_what_was_mended_is_less_sure() -> None:
    assert parse("date", "05/O3/2024").sure < parse("date", "05/03/2024").sure
    assert parse("personal_id", "0O1203012345").sure < parse("personal_id", "001203012345").sure


def test_the_option_that_stands_first_is_chosen() -> None:
    options = {"report": ("BÁO CÁO",), "plan": ("KẾ HOẠCH",)}
    assert parse("choice", "BÁO CÁO thực hiện KẾ HOẠCH năm", options).value == "report"
    assert parse("choice", "BAO CAO", options).value == "report"
    assert parse("choice", "HÓA ĐƠN", options).value is None


def test_a_choice_whose_end_was_not_read_is_the_one_that_begins_so() -> None:
    options = {"hanoi": ("CÔNG AN THÀNH PHỐ HÀ NỘI",), "haiphong": ("CÔNG AN THÀNH PHỐ HẢI PHÒNG",)}
    assert parse("choice", "CÔNG AN THÀNH PHỐ HẢI", options).value == "haiphong"
    assert parse("choice", "CÔNG AN THÀNH PHỐ HÀ NỘI", options).value == "hanoi"


RUBBLE = "0123456789OoQDlLIiSſsBZzgqb|!/.,-–:;'’ ²½٣ngàythángnămNGÀYTHÁNGNĂM…_()<>Đđưỡ"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_reading_of_rubble_raises(kind: str) -> None:
    chance = random.Random(kind)
    frames = ("{}", "ngày {} tháng {} năm {}", "{}/{}/{}", "tháng {}/2010", "tháng {} năm 2010")
    for _ in range(2000):
        frame = chance.choice(frames)
        parts = ("".join(chance.choices(RUBBLE, k=chance.randint(0, 6))) for _ in range(3))
        found = parse(kind, frame.format(*parts), {"one": ("một",)})
        assert 0 <= found.sure <= 1


def test_a_capital_l_is_a_one_in_a_date() -> None:
    assert parse("date", "tháng L năm 2010").value == "2010-01"
