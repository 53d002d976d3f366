"""Word, PowerPoint and Excel files are opened by another program than the one that wrote them: LibreOffice.

It runs where LibreOffice is installed. CI has none (it takes 400 MB and a minute of fifteen): the files' own libraries
open them there, in each format's test and in test_golden.py.
"""

import io
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import docx
import pptx
import xlsxwriter
from pypdf import PdfReader

from exports import fonts
from exports.formats import FILES
from exports.freezing import freeze
from tests.exports import boards
from tests.exports.pdf_reading import squeezed
from tests.exports.test_golden import OTHERWISE


class Program(NamedTuple):
    """One of LibreOffice's programs, which may be installed without the others, and a file that it surely opens."""

    name: str
    blank: bytes


def test_libreoffice_opens_every_office_file_and_shows_each_offer(tmp_path: Path) -> None:
    if (office := shutil.which("soffice")) is None:
        print("LibreOffice is not installed: office files are opened by their libraries only")
        return
    mapping, programs = freeze(boards.public(boards.real())), _programs()
    made = [file for file in FILES if file.suffix in programs and file.has_content(mapping)]
    assert any(file.options.get("edition") == "citizens" for file in made)
    for suffix, program in programs.items():
        (tmp_path / f"blank-{suffix}.{suffix}").write_bytes(program.blank)
    for file in made:
        # The suffix in front: the PDFs that are made of them stand in one folder.
        (tmp_path / f"{file.suffix}-{file.address}").write_bytes(file.render(mapping, "da", (), "session"))
    said = _converted(office, tmp_path, tmp_path.glob("*.*"))
    missing = {suffix for suffix in programs if not (tmp_path / "pdf" / f"blank-{suffix}.pdf").exists()}
    for suffix in missing:
        print(f"LibreOffice has no {programs[suffix].name} here: no {suffix} is opened by it")
    for file in made:
        if file.suffix in missing:
            continue
        shown = tmp_path / "pdf" / f"{file.suffix}-{file.name}.pdf"
        assert shown.exists(), f"{file.address}: {said}"
        text = squeezed("".join(page.extract_text() for page in PdfReader(shown).pages))
        assert squeezed(mapping.session.title) in text, file.address
        if file.address not in OTHERWISE:
            printable = fonts.load().printable
            lost = [offer.name for offer in mapping.offers if squeezed(printable(offer.name)) not in text]
            assert lost == [], file.address


def _converted(office: str, folder: Path, sources: Iterable[Path]) -> str:
    """Makes PDFs in `pdf`. Gives what was complained of: a file that cannot be loaded does not stop the others."""
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "pdf"),
        *sorted(map(str, sources)),
    ]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=120).stderr


def _programs() -> dict[str, Program]:
    """By the suffix of what they open."""
    text, slides, sheets = io.BytesIO(), io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Tekst")
    document.save(text)
    deck = pptx.Presentation()
    deck.slides.add_slide(deck.slide_layouts[6])
    deck.save(slides)
    with xlsxwriter.Workbook(sheets) as book:
        book.add_worksheet().write_string(0, 0, "Tekst")
    return {
        "docx": Program("Writer", text.getvalue()),
        "pptx": Program("Impress", slides.getvalue()),
        "xlsx": Program("Calc", sheets.getvalue()),
    }
