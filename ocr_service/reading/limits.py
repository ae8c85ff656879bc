"""How much a file may ask of us: checked from its geometry, before anything is decoded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Caps on one file.

    ``max_bytes`` of the file, ``max_pages`` in it, ``max_pixels`` of one picture as stored.
    A legal picture of more than ``sheet_pixels`` (A3 at 300 dpi) is decoded smaller: more
    pixels make no letter clearer, and memory is what workers share.
    """

    max_bytes: int = 200 * 2**20
    max_pages: int = 2000
    max_pixels: int = 150_000_000
    sheet_pixels: int = 18_000_000


DEFAULT_LIMITS = Limits()
