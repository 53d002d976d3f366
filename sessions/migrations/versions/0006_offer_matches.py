"""What people said of offers of different mappings: the same one, or not."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "offer_match",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("offer_id", sa.String(), nullable=False),
        sa.Column("other_session_id", sa.String(), nullable=False),
        sa.Column("other_offer_id", sa.String(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint(
            "session_id", "offer_id", "other_session_id", "other_offer_id", name="pk_offer_match"
        ),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_offer_match_session_id"),
        sa.ForeignKeyConstraint(
            ["other_session_id"], ["session.session_id"], name="fk_offer_match_other_session_id"
        ),
    )
    op.create_index("ix_offer_match_other_session_id", "offer_match", ["other_session_id"])
