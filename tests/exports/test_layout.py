"""Nothing on a sheet overlaps, nothing leaves it, no name is cut: over random boards, by geometry alone."""

from collections.abc import Iterator, Sequence
from functools import cache

import pytest

from board.state import Board
from exports import fonts
from exports.boxes import DENSITIES, Box, Card, GroupHead, pack, scaled, shelve
from exports.canvas import A3, A4, Canvas
from exports.drawing import CAPITALS, Icon, Rect, Shape, Sheet, Text
from exports.freezing import freeze
from exports.layout import Heading, Layout, Picture, lay_out, lay_out_tall, level
from exports.pages import all_runs, pages
from exports.pictures import Pictures
from exports.reading import Reading
from exports.report import Mapping
from exports.sheet import sheets, tall_sheet
from exports.slides.contents import PARTS
from exports.words import translator
from sessions.staircases import everyday
from tests.exports import boards

FONTS = fonts.load()
HAIR = 0.6  # pixels: less than this is not seen
BOARDS = {
    "real": boards.real(),
    "hostile": boards.hostile(),
    "empty": boards.board([]),
    "unplaced": boards.board([boards.card(number, name="Et tilbud " * 4) for number in range(220)]),
    "one step": boards.board(
        [boards.card(number, ("almen",), name="Et tilbud " * 4) for number in range(300)]
    ),
    "much found": boards.generated(119737, 1),  # eleven findings about one offer
    **{f"seed {seed}": boards.generated(seed, offers) for seed, offers in enumerate((5, 12, 30, 45, 60, 80))},
    **{f"{n} steps": boards.generated(100 + n, 60, n) for n in (3, 4, 8, 9, 12, 15)},
    "columns": boards.with_columns(),
    "12 in columns": boards.with_columns(12, everyday("barnets_lov")),
    **{f"{n} steps in columns": boards.generated(200 + n, 40, n, columns=7) for n in (3, 6, 12)},
    "150 in columns": boards.generated(8, 150, 12, columns=5),
    "120": boards.generated(7, 120, 6),
    "150": boards.generated(8, 150, 12),
    "300": boards.generated(9, 300, 6),
    "400": boards.generated(11, 400, 6),
    "500": boards.generated(10, 500, 5),
}


@cache
def _mapping(name: str) -> Mapping:
    return freeze(BOARDS[name])


DRAWN = [
    *((name, A3) for name in BOARDS),
    *((name, A4) for name in ("real", "hostile", "15 steps", "12 in columns", "120", "400")),
    *((name, PARTS) for name in ("hostile", "12 in columns", "400")),
]


@cache
def _sheets(name: str, canvas: Canvas = A3) -> list[Sheet]:
    return sheets(_mapping(name), translator("da"), FONTS, canvas)


@cache
def _tall(name: str) -> Sheet:
    return tall_sheet(_mapping(name), translator("da"), FONTS)


def _measure(text: str, size: float, weight: int) -> float:
    return FONTS.measure(text, size, weight)


def _picture(board: Board) -> Picture:
    reading = Reading(freeze(board))
    return Pictures(reading, translator("da")).picture(all_runs(reading))


Room = tuple[float, float, float, float]  # left, top, right, bottom


def _apart(one: Room, other: Room) -> bool:
    return (
        one[2] <= other[0] + HAIR
        or other[2] <= one[0] + HAIR
        or one[3] <= other[1] + HAIR
        or other[3] <= one[1] + HAIR
    )


def _overlaps(boxes: Sequence[tuple[str, Room]]) -> Iterator[tuple[str, str]]:
    """Pairs that overlap; only neighbours from top to bottom are compared."""
    ordered = sorted(boxes, key=lambda box: box[1][1])
    for place, (name, box) in enumerate(ordered):
        for other_name, other in ordered[place + 1 :]:
            if other[1] > box[3]:
                break
            if not _apart(box, other):
                yield name, other_name


