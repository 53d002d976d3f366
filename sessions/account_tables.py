"""The tables of people with an account, and of the spaces that they belong to. Times as in `tables.py`."""

from sqlalchemy import BigInteger
from sqlmodel import Field

from sessions.tables import Row


class Space(Row, table=True):
    """A municipality, or a consultancy's client: sessions, mappings and templates belong to one."""

    space_id: str = Field(primary_key=True)
    name: str  # empty for the one that every installation has, until somebody names it
    created_at: int = Field(sa_type=BigInteger)


class Account(Row, table=True):
    """Somebody who signs in. What they may is in `membership`; an operator may everything everywhere."""

    account_id: str = Field(primary_key=True)
    email: str | None = Field(default=None, unique=True)  # folded; None: only a link or a provider lets in
    name: str = ""
    is_operator: bool = False
    passphrase_hash: str = ""  # argon2id, in its usual notation; empty: none was chosen
    totp_secret: str = ""  # sealed (sealing.py); empty: no second step
    totp_used: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
    created_at: int = Field(sa_type=BigInteger)
    ended_at: int | None = Field(
        default=None, sa_type=BigInteger
    )  # signs in no more; the log still names them


class Membership(Row, table=True):
    """What somebody is in a space. `role` as in `access.Role`."""

    account_id: str = Field(primary_key=True, foreign_key="account.account_id")
    space_id: str = Field(primary_key=True, foreign_key="space.space_id", index=True)
    role: str
    since: int = Field(sa_type=BigInteger)
    given_by: str = (
        ""  # "group": by one of a provider's groups, and taken back with it; empty: by somebody here
    )


class SignIn(Row, table=True):
    """A browser that is signed in. Without its row, its cookie opens nothing."""

    __tablename__ = "sign_in"

    sign_in_id: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.account_id", index=True)
    how: str  # link, passphrase or provider
    browser: str = ""  # as people call it, to tell one from another in a list
    created_at: int = Field(sa_type=BigInteger)
    seen_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)


class AccountInvitation(Row, table=True):
    """A link by which somebody gets a role in a space, once. Only its hash is kept."""

    __tablename__ = "account_invitation"

    token_hash: str = Field(primary_key=True)
    space_id: str = Field(foreign_key="space.space_id", index=True)
    role: str
    email: str  # whom it was sent to; empty: the link was copied
    made_by: str  # account_id
    created_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)
    begun_at: int | None = Field(default=None, sa_type=BigInteger)  # somebody has made an account by it
    used_at: int | None = Field(default=None, sa_type=BigInteger)


class RecoveryCode(Row, table=True):
    """A code that lets in once, in place of what was lost. Only its hash is kept."""

    __tablename__ = "recovery_code"

    account_id: str = Field(primary_key=True, foreign_key="account.account_id")
    code_hash: str = Field(primary_key=True)
    used_at: int | None = Field(default=None, sa_type=BigInteger)


class Identity(Row, table=True):
    """Who an account is to a provider that people sign in with (OpenID Connect)."""

    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    account_id: str = Field(foreign_key="account.account_id", index=True)
    email: str = ""  # as the provider tells it: to be shown, never to find an account by
    gave_operator: bool = False  # the account is an operator's by one of the provider's groups
