"""An invitation by which an account was made: it makes no second one."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("account_invitation", sa.Column("begun_at", sa.BigInteger(), nullable=True))
