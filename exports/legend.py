"""The key below a staircase: whose letters stand on the cards, and what the small signs mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from board.state import Reach
from exports import labels, tokens
from exports.boxes import ASKED
from exports.drawing import Icon, Item, Part, Rect, Shape, Text, centred
from exports.fonts import REGULAR, STRONG, Fonts
from exports.reading import Reading
from exports.staircase import tag_shapes
from exports.typesetting import FLOOR
from exports.words import Translator

ROW = 22.0
APART = 20.0  # between two keys, at least
SIGN = 6.0  # from a sign to its words
SIZE = FLOOR
TAG_HEIGHT = 17.0


@dataclass(frozen=True, slots=True)
class Key:
    """A sign and its words. `sign` is an area's letters, an icon's name, or the text of a pill."""

    kind: str  # "tag", "icon", "mark" or "pill"
    sign: str
    says: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Legend:
    """The keys of one mapping, in rows of a width."""

    rows: tuple[tuple[Key, ...], ...]
    width: float
    tag_width: float
    fonts: Fonts

    @property
    def height(self) -> float:
        return len(self.rows) * ROW

    def draw(self, x: float, y: float) -> Part:
        items = []
        for row in self.rows:
            at = x
            for key in row:
                items.append(
                    Item(f"{key.sign} {key.says} {key.number}".strip(), tuple(self._key(key, at, y)))
                )
                at += self.key_width(key) + self._apart(row)
            y += ROW
        return Part("list", items=tuple(items))

    def key_width(self, key: Key) -> float:
        number = self.fonts.measure(f" {key.number}", SIZE, STRONG) if key.number else 0
        return self._sign_width(key) + SIGN + self.fonts.measure(key.says, SIZE, REGULAR) + number

    def _apart(self, row: Sequence[Key]) -> float:
        """A row that stands alone and is nearly full is set flush."""
        free = self.width - sum(self.key_width(key) for key in row)
        even = free / max(len(row) - 1, 1)
        return even if len(self.rows) == 1 and even < 2.5 * APART else APART

    def _sign_width(self, key: Key) -> float:
        if key.kind == "tag":
            return self.tag_width
        return self.fonts.measure(key.sign, SIZE, REGULAR) + 10 if key.kind == "pill" else TAG_HEIGHT

    def _key(self, key: Key, x: float, y: float) -> list[Shape]:
        top, width = y + (ROW - TAG_HEIGHT) / 2, self._sign_width(key)
        base = centred(top, TAG_HEIGHT, SIZE)
        shapes: list[Shape] = []
        match key.kind:
            case "tag":
                shapes += tag_shapes(key.sign, x, top, width, TAG_HEIGHT, SIZE, 2.5)
            case "pill":
                shapes.append(Rect(x, top, width, TAG_HEIGHT, stroke=tokens.EDGE, radius=TAG_HEIGHT / 2))
                shapes.append(
                    Text(x + width / 2, base, SIZE, (key.sign,), fill=tokens.INK_2, anchor="middle")
                )
            case "mark":
                shapes.append(Rect(x, top, width, TAG_HEIGHT, fill=tokens.INK, radius=TAG_HEIGHT / 2))
                shapes.append(Icon(x + 2.5, top + 2.5, TAG_HEIGHT - 5, key.sign, tokens.SHEET))
            case _:
                shapes.append(Icon(x, top, TAG_HEIGHT, key.sign, tokens.INK_2))
        words = x + width + SIGN
        shapes.append(Text(words, base, SIZE, (key.says,), fill=tokens.INK_2))
        if key.number:
            after = words + self.fonts.measure(f"{key.says} ", SIZE, REGULAR)
            shapes.append(Text(after, base, SIZE, (key.number,), STRONG))
        return shapes


def legend(
    reading: Reading, words: Translator, fonts: Fonts, width: float, *, reach: bool, replaced: bool
) -> Legend:
    """The keys that a mapping needs: its areas in the order of the day with their offers, then its small signs."""
    _ = words.gettext
    areas = [
        Key("tag", area.tag, area.name, words.number(reading.by_area[area.area_id]))
        for area in reading.session.areas
        if reading.by_area[area.area_id]
    ]
    signs = []
    spans = sorted(
        filter(None, map(reading.span, reading.mapping.offers)), key=lambda span: ("–" not in span, span)
    )
    if spans:
        signs.append(Key("pill", spans[0], _("står på flere trin")))
    forms = {finding.form: labels.form(words, finding) for finding in reading.mapping.findings}
    signs += [Key("mark", form, says) for form, says in forms.items()]
    if reach:
        used = {offer.reach for offer in reading.mapping.offers}
        signs += [Key("icon", kind, labels.reach_in_short(words, kind)) for kind in REACHES if kind in used]
    if any(not offer.provenance.confirmed for offer in reading.mapping.offers):
        signs.append(Key("pill", ASKED, labels.unconfirmed(words)))
    if replaced:
        signs.append(Key("pill", "□", _("tegn, som skriften ikke har")))
    tag_width = max((fonts.measure(key.sign, SIZE, STRONG) for key in areas), default=0) + 8
    made = Legend((), width, tag_width, fonts)
    return Legend((*_rows(areas, made), *_rows(signs, made)), width, tag_width, fonts)


REACHES: tuple[Reach, ...] = ("alle", "gruppe", "et_barn", "individuelt")


def _rows(keys: Sequence[Key], made: Legend) -> list[tuple[Key, ...]]:
    rows: list[tuple[Key, ...]] = []
    used = made.width
    for key in keys:
        wide = made.key_width(key)
        if rows and used + APART + wide <= made.width:
            rows[-1] += (key,)
            used += APART + wide
        else:
            rows.append((key,))
            used = wide
    return rows
