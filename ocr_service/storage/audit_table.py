"""The table of the audit trail."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from ocr_service.storage.columns import CODE, HASH, ID, WORD, metadata

# Written once, never changed: triggers refuse. ``at`` is text, for it is hashed as it stands.
audit_entries = Table(
    "audit_entries",
    metadata,
    Column(
        "number",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("at", WORD, nullable=False),
    Column("actor_kind", WORD, nullable=False),
    Column("actor_id", CODE, nullable=False),
    Column("actor_name", CODE, nullable=False),
    Column("actor_role", WORD, nullable=False),
    Column("actor_agency", CODE, nullable=False),
    Column("address", String(64), nullable=False),
    Column("request_id", ID, nullable=False),
    Column("act", WORD, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("dossier_id", ID, nullable=False),
    Column("document_id", ID, nullable=False),
    Column("subject", CODE, nullable=False),
    Column("before", HASH, nullable=False),
    Column("after", HASH, nullable=False),
    Column("remark", Text, nullable=False),
    Column("previous", HASH, nullable=False),
    Column("hash", HASH, nullable=False),
    Column("seal", HASH, nullable=False),
    Index(None, "dossier_id"),
    Index(None, "document_id"),
    # Newest first, whatever else is asked for: each finds its place and reads on from there.
    Index(None, "agency_code", "at", "number"),
    Index(None, "actor_id", "at", "number"),
    Index(None, "act", "at", "number"),
    Index(None, "subject", "at", "number"),
    Index(None, "at", "number"),
)
