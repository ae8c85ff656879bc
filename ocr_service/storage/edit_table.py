"""The table of people's changes to pages: rows are added, and erased with their dossier."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from ocr_service.storage.columns import ID, WORD, Instant, metadata

edits = Table(
    "edits",
    metadata,
    Column("id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("place", Integer, nullable=False, server_default="0"),  # given under its lock
    Column("at", Instant, nullable=False),
    Column("editor_id", ID, nullable=False),
    Column("kind", WORD, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "dossier_id"),
)
