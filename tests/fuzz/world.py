"""Two workshops on one site: who attacks has to do with the one alone, and must learn nothing of the other."""

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI
from starlette.responses import Response

from app.parts import now
from app.security import new_id
from exports import compared
from exports.formats import FILES
from sessions import accounts
from sessions.access import ROLES
from sessions.account_tables import Account, Membership, Space
from tests.app.site import Ada, Site, card, cookies, one, running

# What is typed or chosen where a form has nothing yet.
TYPED: dict[str, str | bytes] = {
    "text": "Noget nyt",
    "textarea": "Noget nyt",
    "search": "dag",
    "date": "2027-01-12",
    "number": "3",
    "file": b"Navn;Fagomr\xc3\xa5de\nHeadspace;Skole\n",
}
CANARY = "Kanariefugl"  # stands in every text of the workshop that nobody here has to do with


@dataclass(slots=True)
class Person:
    """Somebody with a browser, and what no answer to them may hold."""

    name: str
    browser: httpx2.AsyncClient
    secrets: frozenset[str]
    account_id: str = ""

    @property
    def cookie(self) -> bytes:
        return cookies(self.browser).encode()


@dataclass(slots=True)
class World:
    """The site, who attacks it, and the ids and keys that an attacker may know."""

    site: Site
    people: list[Person]
    known: dict[str, list[str]] = field(default_factory=dict)  # by the name of a path's parameter
    foreign: str = ""  # the id of the other workshop
    foreign_key: str = ""  # of its projector, which nobody here has been given

    @property
    def operator(self) -> Person:
        """Who may everything."""
        return next(person for person in self.people if person.name == "operator")

    @property
    def description(self) -> dict[str, Any]:
        """The site's own description, which it does not publish."""
        app: FastAPI = self.site.server.config.app  # type: ignore[assignment]
        return app.openapi()


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """Ada's space, in which everybody attacks in their own role; and Cleo's, of which they know the workshop's id."""
    async with running(folder) as site:
        ada, cleo = Ada(site), Ada(site)
        await _founded(site)
        ada.browser, cleo.browser = await _signed_in(site, "ada"), await _signed_in(site, "cleo")
        await _happens(ada, "Adas første dag", "Headspace", "Bo")
        before = ada.session_id
        await _happens(ada, "Adas dag", "Lektiecafé", "Beth Navngiven")
        secrets = await _happens(cleo, f"{CANARY}s dag", f"{CANARY}ens klub", f"{CANARY} Hansen")
        secrets |= {CANARY, cleo.code, cleo.projector.rsplit("/", 1)[1], cleo.join_path.rsplit("/", 1)[1]}
        shared, invited = await _links(ada)
        secrets |= set(await _links(cleo))
        hanne = site.browser()
        await hanne.post(f"/help/{invited}", data={"name": "Hanne"})
        operator = Ada(site)
        await operator.signs_in()
        site.parts.gate._pause = 0.0  # wrong codes come by the hundred here, and are to be looked at
        unnamed = frozenset(secrets)
        named = unnamed | {"Navngiven"}
        people = [
            Person("nobody", site.browser(), named),
            Person("participant", await ada.joins("Ben"), named),
            Person("co-facilitator", hanne, unnamed),
            Person("operator", operator.browser, frozenset()),
        ]
        for role in ROLES:
            told = named if role == "reader" else unnamed
            people.append(Person(role, await _signed_in(site, role), told, account_id=role))
        yield World(
            site,
            people,
            {
                "session_id": [ada.session_id, ada.session_id, ada.session_id, before, cleo.session_id],
                "other_id": [before, before, ada.session_id, cleo.session_id],
                "version": ["1", "1", "1", "2"],
                "other": ["1", "1", "1", "2"],
                "token": [shared, shared, invited, (await site.sign_in_path()).rsplit("/", 1)[1]],
                "code": [ada.code],
                "join_key": [ada.join_path.rsplit("/", 1)[1]],
                "projector_key": [ada.projector.rsplit("/", 1)[1]],
                "file": [*(file.address for file in FILES), "trappe.svg", "trappe.svg", "overblik.pdf"],
                "address": [file.address for file in compared.FILES],
            },
            foreign=cleo.session_id,
            foreign_key=cleo.projector.rsplit("/", 1)[1],
        )


