"""The tables; migrations/versions makes them, and a test holds the two to each other."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from ocr_service.storage.account_tables import accounts as accounts
from ocr_service.storage.account_tables import recovery_codes as recovery_codes
from ocr_service.storage.account_tables import sessions as sessions
from ocr_service.storage.audit_table import audit_entries as audit_entries
from ocr_service.storage.columns import CODE, HASH, ID, WORD, Instant
from ocr_service.storage.columns import metadata as metadata
from ocr_service.storage.custody_tables import doomed_files as doomed_files
from ocr_service.storage.custody_tables import file_keys as file_keys
from ocr_service.storage.custody_tables import tombstones as tombstones
from ocr_service.storage.desk_tables import keyings as keyings
from ocr_service.storage.desk_tables import leases as leases
from ocr_service.storage.desk_tables import review_queue as review_queue
from ocr_service.storage.desk_tables import samples as samples
from ocr_service.storage.edit_table import edits as edits
from ocr_service.storage.glance_table import glances as glances
from ocr_service.storage.import_table import imports as imports
from ocr_service.storage.record_tables import record_handles as record_handles
from ocr_service.storage.record_tables import record_handouts as record_handouts
from ocr_service.storage.record_tables import record_index as record_index
from ocr_service.storage.record_tables import record_parties as record_parties
from ocr_service.storage.record_tables import record_revocations as record_revocations
from ocr_service.storage.record_tables import record_uses as record_uses
from ocr_service.storage.record_tables import records as records
from ocr_service.storage.report_tables import report_facts as report_facts
from ocr_service.storage.report_tables import report_mark as report_mark
from ocr_service.storage.review_table import reviews as reviews
from ocr_service.storage.signed_table import signed_copies as signed_copies
from ocr_service.storage.upload_tables import upload_pieces as upload_pieces
from ocr_service.storage.upload_tables import uploads as uploads
from ocr_service.storage.webhook_tables import webhook_deliveries as webhook_deliveries
from ocr_service.storage.webhook_tables import webhook_events as webhook_events
from ocr_service.storage.webhook_tables import webhooks as webhooks

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("received_at", Instant, nullable=False),
    Column("dossier_code", CODE, nullable=False),
    Column("procedure_code", CODE, nullable=False),
    # Whose it is; and whose it is to decide on where that is another ("": the same).
    Column("agency_code", CODE, nullable=False),
    Column("competent_agency_code", CODE, nullable=False, server_default=""),
    Column("priority", WORD, nullable=False),
    Column("metadata", Text, nullable=False),
    Column("status", WORD, nullable=False),
    Column("version", Integer, nullable=False),
    Column("round", Integer, nullable=False),
    Column("missing", Text, nullable=False),
    Column("complaint", Text),
    Column("doubts", Text, nullable=False, server_default="[]"),
    # A batch split at its separator sheets; pages stay rows of the scan that they lie in.
    Column("split_from", ID, nullable=False, server_default=""),
    Column("split_into", Text, nullable=False, server_default="[]"),
    Column("former_codes", Text, nullable=False, server_default="[]"),
    Column("settled_at", Instant),
    # Whether the portal has been told of it, or will be: it is then told of every change.
    Column("portal_told", Boolean, nullable=False, server_default=false()),
    Index(None, "status", "id"),
    Index(None, "procedure_code", "id"),
    Index(None, "status", "agency_code", "received_at", "id"),
    Index(None, "dossier_code"),
    Index(None, "agency_code", "received_at"),
    Index(None, "agency_code", "id"),
    Index(None, "competent_agency_code", "id"),
    Index(None, "received_at"),
    Index(None, "settled_at"),
    Index(None, "split_from"),
)

# Every agency that we have heard of, once for itself and once for each agency above it.
agencies = Table(
    "agencies",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("above", CODE, primary_key=True),
    Index(None, "above"),
)

scans = Table(
    "scans",
    metadata,
    Column("id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("filename", String(255), nullable=False),
    Column("sha256", HASH, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("state", WORD, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("pages_read", Integer, nullable=False),
    Column("complaint", Text),
    Column("upload", Integer, nullable=False, server_default="1"),
    Column("duplex", WORD, nullable=False, server_default=""),
    # Taken away by a person, who may want it back: kept, but not read, shown or counted.
    Column("aside", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("dossier_id", "position"),
    Index(None, "sha256"),
    Index(
        "ix_scans_failed",
        "dossier_id",
        sqlite_where=text("state = 'failed'"),
        postgresql_where=text("state = 'failed'"),
    ),
)

pages = Table(
    "pages",
    metadata,
    Column("scan_id", ID, ForeignKey("scans.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("picture", HASH, nullable=False),
    Column("content", LargeBinary, nullable=False),
    # Given when the scan's dossier settles: whose page it is, and its place there.
    Column("dossier_id", ID, nullable=False, server_default=""),
    Column("place", Integer),
    # Its place among those that a batch has given to the dossier, before people moved any.
    Column("given_place", Integer),
    # What people told of it; ``stale``: to be read again, that way round.
    Column("told_rotation", Integer),
    Column("told_blank", Boolean),
    Column("stale", Boolean, nullable=False, server_default=false()),
    # Why it should be scanned again, as codes: told while the others are still read.
    Column("problems", String(200), nullable=False, server_default=""),
    Index(None, "picture"),
    Index(None, "dossier_id", "place"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("document_type", CODE, nullable=False),
    Column("status", WORD, nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("dossier_id", "position"),
    Index(None, "document_type"),
    Index(None, "dossier_id", "status", "document_type"),
)

work = Table(
    "work",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", WORD, nullable=False),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("priority", WORD, nullable=False),
    Column("agency_code", CODE, nullable=False, server_default=""),
    Column("scan_id", ID, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("state", WORD, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Instant),
    Column("owner", String(200), nullable=False),
    Column("lease", ID, nullable=False),
    Column("until", Instant),
    Column("request_id", ID, nullable=False, server_default=""),
    # Once a round: whoever makes the same work again makes nothing.
    UniqueConstraint("dossier_id", "round", "kind", "scan_id", "first"),
    Index(None, "state", "until"),
)

# When each agency was served last: the others come first.
turns = Table(
    "turns",
    metadata,
    Column("agency_code", CODE, primary_key=True),
    Column("served_at", Instant, nullable=False),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", CODE, nullable=False),
    Column("prefix", WORD, nullable=False),
    Column("sha256", HASH, nullable=False, unique=True),
    Column("role", WORD, nullable=False),
    Column("agency_code", CODE, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("last_used_at", Instant),
    Column("revoked_at", Instant),
)

# By content: whoever sends the file again, in whatever dossier, has it kept away from readers.
quarantine = Table(
    "quarantine",
    metadata,
    Column("sha256", HASH, primary_key=True),
    Column("kills", Integer, nullable=False),
    Column("cause", WORD, nullable=False),
    Column("killed_at", Instant, nullable=False),
)

promises = Table(
    "promises",
    metadata,
    Column("account", ID, primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("token", ID, nullable=False),
    Column("fingerprint", HASH, nullable=False),
    Column("dossier_id", ID, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Index(None, "begun_at"),
)
