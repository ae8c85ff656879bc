"""Numbers in Vietnamese words: ``hai nghìn không trăm hai mươi tư``, ``ba tỷ năm trăm triệu``."""

import re

from ocr_service.schema.letters import fold

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_SILENT = ("linh", "le", "mung", "mong", "chan")


def spoken(words: str) -> int:
    """The whole number that the words say; -1 if they say none.

    ``ty`` may follow another scale (``nghìn tỷ``): it then raises all that stands before it.
    """
    total = group = digit = 0
    told = False
    for word in re.findall(r"[a-z]+", fold(words)):
        if word in _DIGITS:
            digit, told = _DIGITS[word], True
        elif word == "tram":
            group, digit = group + digit * 100, 0
        elif word == "muoi":
            group, digit, told = group + (digit or 1) * 10, 0, True
        elif word in _SCALES:
            total, group, digit = _raised(total, group + digit, _SCALES[word]), 0, 0
        elif word not in _SILENT:
            return -1
    return total + group + digit if told else -1


def _raised(total: int, group: int, scale: int) -> int:
    return (total + group) * scale if 0 < total < scale else total + group * scale
