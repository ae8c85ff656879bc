"""The samples as the engine once read them, and what the service makes of such pages."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ocr_service.domain.dossier import Dossier, Scan, ScanState
from ocr_service.domain.page import Page
from ocr_service.domain.page_json import page_from_json
from ocr_service.exports.record_json import document_json
from ocr_service.schema.catalogue import Catalogue
from ocr_service.wiring.workplace import mind
from samples.approved import PAGES, letter


def recorded(folder: Path) -> tuple[Page, ...]:
    rows = json.loads((folder / PAGES).read_text("utf-8"))
    return tuple(page_from_json(row) for row in rows)


def understood(folder: Path, pages: Sequence[Page], catalogue: Catalogue) -> dict[str, Any]:
    """What ``GET /dossiers/{id}`` would answer, as far as it is approved."""
    said = letter(folder)
    received = datetime.fromisoformat(said["received_at"])
    found = mind(catalogue)(pages, said.get("procedure_code", ""), received)
    scans = tuple(Scan(name, name, "", 0, state=ScanState.READ) for name in said["files"])
    dossier = Dossier("", received, scans=scans, missing=tuple(found.missing))
    dossier = replace(dossier, documents=tuple(found.documents))
    return {
        "status": dossier.outcome.value,
        "missing": [{"document_type": code} for code in dossier.missing],
        "documents": [document_json(document) for document in dossier.documents],
    }
