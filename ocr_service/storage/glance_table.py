"""The table of glances: places that people want read again. They hold words and soon go."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from ocr_service.storage.columns import ID, WORD, Instant, metadata

glances = Table(
    "glances",
    metadata,
    Column("id", ID, primary_key=True),  # in the order of time
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("document_id", ID, nullable=False),
    Column("state", WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease", ID, nullable=False),
    Column("until", Instant),
    Column("content", Text, nullable=False),
    Index(None, "dossier_id"),
    Index(None, "state"),
)
