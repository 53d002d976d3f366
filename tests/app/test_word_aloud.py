"""The code and a word that is said aloud: who has heard it comes in, and guessing it leads nowhere."""

from typing import Any

import httpx2
import pytest

from app.wordgate import WordGate
from sessions.tables import Session
from tests.app.site import Ada, one

FORM = {"name": "Karen", "area": "skole"}


@pytest.fixture
async def host(ada: Ada) -> Ada:
    """Ada, who says a word."""
    told = await moves(ada, "choose", kind="word", word="Månehat")
    assert (told["kind"], told["word"]) == ("word", "Månehat")
    return ada


async def moves(ada: Ada, do: str, **fields: Any) -> dict[str, Any]:
    answer = await ada.browser.post(f"/doors/{ada.session_id}", data={"do": do, **fields})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def says(ada: Ada, word: str, phone: httpx2.AsyncClient | None = None) -> httpx2.Response:
    return await (phone or ada.site.browser()).post(ada.join_path, data={**FORM, "word": word})


async def test_who_has_heard_the_word_comes_in(host: Ada) -> None:
    for path in (host.join_path, f"/j/{host.code}"):
        assert "Hvilket ord siger facilitator?" in (await host.site.browser().get(path)).text
    assert (await says(host, " MAANE hat ")).url.path == f"/phone/{host.session_id}"


@pytest.mark.parametrize("word", ["", "Solhat", "Månehatte"])
async def test_another_word_comes_back_with_a_sentence_and_what_was_typed(host: Ada, word: str) -> None:
    page = await says(host, word)
    assert page.status_code == 422
    assert "Det er ikke ordet" in page.text
    assert 'value="Karen"' in page.text and f'value="{word}"' in page.text
    assert one(r'value="skole" required( checked)?>', page.text)
    assert "Månehat" not in page.text.replace(f'value="{word}"', "")
    assert (await host.browser.get(f"/people/{host.session_id}")).json() == []


async def test_who_was_in_before_is_asked_for_no_word(ada: Ada) -> None:
    """D6"""
    ben = await ada.joins("Ben")
    await moves(ada, "choose", kind="word", word="Månehat")
    assert (await ben.get(ada.join_path)).url.path == f"/phone/{ada.session_id}"
    changed = await ben.post(f"/back/{ada.session_id}", data={"name": "Benny", "area": "ppr"})
    assert changed.url.path == f"/phone/{ada.session_id}"


async def test_a_lost_phones_owner_says_the_word_once(host: Ada) -> None:
    await says(host, "Månehat")
    new = host.site.browser()
    guessed = await says(host, "Solhat", new)
    assert "som var med før" not in guessed.text, "nobody is told who is in"
    asked = await says(host, "Månehat", new)
    was, word = one(r'name="was" value="([^"]+)"', asked.text), one(r'name="word" value="(.*?)"', asked.text)
    await new.post(host.join_path, data={**FORM, "was": was, "word": word})
    assert len((await host.browser.get(f"/people/{host.session_id}")).json()) == 1


async def test_a_phone_that_guesses_is_tired_and_the_room_is_not(host: Ada) -> None:
    guesser = host.site.browser()
    pages = [await says(host, f"gæt{n}", guesser) for n in range(WordGate.PHONE + 1)]
    assert "Det er ikke ordet" in pages[-2].text
    assert "Du har prøvet mange ord" in pages[-1].text
    assert "Du har prøvet mange ord" in (await says(host, "Månehat", guesser)).text, (
        "nor is the right one told"
    )
    assert (await says(host, "Månehat")).url.path == f"/phone/{host.session_id}"


async def test_where_many_guess_the_word_is_not_looked_at_and_the_facilitator_is(
    host: Ada, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script comes as a new phone each time."""
    monkeypatch.setattr(WordGate, "SESSION", 3)
    monkeypatch.setattr(WordGate, "SESSION_PER_SECOND", 0.0)
    await moves(host, "choose", kind="word", word="Solhat")
    answers = [await says(host, f"gæt{n}") for n in range(4)]
    assert [page.status_code for page in answers] == [422, 422, 422, 409]
    right = host.site.browser()
    told = await says(host, "Solhat", right)
    assert told.status_code == 409, "which is the right one shows no more"
    assert "Facilitator lukker hver enkelt ind" in told.text and 'value="Karen"' in told.text
    assert "Hvilket ord" not in told.text
    page = await right.post(
        host.join_path, data={**FORM, "told": one(r'name="told" value="(.*?)"', told.text)}
    )
    assert page.url.path == f"/wait/{host.session_id}"
    (waits,) = (await host.browser.get(f"/doors/{host.session_id}")).json()["waiting"]
    await moves(host, "let_in", person_id=waits["person_id"])
    assert (await right.get(f"/wait/{host.session_id}")).url.path == f"/phone/{host.session_id}"
    await moves(host, "choose", kind="word", word="Regnbuehat")
    assert "Er du Karen, som var med før?" in (await says(host, "Regnbuehat")).text, "a new word begins anew"


async def test_who_says_that_they_were_told_to_wait_waits_and_no_more(host: Ada) -> None:
    sly = host.site.browser()
    page = await sly.post(host.join_path, data={**FORM, "told": "yes"})
    assert page.url.path == f"/wait/{host.session_id}"
    assert "Vent et øjeblik" in (await sly.get(host.join_path)).text


async def test_the_word_stands_on_the_console_alone(host: Ada) -> None:
    wall = await host.site.browser().get(host.projector)
    door = await host.site.browser().get(f"{host.projector}/door")
    assert door.json()["kind"] == "word"
    for page in (wall, door, await host.site.browser().get(host.join_path)):
        assert "Månehat" not in page.text
    proposed = (await host.browser.get(f"/doors/{host.session_id}")).json()["proposed"]
    assert len(set(proposed)) > 1
    assert (await moves(host, "choose", kind="code"))["word"] == ""


async def test_a_word_that_is_none_is_refused_with_a_sentence(ada: Ada) -> None:
    fields = {"do": "choose", "kind": "word", "word": "å"}
    answer = await ada.browser.post(f"/doors/{ada.session_id}", data=fields)
    assert (answer.status_code, answer.json()) == (422, {"sentence": "Ordet skal have mindst tre bogstaver."})
    assert (await ada.browser.get(f"/doors/{ada.session_id}")).json()["kind"] == "code"


def test_several_workers_let_through_no_more_guesses_than_one() -> None:
    session = Session(
        session_id="s",
        code="",
        join_key="",
        projector_key="",
        title="",
        municipality="",
        date="",
        created_at=0,
        word="Månehat",
    )
    gates = [WordGate(lambda: 0.0, 4) for _ in range(4)]
    guesses = sum(gate.judge(session, f"{n}", "gæt") == "wrong" for gate in gates for n in range(100))
    assert guesses == WordGate.SESSION
