"""Which phones were recognised by a name, and may be somebody else's."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("device", sa.Column("taken_over", sa.Boolean(), nullable=False, server_default=sa.false()))
