"""C19: what looks like a CPR number is stopped wherever it is written; a facilitator may say that it is none."""

import json
from dataclasses import replace

import pytest

from board.commands import (
    AddCard,
    AnswerQuestion,
    AskQuestion,
    BringBackCard,
    Command,
    DismissCpr,
    EditAction,
    EditCard,
    EditFinding,
    Freeze,
    ImportCards,
    KnownOffer,
    MoveCard,
    NoteAction,
    NoteFinding,
    OfferChanges,
    SetOverview,
    Undo,
    WithdrawCard,
)
from board.events import CprDismissed, dump_events
from board.fold import replay
from board.guard import Place
from board.people import Actor, Audience
from board.refusals import Refused
from board.sight import see
from board.state import Board
from board.tidying import BeginTidying, GiveUpTidying
from exports.freezing import PersonalNumber, freeze
from exports.report import canonical
from tests.exports import boards
from tests.world import ADA, BEN, Workshop, card, new_id, offer, plan_change

NUMBER = "Vare 010114-1234"
PLACE = "offer:k1:contact"


@pytest.fixture
def workshop() -> Workshop:
    workshop = Workshop("writing")
    workshop.does(BEN, card(card_id="k1"))
    return workshop


def edit(*not_cpr: str, **changes: str) -> EditCard:
    return EditCard(id=new_id(), card_id="k1", changes=OfferChanges(**changes), not_cpr=not_cpr)


def refused(workshop: Workshop, command: Command, actor: Actor = ADA) -> tuple[str, str, str]:
    with pytest.raises(Refused) as told:
        workshop.does(actor, command)
    return told.value.code, told.value.field, told.value.place


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (
            card(card_id="k2", organisational_unit="Elev 010114", description="1234"),
            "organisational_unit+description",
        ),
        (card(card_id="k2", name="Elev 010114", contact="1234"), "name+contact"),
        (edit(target_group="Elev 010114-", organisational_unit="1234"), "target_group+organisational_unit"),
    ],
)
def test_a_number_over_two_fields_of_a_card_is_refused_at_its_date(
    workshop: Workshop, command: AddCard | EditCard, place: str
) -> None:
    field = place.partition("+")[0]
    assert refused(workshop, command, BEN) == ("cpr", field, f"offer:{command.card_id}:{place}")


def test_one_half_after_the_other_is_refused_too(workshop: Workshop) -> None:
    workshop.does(BEN, edit(age_span="f. 010114"))
    assert refused(workshop, edit(group_size="1234"), BEN) == (
        "cpr",
        "age_span",
        "offer:k1:age_span+group_size",
    )
    workshop.does(BEN, edit(group_size="6"))
    workshop.does(BEN, edit(duration="1234"))


def test_choices_and_ids_are_no_fields_between(workshop: Workshop) -> None:
    workshop.does(ADA, MoveCard(id=new_id(), card_id="k1", step_id="trin-1"))
    halves = {"target_group": "Elev 010114", "organisational_unit": "1234"}
    assert refused(workshop, card(card_id="k2", reach="alle", **halves))[0] == "cpr"


@pytest.mark.parametrize(
    ("command", "place"),
    [
        (
            NoteFinding(id="1", finding_id="f", form="gap", text="Elev 010114", target_group="1234"),
            "finding:f:text+target_group",
        ),
        (NoteAction(id="2", action_id="a", what="Ring 010114", who="1234"), "action:a:what+who"),
        (AskQuestion(id="3", question_id="q", card_id="k1", text=NUMBER), "question:q:text"),
        (SetOverview(id="4", target_groups=("unge", NUMBER)), "session::target_groups"),
        (plan_change(Workshop().board.setup, upkeep={"owner": NUMBER}), "session::owner"),
        (
            plan_change(Workshop().board.setup, purpose="For 010114", end_product="1234"),
            "session::purpose+end_product",
        ),
    ],
    ids=lambda one: one if isinstance(one, str) else one.type,
)
def test_so_is_every_other_form(workshop: Workshop, command: Command, place: str) -> None:
    assert refused(workshop, command)[::2] == ("cpr", place)
    said = command.model_copy(update={"id": new_id(), "not_cpr": (place,)})
    assert workshop.does(ADA, said)[-1] == CprDismissed(place=place)


