import pytest

from ocr_service.understanding.agencies import spelt_agency


@pytest.mark.parametrize(
    ("read", "spelt", "known"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN MO CAY NAM", "ỦY BAN NHÂN DÂN HUYỆN MỎ CÀY NAM", 1),
        ("SỞ TƯ PHÁP TỈNH ĐÔNG THÁP", "SỞ TƯ PHÁP TỈNH ĐỒNG THÁP", 1),
        ("ỦY BAN NHÂN DÂN TĨNH THÁI BÌNH", "ỦY BAN NHÂN DÂN TỈNH THÁI BÌNH", 1),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", 1),
        ("ỦY BAN NHÂN DÂN XÃ HỒNG QQ", "ỦY BAN NHÂN DÂN XÃ HỒNG QQ", -1),
        ("SỞ NÔNG NGHIỆP VÀ MÔI", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", 1),
        ("PHÒNG KINH TẾ VÀ HẠ", "PHÒNG KINH TẾ VÀ HẠ TẦNG", 1),
        ("PHÒNG KINH TẾ", "PHÒNG KINH TẾ", 1),
        ("SỞ NÔNG NGHIỆP VÀ", "SỞ NÔNG NGHIỆP VÀ", 0),
        ("Sở Tư pháp tỉnh Đông Tháp", "Sở Tư pháp tỉnh Đồng Tháp", 1),
        ("BỆNH VIỆN ĐA KHOA BEN TRE", "BỆNH VIỆN ĐA KHOA BẾN TRE", 1),
        ("Bệnh viện Đa khoa Cà Mau", "Bệnh viện Đa khoa Cà Mau", 1),
        ("CÔNG TY CỔ PHẦN AN BÌNH", "CÔNG TY CỔ PHẦN AN BÌNH", 0),
    ],
)
def test_agencies_are_spelt_as_the_tables_spell_them(read: str, spelt: str, known: int) -> None:
    assert spelt_agency(read) == (spelt, known)
