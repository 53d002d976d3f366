"""Roomfuls of phones under load: on our boards every phone edits its own card, in turn, and every phone may read
every card; the relay hands a message of the same size on to the same number.
"""

from collections.abc import Callable

from bench.line import Line, connect_all
from bench.pace import Clock, Run, edit, paced, update
from bench.server import Measured


async def product(
    server: Measured,
    deliveries: float,
    seconds: float,
    *,
    consoles: bool = False,
    message: Callable[[int, int], bytes] = edit,
) -> Run:
    """All workshops of our server, which are of one size, at so many deliveries a second in all; perhaps with a
    console beside each room's phones. `message(turn, card)` is what the card's author asks for.
    """
    viewers = len(server.workshops[0].phones)
    clock = Clock(deliveries / viewers, viewers)
    rooms = [await connect_all(server.port, one.phones, clock.heard) for one in server.workshops]
    beside = await connect_all(server.port, [one.console for one in server.workshops if consoles])
    run = await paced(
        server,
        clock,
        _in_turn(rooms),
        lambda turn: message(turn, turn // len(rooms) % viewers),
        seconds,
    )
    _hang_up([*rooms, beside])
    return run


async def bare_relay(server: Measured, boards: int, viewers: int, deliveries: float, seconds: float) -> Run:
    """So many boards on the relay, at so many deliveries a second in all."""
    clock = Clock(deliveries / viewers, viewers)
    rooms = [
        await connect_all(server.port, [(f"/{board}", "")] * viewers, clock.heard) for board in range(boards)
    ]
    run = await paced(server, clock, _in_turn(rooms), update, seconds)
    _hang_up(rooms)
    return run


def _in_turn(rooms: list[list[Line]]) -> list[Line]:
    """The first phone of each room, then the second of each."""
    return [line for phones in zip(*rooms, strict=True) for line in phones]


def _hang_up(rooms: list[list[Line]]) -> None:
    for room in rooms:
        for line in room:
            line.hang_up()
