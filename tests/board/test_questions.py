"""Questions about the cards: who may ask and see them, what becomes of equal ones, and what the wall shows."""

import pytest

from board.commands import (
    AnswerQuestion,
    AskQuestion,
    ChoosePresenter,
    EditCard,
    HoldWall,
    MergeQuestions,
    OfferChanges,
    OfferToPresent,
    OpenStage,
    PresentCard,
    ShowQuestion,
    SupportQuestion,
    Undo,
    WithdrawCard,
)
from board.people import Actor, audiences
from board.refusals import Refused
from board.rules.questions import OPEN_PER_PERSON
from board.sight import see
from board.things import MyQuestionThing, QuestionThing, Thing
from tests.world import ADA, AGENDA, BEN, BETH, CLEO, WALL, Workshop, card, new_id

EVERYBODY = (ADA, BEN, BETH, CLEO, WALL)


@pytest.fixture
def workshop() -> Workshop:
    """The school's card is up, Ben presents it, and Cleo has asked something."""
    made = Workshop("presenting")
    made.does(BEN, card("Lektiecafé", card_id="k"))
    made.does(BEN, card("Læsevejleder", card_id="l"))
    made.does(BEN, OfferToPresent(id=new_id(), offers=True))
    made.does(ADA, PresentCard(id=new_id(), card_id="k"))
    made.does(CLEO, asks("q"))
    return made


def asks(question_id: str, text: str = "Hvem må komme?", card_id: str = "k") -> AskQuestion:
    return AskQuestion(id=new_id(), question_id=question_id, card_id=card_id, text=text)


def things(workshop: Workshop, actor: Actor) -> dict[str, Thing]:
    return {key: thing for at in audiences(actor) for key, thing in see(workshop.board, at).items()}


def asked(workshop: Workshop, actor: Actor) -> set[str]:
    """The questions that somebody sees, in whatever form."""
    seen = things(workshop, actor).values()
    return {thing.question_id for thing in seen if isinstance(thing, QuestionThing | MyQuestionThing)}


def own(workshop: Workshop, actor: Actor, question_id: str) -> MyQuestionThing:
    thing = things(workshop, actor)[f"my_question:{question_id}"]
    assert isinstance(thing, MyQuestionThing)
    return thing


def test_a_question_is_seen_by_who_asked_who_presents_and_the_facilitator(workshop: Workshop) -> None:
    assert [actor.person_id for actor in EVERYBODY if asked(workshop, actor)] == ["ada", "ben", "cleo"]
    assert own(workshop, BEN, "q").because == "presents"
    assert own(workshop, CLEO, "q").because == "asked"
    for actor in EVERYBODY:
        for thing in things(workshop, actor).values():
            assert "cleo" not in thing.model_dump_json()


def test_another_representative_and_another_area_see_other_questions(workshop: Workshop) -> None:
    workshop.does(ADA, ChoosePresenter(id=new_id(), area_id="skole", person_id="beth"))
    assert (asked(workshop, BEN), asked(workshop, BETH)) == (set(), {"q"})
    workshop.does(ADA, EditCard(id=new_id(), card_id="k", changes=OfferChanges(area_id="ppr")))
    assert asked(workshop, BETH) == set()


def test_the_room_sees_what_the_facilitator_shows_as_long_as_its_card_is_up(workshop: Workshop) -> None:
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id="q"))
    assert all("q" in asked(workshop, actor) for actor in EVERYBODY)
    workshop.does(ADA, PresentCard(id=new_id(), card_id="l"))
    assert asked(workshop, WALL) | asked(workshop, BETH) == set()
    with pytest.raises(Refused, match="not_now"):
        workshop.does(ADA, ShowQuestion(id=new_id(), question_id="q"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id=None))
    assert asked(workshop, WALL) == set()


def test_a_question_that_is_set_aside_leaves_the_wall_even_while_the_wall_is_held(workshop: Workshop) -> None:
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id="q"))
    workshop.does(ADA, HoldWall(id=new_id(), held=True))
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id=None))
    assert asked(workshop, WALL) == {"q"}, "it keeps its picture"
    workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="q", state="set_aside"))
    assert asked(workshop, WALL) == set()


def test_a_question_may_come_when_the_room_has_gone_on_but_not_before_the_card(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="not_now"):
        workshop.does(CLEO, asks("r", card_id="l"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="l"))
    workshop.does(CLEO, asks("r", card_id="k"))
    workshop.does(CLEO, asks("s", card_id="l"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="l"))
    with pytest.raises(Refused, match="withdrawn"):
        workshop.does(CLEO, asks("t", card_id="l"))


