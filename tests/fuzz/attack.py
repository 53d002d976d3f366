"""The whole HTTP interface, from its own description and its pages' own forms, asked in all the wrong ways.

No answer is a fault of ours, tells where the program stands, lacks a security header, leads away from the site, or
holds a word of what the asker has nothing to do with.
"""

import asyncio
import logging
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.parts import now
from app.security import HEADERS as ALWAYS
from app.security import SAFE_METHODS
from sessions import accounts
from sessions.agenda import AGENDAS
from sessions.staircases import STAIRCASES
from tests.fuzz import hostile
from tests.fuzz.wire import LARGEST, Answer, Asked, Hangs, send
from tests.fuzz.world import Form, Person, World, forms, sign_in

ROOT = str(Path(__file__).parents[2])
TRACES = tuple(
    text.encode() for text in ("Traceback (most", ROOT, "site-packages", "sqlalchemy", "pydantic", '.py"')
)
# What is sent as JSON, from scripts.
_AGENDA, _STEPS = AGENDAS["handbook"]("da"), STAIRCASES["socialstyrelsen"]
DOCUMENTS: dict[str, dict[str, Any]] = {
    "/sessions/{session_id}/templates/agenda": {
        "agenda": [stage.model_dump(mode="json") for stage in _AGENDA]
    },
    "/sessions/{session_id}/templates/staircase": {
        "steps": [step.model_dump(mode="json") for step in _STEPS],
        "columns": [],
    },
}
AWAKE = 100  # requests until it is seen to that everybody is still signed in
WRONG = (0.0, 0.1, 0.5)  # how often a part of an address is hostile
EVIL = b"https://evil.example"


@dataclass(slots=True)
class Result:
    """What was asked, what came, and what should not have."""

    asked: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    never: set[str] = field(default_factory=set)  # what let nobody in: attacked at its door only
    problems: list[str] = field(default_factory=list)


def operations(description: dict[str, Any]) -> list[tuple[str, str]]:
    """Every (method, path) of the description."""
    return [
        (method.upper(), path) for path, methods in sorted(description["paths"].items()) for method in methods
    ]


# Whoever asks is signed out or ended, or whoever else is signed in to the same account.
SIGNS_OUT = {"/sign-out", "/account/sign-ins", "/account/access", "/account/end"}


