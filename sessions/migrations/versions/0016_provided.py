"""What a provider tells of people who sign in with it, and which of their roles its groups give."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("membership", sa.Column("given_by", sa.String(), nullable=False, server_default=""))
    op.add_column("identity", sa.Column("email", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "identity", sa.Column("gave_operator", sa.Boolean(), nullable=False, server_default=sa.false())
    )
