"""The staircase as PNG, for slides and screens: drawn as the PDF is, with the same type, and told in words beside it.

Inside the file stand its title, what it shows, the digest and, as IPTC's alternative text, the words that a screen
reader says where the picture is used.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from html import escape

from exports import fonts, labels
from exports.canvas import screen
from exports.compiling import pictured
from exports.report import Mapping, Person, digest
from exports.setting import TEMPLATE, document, foot, in_type, lost_signs, sheet_of
from exports.sheet import picture
from exports.typesetting import FLOOR
from exports.words import Lang, translator

SHARE = 9 / 16
SMALLEST = (
    13  # pixels of the picture: where the type would be smaller than this, the picture is higher instead
)
SIGNATURE = 8  # bytes before the first part of a PNG
HEADER = 25  # bytes of that first part


def render(
    mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, width: str = "2320"
) -> bytes:
    """The picture, `width` pixels wide and 16:9, or higher where so many offers would be too small to be read.

    It names none of the `people`. Signs that neither Inter nor Noto Emoji has are shown as □.
    """
    words, faces = translator(lang), fonts.load()
    sha256 = digest(mapping)
    shown = in_type(mapping, faces)
    widest = int(width) * FLOOR / SMALLEST
    sheet = picture(shown, words, faces, SHARE, widest, replaced=lost_signs(shown, mapping))
    data = {
        **document(shown, words, sha256),
        "sheets": [sheet_of(sheet)],
        "foot": foot(shown, words, sha256, screen(sheet.width, SHARE)),
        "page": {"w": sheet.width, "h": sheet.height, "top": 0, "body": FLOOR},
        "blocks": [],
    }
    drawn = pictured(TEMPLATE, data, faces, int(width) / sheet.width)
    said = labels.picture_says(words, mapping, sha256)
    told = {
        "Title": labels.picture_title(words, mapping),
        "Description": said,
        "Digest": f"sha256:{sha256}",
        "XML:com.adobe.xmp": _metadata(labels.picture_title(words, mapping), said, lang),
    }
    start = SIGNATURE + HEADER
    return drawn[:start] + b"".join(_texts(told)) + drawn[start:]


def _texts(told: dict[str, str]) -> Iterator[bytes]:
    """Texts as a PNG keeps them: iTXt, not compressed."""
    for keyword, text in told.items():
        data = b"iTXt" + keyword.encode() + bytes(5) + text.encode()
        yield struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def _metadata(title: str, said: str, lang: Lang) -> str:
    """XMP, in which programs for pictures look for the alternative text."""
    texts = {"dc:title": title, "dc:description": said, "Iptc4xmpCore:AltTextAccessibility": said}
    parts = "".join(
        f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'
        for name, text in texts.items()
    )
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{parts}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
