"""The file around a Word document's text: page, styles, settings, foot, pictures, properties. python-docx keeps it."""

import io
import zipfile
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import docx
from docx.enum.section import WD_ORIENT
from docx.opc.rel import Relationships
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.section import CT_SectPr
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Twips

from exports import fonts
from exports.compiling import pictured
from exports.words import Lang
from exports.written import styles, word

PICTURE = Path(__file__).parent.parent / "picture.typ"
# Of python-docx's own template: what names its styles and its program, and none of ours.
UNUSED = (
    "/stylesWithEffects",
    "/customXml",
    "/thumbnail",
    "/numbering",
    "/fontTable",
    "/extended-properties",
)
LONGEST = 255  # signs in a property
FIRST_DAY = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # for every part of the file, so that the same document gives the same bytes


class Package:
    """A Word file in the making."""

    def __init__(self, lang: Lang, *, is_book: bool, is_wide: bool) -> None:
        self._lang = lang
        self._docx = docx.Document()
        for relations in (self._docx.part.rels, self._docx.part.package.rels):
            _drop_unused(relations)
        _refill(self._docx.styles.element, styles.styles(lang, is_book=is_book))
        _refill(self._docx.settings.element, _settings(lang))
        self._lay_out(is_wide)

    def picture(self, svg: str, width: float, scale: float) -> str:
        """A drawing, `width` CSS pixels wide, as a picture in the file: the name that the text shows it by."""
        png = pictured(PICTURE, {"svg": svg, "width": width}, fonts.load(), scale)
        relation, _image = self._docx.part.get_or_add_image(io.BytesIO(png))
        return relation

    def write(self, text: str, foot: str) -> None:
        """The text, and what stands at the foot of every page. An empty `w:sectPr` in a heading ends the text's first
        part; what follows is set in two columns.
        """
        footer = self._docx.sections[0].footer
        footer.is_linked_to_previous = False
        old = footer.paragraphs[0]._p
        old.getparent().replace(old, parse_xml(foot.replace("<w:p>", f"<w:p {word.NAMESPACES}>", 1)))
        body = self._docx.element.body
        last = cast(CT_SectPr, body.sectPr)
        for part in list(parse_xml(f"<w:body {word.NAMESPACES}>{text}</w:body>")):
            last.addprevious(part)
        for place in body.findall(f".//{qn('w:pPr')}/{qn('w:sectPr')}"):
            place.getparent().replace(place, deepcopy(last))
            for columns in last.iterfind(qn("w:cols")):
                columns.set(qn("w:num"), "2")
                columns.set(qn("w:space"), str(styles.GUTTER))
            size = last.find(qn("w:pgSz"))
            size.addprevious(parse_xml(f'<w:type {word.NAMESPACES} w:val="continuous"/>'))

    def describe(self, title: str, subject: str, keywords: str, comments: str, author: str, at: int) -> None:
        """The document's properties; `at` is its day, in seconds since 1970."""
        day = datetime.fromtimestamp(at, UTC).replace(tzinfo=None)
        told = self._docx.core_properties
        told.title, told.subject, told.author = _short(title), _short(subject), _short(author)
        told.keywords, told.comments = _short(keywords), _short(comments)
        told.last_modified_by, told.language = "Tilbudstrappen", styles.language(self._lang)
        told.created, told.modified, told.revision = day, day, 1

    def packed(self) -> bytes:
        """The file."""
        made, out = io.BytesIO(), io.BytesIO()
        self._docx.save(made)
        with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                part = zipfile.ZipInfo(name, FIRST_DAY)
                part.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(part, old.read(name))
        return out.getvalue()

    def _lay_out(self, is_wide: bool) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = Twips(11906), Twips(16838)
        if is_wide:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = section.page_height, section.page_width
        section.left_margin, section.right_margin = Twips(styles.LEFT), Twips(styles.RIGHT)
        section.top_margin, section.bottom_margin = (Mm(15), Mm(20)) if is_wide else (Mm(20), Mm(25))
        section.footer_distance = Mm(9) if is_wide else Mm(12)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)


def _settings(lang: Lang) -> str:
    """Words are parted at the end of lines, and Word is told that the document is a modern one."""
    language = styles.language(lang)
    decimal, between = (",", ";") if lang == "da" else (".", ",")
    return (
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="340"/><w:doNotHyphenateCaps/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="{decimal}"/>'
        f'<w:listSeparator w:val="{between}"/>'
    )


def _refill(part: BaseOxmlElement, inside: str) -> None:
    for child in list(part):
        part.remove(child)
    part.extend(list(parse_xml(f"<w:body {word.NAMESPACES}>{inside}</w:body>")))


def _drop_unused(relations: Relationships) -> None:
    for name, relation in list(relations.items()):
        if any(part in relation.reltype for part in UNUSED):
            del relations[name]


def _short(text: str) -> str:
    return word.clean(text)[:LONGEST]
