"""Offices that sign, and the mandates they sign under (decree 30/2020, appendix I, II.7)."""

import re

from rapidfuzz import fuzz

from ocr_service.schema.letters import squash, tidy
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

# Head words of offices, folded and squashed.
_OFFICES = (
    "chutich", "giamdoc", "cuctruong", "truongphong", "botruong", "thutruong", "vutruong",
    "chanhvanphong", "phovanphong", "phochanh", "chanhthanhtra", "truongban", "hieutruong",
    "hieupho", "truongcongan", "truongkhoa", "tongcuc", "tonggiamdoc", "thutuong", "bithu",
    "vientruong", "chanhan", "congchungvien", "dautruong", "doitruong", "truongdon",
    "chunhiem", "truongdoan", "totruong", "tophotruong", "truongtram", "thuky", "chihuytruong",
    "phophong", "phogiamdoc", "phochutich", "phocuctruong", "thutruongdonvi", "congchuc",
    "kttruong", "truongthon",
)  # fmt: skip
# How common offices are spelt; OCR loses the marks of capitals first.
_SPELT = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG",
    "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG", "BỘ TRƯỞNG",
    "THỨ TRƯỞNG", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG",
    "CHÁNH THANH TRA", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "TRƯỞNG CÔNG AN", "THỦ TRƯỞNG ĐƠN VỊ",
    "PHÓ TRƯỞNG CÔNG AN", "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC", "VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG",
)  # fmt: skip
_BY_LETTERS = {squash(spelt): spelt for spelt in _SPELT}
_COMMITTEE = "uybannhandan"
_HEADS = (_COMMITTEE, *(f"kt{known}" for known in _BY_LETTERS), *_BY_LETTERS)
_PHO = ("o", "ho", "po", "no", "nho", "nno", "pno", "fho", "pio")  # what a stamp leaves of PHÓ
_HEADLIKE, _MENDABLE = 78.0, 82.0
_DEPUTISES = re.compile(r"^\W*(?:\w\W+)?(?:K ?|(?=T[.,]))T(?:\s*[.:,]\s*|\s+(?=[^\W\d_]{3}))(\S.*)")
_MANDATE = re.compile(
    r"^\W*(?:\w\W+)?(?:(?:TM|K ?T|T|TL|TUQ|Q)\s*[.:,]\s*\S|(?:TM|K ?T|TL|TUQ)\s+[A-ZĐỦ]{2,} )"
)


def is_office(text: str) -> bool:
    """Whether the words name an office that may sign."""
    plain = squash(text)
    return any(office in plain for office in _OFFICES)


def begins_mandate(text: str) -> bool:
    """Whether the words begin with TM., KT., TL., TUQ. or Q."""
    return bool(_MANDATE.match(text))


def deputises(text: str) -> bool:
    """Whether the words say that the signer stands for somebody (KT.)."""
    return bool(_DEPUTISES.match(text))


def is_deputy(text: str) -> bool:
    """Whether the words name a deputy: a PHÓ, or a THỨ TRƯỞNG, but no THỦ TRƯỞNG."""
    plain = squash(text)
    return plain.startswith("pho") or plain == "thutruong"


def looks_like_head(text: str) -> bool:
    """Whether words in capitals could head a signature block, damaged as a stamp leaves them."""
    plain = squash(text)
    return len(plain) >= 5 and any(_near(plain, head) >= _HEADLIKE for head in _HEADS)


def is_committee(text: str) -> bool:
    """Whether the words are those of a people's committee, as they stand after TM."""
    return _near(squash(text).removeprefix("tm"), _COMMITTEE) >= _HEADLIKE


def _near(plain: str, head: str) -> float:
    """Likeness (0..100): of the whole, or of an end that the stamp has left."""
    whole = fuzz.ratio(plain, head)
    left = max(len(plain), 5)
    ends = max(fuzz.ratio(plain, head[:left]), fuzz.ratio(plain, head[-left:]))
    return max(whole, ends * 0.95 if len(plain) > 0.55 * len(head) else 0.0)


@value_kind("office", lines=4)
def office(text: str, _options: Options) -> Parsed:
    """The office of a signer, its lines joined.

    Who signs for a head (KT.) is the deputy (decree 30/2020, article 13): lines before the
    office that say KT. prove the PHÓ that a stamp covers.
    """
    lines = [tidy(line) for line in text.splitlines()]
    heads = [found[1] for line in lines if (found := _DEPUTISES.match(line))]
    bare = " ".join(line for line in lines if line and not begins_mandate(line))
    if spelt := _BY_LETTERS.get(squash(bare)) if bare.isupper() else None:
        lost = heads and not is_deputy(spelt)
        return _deputy(heads[0], spelt) if lost else Parsed(spelt, 0.97)
    if heads and (deputy := _deputy(heads[0], bare)).value:
        return deputy
    if bare.isupper() and (spelt := _mended(squash(bare))):
        return Parsed(spelt, 0.8)
    sure = 0.5 if _after_rubble(squash(bare)) else 0.95 if is_office(bare) else 0.7
    return Parsed(bare, sure) if len(bare) > 2 else NOTHING


def _after_rubble(plain: str) -> bool:
    """Whether a few letters stand before an office that is known without them: “ẦN CHỦ TỊCH”."""
    return any(0 < len(plain.removesuffix(known)) <= 4 for known in _BY_LETTERS if known in plain)


def _deputy(head: str, read: str) -> Parsed:
    """The deputy of a head, where what was read of the title is like it or hardly anything."""
    known = _BY_LETTERS.get(squash(head)) or _mended(squash(head)) or head
    title = "THỨ TRƯỞNG" if squash(known) == "botruong" else f"PHÓ {known}"
    title = known if is_deputy(known) else title
    plain = squash(read)
    alike = fuzz.ratio(plain, squash(title))
    if alike >= 60 or len(plain) < 5:
        return Parsed(title, 0.93 if alike >= 60 else 0.85)
    return NOTHING


def _mended(plain: str) -> str:
    """The office that a stamp left damaged: after strokes of its own, or a letter or two short."""
    for known, spelt in _BY_LETTERS.items():
        twice = plain.find(known) in (0, 1, 2) and plain[plain.find(known) + len(known) :]
        if twice and fuzz.ratio(twice, known) >= _HEADLIKE and f"pho{known}" in _BY_LETTERS:
            return _BY_LETTERS[f"pho{known}"]  # KT. over its deputy, the beginnings lost
        before = plain.removesuffix(known)
        if before.endswith(_PHO) and len(before) < 6 and f"pho{known}" in _BY_LETTERS:
            return _BY_LETTERS[f"pho{known}"]
        if len(before) <= 1 and before != plain:
            return spelt
    best, spelt = max((fuzz.ratio(plain, known), spelt) for known, spelt in _BY_LETTERS.items())
    return spelt if best >= _MENDABLE and not any(one in plain for one in _OFFICES) else ""
