"""The styles of a Word document: few, real, and all of ours, so that what a consultant changes changes everywhere.

Word knows the built-in ones by their English names and shows them in the reader's language.
"""

from exports import tokens
from exports.words import Lang

FONT = "Calibri"  # Word has it everywhere; LibreOffice has one of the same widths
_LANGUAGE: dict[Lang, str] = {"da": "da-DK", "en": "en-GB"}
# In twentieths of a point. A4 with margins of 22 and 20 mm: the width of the text upright, on its side, and in one of
# the index's columns; and of the column of names before facts.
LEFT, RIGHT, GUTTER = 1247, 1134, 567
TALL, WIDE = 11906 - LEFT - RIGHT, 16838 - LEFT - RIGHT
COLUMN = (TALL - GUTTER) // 2
NAMES = 2154


def language(lang: Lang) -> str:
    """As Word names it, for spelling and hyphenation."""
    return _LANGUAGE[lang]


def styles(lang: Lang, *, is_book: bool) -> str:
    """What stands in `w:styles`. A book's title is larger."""
    ink, ink2 = tokens.INK[1:], tokens.INK_2[1:]
    made = [
        _paragraph("Normal", "Normal", size=21, after=120, line=264, default=True),
        _paragraph(
            "Title",
            "Title",
            size=60 if is_book else 46,
            bold=True,
            after=120,
            keep=True,
            above=60,
            whole=True,
        ),
        _paragraph("Subtitle", "Subtitle", size=23, colour=ink2, after=60, whole=True),
        _paragraph("Kicker", "Tilbud overlinje", size=22, colour=ink2, after=60, keep=True, whole=True),
        _paragraph(
            "Heading1",
            "heading 1",
            size=34,
            bold=True,
            above=560,
            after=160,
            keep=True,
            outline=0,
            ruled=True,
        ),
        _paragraph("Heading2", "heading 2", size=25, bold=True, above=320, after=40, keep=True, outline=1),
        _paragraph("Heading3", "heading 3", size=22, bold=True, above=200, after=40, keep=True, outline=2),
        _paragraph("TOCHeading", "TOC Heading", size=34, bold=True, after=160, keep=True, whole=True),
        _paragraph("TOC1", "toc 1", bold=True, above=100, after=20, tab=TALL, whole=True),
        _paragraph("TOC2", "toc 2", after=20, indent=227, tab=TALL, whole=True),
        _paragraph("Where", "Tilbud sted", size=19, colour=ink2, after=80, keep=True, whole=True),
        _paragraph("Open", "Tilbud åbent", size=20, bold=True, after=80, keep=True, whole=True),
        _paragraph("Fact", "Tilbud oplysning", after=50, indent=NAMES, hanging=NAMES),
        _paragraph("FactMore", "Tilbud oplysning fortsat", after=50, indent=NAMES),
        _paragraph("Note", "Tilbud note", size=19, colour=ink2, above=60, after=60),
        _paragraph("TableText", "Tabeltekst", size=20, after=40, line=250),
        _paragraph(
            "TableHead", "Tabelhoved", size=19, colour=ink2, bold=True, after=40, keep=True, whole=True
        ),
        _paragraph("IndexHeading", "index heading", size=24, bold=True, above=200, after=40, keep=True),
        _paragraph("Index1", "index 1", size=20, after=40, indent=227, hanging=227, tab=COLUMN, whole=True),
        _paragraph("Header", "header", size=18, colour=ink2, after=0),
        _paragraph("Footer", "footer", size=18, colour=ink2, after=0, tab=TALL, whole=True),
        _FACT_NAME.format(colour=ink2),
        _STRONG,
        _HYPERLINK,
        _PLAIN_TEXT,
        _PLAIN_TABLE,
        _table(ink, tokens.LINE[1:]),
    ]
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    tongue = f'<w:lang w:val="{language(lang)}" w:eastAsia="{language(lang)}" w:bidi="ar-SA"/>'
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{ink}"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        f"{tongue}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{''.join(made)}"
    )


_FACT_NAME = (
    '<w:style w:type="character" w:styleId="FactName" w:customStyle="1"><w:name w:val="Tilbud oplysningens navn"/>'
    '<w:qFormat/><w:rPr><w:color w:val="{colour}"/><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr></w:style>'
)
_STRONG = (
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/>'
    "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>"
)
_HYPERLINK = '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>'
_PLAIN_TEXT = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>'
)
_PLAIN_TABLE = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:semiHidden/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
    '<w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def _paragraph(
    style: str,
    name: str,
    *,
    size: int = 0,
    bold: bool = False,
    colour: str = "",
    above: int = 0,
    after: int = 0,
    line: int = 0,
    indent: int = 0,
    hanging: int = 0,
    tab: int = 0,
    keep: bool = False,
    whole: bool = False,
    ruled: bool = False,
    outline: int | None = None,
    default: bool = False,
) -> str:
    """`size` in half points, the rest in twentieths of a point. `whole`: its words are not hyphenated, nor are those
    of headings; `keep`: stays with what follows.
    """
    own = not (default or name[0].islower() or name in ("Title", "Subtitle", "TOC Heading"))
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    follows = '<w:next w:val="Normal"/>' if keep else ""
    edge = f'<w:top w:val="single" w:sz="12" w:space="8" w:color="{tokens.INK[1:]}"/>'
    paragraph = (
        ("<w:keepNext/><w:keepLines/>" if keep else "")
        + (f"<w:pBdr>{edge}</w:pBdr>" if ruled else "")
        + (f'<w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs>' if tab else "")
        + (f'<w:tabs><w:tab w:val="left" w:pos="{hanging}"/></w:tabs>' if hanging and not tab else "")
        + ("<w:suppressAutoHyphens/>" if whole or outline is not None else "")
        + f'<w:spacing w:before="{above}" w:after="{after}"'
        + (f' w:line="{line}" w:lineRule="auto"' if line else "")
        + "/>"
        + (f'<w:ind w:left="{indent}" w:hanging="{hanging}"/>' if indent else "")
        + (f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else "")
    )
    run = (
        ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "")
    )
    kind = ' w:default="1"' if default else ' w:customStyle="1"' if own else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"{kind}><w:name w:val="{name}"/>{based}{follows}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _table(ink: str, line: str) -> str:
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="OfferTable"><w:name w:val="Tilbud tabel"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>'
        f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{line}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>'
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" '
        f'w:color="{ink}"/></w:tcBorders></w:tcPr></w:tblStylePr></w:style>'
    )
