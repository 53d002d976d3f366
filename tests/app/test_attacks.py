"""Attacks that walk over every operation of the site's own description, each refused for the reason that it must be."""

import ast
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import pytest_asyncio
import websockets
from sqlalchemy import event, text

from app import live
from app.pages.downloads import attachment
from app.tracer import Tracer
from tests.app.site import Ada, Site
from tests.fuzz.attack import operations
from tests.fuzz.wire import Answer, Asked, send
from tests.fuzz.world import Person, World, sign_in, world

ROOT = Path(__file__).parents[2]
attack = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One site for all: an attack that is refused leaves nothing behind."""
    async with world(tmp_path_factory.mktemp("attacked")) as place:
        yield place


def filled(place: World, path: str, **others: str) -> str:
    """An address of this operation, with what a person in Ada's space may know, or with what is given."""
    told = {name: values[0] for name, values in place.known.items()} | {"file": "kortlaegning.json"} | others
    path = path.replace("{name}.{suffix}", "{file}")
    return re.sub(r"\{(\w+)\}", lambda found: told.get(found[1], "unknown"), path)


async def asked(place: World, person: Person, method: str, address: str, *headers: tuple[str, str]) -> Answer:
    """The answer, on a connection of its own."""
    told = [("Host", place.site.address.removeprefix("http://")), *headers]
    request = Asked(method, address.encode(), [(name.encode(), value.encode()) for name, value in told])
    request.headers.append((b"Cookie", person.cookie))
    if method == "POST":
        request.body = b"do=forget&sure=on"
    answer = await send(place.site.port, request)
    assert answer is not None
    return answer


