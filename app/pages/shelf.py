"""The library's list: what is kept, searched and narrowed down by the database, versions of one session together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.entry import signed_in
from app.pages.choosing import to_choose
from app.pages.page import page, words
from app.parts import parts_of, today
from exports import labels
from sessions import revisions, summaries
from sessions.access import Right, may
from sessions.summaries import Head, Volume, Wanted

router = APIRouter()

SHOWN = 50  # volumes on a page
NAMED = 3  # of the offers by which a mapping was found; the others are counted

# A thumbnail's own units: its width and height, and how much of the height the steps share evenly.
WIDE, HIGH, EVEN = 96, 56, 0.45


@dataclass(frozen=True, slots=True)
class Slab:
    """A step of a thumbnail: a rectangle, and which tint it has."""

    x: float
    y: float
    width: float
    height: float
    tint: int


@router.get("/mappings")
async def library(request: Request) -> Response:
    who = await signed_in(request)
    database, asked = parts_of(request).database, request.query_params
    wanted = Wanted(asked.get("q", ""), asked.get("municipality", ""), asked.get("year", ""))
    shown_in = await to_choose(request, who, Right.SEE)
    only = space_id if (space_id := asked.get("space", "")) in shown_in else ""
    found = await summaries.library(database, wanted, [only] if only else who.spaces(Right.SEE))
    pages = max(1, -(-len(found.volumes) // SHOWN))
    number = min(max(1, _number(asked.get("page", ""))), pages)
    shown = found.volumes[(number - 1) * SHOWN : number * SHOWN]
    by_name = shown if wanted.words else ()
    names = await summaries.names(database, [volume.found for volume in by_name])

    heads = [volume.newest for volume in shown]
    revised = await revisions.of(database, [head.session_id for head in heads])
    day = today()
    rights = {
        head.space_id: {right.value for right in Right if may(who, right, space_id=head.space_id)}
        for head in heads
    }

    def made() -> Response:
        return page(
            request,
            "mappings.html",
            library=found,
            shown=shown,
            named={key: summaries.found_by(head, names[key], wanted) for key, head in _found(by_name)},
            due={
                head.session_id: revisions.reminder(head, revised.get(head.session_id), day) for head in heads
            },
            rights_in=rights,
            wanted=wanted,
            shown_in=shown_in,
            only=only,
            pages=[_address(wanted, only, one) for one in range(1, pages + 1)],
            number=number,
            NAMED=NAMED,
            filtered="?" + urlencode({"q": wanted.text}) if wanted.words else "",
            labels=labels,
            words=words(request),
            slabs=slabs,
        )

    return await parts_of(request).aside.run(made)


def _found(volumes: Sequence[Volume]) -> Iterator[tuple[tuple[str, int], Head]]:
    for volume in volumes:
        yield (volume.found.session_id, volume.found.version), volume.found


def slabs(counts: Sequence[int]) -> list[Slab]:
    """The staircase in small: each step higher and further right, and as high as its offers need."""
    if not counts:
        return []
    run, all_offers = WIDE * 0.6 / max(1, len(counts) - 1), sum(counts) or 1
    heights = [HIGH * (EVEN / len(counts) + (1 - EVEN) * count / all_offers) for count in counts]
    if not sum(counts):
        heights = [HIGH / len(counts)] * len(counts)
    made, y = [], float(HIGH)
    for number, height in enumerate(heights):
        y -= height
        x = number * run
        tint = 1 + round(5 * number / max(1, len(counts) - 1))
        made.append(Slab(round(x, 1), round(y, 1), round(WIDE - x, 1), round(height, 1), tint))
    return made


def _address(wanted: Wanted, only: str, number: int) -> str:
    """The address of a page of the same list."""
    asked = {"q": wanted.text, "municipality": wanted.municipality, "year": wanted.year, "space": only}
    told = {name: value for name, value in asked.items() if value}
    return "/mappings?" + urlencode({**told, "page": number})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
