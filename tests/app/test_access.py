"""The access table: every route, every download and every live command, asked by every kind of person.

A route, a file or a command that is added fails here until it says who may. The tables say it in the words of README;
what they say of roles is held against `sessions/access.py`.
"""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from fastapi.routing import APIRoute
from sqlmodel import select

from app import tracer
from app.documents import Document, Documents
from exports.formats import EVERYTHING, FILES, File
from sessions.access import GRANTS, HELPERS, ROLES, Right
from sessions.account_tables import Account
from sessions.tables import Trace
from tests.app.everybody import CANARY, MEMBERS, NAME, OURS, SHARED, UNKNOWN, Answer, Everybody, everybody

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Who is meant by the words of the tables -----------------------------------------------------------------------------

_OWN = {"owner", "administrator", "operator"}
_CREATE = _OWN | {"facilitator"}
_RUN = _CREATE | {"helper"}
_CONSULTANTS = {"consultant", "owner_demoted"}
_TOOK_PART = {"participant", "removed"}
_ACCOUNTS = {"operator"} | set(MEMBERS) - {"signed_out", "ended"}
_NO_ACCOUNT = {
    "nobody",
    "by_link",
    "participant_elsewhere",
    "helper",
    "helper_elsewhere",
    "signed_out",
    "ended",
}

WHO = {
    "anybody": _ACCOUNTS | _NO_ACCOUNT | _TOOK_PART,
    "account": _ACCOUNTS,  # whoever is signed in, whatever they are where
    "manages": {"administrator", "operator"},
    "owns": _OWN,
    "creates": _CREATE,
    "runs": _RUN,
    "works": _RUN | _CONSULTANTS,
    "shares": _CREATE | _CONSULTANTS,
    "reads": _RUN | _CONSULTANTS,
    "reads both": _CREATE | _CONSULTANTS,  # a co-facilitator has to do with one workshop
    "sees": _RUN | _CONSULTANTS | {"reader", "participant"},
    "took part": _TOOK_PART,
    "operates": {"operator"},
    # In one space at least, which may be another one: these pages are about no session, and show what is one's own.
    "manages somewhere": {"administrator", "operator", "administrator_elsewhere"},
    "creates somewhere": _CREATE | {"administrator_elsewhere"},
    "runs somewhere": _CREATE | {"administrator_elsewhere"},
    "works somewhere": _CREATE | _CONSULTANTS | {"administrator_elsewhere"},
    "reads somewhere": _CREATE | _CONSULTANTS | {"administrator_elsewhere"},
}
# Who is nothing in our space: they learn nothing of it, not even whether something is there.
STRANGERS = (_NO_ACCOUNT - {"helper"}) | {"administrator_elsewhere", "role_gone"}

# The table: every route, and who may. ---------------------------------------------------------------------------------

