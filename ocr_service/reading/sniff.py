"""Tells what a file is by its content; its name is never asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ocr_service.reading import complaints
from ocr_service.reading.limits import DEFAULT_LIMITS, Limits

Source = Path | bytes
"""A file as it lies on disk (preferred: never held whole in memory), or its bytes."""

HEAD = 1024  # readers of PDF accept its mark anywhere in the first kilobyte


class Kind(StrEnum):
    PDF = "pdf"
    TIFF = "tiff"
    JPEG = "jpeg"
    PNG = "png"

    @property
    def media_type(self) -> str:
        return "application/pdf" if self is Kind.PDF else f"image/{self.value}"


MARKS: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"II+\x00", Kind.TIFF),
    (b"MM\x00+", Kind.TIFF),
)


def sniff(source: Source, limits: Limits = DEFAULT_LIMITS) -> Kind:
    """The kind of file; raises BadInput when it is empty, too large or of another kind."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size == 0:
        raise complaints.empty_file()
    if size > limits.max_bytes:
        raise complaints.too_large(size, limits)
    with opened(source) as stream:
        head = stream.read(HEAD)
    for mark, kind in MARKS:
        if head.startswith(mark):
            return kind
    if b"%PDF-" in head:
        return Kind.PDF
    raise complaints.unsupported_type()


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a stream that can be read and sought in."""
    stream: BinaryIO = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with stream:
        yield stream
