"""Codes of the second step count once."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account", sa.Column("totp_used", sa.BigInteger(), nullable=False, server_default="0"))
