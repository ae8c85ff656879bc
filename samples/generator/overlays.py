"""What other offices stamp on a paper: a certified copy, an arrival, a degree of secrecy."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from samples.generator.addresses import pen
from samples.generator.cast import Cast
from samples.generator.paper import Paper
from samples.generator.people import name
from samples.generator.wording import long_date, short_date

INKS = ("#b3202a", "#c22a4a", "#2b3f9e", "#5b2c86")
COPIED = frozenset({
    "birth_certificate", "birth_extract", "marriage_certificate", "marital_status_certificate",
    "diploma", "business_registration", "household_business_registration", "citizen_id_card",
    "criminal_record", "death_extract", "construction_permit",
})  # fmt: skip
RECEIVED = frozenset({"administrative_document", "application_form"})


@dataclass(frozen=True)
class Overlay:
    """A stamp of words: its template's macro, its values and its ink."""

    kind: str
    ink: str
    values: dict[str, object]


def certified(cast: Cast, chance: Random) -> Overlay:
    """`CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH`, its number, book, day and signer."""
    day = cast.today + timedelta(days=chance.randint(1, 300))
    notary = chance.random() < 0.3
    lines = ("CÔNG CHỨNG VIÊN",) if notary else chance.choice((
        ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("CHỦ TỊCH",), ("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP"),
    ))  # fmt: skip
    values: dict[str, object] = {
        "number": chance.randint(100, 9800), "book": f"{chance.randint(1, 9):02d}-SCT/BS",
        "day": long_date(day).capitalize(), "lines": lines, "pen": pen(chance),
        "signer": name(chance, chance.choice(("male", "female")), "Kinh"),
    }  # fmt: skip
    return Overlay("certified", chance.choice(INKS), values)


def arrived(cast: Cast, chance: Random, top: int = 35) -> Overlay:
    """The stamp of arrival of decree 30/2020, appendix IV: `ĐẾN`, number, day; ``top`` in mm."""
    values: dict[str, object] = {
        "top": top,
        "office": cast.office.committee.upper(), "number": chance.randint(10, 4800),
        "day": short_date(cast.today + timedelta(days=chance.randint(0, 6))),
    }  # fmt: skip
    return Overlay("arrived", chance.choice(INKS[:3]), values)


def secret(chance: Random) -> Overlay:
    """`MẬT`, `TỐI MẬT` or `TUYỆT MẬT` in a red frame."""
    return Overlay("secret", INKS[0], {"degree": chance.choice(("MẬT", "TỐI MẬT", "TUYỆT MẬT"))})


def stamped_over(paper: Paper, cast: Cast, chance: Random) -> Paper:
    """The paper, now and then with the stamp of a certified copy or of its arrival."""
    if paper.document_type in COPIED and chance.random() < 0.12:
        return over(paper, certified(cast, chance))
    if paper.document_type in RECEIVED and chance.random() < 0.15:
        top = 35 if paper.document_type == "administrative_document" else -6
        return over(paper, arrived(cast, chance, top))
    return paper


def over(paper: Paper, overlay: Overlay) -> Paper:
    """The paper with the stamp on it."""
    return replace(paper, values={**paper.values, "overlays": [overlay]})
