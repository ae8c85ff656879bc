"""The table of copies that the agency has signed; their files are found by their hash."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Table

from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant, metadata

signed_copies = Table(
    "signed_copies",
    metadata,
    Column("id", ID, primary_key=True),  # in the order of time
    Column("document_id", ID, nullable=False),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("signed_at", Instant, nullable=False),
    Column("sha256", HASH, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", HASH, nullable=False),
    Column("signer", CODE, nullable=False),
    Column("level", WORD, nullable=False),
    Index(None, "document_id"),
    Index(None, "dossier_id"),
    Index(None, "sha256"),
)
