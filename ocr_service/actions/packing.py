"""A package being filled: rows of one moment, originals, pictures, and papers as PDF and record."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ocr_service.actions.facsimile import facsimile, pieces
from ocr_service.domain.dossier import Dossier, Scan
from ocr_service.domain.errors import NotFound, Unavailable
from ocr_service.domain.media import HEAD, JPEG, PDF, PNG, TIFF, sniff
from ocr_service.domain.package import (
    ROWS,
    ROWS_END,
    Rep,
    paper_name,
)
from ocr_service.exports.archival_description import (
    paper_description,
)
from ocr_service.exports.mets import Binding
from ocr_service.exports.record_json import document_json
from ocr_service.storage import DossierStore, FileStore
from ocr_service.storage.handover import Held
from ocr_service.storage.package_zip import PackageWriter

XML, JSON, JSON_LINES = "text/xml", "application/json", "application/jsonl"
BYTES = "application/octet-stream"
ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg", TIFF: "tif"}


@dataclass(frozen=True, slots=True)
class Packing:
    """A package being filled, and the dossier that it is of."""

    held: Held
    writer: PackageWriter
    binding: Binding
    at: datetime

    @property
    def dossier(self) -> Dossier:
        return self.held.dossier

    def add(self, name: str, content: bytes, media_type: str = XML) -> None:
        self.writer.add(name, [content], media_type)


def add_files(packing: Packing, dossiers: DossierStore, files: FileStore) -> dict[str, str]:
    """What the originals were called, as `add_originals` tells; raises Unavailable."""
    try:
        originals = add_originals(packing, files)
        add_pictures(packing, files)
        add_papers(packing, dossiers, files)
    except (NotFound, OSError) as missing:
        said = f"dossier {packing.dossier.id}: a file is missing or damaged"
        raise Unavailable(said) from missing
    return originals


def add_rows(packing: Packing, held: Held) -> None:
    for table, lines in held.rows:
        of_table = (f"{line}\n".encode() for line in lines)
        packing.writer.add(f"{ROWS}{table}{ROWS_END}", of_table, JSON_LINES)


def add_originals(packing: Packing, files: FileStore) -> dict[str, str]:
    """What each was called when it came, by its name in the package."""
    names = {}
    for original in packing.held.originals:
        name = add_kept(packing, Rep.SCANS, original.sha256, f"{original.place:03}", files)
        names[name] = original.filename
    return names


def add_pictures(packing: Packing, files: FileStore) -> None:
    for picture in packing.held.pictures:
        add_kept(packing, Rep.PICTURES, picture, picture, files)


def add_kept(packing: Packing, rep: Rep, sha256: str, stem: str, files: FileStore) -> str:
    """The file's name in the package; raises NotFound for one that is not what it was."""
    place = files.path(sha256)
    media_type = media_type_of(place)
    name = rep.data(f"{stem}.{ENDINGS.get(media_type, 'bin')}")
    if packing.writer.add_file(name, place, media_type).sha256 != sha256:
        raise NotFound(f"file {sha256} is damaged")
    return name


def media_type_of(place: Path) -> str:
    with place.open("rb") as file:
        return sniff(file.read(HEAD)) or BYTES


def add_papers(packing: Packing, dossiers: DossierStore, files: FileStore) -> None:
    dossier, folder = packing.dossier, Rep.PAPERS.folder
    alone = replace(dossier, scans=scans_going(packing.held), sources=())
    for place, paper in enumerate(dossier.documents, start=1):
        record = packing.held.records.get(paper.id)
        name = paper_name(dossier.dossier_code, dossier.id, place)
        of = facsimile(alone, paper, record, dossiers=dossiers)
        pdf = pieces(of, dossiers=dossiers, files=files)
        packing.writer.add(Rep.PAPERS.data(f"{name}.pdf"), pdf, PDF)
        told = {"id": paper.id, "dossier_id": dossier.id, **document_json(paper)}
        packing.add(f"{folder}metadata/other/{name}.json", json_bytes(told), JSON)
        described = paper_description(name, paper, record)
        packing.add(f"{folder}metadata/descriptive/EAD_doc_{name}.xml", described)


def scans_going(held: Held) -> tuple[Scan, ...]:
    """A PDF tells the hashes of those scans only that go with it."""
    going = {original.sha256 for original in held.originals}
    return tuple(scan for scan in held.dossier.scans if scan.sha256 in going)


def json_bytes(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