class Attack:
    """One run. The same seed asks the same, as far as the site's own random ids allow."""

    def __init__(self, world: World, description: dict[str, Any], seed: int) -> None:
        self._world, self._description = world, description
        self._chance = random.Random(seed)
        self._forms: dict[str, dict[tuple[str, ...], Form]] = {person.name: {} for person in world.people}
        self.result = Result(never={f"{method} {path}" for method, path in operations(description)})
        self.result.never -= {f"POST {path}" for path in SIGNS_OUT}

    async def run(self, rounds: int) -> Result:
        """Every operation by everybody, that many times, in any order."""
        watching = _Watching(self.result)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, about: watching.told(str(about)))
        logging.getLogger().addHandler(watching)
        try:
            for person in self._world.people:
                await self._look_around(person)
            everything = [
                (person, method, path)
                for _ in range(rounds)
                for person in self._world.people
                for method, path in operations(self._description)
            ]
            self._chance.shuffle(everything)
            for number, (person, method, path) in enumerate(everything):
                if number % AWAKE == 0:
                    await self._awake()
                await self._ask(person, method, path)
        finally:
            loop.set_exception_handler(None)
            logging.getLogger().removeHandler(watching)
        return self.result

    async def _awake(self) -> None:
        """Who was signed out by their own doing, or by somebody else's, signs in again."""
        site = self._world.site
        for person in self._world.people:
            sign_in_id = site.parts.tickets.sign_in(person.browser.cookies)
            if (
                person.account_id
                and await accounts.signed_in(site.parts.database, sign_in_id or "", now()) is None
            ):
                await sign_in(site, person.browser, person.account_id)

    async def _look_around(self, person: Person) -> None:
        """Every page as it is meant: its forms are what attacks are made from."""
        for method, path in operations(self._description):
            if method == "GET" and not path.endswith((".pdf", "{suffix}", "{address}", "/state")):
                await self._send(person, Asked("GET", self._address(path, 0.0)), path)

    async def _ask(self, person: Person, method: str, path: str) -> None:
        chance = self._chance
        if chance.random() < 0.12:
            method = chance.choice(hostile.METHODS)
        if path in SIGNS_OUT and method == "POST" and person.name != "nobody":
            return  # it would be another person's attack from then on
        asked = Asked(method, self._address(path, chance.choice(WRONG)))
        if method in ("POST", "PUT", "PATCH", "DELETE") or chance.random() < 0.03:
            self._fill(person, asked, path)
        elif fitting := self._fitting(person, "GET", path):
            form = chance.choice(fitting)
            asked.target = (
                form.action.partition("?")[0].encode() + b"?" + hostile.urlencoded(self._typed(form))
            )
        if chance.random() < 0.15:
            asked.headers.append(chance.choice(hostile.HEADERS))
        if asked.body and chance.random() < 0.04:
            asked.broken = True
            length = chance.choice(
                [b"-1", b"1e3", b"", b"99999999999999999999", str(len(asked.body) + 9).encode()]
            )
            asked.headers.append((b"Content-Length", length))
        elif asked.body and chance.random() < 0.05:
            asked.chunked = True
        await self._send(person, asked, path)

    def _address(self, path: str, wrong: float) -> bytes:
        """The path with its parameters filled in, that often with something hostile; and perhaps a query."""
        chance = self._chance

        def filled(found: re.Match[str]) -> str:
            known = self._world.known.get(found[1])
            if known is None or chance.random() < wrong:
                return chance.choice(hostile.PIECES).decode("latin-1")
            return chance.choice(known)

        target = re.sub(r"\{(\w+)\}", filled, path.replace("{name}.{suffix}", "{file}")).encode("latin-1")
        if chance.random() < wrong:
            names = [one["name"] for one in self._parameters(path) if one["in"] == "query"]
            names += ["change", "q", "left", "x", "do", "lang", "after"]
            pairs = [
                (chance.choice(names), hostile.value(chance)[:2000]) for _ in range(chance.randrange(1, 4))
            ]
            target += b"?" + hostile.urlencoded(list(pairs))
        return target

    def _parameters(self, path: str) -> list[dict[str, Any]]:
        return [
            one for about in self._description["paths"][path].values() for one in about.get("parameters", ())
        ]

    def _fill(self, person: Person, asked: Asked, path: str) -> None:
        """A body, and mostly its address: of a form that leads there, if the person has seen one, or of any other."""
        chance = self._chance
        fitting = self._fitting(person, "POST", path)
        others = [*self._forms[person.name].values(), Form("POST", "", (("do", ("x",)),))]
        form = chance.choice(fitting or others)
        if fitting and chance.random() < 0.8:
            asked.target = form.action.encode()
        kind, asked.body = hostile.body(chance, self._typed(form))
        if (document := DOCUMENTS.get(path)) is not None and chance.random() < 0.8:
            kind, asked.body = b"application/json", hostile.document(chance, document)
        asked.headers.append((b"Content-Type", kind))

    def _fitting(self, person: Person, method: str, path: str) -> list[Form]:
        """The forms that this person has seen and that lead to this operation."""
        pattern = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + r"(\?|$)")
        return [
            form
            for form in self._forms[person.name].values()
            if form.method == method and pattern.match(form.action)
        ]

    def _typed(self, form: Form) -> hostile.Pairs:
        """What somebody might send with it: as it is meant, with one thing wrong, or with nearly everything wrong."""
        chance = self._chance
        fields: hostile.Pairs = []
        for name, values in form.fields:
            values = tuple(self._world.known.get(name, values))
            chosen = chance.sample(
                values, chance.randrange(1, len(values) + 1) if chance.random() < 0.5 else 1
            )
            fields += [(name, one) for one in chosen]
        match chance.choice(("meant", "meant", "one", "one", "all")):
            case "one" if fields:
                at = chance.randrange(len(fields))
                fields[at] = (fields[at][0], hostile.value(chance))
            case "all":
                fields = hostile.bent(chance, fields)
        return fields

    async def _send(self, person: Person, asked: Asked, path: str) -> None:
        chance, port = self._chance, self._world.site.port
        origin = EVIL if chance.random() < 0.05 else f"http://127.0.0.1:{port}".encode()
        asked.headers += [(b"Host", b"127.0.0.1:%d" % port), (b"Cookie", person.cookie), (b"Origin", origin)]
        if chance.random() < 0.7:
            asked.headers.append((b"Accept", b"text/html"))
        if person.secrets == frozenset() and self._world.foreign.encode() in asked.packed():
            return  # who may see both workshops would carry words from one into the other
        self.result.asked += 1
        try:
            answer = await send(port, asked)
        except Hangs:
            self._problem("no end of an answer", person, asked, None)
            return
        for complaint in _complaints(person, asked, answer, is_foreign=origin == EVIL):
            self._problem(complaint, person, asked, answer)
        if answer is None:
            return
        self.result.statuses[answer.status] += 1
        if answer.status < 400:
            self.result.never.discard(f"{asked.method} {path}")
        self._keep_forms(person, asked, answer)

    def _keep_forms(self, person: Person, asked: Asked, answer: Answer) -> None:
        if answer.header("content-type").startswith("text/html"):
            here = asked.target.partition(b"?")[0].decode("latin-1")
            page = answer.body.decode(errors="replace")
            if not person.secrets:
                page = page.replace(self._world.foreign, "foreign")
            for form in forms(page, here):
                self._forms[person.name][form.alike] = form

    def _problem(self, what: str, person: Person, asked: Asked, answer: Answer | None) -> None:
        came = "" if answer is None else f" → {answer.status} {answer.body[:300]!r}"
        self.result.problems.append(f"{what}: {person.name} {asked.told()}{came}")


