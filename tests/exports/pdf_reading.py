"""Reads a PDF as a program does that knows nothing of how it was made: its text, its tags, its fonts."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def texts(pdf: pikepdf.Pdf) -> list[str]:
    """The text of each page in the order of its content, a line for each piece that is placed by itself."""
    return ["".join(_page_text(page)) for page in pdf.pages]


def squeezed(text: str) -> str:
    """A text without blanks and line breaks, for comparing what was broken over lines."""
    return re.sub(r"\s", "", text)


def tags(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """All structure elements in reading order, as (tag, alternative text)."""
    return [(str(element.S), str(element.get("/Alt", ""))) for element in _elements(pdf.Root.StructTreeRoot)]


def font_files(pdf: pikepdf.Pdf) -> dict[str, bool]:
    """Every font that a page uses, and whether it is embedded."""
    found = {}
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            found[str(font.BaseFont)] = any(
                key in inner.get("/FontDescriptor", {}) for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
    return found


def sizes(pdf: pikepdf.Pdf) -> set[float]:
    """Every size that type is set in, in points."""
    found = set()
    for page in pdf.pages:
        scale = [1.0]
        for operands, operator in pikepdf.parse_content_stream(page):
            match str(operator):
                case "q":
                    scale.append(scale[-1])
                case "Q":
                    scale.pop()
                case "cm":
                    scale[-1] *= abs(float(operands[3]))
                case "Tf":
                    found.add(float(operands[1]) * scale[-1])
    return found


def _elements(element: Any) -> Iterator[pikepdf.Dictionary]:
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from _elements(kid)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield element
        if "/K" in element:
            yield from _elements(element.K)


def _page_text(page: pikepdf.Page) -> Iterator[str]:
    letters: dict[bytes, str] = {}
    spoken: list[bool] = []  # for each open marked content: whether its ActualText was said already
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                actual = _actual_text(operands[1])
                if actual is not None and not any(spoken):
                    yield actual
                spoken.append(actual is not None)
            case "BMC":
                spoken.append(False)
            case "EMC":
                spoken.pop()
            case "Tf":
                letters = _letters(page.Resources.Font[str(operands[0])])
            case "Tj" if not any(spoken):
                yield _decoded(bytes(operands[0]), letters)
            case "TJ" if not any(spoken):
                yield "".join(
                    _decoded(bytes(part), letters) for part in operands[0] if isinstance(part, pikepdf.String)
                )
            case "ET":
                yield "\n"


def _actual_text(properties: Any) -> str | None:
    if isinstance(properties, pikepdf.Dictionary) and "/ActualText" in properties:
        return str(properties.ActualText)
    return None


def _decoded(data: bytes, letters: dict[bytes, str]) -> str:
    return "".join(letters.get(data[at : at + 2], "\ufffd") for at in range(0, len(data), 2))


_MAPS: dict[tuple[int, int], dict[bytes, str]] = {}


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What a font's codes mean, from its ToUnicode map."""
    cmap = font.ToUnicode.read_bytes().decode()
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, meaning in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(code)] = bytes.fromhex(meaning).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, meaning in re.findall(
            r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            start = int(meaning, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[(int(first, 16) + step).to_bytes(2, "big")] = chr(start + step)
    return found