def test_only_a_facilitator_says_that_it_is_none(workshop: Workshop) -> None:
    assert refused(workshop, edit(PLACE, contact=NUMBER), BEN) == ("not_allowed", "not_cpr", "")
    assert refused(workshop, DismissCpr(id=new_id(), place=PLACE), BEN)[0] == "not_allowed"
    assert refused(workshop, edit(contact=NUMBER), BEN)[0] == "cpr"


def test_the_fact_says_who_where_and_when_without_the_digits(workshop: Workshop) -> None:
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    entry = workshop.entries[-1]
    fact = entry.events[-1]
    assert fact == CprDismissed(place=PLACE)
    assert entry.actor == ADA and entry.at
    assert "1234" not in dump_events((fact,))
    told = [thing for thing in see(workshop.board, Audience("facilitator")).values() if thing.kind == "deed"]
    assert told[-1].not_cpr == (PLACE,) and told[-1].what == "card_edited" and told[-1].undoable


def test_it_holds_for_exactly_that_text_in_exactly_that_field(workshop: Workshop) -> None:
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    assert refused(workshop, edit(contact="Vare 020114-1234"), BEN)[0] == "cpr", "another number"
    assert refused(workshop, edit(description=NUMBER))[0] == "cpr", "another field"
    assert refused(workshop, card(card_id="k2", contact=NUMBER))[0] == "cpr", "another card"
    workshop.does(BEN, edit(contact="Ring"))
    workshop.does(BEN, edit(contact=NUMBER))
    workshop.does(BEN, edit(description="Andet"))


def test_what_is_no_number_needs_no_word(workshop: Workshop) -> None:
    assert [fact.type for fact in workshop.does(ADA, edit(PLACE, contact="Ole"))] == ["card_edited"]
    assert workshop.does(ADA, DismissCpr(id=new_id(), place=PLACE)) == ()
    assert workshop.does(ADA, DismissCpr(id=new_id(), place="offer:unknown:contact")) == ()


def test_it_is_taken_back_by_name_and_done_again(workshop: Workshop) -> None:
    before = workshop.board
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.dismissed == {} and workshop.board.cards == before.cards
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert workshop.board.cards["k1"].offer.contact == NUMBER
    workshop.does(ADA, Freeze(id=new_id()))


def test_a_card_that_was_taken_back_with_its_word_is_asked_about_again(workshop: Workshop) -> None:
    added = card(card_id="k2", contact=NUMBER).model_copy(update={"not_cpr": ("offer:k2:contact",)})
    workshop.does(ADA, added)
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    back = BringBackCard(id=new_id(), card_id="k2")
    assert refused(workshop, back)[::2] == ("cpr", "offer:k2:contact")
    workshop.does(ADA, back.model_copy(update={"not_cpr": ("offer:k2:contact",)}))
    workshop.does(ADA, Freeze(id=new_id()))


def older(workshop: Workshop, **fields: str) -> None:
    """A card with texts that no rule has looked at, as an older release may have let them through."""
    one = workshop.board.cards["k1"]
    changed = one.model_copy(update={"offer": one.offer.model_copy(update=fields)})
    workshop.board = replace(workshop.board, cards={"k1": changed})


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"contact": NUMBER}, PLACE),
        ({"age_span": "f. 010114", "duration": "1234"}, "offer:k1:age_span+duration"),
    ],
)
def test_the_freeze_is_stopped_with_its_place_until_a_facilitator_says_it_is_none(
    workshop: Workshop, fields: dict[str, str], place: str
) -> None:
    older(workshop, **fields)
    assert refused(workshop, Freeze(id=new_id()))[::2] == ("cpr", place)
    assert workshop.does(ADA, DismissCpr(id=new_id(), place=place)) == (CprDismissed(place=place),)
    said = workshop.board.number
    workshop.does(ADA, Undo(id=new_id(), number=said))
    assert refused(workshop, Freeze(id=new_id()))[0] == "cpr"
    workshop.does(ADA, DismissCpr(id=new_id(), place=place))
    workshop.does(ADA, Freeze(id=new_id()))
    assert b"1234" in canonical(freeze(workshop.board))


