"""Places are spelt, completed and doubted only as the tables of units prove."""

import pytest

from ocr_service.schema.document_type import FieldSpec
from ocr_service.understanding.places import completed, spelt, spelt_alone, units
from ocr_service.understanding.spelling import spelling


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Cấm Thạch, Cấm Phả, Quảng Ninh", "Cẩm Thạch, Cẩm Phả, Quảng Ninh"),
        ("Xã Ba Tô, huyện Ba Tơ, tỉnh Quảng Ngãi", "Xã Ba Tô, huyện Ba Tơ, tỉnh Quảng Ngãi"),
        ("xã Vị Thúy, huyện Vị Thủy, tỉnh Hậu Giang", "xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang"),
    ],
)
def test_units_are_spelt_as_the_tables_spell_them(read: str, meant: str) -> None:
    assert spelt(read, units(read)) == meant


@pytest.mark.parametrize(
    ("read", "whole", "lost"),
    [
        ("Thanh Lương, Bình Long, Bình", "Thanh Lương, Bình Long, Bình Phước", False),
        ("xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu", "xã Vị Thủy, huyện Vị Thủy, tỉnh Hậu Giang", False),
        ("Thôn 2, Hà", "Thôn 2, Hà", True),
        ("Thôn 5, A Bung, Đa Krông", "Thôn 5, A Bung, Đa Krông", True),
        ("xã A Bung, huyện Đa Krông", "xã A Bung, huyện Đa Krông", False),
        ("Thôn 2, Tân Trào, Tuyên Quang", "Thôn 2, Tân Trào, Tuyên Quang", False),
    ],
)
def test_a_district_tells_the_province_whose_end_is_lost(read: str, whole: str, lost: bool) -> None:
    assert completed(read, units(read)) == (whole, lost)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("phường Lào Cai, tỉnh Lào Cai", {("commune", True), ("province", True)}),
        (
            "Phường 5, thành phố Đà Lạt, tỉnh Lâm Đồng",
            {("commune", False), ("district", False), ("province", False)},
        ),
    ],
)
def test_a_district_is_named_only_where_it_stands_for_itself(
    text: str, levels: set[tuple[str, bool]]
) -> None:
    assert levels <= {(unit.level, unit.since_2025) for unit in units(text)}
    if ("district", False) not in levels:
        assert not any(unit.level == "district" for unit in units(text))


def test_a_name_alone_is_known_by_its_letters() -> None:
    assert spelt_alone("Trà Vĩnh") == ("Trà Vinh", True)
    assert spelt_alone("Qux Zyx") == ("Qux Zyx", False)


@pytest.mark.parametrize(
    ("place", "lost"),
    [
        ("5 Lê Lợi, phường Mỹ Hưng, tỉnh Phú Thọ", False),
        ("TP Việt Trì, Phú Thọ", False),
        ("Y Jút, Buôn Ma Thuột, Đắk Lắk", False),
        ("N Uông Bí, Quảng Ninh", True),
        ("LN Hòa Vang, Đà Nẵng", True),
        ("Thôn 2, à Vĩnh Lợi, Bạc Liêu", True),
    ],
)
def test_what_is_left_of_a_word_at_the_head_of_a_name_is_told(place: str, lost: bool) -> None:
    assert spelling(FieldSpec("residence", "Nơi cư trú", "address", ways=()), place).lost is lost