def _complaints(person: Person, asked: Asked, answer: Answer | None, *, is_foreign: bool) -> list[str]:
    """What is wrong with the answer."""
    if answer is None:
        return [] if asked.broken else ["no answer"]
    found = []
    if answer.status >= 500 and not (answer.status == 503 and answer.header("retry-after")):
        found.append("a fault of ours")
    if len(answer.body) > LARGEST:
        found.append("an answer without end")
    if is_foreign and asked.method not in SAFE_METHODS and answer.status not in (400, 403):
        found.append("another site's page was listened to")
    if missing := [name for name in (*ALWAYS, "cache-control") if not answer.header(name)]:
        found.append(f"without {', '.join(missing)}")
    if asked.method == "HEAD" and answer.body and answer.status != 400:  # which was not read so far
        found.append("a body for HEAD")
    if (leads := answer.header("location")) and not re.match(r"/(?![/\\])[\x21-\x7e]*$", leads):
        found.append(f"leads to {leads!r}")
    for name, value in answer.headers:
        if name == "set-cookie" and not {"httponly", "samesite=lax"} <= set(value.lower().split("; ")):
            found.append(f"a careless cookie: {value}")
        if name == "x" or value.startswith("x=y"):
            found.append("a header that was not ours")
    if any(trace in answer.body for trace in TRACES):
        found.append("it tells of the program's inside")
    if answer.header("content-type").startswith("text/html") and hostile.MARK.encode() in answer.body:
        found.append("what was sent stands in the page as markup")
    told = answer.body + repr(answer.headers).encode()
    found += [f"holds {secret!r}" for secret in person.secrets if secret.encode() in told]
    return found


class _Watching(logging.Handler):
    """What the server itself calls an error."""

    def __init__(self, result: Result) -> None:
        super().__init__(logging.ERROR)
        self._result = result

    def emit(self, record: logging.LogRecord) -> None:
        self.told(self.format(record))

    def told(self, what: str) -> None:
        self._result.problems.append(f"the server complains: {what[:1500]}")
