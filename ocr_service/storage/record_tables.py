"""The tables of records kept for reuse. Their full-text index stands in the migration alone."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant, metadata

DAY = String(10)  # ISO 8601; "" where the paper tells none
NUMBER = BigInteger().with_variant(Integer(), "sqlite")

# A row stays when its document is no longer accepted (``withdrawn_at``), so that it is the same
# record with the same code should it be accepted again; it is then found by nothing.
records = Table(
    "records",
    metadata,
    # Microseconds and ten random bits of when it was first accepted: in the order of time, and
    # no sequence that a restored backup would leave behind.
    Column("number", NUMBER, primary_key=True, autoincrement=False),
    Column("id", ID, nullable=False, unique=True),  # the document's
    Column("series", String(500), nullable=False),
    Column("place", Integer, nullable=False),  # within the series
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("competent_agency_code", CODE, nullable=False, server_default=""),
    Column("document_type", CODE, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("paper_number", Text, nullable=False),
    Column("paper_key", CODE, nullable=False),
    Column("issued_on", DAY, nullable=False),
    Column("valid_until", DAY, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("content", HASH, nullable=False),
    Column("edition", WORD, nullable=False),
    Column("made_by", WORD, nullable=False),
    UniqueConstraint("series", "place"),
    Index(None, "dossier_id"),
    Index(None, "agency_code", "number"),
    Index(None, "competent_agency_code", "number"),
    Index(None, "document_type", "issued_on"),
    Index(None, "document_type", "number"),
    Index(None, "paper_key"),
)

# What a record is found by and the order it comes in; only of records that were not withdrawn.
# ``replaced``: by a newer paper of the same holder.
record_handles = Table(
    "record_handles",
    metadata,
    Column("number", NUMBER, ForeignKey("records.number"), primary_key=True, autoincrement=False),
    Column("issued_on", DAY, nullable=False),
    Column("valid_until", DAY, nullable=False),
    Column("replaced", Boolean, nullable=False),
    Column("revoked", Boolean, nullable=False),
    Column("handles", Text, nullable=False),
)

record_parties = Table(
    "record_parties",
    metadata,
    Column("record_number", NUMBER, ForeignKey("records.number"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("dossier_id", ID, nullable=False),
    Column("role", CODE, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", CODE, nullable=False),
    Column("holder", Boolean, nullable=False),
    Index(None, "number"),
    Index(None, "dossier_id"),
)

# ``dossier_id``, ``dossier_code``: in which it was used, ``dossier_key`` the one that tells it;
# ``source_id``: the dossier that the record is of. A use outlives the record, without its words.
record_uses = Table(
    "record_uses",
    metadata,
    Column("id", ID, primary_key=True),  # in the order of time
    Column("record_id", ID, nullable=False),
    Column("source_id", ID, nullable=False),
    Column("document_type", CODE, nullable=False),
    Column("at", Instant, nullable=False),
    Column("user_id", CODE, nullable=False),
    Column("user_name", CODE, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("dossier_id", ID, nullable=False),
    Column("dossier_code", CODE, nullable=False),
    Column("dossier_key", CODE, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("consent", Text, nullable=False),
    UniqueConstraint("record_id", "dossier_key"),
    Index(None, "source_id"),
    Index(None, "dossier_id"),
    Index(None, "dossier_code"),
    Index(None, "agency_code", "at"),
)

# Papers that were taken back by a decision; the row goes when that was told by mistake.
record_revocations = Table(
    "record_revocations",
    metadata,
    Column("record_id", ID, primary_key=True),
    Column("dossier_id", ID, nullable=False),
    Column("at", Instant, nullable=False),
    Column("user_id", CODE, nullable=False),
    Column("user_name", CODE, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_on", DAY, nullable=False),
    Column("document_number", CODE, nullable=False),
    Index(None, "dossier_id"),
)

# What a record was handed out for, where whoever asked has said so; the audit trail names the row
# and no word of it. ``agency_code``: of whoever asked.
record_handouts = Table(
    "record_handouts",
    metadata,
    Column("id", ID, primary_key=True),  # in the order of time
    Column("record_id", ID, nullable=False),
    Column("dossier_id", ID, nullable=False),  # that the record is of
    Column("at", Instant, nullable=False),
    Column("user_id", CODE, nullable=False),
    Column("user_name", CODE, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("consent", Text, nullable=False),
    Index(None, "record_id"),
    Index(None, "dossier_id"),
)

# Which edition of the schemas the index was last made anew by, and how far that has come.
record_index = Table(
    "record_index",
    metadata,
    Column("edition", HASH, primary_key=True),
    Column("reached", ID, nullable=False),
    Column("done_at", Instant),
)
