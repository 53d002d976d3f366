"""The written documents, for Word and as PDF: complete, well-formed, and citizens get nothing that is not public."""

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import pikepdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from board.state import Board, Comparison, Finding
from exports import fonts
from exports.formats import FILES, File, named
from exports.freezing import freeze
from exports.report import Change, Changes, FieldChange, Mapping, Person, Source, digest
from exports.words import Lang
from exports.written.alphabet import by_letter
from tests.exports import boards
from tests.exports.pdf_reading import font_files, opened, sizes, squeezed, tags, texts

WRITTEN = [file for file in FILES if file.module.startswith("written.")]
INTERNAL = [file for file in WRITTEN if file.options.get("edition") == "internal"]
CITIZENS = [file for file in WRITTEN if file.options.get("edition") == "citizens"]
FULL = {
    "target_group": "Børn der er bange",
    "reach": "gruppe",
    "organisational_unit": "Familiehuset",
    "description": "Et forløb om angst.\n\nMed forældre.",
    "age_span": "7–12 år",
    "group_size": "6-8 ad gangen",
    "duration": "10 gange",
    "access_route": "self_referral",
    "legal_basis": "Barnets lov § 30",
    "contact": "Tlf. 12 34 56 78",
}


def described() -> Board:
    """An offer of which all is known and that citizens may be shown, one that they may not, and one nearly empty."""
    cards = [
        boards.card(0, ("hjemme", "pleje"), name="Cool Kids", public=True, **FULL),
        boards.card(1, ("hjemme",), name="Hemmelig gruppe", **{**FULL, "contact": "Kun for os"}),
        boards.card(2, ("almen",), name="Åben rådgivning", public=True, access_route="referral"),
    ]
    finding = Finding(
        finding_id="f1",
        number=7,
        form="overlap",
        text="De to ligner hinanden",
        card_ids=("c0", "c1"),
        target_group="Bange børn",
        comparison=Comparison(form="Begge er grupper", relation="overlapping"),
    )
    cards[1] = cards[1].model_copy(update={"source": "Et internt ark"})
    return boards.board(cards, findings={"f1": finding})


@pytest.fixture(scope="module")
def mapping() -> Mapping:
    return freeze(described())


def made(file: File, mapping: Mapping, lang: Lang = "da", people: tuple[Person, ...] = ()) -> bytes:
    return file.render(mapping, lang, people, "session")


def word(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def told(file: File, data: bytes) -> str:
    """All that the document says, without blanks, hyphens and soft hyphens: lines may be broken anywhere."""
    if file.suffix == "pdf":
        said = "".join(texts(opened(data)))
    else:
        said = "".join(node.text or "" for node in word(data).element.body.iter(qn("w:t")))
    return plain(said)


def plain(text: str) -> str:
    return re.sub("[-\u00ad\u2010]", "", squeezed(text))


def shown(file: File, text: str) -> str:
    """As a document shows what somebody wrote: a PDF has a box for what its type does not have."""
    return plain(fonts.load().printable(text) if file.suffix == "pdf" else text)


# ---- all of them


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.address)
@pytest.mark.parametrize(
    "board", [described(), boards.board([]), boards.hostile()], ids=["full", "empty", "hostile"]
)
def test_each_is_well_formed_whatever_was_written(file: File, board: Board) -> None:
    mapping = freeze(board)
    data = made(file, mapping)
    if file.suffix == "pdf":
        _conforms(opened(data), mapping)
    else:
        _is_a_word_document(word(data), mapping)


def _conforms(document: pikepdf.Pdf, mapping: Mapping) -> None:
    root = document.Root
    assert root.MarkInfo.Marked and str(root.Lang).startswith("da") and root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as said:
        assert fonts.load().printable(mapping.session.title) in said["dc:title"]
        assert said["pdfuaid:part"] == "1"
    assert all(font_files(document).values())
    found = tags(document)
    names = [name for name, _ in found]
    assert names.count("/H1") == 1
    levels = [int(name[2:]) for name in names if re.fullmatch("/H[1-6]", name)]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert names.count("/THead") == names.count("/Table")
    assert all(alt for name, alt in found if name == "/Figure")
    assert min(sizes(document)) >= 8.99
    pages = texts(document)
    for number, page in enumerate(pages, 1):
        assert f"side {number} af {len(pages)}" in page
        assert f"Kontrolsum {digest(mapping)[:4]}" in page


