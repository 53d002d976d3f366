"""B7: what each viewer is sent. Promise 4: nobody is sent what is not theirs."""

from board.commands import (
    Freeze,
    NoteFinding,
    OpenStage,
    PresentCard,
    Reopen,
    RevealTexts,
    WithdrawCard,
)
from board.messages import Update, dump, dump_thing, dump_update
from board.people import Audience, audiences
from board.sight import changes, see
from board.touched import touches
from tests.world import ADA, AREAS, BEN, BETH, CLEO, WALL, Workshop, card, new_id, plan_change


def sees(workshop: Workshop, actor: object) -> set[str]:
    keys: set[str] = set()
    for audience in audiences(actor):  # type: ignore[arg-type]
        keys |= see(workshop.board, audience).keys()
    return keys


def test_while_writing_a_table_sees_its_own_cards_and_the_room_only_counts() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card("Skolens hemmelighed", card_id="k"))
    assert {"card:k", "own:k"} <= sees(workshop, BEN)
    assert "card:k" in sees(workshop, BETH) and "own:k" not in sees(workshop, BETH)
    for other in (CLEO, WALL):
        seen = sees(workshop, other)
        assert "card:k" not in seen and "count:skole" in seen
        for audience in audiences(other):
            things = see(workshop.board, audience).values()
            assert all("hemmelighed" not in thing.model_dump_json() for thing in things)
    assert "card:k" in sees(workshop, ADA)


def test_placing_shows_all_and_going_back_hides_again() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="placing"))
    assert "card:k" in sees(workshop, CLEO) & sees(workshop, WALL)
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="writing"))
    assert "card:k" not in sees(workshop, CLEO) | sees(workshop, WALL)
    workshop.does(ADA, RevealTexts(id=new_id(), revealed=True))
    assert "card:k" in sees(workshop, CLEO)


def test_a_presented_card_is_shown_even_while_others_are_hidden() -> None:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k"))
    workshop.does(BEN, card(card_id="hidden"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    assert "card:k" in sees(workshop, WALL) and "card:hidden" not in sees(workshop, WALL)


def test_a_withdrawn_card_is_its_authors_and_the_facilitators() -> None:
    workshop = Workshop("placing")
    workshop.does(BEN, card(card_id="k"))
    workshop.does(BEN, WithdrawCard(id=new_id(), card_id="k"))
    assert "card:k" in sees(workshop, ADA) and "own:k" in sees(workshop, BEN)
    assert "card:k" not in sees(workshop, BEN) | sees(workshop, BETH) | sees(workshop, CLEO) | sees(
        workshop, WALL
    )


def test_nobody_is_told_who_wrote_what() -> None:
    workshop = Workshop("reflection")
    workshop.does(BEN, card(card_id="k"))
    workshop.does(BEN, NoteFinding(id=new_id(), finding_id="f", form="gap", text="Mangler"))
    for audience in (
        Audience("facilitator"),
        Audience("projector"),
        Audience("table", "skole"),
        Audience("author", "ben"),
    ):
        for thing in see(workshop.board, audience).values():
            assert '"ben"' not in thing.model_dump_json()


def test_one_or_two_people_are_not_told_by_number() -> None:
    workshop = Workshop()
    room = see(workshop.board, Audience("projector"))
    full = see(workshop.board, Audience("facilitator"))
    assert [room[f"here:{area}"].people for area in ("skole", "dagtilbud", "ppr")] == [
        None,
        None,
        0,
    ]
    assert [full[f"here:{area}"].people for area in ("skole", "dagtilbud", "ppr")] == [2, 1, 0]


def test_what_is_told_of_a_change_makes_the_new_picture_from_the_old() -> None:
    """B2, for every entry of a day and every audience."""
    workshop = Workshop("writing")
    present = {
        Audience("facilitator"),
        Audience("projector"),
        *(Audience("table", area.area_id) for area in workshop.board.setup.areas),
        *(Audience("author", person) for person in ("ben", "beth", "cleo")),
    }
    pictures = {audience: dict(see(workshop.board, audience)) for audience in present}
    day = [
        (BEN, card(card_id="k")),
        (CLEO, card(card_id="l", area_id="dagtilbud", step_id="trin-3")),
        (ADA, PresentCard(id=new_id(), card_id="k")),
        (ADA, OpenStage(id=new_id(), stage_id="placing")),
        (BEN, WithdrawCard(id=new_id(), card_id="k")),
        (ADA, OpenStage(id=new_id(), stage_id="writing")),
        (ADA, Freeze(id=new_id())),  # nothing can be undone now
        (ADA, Reopen(id=new_id())),
    ]
    for actor, command in day:
        before = workshop.board
        events = workshop.does(actor, command)
        touched = {key for event in events for key in touches(before, workshop.board, event)}
        for audience, (put, removed) in changes(before, workshop.board, touched, present).items():
            pictures[audience].update({thing.key: thing for thing in put})
            for key in removed:
                pictures[audience].pop(key, None)
        for audience in present:
            assert pictures[audience] == see(workshop.board, audience), (command, audience)


def test_an_area_that_leaves_the_plan_leaves_every_picture() -> None:
    workshop = Workshop("placing")
    before = workshop.board
    (event,) = workshop.does(ADA, plan_change(before.setup, areas=AREAS[:2]))
    touched = touches(before, workshop.board, event)
    here = {audience for actor in (ADA, BEN, WALL) for audience in audiences(actor)}
    for audience, (_, removed) in changes(before, workshop.board, touched, here).items():
        assert removed == ["count:ppr", "here:ppr"], audience


def test_an_update_is_written_as_its_shape_says() -> None:
    """B2: things are written once for all who are told, and stand in the update as in any other message."""
    workshop = Workshop("placing")
    workshop.does(BEN, card('Æ "citat" \\ og \u2028 linjeskift', card_id="k"))
    things = tuple(see(workshop.board, Audience("facilitator")).values())
    for put, remove in ((things, ()), ((), ("card:x", 'own:"y"')), (things[:1], ("deed:1",)), ((), ())):
        assert dump_update(7, map(dump_thing, put), remove) == dump(Update(number=7, put=put, remove=remove))
