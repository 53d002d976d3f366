"""Frames that are no messages, by the ten thousand, against a real socket; and bytes that are no frames.

None crashes the server, none leaks, and two people who take no notice go on writing meanwhile.
"""

import asyncio
import contextlib
import json
import random
import string
import time
from dataclasses import dataclass, field
from typing import Any

import websockets

from app.simulated import SimulatedPhone
from tests.facilitator import Facilitator
from tests.soak.leftovers import run_folder
from tests.soak.serving import SoakServer, use

ATTACKERS = 4
TOGETHER = 100  # frames that one attacker sends before it asks whether the line still lives
GARBAGE = 0.02  # connections that send bytes and no frames, for each frame
MORE_MEMORY = 24 * 1024  # KiB; every frame kept would be ten times that at a hundred thousand
STRANGE = ["\x00", "\ud7ff", "😀", "\u202e", "\u0301", '"', "\\", "{", "[", "1e999", "NaN", "-0", "null"]

# One of each shape that is right: what is nearly right goes furthest.
RIGHT: list[dict[str, Any]] = [
    {
        "type": "add_card",
        "id": "a",
        "card_id": "k",
        "offer": {"name": "N", "area_id": "skole", "reach": "all"},
    },
    {"type": "edit_card", "id": "a", "card_id": "k", "changes": {"name": "M", "consultative": True}},
    {"type": "move_card", "id": "a", "card_id": "k", "step_id": "s", "other_steps": ["t"], "before": None},
    {"type": "note_finding", "id": "a", "finding_id": "f", "form": "overlap", "text": "T", "card_ids": ["k"]},
    {"type": "open_stage", "id": "a", "stage_id": "placing"},
    {"type": "undo", "id": "a", "number": 3},
    {"type": "drafts", "count": 2},
    {"type": "ping"},
]


@dataclass
class Flood:
    """What was sent and what came of it."""

    frames: int = 0
    answers: int = 0
    written: int = 0  # by the two who go on
    slowest: float = 0.0  # seconds until one of their cards was confirmed
    problems: list[str] = field(default_factory=list)


def fuzzed(chance: random.Random) -> str:
    """Nearly a message, or nothing like one. At most a few KiB."""
    if chance.random() < 0.15:
        signs = string.printable + "".join(STRANGE)
        return "".join(chance.choice(signs) for _ in range(chance.randrange(300)))
    message = json.loads(json.dumps(chance.choice(RIGHT)))
    for _ in range(chance.randrange(1, 4)):
        _bend(chance, message)
    text = json.dumps(message, ensure_ascii=chance.random() < 0.5)
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(STRANGE) + text[at + chance.randrange(3) :]
    return text


def _bend(chance: random.Random, message: dict[str, Any]) -> None:
    inner = [value for value in message.values() if isinstance(value, dict)]
    where = chance.choice([message, *inner])
    key = chance.choice([*where, "offer", "extra", ""])
    where[key] = chance.choice(
        [
            None,
            True,
            -1,
            10**30,
            1.5,
            "",
            "x" * 3000,
            [],
            {},
            [[[[]]]],
            {"a": {"b": []}},
            chance.choice(STRANGE),
        ]
    )
    if chance.random() < 0.2:
        where.pop(key)


async def flooded(seed: int, count: int) -> Flood:
    """Send so many frames to a server of its own."""
    chance = random.Random(seed)
    flood = Flood()
    with run_folder() as folder:
        # Without limits on what one person may ask: they would close the socket long before most frames are read.
        server = SoakServer(folder, folder, patient=True, commands_per_second="1000000")
        await asyncio.to_thread(server.start)
        try:
            await _flood(flood, chance, server, count)
        finally:
            if server.runs:
                await asyncio.to_thread(server.stop)
    return flood