def _is_a_word_document(document: Document, mapping: Mapping) -> None:
    body = document.element.body
    used = {
        node.get(qn("w:val"))
        for name in ("pStyle", "rStyle", "tblStyle")
        for node in body.iter(qn(f"w:{name}"))
    }
    assert used <= {style.style_id for style in document.styles}
    marks = [node.get(qn("w:name")) for node in body.iter(qn("w:bookmarkStart"))]
    assert len(set(marks)) == len(marks)
    assert {node.get(qn("w:anchor")) for node in body.iter(qn("w:hyperlink"))} <= set(marks)
    numbers = [node.get(qn("w:id")) for node in body.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)
    for table in document.tables:
        first = table._tbl.tr_lst[0]
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))
    for drawing in body.iter(qn("wp:docPr")):  # there to be looked at only, and says so
        assert "decorative" in "".join(node.tag for node in drawing.iter())
    foot = "".join(node.text or "" for node in document.sections[0].footer._element.iter(qn("w:t")))
    assert "Version 2" in foot and digest(mapping)[:4] in foot
    codes = [node.text for node in document.sections[0].footer._element.iter(qn("w:instrText"))]
    assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES"]
    assert mapping.session.title[:50] in document.core_properties.title
    assert document.core_properties.language == "da-DK"
    assert document.core_properties.keywords == f"sha256:{digest(mapping)}"
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}")
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "da-DK"
    assert not list(document.styles.element.iter(qn("w:lang")))[1:]  # no style speaks another language
    assert document.settings.element.find(qn("w:autoHyphenation")) is not None


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: file.address)
def test_english_speaks_english(file: File, mapping: Mapping) -> None:
    data = made(file, mapping, "en")
    if file.suffix == "pdf":
        assert str(opened(data).Root.Lang).startswith("en")
    else:
        assert word(data).core_properties.language == "en-GB"
    said = told(file, data)
    assert not any(
        plain(danish) in said
        for danish in ("Kontrolsum", "Målgruppe", "Fagområde", "Indhold", "Henvisningsvej")
    )


# ---- the catalogue


@pytest.mark.parametrize("file", INTERNAL, ids=lambda file: file.address)
@pytest.mark.parametrize(
    "board", [described(), boards.hostile(), boards.asked()], ids=["full", "hostile", "asked"]
)
def test_the_internal_catalogue_has_all_that_was_written(file: File, board: Board) -> None:
    mapping = freeze(board)
    said = told(file, made(file, mapping))
    for offer in mapping.offers:
        for text in (
            *(offer.name, offer.target_group, offer.description, offer.organisational_unit, offer.duration),
            *(offer.age_span, offer.group_size, offer.legal_basis, offer.contact, offer.provenance.source),
            *(question.text + question.answer for question in offer.questions),
        ):
            assert shown(file, text) in said
        assert said.count(shown(file, offer.name)) >= 3  # in the contents, in its chapter, in the index


@pytest.mark.parametrize("address", ["katalog-trin.pdf", "katalog-trin.docx"])
def test_an_open_offer_says_so_in_words_beside_its_sign_and_what_is_not_known_is_said(
    address: str, mapping: Mapping
) -> None:
    file = named(address)
    said = told(file, made(file, mapping))
    assert said.count(plain("Åbent tilbud: man henvender sig selv")) == 2
    assert plain("Ikke oplyst: målgruppe, indhold, varighed, kontakt.") in said
    assert plain("målgruppe ved 1 tilbud, indhold ved 1 tilbud") in said


