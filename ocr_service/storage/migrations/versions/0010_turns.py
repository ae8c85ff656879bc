"""Agencies take turns: whose a work is, when each was served last; which request led to it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

WORK = sa.table("work", sa.column("dossier_id"), sa.column("agency_code"), sa.column("state"))
DOSSIERS = sa.table("dossiers", sa.column("id"), sa.column("agency_code"))


def upgrade() -> None:
    for name, length in (("agency_code", 200), ("request_id", 36)):
        column = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("work", column)
    agency = sa.select(DOSSIERS.c.agency_code).where(DOSSIERS.c.id == WORK.c.dossier_id)
    unfinished = WORK.c.state.in_(("waiting", "running"))
    op.execute(sa.update(WORK).where(unfinished).values(agency_code=agency.scalar_subquery()))
    op.create_table(
        "turns",
        sa.Column("agency_code", sa.String(200), nullable=False),
        sa.Column("served_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("agency_code", name="pk_turns"),
    )


def downgrade() -> None:
    op.drop_table("turns")
    for name in ("request_id", "agency_code"):
        op.drop_column("work", name)
