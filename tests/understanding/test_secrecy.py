import pytest

from ocr_service.domain.errors import BadInput
from ocr_service.understanding.secrecy import stop_at_secret
from tests.understanding.paper import centred, decision, line, page


@pytest.mark.parametrize(
    "stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "[MẬT]", "TÔI MẬT", "TUYỆT MẠT", "| MẬT |"]
)
def test_a_paper_stamped_secret_is_not_read(stamp: str) -> None:
    with pytest.raises(BadInput) as stopped:
        stop_at_secret(page([line(stamp, 0.2, 0.14), centred("QUYẾT ĐỊNH", 0.2)], number=3))
    assert stopped.value.complaint.code == "secret_paper"
    assert "Trang 3" in stopped.value.complaint.message


@pytest.mark.parametrize(
    "words",
    ["Về công tác bảo vệ bí mật nhà nước", "MẶT", "MẮT", "BÍ MẬT", "mật", "MẬT ONG RỪNG", "MAI"],
)
def test_papers_that_speak_of_secrets_are_read(words: str) -> None:
    stop_at_secret(page([line(words, 0.2, 0.14), centred("QUYẾT ĐỊNH", 0.2)]))


def test_the_word_further_down_is_no_stamp() -> None:
    stop_at_secret(page([*decision().lines, line("MẬT", 0.2, 0.9)]))
