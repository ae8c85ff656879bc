"""A document as PDF/A: its pages as they lie at this moment, and what the file says of itself."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from ocr_service.domain.audit import digest
from ocr_service.domain.dossier import Document, Dossier
from ocr_service.domain.page_json import page_to_json
from ocr_service.domain.reuse import Filed
from ocr_service.exports.pdf_about import About, about_paper
from ocr_service.exports.searchable_pdf import Leaf, searchable_pdf
from ocr_service.storage import DossierStore, FileStore, Lying


@dataclass(frozen=True, slots=True)
class Facsimile:
    """What it takes to write the file. ``lying``: where each page lies, and its picture."""

    dossier_id: str
    about: About
    lying: Sequence[Lying]


def facsimile(
    dossier: Dossier, document: Document, record: Filed | None, *, dossiers: DossierStore
) -> Facsimile:
    """Raises NotFound where a page is missing."""
    lying = dossiers.leaves(dossier.id, document.pages)
    hashes = hashes_of(dossier, lying)
    about = about_paper(document, dossier.received_at, record, hashes)
    return Facsimile(dossier.id, about, lying)


def hashes_of(dossier: Dossier, lying: Sequence[Lying]) -> tuple[str, ...]:
    """Of the scans that these pages lie in."""
    scans = {scan.id: scan.sha256 for scan in (*dossier.sources, *dossier.scans)}
    found = dict.fromkeys(scans.get(scan_id, "") for (scan_id, _), _ in lying)
    return tuple(sha256 for sha256 in found if sha256)


def pieces(of: Facsimile, *, dossiers: DossierStore, files: FileStore) -> Iterator[bytes]:
    """The file, a page at a time; raises NotFound at once where a picture is missing."""
    for _, picture in of.lying:
        files.path(picture)
    pages = (dossiers.leaf(of.dossier_id, place) for place, _ in of.lying)
    return searchable_pdf((Leaf(page, files.path(page.picture)) for page in pages), of.about)


def state_of(of: Facsimile, *, dossiers: DossierStore) -> str:
    """The same as long as the same file would come of it."""
    pages = [page_to_json(dossiers.leaf(of.dossier_id, place)) for place, _ in of.lying]
    about = asdict(of.about) | {"made_at": of.about.made_at.isoformat()}
    return digest({"about": about, "pages": pages})
