"""Who does what: an action may follow up findings and be about cards."""

import pytest

from board.commands import EditAction, NoteAction, NoteFinding, RemoveFinding, Undo
from board.refusals import Refused
from tests.world import ADA, BEN, Workshop, card, new_id


def noted() -> Workshop:
    """A workshop with a card and a finding."""
    workshop = Workshop("wrapup")
    workshop.does(ADA, card(card_id="k1"))
    workshop.does(ADA, NoteFinding(id=new_id(), finding_id="f1", form="gap", text="Intet til de 13-årige"))
    return workshop


def test_an_action_keeps_what_it_is_about_once_each() -> None:
    workshop = noted()
    linked = {"card_ids": ("k1", "k1"), "finding_ids": ("f1",)}
    workshop.does(ADA, NoteAction.model_validate({"id": "n", "action_id": "a1", "what": "Spørge", **linked}))
    action = workshop.board.actions["a1"]
    assert (action.card_ids, action.finding_ids) == (("k1",), ("f1",))


@pytest.mark.parametrize(
    ("links", "code"),
    [({"card_ids": ("borte",)}, "no_such_card"), ({"finding_ids": ("borte",)}, "no_such_finding")],
)
def test_an_action_about_what_there_is_not_is_refused(links: dict[str, tuple[str]], code: str) -> None:
    workshop = noted()
    for asked in (NoteAction, EditAction):
        with pytest.raises(Refused, match=code):
            workshop.does(
                ADA, asked.model_validate({"id": new_id(), "action_id": "a1", "what": "Spørge", **links})
            )


def test_an_action_can_be_worded_anew_after_its_finding_was_removed() -> None:
    workshop = noted()
    workshop.does(ADA, NoteAction(id="n", action_id="a1", what="Spørge", finding_ids=("f1",)))
    workshop.does(ADA, RemoveFinding(id="r", finding_id="f1"))
    workshop.does(ADA, EditAction(id="e", action_id="a1", what="Spørge PPR", finding_ids=("f1",)))
    assert workshop.board.actions["a1"].what == "Spørge PPR"


def test_links_are_undone_with_the_action() -> None:
    workshop = noted()
    workshop.does(ADA, NoteAction(id="n", action_id="a1", what="Spørge"))
    before = workshop.board.actions
    workshop.does(ADA, EditAction(id="e", action_id="a1", what="Spørge", card_ids=("k1",)))
    workshop.does(ADA, Undo(id="u", number=workshop.board.number))
    assert workshop.board.actions == before


def test_only_the_facilitator_agrees() -> None:
    with pytest.raises(Refused, match="not_allowed"):
        noted().does(BEN, NoteAction(id="n", action_id="a1", what="Spørge"))
