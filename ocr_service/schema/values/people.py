"""Who somebody is: name, sex, ethnic group, nationality."""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from ocr_service.schema.letters import (
    LETTER_SHAPES,
    capitals_share,
    fold,
    nfc,
    squash,
    tidy,
    title_case,
)
from ocr_service.schema.syllables import is_spelt
from ocr_service.schema.values.offices import begins_mandate
from ocr_service.schema.values.registry import NOTHING, Options, Parsed, value_kind

# The 54 ethnic groups of the General Statistics Office's list (decision 121-TCTK/PPCĐ, 1979).
ETHNIC_GROUPS = (
    "Kinh", "Tày", "Thái", "Hoa", "Khmer", "Mường", "Nùng", "Mông", "Dao", "Gia Rai", "Ngái",
    "Ê Đê", "Ba Na", "Xơ Đăng", "Sán Chay", "Cơ Ho", "Chăm", "Sán Dìu", "Hrê", "Mnông",
    "Raglay", "Xtiêng", "Bru - Vân Kiều", "Thổ", "Giáy", "Cơ Tu", "Giẻ Triêng", "Mạ", "Khơ Mú",
    "Co", "Tà Ôi", "Chơ Ro", "Kháng", "Xinh Mun", "Hà Nhì", "Chu Ru", "Lào", "La Chí", "La Ha",
    "Phù Lá", "La Hủ", "Lự", "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y",
    "Si La", "Pu Péo", "Brâu", "Ơ Đu", "Rơ Măm",
)  # fmt: skip
NATIONALITIES = (
    "Việt Nam", "Trung Quốc", "Hàn Quốc", "Nhật Bản", "Đài Loan", "Hoa Kỳ", "Mỹ", "Lào",
    "Campuchia", "Thái Lan", "Singapore", "Malaysia", "Indonesia", "Philippines", "Ấn Độ",
    "Nga", "Liên bang Nga", "Pháp", "Đức", "Anh", "Úc", "Canada", "Ý", "Séc", "Ba Lan",
)  # fmt: skip
_ADDRESS = re.compile(r"^(?:\(?(?:ông|bà|anh|chị)\)?\s*/?\s*)+(?:\(?(?:bà|chị)\)?)?[:\s]+", re.I)
# Ê Đê women are called H'…; no syllable begins with H and a consonant, so the mark was lost.
_ASPIRATED = re.compile(r"^H(?=[bcdđghklmnpqrstvxw])(.+)", re.IGNORECASE)
_DEGREE = re.compile(
    r"^(?:(?:BS\w*|ThS|TS|PGS|GS|CN|KS|DS|LS|Bác sĩ|Thạc sĩ|Tiến sĩ|Kỹ sư)\s*[.,:]?\s+"
    r"|(?:BS\w*|ThS|TS|PGS|GS|CN|KS|DS|LS)\.)+"
)
# What a signature block holds besides the name.
_OFFICE = re.compile(r"uyban|^(?:u?[oư]?ng)?congan|^coquan|nhutich|chutich$|giamdoc$|truongphong$")
_NAME_WORD = re.compile(r"^[^\W\d_]+(?:['’\-][^\W\d_]+)*$")
_SURNAMES = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly an bach banh be cam "
    "can cao cat chau chu co cong cu cung cuong dam dan dao dau dien dinh doan doi dong du ung "
    "ta tang than thach thai thi thieu thoi tieu to ton tong trang trieu trinh truong tu tuong "
    "ung uong van vi vien vong vuong xa y yen giang giap gia ha han hang hua khuat khong khuc "
    "kieu kim la lai lam lang lo loc luc lu luong luu luyen ma mac mai mao man mang mau nghiem "
    "nhan nhu ninh nong ong phi pho phu phung phuong quach quan que quang quyen sam son sung"
)
SURNAMES = frozenset(_SURNAMES.split())
# Surnames that are spelt in one way only: another spelling of the same letters is a misreading.
_SPELT = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Đinh", "Đoàn", "Trịnh", "Trương", "Đào", "Tạ", "Hà", "Cao", "Lương",
    "Mạc", "Nông", "Quách", "Thạch", "Triệu", "Tống", "Vương", "Nghiêm", "Phùng", "Kiều",
)  # fmt: skip
_BY_LETTERS = {fold(surname): surname for surname in _SPELT}


