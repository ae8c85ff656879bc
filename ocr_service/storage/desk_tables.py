"""The tables of the review desk: what waits, who holds it, what was keyed, what was measured.

They outlive the rows of documents, which each reading of a dossier replaces: an id of a document
stays the same as long as it begins on the same page. All are erased with their dossier.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from ocr_service.storage.columns import CODE, ID, WORD, Instant, metadata

TURN = ("rank", "received_at", "dossier_id", "position")
# With these in the index, whatever is passed over is passed over without a look at its row.
FILTERS = ("agency_code", "procedure_code", "document_type", "postponed_until")

# What waits for a person, in the order of its turn; kept in step with documents (queueing.py).
review_queue = Table(
    "review_queue",
    metadata,
    Column("document_id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("kind", WORD, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("position", Integer, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("procedure_code", CODE, nullable=False),
    Column("document_type", CODE, nullable=False),
    Column("title", Text, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("postponed_until", Instant),
    Column("postponed_by", CODE, nullable=False, server_default=""),
    Column("postponed_reason", Text, nullable=False, server_default=""),
    Index("ix_review_queue_turn", *TURN, *FILTERS),
    Index("ix_review_queue_turn_of_kind", "kind", *TURN, *FILTERS),
    Index("ix_review_queue_turn_of_agency", "agency_code", "kind", *TURN),
    Index(None, "postponed_until"),
    Index(None, "dossier_id"),
)

leases = Table(
    "leases",
    metadata,
    Column("document_id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("holder_id", CODE, nullable=False),
    Column("holder", CODE, nullable=False),
    Column("until", Instant, nullable=False),
    Index(None, "dossier_id"),
)

# What each person keyed of a field that is keyed twice, unseen by others until both have.
keyings = Table(
    "keyings",
    metadata,
    Column("document_id", ID, primary_key=True),
    Column("field", CODE, primary_key=True),
    Column("keyer_id", CODE, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("content", Text, nullable=False),
    Index(None, "dossier_id"),
)

# Documents that nobody would have looked at, but for the measure of how often such are wrong.
samples = Table(
    "samples",
    metadata,
    Column("document_id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("document_type", CODE, nullable=False),
    Column("chosen_at", Instant, nullable=False),
    Column("looked_at", Instant),
    Column("fields", Integer, nullable=False, server_default="0"),
    Column("wrong", Text, nullable=False, server_default="[]"),  # names of fields
    Column("fields_wrong", Integer, nullable=False, server_default="0"),
    Column("record_wrong", Integer, nullable=False, server_default="0"),
    Index(None, "looked_at"),
    Index(None, "dossier_id"),
)