async def stored(site: Site) -> dict[str, list[str]]:
    """Every row of every table, without the notes of when somebody was last seen."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
    async with site.parts.database.reading() as db:
        connection = await db.connection()
        found: dict[str, list[str]] = {}
        for name in (await connection.execute(text(tables))).scalars().all():
            rows = (await connection.execute(text(f'SELECT * FROM "{name}"'))).mappings()  # noqa: S608
            found[name] = sorted(str({**row, "seen_at": None}) for row in rows)
    return found


@attack
async def test_no_form_of_another_site_is_taken_by_any_operation(place: World) -> None:
    before = await stored(place.site)
    for header in (
        ("Origin", "https://evil.example"),
        ("Origin", "null"),
        ("Sec-Fetch-Site", "cross-site"),
        ("Sec-Fetch-Site", "same-site"),
    ):
        for method, path in operations(place.description):
            if method not in ("GET", "HEAD"):
                plain = ("Content-Type", "text/plain")
                answer = await asked(place, place.operator, method, filled(place, path), header, plain)
                assert answer.status == 403, path
                assert answer.body == b"Siden kan kun bruges fra sin egen adresse.", path
    assert await stored(place.site) == before


@attack
async def test_looking_changes_nothing(place: World) -> None:
    """Mail programs open links, and browsers fetch pages ahead."""
    before = await stored(place.site)
    for method, path in operations(place.description):
        if method == "GET" and not path.endswith((".pdf", "{suffix}", "{address}", "/state")):
            for token in set(place.known["token"]) if "{token}" in path else [""]:
                answer = await asked(place, place.operator, method, filled(place, path, token=token))
                assert answer.status < 500, path
    after = await stored(place.site)
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"mapping", "shared_link", "trace"}, (
        "made of the log where it was missing; the day of its last use; the audit log's line on who looked"
    )


@attack
async def test_what_is_another_spaces_is_answered_as_what_does_not_exist(place: World) -> None:
    """Nobody learns from an answer that there is such a workshop or mapping."""
    unknown = "A" * len(place.foreign)
    differ = []
    for person in place.people:
        if person is place.operator:
            continue
        for method, path in operations(place.description):
            if "{session_id}" not in path:
                continue
            foreign, none = [
                _told(
                    await asked(place, person, method, filled(place, path, session_id=id_, other_id=id_)), id_
                )
                for id_ in (place.foreign, unknown)
            ]
            if foreign != none:
                differ.append(f"{person.name} {method} {path}: {foreign[:2]}, {none[:2]}")
    assert differ == []


def _told(answer: Answer, id_: str) -> tuple[int, str, str]:
    """Its status, where it leads, and what it says, without the id that was asked for."""
    leads, said = answer.header("location"), answer.body.decode(errors="replace")
    return answer.status, leads.replace(id_, "…"), said.replace(id_, "…")


@attack
@pytest.mark.parametrize(
    "back",
    ["///evil.example", "/\t/evil.example", "/\n/evil.example", "\\\\evil.example", "javascript:alert(1)"],
)
async def test_a_way_back_leads_to_this_site_whatever_a_browser_makes_of_it(place: World, back: str) -> None:
    here = place.site.address
    browser = place.site.browser(follow_redirects=False)
    answer = await browser.post("/language", data={"lang": "en", "back": back})
    leads = re.sub(r"[\t\r\n]", "", answer.headers["location"]).replace("\\", "/")  # as browsers read it
    assert urlsplit(urljoin(here, leads)).netloc == urlsplit(here).netloc
    assert not urlsplit(leads).scheme


@attack
async def test_a_sign_in_is_a_new_one_whatever_the_browser_brought(place: World) -> None:
    """Nobody can hand out a cookie beforehand and be signed in when another person is."""
    site = place.site
    attacker, victim, copy = site.browser(), site.browser(), site.browser()
    await attacker.post(await site.sign_in_path())
    planted = attacker.cookies["facilitator"]
    link = await site.sign_in_path()
    answer = await victim.post(link, headers={"cookie": f"facilitator={planted}"}, follow_redirects=False)
    assert answer.cookies["facilitator"] != planted
    tickets = site.parts.tickets
    theirs = tickets.sign_in(dict(answer.cookies))
    assert theirs is not None
    assert theirs != tickets.sign_in({"facilitator": planted})
    copy.cookies.set("facilitator", planted)
    assert (await copy.get("/workshops")).status_code == 403, "what the browser brought has ended"
    copy.cookies.set("facilitator", answer.cookies["facilitator"])
    assert (await copy.get("/workshops")).status_code == 200
    await victim.post("/sign-out")
    assert (await copy.get("/workshops")).status_code == 403, "who is signed out is so on the server, too"


@attack
async def test_a_device_that_we_did_not_sign_is_given_another_name(place: World) -> None:
    told = {"name": "Bo", "area": "skole", "was": "no"}
    address = f"/q/{place.known['join_key'][0]}"
    phone = place.site.browser(follow_redirects=False)
    answer = await phone.post(address, data=told, headers={"cookie": "device=planted"})
    device = place.site.parts.tickets.device(dict(answer.cookies))
    assert device not in (None, "planted")


@pytest.mark.parametrize(
    "called",
    ["a\r\nSet-Cookie: x=y", 'a"; filename="b.exe', "../../etc/passwd", "a\x00b\x85c\u2028d", "æ" * 5000, ""],
)
def test_the_name_of_a_file_stays_within_its_header(called: str) -> None:
    told = attachment(called, "pdf")
    shape = r"attachment; filename=\"[A-Za-z0-9 ._-]*\.pdf\"; filename\*=UTF-8''[A-Za-z0-9._~%-]+"
    assert re.fullmatch(shape, told), told
    assert "/" not in told
    assert len(told) < 1600


def test_a_line_of_the_log_stays_a_line() -> None:
    """Whoever can bring a text into the log cannot write a line of their own there."""
    program = r"""
import logging, structlog
from app import logs
from app.settings import Settings
logs.set_up(Settings())
bad = 'a\n{"event": "signed in"}\r\x1b[2J\x9b2J\x85\u2028\u202eb'
structlog.get_logger('app.x').warning('odd', path=bad)
logging.getLogger('uvicorn.error').error('%s', bad)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    written = done.stderr.decode()
    assert [line for line in written.splitlines() if json.loads(line)["event"] == "signed in"] == []
    assert len(written.splitlines()) == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", written)


@attack
@pytest.mark.parametrize(
    "name", ["..%2f..%2fsecret.json", "%2e%2e/secret.json", "....//secret.json", "/etc/passwd.txt"]
)
async def test_a_download_is_one_of_the_files_that_there_are(place: World, name: str) -> None:
    for home in (f"/mappings/{place.known['session_id'][0]}/1", f"/shared/{place.known['token'][0]}"):
        assert (await asked(place, place.operator, "GET", f"{home}/{name}")).status == 404


