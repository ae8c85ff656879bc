"""What probes are told."""

from typing import Literal

from ocr_service.web.shape import Shape


class Live(Shape):
    status: Literal["ok"]


class Ready(Shape):
    """``parts`` names each part and what is wrong with it, if anything."""

    status: Literal["ready", "not_ready"]
    parts: dict[str, str]
    workers: int
