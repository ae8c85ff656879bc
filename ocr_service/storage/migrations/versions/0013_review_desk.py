"""The review desk: what waits for a person, who holds it, what was keyed twice, what is sampled."""

import json
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

TURN = ["rank", "received_at", "dossier_id", "position"]
FILTERS = ["agency_code", "procedure_code", "document_type", "postponed_until"]
INDEXES = {
    "review_queue": {
        "turn": [*TURN, *FILTERS],
        "turn_of_kind": ["kind", *TURN, *FILTERS],
        "turn_of_agency": ["agency_code", "kind", *TURN],
        "postponed_until": ["postponed_until"],
        "dossier_id": ["dossier_id"],
    },
    "leases": {"dossier_id": ["dossier_id"]},
    "keyings": {"dossier_id": ["dossier_id"]},
    "samples": {"looked_at": ["looked_at"], "dossier_id": ["dossier_id"]},
}
AT_A_TIME = 500


def upgrade() -> None:
    make_queue()
    make_leases()
    make_keyings()
    make_samples()
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(f"ix_{table}_{name}", table, columns)
    fill_queue()


def code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(200), nullable=False)


def words(name: str, default: str | None = None) -> "sa.Column[str]":
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def count(name: str, default: str | None = None) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False, server_default=default)


def moment(name: str, nullable: bool = False) -> "sa.Column[datetime]":
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def of_dossier(table: str) -> list[sa.Column[str] | sa.ForeignKeyConstraint]:
    return [
        sa.Column("dossier_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name=f"fk_{table}_dossier_id"),
    ]


def document_id() -> "sa.Column[str]":
    return sa.Column("document_id", sa.String(36), nullable=False)


def make_queue() -> None:
    op.create_table(
        "review_queue",
        document_id(),
        sa.Column("kind", sa.String(32), nullable=False),
        count("rank"),
        moment("received_at"),
        count("position"),
        code("agency_code"),
        code("procedure_code"),
        code("document_type"),
        words("title"),
        count("doubts"),
        moment("postponed_until", nullable=True),
        sa.Column("postponed_by", sa.String(200), nullable=False, server_default=""),
        words("postponed_reason", ""),
        sa.PrimaryKeyConstraint("document_id", name="pk_review_queue"),
        *of_dossier("review_queue"),
    )


def make_leases() -> None:
    op.create_table(
        "leases",
        document_id(),
        code("holder_id"),
        code("holder"),
        moment("until"),
        sa.PrimaryKeyConstraint("document_id", name="pk_leases"),
        *of_dossier("leases"),
    )


def make_keyings() -> None:
    op.create_table(
        "keyings",
        document_id(),
        code("field"),
        code("keyer_id"),
        moment("at"),
        words("content"),
        sa.PrimaryKeyConstraint("document_id", "field", "keyer_id", name="pk_keyings"),
        *of_dossier("keyings"),
    )


def make_samples() -> None:
    op.create_table(
        "samples",
        document_id(),
        code("agency_code"),
        code("document_type"),
        moment("chosen_at"),
        moment("looked_at", nullable=True),
        count("fields", "0"),
        words("wrong", "[]"),
        count("fields_wrong", "0"),
        count("record_wrong", "0"),
        sa.PrimaryKeyConstraint("document_id", name="pk_samples"),
        *of_dossier("samples"),
    )


def fill_queue() -> None:
    """What waits already."""
    queue = sa.Table("review_queue", sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
    held, after = waiting(), ""
    while rows := op.get_bind().execute(held, {"after": after}).mappings().all():
        op.bulk_insert(queue, [queued(row) for row in rows])
        after = rows[-1]["id"]


def waiting() -> "sa.Select[Any, Any, datetime]":
    return (
        sa.select(
            sa.text(
                "d.id, dossier_id, position, document_type, content, procedure_code, agency_code"
            ),
            sa.text("priority"),
            sa.literal_column("received_at", sa.DateTime(timezone=True)).label("received_at"),
        )
        .select_from(sa.text("documents d join dossiers s on s.id = d.dossier_id"))
        .where(sa.text("d.status = 'needs_review' and d.id > :after"))
        .order_by(sa.text("d.id"))
        .limit(AT_A_TIME)
    )


def queued(row: sa.RowMapping) -> dict[str, object]:
    told = json.loads(row["content"])
    return {
        "document_id": row["id"],
        "dossier_id": row["dossier_id"],
        "kind": "doubt",
        "rank": 0 if row["priority"] == "counter" else 1,
        "received_at": row["received_at"],
        "position": row["position"],
        "agency_code": row["agency_code"],
        "procedure_code": row["procedure_code"],
        "document_type": row["document_type"],
        "title": told["title"],
        "doubts": len(told["record"]["doubts"]),
    }


def downgrade() -> None:
    for table in INDEXES:
        op.drop_table(table)
