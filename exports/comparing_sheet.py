"""A comparison on the staircase: all offers of both mappings where they stand now, and what has become of them.

What is new, gone, moved or changed is told by its form and in words on the card. Offers that are gone stand, struck
out, on the step that they stood on; without a step where that one is no longer there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exports import labels, tokens
from exports.boxes import Card, Look
from exports.canvas import A3, Canvas
from exports.comparing import Comparison
from exports.comparing_words import Row, Saying
from exports.drawing import Part, Sheet, Text, baseline
from exports.fonts import REGULAR, STRONG, Fonts
from exports.layout import Heading, Picture, lay_out, lay_out_tall
from exports.legend import Legend, legend
from exports.pages import all_runs, pages
from exports.pictures import Pictures, Run
from exports.reading import Reading
from exports.report import Area, Mapping, Offer
from exports.sheet import axis
from exports.staircase import draw
from exports.typesetting import wrap

TITLE, SENTENCE = 28.0, 18.0
LEFT, RIGHT = 0.56, 0.4  # of the width, for the sentence and for the two mappings
FIRST = 3  # the first rung that has no icons for reach: what is told here is another thing
SHARES = (1, 0.9, 0.8, 0.65, 0.5)  # of a sheet's height: the words on the cards need some of it
GONE = "gone:"  # before what is in the earlier mapping only; no id has a colon


def sheet(saying: Saying, fonts: Fonts, canvas: Canvas = A3) -> Sheet:
    """All of it in one picture: as large as the canvas when it fits, otherwise as high as it needs to be."""
    drawing = _Drawing(saying, fonts, canvas)
    return drawing.sheet(drawing.runs, "")


def sheets(saying: Saying, fonts: Fonts, canvas: Canvas = A3) -> list[Sheet]:
    """All of it on as many sheets as it needs; mostly one."""
    drawing = _Drawing(saying, fonts, canvas)
    made = [drawing.sheet(drawing.runs, "")]
    for share in SHARES:
        if all(one.height <= canvas.height + 1 for one in made):
            break
        room = drawing.room * share
        parts = pages(drawing.runs, drawing.pictures, canvas.inner, room, canvas.scale, fonts.measure)
        made = [drawing.sheet(part, drawing.note(part, n, len(parts))) for n, part in enumerate(parts, 1)]
    return made


class _Drawing:
    """What all sheets of one comparison share."""

    def __init__(self, saying: Saying, fonts: Fonts, canvas: Canvas) -> None:
        self.saying, self.fonts, self.canvas = saying, fonts, canvas
        self.rows = saying.rows
        self.reading = Reading(_merged(saying.found, self.rows))
        self.pictures, self.runs = Pictures(self.reading, saying.words), all_runs(self.reading)
        self.key = _without_numbers(
            legend(self.reading, saying.words, fonts, canvas.inner, reach=False, replaced=False)
        )
        self.high, _parts = _head(saying, "", fonts, canvas)

    @property
    def below(self) -> float:
        c = self.canvas
        return c.gap + self.key.height + c.gap + c.foot + c.bottom

    @property
    def room(self) -> float:
        """The height that is left for a staircase."""
        return self.canvas.height - self.canvas.top - self.high - self.canvas.gap - self.below

    def sheet(self, runs: Sequence[Run], note: str) -> Sheet:
        """These runs on one sheet; higher than the canvas when they do not fit."""
        c, measure = self.canvas, self.fonts.measure
        marked = _marked(self.pictures.picture(runs), self.saying, self.reading, runs, self.rows)
        top, room = c.top + self.high + c.gap, self.room
        made = lay_out(marked, c.inner, room, c.scale, measure, first_rung=FIRST)
        if made is None:
            made = lay_out_tall(marked, c.inner, c.scale, measure)
            room = made.need
        stairs = self.pictures.staircase(runs, made)
        said = {card.card_id: card.notes for card in marked.cards}
        faces = {
            card_id: replace(face, says=". ".join((face.says, *said[card_id])))
            for card_id, face in stairs.faces.items()
        }
        parts = (
            *_head(self.saying, note, self.fonts, c)[1],
            *axis(made, top, c, self.saying.words, self.fonts),
            *draw(replace(stairs, picture=marked, faces=faces), c.side, top, measure),
            self.key.draw(c.side, top + room + c.gap),
        )
        return Sheet(c.width, top + room + self.below, parts, tuple(said))

    def note(self, runs: Sequence[Run], number: int, of: int) -> str:
        """What a sheet of several says after its title."""
        _ = self.saying.words.gettext
        return _("ark %(sheet)d af %(sheets)d") % {"sheet": number, "sheets": of}


def notes(saying: Saying, row: Row) -> tuple[str, ...]:
    """What stands on an offer's card, in a word or two each."""
    _ = saying.words.gettext
    if row.before is None:
        return (_("kun B") if saying.is_places else _("nyt"),)
    if row.after is None:
        return (_("kun A") if saying.is_places else _("udgået"),)
    told = []
    if row.was_step != row.step and "moved" in row.kinds:
        told.append(_step_note(saying, row.before))
    elif "moved" in row.kinds:
        told.append(_("anden kolonne"))
    if "area" in row.kinds:
        tag = saying.before.area[row.before.area_id].tag
        told.append((_("A: %(what)s") if saying.is_places else _("før %(what)s")) % {"what": tag})
    if "changed" in row.kinds:
        told.append(_("andet indhold") if saying.is_places else _("ændret"))
    return tuple(told)


