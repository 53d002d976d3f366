"""People with accounts, and the spaces that they, sessions and templates belong to."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SIGNED_IN = 30 * 24 * 3600 * 1000  # ms, as cookies lasted until now


def upgrade() -> None:
    op.create_table(
        "space",
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", name="pk_space"),
    )
    op.create_table(
        "account",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("passphrase_hash", sa.String(), nullable=False),
        sa.Column("totp_secret", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
    )
    op.create_table(
        "membership",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "space_id", name="pk_membership"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_membership_account_id"),
        sa.ForeignKeyConstraint(["space_id"], ["space.space_id"], name="fk_membership_space_id"),
    )
    op.create_index("ix_membership_space_id", "membership", ["space_id"])
    op.create_table(
        "sign_in",
        sa.Column("sign_in_id", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sign_in_id", name="pk_sign_in"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_sign_in_account_id"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_table(
        "account_invitation",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("space_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_account_invitation"),
        sa.ForeignKeyConstraint(["space_id"], ["space.space_id"], name="fk_account_invitation_space_id"),
    )
    op.create_index("ix_account_invitation_space_id", "account_invitation", ["space_id"])
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_recovery_code_account_id"),
    )
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_identity"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"], name="fk_identity_account_id"),
    )
    op.create_index("ix_identity_account_id", "identity", ["account_id"])
    op.add_column("session", sa.Column("space_id", sa.String(), nullable=False, server_default="home"))
    op.create_index("ix_session_space_id", "session", ["space_id"])
    op.add_column("session", sa.Column("owner_id", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("template") as template:
        template.add_column(sa.Column("space_id", sa.String(), nullable=False, server_default="home"))
        template.drop_constraint("uq_template_kind_name", type_="unique")
        template.create_unique_constraint("uq_template_space_id_kind_name", ["space_id", "kind", "name"])
    _keep_who_is_signed_in()
    op.drop_table("facilitator")


def _keep_who_is_signed_in() -> None:
    """Whoever signed in by a link goes on as the operator, with the cookie that they have: an upgrade in the middle of
    a workshop throws nobody out."""
    db = op.get_bind()
    known = db.execute(sa.text("SELECT facilitator_id, created_at FROM facilitator")).all()
    if not known:
        return
    now = time.time_ns() // 1_000_000
    db.execute(
        sa.text("INSERT INTO space (space_id, name, created_at) VALUES ('home', '', :now)"), {"now": now}
    )
    db.execute(
        sa.text(
            "INSERT INTO account (account_id, name, is_operator, passphrase_hash, totp_secret, created_at)"
            " VALUES ('operator', '', true, '', '', :now)"
        ),
        {"now": now},
    )
    for sign_in_id, created_at in known:
        db.execute(
            sa.text(
                "INSERT INTO sign_in (sign_in_id, account_id, how, browser, created_at, seen_at, expires_at)"
                " VALUES (:id, 'operator', 'link', '', :at, :at, :until)"
            ),
            {"id": sign_in_id, "at": created_at, "until": created_at + SIGNED_IN},
        )
