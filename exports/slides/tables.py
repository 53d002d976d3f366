"""Tables of a slide, with a header row: as the text's own program makes them, so that rows can be added."""

from collections.abc import Sequence
from html import escape

from exports.content import Cell
from exports.slides.writing import Lines, Run, Writer, filled
from exports.tokens import INK, INK_2, LINE

CELL = (0.0, 3.0, 10.0, 3.0)  # a cell's margins in pixels: left, above, right, below


def table(
    pen: Writer,
    x: float,
    y: float,
    columns: Sequence[float],
    head: Sequence[str],
    rows: Sequence[tuple[Sequence[Cell], float]],
    *,
    name: str,
    size: float,
    leading: float,
    tags: dict[str, str],
) -> None:
    """A table with a header row; each of `rows` has its height, and no row is lower than its text."""
    grid = "".join(f'<a:gridCol w="{pen.emu(width)}"/>' for width in columns)
    top = leading + CELL[1] + CELL[3]
    drawn = [
        _row(
            pen,
            [Lines(((Run(text, size, is_bold=True, fill=INK_2),),), leading) for text in head],
            top,
            is_head=True,
        ),
        *(_row(pen, [_cell(cell, size, leading, tags) for cell in cells], high) for cells, high in rows),
    ]
    wide, high = sum(columns), top + sum(height for _cells, height in rows)
    pen.written.append(
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{pen.next_id()}" name="{escape(name)}" '
        f'descr="{escape(name)}"/>'
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/>'
        f"</p:nvGraphicFramePr>{pen.frame(x, y, wide, high, 'p')}"
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table"><a:tbl>'
        f'<a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{"".join(drawn)}'
        "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
    )


def _cell(cell: Cell, size: float, leading: float, tags: dict[str, str]) -> Lines:
    paragraphs = []
    for number, text in enumerate(cell.text.split("\n")):
        runs = [Run(text, size, is_bold=cell.strong, slide=cell.leads_to)] if text else []
        if cell.area_id and not number:
            runs.insert(0, Run(f"{tags[cell.area_id]}  ", size, is_bold=True, fill=INK_2))
        paragraphs.append(tuple(runs))
    return Lines(tuple(paragraphs), leading)


def _row(pen: Writer, cells: Sequence[Lines], high: float, *, is_head: bool = False) -> str:
    left, top, right, bottom = (pen.emu(value) for value in CELL)
    colour, width = (INK, 1.5) if is_head else (LINE, 0.75)
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    edge = f'<a:lnB w="{pen.emu(width)}">{filled(colour)}</a:lnB>'
    drawn = "".join(
        f'<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{pen.paragraphs(lines)}</a:txBody><a:tcPr marL="{left}" '
        f'marT="{top}" marR="{right}" marB="{bottom}">{none}{edge}<a:noFill/></a:tcPr></a:tc>'
        for lines in cells
    )
    return f'<a:tr h="{pen.emu(high)}">{drawn}</a:tr>'
