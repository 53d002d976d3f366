"""Links that sign somebody in to an account of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("signin_link", sa.Column("account_id", sa.String(), nullable=False, server_default=""))