def _box(box: Box) -> Room:
    return box.x, box.y, box.x + box.width, box.y + box.height


def _texts(sheet: Sheet) -> Iterator[tuple[str, Room]]:
    for part in sheet.parts:
        yield from _texts_of(part.shapes)
        for item in part.items:
            yield from _texts_of(item.shapes)


def _texts_of(shapes: Sequence[Shape]) -> Iterator[tuple[str, Room]]:
    """Each line of type, and each icon, with the room that it takes."""
    for shape in shapes:
        if isinstance(shape, Icon):
            yield shape.name, (shape.x, shape.y, shape.x + shape.size, shape.y + shape.size)
        elif isinstance(shape, Text):
            for number, line in enumerate(shape.lines):
                wide = FONTS.measure(line.rstrip(), shape.size, shape.weight)
                left = shape.x - {"start": 0, "middle": wide / 2, "end": wide}[shape.anchor]
                base = shape.y + number * shape.leading
                yield line, (left, base - CAPITALS * shape.size, left + wide, base)


@pytest.mark.parametrize(("name", "canvas"), DRAWN)
def test_no_type_on_a_sheet_overlaps_other_type_or_leaves_the_sheet(name: str, canvas: Canvas) -> None:
    drawn = _sheets(name, canvas)
    for sheet in (*drawn, *([_tall(name)] if canvas is A3 else [])):
        found = list(_texts(sheet))
        assert not list(_overlaps(found))
        for said, (left, top, right, bottom) in found:
            assert left >= canvas.side - HAIR, said
            assert right <= canvas.width - canvas.side + HAIR, said
            assert top >= 0
            assert bottom <= sheet.height
    assert all(sheet.height <= canvas.height + HAIR for sheet in drawn)


@pytest.mark.parametrize(("name", "canvas"), DRAWN)
def test_what_a_card_says_stays_on_the_card(name: str, canvas: Canvas) -> None:
    for sheet in _sheets(name, canvas):
        *lists, _legend = (part for part in sheet.parts if part.kind == "list")
        for item in (item for part in lists for item in part.items):
            ground = item.shapes[0]
            assert isinstance(ground, Rect)
            for said, (left, top, right, bottom) in _texts_of(item.shapes):
                assert ground.x < left, said
                assert right < ground.x + ground.width, said
                assert ground.y < top, said
                assert bottom < ground.y + ground.height, said


@pytest.mark.parametrize(("name", "canvas"), DRAWN)
def test_every_card_is_on_exactly_one_sheet_with_its_whole_name(name: str, canvas: Canvas) -> None:
    mapping = _mapping(name)
    gaps = [finding.text for finding in mapping.findings if finding.form == "gap" and finding.step_id]
    expected = sorted([offer.name for offer in mapping.offers] + gaps)
    told = sorted(offer_id for sheet in _sheets(name, canvas) for offer_id in sheet.offer_ids)
    assert told == sorted(offer.offer_id for offer in mapping.offers)
    for drawn in (_sheets(name, canvas), *([[_tall(name)]] if canvas is A3 else [])):
        shown = [
            "".join(shape.lines)
            for sheet in drawn
            for part in sheet.parts
            if part.kind == "list"
            for item in part.items
            for shape in item.shapes
            if isinstance(shape, Text) and shape.weight == fonts.MEDIUM and shape.anchor == "start"
        ]
        assert sorted(shown) == expected


