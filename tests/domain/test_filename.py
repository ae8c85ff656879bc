"""A file's name is shown as text on one line, without any path."""

import pytest

from ocr_service.domain.filename import shown_name


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("C:\\quét\\đơn.pdf", "đơn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("don\u202efdp.exe", "donfdp.exe"),
        ("a\nb\x00.pdf", "ab.pdf"),
        ("", "khong-ten"),
        ("../..", "khong-ten"),
        ("e\u0302\u0301.pdf", "\u1ebf.pdf"),
    ],
)
def test_names(sent: str, shown: str) -> None:
    assert shown_name(sent) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = shown_name("x" * 500 + ".pdf")
    assert len(name) == 200
    assert name.endswith(".pdf")
