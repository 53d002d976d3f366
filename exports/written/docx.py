"""A written document for Word, that a consultant goes on editing: real styles and headings, a table of contents that
Word brings up to date, tables with header rows, the language set for spelling and hyphenation.

The text is written as XML at once (`word.py`), which is ten times as quick as asking python-docx for each paragraph.
Page numbers come when Word counts its pages: until then contents and index lead by links.
"""

from collections.abc import Iterator, Sequence
from itertools import count

from exports import icons, labels, tokens
from exports.content import Cell, Facts, Prose, Table
from exports.report import Mapping, Person, digest
from exports.words import Lang, Translator, translator
from exports.written import motif, styles, word
from exports.written.blocks import Block, Heading, Index, Leads, Note, Together, Where, Written
from exports.written.documents import written
from exports.written.package import Package

SHORT = 16  # rows: a table of so few stays on one page
LONG = 1500  # letters: what is longer together may go on over a page
SIGN = 3.6  # mm
MOTIF = 168  # mm
KEEP = "<w:keepNext/>"
NEW_PAGE = "<w:pageBreakBefore/>"


def render(mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), **options: str) -> bytes:
    """The document that `options` name (see `documents.py`). The same arguments give the same bytes."""
    words, sha256 = translator(lang), digest(mapping)
    told = written(mapping, words, people, sha256, **options)
    package = Package(lang, is_book=told.is_book, is_wide=told.is_wide)
    text = _Dress(told, words, package, len(mapping.session.steps)).text()
    foot, version = _foot(mapping, told, words, sha256)
    package.write(text, foot)
    package.describe(
        f"{told.kind}: {told.title}",
        told.kind,
        f"sha256:{sha256}",
        version,
        mapping.session.municipality,
        mapping.frozen_at // 1000,
    )
    return package.packed()


def _foot(mapping: Mapping, told: Written, words: Translator, sha256: str) -> tuple[str, str]:
    """What stands below each page, and the version that it begins with."""
    _ = words.gettext
    version = _("Version %(version)d, afsluttet %(moment)s") % {
        "version": mapping.version,
        "moment": words.moment(mapping.frozen_at),
    }
    seal = _("Kontrolsum %(digest)s") % {"digest": labels.short_digest(sha256)}
    before, between, after = _("side {page} af {pages}").replace("{pages}", "{page}").split("{page}")
    page = word.field("PAGE", word.run("1")), word.field("NUMPAGES", word.run("1"))
    pages = f"{word.run(before)}{page[0]}{word.run(between)}{page[1]}{word.run(after)}"
    to_the_right = (
        f'<w:tabs><w:tab w:val="clear" w:pos="{styles.TALL}"/><w:tab w:val="right" w:pos="{styles.WIDE}"/></w:tabs>'
        if told.is_wide
        else ""
    )
    inside = f"{word.run(version)}{word.TAB}{word.run(f'{seal} · ')}{pages}"
    return word.paragraph("Footer", inside, to_the_right), version


