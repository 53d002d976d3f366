"""Cookies, origins, headers, and who may open what."""

import asyncio
import sys
from pathlib import Path

import pytest
import websockets
from starlette.responses import Response

from app.buckets import Bucket
from app.security import POLICY, Busy, CodeGate, Tickets
from tests.app.site import Ada, Site, one, running


def set_cookies(response: Response) -> dict[str, str]:
    headers = [value.decode() for name, value in response.raw_headers if name == b"set-cookie"]
    return {header.partition("=")[0]: header.partition("=")[2] for header in headers}


def values(response: Response) -> dict[str, str]:
    return {name: cookie.partition(";")[0].strip('"') for name, cookie in set_cookies(response).items()}


TICKETS = Tickets(["a secret of a proper length, for tests"])


def test_cookies_are_out_of_reach_for_scripts_and_other_sites() -> None:
    response = Response()
    TICKETS.give_sign_in(response, "ada")
    TICKETS.give_participant(response, "session", "ben", "phone")
    assert set_cookies(response).keys() == {"facilitator", "ticket-session", "device"}
    for cookie in set_cookies(response).values():
        attributes = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "samesite=lax", "path=/"} <= attributes


def test_a_ticket_is_for_one_kind_and_one_session() -> None:
    response = Response()
    TICKETS.give_sign_in(response, "ada")
    TICKETS.give_participant(response, "one", "ben", "phone")
    given = values(response)
    assert TICKETS.sign_in(given) == "ada"
    assert TICKETS.participant(given, "one") == "ben"
    assert TICKETS.device(given) == "phone"
    assert TICKETS.participant({"ticket-two": given["ticket-one"]}, "two") is None
    assert TICKETS.sign_in({"facilitator": given["ticket-one"]}) is None
    assert TICKETS.sign_in({"facilitator": given["device"]}) is None
    assert TICKETS.device({"device": given["facilitator"]}) is None


@pytest.mark.parametrize("spoil", ["", "x", "ImFkYSI.x.y", None])
def test_what_was_not_signed_by_us_is_nothing(spoil: str | None) -> None:
    response = Response()
    Tickets(["another secret of a proper length, now"]).give_sign_in(response, "ada")
    forged = values(response)["facilitator"] if spoil is None else spoil
    assert TICKETS.sign_in({"facilitator": forged}) is None


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/nowhere", 404),
        ("GET", "/workshops", 403),
        ("GET", "/healthz", 200),
        ("GET", "/static/nothing.js", 404),
        ("PUT", "/", 405),
        ("POST", "/join", 403),
    ],
)
async def test_every_answer_has_the_security_headers(site: Site, method: str, path: str, status: int) -> None:
    headers = {"origin": "https://evil.example"} if method == "POST" else {}
    answer = await site.browser().request(method, path, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"


async def test_the_answer_to_an_unexpected_fault_has_them_too(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("secret text")

    templates = ada.site.parts.templates
    render = templates.render
    monkeypatch.setattr(
        type(templates),
        "render",
        lambda self, name, *rest: (broken if name == "front.html" else render)(name, *rest),
    )
    answer = await ada.browser.get("/")
    assert answer.status_code == 500
    assert "Noget gik galt hos os" in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY


async def test_no_page_has_anything_inline(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    pages = [
        await ada.browser.get(path)
        for path in (
            "/",
            "/workshops",
            "/workshops/new",
            "/mappings",
            f"/console/{ada.session_id}",
            ada.projector,
        )
    ]
    for page in [*pages, await ben.get(f"/phone/{ada.session_id}"), await ben.get(f"{ada.join_path}?change")]:
        assert page.status_code == 200
        assert "style=" not in page.text
        assert "<style" not in page.text
        assert " on" not in "".join(part.partition(">")[0] for part in page.text.split("<input")[1:])
        scripts = [part.partition(">")[0] for part in page.text.split("<script")[1:]]
        assert all('src="/static/' in script or 'type="application/json"' in script for script in scripts)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),  # no browser's page: nobody's cookies are abused
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "OURS"}, True),
        ({"origin": "OURS", "sec-fetch-site": "cross-site"}, True),  # the origin is the stronger witness
    ],
)
async def test_forms_are_taken_from_our_own_pages_only(
    ada: Ada, headers: dict[str, str], allowed: bool
) -> None:
    headers = {name: value.replace("OURS", ada.site.address) for name, value in headers.items()}
    before = len((await ada.browser.get("/workshops")).text)
    made = await ada.browser.post("/demo", data={"stage": "welcome"}, headers=headers)
    assert (made.status_code == 200) is allowed
    assert (len((await ada.browser.get("/workshops")).text) > before) is allowed


async def test_with_a_public_address_only_that_is_our_own(tmp_path: Path) -> None:
    async with running(tmp_path, address="https://trappen.example") as site:
        for origin, status in (
            ("https://trappen.example", 303),
            (site.address, 403),
            ("http://trappen.example", 403),
        ):
            answer = await site.browser(follow_redirects=False).post(
                "/language", data={"lang": "en"}, headers={"origin": origin}
            )
            assert answer.status_code == status


