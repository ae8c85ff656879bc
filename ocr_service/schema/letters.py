"""Vietnamese letters: folded for comparison, mended where a rule proves what stood there."""

import re
import unicodedata
from functools import lru_cache

# What OCR takes for a digit's neighbour in shape; used only where a digit must stand.
DIGIT_SHAPES = str.maketrans(
    {"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "!": "1",
     "L": "1",
     "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "g": "9", "q": "9", "b": "6"}
)  # fmt: skip
LETTER_SHAPES = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B", "|": "I", "2": "Z"})
_OUTSIDE_ALPHABET = re.compile(r"[^0-9a-z]+")
_LEADERS = re.compile(r"(?:[.…·•_]\s*){3,}|…+|_{2,}")


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Lower case without marks: ``Đường`` and ``DUONG`` become ``duong``. Length may change."""
    return without_marks(text.casefold())


def without_marks(text: str) -> str:
    """Only the letters that the marks stand on: ``Đường`` becomes ``Duong``."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=16384)
def squash(text: str) -> str:
    """Folded, with nothing left but ASCII letters and digits."""
    return _OUTSIDE_ALPHABET.sub("", fold(text))


def tidy(text: str) -> str:
    """NFC, single spaces, dotted leaders gone, no punctuation hanging at the ends."""
    bare = _LEADERS.sub(" ", nfc(text))
    return " ".join(bare.split()).strip(" :;,.-–_|*•·~\"'`")


def capitals_share(text: str) -> float:
    """The share of letters that are capitals; 0 when there are no letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) / len(letters) if letters else 0.0


def title_case(text: str) -> str:
    """``NGUYỄN THỊ H'LAN`` to ``Nguyễn Thị H'Lan``: a capital after spaces and hyphens too."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:].lower(), nfc(text))
