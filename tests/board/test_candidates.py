"""Which cards are proposed as overlaps and interfaces, and why; what the room turned down stays away."""

from itertools import count

import pytest

from board.candidates import Candidate, candidates, target_groups
from board.commands import NoteFinding, RejectCandidate, Undo, WithdrawCard
from board.refusals import Refused
from board.stems import stem
from board.target_groups import belongs
from tests.world import ADA, BEN, Workshop, card, new_id

GROUP = "Børn af skilte forældre"


class Cards:
    """Cards on a board, each with an id that is its place in order: k1, k2 …"""

    def __init__(self) -> None:
        self.workshop = Workshop("reflection")
        self._ids = (f"k{number}" for number in count(1))

    def add(self, name: str, area: str, group: str = "", step: int = 2, **more: object) -> str:
        card_id = next(self._ids)
        asked = card(name, area, card_id=card_id, step_id=f"trin-{step}", target_group=group, **more)
        self.workshop.does(ADA, asked)
        return card_id

    def found(self) -> list[Candidate]:
        return list(candidates(self.workshop.board))


@pytest.fixture
def cards() -> Cards:
    return Cards()


@pytest.mark.parametrize(
    ("words", "one"),
    [
        ("skilsmissegruppe skilsmissegrupper skilsmissegruppen skilsmissegruppernes", "skilsmissegrup"),
        ("familie familier familiens", "famili"),
        ("forældre forældres", "forældr"),
        ("rådgivning rådgivningen rådgivningers", "rådgivning"),
        ("venlig venligst", "ven"),
        ("skilt skilte", "skilt"),
        ("år", "år"),
    ],
)
def test_words_lose_their_endings_as_the_published_algorithm_says(words: str, one: str) -> None:
    assert {stem(word) for word in words.split()} == {one}


def test_one_target_group_on_one_step_in_different_areas_is_an_overlap(cards: Cards) -> None:
    cards.add("Samtaler", "skole", GROUP)
    cards.add("Gruppeforløb", "ppr", "Børn, hvis forældre er skilt (SEL § 11, stk. 3)")
    cards.add("Lektiecafé", "dagtilbud", "Alle børn")
    (found,) = cards.found()
    assert (found.form, found.card_ids) == ("overlap", ("k1", "k2"))
    (why,) = found.reasons
    assert (why.rule, why.step_ids) == ("target_group", ("trin-2",))
    assert why.shared in (GROUP, "Børn, hvis forældre er skilt")


def test_units_count_as_different_only_by_their_names(cards: Cards) -> None:
    cards.add("Samtaler", "skole", GROUP, organisational_unit="Østskolen")
    cards.add("Gruppeforløb", "skole", GROUP)
    assert not cards.found()
    cards.add("Aftenhold", "skole", GROUP, organisational_unit="Vestskolen")
    assert cards.found()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Alle børn", "Børn og unge"),
        ("Børn med angst", "Forældre med angst"),
        ("Børn 3-5 år med angst", "Børn 10-12 år med angst"),
        ("Unge med angst", "Unge med misbrug"),
    ],
)
def test_what_is_not_one_target_group(cards: Cards, one: str, other: str) -> None:
    cards.add("Samtaler", "skole", one)
    cards.add("Gruppeforløb", "ppr", other)
    assert not cards.found()


def test_on_neighbouring_steps_of_two_areas_it_is_an_interface(cards: Cards) -> None:
    cards.add("Samtaler", "skole", "Unge med angst", step=2)
    cards.add("Behandling", "ppr", "Unge med angst", step=3)
    cards.add("Døgn", "dagtilbud", "Unge med angst", step=6)
    (found,) = cards.found()
    assert (found.form, found.card_ids) == ("interface", ("k1", "k2"))
    assert found.reasons[0].step_ids == ("trin-2", "trin-3")


