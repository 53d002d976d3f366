"""The socket, with real ones: what each viewer was sent, in which order, and how a line ends."""

import asyncio

import pytest

from app import live, socket
from app.socket import frame
from board.closing import COME_BACK, MOVED_TABLE, TOO_SLOW
from tests.app.site import Ada, Site, card, cookies


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