@value_kind("name")
def name(text: str, _options: Options) -> Parsed:
    """A person's name in title case, Vietnamese letters."""
    bare = _DEGREE.sub("", _ADDRESS.sub("", tidy(text)))
    words = [mended for word in re.split(r"[\s,.]+", bare) if (mended := _letters_only(word))]
    if begins_mandate(bare) or _OFFICE.search(squash(bare)):
        return NOTHING  # a signature block without its name
    if not words or len(words) > 8 or not all(_NAME_WORD.match(word) for word in words):
        return NOTHING
    words[0] = _ASPIRATED.sub(lambda lost: f"H'{lost[1]}", words[0])
    spelt = " ".join(words)
    sure = 0.97 if 2 <= len(words) <= 6 else 0.6
    if spelt != bare:
        sure *= 0.9
    if 0.2 < capitals_share(spelt) < 0.9 and spelt != title_case(spelt):
        sure *= 0.7  # neither all capitals nor capitals first: a name and something else
    sure *= _of_surname(words[0]) * _familiar(words[1:])
    if words[-1].lower() == "thị":
        sure *= 0.7  # it stands before a given name, never for one
    if words[0].lower() == "thị" and len(words) > 2:
        sure *= 0.4  # women of the Xtiêng are “Thị Brel”; before longer names a surname is lost
    first, _, rest = title_case(spelt).partition(" ")
    known = _BY_LETTERS.get(fold(first), first)
    return Parsed(f"{known} {rest}".strip(), sure if known == first else sure * 0.9)


@cache
def name_syllables() -> frozenset[str]:
    """The syllables that names are made of, in small letters."""
    lines = files(__package__).joinpath("names.txt").read_text("utf-8").splitlines()
    told = (word for line in lines if not line.startswith("#") for word in line.split())
    return frozenset(nfc(word).lower() for word in told)


def _of_surname(word: str) -> float:
    """A surname is borne out; what is left of one under a stamp, or H alone, speaks against."""
    if fold(word) in SURNAMES:
        return 1.0
    rest = word.casefold()
    left = any(surname.casefold().endswith(rest) for surname in _SPELT) and len(rest) > 1
    odd = not is_spelt(word) and rest not in name_syllables() and "'" not in word
    return 0.4 if left or odd or rest == "h" else 0.9


def _familiar(words: Sequence[str]) -> float:
    """Names of syllables that no name bears are likely misread; it never rewrites them."""
    parts = [part.lower() for word in words for part in re.split(r"['’\-]", word) if part]
    strange = sum(part not in name_syllables() for part in parts)
    return 0.93**strange


def _letters_only(word: str) -> str:
    """``T0ÀN`` is ``TOÀN``; a word of figures alone stays, and makes the name none."""
    letters = sum(letter.isalpha() for letter in word)
    mended = word.translate(LETTER_SHAPES) if letters > len(word) / 2 else word
    return mended.strip("'’-*\"“”()[]")


@value_kind("sex")
def sex(text: str, _options: Options) -> Parsed:
    """``male`` or ``female``."""
    words = re.findall(r"[a-z0-9]+", fold(text))
    men = any(word in ("nam", "male", "m") for word in words)
    women = any(word in ("nu", "nir", "nii", "nur", "female", "f") for word in words)
    if men == women:
        return NOTHING
    return Parsed("male" if men else "female", 0.99 if len(words) <= 2 else 0.8)


@value_kind("ethnicity")
def ethnicity(text: str, _options: Options) -> Parsed:
    """One of the 54 ethnic groups, as the official list spells it."""
    return _one_of(text, ETHNIC_GROUPS)


@value_kind("nationality")
def nationality(text: str, _options: Options) -> Parsed:
    """A country, as Vietnamese papers name it."""
    return _one_of(text, NATIONALITIES)


@cache
def _squashed(known: tuple[str, ...]) -> dict[str, str]:
    return {name: squash(name) for name in known}


def _one_of(text: str, known: tuple[str, ...]) -> Parsed:
    """The nearest known name; a text half unlike all of them is none of them."""
    read = squash(tidy(text))
    exact = [name for name, plain in _squashed(known).items() if plain == read]
    if exact:
        return Parsed(exact[0], 0.99)
    near = process.extractOne(read, _squashed(known), scorer=fuzz.ratio, score_cutoff=70)
    if near and len(read) > 2:
        return Parsed(near[2], near[1] / 100 * 0.9)
    begun = [name for name, plain in _squashed(known).items() if plain.startswith(read)]
    if len(read) >= 4 and len(begun) == 1:
        return Parsed(begun[0], 0.8)
    return _leading(text, known)


def _leading(text: str, known: tuple[str, ...]) -> Parsed:
    """``Kinh Quốc tịch…``: the words before something else ran in."""
    words = tidy(text).split()
    for count in (3, 2, 1):
        head = squash(" ".join(words[:count]))
        found = [name for name, plain in _squashed(known).items() if plain == head]
        if found and len(words) > count:
            return Parsed(found[0], 0.75)
    return NOTHING