async def _flood(flood: Flood, chance: random.Random, server: SoakServer, count: int) -> None:
    ada = Facilitator(server.address, server.sign_in_link)
    await ada.signs_in()
    code = await ada.creates_a_workshop()
    await ada.opens("writing")
    await ada.goes_home()
    phones = [SimulatedPhone(server.address, random.Random(chance.random())) for _ in range(ATTACKERS + 2)]
    for phone in phones:
        await phone.join(code, "skole")
    *attackers, ben, beth = phones
    pids = server.pids

    async def attack(frames: int) -> None:
        lines = [_attack(flood, one, _dice(chance), frames // ATTACKERS) for one in attackers]
        await asyncio.gather(*lines, _garbage(_dice(chance), attackers[0], int(frames * GARBAGE)))

    await attack(count // 10)  # caches and pools are filled
    before = await asyncio.to_thread(use, server)
    writing = [asyncio.create_task(_write(flood, one)) for one in (ben, beth)]
    await attack(count - count // 10)
    flood.problems += [f"{one.area_id} stopped: {one.exception()!r}" for one in writing if one.done()]
    for task in writing:
        task.cancel()
    await asyncio.wait(writing)
    await asyncio.gather(ben.switch_off(), beth.switch_off())
    if server.pids != pids or not server.runs:
        flood.problems.append("the server crashed")
        return
    for _ in range(50):
        after = await asyncio.to_thread(use, server)
        if after.files <= before.files and after.tasks <= before.tasks:
            break
        await asyncio.sleep(0.2)
    if after.files > before.files or after.tasks > before.tasks or after.memory > before.memory + MORE_MEMORY:
        flood.problems.append(f"it used {before}, and then {after}")
    if complaints := server.complaints():
        flood.problems.append(f"the server complained: {complaints[:2000]}")


def _dice(chance: random.Random) -> random.Random:
    return random.Random(chance.random())


async def _write(flood: Flood, phone: SimulatedPhone) -> None:
    """Someone who takes no notice."""
    phone.switch_on()
    await phone.connected.wait()
    while True:
        began = time.monotonic()
        offer = {"name": f"Tilbud {flood.written}", "area_id": "skole"}
        async with asyncio.timeout(30):
            answer = await phone.ask("add_card", card_id=f"w-{phone.chance.getrandbits(60):x}", offer=offer)
        if answer["type"] != "accepted" and answer["code"] != "too_many_cards":
            flood.problems.append(f"a good card was refused: {answer}")
        flood.written += 1
        flood.slowest = max(flood.slowest, time.monotonic() - began)
        await asyncio.sleep(0.1)


async def _attack(flood: Flood, phone: SimulatedPhone, chance: random.Random, frames: int) -> None:
    sent = 0
    while sent < frames:
        async with _line(phone) as line:
            await line.recv()
            with contextlib.suppress(websockets.ConnectionClosed):
                while sent < frames:
                    asked = [fuzzed(chance) for _ in range(min(TOGETHER, frames - sent))]
                    for text in asked:
                        await line.send(text)
                    sent += len(asked)
                    flood.frames += len(asked)
                    await _still_there(flood, line)
                continue
        if line.close_code != 1009:  # a frame that was too large
            flood.problems.append(f"closed with {line.close_code} {line.close_reason} after {sent} frames")
            return


async def _still_there(flood: Flood, line: Any) -> None:
    """Waits for the answer to a question that nobody else would ask; everything sent before it has been read."""
    await line.send('{"type":"undo","id":"still-there","number":1}')
    async with asyncio.timeout(60):
        while True:
            message = json.loads(await line.recv())
            flood.answers += message["type"] in ("refused", "accepted", "pong")
            if message.get("id") == "still-there":
                return


def _line(phone: SimulatedPhone) -> Any:
    return websockets.connect(
        f"ws{phone.browser.address.removeprefix('http')}{phone.line_path}",
        additional_headers={"Cookie": phone.browser.cookie},
        origin=websockets.Origin(phone.browser.address),
        compression=None,
        max_size=None,
        max_queue=None,
    )


async def _garbage(chance: random.Random, phone: SimulatedPhone, connections: int) -> None:
    """Bytes that are no frames: after a proper handshake, or instead of it. The server may only close."""
    host, port = phone.browser.address.removeprefix("http://").split(":")
    hello = (
        f"GET {phone.line_path} HTTP/1.1\r\nHost: {host}:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"Origin: {phone.browser.address}\r\nCookie: {phone.browser.cookie}\r\n\r\n"
    ).encode()
    for _ in range(connections):
        reader, writer = await asyncio.open_connection(host, int(port))
        with contextlib.suppress(OSError):
            if chance.random() < 0.8:
                writer.write(hello)
                await reader.readuntil(b"\r\n\r\n")
            writer.write(chance.choice([_no_frame, _odd_frame])(chance))
            if chance.random() < 0.5:
                writer.write_eof()
                await reader.read(64 * 1024)
        writer.transport.abort()


def _no_frame(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(1, 400))


def _odd_frame(chance: random.Random) -> bytes:
    """Well begun: reserved bits, unknown opcodes, no mask, a length that never comes, text that is no UTF-8."""
    if chance.random() < 0.2:
        return b"\x81\x82" + bytes(4) + b"\xff\xfe"  # right in every way but for the letters
    first = chance.choice([0x81, 0x80, 0x01, 0x83, 0x8B, 0xC1, 0xF1, 0x09, 0x88])
    length = chance.choice([b"\xfe\xff\xff", b"\xff" + b"\x7f" * 8, b"\x85", b"\x05", b"\xfd"])
    return bytes([first]) + length + chance.randbytes(chance.randrange(150))


def flood(seed: int, count: int) -> int:
    """For the command line: 0 if all was well."""
    came = asyncio.run(flooded(seed, count))
    print(f"seed {seed}: {came.frames} frames, {came.answers} answers; {came.written} good cards meanwhile,")
    print(f"  the slowest confirmed after {came.slowest:.3f} s")
    for problem in came.problems:
        print(f"BROKEN: {problem}")
    return 1 if came.problems else 0
