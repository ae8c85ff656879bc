"""The audit trail as OpenAPI describes it."""

from pydantic import AwareDatetime, ConfigDict, Field

from ocr_service.domain.audit import Act
from ocr_service.web.moments import Moment
from ocr_service.web.shape import Shape
from ocr_service.web.shapes import Code


class EntriesQuery(Shape):
    """Which entries, newest first."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    dossier_id: Code = ""
    document_id: Code = ""
    agency_code: Code = Field("", description="Of the dossier; not of whoever acted.")
    actor_id: Code = ""
    actor: Code = Field("", description="Words of the name of whoever acted: a person, a key.")
    subject: Code = Field("", description="The id of an account, a key, a webhook, a file.")
    act: Act | None = None
    since: Moment | None = Field(None, alias="from")
    until: Moment | None = Field(None, alias="to", description="Not included.")
    limit: int = Field(50, ge=1, le=200)
    cursor: str = Field("", pattern=r"^\d{0,18}$", description="`next` of the page before.")


class AuditEntry(Shape):
    """Who did what, when, from where.

    `hash` is the SHA-256 of the canonical JSON (RFC 8785) of all members but `hash` and `seal`;
    `previous` is the hash of the entry numbered one less. `before` and `after` are SHA-256 of
    content, "" where there was or is none. `remark` holds ids, codes and counts.
    """

    number: int
    at: AwareDatetime
    actor_kind: str
    actor_id: str
    actor_name: str
    actor_role: str
    actor_agency: str
    address: str
    request_id: str
    act: str
    agency_code: str
    dossier_id: str
    document_id: str
    subject: str
    before: str
    after: str
    remark: dict[str, str | int]
    previous: str
    hash: str
    seal: str


class EntryList(Shape):
    items: list[AuditEntry]
    next: str | None
