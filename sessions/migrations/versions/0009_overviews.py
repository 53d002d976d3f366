"""Sessions that are no workshops, but overviews of several."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("overview", sa.Boolean(), nullable=False, server_default=sa.false()))
