"""The audit trail, which the database itself lets nobody change."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORD, CODE, ID, HASH = sa.String(32), sa.String(200), sa.String(36), sa.String(64)
COLUMNS = {
    "at": WORD,
    "actor_kind": WORD,
    "actor_id": CODE,
    "actor_name": CODE,
    "actor_role": WORD,
    "actor_agency": CODE,
    "address": HASH,
    "request_id": ID,
    "act": WORD,
    "agency_code": CODE,
    "dossier_id": ID,
    "document_id": ID,
    "subject": CODE,
    "before": HASH,
    "after": HASH,
    "remark": sa.Text(),
    "previous": HASH,
    "hash": HASH,
    "seal": HASH,
}
INDEXED = ("dossier_id", "document_id", "agency_code", "actor_id", "at")

REFUSED = "the audit trail is only ever added to"
FUNCTION = f"""
CREATE FUNCTION refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$
"""
POSTGRES = """
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_trail()
"""
SQLITE = (
    ("update", "UPDATE", ""),
    ("delete", "DELETE", ""),
    # INSERT OR REPLACE deletes what was there, and no other trigger sees it.
    (
        "replace",
        "INSERT",
        "WHEN EXISTS (SELECT 1 FROM audit_entries WHERE number = NEW.number)",
    ),
)


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "audit_entries",
        sa.Column("number", number, nullable=False, autoincrement=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in COLUMNS.items()),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entries"),
    )
    for name in INDEXED:
        op.create_index(f"ix_audit_entries_{name}", "audit_entries", [name])
    if op.get_bind().dialect.name == "sqlite":
        for name, event, condition in SQLITE:
            op.execute(
                f"CREATE TRIGGER audit_entries_{name} BEFORE {event} ON audit_entries "
                f"{condition} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
    else:
        op.execute(FUNCTION)
        op.execute(POSTGRES)


def downgrade() -> None:
    op.drop_table("audit_entries")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change_of_trail")
