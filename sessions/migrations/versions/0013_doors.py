"""Doors that can be closed to who has not been in."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "session", sa.Column("door_closed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
