"""The mark that says that citizens may be shown an offer: the facilitator's to set, and to take back."""

import pytest

from board.commands import EditCard, OfferChanges, Undo
from board.events import load_events
from board.people import Audience
from board.refusals import Refused
from board.sight import see
from board.state import Offer
from board.things import CardThing
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


def test_a_log_from_before_the_mark_opens_and_its_mapping_keeps_its_digest() -> None:
    (edited,) = load_events('[{"type":"card_edited","card_id":"k","offer":{"name":"A","area_id":"skole"}}]')
    assert edited.offer == Offer(name="A", area_id="skole", public=False)  # type: ignore[union-attr]
    told = canonical(freeze(boards.board([boards.card(1), boards.card(2, public=True)])))
    mapping = load(told)
    assert [one.public for one in mapping.offers] == [False, True]
    assert told.count(b'"public"') == 1 and mapping.format_version == 3
    assert canonical(mapping) == told
