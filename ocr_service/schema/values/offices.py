"""Offices that sign, and the mandates they sign under (decree 30/2020, appendix I, II.7)."""

import re

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
)  # fmt: skip
_BY_LETTERS = {squash(spelt): spelt for spelt in _SPELT}
_MANDATE = re.compile(r"^\W*(TM|KT|TL|TUQ|Q)\s*[.,]\s*\S", re.IGNORECASE)


def is_office(text: str) -> bool:
    """Whether the words name an office that may sign."""
    plain = squash(text)
    return any(office in plain for office in _OFFICES)


def begins_mandate(text: str) -> bool:
    """Whether the words begin with TM., KT., TL., TUQ. or Q."""
    return bool(_MANDATE.match(text))


@value_kind("office", lines=3)
def office(text: str, _options: Options) -> Parsed:
    """The office of a signer, its lines joined."""
    bare = tidy(text.replace("\n", " "))
    if bare.isupper() and (spelt := _BY_LETTERS.get(squash(bare))):
        return Parsed(spelt, 0.97)
    return Parsed(bare, 0.95 if is_office(bare) else 0.7) if len(bare) > 2 else NOTHING
