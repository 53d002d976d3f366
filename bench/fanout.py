"""Fan-out: one board, many phones; each change reaches every phone. Paced, and timed from the planned send."""

import asyncio
import json
import random
import re
import time
from array import array
from dataclasses import dataclass, field

import uvloop

from app.simulated import SimulatedPhone
from bench import server as servers
from bench.figure import Asked, Figure
from bench.line import Line, connect_all
from bench.server import Measured
from tests.facilitator import Facilitator

NAME = "fanout"
VIEWERS = 200
WARM_UP = 1.0  # seconds before anything is counted
# Of a card as the room sees it; its author is sent it a second time, as an own card, which is no delivery.
_TOKEN = re.compile(rb'"target_group":"t:(\d+)"[^{}]*"kind":"card"')


def figures(asked: Asked) -> list[Figure]:
    """1 board × 200 viewers, at each of the rates."""
    return [figure for rate in asked.rates for figure in _at(rate, asked)]


def _at(rate: int, asked: Asked) -> list[Figure]:
    ours, theirs = [], []
    for _ in range(asked.repeat):
        with servers.relay() as server:
            theirs.append(uvloop.run(bare_relay(server, VIEWERS, rate, asked.seconds)))
        with servers.product() as server:
            ours.append(uvloop.run(product(server, VIEWERS, rate, asked.seconds)))
    at = f"1x{VIEWERS}@{rate // 1000}k"
    share = 1.0 if rate <= 20_000 else 0.5
    ratio = [one.cpu / other.cpu for one, other in zip(ours, theirs, strict=True)]
    return [
        Figure(f"relay cpu per delivery {at}", "us", [run.cpu for run in theirs]),
        Figure(f"cpu per delivery {at}", "us", [run.cpu for run in ours]),
        Figure(f"cpu per delivery, share of the relay's {at}", "x", ratio, share),
        Figure(f"relay p99 {at}", "ms", [run.percentile(0.99) for run in theirs]),
        Figure(f"p50 {at}", "ms", [run.percentile(0.50) for run in ours], 15.0 if rate <= 20_000 else None),
        Figure(f"p99 {at}", "ms", [run.percentile(0.99) for run in ours], 30.0 if rate <= 20_000 else None),
        Figure(f"not delivered {at}", "share", [1 - run.delivered / run.planned for run in ours], 0.0),
    ]


@dataclass
class Run:
    """What one run showed. Latencies in ms, of every single delivery; CPU in µs for each delivery."""

    cpu: float
    delivered: int
    planned: int
    latencies: "array[float]" = field(repr=False)

    def percentile(self, share: float) -> float:
        """The latency (ms) below which this share of all deliveries lies."""
        ordered = sorted(self.latencies)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


async def product(server: Measured, viewers: int, deliveries: int, seconds: float) -> Run:
    """Our server: every phone edits its own card, in turn, and every phone may read every card."""
    ada = Facilitator(f"http://127.0.0.1:{server.port}", server.sign_in)
    await ada.signs_in()
    code = await ada.creates_a_workshop()
    phones = [SimulatedPhone(ada.browser.address, random.Random(number)) for number in range(viewers)]
    gate = asyncio.Semaphore(8)

    async def come_in(phone: SimulatedPhone, number: int) -> None:
        async with gate:
            await phone.join(code, ada.areas[number % len(ada.areas)])

    await asyncio.gather(*(come_in(phone, number) for number, phone in enumerate(phones)))
    await ada.opens("writing")
    clock = Clock(deliveries / viewers, viewers)
    paths = [(f"/live/1/{phone.session_id}/participant", phone.browser.cookie) for phone in phones]
    lines = await connect_all("127.0.0.1", server.port, paths, clock.heard)
    for number, (line, phone) in enumerate(zip(lines, phones, strict=True)):
        offer = {"name": f"Tilbud {number}", "area_id": phone.area_id, "target_group": "Børn og unge"}
        line.say(
            json.dumps(
                {"type": "add_card", "id": f"add{number}", "card_id": f"k{number}", "offer": offer}
            ).encode()
        )
    await ada.sees(lambda picture: sum(key.startswith("card:") for key in picture) == viewers)
    await ada.opens("placing")

    def command(turn: int) -> bytes:
        asked = {
            "type": "edit_card",
            "id": f"edit{turn}",
            "card_id": f"k{turn % viewers}",
            "changes": {"target_group": f"t:{turn}"},
        }
        return json.dumps(asked).encode()

    run = await _paced(server, lines, clock, command, seconds)
    await ada.goes_home()
    return run


async def bare_relay(server: Measured, viewers: int, deliveries: int, seconds: float) -> Run:
    """The relay: the same pace, the same size of message, nothing else done to it."""
    clock = Clock(deliveries / viewers, viewers)
    lines = await connect_all("127.0.0.1", server.port, [("/", "")] * viewers, clock.heard)

    def message(turn: int) -> bytes:
        filling = "x" * 460  # an update with one card is this long
        return json.dumps(
            {"type": "update", "number": turn, "target_group": f"t:{turn}", "card": filling, "kind": "card"},
            separators=(",", ":"),
        ).encode()

    return await _paced(server, lines, clock, message, seconds)


class Clock:
    """Plans the sends and times the receipts."""

    def __init__(self, rate: float, viewers: int) -> None:
        self.rate, self.viewers = rate, viewers
        self.begun = 0.0
        self.counting_from = 0
        self.latencies: array[float] = array("d")

    def planned(self, turn: int) -> float:
        """When turn number so-and-so is to be sent (s, monotonic)."""
        return self.begun + turn / self.rate

    def heard(self, line: Line, payload: bytes) -> None:
        now = time.perf_counter()
        for token in _TOKEN.findall(payload):
            turn = int(token)
            if turn >= self.counting_from:
                self.latencies.append((now - self.planned(turn)) * 1000)


async def _paced(server: Measured, lines: list[Line], clock: Clock, message: object, seconds: float) -> Run:
    assert callable(message)
    await asyncio.sleep(0.3)  # whatever the joining stirred up is over
    warm, turns = int(WARM_UP * clock.rate), int(seconds * clock.rate)
    clock.begun, clock.counting_from = time.perf_counter() + 0.05, warm
    used = 0.0
    for turn in range(warm + turns):
        if turn == warm:
            used = server.cpu()
        ahead = clock.planned(turn) - time.perf_counter()
        if ahead > 0.0005:
            await asyncio.sleep(ahead)
        lines[turn % len(lines)].say(message(turn))
    planned = turns * len(lines)
    for _ in range(300):  # three seconds for the last ones
        if len(clock.latencies) >= planned:
            break
        await asyncio.sleep(0.01)
    used = server.cpu() - used
    for line in lines:
        line.transport.close()
    delivered = len(clock.latencies)
    return Run(used / max(delivered, 1) * 1e6, delivered, planned, clock.latencies)
