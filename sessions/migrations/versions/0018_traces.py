"""The audit log."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trace",
        sa.Column("trace_id", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("trace_id", name="pk_trace"),
        sa.UniqueConstraint("once", name="uq_trace_once"),
    )
    op.create_index("ix_trace_at", "trace", ["at"])
    op.create_index("ix_trace_space_id_at", "trace", ["space_id", "at"])
    op.create_index("ix_trace_session_id_at", "trace", ["session_id", "at"])
