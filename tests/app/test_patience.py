"""A connection that says nothing, or never ends, holds neither a place nor memory."""

import asyncio
import resource

import pytest

from app import patience, serving
from app.pages import errors as pages_errors
from tests.app.site import PATIENCE, Ada, Site


async def ended(site: Site, *parts: bytes, pause: float = 0.0, within: float = PATIENCE) -> bytes:
    """What came back until the server ended the connection. Raises `TimeoutError` if it does not."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    answer = b""
    try:
        async with asyncio.timeout(within):
            for part in parts:
                writer.write(part)
                await asyncio.sleep(pause)
            answer = await reader.read(10_000_000)
    except ConnectionError:
        pass
    finally:
        writer.close()
    return answer


HEAD = b"POST /language HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.mark.parametrize(
    "said",
    [
        (),
        (b"GET / HT",),
        (HEAD,),
        (HEAD + b"Content-Length: 100\r\n\r\nlang=",),
        tuple(b"X" for _ in b"a byte at a time"),
    ],
)
async def test_who_does_not_finish_asking_is_cut_off(
    site: Site, monkeypatch: pytest.MonkeyPatch, said: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 0.3)
    await ended(site, *said, pause=0.05)


async def test_a_second_question_on_the_same_connection_is_not_awaited_for_ever_either(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 1.0)
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    answer = await ended(site, whole, b"GET / HT", pause=0.1)
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("endless", [b"X-More: " + b"x" * 1000 + b"\r\n", b"x" * 1000])
async def test_a_head_without_end_is_cut_off(site: Site, endless: bytes) -> None:
    begun = b"GET / HTTP/1.1\r\nHost: x\r\nX-First: "
    await ended(site, begun, *[endless * 20] * 40, pause=0.001)


async def test_what_comes_after_a_form_without_end_is_cut_off(site: Site) -> None:
    trailers = b"X-More: " + b"x" * 100_000 + b"\r\n"
    begun = HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"
    await ended(site, begun, *[trailers] * 100, pause=0.001)


async def test_who_goes_away_in_the_middle_of_a_form_is_no_failure_of_ours(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures: list[str] = []
    monkeypatch.setattr(pages_errors._log, "error", lambda event, **_: failures.append(event))
    _reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(HEAD + b"Content-Length: 100\r\n\r\nlang=")
    await asyncio.sleep(0.2)
    writer.close()
    await asyncio.sleep(0.3)
    assert not failures


async def test_sockets_and_answers_that_take_long_are_left_alone(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "REQUEST_WITHIN", 1.0)
    gate = ada.site.parts.gate
    monkeypatch.setattr(gate, "_pause", 1.5)
    for _ in range(gate.WRONG_PER_MINUTE):
        gate.was_wrong()
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        assert (await ada.site.browser().get(f"/j/{ada.code}")).status_code == 200
        await line.socket.send('{"type":"ping"}')
        assert (await line.hear())["type"] == "pong"


def test_as_many_connections_are_allowed_as_the_system_gives() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(soft, 512), hard))
        serving.allow_connections()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == hard
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
