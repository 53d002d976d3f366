"""The socket, with real ones: what each viewer was sent, and what a client may do wrong."""

import asyncio
import json
from pathlib import Path

import pytest
import websockets

from app import live, socket
from app.socket import frame
from board.closing import COME_BACK, MOVED_TABLE, TOO_SLOW
from tests.app.site import Ada, Site, cookies, running


def card(card_id: str, name: str = "Lektiecafé", area_id: str = "skole") -> dict[str, object]:
    return {"card_id": card_id, "offer": {"name": name, "area_id": area_id}}


async def test_what_ben_writes_reaches_his_table_and_only_as_a_number_the_others(ada: Ada) -> None:
    """B7: text that may not be seen is in nothing that was sent."""
    await ada.opens("writing")
    ben, beth, cleo = await ada.joins("Ben"), await ada.joins("Beth"), await ada.joins("Cleo", "ppr")
    site = ada.site
    async with (
        site.line(ada.phones_live, ben) as bens,
        site.line(ada.phones_live, beth) as beths,
        site.line(ada.phones_live, cleo) as cleos,
        site.line(ada.wall_live) as wall,
        ada.console() as console,
    ):
        answer = await bens.ask("add_card", **card("k1", "Hemmelig klub"))
        assert answer["type"] == "accepted"
        await bens.sees(lambda picture: "own:k1" in picture)
        await beths.sees(lambda picture: "card:k1" in picture)
        await console.sees(lambda picture: "card:k1" in picture)
        for line in (cleos, wall):
            await line.sees(lambda picture: picture.get("count:skole", {}).get("stored") == 1)
            assert "Hemmelig" not in "".join(line.texts)
        assert "own:k1" not in beths.picture
        assert "Ben" not in "".join(text for line in (beths, cleos, wall, console) for text in line.texts)


async def test_the_snapshot_comes_first_and_each_frame_is_one_message(ada: Ada) -> None:
    """A4: one door."""
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        first = await line.hear()
        assert (first["type"], first["role"], first["area_id"]) == ("snapshot", "participant", "skole")
        assert first["release"] == ada.site.parts.manifest.release
        await line.say("ping", id="p")
        assert (await line.hear())["type"] == "refused"  # a ping has no id: unknown fields are refused
        await line.socket.send('{"type":"ping"}')
        assert (await line.hear())["type"] == "pong"


async def test_two_tabs_of_one_person_both_hear_everything(ada: Ada) -> None:
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as one, ada.site.line(ada.phones_live, ben) as two:
        await one.ask("add_card", **card("k1"))
        await two.sees(lambda picture: {"own:k1", "card:k1"} <= picture.keys())
        await two.ask("edit_card", card_id="k1", changes={"target_group": "Klasse 4-6"})
        await one.sees(lambda picture: picture.get("own:k1", {}).get("target_group") == "Klasse 4-6")


async def test_a_command_sent_twice_counts_once(ada: Ada) -> None:
    """C3: asking twice counts once, also on another socket."""
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        first = await line.ask("add_card", id="same", **card("k1"))
    async with ada.site.line(ada.phones_live, ben) as line:
        assert await line.ask("add_card", id="same", **card("k1")) == first


async def test_a_flood_of_commands_is_carried_out_in_the_order_in_which_they_were_sent(ada: Ada) -> None:
    """C5: more than may be in flight, and each one needs the one before it."""
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    count = live.IN_FLIGHT * 3
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.say("add_card", id="c0", **card("k1", "Navn 0"))
        for number in range(1, count):
            await line.say("edit_card", id=f"e{number}", card_id="k1", changes={"name": f"Navn {number}"})
        await line.sees(lambda picture: picture.get("own:k1", {}).get("name") == f"Navn {count - 1}")
        answers = [message for message in line.heard if message["type"] in ("accepted", "refused")]
        assert {message["type"] for message in answers} == {"accepted"}


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


async def test_two_facilitators_see_the_same_and_may_both_act(ada: Ada) -> None:
    other = Ada(ada.site)
    await other.signs_in()
    other.session_id = ada.session_id
    async with ada.console() as one, other.console() as two:
        await one.ask("open_stage", stage_id="writing")
        await two.ask("add_card", **card("k1"))
        await two.ask("open_stage", stage_id="placing")
        await one.sees(lambda picture: picture["stage"]["stage_id"] == "placing" and "card:k1" in picture)
        await two.sees(lambda picture: picture["stage"]["stage_id"] == "placing")
        assert one.picture == two.picture


