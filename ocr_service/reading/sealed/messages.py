"""What a child says through the pipe: bytes and JSON only, for what it says is not trusted."""

import json
import traceback
from dataclasses import asdict
from enum import IntEnum

from ocr_service.domain.errors import BadInput, Complaint, EngineFailed
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_from_json, page_to_json
from ocr_service.domain.quarantine import Cause, Killed

NO_MEMORY = -4  # OpenCV's own word for it (cv::Error::StsNoMem)


class Tag(IntEnum):
    """The first byte of a message."""

    COUNT = 1
    PICTURE = 2
    PAGE = 3
    COMPLAINT = 4
    TROUBLE = 5
    NO_MEMORY = 6
    END = 7


def count_said(count: int) -> bytes:
    return bytes([Tag.COUNT]) + str(count).encode()


def picture_said(picture: bytes) -> bytes:
    return bytes([Tag.PICTURE]) + picture


def page_said(page: Page) -> bytes:
    return bytes([Tag.PAGE]) + json.dumps(page_to_json(page)).encode()


def page_heard(said: bytes) -> Page:
    """Raises ValueError, KeyError or TypeError when it is no page."""
    return page_from_json(json.loads(said))


def error_said(wrong: BaseException) -> bytes:
    """The error, with the place in our code and no word of what stands in the file."""
    if isinstance(wrong, BadInput):
        return bytes([Tag.COMPLAINT]) + json.dumps(asdict(wrong.complaint)).encode()
    if isinstance(wrong, MemoryError) or getattr(wrong, "code", None) == NO_MEMORY:
        return bytes([Tag.NO_MEMORY])
    where = "".join(traceback.format_tb(wrong.__traceback__))
    said = f": {wrong}" if isinstance(wrong, EngineFailed) else ""
    return bytes([Tag.TROUBLE]) + f"{type(wrong).__name__}{said}\n{where}".encode()


def error_heard(tag: Tag, said: bytes) -> Exception:
    if tag is Tag.COMPLAINT:
        return BadInput(Complaint(**json.loads(said)))
    if tag is Tag.NO_MEMORY:
        return Killed(Cause.MEMORY, "it asked for more than it may have")
    return EngineFailed(said.decode(errors="replace"))