@pytest.mark.parametrize("name", BOARDS)
def test_cards_stay_in_their_step_and_clear_of_each_other_and_of_headings(name: str) -> None:
    picture = _picture(BOARDS[name])
    made = lay_out(picture, A3.inner, 800, A3.scale, _measure) or lay_out_tall(
        picture, A3.inner, A3.scale, _measure
    )
    slabs = [*made.slabs, *([made.loose] if made.loose else [])]
    assert sorted(box.card.card_id for slab in slabs for box in slab.boxes) == sorted(
        card.card_id for card in picture.cards
    )
    for slab in slabs:
        boxes = [(box.card.name, _box(box)) for box in slab.boxes]
        assert not list(_overlaps(boxes))
        for box in slab.boxes:
            assert box.x >= slab.content - HAIR
            assert box.x + box.width <= slab.x + slab.width + HAIR
            assert box.y >= slab.y
            assert box.y + box.height <= slab.y + slab.height + HAIR
            _holds_its_lines(box, made)


def _holds_its_lines(box: Box, made: Layout) -> None:
    d = made.density
    assert "".join(box.lines) == box.card.name
    assert "".join(box.target_lines) in ("", box.card.target)
    assert box.rows * d.line + len(box.target_lines) * d.sub + 2 * d.pad <= box.height + HAIR


@pytest.mark.parametrize("name", BOARDS)
def test_the_steps_are_stacked_without_gaps_and_climb_to_the_right(name: str) -> None:
    picture = _picture(BOARDS[name])
    made = lay_out(picture, A3.inner, 800, A3.scale, _measure) or lay_out_tall(
        picture, A3.inner, A3.scale, _measure
    )
    assert made.slabs[-1].y == pytest.approx(made.grid.head if made.grid else 0, abs=0.01)
    for lower, upper in zip(made.slabs, made.slabs[1:], strict=False):
        assert upper.y + upper.height == pytest.approx(lower.y)
        assert upper.x - lower.x == made.run > 0
        assert upper.x + upper.width == lower.x + lower.width == A3.inner
    if made.loose:
        assert made.loose.y > made.slabs[0].y + made.slabs[0].height


@pytest.mark.parametrize("name", [name for name in BOARDS if "columns" in name])
def test_each_card_stands_in_its_column_or_after_its_name(name: str) -> None:
    picture = _picture(BOARDS[name])
    for height in (300, 800, 3000):
        made = lay_out(picture, A3.inner, height, A3.scale, _measure) or lay_out_tall(
            picture, A3.inner, A3.scale, _measure
        )
        for slab in made.slabs:
            open_now = -1
            for one in sorted([*slab.groups, *slab.boxes], key=lambda one: (round(one.y, 2), one.x)):
                if isinstance(one, GroupHead):
                    assert one.lane > open_now
                    open_now = one.lane
                    continue
                lane = len(picture.lanes) - 1 if one.card.column is None else one.card.column
                if made.grid is None:
                    assert lane == open_now
                else:
                    at = made.grid.lanes[lane]
                    assert at.x - HAIR <= one.x <= one.x + one.width <= at.x + at.width + HAIR


def test_few_cards_in_columns_are_a_grid_and_many_run_on() -> None:
    few = lay_out(_picture(BOARDS["12 in columns"]), A3.inner, 1000, A3.scale, _measure)
    many = lay_out(_picture(boards.generated(8, 150, 12, columns=5)), A3.inner, 1000, A3.scale, _measure)
    assert few is not None
    assert few.grid is not None
    assert many is None or many.grid is None


def test_the_roomiest_rung_that_fits_is_taken() -> None:
    rungs = []
    for offers in (5, 30, 60, 90, 120):
        cards = [
            boards.card(n, (step.step_id,), name="Åben rådgivning i uge 7") for n, step in _spread(offers)
        ]
        made = lay_out(_picture(boards.board(cards)), A3.inner, 850, A3.scale, _measure)
        assert made is not None
        rungs.append(made.rung)
    assert rungs == sorted(rungs)
    assert rungs[0] == 0
    assert rungs[-1] < len(DENSITIES)


def _spread(offers: int) -> Iterator[tuple[int, boards.Step]]:
    steps = boards.SOCIALSTYRELSEN
    return ((number, steps[number % len(steps)]) for number in range(offers))