ROUTES = {
    "GET /": "anybody",
    "GET /join": "anybody",
    "POST /join": "anybody",
    "POST /language": "anybody",
    "GET /start": "anybody",
    "GET /manifest.webmanifest": "anybody",
    "GET /tilgaengelighed": "anybody",
    "GET /accessibility": "anybody",
    "GET /was": "anybody",
    "GET /databeskyttelse": "anybody",
    "GET /privacy": "anybody",
    "GET /schema/mapping.json": "anybody",
    "GET /healthz": "anybody",
    "HEAD /healthz": "anybody",
    "GET /readyz": "anybody",
    "HEAD /readyz": "anybody",
    "GET /metrics": "anybody",
    # Whoever has the code or the link.
    "GET /j/{code}": "anybody",
    "POST /j/{code}": "anybody",
    "GET /q/{join_key}": "anybody",
    "POST /q/{join_key}": "anybody",
    "GET /wall/{projector_key}": "anybody",
    "GET /wall/{projector_key}/door": "anybody",
    "GET /sign-in": "anybody",
    "POST /sign-in": "anybody",
    "GET /sign-in/code": "anybody",  # a way to the sign-in page for whoever wrote no passphrase
    "POST /sign-in/code": "anybody",
    "GET /sign-in/forgotten": "anybody",
    "POST /sign-in/forgotten": "anybody",
    "GET /sign-in/{token}": "anybody",
    "POST /sign-in/{token}": "anybody",
    "GET /sign-in/provider": "anybody",
    "GET /sign-in/provider/done": "anybody",
    "GET /sign-out/provider": "anybody",
    "GET /signed-out": "anybody",
    "GET /invited/{token}": "anybody",
    "POST /invited/{token}": "account",
    "POST /invited/{token}/new": "anybody",
    "GET /help/{token}": "anybody",
    "POST /help/{token}": "anybody",
    "GET /shared/{token}": "anybody",
    "GET /shared/{token}/{name}.{suffix}": "anybody",
    "GET /shared/{token}/{name}.{suffix}/state": "anybody",
    "GET /embed/{token}.svg": "anybody",
    # A participant's own.
    "GET /phone/{session_id}": "anybody",  # a way to the front page for who does not take part
    "GET /back/{session_id}": "anybody",
    "POST /back/{session_id}": "anybody",
    "GET /wait/{session_id}": "anybody",
    "POST /wait/{session_id}": "anybody",
    "GET /wait/{session_id}/state": "anybody",
    "GET /phone/{session_id}/mine": "took part",
    "POST /phone/{session_id}/mine": "took part",
    "GET /phone/{session_id}/mine.json": "took part",
    # One's own account.
    "GET /account": "account",
    "POST /account/name": "account",
    "POST /account/access": "account",
    "POST /account/sign-ins": "account",
    "GET /account/second-step": "account",
    "POST /account/second-step": "account",
    "POST /account/second-step/off": "account",
    "POST /account/codes": "account",
    "GET /account/mine.json": "account",
    "POST /account/end": "account",
    "GET /accounts": "operates",
    "GET /accounts/{account_id}": "operates",
    "POST /accounts/{account_id}/end": "operates",
    # Spaces.
    "GET /access": "manages somewhere",
    "GET /spaces": "manages somewhere",
    "POST /spaces": "operates",
    "GET /traces": "operates",
    "GET /traces.csv": "operates",
    "GET /spaces/{space_id}/traces": "manages",
    "GET /spaces/{space_id}/traces.csv": "manages",
    "GET /spaces/{space_id}": "manages",
    "POST /spaces/{space_id}/name": "operates",
    "POST /spaces/{space_id}/people/{account_id}": "manages",
    "POST /spaces/{space_id}/invitations": "manages",
    "POST /spaces/{space_id}/invitations/{invitation_id}/take-back": "manages",
    "GET /sessions/{session_id}/space": "manages",
    "POST /sessions/{session_id}/space": "manages",
    # Workshops.
    "GET /workshops": "runs somewhere",
    "GET /workshops/new": "creates somewhere",
    "POST /workshops/new": "creates somewhere",
    "POST /demo": "creates somewhere",
    "POST /workshops/{session_id}/archive": "owns",
    "POST /workshops/{session_id}/unarchive": "owns",
    "GET /sessions/{session_id}/owner": "creates",
    "POST /sessions/{session_id}/owner": "creates",  # to give it to somebody else is the administrator's
    "GET /sessions/{session_id}/templates/agenda": "creates",
    "POST /sessions/{session_id}/templates/agenda": "creates",
    "POST /sessions/{session_id}/templates/agenda/{template_id}/discard": "creates",
    "GET /sessions/{session_id}/templates/staircase": "creates",
    "POST /sessions/{session_id}/templates/staircase": "creates",
    "POST /sessions/{session_id}/templates/staircase/{template_id}/discard": "creates",
    "GET /console/{session_id}": "runs",
    "GET /doors/{session_id}": "runs",
    "POST /doors/{session_id}": "runs",  # who comes in by the code is the owner's to choose
    "GET /people/{session_id}": "runs",
    "GET /candidates/{session_id}": "works",  # of a board that is open: who runs it
    "GET /co-facilitators/{session_id}": "works",
    "GET /sessions/{session_id}/calendar.ics": "runs",
    "GET /sessions/{session_id}/co-facilitator": "owns",
    "POST /sessions/{session_id}/co-facilitator": "owns",
    "GET /sessions/{session_id}/personal-data": "owns",
    "POST /sessions/{session_id}/personal-data": "owns",
    "GET /sessions/{session_id}/import": "runs",
    "POST /sessions/{session_id}/import": "runs",
    "GET /sessions/{session_id}/import/{import_id}": "runs",
    "POST /sessions/{session_id}/import/{import_id}/undo": "runs",
    "GET /sessions/{session_id}/paper": "runs",
    "GET /sessions/{session_id}/paper/cards.pdf": "runs",
    "GET /sessions/{session_id}/paper/poster.pdf": "runs",
    "GET /sessions/{session_id}/revision": "works",
    "POST /sessions/{session_id}/revision": "works",
    "GET /sessions/{session_id}/revision.ics": "works",
    # Mappings.
    "GET /mappings": "account",
    "GET /mappings/{session_id}": "sees",
    "GET /mappings/{session_id}/{version}": "sees",
    "GET /mappings/{session_id}/{version}/{name}.{suffix}": "sees",  # and see DOWNLOADS below
    "GET /mappings/{session_id}/{version}/{name}.{suffix}/state": "sees",
    "GET /mappings/{session_id}/readers": "owns",
    "GET /mappings/{session_id}/tidy": "works",
    "GET /mappings/{session_id}/tidy/changes": "works",
    "GET /mappings/{session_id}/{version}/replay": "reads",
    "GET /mappings/{session_id}/{version}/replay.json": "reads",
    "GET /mappings/{session_id}/{version}/verify": "reads",
    "GET /mappings/{session_id}/{version}/compare": "reads",
    "GET /mappings/{session_id}/{version}/compare/{other_id}/{other}": "reads both",
    "POST /mappings/{session_id}/{version}/compare/{other_id}/{other}": "reads both",
    "GET /mappings/{session_id}/{version}/compare/{other_id}/{other}/{address}": "reads both",
    "GET /mappings/{session_id}/{version}/links": "shares",
    "POST /mappings/{session_id}/{version}/links": "shares",
    "POST /mappings/{session_id}/{version}/links/{link_id}/revoke": "shares",
    "GET /mappings/{session_id}/{version}/next": "creates",
    "POST /mappings/{session_id}/{version}/next": "creates",
    "GET /overviews/new": "works somewhere",
    "GET /overviews": "works somewhere",
    "POST /overviews": "works somewhere",
    "GET /verify": "reads somewhere",
    "POST /verify": "reads somewhere",
    "POST /sign-out": "anybody",
}

