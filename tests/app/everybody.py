"""Everybody who may ask: two spaces with workshops, and somebody of each kind with a browser. Requests go straight to
the application, so that thousands of them are asked in seconds.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from sqlmodel import col, delete
from starlette.responses import Response

from app.parts import now
from board.commands import ImportCards
from board.people import Actor
from sessions import accounts
from sessions.account_tables import Account, Membership, SignIn, Space
from sessions.tables import Session
from tests.app.site import Ada, Site, card, cookies, one, running
from tests.app.test_library import freezes, kept

OURS, THEIRS = "holbaek", "roskilde"
CANARY = "Kanariefugl"  # stands in what our space has written, and nobody of another one may read it
NAME = "Beth Navngiven"  # took part in our workshop
UNKNOWN = "A" * 22  # an id that nothing has
SHARED = "overblik.pdf"  # the one file that the link opens

# Somebody with an account: what they are in which space.
MEMBERS = {
    "reader": (OURS, "reader"),
    "consultant": (OURS, "consultant"),
    "facilitator": (OURS, "facilitator"),
    "owner": (OURS, "facilitator"),
    "administrator": (OURS, "administrator"),
    "owner_demoted": (OURS, "consultant"),
    "administrator_elsewhere": (THEIRS, "administrator"),
    "role_gone": (OURS, "administrator"),
    "signed_out": (OURS, "administrator"),
    "ended": (OURS, "administrator"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode(errors="replace")

    def but_for(self, told: str) -> tuple[int, bytes, str]:
        """What it says to somebody who did not see what it was asked with."""
        to = self.headers.get("location", "").replace(told.rpartition("/")[2], "")
        return self.status, self.body.replace(told.encode(), b""), to


@dataclass(slots=True)
class Everybody:
    """The site, a cookie for each kind of person, and what stands for the parameters of addresses.

    `values` name a frozen workshop of ours and what belongs to it, `spare` another one, for what changes a workshop,
    and `theirs` one of the other space.
    """

    site: Site
    ada: Ada
    cookies: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)
    spare: str = ""
    live: str = ""
    theirs: str = ""
    _watching: sqlite3.Connection | None = None

    async def asks(self, who: str, method: str, path: str, form: dict[str, Any] | bytes = b"") -> Answer:
        """What the application answers to this person. A `form` in bytes is sent as JSON."""
        body = form if isinstance(form, bytes) else urlencode(form, doseq=True).encode()
        kind = "application/json" if isinstance(form, bytes) else "application/x-www-form-urlencoded"
        address, _, query = path.partition("?")
        headers = {
            "host": f"127.0.0.1:{self.site.port}",
            "cookie": self.cookies[who],
            "content-type": kind,
            "content-length": str(len(body)),
        }
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": address,
            "raw_path": address.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", self.site.port),
        }
        came: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            came.append(message)

        app: Any = self.site.server.config.app
        await app(scope, receive, send)
        told = {name.decode(): value.decode() for name, value in came[0]["headers"]}
        return Answer(came[0]["status"], told, b"".join(part.get("body", b"") for part in came[1:]))

    def path(self, pattern: str, **other: str) -> str:
        """The address, with everything in it named; `other` in place of what is ours."""
        return pattern.format(**{**self.values, **other})

    def changes(self) -> int:
        """Another number whenever anybody has written to the database since."""
        if self._watching is None:
            assert self.site.parts.database.path is not None
            self._watching = sqlite3.connect(self.site.parts.database.path)
        return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        if self._watching is not None:
            self._watching.close()


@asynccontextmanager
async def everybody(folder: Path) -> AsyncIterator[Everybody]:
    """A day in our space, frozen, and what came of it; the same in the other one."""
    async with running(folder) as site:
        ada = Ada(site)
        await ada.signs_in()
        them = Everybody(site, ada)
        them.theirs = await _day(ada, "Deres dag", "Deres klub")
        them.cookies["helper_elsewhere"] = await _helps(ada)
        them.cookies["participant_elsewhere"] = cookies(await ada.joins("Bo"))
        them.spare = await _day(ada, f"{CANARY}s anden dag", f"{CANARY}ens anden klub")
        await ada.plans(title=f"{CANARY}s åbne dag")
        them.live = ada.session_id
        before = await _day(ada, f"{CANARY}s første dag", f"{CANARY}ens første klub")
        session_id = await _day(ada, f"{CANARY}s dag", f"{CANARY}ens klub", people=them.cookies)
        them.cookies |= {"helper": await _helps(ada), "operator": cookies(ada.browser)}
        shared = await _shared(ada)
        them.cookies |= {"nobody": "", "by_link": await _reads(site, shared)}
        await _accounts(them, (session_id, before, them.spare, them.live))
        them.values = {
            "space_id": OURS,
            "session_id": session_id,
            "version": "1",
            "other_id": before,
            "other": "1",
            "address": "sammenligning.json",
            "name": "overblik",
            "suffix": "pdf",
            "import_id": "imported",
            "link_id": "B" * 64,
            "invitation_id": "B" * 64,
            "account_id": "reader",
            "template_id": "unknown",
            "token": shared,
            "code": ada.code,
            "join_key": ada.join_path.rsplit("/", 1)[1],
            "projector_key": ada.projector.rsplit("/", 1)[1],
        }
        try:
            yield them
        finally:
            them.close()


async def _day(ada: Ada, title: str, offer: str, people: dict[str, str] | None = None) -> str:
    """A workshop with a card of its own and a known one, frozen as version 1. Whoever took part is put in `people`."""
    await ada.plans(title=title, names_in_mapping="on")
    room, gone = await ada.site.parts.hub.room(ada.session_id), ""
    if people is not None:
        people["participant"] = cookies(await ada.joins(NAME))
        people["removed"] = cookies(await ada.joins("Bent Bortvist"))
        found = (await ada.browser.get(f"/people/{ada.session_id}")).json()
        gone = next(one["person_id"] for one in found if one["name"] == "Bent Bortvist")
    async with ada.console() as console:
        if gone:
            await console.ask("remove_person", person_id=gone, removed=True)
        await console.ask("add_card", **card("k1", offer))
        agreed = {"upkeep": {"next_date": "2999-01-01"}}
        told = await console.ask("change_setup", changes=agreed, seen={"upkeep": {"next_date": ""}})
        assert told["type"] == "accepted", told
    known = ImportCards.model_validate({"id": "imported", "source": "Listen", "offers": [card("k2", offer)]})
    await room.submit(Actor("facilitator", "operator"), known)
    await freezes(ada)
    await kept(ada, 1)
    return ada.session_id


async def _helps(ada: Ada) -> str:
    """The cookie of a co-facilitator who came by the link."""
    asked = await ada.browser.post(f"/sessions/{ada.session_id}/co-facilitator", data={"do": "invite"})
    helper = ada.site.browser(follow_redirects=False)
    await helper.post(f"/help/{one(r'/help/([A-Za-z0-9_-]+)', asked.text)}", data={"name": "Hanne"})
    return cookies(helper)


async def _shared(ada: Ada) -> str:
    told = {"name": "Intranettet", "lasts": "30", "file": [SHARED]}
    made = await ada.browser.post(f"/mappings/{ada.session_id}/1/links", data=told)
    return one(r"/shared/([A-Za-z0-9_-]+)", made.text)


async def _reads(site: Site, token: str) -> str:
    browser = site.browser()
    assert (await browser.get(f"/shared/{token}")).status_code == 200
    return cookies(browser)


async def _accounts(them: Everybody, ours: tuple[str, ...]) -> None:
    """The spaces, and who is what in them: some of them until a moment ago."""
    moment = now()
    async with them.site.parts.database.transaction() as db:
        db.add_all(Space(space_id=one, name=one.title(), created_at=moment) for one in (OURS, THEIRS))
        db.add_all(Account(account_id=who, email=f"{who}@x.dk", created_at=moment) for who in MEMBERS)
        await db.flush()
        for who, (space_id, role) in MEMBERS.items():
            db.add(Membership(account_id=who, space_id=space_id, role=role, since=moment))
            accounts.begin(db, who, sign_in_id=f"s-{who}", how="passphrase", now=moment)
        for session_id in (*ours, them.theirs):
            session = await db.get_one(Session, session_id)
            session.space_id = THEIRS if session_id == them.theirs else OURS
            session.owner_id = "owner_demoted" if session_id == them.live else "owner"
    for who in MEMBERS:
        response = Response()
        them.site.parts.tickets.give_sign_in(response, f"s-{who}")
        them.cookies[who] = response.headers["set-cookie"].partition(";")[0]
    await _a_moment_ago(them)


async def _a_moment_ago(them: Everybody) -> None:
    """One was signed out, one account was ended, and one role was taken away."""
    async with them.site.parts.database.transaction() as db:
        await db.exec(delete(SignIn).where(col(SignIn.account_id) == "signed_out"))
        await db.exec(delete(Membership).where(col(Membership.account_id) == "role_gone"))
        (await db.get_one(Account, "ended")).ended_at = now()
