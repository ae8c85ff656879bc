"""The samples are the specification: each must become its approved record."""

import json
import random
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ocr_service.config import Settings
from ocr_service.domain.page import Page
from ocr_service.schema.catalogue import Catalogue, load
from samples.approved import approved, differences, dossiers, essence
from samples.recorded import recorded, understood

ROOT = Path(__file__).parent.parent
RUBBLE = "0123456789OoQDlLIiSsBZzgqb|!/.,-–:;'’²…_()<>ĐđưỡàẨ "
NAMES = [folder.name for folder in dossiers()]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(Settings.from_environment({}).schemas_dir)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_becomes_its_approved_record(name: str, catalogue: Catalogue) -> None:
    folder = ROOT / "samples" / name
    found = essence(understood(folder, recorded(folder), catalogue))
    assert list(differences(found, approved(folder))) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_document_of_a_sample_is_valid(name: str, catalogue: Catalogue) -> None:
    schema = json.loads((ROOT / "schemas" / "record.schema.json").read_text("utf-8"))
    a_document = {"$ref": "#/$defs/document", "$defs": schema["$defs"]}
    valid = jsonschema.Draft202012Validator(a_document)
    folder = ROOT / "samples" / name
    for document in understood(folder, recorded(folder), catalogue)["documents"]:
        valid.validate(json.loads(json.dumps(document)))


def test_there_are_enough_samples() -> None:
    pages = sum(len(recorded(ROOT / "samples" / name)) for name in NAMES)
    assert len(NAMES) >= 6
    assert pages >= 20


@pytest.mark.parametrize("name", NAMES)
def test_no_damage_to_what_was_read_raises(name: str, catalogue: Catalogue) -> None:
    """A bad paper never raises: letters lost, swapped and invented, lines gone."""
    folder = ROOT / "samples" / name
    for seed in range(3):
        chance = random.Random(f"{name}{seed}")
        pages = [garbled(page, chance) for page in recorded(folder)]
        assert understood(folder, pages, catalogue)["documents"]


def garbled(page: Page, chance: random.Random) -> Page:
    lines = (
        replace(line, words=tuple(replace(it, text=hurt(it.text, chance)) for it in line.words))
        for line in page.lines
        if chance.random() > 0.1
    )
    return replace(page, lines=tuple(lines))


def hurt(text: str, chance: random.Random) -> str:
    share = chance.choice((0, 0, 0.2, 0.6))
    return "".join(chance.choice(RUBBLE) if chance.random() < share else it for it in text)
