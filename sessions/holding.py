"""All that is held about somebody with an account (databeskyttelsesforordningen, article 15), and about nobody else."""

import json
from typing import Any

from sqlmodel import SQLModel, col, func, select

from sessions.account_tables import (
    Account,
    AccountInvitation,
    Identity,
    Membership,
    RecoveryCode,
    SignIn,
    Space,
)
from sessions.database import Database
from sessions.tables import Entry, Session, SignInLink, Trace

MOST_LINES = 50_000  # of the audit log; the newest ones

# What is left out opens something, or is what was typed in secret.
_TOLD: dict[type[SQLModel], set[str]] = {
    Identity: {"issuer", "subject", "email"},
    SignIn: {"how", "browser", "created_at", "seen_at", "expires_at"},
    SignInLink: {"created_at", "expires_at", "used_at"},
    RecoveryCode: {"used_at"},
    Session: {"session_id", "space_id", "date", "created_at", "archived_at"},
}


async def held(database: Database, account_id: str) -> dict[str, Any]:
    """As JSON has it; times in ms since 1970, UTC. Not what others have typed of them: an invitation to their address
    belongs to whoever has the link."""
    async with database.reading() as db:

        async def rows(table: type[SQLModel], of: Any) -> list[dict[str, Any]]:
            found = (await db.exec(select(table).where(of == account_id))).all()
            return [one.model_dump(include=_TOLD[table]) for one in found]

        account = await db.get_one(Account, account_id)
        has = {"passphrase": bool(account.passphrase_hash), "second_step": bool(account.totp_secret)}
        roles = select(Membership, Space.name).join(Space, col(Space.space_id) == col(Membership.space_id))
        memberships = (await db.exec(roles.where(col(Membership.account_id) == account_id))).all()
        invited = (
            await db.exec(select(AccountInvitation).where(col(AccountInvitation.made_by) == account_id))
        ).all()
        acts = (
            select(Entry.session_id, func.count(), func.min(Entry.at), func.max(Entry.at))
            .where(col(Entry.actor_id) == account_id)
            .group_by(col(Entry.session_id))
        )
        led = (await db.exec(acts)).all()
        named = col(Trace.detail).contains(f'"whom":"{account_id}"', autoescape=True)
        about = select(Trace).where((col(Trace.account_id) == account_id) | named)
        lines = (await db.exec(about.order_by(col(Trace.at).desc()).limit(MOST_LINES))).all()
        return {
            "account": account.model_dump(
                include={"account_id", "name", "email", "is_operator", "created_at"}
            )
            | {"has": has},
            "roles": [
                one.model_dump(include={"space_id", "role", "since", "given_by"}) | {"space": name}
                for one, name in memberships
            ],
            "identities": await rows(Identity, col(Identity.account_id)),
            "sign_ins": await rows(SignIn, col(SignIn.account_id)),
            "sign_in_links": await rows(SignInLink, col(SignInLink.account_id)),
            "codes_on_paper": await rows(RecoveryCode, col(RecoveryCode.account_id)),
            "invitations_made": [
                one.model_dump(include={"space_id", "role", "created_at", "expires_at", "used_at"})
                for one in invited
            ],
            "workshops_owned": await rows(Session, col(Session.owner_id)),
            "workshops_led": [
                {"session_id": session_id, "changes": changes, "first_at": first, "last_at": last}
                for session_id, changes, first, last in led
            ],
            "log": [_line(one, account_id) for one in lines],
        }


def _line(line: Trace, account_id: str) -> dict[str, Any]:
    detail = json.loads(line.detail)
    if detail.get("whom") not in (None, account_id):
        detail["whom"] = "another"
    by = "you" if line.account_id == account_id else "another" if line.account_id else line.kind
    told = line.model_dump(include={"at", "what", "space_id", "session_id"})
    return told | {"by": by, "detail": detail}
