"""Office prose of our own writing: sentences with gaps, filled by seeded chance."""

import random
import re
from pathlib import Path


def _sections() -> dict[str, list[str]]:
    """What stands in prose.txt under each [heading], line by line."""
    sections: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("prose.txt").read_text("utf-8").splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            lines = sections.setdefault(heading.group(1), [])
        elif line:
            lines.append(line)
    return sections


BANK = _sections()


def filled(section: str, chance: random.Random) -> str:
    """One line of that section with its gaps filled."""
    line = chance.choice(BANK[section])
    return re.sub(r"\{(\w+)\}", lambda gap: _fill(gap.group(1), chance), line)


def sentence(chance: random.Random) -> str:
    """One sentence with its gaps filled."""
    return filled("sentence", chance)


def paragraph(chance: random.Random, least: int = 2, most: int = 4) -> str:
    """A few sentences in a row."""
    return " ".join(sentence(chance) for _ in range(chance.randint(least, most)))


def _fill(gap: str, chance: random.Random) -> str:
    if gap in BANK:
        return filled(gap, chance)
    if gap == "date":
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2015, 2025)
        if chance.random() < 0.5:
            return f"{day:02}/{month}/{year}"
        return f"{day:02} tháng {month:02} năm {year}"
    figures = {
        "number": str(chance.randint(3, 2999)),
        "count": str(chance.randint(2, 96)),
        "big": f"{chance.randint(1, 9)}.{chance.randint(0, 999):03}",
        "rate": f"{chance.randint(70, 99)},{chance.randint(0, 9)}",
        "money": f"{chance.randint(2, 980)}.{chance.randint(0, 9)}00.000",
        "area": f"{chance.randint(60, 900)},{chance.randint(1, 9)}",
        "phone": str(chance.randint(290_000_0000, 299_999_9999)),
        "identity": f"0{chance.randint(10, 96)}{chance.randint(100_000_000, 399_999_999)}",
        "year": str(chance.randint(2015, 2025)),
    }
    return figures[gap]
