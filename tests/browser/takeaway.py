"""What is taken home from a mapping's page: every file, downloaded by its link and opened as other programs do it."""

import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from tests.browser.console import Console
from tests.exports import pdf_reading

SVG = "{http://www.w3.org/2000/svg}"


class Takeaway:
    """The files of one mapping, each under its suffix."""

    def __init__(self, digest: str, files: dict[str, bytes]) -> None:
        self.digest = digest  # as the page showed it
        self.files = files

    def mapping(self) -> dict[str, Any]:
        """The JSON's content, once its digest has been recomputed by nothing but the standard library."""
        data = json.loads(self.files["json"])
        canonical = json.dumps(
            data["mapping"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
        assert hashlib.sha256(canonical).hexdigest() == data["digest"] == self.digest
        mapping: dict[str, Any] = data["mapping"]
        return mapping

    def sheets(self) -> dict[str, list[list[Any]]]:
        """The workbook's sheets, row by row."""
        book = CalamineWorkbook.from_filelike(io.BytesIO(self.files["xlsx"]))
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    def rows(self, sheet: str) -> list[dict[str, Any]]:
        """A sheet's rows under its headings."""
        head, *rows = self.sheets()[sheet]
        return [dict(zip(head, row, strict=True)) for row in rows]

    def pdf_text(self) -> str:
        """All text of the document, without blanks: names are broken over lines."""
        return pdf_reading.squeezed("".join(pdf_reading.texts(pdf_reading.opened(self.files["pdf"]))))

    def svg_text(self) -> str:
        """All text of the picture, without blanks."""
        root = ElementTree.fromstring(self.files["svg"])  # noqa: S314 - made by our own server
        assert root.tag == f"{SVG}svg"
        return pdf_reading.squeezed("".join(root.itertext()))

    def bears(self, title: str, version: int) -> None:
        """Every file bears title, version and digest."""
        wanted = pdf_reading.squeezed(title)
        assert self.mapping()["session"]["title"] == title
        assert self.mapping()["version"] == version
        about = self.sheets()["Om kortlægningen"]
        facts = {row[0]: row[1] for row in about if len(row) > 1}
        assert about[0][0] == title
        assert facts["Version"] == version
        assert facts["Kontrolsum (SHA-256)"] == self.digest
        for text in (self.pdf_text(), self.svg_text()):
            assert wanted in text
            assert re.search(rf"[Vv]ersion{version}\b", text)
            assert self.digest[:8] in text


async def takes_everything_home(ada: Console, folder: Path) -> Takeaway:
    """Downloads the files of the mapping page that is open which can be read back here, one of each kind."""
    files = {}
    links = ada.page.get_by_role("navigation", name="Filer")
    for name in ("overblik.pdf", "trappe.svg", "tilbud.xlsx", "kortlaegning.json"):
        link = links.locator(f"a[href$='/{name}']")
        async with ada.page.expect_download() as started:
            await link.click()
        download = await started.value
        path = folder / download.suggested_filename
        await download.save_as(path)
        files[path.suffix[1:]] = path.read_bytes()
    digest = await ada.page.locator(".seal__digest").inner_text()
    return Takeaway(re.sub(r"\s", "", digest), files)
