"""The samples are the specification: each must become its approved record."""

import json
from pathlib import Path

import jsonschema
import pytest

from ocr_service.config import Settings
from ocr_service.schema.catalogue import Catalogue, load
from samples.approved import approved, differences, dossiers, essence
from samples.recorded import recorded, understood

ROOT = Path(__file__).parent.parent
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