async def test_a_participant_opens_nothing_of_the_facilitators(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    for path in (
        f"/console/{ada.session_id}",
        f"/people/{ada.session_id}",
        f"/candidates/{ada.session_id}",
        "/workshops",
        "/workshops/new",
        "/mappings",
    ):
        answer = await ben.get(path)
        assert answer.status_code == 403
        assert "Du er ikke logget ind" in answer.text
        assert ada.projector not in answer.text
    for path in ("/workshops/new", "/demo"):
        assert (await ben.post(path, data={"title": "x"})).status_code == 403


async def test_a_participants_page_holds_neither_the_projectors_key_nor_anybodys_name(ada: Ada) -> None:
    await ada.joins("Beth Hemmelig")
    ben = await ada.joins("Ben")
    page = await ben.get(f"/phone/{ada.session_id}")
    assert ada.projector.rsplit("/", 1)[1] not in page.text
    assert "Hemmelig" not in page.text


async def test_a_link_signs_in_once_and_is_not_spent_by_looking(site: Site) -> None:
    path = await site.sign_in_path()
    first, second = site.browser(), site.browser()
    for _ in range(3):
        assert (await first.get(path)).status_code == 200
    assert (await first.post(path)).url.path == "/workshops"
    again = await second.post(path)
    assert again.status_code == 410
    assert "virker ikke længere" in again.text
    assert (await second.get("/workshops")).status_code == 403
    assert (await site.browser().post("/sign-in/guessed")).status_code == 410


async def test_signing_out_signs_out(ada: Ada) -> None:
    await ada.browser.post("/sign-out")
    assert (await ada.browser.get("/workshops")).status_code == 403


async def test_a_form_that_is_far_too_large_is_not_read(ada: Ada) -> None:
    answer = await ada.browser.post("/workshops/new", data={"title": "x" * 1_000_000})
    assert answer.status_code == 413


async def test_while_nobody_guesses_no_code_waits() -> None:
    gate = CodeGate(lambda: 0.0)
    for _ in range(1000):
        await asyncio.wait_for(gate.enter(), 0.1)


async def test_guessing_codes_is_slow_and_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(CodeGate, "LOOKS_PER_SECOND", 20.0)
    gate = CodeGate(lambda: now)
    for _ in range(CodeGate.WRONG_PER_MINUTE):
        await gate.enter()
        gate.was_wrong()
    started = asyncio.get_running_loop().time()
    tries = await asyncio.gather(*(gate.enter() for _ in range(CodeGate.LINE + 5)), return_exceptions=True)
    assert sum(isinstance(one, Busy) for one in tries) == 5
    assert asyncio.get_running_loop().time() - started >= CodeGate.LINE / 20 * 0.9
    now = 120.0
    entering = asyncio.create_task(gate.enter())
    await asyncio.sleep(0)
    assert entering.done(), "it waits although nobody guesses any more"


async def test_a_qr_code_works_while_others_guess(ada: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bucket, "is_empty", True)  # as many wrong codes as may be, just now
    monkeypatch.setattr(ada.site.parts.gate, "_line", 0)
    phone = ada.site.browser()
    assert (await phone.get(ada.join_path)).status_code == 200
    turned_away = await phone.get(f"/j/{ada.code}")
    assert turned_away.status_code == 429
    assert "QR-koden" in turned_away.text


@pytest.mark.parametrize("origin", ["http://[", "http://", "http://a]b", "://", "file:///x", ""])
async def test_an_origin_that_is_no_address_is_another_site(ada: Ada, origin: str) -> None:
    answer = await ada.browser.post("/language", data={"lang": "en"}, headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.headers["content-security-policy"] == POLICY
    with pytest.raises(websockets.InvalidStatus) as refused:
        async with ada.site.line(ada.live, ada.browser, origin=origin):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("name", ["%00", "a%00.js", "x" * 300, "x/" * 2000 + "x", "..%2f..%2fREADME.md"])
async def test_a_file_name_that_no_file_can_have_is_not_found(site: Site, name: str) -> None:
    assert (await site.browser().get(f"/static/{name}")).status_code == 404


async def test_who_found_the_code_and_who_has_been_in_need_not_wait_for_those_who_guess(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Ada(ada.site)
    other.browser = ada.browser
    await other.plans(title="En anden dag")
    ben = await ada.joins("Ben")
    cleo = ada.site.browser()
    form = await cleo.get(f"/j/{ada.code}")
    gate = ada.site.parts.gate
    for _ in range(CodeGate.WRONG_PER_MINUTE):
        gate.was_wrong()
    monkeypatch.setattr(gate, "_line", 0)
    sent = await cleo.post(
        one(r'<form class="stack" method="post" action="(.*?)"', form.text), data={"area": "ppr"}
    )
    assert sent.url.path == f"/phone/{ada.session_id}"
    for phone in (ben, cleo):
        assert (await phone.get(f"/j/{ada.code}")).url.path == f"/phone/{ada.session_id}"
        assert (await phone.get(f"/j/{ada.code}?change=1")).status_code == 200
        assert (await phone.get(f"/j/{other.code}")).status_code == 429  # there it might be guessing
    assert (await ada.site.browser().get(f"/j/{ada.code}")).status_code == 429


async def test_the_log_tells_neither_keys_nor_texts_whatever_its_level(tmp_path: Path) -> None:
    """The libraries would: aiosqlite every row, websockets every message."""
    program = f"""
import asyncio
from pathlib import Path
from app import logs
from app.settings import Settings
from tests.app.site import Ada, card, running

async def day():
    folder = Path({str(tmp_path)!r})
    logs.set_up(Settings(data=folder, log_level="debug"))
    async with running(folder) as site:
        ada = Ada(site)
        await ada.signs_in()
        await ada.plans(title="Hemmelig dag")
        await ada.opens("writing")
        ben = await ada.joins("Hemmelige Ben")
        async with site.line(ada.phones_live, ben) as line:
            assert (await line.ask("add_card", **card("k1", "Hemmelig klub")))["type"] == "accepted"
        print(ada.projector.rsplit("/", 1)[1], ada.join_path.rsplit("/", 1)[1], ada.code)

asyncio.run(day())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, log = (stream.decode() for stream in await process.communicate())
    assert process.returncode == 0, log
    assert '"joined"' in log
    for secret in ("Hemmelig", *out.split()):
        assert secret not in log