# What is sent where a form has to say something, so that who may gets as far as the work itself.
FORMS: dict[str, dict[str, Any] | bytes] = {
    "POST /doors/{session_id}": {"do": "open"},
    "POST /sessions/{session_id}/space": {"space": OURS},
    "POST /demo": {"stage": "preparation"},
    "POST /mappings/{session_id}/{version}/next": {"made_id": UNKNOWN},
    "POST /mappings/{session_id}/{version}/compare/{other_id}/{other}": {"same_named": "1"},
    "POST /sessions/{session_id}/co-facilitator": {"do": "renew_projector"},
    "POST /sessions/{session_id}/owner": {"do": "take"},
    "POST /sessions/{session_id}/revision": {"do": "move", "day": "2999-02-02"},
    "POST /sessions/{session_id}/templates/agenda": b"{}",
    "POST /sessions/{session_id}/templates/staircase": b"{}",
}
# They change the workshop itself, so another one is taken.
ON_THE_SPARE = {
    "POST /workshops/{session_id}/archive",
    "POST /workshops/{session_id}/unarchive",
    "POST /sessions/{session_id}/co-facilitator",
    "POST /sessions/{session_id}/personal-data",
}
# Whoever has an account is signed out by it for all that comes after: tests/app/test_security.py tries that.
ASKED_BY = {
    "POST /sign-out": _NO_ACCOUNT,
    # Whoever takes it over owns it in all that comes after: tests/app/test_owning.py tries that.
    "POST /sessions/{session_id}/owner": {"owner"},
}
# For what is open to anybody these stand for all.
PUBLIC = {"nobody", "participant", "removed", "reader", "ended", "operator"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def them(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Everybody]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tracer, "EVERY", 3600.0)  # lines of the log are written when a test says so
        async with everybody(tmp_path_factory.mktemp("access")) as them:
            yield them


