"""What a written document is made of: blocks in reading order, before `docx.py` or `pdf.py` dresses them.

Headings, paragraphs, tables and facts are those of `exports/content.py`; here is what only a document on A4 has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exports import content
from exports.content import Facts, Prose, Table


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is a chapter. Others lead to it by its `anchor`, which is unique where it is not empty; with `apart`, it
    begins a page."""

    text: str
    level: int
    anchor: str = ""
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """A line under a heading: an area's letters, where something belongs, and in words whether anybody may come."""

    area_id: str
    text: str
    open: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A quiet remark."""

    text: str


@dataclass(frozen=True, slots=True)
class Leads:
    """Words, and what they lead to: texts with their anchors."""

    text: str
    to: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """On a page of its own, in two columns: names under their letters, each with what sets it apart from others of that
    name, and its anchor."""

    title: str
    letters: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that stay on one page when they can."""

    blocks: tuple["Block", ...]


Block = Heading | Where | Note | Leads | Index | Together | Prose | Table | Facts


@dataclass(frozen=True, slots=True)
class Written:
    """A document. `kind` says what it is, `title` what it is about, `lines` stand below. An index comes last."""

    kind: str
    title: str
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    is_book: bool = False  # has a page of its own for the title, and contents
    depth: int = 1  # of the contents
    is_wide: bool = False  # on its side
    tags: Mapping[str, str] = field(default_factory=dict)  # the areas' letters


def plain(block: content.Block) -> tuple[Block, ...]:
    """A block of the overview's pages as one of a document's: what stands side by side there is one below the other."""
    match block:
        case content.Title():
            return (Heading(block.text, block.level - 1),)
        case content.Columns():
            return tuple(part for side in (block.left, block.right) for one in side for part in plain(one))
        case _:
            return (block,)
