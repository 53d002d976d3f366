"""All files in one ZIP: any title comes through, and the same files give the same bytes."""

import io
import zipfile

from exports import archive, formats
from exports.freezing import freeze
from tests.exports import boards

PARTS = [(formats.named("overblik.pdf"), b"%PDF-"), (formats.named("kortlaegning.json"), b"{}" * 500)]


def test_each_file_lies_in_its_groups_folder_and_the_text_comes_first() -> None:
    mapping = freeze(boards.real())
    made = archive.render(mapping, "da", PARTS)
    assert made == archive.render(mapping, "da", PARTS)
    with zipfile.ZipFile(io.BytesIO(made)) as opened:
        assert opened.namelist() == [
            "LÆSMIG.txt",
            "Overblik/overblik.pdf",
            "Alle oplysninger/kortlaegning.json",
        ]
        assert opened.read("Overblik/overblik.pdf") == b"%PDF-"
        assert all(entry.date_time[:3] == (2026, 11, 12) for entry in opened.infolist())


def test_nothing_that_somebody_wrote_breaks_a_line_of_the_text() -> None:
    mapping = freeze(boards.real())
    hostile = mapping.session.model_copy(
        update={"title": "En\r\ntitel\u2028med\x07linjer 🎈", "municipality": ""}
    )
    mapping = mapping.model_copy(update={"session": hostile})
    with zipfile.ZipFile(io.BytesIO(archive.render(mapping, "en", PARTS))) as opened:
        lines = opened.read("README.txt").decode("utf-8-sig").split("\r\n")
    assert lines[0] == "En titel med linjer 🎈"
