"""Numbers and names where nobody needs to know whose they are."""

import pytest

from ocr_service.domain.masking import initials, masked, with_numbers_masked


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("001099012789", "0010…789"),
        ("0123456789", "0123…789"),
        ("012345678", "…78"),
        ("1234", "…"),
        ("", ""),
    ],
)
def test_of_a_number_its_ends_are_shown(number: str, shown: str) -> None:
    assert masked(number) == shown


@pytest.mark.parametrize("number", ["001099012789", "012345678", "C1234567", "12345"])
def test_most_of_a_number_is_hidden(number: str) -> None:
    assert len(masked(number).replace("…", "")) <= max(2, len(number) * 7 // 10)


def test_a_name_keeps_its_initials() -> None:
    assert initials("Nguyễn Thị Minh An") == "N. T. M. An"
    assert initials("An") == "An"
    assert initials("") == ""


def test_long_numbers_in_a_text_are_masked_and_dates_stay() -> None:
    text = "Số 001 099 012 789, sinh 1999-06-08, điện thoại 0983.086.760, C1234567"
    assert with_numbers_masked(text) == "Số 0010…789, sinh 1999-06-08, điện thoại 0983…760, …67"
