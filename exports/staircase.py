"""The staircase as a drawing: a laid-out picture becomes shapes, step by step in the order it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports import tokens
from exports.boxes import ASKED, SUB, Box, Card, Density, Piece, pill_size, tag_column
from exports.drawing import Icon, Item, Part, Rect, Shape, Text, baseline, centred
from exports.fonts import MEDIUM, REGULAR, STRONG
from exports.lanes import FOOT, LINE, NAME, Grid
from exports.layout import Layout, Picture, Slab, heading_geometry
from exports.typesetting import FLOOR, Measure


@dataclass(frozen=True, slots=True)
class Face:
    """What a card says besides its name: what its icons mean, and all of it in one sentence."""

    reach_says: str
    forms: tuple[str, ...]  # of its findings, beside Card.marks
    form_says: tuple[str, ...]
    says: str
    gap_says: str = ""


@dataclass(frozen=True, slots=True)
class Ghost:
    """A card as it stands on the further steps that it spans."""

    tag: str
    name: str


@dataclass(frozen=True, slots=True)
class Staircase:
    """All that `draw` needs besides the boxes. `first` is the place of the lowest drawn step in the whole staircase."""

    picture: Picture
    layout: Layout
    first: int
    faces: Mapping[str, Face]  # by card_id
    ghosts: Mapping[int, Sequence[Ghost]]  # by place in the picture's steps
    also_here: str
    more: str  # “og %(number)d til”


def draw(stairs: Staircase, x: float, y: float, measure: Measure) -> list[Part]:
    """The parts of a staircase whose upper left corner is at x, y: ground and line first, then each step as a
    heading, its cards and its band."""
    at = _At(stairs, x, y, measure)
    parts = [Part("ground", tuple(at.ground()))]
    if stairs.layout.grid is not None:
        parts.append(Part("text", tuple(at.columns(stairs.layout.grid))))
    for slab in stairs.layout.slabs:
        parts += at.step(slab)
    if stairs.layout.loose is not None:
        parts += at.step(stairs.layout.loose)
    return parts


@dataclass(frozen=True, slots=True)
class _At:
    stairs: Staircase
    x: float
    y: float
    measure: Measure

    def ground(self) -> list[Shape]:
        made, shapes = self.stairs.layout, list[Shape]()
        line = max(3 * made.scale, 1.5)
        for slab in made.slabs:
            place = self.stairs.first + (slab.index or 0)
            x, y = self.x + slab.x, self.y + slab.y
            shapes.append(
                Rect(x, y, slab.width, slab.height, fill=tokens.tint(place, self.stairs.picture.of_steps))
            )
            shapes.append(Rect(x, y, slab.width, 1, fill=tokens.LINE))
        for slab in made.slabs:
            top = self.stairs.first + (slab.index or 0) == self.stairs.picture.of_steps - 1
            x, y = self.x + slab.x, self.y + slab.y
            shapes.append(Rect(x, y, slab.width if top else made.run + line, line, fill=tokens.INK))
            shapes.append(Rect(x, y, line, slab.height, fill=tokens.INK))
        if made.grid is not None:
            foot = max(slab.y + slab.height for slab in made.slabs)
            for lane in made.grid.lanes:
                x = self.x + lane.x - 1.5 * made.density.gap
                shapes.append(
                    Rect(x, self.y + made.grid.head, 1, foot - made.grid.head, fill=tokens.CARD_EDGE)
                )
        if made.loose is not None:
            shapes.append(
                Rect(
                    self.x,
                    self.y + made.loose.y,
                    made.loose.width,
                    made.loose.height,
                    stroke=tokens.EDGE,
                    dashed=True,
                )
            )
        return shapes

    def columns(self, grid: Grid) -> list[Shape]:
        """Their names above the top step."""
        made, shapes = self.stairs.layout, list[Shape]()
        size, line = max(FLOOR, NAME * made.scale), max(FLOOR, NAME * made.scale) * LINE
        for lane in grid.lanes:
            top = self.y + grid.head - FOOT * made.scale - len(lane.lines) * line
            shapes.append(
                Text(self.x + lane.x, baseline(top, line, size), size, lane.lines, STRONG, leading=line)
            )
        return shapes

    def groups(self, slab: Slab) -> list[Part]:
        """The cards of each column, opened by its short name."""
        parts = []
        for group in slab.groups:
            line = group.size * LINE
            top = self.y + group.y + (group.height - len(group.lines) * line) / 2
            end = self.x + group.x + group.width - 0.6 * group.size
            name = Text(
                end,
                baseline(top, line, group.size),
                group.size,
                group.lines,
                STRONG,
                tokens.INK_2,
                leading=line,
                anchor="end",
            )
            items = tuple(self.item(box) for box in slab.boxes if self.lane(box.card) == group.lane)
            parts += [Part("text", (name,)), Part("list", items=items)]
        return parts

    def lane(self, card: Card) -> int:
        return len(self.stairs.picture.lanes) - 1 if card.column is None else card.column

    def step(self, slab: Slab) -> list[Part]:
        parts = [self.heading(slab), *self.groups(slab)]
        if slab.boxes and not slab.groups:
            parts.append(Part("list", items=tuple(self.item(box) for box in slab.boxes)))
        if slab.band and slab.index is not None:
            parts.append(Part("text", tuple(self.band(slab, self.stairs.ghosts[slab.index]))))
        return parts

    def heading(self, slab: Slab) -> Part:
        made, picture = self.stairs.layout, self.stairs.picture
        head = picture.loose if slab.index is None else picture.steps[slab.index]
        number = head.number if head else ""
        g = heading_geometry(made.scale, made.many, number)
        x, top = self.x + slab.x, self.y + slab.y + g.top
        shapes: list[Shape] = []
        if number:
            shapes.append(
                Text(x + g.number_x, top + g.number_base, g.number, (number,), STRONG, tracking=-0.03)
            )
        text_x = x + g.text_x
        shapes.append(
            Text(text_x, baseline(top, g.name_line, g.name), g.name, slab.names, STRONG, leading=g.name_line)
        )
        below = top + len(slab.names) * g.name_line + g.count_gap
        shapes.append(
            Text(
                text_x,
                baseline(below, g.count_line, g.count),
                g.count,
                slab.count,
                fill=tokens.INK_2,
                leading=g.count_line,
            )
        )
        return Part("heading", tuple(shapes), level=2)

    def item(self, box: Box) -> Item:
        made, card = self.stairs.layout, box.card
        d, face = made.density, self.stairs.faces[card.card_id]
        x, y = self.x + box.x, self.y + box.y
        is_away = card.gap or card.look == "gone"
        is_told = is_away or card.look in ("new", "changed")
        shapes: list[Shape] = [
            Rect(
                x,
                y,
                box.width,
                box.height,
                fill="" if is_away else tokens.SHEET,
                stroke=tokens.INK if is_told else tokens.CARD_EDGE,
                stroke_width=1.75 if card.look == "new" else 1 if is_told else 0.75,
                radius=3 * made.scale,
                dashed=is_away,
            )
        ]
        shapes += self.tag(card, face, d, x + d.pad, y + d.pad)
        text_x, first = x + d.pad + tag_column(card, d, self.measure), baseline(y + d.pad, d.line, d.font)
        ink = tokens.INK_2 if card.look in ("same", "gone") else tokens.INK
        shapes.append(Text(text_x, first, d.font, box.lines, MEDIUM, ink, leading=d.line))
        if card.look == "gone":
            shapes += self.struck(box.lines, d, text_x, first)
        for piece in box.tail:
            shapes += self.piece(card, face, d, piece, text_x + piece.x, y + d.pad + piece.row * d.line)
        if box.target_lines:
            size = d.sub * SUB
            under = baseline(y + d.pad + box.rows * d.line, d.sub, size)
            shapes.append(Text(text_x, under, size, box.target_lines, fill=tokens.INK_2, leading=d.sub))
        return Item(face.says, tuple(shapes))

    def struck(self, lines: Sequence[str], d: Density, x: float, first: float) -> list[Shape]:
        """A stroke through each line of a name."""
        thick = max(1.0, d.font / 14)
        return [
            Rect(
                x,
                first + number * d.line - 0.27 * d.font,
                self.measure(line.rstrip(), d.font, MEDIUM),
                thick,
                fill=tokens.INK_2,
            )
            for number, line in enumerate(lines)
        ]

    def tag(self, card: Card, face: Face, d: Density, x: float, y: float) -> list[Shape]:
        width = tag_column(card, d, self.measure) - d.tag_gap
        height = min(d.line, max(20 * self.stairs.layout.scale, d.letters * 1.3))
        y += (d.line - height) / 2
        radius = 3 * self.stairs.layout.scale
        if not card.gap:
            return tag_shapes(card.tag, x, y, width, height, d.letters, radius)
        size, letters = d.letters, self.measure(card.tag, d.letters, STRONG)
        start = x + (width - letters - 1.1 * size) / 2
        return [
            Rect(x, y, width, height, stroke=tokens.INK, radius=radius, dashed=True),
            Icon(start, y + (height - size) / 2, size, "gap", tokens.INK, face.gap_says),
            Text(start + 1.1 * size, centred(y, height, size), size, (card.tag,), STRONG),
        ]

    def piece(self, card: Card, face: Face, d: Density, piece: Piece, x: float, top: float) -> list[Shape]:
        if piece.kind == "reach":
            y = top + (d.line - piece.width) / 2
            return [Icon(x, y, piece.width, card.reach, tokens.INK_2, face.reach_says)]
        size = pill_size(d)
        height = min(d.line - 0.5, size * 1.4)
        y = top + (d.line - height) / 2
        base = centred(y, height, size)
        if piece.kind == "span":
            middle = x + piece.width / 2
            return [
                Rect(x, y, piece.width, height, stroke=tokens.EDGE, radius=height / 2),
                Text(middle, base, size, (card.span,), MEDIUM, tokens.INK_2, anchor="middle"),
            ]
        if piece.kind == "note":
            note, is_new, is_gone = card.notes[piece.place], card.look == "new", card.look == "gone"
            ground = Rect(
                x,
                y,
                piece.width,
                height,
                fill=tokens.INK if is_new else tokens.SHEET,
                stroke=tokens.INK,
                radius=height / 2,
                dashed=is_gone,
            )
            fill = tokens.SHEET if is_new else tokens.INK
            return [ground, Text(x + piece.width / 2, base, size, (note,), STRONG, fill, anchor="middle")]
        if piece.kind == "asked":
            return [
                Rect(x, y, piece.width, height, stroke=tokens.INK, radius=height / 2),
                Text(x + piece.width / 2, base, size, (ASKED,), STRONG, anchor="middle"),
            ]
        form, says = face.forms[piece.place], face.form_says[piece.place]
        return [
            Rect(x, y, piece.width, height, fill=tokens.INK, radius=height / 2),
            Icon(x + 0.35 * size, y + (height - size) / 2, size, form, tokens.SHEET, says),
            Text(x + 1.45 * size, base, size, (card.marks[piece.place],), STRONG, tokens.SHEET),
        ]

    def band(self, slab: Slab, ghosts: Sequence[Ghost]) -> list[Shape]:
        s = self.stairs.layout.scale
        size, height = max(FLOOR, 14 * s), 22 * s
        x, y = self.x + slab.content, self.y + slab.y + slab.height - 6 * s - height
        end = self.x + slab.x + slab.width - self.stairs.layout.density.edge
        base = centred(y, height, size)
        shapes: list[Shape] = [Text(x, base, size, (self.stairs.also_here,), STRONG, tokens.INK_2)]
        x += self.measure(self.stairs.also_here, size, STRONG) + 8 * s
        for shown, ghost in enumerate(ghosts):
            letters = self.measure(ghost.tag, size, STRONG)
            width = letters + self.measure(ghost.name, size, REGULAR) + 17 * s
            left = len(ghosts) - shown
            more = self.measure(self.stairs.more % {"number": left}, size, REGULAR)
            if x + width + (8 * s + more if left > 1 else 0) > end:
                shapes.append(Text(x, base, size, (self.stairs.more % {"number": left},), fill=tokens.INK_2))
                break
            shapes.append(Rect(x, y, width, height, stroke=tokens.EDGE, radius=3 * s, dashed=True))
            shapes.append(Text(x + 6 * s, base, size, (ghost.tag,), STRONG, tokens.INK_2))
            shapes.append(Text(x + letters + 11 * s, base, size, (ghost.name,), fill=tokens.INK_2))
            x += width + 8 * s
        return shapes


def tag_shapes(
    letters: str, x: float, y: float, width: float, height: float, size: float, radius: float
) -> list[Shape]:
    """An area's letters on their colour."""
    look = tokens.tag(letters)
    return [
        Rect(x, y, width, height, fill=look.fill, stroke=look.edge, radius=radius),
        Text(x + width / 2, centred(y, height, size), size, (letters,), STRONG, look.text, anchor="middle"),
    ]
