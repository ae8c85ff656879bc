"""Tells what a file is by its first bytes; its name and its sender's word are never asked."""

from ocr_service.domain.errors import Complaint

HEAD = 1024  # readers of PDF accept its mark anywhere in the first kilobyte
PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"

MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
)

EMPTY_FILE = Complaint(
    "empty_file",
    "Tệp rỗng, không có nội dung.",
    "Hãy kiểm tra lại tệp trên máy của bạn rồi gửi lại.",
)
UNSUPPORTED_TYPE = Complaint(
    "unsupported_type",
    "Nội dung tệp không phải là PDF, TIFF, JPEG hay PNG (xét theo nội dung, không theo tên).",
    "Hãy quét hoặc lưu giấy tờ thành PDF, TIFF, JPEG hay PNG rồi gửi lại.",
)


def sniff(head: bytes) -> str | None:
    """The media type of a file that begins with ``head``; None when we cannot read such files."""
    for mark, media_type in MARKS:
        if head.startswith(mark):
            return media_type
    return PDF if b"%PDF-" in head[:HEAD] else None


def complaint_about(head: bytes) -> Complaint | None:
    """Why a file that begins with ``head`` is turned away at the door; None when it is not."""
    if not head:
        return EMPTY_FILE
    return None if sniff(head) else UNSUPPORTED_TYPE
