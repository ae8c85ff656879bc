"""What must come of each sample dossier: its approved record, and how to compare with it.

An approved record (``samples/<dossier>/dossier.record.json``) holds the status, the missing papers
and, for each document, its type, pages, status, values and the codes of its doubts. Confidences
are left out: they move with every better calibration. So are the values in doubt: a person will
look at them, and rubble is not read the same on every processor.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Json = Mapping[str, Any]
IN_DOUBT = "(in doubt)"
SAMPLES = Path(__file__).parent
RECORD = "dossier.record.json"
PAGES = "pages.json"  # the pages as the engine read them, one a line: fast tests need no engine


def dossiers() -> list[Path]:
    """The folders of the sample dossiers, in order."""
    return sorted(path.parent for path in SAMPLES.glob("*/dossier.yaml"))


def letter(folder: Path) -> dict[str, Any]:
    """What the one-stop system says when it hands the dossier in: codes and file names."""
    said: dict[str, Any] = yaml.safe_load((folder / "dossier.yaml").read_text("utf-8"))
    return said


def essence(dossier: Json) -> dict[str, Any]:
    """The approved part of a dossier as ``GET /dossiers/{id}`` answers it."""
    return {
        "status": dossier["status"],
        "missing": sorted(paper["document_type"] for paper in dossier["missing"]),
        "documents": [paper_essence(paper) for paper in dossier["documents"]],
    }


def paper_essence(paper: Json) -> dict[str, Any]:
    doubted = {doubt["field"] for doubt in paper["doubts"]}
    return {
        "document_type": paper["document_type"],
        "pages": list(paper["pages"]),
        "status": paper["status"],
        "fields": {
            field["name"]: IN_DOUBT if field["name"] in doubted else field["value"]
            for field in paper["fields"]
        },
        "doubts": sorted(f"{doubt['field'] or ''}:{doubt['code']}" for doubt in paper["doubts"]),
    }


def approved(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / RECORD).read_text("utf-8"))
    return record


def approve(folder: Path, found: Json) -> None:
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (folder / RECORD).write_text(text, "utf-8")


def differences(found: Json, wanted: Json, path: str = "") -> Iterator[str]:
    """One line for each place where the two differ."""
    if isinstance(found, Mapping) and isinstance(wanted, Mapping):
        for key in sorted(found.keys() | wanted.keys()):
            yield from differences(found.get(key), wanted.get(key), f"{path}/{key}")
    elif isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        for at, (ours, theirs) in enumerate(zip(found, wanted, strict=True)):
            yield from differences(ours, theirs, f"{path}/{at}")
    elif found != wanted:
        yield f"{path}: {found!r}, approved was {wanted!r}"
