"""Who made a link by which others help with a session, and by whose link they came; empty: made before this."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("invitation", "co_facilitator"):
        op.add_column(table, sa.Column("made_by", sa.String(), nullable=False, server_default=""))