async def _founded(site: Site) -> None:
    """Two spaces, the first with one person of each role beside Ada."""
    moment = now()
    members = [("ada", "adas", "facilitator"), ("cleo", "cleos", "facilitator")]
    members += [(role, "adas", role) for role in ROLES]
    async with site.parts.database.transaction() as db:
        db.add(Space(space_id="adas", name="Adas Kommune", created_at=moment))
        db.add(Space(space_id="cleos", name=f"{CANARY} Kommune", created_at=moment))
        for account_id, _, _ in members:
            told = CANARY if account_id == "cleo" else account_id
            db.add(Account(account_id=account_id, email=f"{told}@x.dk", name=told, created_at=moment))
        await db.flush()
        for account_id, space_id, role in members:
            db.add(Membership(account_id=account_id, space_id=space_id, role=role, since=moment))


async def _signed_in(site: Site, account_id: str) -> httpx2.AsyncClient:
    browser = site.browser()
    await sign_in(site, browser, account_id)
    return browser


async def sign_in(site: Site, browser: httpx2.AsyncClient, account_id: str) -> None:
    """The account is signed in in this browser, as if it had come by a door of its own."""
    sign_in_id, given = new_id(), Response()
    async with site.parts.database.transaction() as db:
        accounts.begin(db, account_id, sign_in_id=sign_in_id, how="passphrase", now=now())
    site.parts.tickets.give_sign_in(given, sign_in_id)
    name, _, cookie = given.headers["set-cookie"].partition(";")[0].partition("=")
    browser.cookies.set(name, cookie.strip('"'), domain="127.0.0.1")


async def _happens(ada: Ada, title: str, offer: str, name: str) -> set[str]:
    """A day with a card and a person, frozen and open again. The ids that it left."""
    await ada.plans(title=title, names_in_mapping="on", purpose=f"{title}: formål")
    beth = await ada.joins(name)
    await ada.opens("writing")
    async with ada.site.line(ada.phones_live, beth) as line:
        await line.ask("add_card", **card("k1", offer))
    async with ada.console() as console:
        gap = {"finding_id": "f1", "form": "gap", "text": f"{offer}: hul"}
        for command, fields in (("note_finding", gap), ("freeze", {}), ("reopen", {})):
            assert (await console.ask(command, **fields))["type"] == "accepted"
    room = await ada.site.parts.hub.room(ada.session_id)
    return set(room.board.people)


async def _links(ada: Ada) -> tuple[str, str]:
    """A reader's key and a co-facilitator's."""
    told = {"name": "Intranettet", "lasts": "30", "file": ["overblik.pdf", "trappe.svg"]}
    made = await ada.browser.post(f"/mappings/{ada.session_id}/1/links", data=told)
    asked = await ada.browser.post(f"/sessions/{ada.session_id}/co-facilitator", data={"do": "invite"})
    return one(r"/shared/([A-Za-z0-9_-]+)", made.text), one(r"/help/([A-Za-z0-9_-]+)", asked.text)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page: what a browser would send, and what may be chosen instead."""

    method: str
    action: str
    fields: tuple[tuple[str, tuple[str | bytes, ...]], ...]

    @property
    def alike(self) -> tuple[str, ...]:
        """What the same form of another page has in common with it."""
        return (
            self.method,
            "" if self.action == "/language" else self.action,
            *(name for name, _ in self.fields),
        )


def forms(page: str, here: str) -> list[Form]:
    """The forms of a page."""
    found = []
    for attributes, inner in re.findall(r"<form\b([^>]*)>(.*?)</form>", page, re.DOTALL):
        told = _attributes(attributes)
        method, action = told.get("method", "get").upper(), told.get("action") or here
        found.append(Form(method, action, tuple(_fields(inner).items())))
    return found


def _fields(inner: str) -> dict[str, tuple[str | bytes, ...]]:
    fields: dict[str, tuple[str | bytes, ...]] = {}
    for tag, attributes in re.findall(r"<(input|button|textarea)\b([^>]*)>", inner):
        told = _attributes(attributes)
        if name := told.get("name"):
            kind = told.get("type", "text") if tag == "input" else tag
            fields[name] = (*fields.get(name, ()), TYPED.get(kind, told.get("value", "")))
    for attributes, options in re.findall(r"<select\b([^>]*)>(.*?)</select>", inner, re.DOTALL):
        values = tuple(_attributes(one).get("value", "") for one in re.findall(r"<option\b([^>]*)>", options))
        fields[_attributes(attributes).get("name", "")] = values or ("",)
    return fields


def _attributes(text: str) -> dict[str, str]:
    found = re.findall(r'([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s">]+))', text)
    return {name: html.unescape(quoted or bare) for name, quoted, bare in found}
