"""Files that cannot be read, each in its own way."""

import struct
import zlib
from io import BytesIO

import pymupdf

from tests.workers.service import (
    LONG,
    drawn,
)


def truncated_jpeg() -> bytes:
    out = BytesIO()
    drawn("Đơn", LONG).save(out, "JPEG")
    return out.getvalue()[:20_000]


def locked_pdf() -> bytes:
    pdf = pymupdf.open()
    pdf.new_page()
    locked: bytes = pdf.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="x", owner_pw="y")
    return locked


def long_pdf(pages: int) -> bytes:
    pdf = pymupdf.open()
    for _ in range(pages):
        pdf.new_page()
    content: bytes = pdf.tobytes()
    return content


def huge_png() -> bytes:
    """A header that promises 40,000 x 40,000 pixels."""
    size = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
