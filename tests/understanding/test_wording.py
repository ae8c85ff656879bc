import pytest

from ocr_service.domain.record import Value
from ocr_service.understanding.wording import written


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2024-03-05", "05/03/2024"),
        ("2024-03", "03/2024"),
        ("2024", "2024"),
        ("2024-03-05T08:30", "05/03/2024 08:30"),
        ("female", "Nữ"),
        ("Lê Thị An", "Lê Thị An"),
        (1250, "1250"),
    ],
)
def test_people_are_told_values_as_the_office_writes_them(value: Value, words: str) -> None:
    assert written(value) == words
