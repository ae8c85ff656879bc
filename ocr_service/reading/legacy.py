"""Vietnamese text of the years before Unicode: TCVN3 (ABC), VNI, VISCII and VPS made Unicode.

Such a font draws Vietnamese letters where others have Latin ones, so the text of its pages comes
out as "§¬n xin" or "Ñôn xin". The font's name says what it may be, the syllables decide.
"""

import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ocr_service.schema.syllables import NOT_LETTERS, is_spelt

# TCVN 5712:1993, VN3: small letters only, besides seven capitals; fonts named ...H draw capitals.
TCVN3_SIGNS = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢£¤¥¦§"
TCVN3_LETTERS = "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ"
# The upper halves, 0x80 to 0xFF. The capitals that both keep among the control codes are lost:
# no PDF carries these as text.
VISCII_HALF = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừử"
    "ÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VPS_HALF = (
    "ÀẢÃẤẦẨọỗĂếềểệẮẰẲẾ‘’ỀỂỄỐỒỔỖýỷỵỚỜỞ\u00a0ắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầÁÂấẩẫậđẻÉÊẹỉễịỹƯỦồốÔỏơÈừứ"
    "ÚũưÝẺßàáâãảạăçèéêẽìíîĩẴĐòóôõö\u01a0ụùúûủỶẼỳ"
)
# VNI sets marks after the letter. Of the hat (â ê ô) and the breve (ă) each tone has its own.
VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
VNI_HATS = {"â": ""} | dict(zip("áàåãä", VNI_TONES.values(), strict=True))
VNI_BREVES = {"ê": ""} | dict(zip("éèúüë", VNI_TONES.values(), strict=True))
VNI_ALONE = dict(zip("ñöôæóòîÑÖÔÆÓÒÎ", "đươỉĩịỵĐƯƠỈĨỊỴ", strict=True))
LEAST_TOLD = 3  # words with marks that a font of another name must show
SURE = 0.7  # of them that must be Vietnamese once decoded
LEAST_MORE = 0.1  # of them, that must be right only once decoded
MOST_UNICODE = 0.2  # of them, that may have letters of Unicode alone: fonts are often misnamed
ONLY_UNICODE = frozenset(sign for sign in TCVN3_LETTERS + TCVN3_LETTERS.upper() if ord(sign) > 0xFF)
HYPHENS = 3  # tried one by one in one word
# Symbol fonts keep their 256 signs in the private use area.
FROM_PRIVATE = {0xF000 + byte: chr(byte) for byte in range(0x20, 0x100)}


@dataclass(frozen=True)
class Encoding:
    """One way to write Vietnamese in 8 bits. ``fonts`` matches the names of its fonts."""

    name: str
    fonts: re.Pattern[str]
    decode: Callable[[str], str]


def _single(letters: dict[str, str], soft: bool = False) -> Callable[[str], str]:
    both = letters | {_windows(sign): letter for sign, letter in letters.items()}
    table = str.maketrans(both)

    def decode(word: str) -> str:
        plain = word.translate(FROM_PRIVATE).translate(table)
        return _with_soft(plain) if soft else plain

    return decode


def _windows(sign: str) -> str:
    """What Windows shows for a byte where Latin-1 has a control code."""
    return sign.encode("latin-1").decode("cp1252", errors="ignore") or sign


def _with_soft(word: str) -> str:
    """The letter ư has the place of the soft hyphen, which most PDFs write as a hyphen."""
    at = [match.start() for match in re.finditer("-", word)]
    if not at or len(at) > HYPHENS or len(at) == len(word):
        return word
    for chosen in itertools.product((True, False), repeat=len(at)):
        signs = list(word)
        for place, is_letter in zip(at, chosen, strict=True):
            signs[place] = "ư" if is_letter else "-"
        parts = "".join(signs).split("-")
        if any(chosen) and all(map(_may_be_word, parts)):
            return "".join(signs)
    return word


def _may_be_word(part: str) -> bool:
    letters = NOT_LETTERS.sub("", part)
    numbered = "ư" in part and re.search(r"\d", part)
    return not numbered and (not letters or is_spelt(letters))


def _upper_half(letters: str) -> dict[str, str]:
    return {chr(0x80 + at): letter for at, letter in enumerate(letters)}