def test_word_has_real_headings_and_contents_that_are_there_before_word_counts(mapping: Mapping) -> None:
    document = word(made(named("katalog-trin.docx"), mapping))
    headings = [
        (one.style.name, one.text) for one in document.paragraphs if one.style.name.startswith("Heading")
    ]
    assert ("Heading 1", "Trin 3: Hjemmebaserede foranstaltninger") in headings
    assert ("Heading 2", "Cool Kids") in headings
    contents = document.element.body.find(qn("w:sdt"))
    assert next(contents.iter(qn("w:instrText"))).text.strip() == 'TOC \\o "1-2" \\h \\z \\u'
    listed = ["".join(text.text for text in one.iter(qn("w:t"))) for one in contents.iter(qn("w:hyperlink"))]
    assert listed == [text for _style, text in headings]
    assert document.paragraphs[1].style.name == "Title"
    assert [section._sectPr.find(qn("w:cols")).get(qn("w:num")) for section in document.sections] == [
        None,
        "2",
    ]
    assert all(section.footer.is_linked_to_previous is False for section in document.sections)


def test_the_pdf_has_bookmarks_for_chapters_and_offers(mapping: Mapping) -> None:
    document = opened(made(named("katalog-fagomraader.pdf"), mapping))
    with document.open_outline() as outline:
        (top,) = outline.root
        chapters = {item.title: [one.title for one in item.children] for item in top.children}
    assert chapters["Skole"] == ["Åben rådgivning", "Cool Kids", "Hemmelig gruppe"]
    assert list(chapters)[-2:] == ["Version og kontrolsum", "Alle tilbud fra A til Å"]


def test_of_many_offers_the_contents_name_chapters_only() -> None:
    document = word(made(named("katalog-trin.docx"), freeze(boards.generated(5, 120))))
    contents = document.element.body.find(qn("w:sdt"))
    assert 'TOC \\o "1-1"' in next(contents.iter(qn("w:instrText"))).text
    assert {node.get(qn("w:val")) for node in contents.iter(qn("w:pStyle"))} == {
        "TOCHeading",
        "TOC1",
        "Normal",
    }


def test_the_index_is_in_the_danish_order() -> None:
    names = ["Åben", "Aase", "Ørred", "æble", "Zebra", "Élan", "3. klasse", "(Åben) anonym", "日本"]
    assert by_letter(names, str) == [
        ("#", ["3. klasse", "日本"]),
        ("E", ["Élan"]),
        ("Z", ["Zebra"]),
        ("Æ", ["æble"]),
        ("Ø", ["Ørred"]),
        ("Å", ["Åben", "(Åben) anonym", "Aase"]),
    ]


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_what_was_changed_since_the_day_stands_inside_and_not_with_citizens(
    suffix: str, mapping: Mapping
) -> None:
    changed = FieldChange(field="name", was="Kul Kids", now="Cool Kids")
    changes = (
        Change(about="offer", key="c0", kind="changed", name="Cool Kids", fields=(changed,)),
        Change(about="offer", key="c9", kind="withdrawn", name="Dobbelt", merged_into="c0"),
    )
    later = mapping.model_copy(update={"changes": Changes(since=1, note="Ringet til PPR", made=changes)})
    for name in ("katalog-trin", "referat"):
        file = named(f"{name}.{suffix}")
        said = told(file, made(file, later))
        for text in (
            "Ændret siden version 1",
            "Ringet til PPR",
            "Kul Kids → Cool Kids",
            "lagt sammen med Cool Kids",
        ):
            assert plain(text) in said
    file = named(f"katalog-borgere-trin.{suffix}")
    assert plain("Kul Kids") not in told(file, made(file, later))


def test_an_overview_of_several_mappings_has_no_record_of_a_day(mapping: Mapping) -> None:
    source = Source(
        session_id="s",
        version=1,
        digest="0" * 64,
        title="Distrikt Nord",
        municipality="",
        date="2026-10-01",
        offers=3,
        participants=(),
        participants_total=None,
    )
    session = mapping.session.model_copy(update={"sources": (source,)})
    overview = mapping.model_copy(update={"session": session})
    said = told(named("katalog-trin.docx"), made(named("katalog-trin.docx"), overview))
    assert plain("Samlet overblik af 1 kortlægninger") in said and plain("Distrikt Nord") in said
    assert not any(file.has_content(overview) for file in WRITTEN if file.options["document"] != "catalogue")


