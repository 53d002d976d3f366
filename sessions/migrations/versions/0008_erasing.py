"""When a session's people are forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("erase_on", sa.String(), nullable=False, server_default=""))
    op.add_column("session", sa.Column("erased_at", sa.BigInteger(), nullable=True))