def test_what_stood_there_before_keeps_nobody_from_putting_another_field_right(workshop: Workshop) -> None:
    older(workshop, contact=NUMBER)
    workshop.does(BEN, edit(description="Nyt"))
    assert refused(workshop, edit(contact="020114-1234"), BEN)[0] == "cpr"


def test_a_mapping_is_not_made_of_what_is_over_two_fields() -> None:
    split = boards.board([boards.card(1, age_span="f. 010114", duration="1234")])
    with pytest.raises(PersonalNumber) as trouble:
        freeze(split)
    assert trouble.value.places == (Place("offer", "c1", "age_span+duration"),)
    assert "010114" not in str(trouble.value)


def test_the_same_log_gives_the_same_mapping(workshop: Workshop) -> None:
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    workshop.does(ADA, Freeze(id=new_id()))
    assert canonical(freeze(replay(workshop.entries))) == canonical(freeze(workshop.board))


def test_tidying_that_is_given_up_takes_its_word_along(workshop: Workshop) -> None:
    workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, BeginTidying(id=new_id()))
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    workshop.does(ADA, GiveUpTidying(id=new_id()))
    assert not workshop.board.dismissed
    workshop.does(ADA, BeginTidying(id=new_id(), go_on=True))
    assert workshop.board.dismissed == {PLACE: frozenset([NUMBER])}
    workshop.does(ADA, Freeze(id=new_id()))


def test_an_import_says_it_of_each_row(workshop: Workshop) -> None:
    one = KnownOffer(card_id="n1", offer=offer("Kendt", contact=NUMBER))
    two = KnownOffer(card_id="n2", offer=offer("Kendt 2", contact="Ring"))
    command = ImportCards(id=new_id(), source="Listen", offers=(one, two))
    assert refused(workshop, command)[::2] == ("cpr", "offer:n1:contact")
    workshop.does(ADA, command.model_copy(update={"not_cpr": ("offer:n1:contact",)}))
    assert workshop.board.dismissed == {"offer:n1:contact": frozenset([NUMBER])}


def test_answers_and_edits_are_searched_like_what_they_change(workshop: Workshop) -> None:
    workshop.does(ADA, AskQuestion(id=new_id(), question_id="q", card_id="k1", text="For hvem?"))
    workshop.does(ADA, NoteFinding(id=new_id(), finding_id="f", form="gap", text="En mangel"))
    workshop.does(ADA, NoteAction(id=new_id(), action_id="a", what="Ring"))
    asked = (
        AnswerQuestion(id=new_id(), question_id="q", state="answered", answer=NUMBER),
        EditFinding(id=new_id(), finding_id="f", form="gap", text=NUMBER),
        EditAction(id=new_id(), action_id="a", what="Ring", who=NUMBER),
    )
    assert [refused(workshop, one)[2] for one in asked] == [
        "question:q:answer",
        "finding:f:text",
        "action:a:who",
    ]


def test_a_withdrawn_card_stops_no_freeze(workshop: Workshop) -> None:
    older(workshop, contact=NUMBER)
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k1"))
    workshop.does(ADA, Freeze(id=new_id()))


def test_nobody_but_facilitators_hears_of_it(workshop: Workshop) -> None:
    workshop.does(ADA, edit(PLACE, contact=NUMBER))
    board: Board = workshop.board
    for audience in (Audience("projector"), Audience("table", "skole"), Audience("author", "ben")):
        told = json.dumps([thing.model_dump() for thing in see(board, audience).values()])
        assert "not_cpr" not in told and "dismissed" not in told