def test_no_module_opens_addresses_but_that_of_the_sign_in_provider() -> None:
    """What nobody can ask for, nobody can forge: no text that a person wrote leads the server anywhere."""
    clients = {"httpx2", "httpx", "requests", "aiohttp", "urllib.request", "http.client", "ftplib", "smtplib"}
    # The configured issuer; the configured post office; simulated phones (`rehearse`), which are no part of the server.
    allowed = ("app/oidc/", "app/mail", "app/browsing.py")
    for folder in ("app", "board", "sessions", "exports"):
        for file in (ROOT / folder).rglob("*.py"):
            told = file.relative_to(ROOT).as_posix()
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert not clients & set(names) or told.startswith(allowed), f"{told} imports {names}"


@attack
async def test_what_opens_nothing_costs_the_same_whether_it_ever_did(
    place: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same questions to the database, so that time tells nothing."""
    monkeypatch.setattr(Tracer, "offer", lambda *_: None)  # it writes later, and nobody waits for it
    await place.site.parts.tracer.flush()
    ada = Ada(place.site)
    await ada.signs_in()
    await ada.plans()
    await ada.browser.post(f"/workshops/{ada.session_id}/archive")
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    async def questions(address: str) -> list[str]:
        statements.clear()
        await place.site.browser().get(address)
        return list(statements)

    engine = place.site.parts.database._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for known, unknown in ((f"/j/{ada.code}", "/j/CFHJKM"), (ada.projector, "/wall/" + "x" * 32)):
            assert await questions(known) == await questions(unknown) != [], known
    finally:
        event.remove(engine, "before_cursor_execute", note)


@attack
async def test_a_console_is_closed_at_once_for_whom_it_is_no_more(
    place: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A role that is lowered, a membership that ends, an account that ends: while the socket is open."""
    monkeypatch.setattr(live, "LOOKS_AGAIN", 0.01)
    path = f"/live/1/{place.known['session_id'][0]}/facilitator"
    browser = place.site.browser()
    for change, closing in (
        ("UPDATE membership SET role = 'reader' WHERE account_id = 'ada'", (4403, "no_entry")),
        ("DELETE FROM membership WHERE account_id = 'ada'", (4404, "no_session")),
        ("UPDATE account SET ended_at = 1 WHERE account_id = 'ada'", (4401, "no_ticket")),
    ):
        await sign_in(place.site, browser, "ada")
        async with place.site.line(path, browser) as line:
            await line.hear()
            await _execute(place.site, change)
            assert await line.closed() == closing
        # As it was: others were let in by Ada, and are only for as long as she leads here.
        await _execute(place.site, "UPDATE account SET ended_at = NULL WHERE account_id = 'ada'")
        await _execute(place.site, "DELETE FROM membership WHERE account_id = 'ada'")
        await _execute(
            place.site,
            "INSERT INTO membership (account_id, space_id, role, since) VALUES ('ada', 'adas', 'facilitator', 1)",
        )


@attack
async def test_a_console_opens_for_those_who_run_the_day_and_says_to_the_others_why_not(place: World) -> None:
    """A socket that another site's page opens is refused before it is one: test_bad_input.py."""
    opens, nothing = (0, ""), (4404, "no_session")
    no_entry, no_ticket = (4403, "no_entry"), (4401, "no_ticket")
    own, foreign = place.known["session_id"][0], place.foreign
    told: dict[str, dict[str, tuple[int | None, str | None]]] = {own: {}, foreign: {}}
    for session_id, closings in told.items():
        for person in place.people:
            async with place.site.line(f"/live/1/{session_id}/facilitator", person.browser) as line:
                try:
                    await line.hear()
                    closings[person.name] = opens
                except websockets.ConnectionClosed:
                    closings[person.name] = line.socket.close_code, line.socket.close_reason
    assert told[own] == {
        "nobody": no_ticket,
        "participant": no_entry,
        "co-facilitator": opens,
        "operator": opens,
        "administrator": opens,
        "facilitator": opens,
        "consultant": no_entry,  # the board is open: they tidy up what is frozen
        "reader": no_entry,
    }
    assert told[foreign] == {
        **dict.fromkeys(("nobody", "participant", "co-facilitator"), no_ticket),
        "operator": opens,
        **dict.fromkeys(("administrator", "facilitator", "consultant", "reader"), nothing),
    }


async def _execute(site: Site, statement: str) -> None:
    async with site.parts.database.transaction() as db:
        await (await db.connection()).execute(text(statement))
