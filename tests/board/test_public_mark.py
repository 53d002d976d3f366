"""The mark that says that citizens may be shown an offer: the facilitator's to set, and to take back."""

import pytest

from board.commands import EditCard, Freeze, OfferChanges, Undo
from board.events import load_events
from board.people import Audience
from board.refusals import Refused
from board.sight import see
from board.state import Offer
from board.things import CardThing
from board.tidying import BeginTidying, MergeCards
from exports.freezing import freeze
from exports.report import canonical, load
from tests.exports import boards
from tests.world import ADA, BEN, Workshop, card, new_id, offer


def marking(card_id: str, public: bool = True) -> EditCard:
    return EditCard(id=new_id(), card_id=card_id, changes=OfferChanges(public=public))


@pytest.fixture
def workshop() -> Workshop:
    workshop = Workshop("writing")
    workshop.does(BEN, card("Åben rådgivning", card_id="k"))
    return workshop


def is_public(workshop: Workshop) -> bool:
    return workshop.board.cards["k"].offer.public


def test_nothing_is_public_until_the_facilitator_says_so_and_undo_takes_it_back(workshop: Workshop) -> None:
    assert not is_public(workshop)
    workshop.does(ADA, marking("k"))
    assert is_public(workshop)
    shown = [
        thing
        for thing in see(workshop.board, Audience("facilitator")).values()
        if isinstance(thing, CardThing)
    ]
    assert [thing.public for thing in shown] == [True]
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert not is_public(workshop)


def test_a_participant_publishes_nothing_and_what_they_write_keeps_the_mark(workshop: Workshop) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, marking("k"))
    published = card("Kendt af alle", card_id="l").model_copy(update={"offer": offer(public=True)})
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, published)
    workshop.does(ADA, marking("k"))
    workshop.does(BEN, EditCard(id=new_id(), card_id="k", changes=OfferChanges(duration="10 gange")))
    assert is_public(workshop)


@pytest.mark.parametrize("public", [True, False])
def test_a_participant_takes_the_mark_off_as_little_as_they_set_it(workshop: Workshop, public: bool) -> None:
    workshop.does(ADA, marking("k"))
    with pytest.raises(Refused, match="not_allowed"):
        workshop.does(BEN, marking("k", public))
    assert is_public(workshop)
    workshop.does(ADA, marking("k", public=False))
    assert not is_public(workshop)


@pytest.mark.parametrize(
    ("stays", "gone", "said", "is_marked"),
    [
        (True, True, None, True),
        (True, False, None, False),
        (False, True, None, False),
        (True, False, True, True),
        (False, True, True, True),
        (True, True, False, False),
    ],
)
def test_two_that_are_one_are_public_where_both_were_or_where_it_is_said(
    workshop: Workshop, stays: bool, gone: bool, said: bool | None, is_marked: bool
) -> None:
    workshop.does(BEN, card("Kun for os", card_id="l"))
    for card_id, public in (("k", stays), ("l", gone)):
        workshop.does(ADA, marking(card_id, public))
    workshop.does(ADA, Freeze(id=new_id()))
    workshop.does(ADA, BeginTidying(id=new_id()))
    changes = OfferChanges(description="Hvad der stod på det andet", public=said)
    workshop.does(ADA, MergeCards(id=new_id(), card_id="k", gone_card_id="l", changes=changes))
    assert is_public(workshop) is is_marked
    workshop.does(ADA, Undo(id=new_id(), number=workshop.board.number))
    assert is_public(workshop) is stays


def test_a_log_from_before_the_mark_opens_and_its_mapping_keeps_its_digest() -> None:
    (edited,) = load_events('[{"type":"card_edited","card_id":"k","offer":{"name":"A","area_id":"skole"}}]')
    assert edited.offer == Offer(name="A", area_id="skole", public=False)  # type: ignore[union-attr]
    told = canonical(freeze(boards.board([boards.card(1), boards.card(2, public=True)])))
    mapping = load(told)
    assert [one.public for one in mapping.offers] == [False, True]
    assert told.count(b'"public"') == 1 and mapping.format_version == 3
    assert canonical(mapping) == told