def _step_note(saying: Saying, before: Offer) -> str:
    _ = saying.words.gettext
    number = saying.before.step_number.get(before.step_id or "")
    if number is None:
        return _("A: uden trin") if saying.is_places else _("før uden trin")
    return (_("A: trin %(number)d") if saying.is_places else _("fra trin %(number)d")) % {"number": number}


def _merged(found: Comparison, rows: Iterable[Row]) -> Mapping:
    """The later mapping with the offers that are gone among its own. It is drawn, and is nobody's mapping."""
    areas = {area.area_id: area for area in found.before.session.areas}
    mine = {pair.before: pair.after for pair in found.areas.pairs}
    missing = [areas[area_id] for area_id in found.areas.gone]
    gone = [
        offer.model_copy(
            update={
                "offer_id": GONE + offer.offer_id,
                "area_id": mine.get(offer.area_id, GONE + offer.area_id),
                "step_id": found.steps.after(offer.step_id),
                "column_id": found.columns.after(offer.column_id),
                "other_step_ids": (),
            }
        )
        for row in rows
        if (offer := row.before) is not None and row.after is None
    ]
    session = found.after.session
    return found.after.model_copy(
        update={
            "offers": (*found.after.offers, *gone),
            "findings": (),
            "session": session.model_copy(
                update={"areas": (*session.areas, *(_renamed(area) for area in missing))}
            ),
        }
    )


def _renamed(area: Area) -> Area:
    return area.model_copy(update={"area_id": GONE + area.area_id})


def _marked(
    picture: Picture, saying: Saying, reading: Reading, runs: Sequence[Run], rows: Iterable[Row]
) -> Picture:
    """The picture with a word on each card that is not as it was, and counts of both mappings on the steps."""
    told: dict[str, tuple[tuple[str, ...], Look]] = {}
    for row in rows:
        card_id = row.offer.offer_id if row.after else GONE + row.offer.offer_id
        look: Look = "new" if row.before is None else "gone" if row.after is None else "changed"
        told[card_id] = notes(saying, row), "same" if row.kinds == ("same",) else look
    steps = [reading.session.steps[run.step].step_id for run in runs if run.step is not None]
    return replace(
        picture,
        cards=tuple(_card(card, *told[card.card_id]) for card in picture.cards),
        steps=tuple(
            _heading(heading, saying, step_id) for heading, step_id in zip(picture.steps, steps, strict=True)
        ),
        loose=picture.loose and _heading(picture.loose, saying, None),
    )


def _card(card: Card, words: tuple[str, ...], look: Look) -> Card:
    return replace(card, notes=words, look=look, asked=False, reach="")


def _heading(heading: Heading, saying: Saying, step_id: str | None) -> Heading:
    """“12 tilbud, før 10”: how many stand here in both."""
    _, steps = saying.words.gettext, saying.found.steps
    was = next((pair.before for pair in steps.pairs if pair.after == step_id), None)
    now = labels.offers(saying.words, len(saying.after.on_step.get(step_id, [])))
    number = len(saying.before.on_step.get(was, [])) if was or step_id is None else 0
    told = {"now": now, "number": saying.words.number(number)}
    count = (_("%(now)s, A: %(number)s") if saying.is_places else _("%(now)s, før %(number)s")) % told
    return replace(heading, count=count, count_alone=count)


def _without_numbers(key: Legend) -> Legend:
    """How many an area has is another number in each of the two."""
    return replace(key, rows=tuple(tuple(replace(one, number="") for one in row) for row in key.rows))


def _head(saying: Saying, note: str, fonts: Fonts, canvas: Canvas) -> tuple[float, list[Part]]:
    """How high the head is, and what is in it: the sentence at the left, which two mappings at the right."""
    _, measure = saying.words.gettext, fonts.measure
    called = ", ".join(filter(None, (_("Sammenligning"), note)))
    title = wrap(called, canvas.inner * LEFT, TITLE, STRONG, measure)
    sentence = wrap(saying.sentence(), canvas.inner * LEFT, SENTENCE, REGULAR, measure)
    facts = [
        line.rstrip()
        for letter, mapping in zip("AB", (saying.found.before, saying.found.after), strict=True)
        for line in wrap(
            f"{letter}: {saying.name(mapping)}", canvas.inner * RIGHT, canvas.note, REGULAR, measure
        )
    ]
    under = canvas.top + TITLE * 1.3
    line, small = SENTENCE * 1.35, canvas.note * 1.4
    parts = [
        Part(
            "heading",
            (
                Text(
                    canvas.side,
                    baseline(canvas.top, TITLE * 1.15, TITLE),
                    TITLE,
                    title,
                    STRONG,
                    tracking=-0.02,
                ),
            ),
            level=1,
        ),
        Part(
            "text",
            (
                Text(
                    canvas.width - canvas.side,
                    baseline(canvas.top, small, canvas.note),
                    canvas.note,
                    tuple(facts),
                    fill=tokens.INK_2,
                    leading=small,
                    anchor="end",
                ),
            ),
        ),
        Part(
            "text",
            (Text(canvas.side, baseline(under, line, SENTENCE), SENTENCE, sentence, leading=line),),
        ),
    ]
    return max(TITLE * 1.3 + len(sentence) * line, len(facts) * small), parts
