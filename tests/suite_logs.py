"""All that our processes log while the tests run, and whether a person of a sample stands in it.

Our own loggers are listened to in this process; services that tests start write theirs into files
in their folders. Looked through once, when all tests are done, whoever ran them.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from unicodedata import normalize

from ocr_service.logs import OURS, TextLines
from ocr_service.schema.catalogue import load

ROOT = Path(__file__).parent.parent
NAME = "suite.log"
LOG = re.compile(r"(.*[._-])?log|.*\.(err|stderr)")
PERSONAL = frozenset({"name", "personal_id", "id_number", "phone"})
SHORTEST = 8  # signs; a given name alone may be a word of ours


def listen(folder: Path) -> None:
    """From now on our loggers write into a file of this folder, as they do in a service."""
    handler = logging.FileHandler(folder / NAME, encoding="utf-8", delay=True)
    handler.setFormatter(TextLines())
    for name in OURS:
        logging.getLogger(name).addHandler(handler)
    hear_all()


def hear_all() -> None:
    for name in OURS:
        logging.getLogger(name).setLevel(logging.DEBUG)


def people_of_samples() -> set[str]:
    """Names and numbers in the approved records, by the kinds of their fields."""
    types = load(ROOT / "schemas").document_types
    found: set[str] = set()
    for path in (ROOT / "samples").glob("*/*.record.json"):
        for paper in json.loads(path.read_text("utf-8"))["documents"]:
            known = types.get(paper["document_type"])
            kinds = {spec.name: spec.kind for spec in known.fields} if known else {}
            for name, value in paper["fields"].items():
                if kinds.get(name) in PERSONAL and isinstance(value, str):
                    found.add(plain(value))
    return {it for it in found if len(it) >= SHORTEST and not it.startswith("(")}


def logs_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if LOG.fullmatch(path.name) and path.is_file():
            yield path


def told_of(people: Iterable[str], folder: Path) -> list[str]:
    """A line for each person that is named in a log."""
    wanted, told = sorted(people), []
    for path in logs_below(folder):
        text = plain(path.read_text("utf-8", errors="replace"))
        told += [f"{path.relative_to(folder)} tells of {it}" for it in wanted if it in text]
    return told


def plain(text: str) -> str:
    return normalize("NFC", text).casefold()