# ---- for citizens


@pytest.mark.parametrize("file", CITIZENS, ids=lambda file: file.address)
def test_citizens_are_told_of_public_offers_and_nothing_else(file: File, mapping: Mapping) -> None:
    data = made(file, mapping)
    said = told(file, data)
    for text in (
        "Cool Kids",
        "Åben rådgivning",
        "Et forløb om angst.",
        "Tlf. 12 34 56 78",
        "7–12 år",
        "10 gange",
    ):
        assert plain(text) in said
    assert plain("Åbent tilbud: du kan selv henvende dig") in said
    hidden = (
        "Hemmelig gruppe",
        "Kun for os",
        "Et internt ark",
        "De to ligner hinanden",
        "Barnets lov",
        "Trin 3",
    )
    assert not any(plain(text) in said for text in (*hidden, "Ikke oplyst", "Overlap", "ikke bekræftet"))
    everything = data if file.suffix == "pdf" else "".join(_parts(data))
    for text in hidden[:4]:
        assert (text.encode() if isinstance(everything, bytes) else text) not in everything


def _parts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name).decode(errors="replace") for name in parts.namelist()]


@pytest.mark.parametrize("file", CITIZENS, ids=lambda file: file.address)
def test_where_nothing_is_public_there_is_no_edition_for_citizens_and_it_says_how_to_get_one(
    file: File,
) -> None:
    mapping = freeze(boards.real())
    assert not file.has_content(mapping)
    said = told(file, made(file, mapping))
    assert plain("sæt hak ved “Må vises for borgere”") in said
    assert not any(plain(offer.name) in said for offer in mapping.offers)


# ---- the day


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_record_tells_the_day(suffix: str, mapping: Mapping) -> None:
    file = named(f"referat.{suffix}")
    said = told(file, made(file, mapping))
    for text in (
        *(
            "At kende hinandens tilbud.",
            "Skriv tilbud",
            "2 t 45 min",
            "1–2",
            "Overlap 7",
            "De to ligner hinanden",
        ),
        *("Begge er grupper", "De overlapper", "Bange børn", "Hemmelig gruppe (Skole)", digest(mapping)),
    ):
        assert plain(text) in said
    assert "Mette" not in said
    assert "Mette" in told(file, made(file, mapping, people=(Person("Mette", "skole"),)))


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_record_has_questions_target_groups_and_actions(suffix: str) -> None:
    file = named(f"referat.{suffix}")
    said = told(file, made(file, freeze(replace(boards.asked(), actions=boards.real().actions))))
    for text in (
        "Hvem må komme?",
        "Alle i 3. klasse",
        "Ikke besvaret",
        "Samle de to grupper",
        "15. december 2026",
    ):
        assert plain(text) in said


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_process_plan_has_five_steps_and_what_is_known_of_them(suffix: str) -> None:
    file = named(f"procesplan.{suffix}")
    data = made(file, freeze(boards.planned()))
    said = told(file, data)
    for text in (
        *("1 Afklaring af formål", "2 Afgrænsning", "3 Kortlægning, involvering og proces", "4 Opfølgning"),
        *("5 Slutprodukt, kommunikation og opdatering", "Ny strategi", "Formål: At kende hinandens tilbud."),
        *(
            "30 tilbud, 3 fund, 2 aftaler",
            "Ring til PPR",
            "Samle de to grupper – Familiehuset",
            "Tovholder: Anne i PPR",
        ),
    ):
        assert plain(text) in said
    if suffix == "docx":
        (table,) = word(data).tables
        assert len(table.rows) == 6
        assert [cell.text for cell in table.rows[0].cells][1:3] == ["Relevant input", "Beslutninger"]
    else:
        document = opened(data)
        _left, _bottom, width, height = document.pages[0].mediabox
        assert width > height
