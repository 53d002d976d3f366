"""What lists show of mappings and search them by; filled for those that are kept already."""

import sqlalchemy as sa
from alembic import op

from sessions import summaries
from sessions.tables import Mapping

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    made = op.create_table(
        "mapping_summary",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "version", name="pk_mapping_summary"),
        sa.ForeignKeyConstraint(
            ["session_id", "version"],
            ["mapping.session_id", "mapping.version"],
            name="fk_mapping_summary_session_id_version",
        ),
    )
    mapping = sa.table(
        "mapping", sa.column("session_id"), sa.column("version"), sa.column("title"), sa.column("body")
    )
    db = op.get_bind()
    # One at a time: each may be a megabyte.
    for session_id, version in db.execute(sa.select(mapping.c.session_id, mapping.c.version)).all():
        mine = (mapping.c.session_id == session_id, mapping.c.version == version)
        title, body = db.execute(sa.select(mapping.c.title, mapping.c.body).where(*mine)).one()
        kept = Mapping(session_id=session_id, version=version, title=title, body=body, digest="", frozen_at=0)
        summary = summaries.of(kept).model_dump()
        db.execute(made.insert(), {column.name: summary[column.name] for column in made.columns})
