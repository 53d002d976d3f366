"""Links by which somebody helps to facilitate one session, and who has come in by them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_invitation"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_invitation_session_id"),
    )
    op.create_index("ix_invitation_session_id", "invitation", ["session_id"])
    op.create_table(
        "co_facilitator",
        sa.Column("facilitator_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", name="pk_co_facilitator"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_co_facilitator_session_id"),
    )
    op.create_index("ix_co_facilitator_session_id", "co_facilitator", ["session_id"])
