"""The access table of the sockets: every door, and every command behind it, for every kind of person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, get_args

import pytest
import pytest_asyncio
import websockets

from board.commands import AskedOnSocket
from sessions import lifecycle
from tests.app.everybody import MEMBERS, Everybody, everybody
from tests.app.site import Line, card, cookies

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What may be asked, with fields that fit: by everybody who takes part, and by the facilitator alone.
_FINDING = {"finding_id": "f1", "form": "gap", "text": "Et hul"}
_ACTION = {"action_id": "a1", "what": "Ring"}
EVERYBODY: dict[str, dict[str, Any]] = {
    "add_card": card("k9"),
    "confirm_card": {"card_id": "none"},
    "edit_card": {"card_id": "none", "changes": {}},
    "move_card": {"card_id": "none"},
    "withdraw_card": {"card_id": "none"},
    "bring_back_card": {"card_id": "none"},
    "note_finding": _FINDING,
    "edit_finding": _FINDING | {"finding_id": "none"},
    "present_card": {"card_id": "none"},
    "ask_question": {"question_id": "q1", "card_id": "none", "text": "Hvem?"},
}
PARTICIPANT: dict[str, dict[str, Any]] = {
    "offer_to_present": {"offers": True},
    "support_finding": {"finding_id": "none", "supported": True},
    "support_question": {"question_id": "none", "supports": True},
}
FACILITATOR: dict[str, dict[str, Any]] = {
    "open_stage": {"stage_id": "none"},
    "pause_clock": {},
    "resume_clock": {},
    "extend_clock": {"minutes": 1},
    "end_clock": {},
    "reveal_texts": {"revealed": None},
    "mark_presented": {"card_id": "none", "presented": True},
    "give_turn": {"area_id": None},
    "choose_presenter": {"area_id": "skole", "person_id": None},
    "arrange_areas": {"area_ids": []},
    "arrange_cards": {"area_id": "skole", "card_ids": []},
    "time_area": {"area_id": "skole", "minutes": None},
    "merge_questions": {"question_id": "none", "into_id": "nothing"},
    "answer_question": {"question_id": "none", "state": "open"},
    "show_question": {"question_id": None},
    "remove_finding": {"finding_id": "none"},
    "merge_findings": {"finding_id": "none", "gone_id": "nothing"},
    "reject_candidate": {"card_ids": ["none", "nothing"]},
    "set_overview": {},
    "note_action": _ACTION,
    "edit_action": _ACTION | {"action_id": "none"},
    "remove_action": {"action_id": "none"},
    "change_setup": {"changes": {}, "seen": {}},
    "lock_board": {"locked": False},
    "hold_wall": {"held": False},
    "remove_person": {"person_id": "none", "removed": False},
    "withdraw_cards_of": {"person_id": "none"},
    "undo": {"number": 1},
    "dismiss_cpr": {"place": "offer:none:name"},
    "merge_cards": {"card_id": "none", "gone_card_id": "nothing"},
    "split_card": {"card_id": "none", "new_card_id": "k8", "offer": card("k8")["offer"]},
    # Last, and in this order: afterwards the board is open as before.
    "freeze": {},
    "begin_tidying": {},
    "give_up_tidying": {},
    "reopen": {},
}

# Which door opens to whom: of an open board, and of one that is frozen.
_RUN = {"owner", "facilitator", "administrator", "operator", "helper"}
_TIDY = {"consultant", "owner_demoted"}
_PARTICIPANTS = {"participant"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def them(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Everybody]:
    async with everybody(tmp_path_factory.mktemp("live")) as them:
        yield them


@asynccontextmanager
async def line(them: Everybody, cookie: str, path: str) -> AsyncIterator[Line]:
    async with websockets.connect(
        f"ws://127.0.0.1:{them.site.port}{path}",
        additional_headers={"Cookie": cookie} if cookie else {},
        origin=websockets.Origin(them.site.address),
        compression=None,
        max_size=None,
    ) as socket:
        yield Line(socket)


async def opens(them: Everybody, who: str, path: str) -> bool:
    """Whether a socket there is told of the board; one that is not is told nothing at all."""
    async with line(them, them.cookies[who], path) as heard:
        try:
            return bool((await heard.hear())["type"] == "snapshot")
        except websockets.ConnectionClosed:
            return False


async def refusals(
    them: Everybody, cookie: str, path: str, asked: dict[str, dict[str, Any]]
) -> dict[str, str]:
    """What is answered to each command: the code of its refusal, or “accepted”."""
    told: dict[str, str] = {}
    async with line(them, cookie, path) as heard:
        await heard.hear()
        for command, fields in asked.items():
            answer = await heard.ask(command, **fields)
            told[command] = answer.get("code", answer["type"])
    return told


async def test_the_tables_have_every_command() -> None:
    there = {one.model_fields["type"].default for one in get_args(AskedOnSocket)}
    assert there == {*EVERYBODY, *PARTICIPANT, *FACILITATOR}


async def test_each_door_opens_to_whom_the_table_names_and_tells_nobody_else_anything(
    them: Everybody,
) -> None:
    frozen, wrong = them.values["session_id"], []
    doors = {
        f"/live/1/{frozen}/facilitator": _RUN | _TIDY,
        f"/live/1/{them.live}/facilitator": _RUN - {"helper"},  # who helps with the other one
        f"/live/1/{frozen}/participant": _PARTICIPANTS,
        f"/live/1/{them.live}/participant": set(),
        f"/live/1/wall/{them.values['projector_key']}": set(them.cookies),  # whoever has the key
        f"/live/1/wall/{frozen}": set(),
    }
    assert set(MEMBERS) < set(them.cookies)
    for path, theirs in doors.items():
        wrong += [f"{path}: {who}" for who in them.cookies if await opens(them, who, path) != (who in theirs)]
    assert not wrong, "\n".join(wrong)


async def test_every_command_is_refused_to_whom_it_is_not_for(them: Everybody) -> None:
    session = await lifecycle.find(them.site.parts.database, them.live)
    assert session is not None
    phone = them.site.browser()
    await phone.post(f"/q/{session.join_key}", data={"name": "Ben", "area": "skole", "was": "no"})
    everything = EVERYBODY | PARTICIPANT | FACILITATOR

    told = await refusals(them, cookies(phone), f"/live/1/{them.live}/participant", everything)
    assert {command for command, why in told.items() if why == "not_allowed"} == set(FACILITATOR)
    wall = await refusals(them, "", f"/live/1/wall/{session.projector_key}", everything)
    assert {command for command, why in wall.items() if why == "accepted"} == set()
    for who in ("facilitator", "owner", "administrator", "operator"):
        path = f"/live/1/{them.live}/facilitator"
        told = await refusals(them, them.cookies[who], path, EVERYBODY | FACILITATOR)
        assert "not_allowed" not in told.values(), (who, told)
        assert told["reopen"] == "accepted"


async def test_who_may_tidy_up_what_is_frozen_never_opens_it_again(them: Everybody) -> None:
    path = f"/live/1/{them.values['session_id']}/facilitator"
    asked = {"begin_tidying": {}, **EVERYBODY, "reopen": {}, "give_up_tidying": {}}
    told = await refusals(them, them.cookies["consultant"], path, asked)
    assert {command for command, why in told.items() if why == "not_allowed"} == {"reopen"}
    assert told["add_card"] == told["begin_tidying"] == "accepted"
    assert (await refusals(them, them.cookies["helper"], path, {"reopen": {}, "freeze": {}}))[
        "reopen"
    ] == "accepted"
