"""The sample dossiers: which papers lie in which files, and how they were damaged."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import yaml

from samples.generator.cast import REFORM, Cast, cast
from samples.generator.damage import DRAWN_DPI, Damaged, damaged
from samples.generator.drawing import truth_of
from samples.generator.paper import Paper
from samples.generator.papers.administrative_document import administrative_document
from samples.generator.papers.application_form import (
    birth_declaration,
    letter_form,
    marital_declaration,
)
from samples.generator.papers.appointment_slip import appointment_slip, dossier_code
from samples.generator.papers.birth_certificate import birth_certificate
from samples.generator.papers.citizen_card import card_of
from samples.generator.papers.marital_status import marital_status_certificate
from samples.generator.papers.stranger import invoice, private_letter
from samples.generator.people import day_between
from samples.generator.render import Press, pictures
from samples.generator.writing import mixed_pdf, phone_jpeg, png, scanned_pdf, tiff

BIRTH, MARITAL = "birth_registration", "marital_status_confirmation"
REQUESTED = {BIRTH: "Đăng ký khai sinh", MARITAL: "Cấp Giấy xác nhận tình trạng hôn nhân"}
BORN = "born"  # in place of a preset: the page stays digital


@dataclass(frozen=True)
class Part:
    """A paper within a file: its maker's name in `_makers` and its damage (or BORN)."""

    paper: str
    damage: str = "scan"


@dataclass(frozen=True)
class Plan:
    """One sample dossier: its folder, its files, and what the procedure then misses."""

    folder: str
    seed: int
    procedure: str
    files: dict[str, tuple[Part, ...]]
    missing: tuple[str, ...] = ()
    first: date = date(2022, 3, 1)  # the dossier's day is not before it


PLANS = (
    Plan("birth-complete", 101, BIRTH, {
        "to-khai.pdf": (Part("birth_declaration"),),
        "can-cuoc.png": (Part("card"),),
        "giay-tiep-nhan.pdf": (Part("slip", BORN),),
    }),
    Plan("marital-mixed", 202, MARITAL, {
        "Hồ sơ xác nhận tình trạng hôn nhân.pdf": (Part("slip", BORN), Part("marital_declaration")),
        "can-cuoc.tif": (Part("card"),),
        "giay-xac-nhan-cu.png": (Part("marital_certificate", "low"),),
    }, first=REFORM),
    Plan("several-in-one-file", 303, BIRTH, {
        "ho-so.pdf": (
            Part("birth_declaration"), Part("card"), Part("birth_certificate"), Part("invoice"),
            Part("slip"),
        ),
    }),
    Plan("decision-of-three-pages", 404, "", {
        "quyet-dinh.pdf": (Part("decision"),),
        "bao-cao.pdf": (Part("report", BORN),),
        "cong-van.tif": (Part("letter"),),
    }),
    Plan("form-missing", 505, BIRTH, {
        "can-cuoc.pdf": (Part("card"),),
        "giay-khai-sinh-ban-sao.tif": (Part("birth_certificate"),),
    }, missing=("application_form",)),
    Plan("phone-photos", 606, MARITAL, {
        "IMG_0412.jpg": (Part("marital_declaration", "photo"),),
        "IMG_0413.jpg": (Part("card", "photo"),),
        "IMG_0414.jpg": (Part("marital_certificate", "photo"),),
    }, first=REFORM),
    Plan("fax-and-turned", 707, MARITAL, {
        "fax.tif": (Part("marital_declaration", "fax"), Part("notice", "fax")),
        "quet-nguoc.pdf": (Part("letter_form", "turned"), Part("private_letter", "turned")),
    }),
)  # fmt: skip

Maker = Callable[[], Paper]


def _makers(plan: Plan, people: Cast, chance: Random, code: str) -> dict[str, Maker]:
    latest = people.today - timedelta(days=20)
    issued = day_between(Random(plan.seed), date(2021, 3, 1), latest)

    def office(kind: str, pages: int) -> Maker:
        return lambda: administrative_document(people, chance, kind, pages)

    return {
        "birth_declaration": lambda: birth_declaration(people, chance),
        "marital_declaration": lambda: marital_declaration(people, chance),
        "letter_form": lambda: letter_form(people, chance),
        "card": lambda: card_of(people.applicant, issued, chance),
        "slip": lambda: appointment_slip(people, chance, REQUESTED.get(plan.procedure, ""), code),
        "birth_certificate": lambda: birth_certificate(people, chance),
        "marital_certificate": lambda: marital_status_certificate(people, chance),
        "decision": office("decision", 3),
        "report": office("report", 2),
        "letter": office("official_letter", 1),
        "notice": office("notice", 1),
        "invoice": lambda: invoice(people, chance),
        "private_letter": lambda: private_letter(people, chance),
    }


Printed = tuple[Part, bytes, list[Damaged]]


def _print(press: Press, part: Part, paper: Paper, chance: Random) -> Printed:
    pdf = press.pdf(paper)
    preset = "clean" if part.damage == BORN else part.damage
    pages = [damaged(page, preset, chance.getrandbits(32)) for page in pictures(pdf, DRAWN_DPI)]
    return part, pdf, pages


def _file(name: str, printed: Sequence[Printed]) -> bytes:
    """The bytes of one file, as its ending says."""
    pages = [page for _, _, held in printed for page in held]
    if name.endswith(".tif"):
        return tiff(pages)
    if name.endswith(".jpg"):
        return phone_jpeg(pages[0])
    if name.endswith(".png"):
        return png(pages[0])
    if all(part.damage != BORN for part, _, _ in printed):
        return scanned_pdf(pages)
    return mixed_pdf([pdf if part.damage == BORN else held for part, pdf, held in printed])


def write_dossier(plan: Plan, press: Press, into: Path) -> int:
    """Draw one sample dossier into its folder under ``into``; the number of its pages."""
    chance = Random(f"dossier/{plan.seed}")
    people = cast(chance, first=plan.first)
    code = dossier_code(people, chance)
    makers = _makers(plan, people, chance, code)
    folder = into / plan.folder
    folder.mkdir(parents=True, exist_ok=True)
    truths: list[dict[str, object]] = []
    last = 0
    for name, parts in plan.files.items():
        printed: list[Printed] = []
        first = last
        for part in parts:
            paper = makers[part.paper]()
            printed.append(_print(press, part, paper, chance))
            numbers = range(last + 1, last + 1 + len(printed[-1][2]))
            last = numbers[-1]
            there = {"file": name, "file_pages": [number - first for number in numbers]}
            truths.append(truth_of(paper, numbers) | there)
        (folder / name).write_bytes(_file(name, printed))
    _write_letter(plan, folder, code, people.today, truths)
    return last


def _write_letter(
    plan: Plan, folder: Path, code: str, today: date, truths: Sequence[dict[str, object]]
) -> None:
    letter: dict[str, object] = {"dossier_code": code, "agency_code": code.split("-")[0]}
    letter["received_at"] = f"{today}T08:00:00+07:00"
    if plan.procedure:
        letter["procedure_code"] = plan.procedure
    letter["files"] = list(plan.files)
    said = yaml.safe_dump(letter, allow_unicode=True, sort_keys=False)
    (folder / "dossier.yaml").write_text(said, encoding="utf-8")
    truth = {"missing": list(plan.missing), "documents": list(truths)}
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text + "\n", encoding="utf-8")
