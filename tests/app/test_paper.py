"""The page that paper is downloaded from, and what comes when the renderer cannot."""

import io

import pikepdf
import pytest

from app.documents import NotMade, NotYet
from tests.app.site import Ada


async def test_cards_and_poster_are_downloaded_before_the_day(ada: Ada) -> None:
    path = f"/sessions/{ada.session_id}/paper"
    page = await ada.browser.get(path)
    assert page.status_code == 200 and "plads til A6-kort" in page.text
    cards = await ada.browser.get(f"{path}/cards.pdf?per_sheet=2&sheets=3&area=skole")
    assert cards.headers["content-type"] == "application/pdf"
    assert 'filename="tilbudskort-a5.pdf"' in cards.headers["content-disposition"]
    assert len(pikepdf.open(io.BytesIO(cards.content)).pages) == 3
    poster = await ada.browser.get(f"{path}/poster.pdf?size=a1&turned=portrait")
    pdf = pikepdf.open(io.BytesIO(poster.content))
    box = pdf.pages[0].MediaBox
    assert float(box[3]) > float(box[2]) > 1600


@pytest.mark.parametrize(
    "query", ["cards.pdf?sheets=0", "cards.pdf?sheets=101", "poster.pdf?size=a9", "poster.pdf?turned=x"]
)
async def test_what_there_is_not_is_not_found(ada: Ada, query: str) -> None:
    assert (await ada.browser.get(f"/sessions/{ada.session_id}/paper/{query}")).status_code == 404


async def test_only_a_facilitator_downloads(ada: Ada) -> None:
    phone = await ada.joins("Ben")
    for path in ("paper", "paper/cards.pdf", "paper/poster.pdf"):
        assert (await phone.get(f"/sessions/{ada.session_id}/{path}")).status_code == 403


@pytest.mark.parametrize(
    ("trouble", "says"), [(NotYet, "Der er mange filer i gang"), (NotMade, "Der gik noget galt hos os")]
)
async def test_a_file_that_is_not_made_says_so(
    ada: Ada, monkeypatch: pytest.MonkeyPatch, trouble: type[Exception], says: str
) -> None:
    async def fails(*_: object, **__: object) -> None:
        raise trouble

    monkeypatch.setattr(type(ada.site.parts.documents), "paper", fails)
    answer = await ada.browser.get(f"/sessions/{ada.session_id}/paper/cards.pdf")
    assert answer.status_code == 503 and says in answer.text