@pytest.fixture(autouse=True)
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are made at once, and say for whom: what is asked here is who gets them."""

    async def mapping(*_: Any, names: bool, **__: Any) -> Document:
        return Document("2026-11-22", f"names {names}".encode())

    async def other(*_: Any, **__: Any) -> Document:
        return Document("2026-11-22", b"file")

    for name, make in (("get", mapping), ("look", mapping), ("paper", other), ("comparison", other)):
        monkeypatch.setattr(Documents, name, make)


def there_are(them: Everybody) -> set[str]:
    """All routes of the application, each as method and address."""
    app: Any = them.site.server.config.app
    return set(_routes(app.routes))


def _routes(routes: list[Any]) -> Iterator[str]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes)
        elif isinstance(route, APIRoute):
            yield from (f"{method} {route.path}" for method in sorted(route.methods or ()))


async def test_the_words_of_the_table_are_those_of_the_program() -> None:
    """Nobody's right is written down twice in two ways."""
    words = {"manages": Right.MANAGE, "creates": Right.CREATE, "runs": Right.RUN, "works": Right.WORK}
    words |= {"shares": Right.SHARE, "reads": Right.READ, "sees": Right.SEE, "owns": Right.OWN}
    assert set(words.values()) == set(Right)
    for word, right in words.items():
        assert {role for role in ROLES if role in WHO[word]} == GRANTS[right], word
        assert ("helper" in WHO[word]) == (right in HELPERS), word


def refusal(who: str, group: str, pattern: str) -> tuple[int, str]:
    """With which status and page somebody is refused."""
    if who not in _ACCOUNTS or group == "took part":  # where no account counts
        return 403, "Du er ikke logget ind"
    if who in STRANGERS and group != "operates" and ("{session_id}" in pattern or "{space_id}" in pattern):
        return 404, "Siden findes ikke"
    if who == "facilitator" and group == "owns":  # who may take it over
        return 403, "owner@x.dk ejer workshoppen"
    return 403, "Det har du ikke adgang til"


def read(them: Everybody, who: str, pattern: str, answer: Answer) -> Iterator[str]:
    """What stands in an answer, and is not for this person."""
    secrets = {
        "the projector's key": (them.values["projector_key"], WHO["runs"]),
        "the way in": (them.values["join_key"], WHO["runs"] | _TOOK_PART),
        "a name": (NAME, WHO["reads"] | _TOOK_PART),
        "our texts": (CANARY, WHO["sees"] | {"removed"}),
    }
    if "{session_id}" not in pattern and "{" in pattern:
        return  # whoever asks there has a key of ours, which is all that it takes
    for secret, (text, theirs) in secrets.items():
        if who not in theirs and text in answer.text:
            yield secret


async def learned(
    them: Everybody, who: str, route: str, path: str, form: dict[str, Any] | bytes, answer: Answer
) -> list[str]:
    """Whether a stranger is answered otherwise than for an id that nothing has."""
    method, pattern = route.split(" ")
    names = [name for name in ("session_id", "space_id") if f"{{{name}}}" in pattern]
    if who not in STRANGERS or not names:
        return []
    nowhere = them.path(pattern, **dict.fromkeys(names, UNKNOWN))
    other = await them.asks(who, method, nowhere, form)
    if answer.but_for(path) == other.but_for(nowhere):
        return []
    return [f"{route}: {who} learns whether there is such a one: {answer.status}, {other.status}"]


async def test_the_table_has_every_route(them: Everybody) -> None:
    assert there_are(them) == set(ROUTES), "say in ROUTES who may, and who may not is tried"
    assert all(who in WHO for who in ROUTES.values())


