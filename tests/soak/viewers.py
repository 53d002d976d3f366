"""Viewers that remember what they were sent, so that it can be held against the log afterwards.

Phones, consoles and walls are the same simulated phone at three doors. Each text that is written carries a mark of
its own; a mark that turns up anywhere in a message, in whatever field, tells that the text was sent.
"""

import asyncio
import json
import random
import re
import time
from typing import Any, ClassVar

from app.simulated import SimulatedPhone

MARK = re.compile(r"\bqz[0-9a-f]{12}\b")
LOOK_AT = 0.03  # part of the updates before which the picture is kept for comparison
LOOKS = 25  # pictures that one viewer keeps
AGAIN = 0.1  # part of the commands that are sent twice
LATE = 0.1  # part of the commands that are sent late, and so after those that came later
RELOADS_AFTER = 30.0  # seconds that a page shows nothing new


class Viewer(SimulatedPhone):
    """A simulated phone with a memory, and with the troubles of a bad line."""

    role: ClassVar[str] = "participant"

    def __init__(self, address: str, chance: random.Random) -> None:
        super().__init__(address, chance)
        self.asked: dict[str, dict[str, Any]] = {}
        self.accepted: dict[str, set[int]] = {}
        self.refused: dict[str, str] = {}  # for good
        self.passing: dict[str, int] = {}  # how often, by code
        self.marks: dict[str, int] = {}  # to the number at which it was first heard
        self.looks: list[tuple[int, dict[str, Any]]] = []
        self.complaints: list[str] = []
        self.came_back: list[float] = []  # seconds from the try to a picture
        self.sent: list[tuple[int, str]] = []  # which line, and which command
        self.troubled = False
        self.away = False  # for the rest of the day
        self.reads = asyncio.Event()
        self.reads.set()
        self._tried_at = 0.0
        self._lines = 0

    # ---- what is sent to it

    async def _talk(self) -> None:
        self._tried_at = time.monotonic()
        self._lines += 1
        await super()._talk()

    async def _receive(self, line: Any) -> str:
        async with asyncio.timeout(RELOADS_AFTER):
            await self.reads.wait()
        return await super()._receive(line)

    def _hear(self, text: str) -> None:
        message = json.loads(text)
        number = message.get("number", self.number)
        match message["type"]:
            case "snapshot":
                self.came_back.append(time.monotonic() - self._tried_at)
            case "update":
                if number < self.number:
                    self.complaints.append(f"was told {self.number} and then {number} on one line (B3)")
                if number > self.number and self.chance.random() < LOOK_AT:
                    self._look()
            case "accepted":
                self.accepted.setdefault(message["id"], set()).add(number)
            case "refused":
                if message["passing"]:
                    self.passing[message["code"]] = self.passing.get(message["code"], 0) + 1
                elif message["id"] not in self.accepted:
                    self.refused[message["id"]] = message["code"]
                else:
                    self.complaints.append(
                        f"{message['id']} was accepted and then refused: {message['code']}"
                    )
        if message["type"] in ("snapshot", "update"):
            for mark in MARK.findall(text):
                self.marks[mark] = min(number, self.marks.get(mark, number))
        else:
            self.complaints.extend(f"{mark} stood in {message['type']}" for mark in MARK.findall(text))
        super()._hear(text)
        if message["type"] == "snapshot":
            self._look()

    def _look(self) -> None:
        if len(self.looks) < LOOKS and self.picture:
            self.looks.append((self.number, dict(self.picture)))

    # ---- what it sends

    def ask(self, command: str, **fields: Any) -> asyncio.Future[Any]:
        before = set(self.unanswered)
        answer = super().ask(command, **fields)
        (command_id,) = self.unanswered.keys() - before
        self.asked[command_id] = self.unanswered[command_id]
        return answer

    def resend(self) -> None:
        """Send everything unanswered now, and not only with the next look at it."""
        self._waiting.clear()
        self._send_all()

    def ask_again(self) -> None:
        """Send something that was answered long ago, as a phone does that was killed before it could forget it."""
        done = [
            one
            for one in self.accepted
            if self.asked.get(one, {}).get("type") in ("add_card", "note_finding")
        ]
        if done and self._line is not None:
            again = asyncio.create_task(self._send(json.dumps(self.asked[self.chance.choice(done)])))
            _again.add(again)
            again.add_done_callback(_again.discard)

    async def _send(self, text: str) -> None:
        command_id = json.loads(text)["id"]
        if self.troubled and self.chance.random() < LATE:
            await asyncio.sleep(self.chance.uniform(0.0, 0.6))
            if command_id not in self.unanswered:
                return  # C6: what changed nothing is remembered only as long as the server runs
        await self._write(command_id, text)
        if self.troubled and self.chance.random() < AGAIN and command_id in self.unanswered:
            await self._write(command_id, text)

    async def _write(self, command_id: str, text: str) -> None:
        if self._line is not None:
            self.sent.append((self._lines, command_id))
        await super()._send(text)

    def mark(self) -> str:
        """A new one."""
        return f"qz{self.chance.getrandbits(48):012x}"


_again: set[asyncio.Task[None]] = set()


class Console(Viewer):
    """The facilitator's page."""

    role = "facilitator"

    @property
    def line_path(self) -> str:
        return f"/live/1/{self.session_id}/facilitator"


class Wall(Viewer):
    """The projector."""

    role = "projector"
    key = ""

    @property
    def line_path(self) -> str:
        return f"/live/1/wall/{self.key}"
