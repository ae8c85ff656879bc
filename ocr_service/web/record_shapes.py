"""Records for reuse as OpenAPI describes them."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.reuse import LONGEST_PURPOSE, Standing
from ocr_service.domain.review import Verdict
from ocr_service.web.moments import Day
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import PLAIN, Code, Document

MOST = 100

Text = Annotated[str, Field(max_length=LONGEST_PURPOSE, pattern=PLAIN)]
Number = Annotated[str, Field(pattern=r"^[0-9A-Za-z][0-9A-Za-z .\-]{4,38}[0-9A-Za-z]$")]
WHAT_FOR = (
    "What for; kept. With `consent` a person's records of other agencies are found too, as far as "
    "the setting `OCR_REUSE_ACROSS` goes."
)
BY_LEAVE = "By whose leave, or by which law; kept."


class RecordsQuery(Shape):
    """Which accepted records.

    Whoever asks for a person, a number or words gets the best first: that number, that name as
    written, that name without its marks, then the others; of those alike the valid ones, the
    newest first. Else the last accepted come first.
    """

    q: Code = Field("", description="A number, a name or words, with or without diacritics.")
    personal_id: Code = Field("", description="Of a person or an organisation.")
    document_type: Code = ""
    document_number: Code = ""
    agency_code: Code = Field("", description="Whose dossiers they lie in.")
    issued_from: Day | None = None
    issued_to: Day | None = Field(None, description="Included.")
    limit: int = Field(20, ge=1, le=MOST)
    cursor: Code = Field("", description="`next` of the page before.")
    purpose: Text = Field("", description=WHAT_FOR)
    consent: Text = Field("", description=BY_LEAVE)


class WhyQuery(Shape):
    purpose: Text = Field("", description=WHAT_FOR)
    consent: Text = Field("", description=BY_LEAVE)


class RecordPath(Shape):
    record_id: str


class UsesQuery(Shape):
    """Newest first."""

    limit: int = Field(50, ge=1, le=200)
    cursor: Code = Field("", description="`next` of the page before.")


class Party(Shape):
    """Whose paper it is; ``role`` as the schema of its type names them."""

    role: str
    name: str
    number: str


class Revoked(Shape):
    """That the paper was taken back: told when, by whom, why, and by which decision if known."""

    at: AwareDatetime
    user: str
    reason: str
    decided_on: date | None
    document_number: str


class RecordBrief(Shape):
    """An accepted paper. ``id`` stays the same; ``code`` is its name among systems.

    ``standing``: whether it may stand for its paper today; ``replaced_by``: the record of a
    newer paper of the same kind and person. ``uses``: in how many dossiers it was used again.
    """

    id: str
    code: str
    document_type: str
    title: str
    number: str
    issued_on: date | None
    issuer: str
    valid_until: date | None
    standing: Standing
    revocation: Revoked | None
    replaced_by: str | None
    holders: list[Party]
    agency_code: str
    accepted_at: AwareDatetime
    uses: int


class FoundRecord(RecordBrief):
    """With the dossier that it lies in, and all that it says."""

    dossier_id: str
    dossier_code: str
    procedure_code: str
    document: Document


class RecordList(Shape):
    items: list[FoundRecord]
    next: str | None


class SourceFile(Shape):
    filename: str
    sha256: str


class Version(Shape):
    """What a person made of it; ``changed``: the fields that then said something else."""

    at: AwareDatetime
    reviewer: str
    verdict: Verdict
    changed: list[str]


class Origin(Shape):
    """``accepted_by`` null: nothing was in doubt, so nobody looked. ``content`` is the digest
    that the audit trail tells of the document; ``schema_edition`` that of its type's schema;
    ``program`` the pipeline and its version. ``versions``: oldest first; what stood there before
    each, `GET /documents/{document_id}/reviews` tells.
    """

    accepted_by: str | None
    accepted_at: AwareDatetime
    content: str
    schema_edition: str
    program: str
    files: list[SourceFile]
    versions: list[Version]


class OneRecord(FoundRecord):
    provenance: Origin


class UseOrder(Shape):
    """In which dossier, ours (its id) or of another system (its code), and what for.

    ``consent``: by whose leave, or by which law.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "anyOf": [{"required": ["dossier_code"]}, {"required": ["dossier_id"]}],
            "example": {
                "dossier_code": "H42.1-251126-0001",
                "purpose": "Đăng ký thường trú",
                "consent": "Người dân đồng ý tại quầy",
            },
        }
    )

    purpose: Text = Field(min_length=1)
    consent: Text = ""
    dossier_code: Code = Field("", min_length=1)
    dossier_id: Code = Field("", min_length=1)


class UseShown(Shape):
    id: str
    record_id: str
    at: AwareDatetime
    user: str
    agency_code: str
    dossier_code: str
    dossier_id: str | None
    purpose: str
    consent: str


class UseList(Shape):
    items: list[UseShown]
    next: str | None


class RevocationOrder(Shape):
    """``decided_on``, ``document_number``: of the decision that took the paper back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "reason": "Cấp sai đối tượng",
                "decided_on": "2026-11-02",
                "document_number": "12/QĐ-UBND",
            }
        },
    )

    reason: Text = Field(min_length=1)
    decided_on: Day | None = None
    document_number: Code = ""


class SendingOrder(Shape):
    webhook_id: Code = Field(min_length=1)


class Sending(Shape):
    """Taken down; the webhook is told `document.accepted` once more."""

    record_id: str
    webhook_id: str
