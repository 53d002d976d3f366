"""What a client may do wrong on the socket, and who is not let in: a clear answer, and nothing stored."""

import asyncio
import json
from pathlib import Path

import pytest
import websockets

from app import live, wire
from tests.app.site import Ada, card, running


@pytest.mark.parametrize(
    ("message", "code", "field"),
    [
        (
            {"type": "add_card", "card_id": "k1", "offer": {"name": "  ", "area_id": "skole"}},
            "empty_name",
            "name",
        ),
        ({"type": "add_card", **card("k1", "x" * 201)}, "too_long", "name"),
        ({"type": "note_finding", "finding_id": "f", "form": "gap", "text": " "}, "empty", "text"),
        ({"type": "note_finding", "finding_id": "f", "form": "gap", "text": "x" * 5000}, "too_long", "text"),
        (
            {"type": "note_finding", "finding_id": "f", "form": "gap", "text": "x", "card_ids": ["k"] * 51},
            "too_many",
            "card_ids",
        ),
        ({"type": "add_card", **card("k1", "Barn 010190-1234")}, "cpr", "name"),
        ({"type": "add_card", **card("k1"), "step_id": "findes-ikke"}, "no_such_step", ""),
        ({"type": "add_card", **card("k1", area_id="findes-ikke")}, "no_such_area", "area_id"),
        ({"type": "edit_card", "card_id": "findes-ikke", "changes": {"name": "x"}}, "no_such_card", ""),
        ({"type": "open_stage", "stage_id": "placing"}, "not_allowed", ""),
        ({"type": "freeze"}, "not_allowed", ""),
        ({"type": "move_card", "card_id": "adas", "step_id": "almen"}, "not_now", ""),
        ({"type": "edit_card", "card_id": "adas", "changes": {"name": "x"}}, "not_yours", ""),
        ({"type": "add_card", **card("k1"), "colour": "red"}, "malformed", ""),
        (
            {"type": "add_card", "card_id": "k1", "offer": {"name": "x", "area_id": "skole", "price": 1}},
            "malformed",
            "",
        ),
        ({"type": "join", "area_id": "ppr"}, "malformed", ""),
        (
            {"type": "add_card", "card_id": "no blanks", "offer": {"name": "x", "area_id": "skole"}},
            "malformed",
            "",
        ),
        ({"type": "sing"}, "malformed", ""),
        ({}, "malformed", ""),
    ],
)
async def test_what_is_asked_wrongly_is_refused_by_its_id_and_the_socket_lives(
    ada: Ada, message: dict[str, object], code: str, field: str
) -> None:
    """C1: a clear answer with the command's id, and nothing is stored."""
    await ada.opens("writing")
    async with ada.console() as console:
        await console.ask("add_card", **card("adas", area_id="ppr"))
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        before = (await line.hear())["number"]
        await line.socket.send(json.dumps({"id": "mine", **message}))
        answer = await line.until(lambda heard: heard["type"] == "refused")
        assert (answer["id"], answer["code"], answer["field"]) == ("mine", code, field)
        assert answer["sentence"]
        assert answer["passing"] == (code == "not_now")
        await line.socket.send('{"type":"ping"}')
        await line.until(lambda heard: heard["type"] == "pong")
    room = await ada.site.parts.hub.room(ada.session_id)
    assert room.board.number == before


@pytest.mark.parametrize(
    "frame_",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "42",
        '"text"',
        '{"type":',
        "{" * 5000,
        "\x00",
        b"binary",
        '{"id": 7, "type": "x"}',
    ],
)
async def test_a_malformed_frame_is_refused_and_the_socket_lives(ada: Ada, frame_: str | bytes) -> None:
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        await line.socket.send(frame_)
        answer = await line.hear()
        assert (answer["type"], answer["code"], answer["id"]) == ("refused", "malformed", None)
        await line.socket.send('{"type":"ping"}')
        assert (await line.hear())["type"] == "pong"


async def test_after_many_malformed_frames_the_socket_is_closed(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 5)
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        for _ in range(8):
            await line.socket.send("nonsense")
        assert await line.closed() == (4429, "too_wild")


async def test_an_oversized_frame_closes_the_socket_and_stores_nothing(ada: Ada) -> None:
    """E4: 64 KiB."""
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        await line.say("add_card", **card("k1", "x" * 70_000))
        code, _ = await line.closed()
        assert code == 1009
    async with ada.site.line(ada.phones_live, ben) as line:
        assert not any(key.startswith("own:") for key in (await line.hear(), line.picture)[1])


async def test_too_many_commands_are_refused_for_the_person_whatever_the_number_of_tabs(
    tmp_path: Path,
) -> None:
    """E4: for each participant, never for each address."""
    async with running(tmp_path, commands_per_second=0.5) as site:
        ada = Ada(site)
        await ada.signs_in()
        await ada.plans()
        await ada.opens("writing")
        ben, beth = await ada.joins("Ben"), await ada.joins("Beth")
        async with (
            site.line(ada.phones_live, ben) as one,
            site.line(ada.phones_live, ben) as two,
            site.line(ada.phones_live, beth) as other,
        ):
            answers = [await (one, two)[n % 2].ask("add_card", **card(f"k{n}")) for n in range(8)]
            assert [answer["type"] for answer in answers[:5]] == ["accepted"] * 5
            refused = answers[-1]
            assert (refused["code"], refused["passing"]) == ("too_fast", True)
            assert (await other.ask("add_card", **card("b1")))["type"] == "accepted"


