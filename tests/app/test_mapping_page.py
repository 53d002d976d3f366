"""A mapping's page says everything that the mapping holds, before any script arrives."""

import asyncio
from dataclasses import replace

import pytest

from board.state import Board
from exports import freezing, report
from sessions import lifecycle, mappings
from sessions.tables import Mapping
from tests.app.site import Ada, Site, one
from tests.exports import boards
from tests.world import START


async def keeps(site: Site, board: Board, session_id: str = "kept") -> report.Mapping:
    """A frozen board as the mapping of a session that has nothing else."""
    database = site.parts.database
    if await lifecycle.find(database, session_id) is None:
        await lifecycle.create(database, board.setup, session_id=session_id, facilitator_id="ada", now=START)
    made = await asyncio.to_thread(freezing.freeze, board)
    body = report.canonical(made)
    await mappings.store(
        database,
        Mapping(
            session_id=session_id,
            version=made.version,
            digest=report.seal(body),
            frozen_at=made.frozen_at,
            title=made.session.title,
            body=body.decode(),
        ),
    )
    return made


async def test_questions_and_answers_stand_under_their_offer(ada: Ada, site: Site) -> None:
    made = await keeps(site, boards.asked())
    page = (await ada.browser.get(f"/mappings/kept/{made.version}")).text
    asked = [(offer, question) for offer in made.offers for question in offer.questions]
    assert asked
    section = one(r'aria-labelledby="questions-title">(.*?)</section>', page)
    for offer, question in asked:
        assert f'href="#offer-{offer.offer_id}"' in section
        assert question.text in section
        assert (question.answer or "Intet svar skrevet ned") in section


async def test_every_offer_has_an_address_and_all_that_is_said_of_it(ada: Ada, site: Site) -> None:
    card = boards.card(
        1,
        ("almen",),
        description="Fem gange",
        age_span="6-9 år",
        duration="8 uger",
        legal_basis="§ 30",
        contact="Familiehuset",
        access_route="referral",
    )
    made = await keeps(site, boards.board([card]))
    page = (await ada.browser.get(f"/mappings/kept/{made.version}")).text
    row = one(r'<tr role="row" id="offer-c1"(.*?)</tr>', page)
    for said in ("Fem gange", "6-9 år", "8 uger", "§ 30", "Familiehuset", "Henvisning"):
        assert said in row


async def test_all_versions_stand_there_and_an_old_one_leads_to_the_newest(ada: Ada, site: Site) -> None:
    board = replace(boards.board([boards.card(1)]), version=1)
    await keeps(site, board)
    await keeps(site, replace(board, version=2, frozen_at=boards.FROZEN_AT + 1))
    old, new = [(await ada.browser.get(f"/mappings/kept/{version}")).text for version in (1, 2)]
    assert "Der er en nyere version" in old
    assert "Der er en nyere version" not in new
    for page in (old, new):
        section = one(r'aria-labelledby="versions-title">(.*?)</section>', page)
        assert section.index("Version 2") < section.index("Version 1")


async def test_a_version_says_what_is_changed_since_the_one_before(
    ada: Ada, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = report.Change(
        about="offer",
        key="c1",
        kind="changed",
        name="Tilbud nr. 1",
        fields=(
            report.FieldChange(field="reach", was="", now="alle"),
            report.FieldChange(field="name", was="<b>Gammelt", now="Tilbud nr. 1"),
            report.FieldChange(field="of_a_later_program", was="a", now="b"),
        ),
    )
    gone = report.Change(about="offer", key="c9", kind="withdrawn", name="Det gamle", merged_into="c1")
    made = freezing.freeze(boards.board([boards.card(1)]))
    told = made.model_copy(
        update={"changes": report.Changes(since=1, note="Stavefejl rettet", made=(change, gone))}
    )
    monkeypatch.setattr(freezing, "freeze", lambda _: report.versioned(told))
    await keeps(site, boards.board([]))
    page = (await ada.browser.get(f"/mappings/kept/{made.version}")).text
    section = one(r'aria-labelledby="versions-title">(.*?)</section>', page)
    for said in (
        "Ændret siden version 1",
        "Stavefejl rettet",
        "<ins>Alle børn og unge</ins>",
        "<del>&lt;b&gt;Gammelt</del>",
        "of_a_later_program",
        "Tilbud trukket tilbage:</span> Det gamle",
        "lagt sammen med",
    ):
        assert said in section
