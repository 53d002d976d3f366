"""When mappings are to be updated: for lists, and what was said of the reminder."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("next_date", "owner"):
        op.add_column("mapping_summary", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.create_table(
        "revision",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("agreed", sa.String(), nullable=False),
        sa.Column("next_date", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("followed_by", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_revision"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_revision_session_id"),
    )
    mapping = sa.table("mapping", sa.column("session_id"), sa.column("version"), sa.column("body"))
    summary = sa.table("mapping_summary", *map(sa.column, ("session_id", "version", "next_date", "owner")))
    db = op.get_bind()
    # One at a time: each may be a megabyte.
    for session_id, version in db.execute(sa.select(mapping.c.session_id, mapping.c.version)).all():
        mine = (mapping.c.session_id == session_id, mapping.c.version == version)
        upkeep = json.loads(db.execute(sa.select(mapping.c.body).where(*mine)).scalar_one())
        upkeep = upkeep.get("session", {}).get("upkeep", {})
        agreed = {name: upkeep.get(name, "") for name in ("next_date", "owner")}
        there = (summary.c.session_id == session_id, summary.c.version == version)
        db.execute(sa.update(summary).where(*there).values(**agreed))
