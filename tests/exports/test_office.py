"""Word, PowerPoint and Excel files are opened by another program than the one that wrote them: LibreOffice.

It runs where LibreOffice is installed. CI has none (it takes 400 MB and a minute of fifteen): the files' own libraries
open them there, in each format's test and in test_golden.py.
"""

import shutil
import subprocess
from pathlib import Path

from pypdf import PdfReader

from exports import fonts
from exports.formats import FILES
from exports.freezing import freeze
from tests.exports import boards
from tests.exports.pdf_reading import squeezed
from tests.exports.test_golden import OTHERWISE

OFFICE = ("docx", "pptx", "xlsx")


def test_libreoffice_opens_every_office_file_and_shows_each_offer(tmp_path: Path) -> None:
    if (office := shutil.which("soffice")) is None:
        print("LibreOffice is not installed: office files are opened by their libraries only")
        return
    mapping = freeze(boards.real())
    made = [file for file in FILES if file.suffix in OFFICE and file.has_content(mapping)]
    for file in made:
        (tmp_path / f"{file.suffix}-{file.address}").write_bytes(file.render(mapping, "da", (), "session"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    sources = sorted(str(path) for path in tmp_path.iterdir())
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path / "pdf"),
        *sources,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for file in made:
        shown = tmp_path / "pdf" / f"{file.suffix}-{file.name}.pdf"
        text = squeezed("".join(page.extract_text() for page in PdfReader(shown).pages))
        assert squeezed(mapping.session.title) in text, file.address
        if file.address not in OTHERWISE:
            printable = fonts.load().printable
            lost = [offer.name for offer in mapping.offers if squeezed(printable(offer.name)) not in text]
            assert lost == [], file.address
