"""Reads and understands one file here and now: no queue, no database."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ocr_service.actions.digitize import Reader
from ocr_service.domain.dossier import Document
from ocr_service.domain.duplex import Duplex, laid_together
from ocr_service.domain.errors import BadInput, Complaint, EngineFailed, Unavailable
from ocr_service.domain.numbering import numbered_through
from ocr_service.domain.page import Page
from ocr_service.domain.quarantine import Killed
from ocr_service.domain.record import Doubt
from ocr_service.pipeline import understand
from ocr_service.schema.catalogue import Catalogue

NOT_A_FILE = Complaint(
    "no_such_file", "Không mở được tệp này.", "Kiểm tra lại đường dẫn và quyền đọc tệp."
)
CRASHED = Complaint(
    "reading_failed",
    "Chương trình đọc đã dừng đột ngột ở tệp này.",
    "Quét lại hoặc xuất lại tệp rồi thử lại; nếu vẫn lỗi, gửi tệp cho người quản trị.",
)
NOT_SCREENED = Complaint(
    "unavailable",
    "Máy quét mã độc không trả lời nên tệp chưa được mở.",
    "Bật clamd hoặc sửa OCR_CLAMD (xem ocr-service doctor) rồi thử lại.",
)


@dataclass(frozen=True)
class Reading:
    """One file, its pages and documents, or the reason why there are none.

    ``doubt`` is about the file as a whole: it was read, but not as was asked.
    """

    path: Path
    sha256: str
    pages: Sequence[Page] = ()
    documents: Sequence[Document] = ()
    complaint: Complaint | None = None
    doubt: Doubt | None = None


def read_file(
    path: Path,
    duplex: Duplex | None = None,
    *,
    reader: Reader,
    catalogue: Catalogue,
) -> Reading:
    """Never raises for a file, whatever is wrong with it: the reading carries the complaint.

    With ``duplex`` the two passes in the file are laid together before anything is understood.
    """
    try:
        sha256 = digest(path)
    except OSError:
        return Reading(path, "", complaint=NOT_A_FILE)
    try:
        pages = tuple(reader.read(path, None, range(1, reader.count(path) + 1)))
    except BadInput as bad:
        return Reading(path, sha256, complaint=bad.complaint)
    except Unavailable:
        return Reading(path, sha256, complaint=NOT_SCREENED)
    except (EngineFailed, Killed):
        return Reading(path, sha256, complaint=CRASHED)
    pages, doubt = _both_passes(pages, duplex) if duplex else (pages, None)
    return Reading(path, sha256, pages, tuple(understand(pages, catalogue)), doubt=doubt)


def _both_passes(pages: Sequence[Page], duplex: Duplex) -> tuple[tuple[Page, ...], Doubt | None]:
    """The pages as they lie on paper, each telling where it stood in the file."""
    lying = [replace(page, file_page=page.number) for page in pages]
    laid, doubt = laid_together([lying], duplex)
    return tuple(numbered_through(laid)), doubt


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
