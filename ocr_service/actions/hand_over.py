"""Packs one dossier for another house or an archive: rows of one moment, then its files."""

import hashlib
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from ocr_service.actions.packing import (
    JSON,
    JSON_LINES,
    Packing,
    add_files,
    add_rows,
    json_bytes,
)
from ocr_service.domain.calendar import day_of
from ocr_service.domain.dossier import Status
from ocr_service.domain.errors import BadInput, Complaint, Conflict
from ocr_service.domain.package import (
    ABOUT,
    EAD,
    METS,
    PREMIS,
    SCHEMAS,
    TRAIL,
    About,
    Rep,
    as_of,
    folder_of,
    office_time,
    urn_of,
)
from ocr_service.exports.archival_description import (
    DOSSIER_FIELDS,
    PAPER_FIELDS,
    dossier_description,
    xsd_of,
)
from ocr_service.exports.mets import Binding, package_mets, rep_mets
from ocr_service.exports.premis import preservation
from ocr_service.exports.trail_lines import json_lines
from ocr_service.schema.catalogue import Catalogue
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.handover import HandoverStore, Held
from ocr_service.storage.local_files import PIECE
from ocr_service.storage.package_zip import PackageWriter

READY = frozenset({Status.ACCEPTED, Status.NEEDS_REVIEW, Status.REJECTED})
NOT_READY = Complaint(
    "not_ready_to_hand_over",
    "Hồ sơ chưa đọc xong, hoặc không đọc được, nên chưa bàn giao được.",
    "Hãy đợi đọc xong, hoặc xử lý các tệp lỗi, rồi xuất lại.",
)


class NotReady(BadInput):
    """It is still being read, or could not be."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A package as it lies there; ``name``: of its file, without ``.zip``."""

    dossier_id: str
    dossier_code: str
    agency_code: str
    name: str
    sha256: str
    size: int


def hand_over(
    dossier_id: str,
    out: IO[bytes],
    *,
    handover: HandoverStore,
    dossiers: DossierStore,
    files: FileStore,
    catalogue: Catalogue,
) -> Handed:
    """Writes the package into ``out``, which can be read back.

    Raises NotFound, Erased, NotReady, Conflict when the dossier changes meanwhile, Unavailable when
    a file of it is missing or damaged. Whoever calls tells the trail.
    """
    with handover.held(dossier_id) as held:
        packing = begun(held, out, catalogue)
        add_rows(packing, held)
    originals = add_files(packing, dossiers, files)
    add_descriptions(packing, originals, catalogue)
    packing.writer.close()
    if dossiers.summary(dossier_id).version != held.dossier.version:
        raise Conflict(f"dossier {dossier_id} has changed while it was packed")
    return handed(packing, out)


def packed(
    dossier_id: str,
    folder: Path,
    *,
    handover: HandoverStore,
    dossiers: DossierStore,
    files: FileStore,
    catalogue: Catalogue,
) -> str:
    """The hash of the package that the dossier would make now; ``folder``: for a while."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as out:
        return hand_over(
            dossier_id,
            out,
            handover=handover,
            dossiers=dossiers,
            files=files,
            catalogue=catalogue,
        ).sha256


def begun(held: Held, out: IO[bytes], catalogue: Catalogue) -> Packing:
    dossier = held.dossier
    if dossier.status not in READY:
        raise NotReady(NOT_READY)
    at = as_of(held.history, dossier.received_at)
    urn = urn_of(dossier.agency_code, dossier.id)
    procedure = catalogue.procedures.get(dossier.procedure_code)
    named = (dossier.dossier_code or dossier.id, procedure.label if procedure else "")
    label = " – ".join(part for part in named if part)
    binding = Binding(urn, dossier.id, label, dossier.agency_code, office_time(at))
    return Packing(held, PackageWriter(out, folder_of(urn), at), binding, at)


def add_descriptions(packing: Packing, originals: dict[str, str], catalogue: Catalogue) -> None:
    """All that tells of the files, and so comes after them."""
    dossier, history = packing.dossier, packing.held.history
    last_day = day_of(packing.at).isoformat()
    files = list(packing.writer.members)
    in_reps = [it for it in files if any(it.name.startswith(rep.data("")) for rep in Rep)]
    packing.add(EAD, dossier_description(dossier, catalogue, last_day))
    packing.add(PREMIS, preservation(packing.binding.urn, in_reps, originals, history))
    packing.add(TRAIL, "".join(json_lines(history)).encode(), JSON_LINES)
    about = About(dossier.id, dossier.dossier_code, dossier.agency_code, packing.binding.at)
    packing.add(ABOUT, json_bytes(asdict(about)), JSON)
    packing.add(f"{SCHEMAS}EAD.xsd", xsd_of(DOSSIER_FIELDS))
    packing.add(f"{SCHEMAS}EAD_doc.xsd", xsd_of(PAPER_FIELDS))
    for rep in Rep:
        if any(it.name.startswith(rep.folder) for it in files):
            packing.add(rep.mets, rep_mets(rep, packing.binding, files))
    packing.add(METS, package_mets(packing.binding, packing.writer.members))


def handed(packing: Packing, out: IO[bytes]) -> Handed:
    size, seen = out.tell(), hashlib.sha256()
    out.seek(0)
    while piece := out.read(PIECE):
        seen.update(piece)
    dossier, name = packing.dossier, folder_of(packing.binding.urn)
    whose = dossier.id, dossier.dossier_code, dossier.agency_code
    return Handed(*whose, name, seen.hexdigest(), size)
