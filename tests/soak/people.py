"""What the people at the phones, the wall and the console do, quicker than people and sometimes against the rules."""

import asyncio
from collections.abc import Callable
from typing import Any

from tests.soak.viewers import Console, Viewer, Wall

CARDS = 4  # that one person writes
TRIES = 0.05  # part of the deeds that are not allowed


class Person:
    """Holds a phone."""

    def __init__(self, phone: Viewer, pause: float) -> None:
        self.phone, self.pause, self.chance = phone, pause, phone.chance
        self.written = 0

    async def take_part(self) -> None:
        while True:
            await asyncio.sleep(self.pause * self.chance.uniform(0.3, 1.7))
            if self.phone.picture and not self.phone.away:
                self._do(self.phone.stage["abilities"])

    def _do(self, abilities: list[str]) -> None:
        own = [card for card in self.phone.things("own") if not card["withdrawn"]]
        deeds: list[Callable[[], None]] = []
        if "write" in abilities:
            deeds += [self._write] * (6 if self.written < CARDS else 0)
            deeds += [lambda: self._edit(own), lambda: self._edit(own), lambda: self._withdraw(own)]
            deeds += [self._bring_back]
        if "place" in abilities:
            deeds += [lambda: self._place(own)] * 5
        if "note" in abilities:
            deeds += [self._note] * 2
        if self.chance.random() < TRIES:
            self.chance.choice([self._try_a_number, self._try_another_table, self.phone.ask_again])()
        elif deeds:
            self.chance.choice(deeds)()

    def _write(self) -> None:
        self.written += 1
        fields = {"name": f"Tilbud {self.phone.mark()}", "area_id": self.phone.area_id}
        if self.chance.random() < 0.7:
            fields["description"] = f"Et forløb over otte uger {self.phone.mark()}. " + "Bla bla. " * 20
        self.phone.ask("add_card", card_id=f"k-{self.phone.mark()[2:]}", offer=fields)

    def _edit(self, own: list[dict[str, Any]]) -> None:
        if own:
            card_id = self.chance.choice(own)["card_id"]
            self.phone.ask(
                "edit_card", card_id=card_id, changes={"target_group": f"Unge {self.phone.mark()}"}
            )

    def _withdraw(self, own: list[dict[str, Any]]) -> None:
        if len(own) > 1:
            self.phone.ask("withdraw_card", card_id=self.chance.choice(own)["card_id"])

    def _bring_back(self) -> None:
        gone = [card for card in self.phone.things("own") if card["withdrawn"]]
        if gone:
            self.phone.ask("bring_back_card", card_id=self.chance.choice(gone)["card_id"])

    def _place(self, own: list[dict[str, Any]]) -> None:
        table = [card for card in self.phone.things("card") if card["area_id"] == self.phone.area_id]
        if own or table:
            move(self.phone, self.chance.choice(own or table))

    def _note(self) -> None:
        cards = [card["card_id"] for card in self.phone.things("card")]
        about = self.chance.sample(cards, min(2, len(cards)))
        text = f"Hvad er forskellen? {self.phone.mark()}"
        finding = f"f-{self.phone.mark()[2:]}"
        self.phone.ask("note_finding", finding_id=finding, form="overlap", text=text, card_ids=about)

    def _try_a_number(self) -> None:
        name = f"Barnet 010180-1234 {self.phone.mark()}"
        offer = {"name": name, "area_id": self.phone.area_id}
        self.phone.ask("add_card", card_id=f"k-{self.phone.mark()[2:]}", offer=offer)

    def _try_another_table(self) -> None:
        others = [card for card in self.phone.things("card") if card["area_id"] != self.phone.area_id]
        if others:
            changes = {"description": f"Det er noget værre noget {self.phone.mark()}"}
            self.phone.ask("edit_card", card_id=self.chance.choice(others)["card_id"], changes=changes)


def move(viewer: Viewer, card: dict[str, Any]) -> None:
    """Put a card on some step, and sometimes on two."""
    steps = [step["step_id"] for step in viewer.picture["session"]["steps"]]
    others = viewer.chance.sample(steps, viewer.chance.choice([0, 0, 0, 1, 2]))
    there = viewer.chance.choice(steps)
    viewer.ask("move_card", card_id=card["card_id"], step_id=there, other_steps=others)


async def touch(wall: Wall, pause: float) -> None:
    """Someone drags cards on a touch wall now and then."""
    while True:
        await asyncio.sleep(pause * wall.chance.uniform(1.0, 3.0))
        if wall.picture and "place" in wall.stage["abilities"] and (cards := wall.things("card")):
            move(wall, wall.chance.choice(cards))


async def facilitate(console: Console, pause: float) -> None:
    """What a facilitator does within a stage. The stages themselves are opened by the day."""
    chance = console.chance
    while True:
        await asyncio.sleep(pause * chance.uniform(0.3, 1.7))
        cards = console.things("card")
        if not cards or console.picture["stage"]["frozen_at"] is not None:
            continue
        card = chance.choice(cards)
        match chance.randrange(9):
            case 0:
                console.ask("reveal_texts", revealed=chance.choice([True, False, False, None]))
            case 1 if not card["withdrawn"]:
                console.ask("present_card", card_id=card["card_id"])
            case 2:
                console.ask("present_card", card_id=None)
            case 3:
                done = [deed for deed in console.things("deed") if deed["undoable"]]
                # Not the stages: the day goes on by itself.
                done = [deed for deed in done if deed["what"] != "stage_opened"]
                if done:
                    console.ask("undo", number=chance.choice(done[-6:])["number"])
            case 4:
                console.ask("extend_clock", minutes=chance.randrange(1, 9))
            case 5:
                what = f"Ring til Sundhedsplejen {console.mark()}"
                console.ask("note_action", action_id=f"a-{console.mark()[2:]}", what=what, who="Ada")
            case 6:
                console.ask("withdraw_card", card_id=card["card_id"])
            case 7 if card["withdrawn"]:
                console.ask("bring_back_card", card_id=card["card_id"])
            case _:
                move(console, card)
