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
    "nguoiky", "kttruong", "tmuyban", "truongthon",
)  # fmt: skip
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
    return Parsed(bare, 0.95 if is_office(bare) else 0.7) if len(bare) > 2 else NOTHING
