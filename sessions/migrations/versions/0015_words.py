"""Words that are said aloud, and asked for beside the code."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session", sa.Column("word", sa.String(), nullable=False, server_default=""))
