"""What a file is, its first bytes say."""

import pytest

from ocr_service.domain import media


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", media.PDF),
        (b"junk before it\n%PDF-1.4", media.PDF),
        (b"\x89PNG\r\n\x1a\n", media.PNG),
        (b"\xff\xd8\xff\xe0", media.JPEG),
        (b"II*\x00", media.TIFF),
        (b"MM\x00*", media.TIFF),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"<svg", None),
    ],
)
def test_kinds(head: bytes, kind: str | None) -> None:
    assert media.sniff(head) == kind


def test_complaints() -> None:
    assert media.complaint_about(b"") is media.EMPTY_FILE
    assert media.complaint_about(b"text") is media.UNSUPPORTED_TYPE
    assert media.complaint_about(b"%PDF-") is None