def _vni_table() -> dict[str, str]:
    table = dict(VNI_ALONE)
    for letters, marks, above in (
        ("aeouyôö", VNI_TONES, ""),
        ("aeo", VNI_HATS, "\u0302"),
        ("a", VNI_BREVES, "\u0306"),
    ):
        for letter, (mark, tone) in itertools.product(letters, marks.items()):
            drawn = unicodedata.normalize("NFC", VNI_ALONE.get(letter, letter) + above + tone)
            table[letter + mark] = drawn
            table[letter.upper() + mark.upper()] = table[letter.upper() + mark] = drawn.upper()
    return table


VNI_TABLE = _vni_table()
VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, VNI_TABLE), key=len, reverse=True)))


def _vni(word: str) -> str:
    return VNI_SIGNS.sub(lambda match: VNI_TABLE[match.group()], word.translate(FROM_PRIVATE))


TCVN3 = Encoding(
    "TCVN3",
    re.compile(r"^\.?vn[a-z3]", re.IGNORECASE),
    _single(dict(zip(TCVN3_SIGNS, TCVN3_LETTERS, strict=True)), soft=True),
)
VNI = Encoding("VNI", re.compile(r"^vni\b|^vni[-_ ]", re.IGNORECASE), _vni)
VISCII = Encoding("VISCII", re.compile(r"^vi ", re.IGNORECASE), _single(_upper_half(VISCII_HALF)))
VPS = Encoding("VPS", re.compile(r"^vps", re.IGNORECASE), _single(_upper_half(VPS_HALF)))
ENCODINGS = (VNI, TCVN3, VISCII, VPS)
CAPITALS = re.compile(r"^\.?vn\w*[a-z]h$", re.IGNORECASE)
STYLE = re.compile(r"[,-]?(bold|italic|regular|normal|oblique|mt|ps)+$", re.IGNORECASE)


def is_legacy_name(font: str) -> bool:
    """Whether a font of that name may hold Vietnamese of before Unicode."""
    return any(encoding.fonts.search(_family(font)) for encoding in ENCODINGS)


def encoding_of(font: str, words: Iterable[str], usual: Iterable[Encoding] = ()) -> Encoding | None:
    """How text in this font is written; None where it is Unicode already.

    ``words`` are all that a page shows in it: each encoding is judged by the syllables it gives.
    ``usual``: encodings of other fonts on the page, which this one may have as well.
    """
    marked = [word for word in dict.fromkeys(words) if not word.isascii() or "-" in word]
    named = [encoding for encoding in ENCODINGS if encoding.fonts.search(_family(font))]
    likely = named or list(usual)
    return _best(marked, likely or ENCODINGS, likely=bool(likely))


def decoder(
    font: str, words: Sequence[str], usual: Iterable[Encoding] = ()
) -> Callable[[str], str] | None:
    """What makes Unicode of text in this font; None where it is Unicode already."""
    told = encoding_of(font, words, usual)
    if CAPITALS.match(_family(font)) and (told or all(map(str.isascii, words))):
        decode = told.decode if told else str
        return lambda word: decode(word).upper()
    return told.decode if told else None


def _family(font: str) -> str:
    """The name less the tag of a subset and the style."""
    return STYLE.sub("", font.split("+", 1)[-1]).rstrip(",- ")


def _best(marked: Sequence[str], among: Sequence[Encoding], likely: bool) -> Encoding | None:
    if sum(map(_is_unicode, marked)) > MOST_UNICODE * len(marked):
        return None
    plain = _right(marked)
    scores = [_right([encoding.decode(word) for word in marked]) for encoding in among]
    best = max(scores, default=0)
    more = 1 if likely else max(LEAST_TOLD, LEAST_MORE * len(marked))
    if best < plain + more or (not likely and best < SURE * len(marked)):
        return None
    return among[scores.index(best)]


def _is_unicode(word: str) -> bool:
    """Whether a word has letters that no 8-bit font shows as Latin ones."""
    return any(sign in ONLY_UNICODE for sign in word)


def _right(words: Sequence[str]) -> int:
    """How many words are Vietnamese in all their parts, marks included."""
    return sum(1 for word in words if not word.isascii() and _is_vietnamese(word))


def _is_vietnamese(word: str) -> bool:
    parts = re.findall(r"[^\W\d_]+", word)
    # What is no letter at all stands for one in no encoding.
    strange = re.search(r"[^\x00-\x7f\w“”‘’–—…•]", word)
    return bool(parts) and not strange and all(map(is_spelt, parts))
