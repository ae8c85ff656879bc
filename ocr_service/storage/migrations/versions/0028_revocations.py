"""Records that were revoked, and what records were handed out for."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

CODE, ID, DAY = (sa.String(length) for length in (200, 36, 10))
MOMENT = sa.DateTime(timezone=True)
WHO = {"user_id": CODE, "user_name": CODE}


def upgrade() -> None:
    told = {"reason": sa.Text(), "decided_on": DAY, "document_number": CODE}
    op.create_table(
        "record_revocations",
        sa.Column("record_id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in {**WHO, **told}.items()),
        sa.PrimaryKeyConstraint("record_id", name="pk_record_revocations"),
    )
    why = {"agency_code": CODE, "purpose": sa.Text(), "consent": sa.Text()}
    op.create_table(
        "record_handouts",
        sa.Column("id", ID, nullable=False),
        sa.Column("record_id", ID, nullable=False),
        sa.Column("dossier_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in {**WHO, **why}.items()),
        sa.PrimaryKeyConstraint("id", name="pk_record_handouts"),
    )
    op.create_index("ix_record_revocations_dossier_id", "record_revocations", ["dossier_id"])
    for name in ("record_id", "dossier_id"):
        op.create_index(f"ix_record_handouts_{name}", "record_handouts", [name])


def downgrade() -> None:
    for name in ("record_handouts", "record_revocations"):
        op.drop_table(name)
