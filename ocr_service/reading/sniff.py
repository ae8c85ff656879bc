"""Tells what a file is by its content; its name is never asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ocr_service.domain import media
from ocr_service.domain.errors import BadInput
from ocr_service.reading import complaints
from ocr_service.reading.limits import DEFAULT_LIMITS, Limits

Source = Path | bytes
"""A file as it lies on disk (preferred: never held whole in memory), or its bytes."""


class Kind(StrEnum):
    """The files we read, named by their media types."""

    PDF = media.PDF
    TIFF = media.TIFF
    JPEG = media.JPEG
    PNG = media.PNG


def sniff(source: Source, limits: Limits = DEFAULT_LIMITS) -> Kind:
    """The kind of file; raises BadInput when it is empty, too large or of another kind."""
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.max_bytes:
        raise complaints.too_large(size, limits)
    with opened(source) as stream:
        head = stream.read(media.HEAD)
    if complaint := media.complaint_about(head):
        raise BadInput(complaint)
    return Kind(str(media.sniff(head)))


@contextmanager
def opened(source: Source) -> Iterator[BinaryIO]:
    """The source as a stream that can be read and sought in."""
    stream: BinaryIO = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with stream:
        yield stream
