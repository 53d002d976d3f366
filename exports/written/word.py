"""Pieces of a Word document as its own XML. Everything people wrote passes through `said`, which no sign can break."""

import re
from html import escape

from exports import tokens
from exports.fonts import MISSING

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # in XML, however it is written
EMU = 36_000  # to a millimetre
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


def clean(text: str) -> str:
    """A text with a box for each sign that XML cannot hold."""
    return _FORBIDDEN.sub(MISSING, text)


def said(text: str) -> str:
    """A text as XML."""
    return escape(clean(text))


def run(text: str, style: str = "") -> str:
    """A piece of text; its line breaks are kept."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = (f'<w:t xml:space="preserve">{said(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{'<w:br/>'.join(lines)}</w:r>"


def paragraph(style: str, inside: str, more: str = "") -> str:
    """A paragraph; `more` are properties that its style does not have."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inside}</w:p>'


TAB = "<w:r><w:tab/></w:r>"
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def field(code: str, shown: str = "") -> str:
    """A field that Word brings up to date, and what stands there until it has."""
    return f"{field_begins(code)}{shown}{FIELD_ENDS}"


def field_begins(code: str) -> str:
    """The same, where what stands there takes several paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {said(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_ENDS = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def page_of(mark: str) -> str:
    """The number of the page that a bookmark stands on; nothing until Word has counted."""
    return field(f"PAGEREF {mark} \\h")


def link(mark: str, inside: str) -> str:
    """Leads to a bookmark."""
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{inside}</w:hyperlink>'


def marked(mark: str, number: int, inside: str) -> str:
    """A bookmark; its number is unique too."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def tag(letters: str) -> str:
    """An area's letters as they look on its cards."""
    look = tokens.tag(letters)
    return (
        f'<w:r><w:rPr><w:b/><w:bCs/><w:color w:val="{look.text[1:]}"/><w:sz w:val="17"/><w:szCs w:val="17"/>'
        f'<w:bdr w:val="single" w:sz="4" w:space="0" w:color="{look.edge[1:]}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{look.fill[1:]}"/></w:rPr>'
        f'<w:t xml:space="preserve"> {said(letters)} </w:t></w:r><w:r><w:t xml:space="preserve">  </w:t></w:r>'
    )


def picture(relation: str, number: int, name: str, width: float, height: float) -> str:
    """A picture that is there to be looked at only: a screen reader passes it by. In mm; the number is unique."""
    size = f'cx="{round(width * EMU)}" cy="{round(height * EMU)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name="{name} {number}" descr="">{_DECORATIVE}</wp:docPr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def table(alt: str, widths: list[int], head: list[str], rows: list[list[str]]) -> str:
    """A table with a header row that comes again on every page. No row goes on over a page unless it is longer than
    one. Cells are paragraphs; `alt` says what it is about.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(head, widths)}</w:tr>"]
    lines += [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cells(row, widths)}</w:tr>" for row in rows]
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="OfferTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{said(alt)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def _cells(cells: list[str], widths: list[int]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
