"""People with accounts who are signed in, for tests: made directly, as sign-in has tests of its own."""

import httpx2
from sqlmodel import select
from starlette.responses import Response

from app.parts import now
from sessions import accounts, spaces
from sessions.account_tables import Account, Membership
from tests.app.site import Site


async def space(site: Site, name: str) -> str:
    """The id of a new space."""
    return await spaces.make(site.parts.database, name, now())


async def member(site: Site, name: str, **roles: str) -> httpx2.AsyncClient:
    """The browser of somebody with these roles, by space_id. Called twice they are the same person."""
    account_id = name.casefold()
    sign_in_id = f"{account_id}-{now()}"
    async with site.parts.database.transaction() as db:
        if (await db.exec(select(Account).where(Account.account_id == account_id))).first() is None:
            db.add(
                Account(account_id=account_id, name=name, email=f"{account_id}@kommune.dk", created_at=now())
            )
            await db.flush()
        for space_id, role in roles.items():
            db.add(Membership(account_id=account_id, space_id=space_id, role=role, since=now()))
        accounts.begin(db, account_id, sign_in_id=sign_in_id, how="passphrase", now=now())
    return signed_in(site, sign_in_id)


def signed_in(site: Site, sign_in_id: str) -> httpx2.AsyncClient:
    """A browser with the cookie of this sign-in."""
    browser, response = site.browser(), Response()
    site.parts.tickets.give_sign_in(response, sign_in_id)
    name, _, value = response.headers["set-cookie"].partition(";")[0].partition("=")
    browser.cookies.set(name, value)
    return browser
