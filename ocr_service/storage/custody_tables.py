"""The tables of what becomes of files and dossiers: their keys, their end, what is left of them."""

from sqlalchemy import Column, Index, String, Table, Text

from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant, metadata

# Files that lie encrypted: under which name, and the file's key, wrapped by a key of the house.
file_keys = Table(
    "file_keys",
    metadata,
    Column("sha256", HASH, primary_key=True),
    Column("stored_as", HASH, nullable=False, unique=True),
    Column("key_id", WORD, nullable=False),
    Column("wrapped", Text, nullable=False),
    Index(None, "key_id"),
)

# Files to be taken away. One that is gone stays here for a while: whoever has just been told that
# it is kept already must learn that it is not.
doomed_files = Table(
    "doomed_files",
    metadata,
    Column("stored_as", HASH, primary_key=True),
    Column("sha256", HASH, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("gone_at", Instant),
    Index(None, "sha256"),
    Index(None, "gone_at", "due_at"),
)

# What is left of a dossier that was erased; no value of a paper.
tombstones = Table(
    "tombstones",
    metadata,
    Column("dossier_id", ID, primary_key=True),
    Column("agency_code", CODE, nullable=False),
    Column("erased_at", Instant, nullable=False),
    Column("reason", String(500), nullable=False),
    Column("actor_kind", WORD, nullable=False),
    Column("actor_id", CODE, nullable=False),
    Column("counts", Text, nullable=False),
)
