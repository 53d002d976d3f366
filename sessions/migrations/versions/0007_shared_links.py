"""Links by which a mapping may be read without signing in."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shared_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("used_on", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_shared_link"),
        sa.ForeignKeyConstraint(
            ["session_id", "version"],
            ["mapping.session_id", "mapping.version"],
            name="fk_shared_link_session_id_version",
        ),
    )
    op.create_index("ix_shared_link_session_id", "shared_link", ["session_id"])
