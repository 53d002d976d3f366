"""Requests as bytes: whatever a hostile client may send, also what no library would."""

import asyncio
import contextlib
from dataclasses import dataclass, field

LARGEST = (
    8 * 1024 * 1024
)  # bytes of an answer; the largest that there is, a ZIP of all files, is a quarter of it
WITHIN = 60.0  # seconds; nothing is timed by it, it only ends what hangs


@dataclass(slots=True)
class Asked:
    """One request. `broken`: it is no proper HTTP, and the server may cut the connection instead of answering."""

    method: str
    target: bytes
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""
    broken: bool = False
    chunked: bool = False

    def packed(self) -> bytes:
        """The bytes on the line."""
        names = {name.lower() for name, _ in self.headers}
        headers = list(self.headers)
        if self.chunked:
            headers.append((b"Transfer-Encoding", b"chunked"))
        elif (self.body or self.method == "POST") and b"content-length" not in names:
            headers.append((b"Content-Length", str(len(self.body)).encode()))
        lines = [self.method.encode("latin-1") + b" " + self.target + b" HTTP/1.1"]
        lines += [name + b": " + value for name, value in headers]
        body = self.body
        if self.chunked:
            body = b"".join(
                f"{len(part):x}\r\n".encode() + part + b"\r\n"
                for part in (self.body[:7], self.body[7:])
                if part
            )
            body += b"0\r\n\r\n"
        return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body

    def told(self) -> str:
        """For a report: enough to do it again by hand."""
        return repr(self.packed()[:1500])


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Names of headers are in small letters."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


class Hangs(Exception):
    """No end of an answer came."""


async def send(port: int, asked: Asked) -> Answer | None:
    """The answer; None if the connection was cut without one. Raises `Hangs`."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(WITHIN):
            with contextlib.suppress(OSError):
                writer.write(asked.packed())
                if asked.broken and not asked.chunked:
                    writer.write_eof()  # a body that never comes whole
                await writer.drain()
            came = await _read(reader)
    except TimeoutError:
        raise Hangs from None
    finally:
        writer.transport.abort()
    return _answer(came) if came else None


async def _read(reader: asyncio.StreamReader) -> bytes:
    came = bytearray()
    with contextlib.suppress(OSError):
        while len(came) <= LARGEST and (part := await reader.read(256 * 1024)):
            came += part
    return bytes(came)


def _answer(came: bytes) -> Answer | None:
    while True:
        head, between, body = came.partition(b"\r\n\r\n")
        if not between:
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        status = int(first.split(" ")[1])
        if status != 100:  # “go on”, and then the answer itself
            break
        came = body
    headers = tuple(
        (name.strip().lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)
    )
    if ("transfer-encoding", "chunked") in headers:
        body = _joined(body)
    return Answer(status, headers, body)


def _joined(body: bytes) -> bytes:
    whole = bytearray()
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size, 16)
        if length == 0:
            break
        whole += body[:length]
        body = body[length + 2 :]
    return bytes(whole)