def test_only_those_ask_whom_the_stage_lets() -> None:
    older = tuple(
        stage.model_copy(update={"abilities": ("write", "place")}) if stage.kind == "presenting" else stage
        for stage in AGENDA
    )
    workshop = Workshop("presenting", agenda=older)
    workshop.does(BEN, card(card_id="k"))
    workshop.does(ADA, PresentCard(id=new_id(), card_id="k"))
    with pytest.raises(Refused, match="not_now"):
        workshop.does(CLEO, asks("q"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(WALL, asks("q"))
    with pytest.raises(Refused, match="not_joined"):
        workshop.does(Actor("participant", "stranger", "skole"), asks("q"))
    workshop.does(ADA, asks("q"))  # for somebody in the room


def test_a_question_is_refused_for_its_text_its_id_or_too_many(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="cpr"):
        workshop.does(CLEO, asks("r", "Gælder det 010114-1234?"))
    with pytest.raises(Refused, match="taken"):
        workshop.does(CLEO, asks("q"))
    for number in range(OPEN_PER_PERSON - 1):
        workshop.does(CLEO, asks(f"q{number}"))
    with pytest.raises(Refused, match="too_many_questions"):
        workshop.does(CLEO, asks("r"))
    workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="q1", state="answered"))
    workshop.does(CLEO, asks("r"))
    workshop.does(BETH, asks("s"))


def test_the_answer_is_told_to_those_who_asked(workshop: Workshop) -> None:
    answer = AnswerQuestion(id=new_id(), question_id="q", state="answered", answer="Alle elever")
    workshop.does(ADA, answer)
    assert (own(workshop, CLEO, "q").state, own(workshop, CLEO, "q").answer) == ("answered", "Alle elever")
    for actor in (BEN, CLEO, WALL):
        with pytest.raises(Refused, match="not_allowed"):
            workshop.does(actor, answer.model_copy(update={"answer": "Nej"}))
    with pytest.raises(Refused, match="cpr"):
        workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="q", state="open", answer="010114-1234"))


def test_a_tap_says_that_one_asks_the_same_once_and_may_be_taken_back(workshop: Workshop) -> None:
    tap, back = (SupportQuestion(id=new_id(), question_id="q", supports=yes) for yes in (True, False))
    with pytest.raises(Refused, match="no_such_question"):
        workshop.does(BETH, tap)  # she has not been shown it
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id="q"))
    for actor in (BETH, BETH, BEN, CLEO):
        workshop.does(actor, tap.model_copy(update={"id": new_id()}))
    assert own(workshop, CLEO, "q").support == 3
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id=None))
    assert own(workshop, BETH, "q").because == "supports"
    workshop.does(BETH, back)
    assert own(workshop, CLEO, "q").support == 2
    assert asked(workshop, BETH) == set()
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(ADA, tap)


def test_equal_questions_become_one_that_stands_for_all(workshop: Workshop) -> None:
    workshop.does(BETH, asks("r", "Hvem kan deltage?"))
    workshop.does(ADA, ShowQuestion(id=new_id(), question_id="r"))
    workshop.does(BEN, SupportQuestion(id=new_id(), question_id="r", supports=True))
    workshop.does(ADA, MergeQuestions(id=new_id(), question_id="r", into_id="q"))
    workshop.does(BETH, asks("s", "Må alle?"))
    workshop.does(ADA, MergeQuestions(id=new_id(), question_id="q", into_id="s"))
    assert workshop.board.questions["s"].merged_ids == ("q", "r")
    assert own(workshop, BETH, "s").support == 3
    with pytest.raises(Refused, match="no_such_question"):
        workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="r", state="answered"))
    workshop.does(ADA, AnswerQuestion(id=new_id(), question_id="s", state="answered", answer="Ja"))
    assert own(workshop, CLEO, "q").answer == "Ja", "who asked hears it under their own words"
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number - 2))
    assert workshop.board.questions["q"].merged_ids == ("r",)
    assert own(workshop, BETH, "s").support == 1


def test_questions_about_two_cards_are_not_the_same(workshop: Workshop) -> None:
    workshop.does(ADA, PresentCard(id=new_id(), card_id="l"))
    workshop.does(CLEO, asks("r", card_id="l"))
    with pytest.raises(Refused, match="other_card"):
        workshop.does(ADA, MergeQuestions(id=new_id(), question_id="r", into_id="q"))


def test_a_question_that_was_asked_by_mistake_is_set_aside(workshop: Workshop) -> None:
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert own(workshop, CLEO, "q").state == "set_aside"


def test_in_a_stage_without_questions_those_that_were_asked_stay(workshop: Workshop) -> None:
    workshop.does(ADA, OpenStage(id=new_id(), stage_id="wrapup"))
    with pytest.raises(Refused, match="not_now"):
        workshop.does(CLEO, asks("r"))
    assert asked(workshop, CLEO) == {"q"}
