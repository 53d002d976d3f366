"""The first tables: sessions and their log, persons, sign-in, mappings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("join_key", sa.String(), nullable=False),
        sa.Column("projector_key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("archived_at", sa.BigInteger(), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_session"),
        sa.UniqueConstraint("code", name="uq_session_code"),
        sa.UniqueConstraint("join_key", name="uq_session_join_key"),
        sa.UniqueConstraint("projector_key", name="uq_session_projector_key"),
    )
    op.create_table(
        "entry",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("command_id", sa.String(), nullable=False),
        sa.Column("actor_role", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=False),
        sa.Column("actor_area", sa.String(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_entry"),
        sa.UniqueConstraint("session_id", "command_id", name="uq_entry_session_id_command_id"),
    )
    op.create_table(
        "participant",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_participant"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_participant_session_id"),
    )
    op.create_index("ix_participant_session_id", "participant", ["session_id"])
    op.create_table(
        "device",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", "device_id", name="pk_device"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_device_session_id"),
        sa.ForeignKeyConstraint(["person_id"], ["participant.person_id"], name="fk_device_person_id"),
    )
    op.create_index("ix_device_person_id", "device", ["person_id"])
    op.create_table(
        "facilitator",
        sa.Column("facilitator_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", name="pk_facilitator"),
    )
    op.create_table(
        "signin_link",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_signin_link"),
    )
    op.create_table(
        "mapping",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("session_id", "version", name="pk_mapping"),
        sa.ForeignKeyConstraint(["session_id"], ["session.session_id"], name="fk_mapping_session_id"),
    )