async def test_a_stale_tab_after_the_freeze_is_told_so_and_keeps_its_socket(ada: Ada) -> None:
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line, ada.console() as console:
        await line.ask("add_card", **card("k1"))
        await console.ask("freeze")
        answer = await line.ask("edit_card", card_id="k1", changes={"name": "For sent"})
        assert (answer["type"], answer["code"], answer["passing"]) == ("refused", "frozen", False)
        await line.sees(lambda picture: picture["stage"]["frozen_at"] is not None)


async def test_without_a_ticket_the_socket_says_so(ada: Ada) -> None:
    """A2: who looks follows from the cookie."""
    for path in (ada.phones_live, ada.live):
        async with ada.site.line(path) as line:
            assert await line.closed() == (4401, "no_ticket")


async def test_a_participant_opens_neither_console_nor_another_session(ada: Ada) -> None:
    """A2: that one session, as that one person, and no other role."""
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.live, ben) as line:
        assert await line.closed() == (4403, "no_entry")
    other = Ada(ada.site)
    other.browser = ada.browser
    await other.plans(title="En anden dag")
    for path in (other.phones_live, other.live):
        async with ada.site.line(path, ben) as line:
            assert await line.closed() == (4401, "no_ticket")


async def test_a_session_or_a_projector_that_does_not_exist(ada: Ada) -> None:
    for path in ("/live/1/wall/nothing", "/live/1/nothing/facilitator"):
        async with ada.site.line(path, ada.browser) as line:
            assert await line.closed() == (4404, "no_session")


async def test_another_sites_page_gets_no_socket(ada: Ada) -> None:
    """A3: refused before it opens."""
    ben = await ada.joins("Ben")
    for origin in ("https://evil.example", "http://127.0.0.1", "null"):
        with pytest.raises(websockets.InvalidStatus) as refused:
            async with ada.site.line(ada.phones_live, ben, origin=origin):
                pass
        assert refused.value.response.status_code == 403


async def test_an_unexpected_fault_closes_that_socket_and_is_logged_without_text(
    ada: Ada, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ben = await ada.joins("Ben")

    def broken(*_: object) -> None:
        raise RuntimeError("card text: Hemmelig klub")

    async with ada.site.line(ada.phones_live, ben) as line, ada.console() as console:
        await line.hear()
        monkeypatch.setattr("board.order.decide", broken)
        await line.say("add_card", id="c77", **card("k1", "Hemmelig klub"))
        assert await line.closed() == (1011, "went_wrong")
        monkeypatch.undo()
        assert (await console.ask("open_stage", stage_id="writing"))["type"] == "accepted"


async def test_whoever_sends_far_too_much_can_still_read_why(ada: Ada) -> None:
    """E4: the reason arrives although the client was in the middle of sending."""
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        sending = asyncio.create_task(line.socket.send("x" * 20_000_000))
        assert (await line.closed())[0] == 1009
        await asyncio.gather(sending, return_exceptions=True)


async def test_a_fault_at_the_door_is_told_as_ours(ada: Ada, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: str) -> None:
        raise RuntimeError

    ben = await ada.joins("Ben")
    monkeypatch.setattr(ada.site.parts.hub, "room", broken)
    async with ada.site.line(ada.phones_live, ben) as line:
        assert await line.closed() == (1011, "went_wrong")


async def test_patience_is_for_a_person_and_not_for_each_tab(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "PATIENCE", 5)
    ben, beth = await ada.joins("Ben"), await ada.joins("Beth")
    async with ada.site.line(ada.phones_live, ben) as one, ada.site.line(ada.phones_live, ben) as two:
        for _ in range(4):
            await one.socket.send("nonsense")
        await one.until(lambda heard: heard["type"] == "refused")
        for _ in range(4):
            await two.socket.send("nonsense")
        assert await two.closed() == (4429, "too_wild")
    async with ada.site.line(ada.phones_live, beth) as line:
        await line.socket.send("nonsense")
        await line.until(lambda heard: heard["type"] == "refused")


async def test_a_participant_opens_so_many_windows_and_no_more(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "WINDOWS", 2)
    ben, beth = await ada.joins("Ben"), await ada.joins("Beth")
    async with (
        ada.site.line(ada.phones_live, beth) as other,
        ada.site.line(ada.phones_live, ben) as one,
        ada.site.line(ada.phones_live, ben) as two,
    ):
        async with ada.site.line(ada.phones_live, ben) as three:
            await three.hear()
            assert await one.closed() == (4429, "too_wild")
        async with ada.site.line(ada.phones_live, ben) as four:
            for line in (two, four, other):
                await line.socket.send('{"type":"ping"}')
                await line.until(lambda heard: heard["type"] == "pong")


@pytest.mark.parametrize(
    "frame_",
    [
        json.dumps({"type": "add_card", "id": "q", **{f"k{n}": 0 for n in range(5000)}}),
        '{"type":"move_card","id":"q","card_id":"k","other_steps":[' + ",".join(['""'] * 20_000) + "]}",
    ],
)
def test_thousands_of_faults_in_one_frame_are_not_told_one_by_one(
    frame_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each would be some microseconds in which everybody waits."""
    told = []
    monkeypatch.setattr(wire, "_told", lambda one: told.append(one))
    with pytest.raises(wire.Unreadable) as unreadable:
        wire.parse(frame_)
    assert (unreadable.value.refused.code, unreadable.value.command_id) == ("malformed", "q")
    assert not told
