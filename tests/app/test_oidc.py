"""What a provider answers, and why it is not believed: asked as the site asks, from a real provider on loopback."""

import asyncio
import base64
import hashlib
import hmac
import socket
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx2
import pytest

from app.oidc import asking
from app.oidc import provider as oidc
from app.oidc.asked import Asked, Away, NotAccepted
from sessions.provided import Told
from tests.provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Bend,
    Provider,
    new_key,
    provider_on_loopback,
    query,
    unsigned,
)

US = "http://127.0.0.1/done"


@pytest.fixture(scope="module")
def one_provider() -> Iterator[Provider]:
    with provider_on_loopback() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: Provider) -> Provider:
    one_provider.begin_anew()
    one_provider.people["mette"] = {"name": "Mette Holm", "email": "m@holbaek.dk", "groups": ["Trappe"]}
    one_provider.redirect_uris.add(US)
    return one_provider


@pytest.fixture
async def us(provider: Provider) -> AsyncIterator["Us"]:
    us = Us(provider)
    yield us
    await us.close()


class Us:
    """The provider's client, and the browser that is sent there and back."""

    def __init__(self, provider: Provider, **changes: str) -> None:
        usual = {"issuer": provider.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
        usual |= {"scopes": "openid profile", "groups_claim": "groups"}
        self.client = oidc.Provider(**{**usual, **changes})
        self.browser = httpx2.AsyncClient(trust_env=False, verify=False)

    async def close(self) -> None:
        await self.client.close()
        await self.browser.aclose()

    async def ask(self, who: str = "mette", answered_by: str | None = None, **changes: str) -> Told:
        asked = Asked.anew("")
        way = await self.client.way_in(asked, US)
        sent = await self.browser.post(way, data={"who": who})
        code = query(sent.headers["location"])["code"]
        return await self.client.told(asked._replace(**changes), code, US, answered_by)


async def test_the_provider_says_who_somebody_is(us: Us, provider: Provider) -> None:
    assert await us.ask() == Told(
        provider.issuer, "subject of mette", "Mette Holm", "m@holbaek.dk", frozenset({"Trappe"})
    )


OTHER = new_key("one")  # called as the provider's


def told(**changes: Any) -> Any:
    """Signed as it should be, and saying something else."""
    return lambda provider: lambda header, claims: provider.signed(header, {**claims, **changes})


def by_no_key(_: Provider) -> Bend:
    return lambda header, claims: f"{unsigned({**header, 'alg': 'none'})}.{unsigned(claims)}."


def by_public_key(provider: Provider) -> Bend:
    """What everybody can read, as if it were a secret that we share."""

    def bent(header: dict[str, Any], claims: dict[str, Any]) -> str:
        signed = f"{unsigned({**header, 'alg': 'HS256'})}.{unsigned(claims)}"
        mac = hmac.digest(provider.key.as_pem(private=False), signed.encode(), hashlib.sha256)
        return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"

    return bent


def by(key: Any = None, **changes: str) -> Any:
    return lambda provider: lambda header, claims: provider.signed({**header, **changes}, claims, key)


NOW = int(time.time())
REFUSED: dict[str, tuple[Any, str]] = {
    "another nonce": (told(nonce="x" * 43), "answers another question"),
    "no nonce": (told(nonce=None), "answers another question"),
    "another audience": (told(aud="another"), "for another client"),
    "for several": (told(aud=[CLIENT_ID, "another"]), "for another client"),
    "for another party": (told(azp="another"), "for another client"),
    "another issuer": (told(iss="https://evil.example"), "another issuer's"),
    "run out": (told(exp=NOW - 3600), "has run out"),
    "never runs out": (told(exp=None), "how long"),
    "from no time": (told(iat=0), "from no time"),
    "endless": (told(exp=float("nan")), "how long"),
    "from the future": (told(iat=NOW + 3600), "from the future"),
    "not yet": (told(nbf=NOW + 3600), "from the future"),
    "about nobody": (told(sub=""), "about nobody"),
    "about an object": (told(sub={"a": 1}), "about nobody"),
    "another key": (by(OTHER), "signed by none"),
    "another key's name": (by(kid="x"), "signed by none"),
    "no signature": (by_no_key, "signed by none"),
    "a public key for a secret": (by_public_key, "signed by none"),
    "no token": (lambda _: lambda *_: "no token", "is none"),
    "no text": (lambda _: lambda *_: {"alg": "RS256"}, "no ID token"),
}


@pytest.mark.parametrize(("bend", "why"), REFUSED.values(), ids=REFUSED)
async def test_a_token_that_is_not_what_it_should_be_is_not_believed(
    us: Us, provider: Provider, bend: Any, why: str
) -> None:
    provider.bend = bend(provider)
    with pytest.raises(NotAccepted, match=why):
        await us.ask()


@pytest.mark.parametrize(
    "bend",
    [
        told(),
        told(aud=[CLIENT_ID, "another"], azp=CLIENT_ID),
        told(aud=[CLIENT_ID]),
        told(exp=NOW + 3600, nbf=NOW, iat=NOW + 30),
    ],
)
async def test_what_a_provider_may_say_is_believed(us: Us, provider: Provider, bend: Any) -> None:
    """The refusals above are not for want of what was bent."""
    provider.bend = bend(provider)
    assert (await us.ask()).subject == "subject of mette"


async def test_a_token_that_names_no_key_may_be_signed_by_any(us: Us, provider: Provider) -> None:
    provider.published.insert(0, new_key("another"))
    provider.bend = lambda header, claims: provider.signed({"alg": header["alg"]}, claims)
    assert (await us.ask()).subject == "subject of mette"


@pytest.mark.parametrize("changes", [{"verifier": "v" * 43}, {"verifier": ""}])
async def test_a_code_is_good_for_whoever_asked_for_it(us: Us, changes: dict[str, str]) -> None:
    with pytest.raises(NotAccepted, match="the code was refused"):
        await us.ask(**changes)


async def test_a_wrong_secret_is_told_apart_for_the_operator(provider: Provider) -> None:
    us = Us(provider, client_secret="wrong")
    with pytest.raises(NotAccepted, match="invalid_client"):
        await us.ask()
    await us.close()


async def test_groups_may_be_told_when_asked_and_one_may_come_alone(us: Us, provider: Provider) -> None:
    del provider.people["mette"]["groups"]
    assert (await us.ask()).groups == frozenset()
    provider.userinfo = {"sub": "subject of mette", "groups": "Trappe"}
    assert (await us.ask()).groups == {"Trappe"}
    provider.userinfo["sub"] = "subject of somebody else"
    with pytest.raises(NotAccepted, match="somebody else"):
        await us.ask()


async def test_another_issuers_answer_is_not_taken_for_its_own(us: Us, provider: Provider) -> None:
    provider.described = {"authorization_response_iss_parameter_supported": True}
    assert (await us.ask(answered_by=provider.issuer)).subject == "subject of mette"
    for issuer in (None, "https://evil.example"):
        with pytest.raises(NotAccepted, match="another issuer answered"):
            await us.ask(answered_by=issuer)


async def test_a_new_key_is_asked_for_and_not_again_and_again(
    us: Us, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    await us.ask()
    provider.key = new_key("two")
    provider.published.append(provider.key)
    with pytest.raises(NotAccepted):
        await us.ask()  # looked a moment ago
    assert provider.asked.count("/keys") == 1
    monkeypatch.setattr(oidc, "AGAIN", -1.0)
    await us.ask()
    monkeypatch.setattr(oidc, "AGAIN", 60.0)
    provider.bend = by(kid="x")(provider)
    for _ in range(3):
        with pytest.raises(NotAccepted):
            await us.ask()
    assert provider.asked.count("/keys") == 2
    assert provider.asked.count("/.well-known/openid-configuration") == 1


@pytest.mark.parametrize(
    ("described", "why"),
    [
        ({"issuer": "https://evil.example"}, "TRAPPE_OIDC_ISSUER"),
        ({"token_endpoint": "http://evil.example/token"}, "token_endpoint"),
        ({"jwks_uri": "file:///etc/passwd"}, "jwks_uri"),
        ({"jwks_uri": "https://me@evil.example/"}, "jwks_uri"),
        ({"authorization_endpoint": None}, "authorization_endpoint"),
        ({"filler": "x" * asking.LIMIT}, "too large"),
    ],
)
async def test_a_provider_that_describes_itself_badly_is_not_asked(
    us: Us, provider: Provider, described: dict[str, Any], why: str
) -> None:
    provider.described = described
    with pytest.raises(Away, match=why):
        await us.client.way_in(Asked.anew(""), US)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n", "answered 302"),
        (b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n", "answered 500"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nno", "no JSON"),
        (b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]", "no object"),
        (b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}", "packed"),
        (b"", "no connection"),
    ],
)
async def test_what_is_no_provider_is_left_alone(answer: bytes, why: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        us = Us(Provider(f"http://127.0.0.1:{listening.getsockname()[1]}", key=OTHER))
        listening.setblocking(False)
        asking_us = asyncio.create_task(us.client.way_in(Asked.anew(""), US))
        loop = asking_us.get_loop()
        line, _ = await loop.sock_accept(listening)
        with line:
            await loop.sock_recv(line, 10_000)
            await loop.sock_sendall(line, answer)
        with pytest.raises(Away, match=why):
            await asking_us
        await us.close()


async def test_who_does_not_answer_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "WITHIN", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        us = Us(Provider(f"http://127.0.0.1:{silent.getsockname()[1]}", key=OTHER))
        with pytest.raises(Away, match="in time"):
            await us.client.way_in(Asked.anew(""), US)
        silent.close()
        with pytest.raises(Away, match="in time"):
            await us.client.way_in(Asked.anew(""), US)  # the same trouble: nobody was asked again
        await us.close()
