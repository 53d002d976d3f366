"""What was taken out of a mapping is told again to nobody who may not see names: on no page and in no file."""

import html
import io
import json
import re
import zipfile

import httpx2
import pytest

from exports.formats import FILES
from tests.app.site import Ada, Site, one
from tests.app.test_library import kept
from tests.exports.pdf_reading import opened, squeezed, texts

SECRET = "Hemmeligsen"  # in each text that was changed or withdrawn
WORD = re.compile(SECRET.lower())
TEXTS = ("name", "target_group", "description", "contact", "organisational_unit", "age_span", "group_size")


@pytest.fixture
async def tidied(ada: Ada) -> tuple[Ada, httpx2.AsyncClient]:
    """A mapping of which a name was taken out everywhere, and Ben, who took part."""
    await ada.plans()
    ben = await ada.joins("Ben")
    await ada.opens("writing")
    old = {field: f"{SECRET} {field}" for field in TEXTS}
    new = {**dict.fromkeys(TEXTS, "Rettet"), "public": True}
    async with ada.console() as console:
        for type_, fields in (
            ("add_card", {"card_id": "k1", "offer": {**old, "area_id": "skole"}}),
            ("add_card", {"card_id": "k2", "offer": {"name": f"{SECRET}s klub", "area_id": "skole"}}),
            ("note_finding", {"finding_id": "f1", "form": "observation", "text": SECRET}),
            ("note_finding", {"finding_id": "f2", "form": "observation", "text": SECRET}),
            ("note_action", {"action_id": "a1", "what": SECRET, "who": SECRET}),
            ("note_action", {"action_id": "a2", "what": SECRET}),
            ("freeze", {}),
            ("begin_tidying", {}),
            ("edit_card", {"card_id": "k1", "changes": new}),
            ("withdraw_card", {"card_id": "k2"}),
            ("edit_finding", {"finding_id": "f1", "form": "observation", "text": "Rettet"}),
            ("remove_finding", {"finding_id": "f2"}),
            ("edit_action", {"action_id": "a1", "what": "Rettet", "who": "Lederen"}),
            ("remove_action", {"action_id": "a2"}),
        ):
            assert (await console.ask(type_, **fields))["type"] == "accepted", type_
    return ada, ben


def said(name: str, content: bytes) -> str:
    """All texts of a file, or of the files in it, without blanks."""
    if name.endswith(".pdf"):
        return squeezed("".join(texts(opened(content)))).lower()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "".join(said(part, archive.read(part)) for part in archive.namelist())
    return squeezed(html.unescape(content.decode(errors="ignore"))).lower()


async def test_neither_participants_nor_who_has_a_link_read_it_and_facilitators_do(
    tidied: tuple[Ada, httpx2.AsyncClient], site: Site
) -> None:
    ada, ben = tidied
    async with ada.console() as console:
        await console.ask("freeze")
    digest, path = await kept(ada, 2), f"/mappings/{ada.session_id}/2"
    form = await ada.browser.get(f"{path}/links")
    offered = re.findall(r'name="file" value="([^"]*)"', form.text)
    assert "kortlaegning.json" not in offered
    every = [file.address for file in FILES]
    shared = await ada.browser.post(f"{path}/links", data={"file": every, "lasts": "30"})
    link = "/shared/" + one(r"/shared/([A-Za-z0-9_-]+)", shared.text)
    stranger = site.browser()

    everything = await ben.get(f"{path}/alt.zip")
    with zipfile.ZipFile(io.BytesIO(everything.content)) as archive:
        assert {name.rpartition("/")[2] for name in archive.namelist()} == {*offered, "LÆSMIG.txt"}
    for browser, home in ((ben, path), (stranger, link)):
        page = await browser.get(home)
        assert "Ændret siden version 1" in page.text
        assert "Fund trukket tilbage" in page.text
        assert f"{home}/kortlaegning.json" not in page.text
        assert (await browser.get(f"{home}/kortlaegning.json")).status_code == 404
        assert not WORD.search(said("page", page.content)), home
        for name in offered:
            answer = await browser.get(f"{home}/{name}")
            assert answer.status_code == 200, name
            assert not WORD.search(said(name, answer.content)), (home, name)
    # The digest on what they get is that of the mapping, although less is said.
    assert digest in (await ben.get(f"{path}/hsds.json")).text

    whole = await ada.browser.get(f"{path}/kortlaegning.json")
    assert whole.json()["digest"] == digest
    for name in ("", "/tilbud.xlsx", "/kortlaegning.json", "/katalog-trin.docx", "/hsds.json"):
        assert WORD.search(said(name, (await ada.browser.get(path + name)).content)), name
    for file in FILES:  # what was internal is not told to citizens, whoever hands it to them
        if file.options.get("edition") == "citizens":
            answer = await ada.browser.get(f"{path}/{file.address}")
            assert "rettet" in said(file.address, answer.content), file.address
            assert not WORD.search(said(file.address, answer.content)), file.address


async def test_a_version_may_be_saved_that_does_not_say_it_at_all(
    tidied: tuple[Ada, httpx2.AsyncClient],
) -> None:
    ada, ben = tidied
    async with ada.console() as console:
        await console.ask("freeze", now_only=True)
    digest, path = await kept(ada, 2), f"/mappings/{ada.session_id}/2"
    for name in ("", "/tilbud.xlsx", "/kortlaegning.json", "/katalog-trin.docx", "/referat.docx"):
        answer = await ada.browser.get(path + name)
        assert answer.status_code == 200
        assert "rettet" in said(name, answer.content), name
        assert not WORD.search(said(name, answer.content)), name
    for browser in (ben, ada.browser):  # it holds nothing that not everybody may read
        whole = json.loads((await browser.get(f"{path}/kortlaegning.json")).content)
        assert whole["digest"] == digest
        assert whole["mapping"]["changes"]["now_only"]