def test_names_nearly_alike_are_proposed_wherever_they_stand(cards: Cards) -> None:
    cards.add("Skilsmissegruppe", "skole", step=1)
    cards.add("Skilsmissegrupperne", "skole", step=4)
    cards.add("Familiehus", "ppr")
    (found,) = cards.found()
    assert (found.card_ids, found.reasons[0].rule) == (("k1", "k2"), "names")


def test_names_with_other_ages_are_other_offers(cards: Cards) -> None:
    cards.add("Skilsmissegruppe 6-7 år", "skole")
    cards.add("Skilsmissegruppe 8-10 år", "ppr")
    assert not cards.found()


def test_every_card_of_a_group_is_like_every_other(cards: Cards) -> None:
    """A card between two that differ does not join them: the reason must hold for all."""
    cards.add("En", "skole", "Unge med angst")
    cards.add("To", "ppr", "Unge med angst og misbrug")
    cards.add("Tre", "dagtilbud", "Unge med misbrug")
    assert [set(found.card_ids) for found in cards.found()] == [{"k1", "k2"}]


def test_what_so_many_share_is_what_the_step_is_for(cards: Cards) -> None:
    for name in ("Alfa", "Bravo", "Charlie", "Delta", "Ekko", "Foxtrot", "Golf"):
        cards.add(name, "skole" if name < "D" else "ppr", "Unge med angst")
    assert not cards.found()


def test_a_noted_candidate_goes_and_comes_back_when_that_is_undone(cards: Cards) -> None:
    cards.add("Samtaler", "skole", GROUP)
    cards.add("Gruppeforløb", "ppr", GROUP)
    asked = {"finding_id": "f", "form": "overlap", "text": "Begge", "card_ids": ("k1", "k2")}
    cards.workshop.does(ADA, NoteFinding.model_validate({"id": new_id(), **asked}))
    assert not cards.found()
    cards.workshop.does(ADA, Undo(id=new_id(), number=cards.workshop.board.number))
    assert cards.found()


def test_what_was_turned_down_stays_away_until_there_is_another_card_to_it(cards: Cards) -> None:
    cards.add("Samtaler", "skole", GROUP)
    cards.add("Gruppeforløb", "ppr", GROUP)
    reject = RejectCandidate(id=new_id(), card_ids=("k2", "k1"))
    cards.workshop.does(ADA, reject)
    assert [found.rejected for found in cards.found()] == [True]
    cards.workshop.does(ADA, Undo(id=new_id(), number=cards.workshop.board.number))
    assert [found.rejected for found in cards.found()] == [False]
    cards.workshop.does(ADA, reject)
    cards.add("Aftenhold", "dagtilbud", GROUP)
    assert [(len(found.card_ids), found.rejected) for found in cards.found()] == [(3, False)]
    cards.workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k3"))
    assert [found.rejected for found in cards.found()] == [True]


def test_only_the_facilitator_turns_down_and_only_cards_that_there_are(cards: Cards) -> None:
    cards.add("Samtaler", "skole", GROUP)
    with pytest.raises(Refused, match="not_allowed"):
        cards.workshop.does(BEN, RejectCandidate(id=new_id(), card_ids=("k1", "k2")))
    with pytest.raises(Refused, match="no_such_card"):
        cards.workshop.does(ADA, RejectCandidate(id=new_id(), card_ids=("k1", "unknown")))


def test_words_of_many_target_groups_are_offered_for_counting(cards: Cards) -> None:
    for name, group in (("A", "Børn med angst"), ("B", "Unge med angst"), ("C", "Unge i sorg")):
        cards.add(name, "skole", group)
    assert target_groups(cards.workshop.board) == ("angst",)


def test_a_group_is_any_of_its_words_in_any_of_the_texts() -> None:
    assert belongs("Skilsmisse, skilte", "Børn af SKILTE forældre", "")
    assert belongs("skilsmisse", "", "Skilsmissegruppe")
    assert not belongs("angst, ", "Unge", "Headspace")
