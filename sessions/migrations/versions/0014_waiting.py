"""Doors that the facilitator opens for each phone, and who waits there."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("door", sa.String(), nullable=False, server_default="code"))
    op.create_table(
        "waiting",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("table_id", sa.String(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "device_id", name="pk_waiting"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_waiting_session_id"),
        sa.UniqueConstraint("person_id", name="uq_waiting_person_id"),
    )