def test_a_card_that_arrives_moves_no_other_within_a_rung() -> None:
    cards = [Card(f"c{n}", "SKO", "Et navn " * (n % 5 + 1), 0) for n in range(40)]
    d = scaled(DENSITIES[3], 1, cards, _measure)
    before = pack(cards[:-1], 0, 5, 250, d, _measure)
    assert pack(cards, 0, 5, 250, d, _measure)[:-1] == before


def test_rows_are_flush_but_for_the_last() -> None:
    cards = [Card(f"c{n}", "SKO", "Et navn " * (n % 5 + 1), 0) for n in range(40)]
    d = scaled(DENSITIES[6], 1, cards, _measure)
    boxes = shelve(cards, 10, 1000, d, _measure)
    rows: dict[float, list[Box]] = {}
    for box in boxes:
        rows.setdefault(box.y, []).append(box)
    *full, _last = rows.values()
    assert all(row[-1].x + row[-1].width == pytest.approx(1010) for row in full)


@pytest.mark.parametrize(
    ("heights", "room", "levelled"),
    [
        ([10, 20, 30], 90, [30, 30, 30]),
        ([10, 20, 30], 70, [20, 20, 30]),
        ([10, 20, 30], 65, [15, 20, 30]),
        ([10, 20, 30], 60, [10, 20, 30]),
        ([10, 20, 30], 120, [40, 40, 40]),
        ([10, 20, 30], 50, [10, 20, 30]),
        ([], 50, []),
    ],
)
def test_what_is_left_raises_the_lowest_steps_first(
    heights: list[float], room: float, levelled: list[float]
) -> None:
    assert level(heights, room) == pytest.approx(levelled)


def test_long_names_of_steps_get_a_wider_column_and_stay_whole() -> None:
    long = Heading(
        "1", "Samlokaliserte boliger med fellesfunksjoner og bemanning", "3 tilbud", "3 tilbud · også 4"
    )
    picture = Picture((long,) * 12, (), (0,) * 12, 12)
    made = lay_out(picture, A3.inner, 800, A3.scale, _measure)
    assert made is not None
    for slab in made.slabs:
        assert "".join(slab.names) == long.name
        assert slab.need <= slab.height


def test_two_sheets_part_between_the_universal_steps_and_the_rest() -> None:
    steps = boards.SOCIALSTYRELSEN
    cards = [
        boards.card(
            n, (steps[(0, 1, 0, 1, 2, 3, 4, 5)[n % 8]].step_id,), name="Åben rådgivning for unge i byen"
        )
        for n in range(220)
    ]
    reading = Reading(freeze(boards.board(cards)))
    parts = pages(all_runs(reading), Pictures(reading, translator("da")), A3.inner, 830, A3.scale, _measure)
    assert [[run.step for run in part] for part in parts] == [[0, 1], [2, 3, 4, 5]]


def test_a_step_too_full_for_a_sheet_goes_on_over_several_in_order() -> None:
    mapping = freeze(BOARDS["one step"])
    reading = Reading(mapping)
    parts = pages(all_runs(reading), Pictures(reading, translator("da")), A3.inner, 830, A3.scale, _measure)
    runs = [run for part in parts for run in part if run.step == 0]
    assert len(runs) > 1
    assert [run.goes_on for run in runs] == [False] + [True] * (len(runs) - 1)
    assert [offer for run in runs for offer in run.offers] == list(mapping.offers)


def test_every_rect_lies_on_the_sheet() -> None:
    for name in ("real", "300", "12 steps"):
        for sheet in _sheets(name):
            for part in sheet.parts:
                for shape in (*part.shapes, *(shape for item in part.items for shape in item.shapes)):
                    if isinstance(shape, Rect):
                        assert shape.x >= A3.side - HAIR
                        assert shape.x + shape.width <= A3.width - A3.side + HAIR
                        assert 0 <= shape.y <= shape.y + shape.height <= sheet.height