class _Dress:
    """Blocks as paragraphs and tables."""

    def __init__(self, told: Written, words: Translator, package: Package, steps: int) -> None:
        self._told, self._words, self._package, self._steps = told, words, package, steps
        self._width = styles.WIDE if told.is_wide else styles.TALL
        self._numbers = count(1)  # of bookmarks and pictures
        self._marks: dict[str, str] = {}  # bookmarks by anchor
        self._contents: list[tuple[int, str, str]] = []
        self._sign = ""
        self._title = told.title  # the heading that a table stands under
        self._with_next = False

    def text(self) -> str:
        """All of it."""
        self._marks = {
            anchor: f"_Tilbud{number}" for number, anchor in enumerate(_anchors(self._told.blocks), 1)
        }
        blocks = "".join(map(self.block, self._told.blocks))
        return f"{self._head()}{blocks}"

    def _head(self) -> str:
        told = self._told
        title = word.paragraph("Kicker", word.run(told.kind)) + word.paragraph("Title", word.run(told.title))
        apart = "" if told.is_book else '<w:spacing w:after="240"/>'
        lines = "".join(word.paragraph("Subtitle", word.run(line), apart) for line in told.lines)
        if not told.is_book:
            return title + lines
        relation = self._package.picture(motif.motif(self._steps), MOTIF / 25.4 * 96, 2)
        drawn = word.picture(
            relation, next(self._numbers), "motif", MOTIF, MOTIF * motif.HEIGHT / motif.WIDTH
        )
        lower, above = '<w:spacing w:before="2400"/>', '<w:spacing w:before="1800"/>'
        first = word.paragraph("Kicker", word.run(told.kind), lower)
        title = first + word.paragraph("Title", word.run(told.title))
        return f"{title}{lines}{word.paragraph('Normal', drawn, above)}{self._table_of_contents()}"

    def _table_of_contents(self) -> str:
        """As Word makes it itself, and filled in already: where Word does not count, it still leads."""
        title = self._words.gettext("Indholdsfortegnelse")
        begins = word.field_begins(f'TOC \\o "1-{self._told.depth}" \\h \\z \\u')
        lines: list[str] = []
        for level, text, mark in self._contents:
            if level <= self._told.depth:
                to = word.link(mark, f"{word.run(text)}{word.TAB}{word.page_of(mark)}")
                lines.append(word.paragraph(f"TOC{level}", f"{'' if lines else begins}{to}"))
        gallery = '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        heading = word.paragraph("TOCHeading", word.run(title), NEW_PAGE)
        return (
            f"<w:sdt><w:sdtPr><w:docPartObj>{gallery}</w:docPartObj></w:sdtPr><w:sdtContent>{heading}{''.join(lines)}"
            f"{word.paragraph('Normal', word.FIELD_ENDS)}</w:sdtContent></w:sdt>"
        )

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self._heading(block)
            case Prose():
                more = KEEP if block.leads else ""
                parts = block.text.split("\n\n")
                return "".join(self._paragraph("Normal", word.run(part), more) for part in parts)
            case Note():
                return self._paragraph("Note", word.run(block.text))
            case Where():
                return self._where(block)
            case Facts():
                return "".join(self._fact(name, value) for name, value in block.rows)
            case Table():
                return self._table(block)
            case Leads():
                to = (word.link(self._marks[anchor], word.run(text)) for text, anchor in block.to)
                apart = '<w:spacing w:before="240"/>'
                return word.paragraph("Note", f"{word.run(f'{block.text} ')}{word.run('; ').join(to)}", apart)
            case Index():
                entries = "".join(self._letter(letter, entries) for letter, entries in block.letters)
                return self._heading(Heading(block.title, 1, apart=True), "<w:sectPr/>") + entries
            case Together():
                return self._together(block)

    def _together(self, block: Together) -> str:
        """Each paragraph stays with the next, but for the last."""
        if len(str(block)) > LONG:
            return "".join(map(self.block, block.blocks))
        self._with_next = True
        first = "".join(map(self.block, block.blocks[:-1]))
        last = self.block(block.blocks[-1])
        self._with_next = False
        head, found, tail = last.rpartition(KEEP)
        return f"{first}{head}{tail if found else last}"

    def _paragraph(self, style: str, inside: str, more: str = "") -> str:
        keep = KEEP if self._with_next and KEEP not in more else ""
        return word.paragraph(style, inside, f"{keep}{more}")

    def _heading(self, block: Heading, more: str = "") -> str:
        more = f"{NEW_PAGE if block.apart else ''}{more}"
        mark = self._marks.get(block.anchor) or f"_Afsnit{len(self._contents) + 1}"
        self._contents.append((block.level, block.text, mark))
        self._title = block.text
        return word.paragraph(
            f"Heading{block.level}", word.marked(mark, next(self._numbers), word.run(block.text)), more
        )

    def _where(self, block: Where) -> str:
        letters = self._told.tags.get(block.area_id, "")
        told = self._paragraph("Where", f"{word.tag(letters) if letters else ''}{word.run(block.text)}")
        if not block.open:
            return told
        self._sign = self._sign or self._package.picture(icons.svg("open", tokens.INK), 20, 6)
        sign = word.picture(self._sign, next(self._numbers), "sign", SIGN, SIGN)
        return told + self._paragraph("Open", f"{sign}{word.run(f' {block.open}')}")

    def _fact(self, name: str, value: str) -> str:
        first, *more = value.split("\n\n")
        told = self._paragraph("Fact", f"{word.run(name, 'FactName')}{word.TAB}{word.run(first)}")
        return told + "".join(self._paragraph("FactMore", word.run(part)) for part in more)

    def _table(self, table: Table) -> str:
        widths = [round(self._width * share / sum(table.shares)) for share in table.shares]
        head = [word.paragraph("TableHead", word.run(name)) for name in table.head]
        last = len(table.rows) - 1
        is_short = table.whole and last < SHORT
        rows = [
            [self._cell(cell, KEEP if is_short and number < last else "") for cell in row]
            for number, row in enumerate(table.rows)
        ]
        return word.table(self._title, widths, head, rows)

    def _cell(self, cell: Cell, keep: str) -> str:
        letters = self._told.tags.get(cell.area_id, "")
        first, *more = cell.text.split("\n\n")
        style = "Strong" if cell.strong else ""
        begins = f"{word.tag(letters) if letters else ''}{word.run(first, style)}"
        parts = (word.paragraph("TableText", word.run(part, style), keep) for part in more)
        return word.paragraph("TableText", begins, keep) + "".join(parts)

    def _letter(self, letter: str, entries: Sequence[tuple[str, str, str]]) -> str:
        told = [word.paragraph("IndexHeading", word.run(letter))]
        for name, beside, anchor in entries:
            mark = self._marks[anchor]
            where = word.run(f", {beside}", "FactName") if beside else ""
            to = f"{word.link(mark, word.run(name) + where)}{word.TAB}{word.page_of(mark)}"
            told.append(word.paragraph("Index1", to))
        return "".join(told)


def _anchors(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Together):
            yield from _anchors(block.blocks)
        elif isinstance(block, Heading) and block.anchor:
            yield block.anchor