async def test_every_route_lets_in_whom_the_table_names_and_nobody_else(them: Everybody) -> None:
    """Who is refused changes nothing; and to strangers it is as if nothing were there: the ids in addresses are passed
    on, and tell nothing.
    """
    wrong = []
    for route, group in ROUTES.items():
        method, pattern = route.split(" ")
        here = {"session_id": them.spare} if route in ON_THE_SPARE else {}
        path, form = them.path(pattern, **here), FORMS.get(route, {})
        for who in sorted(WHO["anybody"] - WHO[group]):
            before = them.changes()
            answer = await them.asks(who, method, path, form)
            status, title = refusal(who, group, pattern)
            if answer.status != status or (method != "HEAD" and f"<h1>{title}</h1>" not in answer.text):
                wrong.append(f"{route}: {who} is answered {answer.status}, not {status} ({title})")
            if them.changes() != before:
                wrong.append(f"{route}: {who} is refused, and changes something")
            wrong += await learned(them, who, route, path, form, answer)
        for who in sorted(WHO[group] & ASKED_BY.get(route, PUBLIC if group == "anybody" else WHO[group])):
            answer = await them.asks(who, method, path, form)
            if answer.status in (401, 403, 404, 500):
                wrong.append(f"{route}: {who} is kept out: {answer.status}")
            wrong += [f"{route}: {who} reads {secret}" for secret in read(them, who, pattern, answer)]
            wrong += await learned(them, who, route, path, form, answer)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("who", "method", "path", "form"),
    [
        ("administrator", "GET", "/overviews?m={session_id}/1&m={there}/1", {}),
        ("administrator", "POST", "/overviews", {"made_id": "B" * 22, "m": ["{session_id}/1", "{there}/1"]}),
        ("administrator", "GET", "/mappings/{session_id}/1/compare/{there}/1", {}),
        ("administrator", "POST", "/mappings/{session_id}/1/compare/{there}/1", {"same_named": "1"}),
        ("administrator", "GET", "/mappings/{session_id}/1/compare/{there}/1/sammenligning.json", {}),
        ("helper", "POST", "/sessions/{session_id}/import", {"do": "read", "mapping": "{there}/1"}),
        ("facilitator", "POST", "/sessions/{session_id}/import", {"do": "read", "mapping": "{there}/1"}),
        # The operator may open both; what belongs to one space is still not told in the other.
        ("operator", "POST", "/sessions/{session_id}/import", {"do": "read", "mapping": "{there}/1"}),
    ],
)
async def test_a_field_that_names_a_mapping_of_another_space_is_answered_as_if_it_were_not_there(
    them: Everybody, who: str, method: str, path: str, form: dict[str, Any]
) -> None:
    def told(value: Any, there: str) -> Any:
        if isinstance(value, list):
            return [told(one, there) for one in value]
        return value.format(**them.values, there=there)

    known, unknown = [
        (
            await them.asks(
                who, method, told(path, one), {name: told(value, one) for name, value in form.items()}
            )
        ).but_for(one)
        for one in (them.theirs, "unknown")
    ]
    assert known == unknown
    assert known[0] in (200, 404, 422)
    assert b"Deres" not in known[1]


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/mappings/{session_id}/1/next", {"title": "Den næste", "date": "2027-01-12"}),
        (
            "/overviews",
            {"m": ["{session_id}/1", "{other_id}/1"], "do": "make", "title": "A", "date": "2027-01-12"},
        ),
    ],
)
async def test_nothing_is_made_under_an_id_that_is_somebody_elses(
    them: Everybody, path: str, form: dict[str, Any]
) -> None:
    """The id of what is made comes with the form, so that pressing twice makes one."""
    named = {
        name: [one.format(**them.values) for one in value] if isinstance(value, list) else value
        for name, value in form.items()
    }
    before = them.changes()
    answer = await them.asks("owner", "POST", them.path(path), named | {"made_id": them.theirs})
    assert answer.status == 422
    assert them.changes() == before


async def test_who_comes_in_by_the_code_is_for_the_owner_to_say(them: Everybody) -> None:
    for who, status in (("facilitator", 403), ("helper", 403), ("owner", 200)):
        form = {"do": "choose", "kind": "code"}
        assert (await them.asks(who, "POST", f"/doors/{them.spare}", form)).status == status, who


async def test_an_owner_who_is_a_facilitator_no_more_owns_nothing(them: Everybody) -> None:
    answer = await them.asks("owner_demoted", "POST", f"/workshops/{them.live}/archive")
    assert answer.status == 403


async def test_a_consultant_reads_nothing_of_a_board_that_is_open(them: Everybody) -> None:
    assert (await them.asks("consultant", "GET", f"/candidates/{them.live}")).status == 403
    assert (await them.asks("facilitator", "GET", f"/candidates/{them.live}")).status == 200


