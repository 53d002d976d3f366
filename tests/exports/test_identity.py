"""Which offers are one: the same id, what they were taken over from, and what a person said of them."""

from board.state import Origin as CardOrigin
from exports import known
from exports.comparing import Pair
from exports.freezing import freeze
from exports.identity import Decision, Known, Of, same_offers
from exports.report import Mapping, Offer, Origin, canonical
from tests.exports.boards import board, card


def _offer(offer_id: str, *origins: tuple[str, str]) -> Offer:
    (offer,) = freeze(board([card(1)])).offers
    came = tuple(Origin(session_id=session_id, version=1, offer_id=other) for session_id, other in origins)
    told = offer.provenance.model_copy(update={"origins": came})
    return offer.model_copy(update={"offer_id": offer_id, "provenance": told})


def _of(session_id: str, *offers: Offer) -> Of:
    mapping: Mapping = freeze(board([card(1)]))
    return Of(session_id, mapping.model_copy(update={"offers": offers}))


def _says(one: tuple[str, str], other: tuple[str, str], *, same: bool) -> Decision:
    return Decision(Known(*one), Known(*other), same)


def test_from_version_to_version_an_offer_keeps_its_id() -> None:
    assert same_offers(_of("s", _offer("a"), _offer("b")), _of("s", _offer("c"), _offer("b"))) == (
        Pair("b", "b"),
    )


def test_a_short_id_means_nothing_in_another_workshop_and_a_random_one_does() -> None:
    """“17” may be any municipality's number; 128 random bits are nobody else's."""
    random = "yR3kQ0vX8mB2nC5tL7wZaA"
    before = _of("s", _offer("17"), _offer(random))
    assert same_offers(before, _of("t", _offer("17"), _offer(random))) == (Pair(random, random),)


def test_identity_follows_what_was_taken_over_through_the_years() -> None:
    first = _of("s2024", _offer("a"))
    second = _of("s2025", _offer("b", ("s2024", "a")))
    third = _of("s2026", _offer("c", ("s2025", "b"), ("s2024", "a")))
    assert same_offers(first, third) == (Pair("a", "c"),)
    assert same_offers(third, second) == (Pair("c", "b"),)


def test_a_confirmed_pair_is_one_link_of_the_chain() -> None:
    first, second = _of("s2024", _offer("a")), _of("s2025", _offer("b"))
    third = _of("s2026", _offer("c", ("s2025", "b")))
    said = [_says(("s2025", "b"), ("s2024", "a"), same=True)]
    assert same_offers(first, second) == ()
    assert same_offers(first, second, said) == (Pair("a", "b"),)
    assert same_offers(first, third, said) == (Pair("a", "c"),)


def test_what_a_person_rejects_is_not_the_same_whatever_it_comes_from() -> None:
    first, second = _of("s2024", _offer("a")), _of("s2025", _offer("b", ("s2024", "a")))
    assert same_offers(first, second, [_says(("s2024", "a"), ("s2025", "b"), same=False)]) == ()


def test_of_two_that_come_from_one_the_confirmed_goes_first_and_the_other_is_new() -> None:
    first = _of("s2024", _offer("a"))
    second = _of("s2025", _offer("b", ("s2024", "a")), _offer("c", ("s2024", "a")))
    assert same_offers(first, second) == (Pair("a", "b"),)
    said = [_says(("s2024", "a"), ("s2025", "c"), same=True)]
    assert same_offers(first, second, said) == (Pair("a", "c"),)


def test_the_chain_stands_in_the_mapping_and_goes_on_with_the_next_import() -> None:
    came = CardOrigin(session_id="s2024", version=3, offer_id="a")
    mapping = freeze(board([card(1).model_copy(update={"origins": (came,)}), card(2)]))
    assert [offer.provenance.origins for offer in mapping.offers] == [
        (Origin(session_id="s2024", version=3, offer_id="a"),),
        (),
    ]
    assert mapping.format_version == 3 and b'"origins"' in canonical(mapping)
    assert b'"origins"' not in canonical(freeze(board([card(2)]))), "older mappings keep their digests"
    assert known.origins(mapping, "s2025")["c1"] == (
        CardOrigin(session_id="s2025", version=mapping.version, offer_id="c1"),
        came,
    )
