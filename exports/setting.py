"""Drawn sheets as typst is handed them: as data for `overview.typ`, so nothing that people wrote is ever markup."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from exports import fonts, icons, labels, tokens
from exports.canvas import Canvas
from exports.compiling import drawable
from exports.drawing import Icon, Part, Rect, Shape, Sheet, Text
from exports.fonts import Fonts
from exports.latest import latest
from exports.report import Mapping, canonical
from exports.words import Translator

TEMPLATE = Path(__file__).with_name("overview.typ")


@latest
def in_type(mapping: Mapping, faces: Fonts) -> Mapping:
    """The mapping with □ for each sign that cannot be drawn. Its digest is another one: never print that."""
    return Mapping.model_validate(drawable(mapping.model_dump(), faces))


def lost_signs(shown: Mapping, mapping: Mapping) -> bool:
    """Whether a sign of the mapping is shown as □."""
    boxes = (fonts.MISSING.encode() in canonical(one) for one in (shown, mapping))
    return next(boxes) and not next(boxes)


def document(mapping: Mapping, words: Translator, sha256: str) -> dict[str, Any]:
    _, session = words.gettext, mapping.session
    frozen = datetime.fromtimestamp(mapping.frozen_at // 1000, UTC)
    place = f", {session.municipality}" if session.municipality else ""
    what = _("tilbud på indsatstrappen")
    return {
        "lang": words.lang,
        "title": f"{session.title} – {what}{place}",
        "description": _("%(held)s. Version %(version)d, afsluttet %(moment)s.")
        % {
            "held": labels.held(words, session),
            "version": mapping.version,
            "moment": words.moment(mapping.frozen_at),
        },
        "keywords": [f"sha256:{sha256}"],
        "date": {
            part: getattr(frozen, part) for part in ("year", "month", "day", "hour", "minute", "second")
        },
        "fonts": list(fonts.FAMILIES),
        "colours": {"ink": tokens.INK, "ink2": tokens.INK_2, "line": tokens.LINE},
    }


def foot(mapping: Mapping, words: Translator, right: str, canvas: Canvas) -> dict[str, Any]:
    """What stands below each sheet; on pages also the `middle` (or `about`, on those of tables), and their number."""
    _ = words.gettext
    version = {"version": mapping.version, "moment": words.moment(mapping.frozen_at)}
    return {
        "left": _("Version %(version)d, afsluttet %(moment)s") % version,
        "middle": "",
        "about": "",
        "right": _("Kontrolsum %(digest)s") % {"digest": right},
        "page": "",
        "side": canvas.side,
        "up": canvas.bottom + canvas.foot,
    }


def sheet_of(sheet: Sheet) -> dict[str, Any]:
    return {"w": sheet.width, "h": sheet.height, "parts": [_part(part) for part in sheet.parts]}


def _part(part: Part) -> dict[str, Any]:
    shapes = [_shape(shape) for shape in part.shapes]
    for shape in shapes:
        if shape["k"] == "text":
            shape["par"] = (
                part.kind == "text"
            )  # alone on the page it is a paragraph; in a heading or list it is not
    if part.kind == "heading":  # its texts make one bookmark: a blank keeps number, name and count apart
        for shape in shapes[:-1]:
            shape["lines"] = [f"{line.rstrip()} " for line in shape["lines"]]
    return {
        "k": part.kind,
        "level": part.level,
        "shapes": shapes,
        "items": [[_shape(shape) for shape in item.shapes] for item in part.items],
    }


def _shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case Rect():
            return {
                "k": "rect",
                "x": shape.x,
                "y": shape.y,
                "w": shape.width,
                "h": shape.height,
                "fill": shape.fill,
                "stroke": shape.stroke,
                "sw": shape.stroke_width,
                "r": shape.radius,
                "dash": shape.dashed,
            }
        case Icon():
            picture = icons.svg(shape.name, shape.fill)
            return {
                "k": "icon",
                "x": shape.x,
                "y": shape.y,
                "size": shape.size,
                "svg": picture,
                "says": shape.says,
            }
        case Text():
            return {
                "k": "text",
                "x": shape.x,
                "y": shape.y,
                "size": shape.size,
                "lines": shape.lines,
                "weight": shape.weight,
                "fill": shape.fill,
                "leading": shape.leading,
                "tracking": shape.tracking,
                "anchor": shape.anchor,
                "par": False,
            }
