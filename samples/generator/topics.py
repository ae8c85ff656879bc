"""What invented administrative documents talk about, and sentences to fill pages with."""

from datetime import date
from pathlib import Path
from random import Random

import yaml

_TEXTS = yaml.safe_load(Path(__file__).with_name("topics.yaml").read_text(encoding="utf-8"))
SUBJECTS: list[str] = _TEXTS["subjects"]
SENTENCES: list[str] = _TEXTS["sentences"]
HEADINGS: list[str] = _TEXTS["headings"]


def grounds(today: date) -> list[str]:
    """The laws that a document of this day may cite."""
    return [ground["text"] for ground in _TEXTS["grounds"] if today.year > ground["since"]]


def slots(chance: Random, year: int, area: str, subject: str) -> dict[str, object]:
    """Fresh numbers and days for one sentence."""
    day, month = chance.randint(1, 28), chance.randint(1, 12)
    return {
        "subject": subject, "year": year, "area": area, "few": chance.randint(2, 30),
        "number": f"{chance.randint(1, 9)}.{chance.randint(100, 999)}",
        "part": chance.randint(31, 980),
        "share": f"{chance.randint(61, 99)},{chance.randint(1, 9)}",
        "gain": f"{chance.randint(1, 19)},{chance.randint(1, 9)}",
        "money": f"{chance.randint(12, 890)}.{chance.choice((500, 250, 800))}.000",
        "day": f"ngày {day:02d}/{month:02d}/{year}",
        "quarter": chance.choice(("I", "II", "III", "IV")),
    }  # fmt: skip


def sentences(chance: Random, count: int, year: int, area: str, subject: str) -> list[str]:
    """``count`` sentences with their slots filled; none comes twice before all came once."""
    order: list[str] = []
    while len(order) < count:
        order += chance.sample(SENTENCES, len(SENTENCES))
    return [text.format(**slots(chance, year, area, subject)) for text in order[:count]]