async def test_sentences_are_in_the_language_of_whoever_reads_them(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    ben.cookies.set("lang", "en")
    async with ada.site.line(ada.phones_live, ben) as line:
        refused = await line.ask("add_card", **card("k1"))
        assert refused["code"] == "not_now"
        assert "Det" not in refused["sentence"]


async def test_drafts_are_told_by_area_to_facilitator_and_projector_alone(ada: Ada) -> None:
    """D2: hints, never logged."""
    ben, cleo = await ada.joins("Ben"), await ada.joins("Cleo", "ppr")
    async with (
        ada.site.line(ada.phones_live, ben) as bens,
        ada.site.line(ada.phones_live, cleo) as cleos,
        ada.console() as console,
    ):
        await bens.socket.send('{"type":"drafts","count":3}')
        told = await console.until(lambda heard: heard.get("drafts") == {"skole": 3})
        assert (told["type"], told["phones"]) == ("presence", 2)
        await cleos.socket.send('{"type":"ping"}')
        await cleos.until(lambda heard: heard["type"] == "pong")
        assert all(message["type"] != "presence" for message in cleos.heard)


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


async def test_whoever_changes_table_is_sent_to_the_other_one(ada: Ada) -> None:
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        await ben.post(ada.join_path + "?change", data={"name": "Ben", "area": "ppr"})
        assert await line.closed() == tuple(MOVED_TABLE)
    async with ada.site.line(ada.phones_live, ben) as line:
        assert (await line.hear())["area_id"] == "ppr"


async def test_a_phone_that_does_not_read_is_closed_and_slows_nobody(
    ada: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """E3: one slow phone slows nobody; it is let go with a reason."""
    monkeypatch.setattr(socket, "BACKLOG", 20_000)
    monkeypatch.setattr(socket, "CLOSE_WITHIN", 0.2)
    await ada.opens("placing")
    ben, slow = await ada.joins("Ben"), await ada.joins("Sofie")
    _reader, writer = await asyncio.open_connection("127.0.0.1", ada.site.port, limit=1024)
    writer.write(
        f"GET {ada.phones_live} HTTP/1.1\r\nHost: 127.0.0.1:{ada.site.port}\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
        f"Cookie: {cookies(slow)}\r\n\r\n".encode()
    )
    room = await ada.site.parts.hub.room(ada.session_id)
    while not any(client.actor.role == "participant" for client in room.clients):
        await asyncio.sleep(0.01)  # the handshake; from now on this phone reads nothing
    (stalled,) = (client for client in room.clients if client.actor.role == "participant")
    async with ada.site.line(ada.phones_live, ben) as line, ada.console() as console:
        text = "æ" * 3900
        for number in range(400):
            if stalled not in room.clients:
                break
            await console.ask(
                "add_card",
                **card(f"k{number}") | {"offer": {"name": "Tilbud", "area_id": "skole", "description": text}},
            )
        assert stalled not in room.clients
        assert stalled.closing == TOO_SLOW
        await console.ask("add_card", **card("last"))
        await line.sees(lambda picture: "card:last" in picture)
    writer.close()
    metrics = (await ada.browser.get("/metrics")).text
    assert 'tilbudstrappen_sockets_closed_total{reason="too_slow"} 1.0' in metrics


async def test_frames_reach_the_client_in_order_with_pings_and_the_close(ada: Ada) -> None:
    """uvicorn's pongs and our frames take turns on one transport; after the close nothing comes."""
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line, ada.console() as console:
        await line.hear()
        for number in range(30):
            pong = await line.socket.ping()
            await console.ask("open_stage", stage_id=("writing", "placing")[number % 2])
            await pong
        await line.sees(lambda picture: picture["stage"]["stage_id"] == "placing")
        numbers = [message["number"] for message in line.heard if message["type"] == "update"]
        assert numbers == sorted(numbers)
        room = await ada.site.parts.hub.room(ada.session_id)
        viewer = next(client for client in room.clients if client.actor.role == "participant")
        viewer.close(COME_BACK)
        viewer.offer(frame(b'{"type":"pong","now":0}'))
        viewer.close(TOO_SLOW)
        assert await line.closed() == tuple(COME_BACK)


async def test_an_unexpected_fault_closes_that_socket_and_is_logged_without_text(
    ada: Ada, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ben = await ada.joins("Ben")
    room = await ada.site.parts.hub.room(ada.session_id)

    async def broken(*_: object) -> int:
        raise RuntimeError("card text: Hemmelig klub")

    async with ada.site.line(ada.phones_live, ben) as line, ada.console() as console:
        await line.hear()
        monkeypatch.setattr(room, "submit", broken)
        await line.say("add_card", id="c77", **card("k1", "Hemmelig klub"))
        assert await line.closed() == (1011, "went_wrong")
        monkeypatch.undo()
        assert (await console.ask("open_stage", stage_id="writing"))["type"] == "accepted"


async def test_when_the_server_stops_what_was_asked_is_stored_and_sockets_are_told_to_come_back(
    ada: Ada,
) -> None:
    """E2: the reason is `come_back`, and what was sent in time is kept."""
    await ada.opens("writing")
    ben = await ada.joins("Ben")
    async with ada.site.line(ada.phones_live, ben) as line:
        await line.hear()
        for number in range(20):
            await line.say("add_card", id=f"a{number}", **card(f"k{number}"))
        await line.until(lambda heard: heard.get("type") == "accepted")
        ada.site.server.should_exit = True
        assert await line.closed() == tuple(COME_BACK)
        accepted = {message["id"] for message in line.heard if message["type"] == "accepted"}
        shown = {key for key in line.picture if key.startswith("own:")}
        assert {f"own:k{id_[1:]}" for id_ in accepted} <= shown


async def test_the_measures_count_sockets_and_commands(ada: Ada, site: Site) -> None:
    async with ada.console() as console:
        await console.ask("open_stage", stage_id="writing")
        await console.ask("pause_clock")
        await console.ask("open_stage", stage_id="nowhere")
        text = (await site.browser().get("/metrics")).text
    assert 'tilbudstrappen_sockets{role="facilitator"} 1.0' in text
    assert 'tilbudstrappen_commands_total{result="accepted"} 2.0' in text
    assert 'tilbudstrappen_commands_total{result="no_such_stage"} 1.0' in text
    assert "tilbudstrappen_commit_seconds_count" in text
    assert "tilbudstrappen_commit_entries_sum" in text


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
