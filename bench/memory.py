"""Memory: what a thousand open sockets take, and what an open board takes. Private memory of the server's processes,
compared before and after, when everything has been used once; what the kernel keeps for idle sockets is not in it.
"""

import asyncio

import uvloop

from bench import server
from bench.figure import Asked, Figure
from bench.line import connect_all
from bench.pace import edit
from bench.server import Measured
from bench.workshop import Plan

NAME = "memory"
SOCKETS, WARM_SOCKETS, FEW = 1000, 50, 10
BOARDS, WARM_BOARDS, CARDS = 20, 2, 500
SETTLED = 1.0  # seconds: presence has been told, and what was needed for joining is given back


def figures(asked: Asked) -> list[Figure]:
    """1,000 sockets on a board of few cards; boards of 500 cards."""
    sockets, boards = [], []
    for _ in range(asked.few):
        with server.product(Plan(people=SOCKETS + WARM_SOCKETS, cards=FEW)) as product:
            sockets.append(uvloop.run(_of_sockets(product)))
        with server.product(
            *[Plan(people=1, cards=1)] * WARM_BOARDS, *[Plan(people=10, cards=CARDS, placed=True)] * BOARDS
        ) as product:
            boards.append(uvloop.run(_of_boards(product)))
    return [
        Figure(f"memory per {SOCKETS} sockets", "MB", sockets, 40.0),
        Figure(f"memory of an open board of {CARDS} cards", "MB", boards, 3.0),
    ]


async def _of_sockets(product: Measured) -> float:
    doors = product.workshops[0].phones
    warm = await connect_all(product.port, doors[:WARM_SOCKETS])
    before = await _settled(product)
    lines = await connect_all(product.port, doors[WARM_SOCKETS:])
    for turn, line in enumerate([*warm, *lines]):  # an idle socket that has never been used is no phone
        line.say(edit(turn, turn) if turn < FEW else b'{"type": "ping"}')
    after = await _settled(product)
    for line in [*warm, *lines]:
        line.hang_up()
    return (after - before) / 1e6 * 1000 / SOCKETS


async def _of_boards(product: Measured) -> float:
    """Each is opened by one phone, whose socket is counted in."""
    doors = [workshop.phones[0] for workshop in product.workshops]
    warm = await connect_all(product.port, doors[:WARM_BOARDS])
    before = await _settled(product)
    lines = await connect_all(product.port, doors[WARM_BOARDS:], at_once=1)
    after = await _settled(product)
    for line in [*warm, *lines]:
        line.hang_up()
    return (after - before) / 1e6 / BOARDS


async def _settled(product: Measured) -> int:
    await asyncio.sleep(SETTLED)
    return product.memory()
