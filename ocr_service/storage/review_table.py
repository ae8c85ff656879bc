"""The table of reviews: rows are added, and erased with their dossier, never changed."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from ocr_service.storage.columns import ID, WORD, Instant, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("place", Integer, nullable=False, server_default="0"),  # given under its lock
    Column("document_id", ID, nullable=False),
    Column("at", Instant, nullable=False),
    Column("reviewer_id", ID, nullable=False),
    Column("verdict", WORD, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "dossier_id"),
    Index(None, "document_id"),
    Index(None, "at"),
)