@pytest.mark.parametrize("file", [*FILES, EVERYTHING], ids=lambda file: file.address)
async def test_every_file_is_had_by_whom_the_table_names_and_names_only_by_who_may_see_them(
    them: Everybody, file: File
) -> None:
    home, wrong = them.path("/mappings/{session_id}/1/"), []
    theirs = WHO["sees"] if file.is_open else WHO["reads"]
    for who in sorted(WHO["anybody"]):
        answer = await them.asks(who, "GET", home + file.address)
        told = (answer.status, answer.text if answer.status == 200 else "")
        if who in theirs:
            expected = (200, f"names {who in WHO['reads']}")
        else:
            expected = (404 if who in STRANGERS & _ACCOUNTS else 403, "")
        if told != expected:
            wrong.append(f"{who}: {told}, not {expected}")
    for who in ("reader", "participant", "consultant"):
        state = await them.asks(who, "GET", f"{home}{file.address}/state")
        if (state.status == 200) != (who in theirs):
            wrong.append(f"{who} is answered {state.status} for its state")
    by_link = await them.asks("by_link", "GET", them.path("/shared/{token}/") + file.address)
    if (by_link.status, by_link.text) != (200, "names False") and file.address == SHARED:
        wrong.append(f"by the link: {by_link.status} {by_link.text}")
    if file.address != SHARED and by_link.status != 404:
        wrong.append(f"the link opens it: {by_link.status}")
    assert not wrong, "\n".join(wrong)


async def test_what_everybody_did_is_in_the_audit_log_and_not_a_word_of_what_they_wrote(
    them: Everybody,
) -> None:
    """After all of the above: every route has been asked by everybody."""
    await them.asks("consultant", "GET", them.path("/mappings/{session_id}/{version}"))
    for _again in range(2):  # opened again in the same hour, it is one line
        await them.asks("reader", "GET", them.path("/mappings/{session_id}/{version}"))
    await them.site.parts.tracer.flush()
    async with them.site.parts.database.reading() as db:
        lines = (await db.exec(select(Trace))).all()
    told = "\n".join(line.model_dump_json() for line in lines)
    for text in (CANARY, "ens klub", NAME, "Navngiven", "Hanne", "Intranettet", "Listen", "@", them.ada.code):
        assert text not in told
    opened = [line for line in lines if line.what == "mapping_opened" and line.account_id == "reader"]
    assert [(line.session_id, line.space_id) for line in opened] == [(them.values["session_id"], OURS)]
    assert {"workshop_made", "frozen", "link_made", "link_used", "helper_invited", "helper_came"} <= {
        line.what for line in lines
    }


async def test_an_administrator_reads_the_log_of_their_own_space_and_the_operator_all_of_it(
    them: Everybody,
) -> None:
    await them.asks("administrator_elsewhere", "GET", f"/mappings/{them.theirs}/1")
    await them.asks("consultant", "GET", them.path("/mappings/{session_id}/1/overblik.pdf"))
    await them.site.parts.tracer.flush()
    path = f"/spaces/{OURS}/traces"
    ours = (await them.asks("administrator", "GET", f"{path}?who=consultant&what=file_fetched")).text
    for told in ("consultant@x.dk", "Hentede en fil", "version 1, overblik.pdf", f"{CANARY}s dag"):
        assert told in ours
    theirs = (await them.asks("administrator", "GET", f"{path}?who=administrator_elsewhere")).text
    assert "Ingen linjer" in theirs
    assert "Deres dag" not in theirs
    assert "Deres dag" in (await them.asks("operator", "GET", "/traces?who=administrator_elsewhere")).text

    await them.asks("owner", "POST", them.path("/doors/{session_id}"), {"do": "choose", "kind": "approve"})
    assert "(hver enkelt lukkes ind)" in (await them.asks("administrator", "GET", path)).text

    chosen = (await them.asks("administrator", "GET", f"{path}?what=frozen&since=2999-01-01")).text
    assert "Ingen linjer" in chosen
    readers = (await them.asks("owner", "GET", them.path("/mappings/{session_id}/readers"))).text
    assert "consultant@x.dk" in readers
    assert "Loggede ind" not in readers


async def test_the_log_as_a_file_is_in_the_log_and_has_no_formula(them: Everybody) -> None:
    async with them.site.parts.database.transaction() as db:
        (await db.get_one(Account, "facilitator")).name = "=HYPERLINK(1)"
    await them.asks("facilitator", "GET", them.path("/mappings/{session_id}/1"))
    await them.site.parts.tracer.flush()
    path = f"/spaces/{OURS}/traces.csv"
    file = await them.asks("administrator", "GET", f"{path}?what=mapping_opened")
    assert file.headers["content-type"].startswith("text/csv")
    assert ";'=HYPERLINK(1);" in file.text
    await them.site.parts.tracer.flush()
    assert "Hentede loggen" in (await them.asks("administrator", "GET", path)).text
