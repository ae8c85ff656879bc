"""The bodies of the API as OpenAPI describes them; a test holds the answers to them."""

from typing import Annotated, Any, Literal

from flask_openapi3.models.file import FileStorage
from pydantic import AwareDatetime, BaseModel, Field, Json

from ocr_service.domain.dossier import DocumentStatus, Priority, ScanState, Status
from ocr_service.domain.duplex import Duplex
from ocr_service.domain.page import TextSource
from ocr_service.domain.record import Source
from ocr_service.domain.separator import Command
from ocr_service.web.forms import Maybe
from ocr_service.web.metadata import Metadata
from ocr_service.web.moments import Moment
from ocr_service.web.shape import Shape

LONGEST_CODE = 200
LONGEST_WAIT = 30
LONGEST_UPLOADS = 10_000
# Lines of text: what else of control characters there is no database, file or reader takes alike.
PLAIN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
COMPETENT = "Of the agency that decides on it: it may look. Empty: the one that took it in."
Code = Annotated[str, Field(max_length=LONGEST_CODE, pattern=r"^[^\x00-\x1f\x7f]*$")]


class FilesFields(Shape):
    """How the files were scanned.

    ``duplex``: all fronts, then all backs (reversed when the whole stack was turned over), in
    two files or in the two halves of all pages; they are laid together, the files kept as sent.
    ``uploads``: ids of finished uploads of `/uploads`, by commas, in order; they follow ``files``.
    """

    duplex: Maybe[Duplex] = None
    uploads: str = Field("", max_length=LONGEST_UPLOADS, pattern=r"^[0-9a-fA-F, -]*$")


class FilesForm(FilesFields):
    """Further files for a dossier: as they are, or uploaded before."""

    files: list[FileStorage] = Field([])


class OrderFields(FilesFields):
    """What the sender says about a dossier; ``metadata`` is kept and given back.

    A ``batch`` is split at its separator sheets; a dossier of the ``counter`` stays one.
    """

    dossier_code: Code = ""
    procedure_code: Code = ""
    agency_code: Code = ""
    competent_agency_code: Code = Field("", description=COMPETENT)
    received_at: Maybe[Moment] = None
    priority: Priority = Priority.BATCH
    metadata: Maybe[Json[Metadata]] = None


class DossierForm(OrderFields, FilesForm):
    """A dossier as handed in."""


class OnceHeader(BaseModel):
    idempotency_key: str | None = Field(
        None, alias="Idempotency-Key", description="Honoured for 24 hours."
    )


class DossierPath(BaseModel):
    dossier_id: str


class DocumentPath(BaseModel):
    document_id: str


class PicturePath(DocumentPath):
    number: int = Field(description="One of the document's `pages`.")


class WaitQuery(Shape):
    wait: float = Field(0, ge=0, le=LONGEST_WAIT, description="Seconds to wait until it settles.")


class RetryQuery(Shape):
    force: bool = Field(False, description="Also files that are in quarantine.")


class DossiersQuery(Shape):
    """Which dossiers, newest first."""

    status: Status | None = None
    agency_code: Code = ""
    competent_agency_code: Code = ""
    procedure_code: Code = ""
    dossier_code: Code = ""
    received_from: Moment | None = None
    received_to: Moment | None = Field(None, description="Not included.")
    limit: int = Field(50, ge=1, le=200)
    cursor: Code = Field("", description="`next` of the page before.")


class Complaint(Shape):
    code: str
    message: str
    remedy: str


class File(Shape):
    id: str
    filename: str
    sha256: str
    size: int
    status: ScanState
    page_count: int
    pages_read: int
    problem: Complaint | None


class Page(Shape):
    """``number`` runs on through the files; ``file`` and ``file_page`` say where it comes from."""

    number: int
    file: str
    file_page: int
    width: int
    height: int
    dpi: int
    rotation: Literal[0, 90, 180, 270]
    skew: float
    text_source: TextSource
    blank: bool
    quality: float
    problems: list[str]
    text: str
    separator: Command | None = None


class Doubt(Shape):
    field: str | None
    code: str
    message: str


class RecordField(Shape):
    name: str
    label: str
    value: Any
    text: str
    confidence: float
    source: Source
    page: int
    box: tuple[float, float, float, float] | None
    units: list[dict[str, Any]] = Field([])
    handwritten: bool = False


class Document(Shape):
    id: str
    document_type: str
    title: str
    type_confidence: float
    pages: list[int]
    status: DocumentStatus
    fields: list[RecordField]
    doubts: list[Doubt]


class OneDocument(Document):
    dossier_id: str


class MissingPaper(Shape):
    document_type: str
    title: str


class DossierSummary(Shape):
    id: str
    status: Status
    dossier_code: str
    procedure_code: str
    agency_code: str
    competent_agency_code: str
    priority: Priority
    received_at: AwareDatetime
    metadata: dict[str, Any]
    files: list[File]
    missing: list[MissingPaper]
    problem: Complaint | None
    split_from: str | None
    split_into: list[str]


class Dossier(DossierSummary):
    pages: list[Page]
    documents: list[Document]
    doubts: list[Doubt]


class Accepted(Shape):
    id: str
    status: Status
    location: str


class DossierList(Shape):
    items: list[DossierSummary]
    next: str | None


class FieldAsked(Shape):
    name: str
    label: str
    kind: str
    required: bool


class DocumentTypeShown(Shape):
    code: str
    title: str
    fields: list[FieldAsked]


class DocumentTypeList(Shape):
    items: list[DocumentTypeShown]
    next: None = None


class ProcedureShown(Shape):
    code: str
    label: str
    level: str
    national_code: str
    required: list[str]
    one_of: list[list[str]]
    optional: list[str]
    outcome: str


class ProcedureList(Shape):
    items: list[ProcedureShown]
    next: None = None
