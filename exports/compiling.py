"""Runs typst: a template with data to a tagged PDF (PDF/UA-1). The data is never markup, whatever people wrote."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

from exports.fonts import Fonts

GENERATIONS = 11  # documents until typst has forgotten one


def compiled(template: Path, data: dict[str, Any], faces: Fonts, at: int) -> bytes:
    """The document, dated `at` (seconds since 1970). The same arguments give the same bytes."""
    _remember()
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=_found(faces.folder),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=at,
    )


def pictured(template: Path, data: dict[str, Any], faces: Fonts, scale: float) -> bytes:
    """The document's only page as PNG; `scale` is how many of its pixels a CSS pixel has."""
    _remember()
    return typst.compile(
        template.read_bytes(),
        format="png",
        ppi=96 * scale,
        font_paths=_found(faces.folder),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )


def forget(folder: Path) -> None:
    """Give up what typst keeps of documents that are made: it does so for the last ten, and these are empty."""
    while _remembered:
        _remembered.pop()
        typst.compile(b"", format="pdf", font_paths=_found(folder))


def _remember() -> None:
    _remembered[:] = [None] * GENERATIONS


_remembered: list[None] = []  # one for each document that it takes until typst has forgotten all


@lru_cache(maxsize=4)
def _found(folder: Path) -> typst.Fonts:
    """The faces as typst keeps them: found once, not for every document."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def drawable(value: Any, faces: Fonts) -> Any:
    """The same data with □ for each sign that cannot be drawn."""
    if isinstance(value, str):
        return faces.printable(value)
    if isinstance(value, dict):
        return {key: drawable(part, faces) for key, part in value.items()}
    return [drawable(part, faces) for part in value] if isinstance(value, (list, tuple)) else value
