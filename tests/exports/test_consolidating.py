"""Several mappings as one overview: every offer is in it, or part of one that names it; nothing is there twice."""

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import pytest

from board.commands import Freeze, Join
from board.events import Entry
from board.fold import replay
from board.people import Actor
from board.presenting import Question
from board.refusals import Refused
from board.rules import decide
from board.state import Action, Card, Column, Finding, Step
from board.tidying import BeginTidying, MergeCards
from exports import consolidating, duplicates, parts
from exports.consolidating import Told
from exports.duplicates import Proposal
from exports.freezing import freeze
from exports.parts import NOWHERE, Here, Part
from exports.report import Mapping, canonical, digest, load
from exports.words import translator
from sessions.areas import AREAS
from sessions.staircases import SOCIALSTYRELSEN, STAIRCASES
from tests.exports import boards

DA = translator("da")
NOW = boards.FROZEN_AT + 10**9


def part(
    session_id: str,
    cards: list[Card],
    *,
    date: str = "2026-11-12",
    people: dict[str, str] | None = None,
    plan: dict[str, Any] | None = None,
    **more: Any,
) -> Part:
    setup = boards.setup(**{"title": f"Distrikt {session_id}", "date": date, **(plan or {})})
    made = boards.board(cards, setup, **({"people": people} if people is not None else {}), **more)
    mapping = freeze(made)
    return Part(session_id, digest(mapping), mapping)


def proposals(ordered: Sequence[Part]) -> tuple[Proposal, ...]:
    """As `app/twins.py` puts them together."""
    both = combinations(ordered, 2)
    return duplicates.proposals(
        ordered, [duplicates.between(one.mapping, other.mapping) for one, other in both]
    )


def overview(
    found: list[Part],
    said: dict[str, bool] | None = None,
    staircase: str = "",
    chosen: dict[str, str] | None = None,
) -> Mapping:
    """As the page makes it. `said` by the proposals' keys; None: all are the same."""
    ordered = parts.in_order(found)
    proposed = proposals(ordered)
    answers = dict.fromkeys((one.key for one in proposed), True) if said is None else said
    joined = duplicates.join(ordered, proposed, answers)
    axes = parts.joined(ordered, staircase, chosen or {})
    told = Told("Samlet", "Holbæk Kommune", "2026-12-01")
    made = consolidating.consolidated(ordered, axes, joined, told, DA)
    return freeze(replay(consolidating.log(made, DA, facilitator_id="ada", now=NOW)))


def some_parts(seed: int) -> list[Part]:
    """Workshops of one municipality that know some of the same offers, and number theirs alike."""
    chance = random.Random(seed)
    names = [
        f"{word} {kind}"
        for word in ("Åben", "Fast", "Lille", "Ny")
        for kind in ("rådgivning", "gruppe", "café")
    ]
    steps = [step.step_id for step in SOCIALSTYRELSEN]
    found = []
    for number in range(chance.randint(2, 4)):
        cards = [
            boards.card(
                place,
                chance.sample(steps, chance.randint(0, 3)),
                name=chance.choice(names),
                area_id=chance.choice(AREAS[:3]).area_id,
                organisational_unit=chance.choice(("", "Nord", "Syd")),
                description=chance.choice(("", f"Beskrevet i {number}")),
            )
            for place in range(chance.randint(0, 12))
        ]
        found.append(part(f"s{number}", cards, date=f"2026-11-{10 + chance.randint(0, 3)}"))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_every_offer_is_in_it_once_or_part_of_one_that_names_it(seed: int) -> None:
    found = some_parts(seed)
    given = {(one.session_id, offer.offer_id): offer for one in found for offer in one.mapping.offers}
    proposed = proposals(parts.in_order(found))
    chance = random.Random(seed)
    for said in ({}, {one.key: chance.random() < 0.5 for one in proposed}, None):
        made = overview(found, said)
        named = Counter(
            (origin.session_id, origin.offer_id)
            for offer in made.offers
            for origin in offer.provenance.origins
        )
        assert named == Counter(given.keys())
        assert len({offer.offer_id for offer in made.offers}) == len(made.offers)
        if not said and said is not None:
            assert sorted(offer.name for offer in made.offers) == sorted(
                offer.name for offer in given.values()
            )
        for offer in made.offers:
            theirs = [given[origin.session_id, origin.offer_id] for origin in offer.provenance.origins]
            assert offer.name == theirs[0].name
            assert {one.description for one in theirs} <= {""} or offer.description
        mixed = chance.sample(found, len(found))
        assert canonical(overview([*mixed, mixed[0]], said)) == canonical(made)
        assert load(canonical(made)) == made


def test_what_was_said_must_agree_with_itself() -> None:
    cards = [boards.card(1, name="Åben rådgivning")]
    ordered = parts.in_order([part(name, cards) for name in ("a", "b", "c")])
    proposed = proposals(ordered)
    assert len(proposed) == 3
    said = {proposed[0].key: True, proposed[1].key: True, proposed[2].key: False}
    (against,) = duplicates.join(ordered, proposed, said).contradictions
    assert (against.one, against.other, against.told) == (proposed[2].one, proposed[2].other, True)
    # What follows from two answers is no third question, unless the way to it is cut.
    assert [len(duplicates.to_ask(proposed, told)) for told in ({}, {proposed[0].key: True})] == [2, 2]
    assert duplicates.to_ask(proposed, {proposed[0].key: False, proposed[1].key: False}) == proposed
    twins = [boards.card(1, name="Åben rådgivning"), boards.card(2, name="Den åbne rådgivning")]
    ordered = parts.in_order([part("a", twins), part("b", cards)])
    told = [
        duplicates.Proposal(key, Here(0, "c1"), Here(1, offer_id), 1, ("same_name",))
        for key, offer_id in (("x", "c1"), ("y", "c2"))
    ]
    (against,) = duplicates.join(ordered, told, {"x": True, "y": True}).contradictions
    assert {against.one.key, against.other.key} == {"c1", "c2"} and not against.told


def test_the_newest_mappings_words_stand_and_what_it_leaves_out_is_filled_in() -> None:
    old = boards.card(
        1, ("hjemme",), name="Åben rådgivning", contact="11 11 11 11", duration="6 gange", public=True
    )
    new = boards.card(1, (), name="Åben rådgivning", contact="22 22 22 22")
    made = overview([part("a", [old], date="2025-11-12"), part("b", [new])])
    (offer,) = made.offers
    assert (offer.contact, offer.duration, offer.step_id, offer.public) == (
        "22 22 22 22",
        "6 gange",
        "hjemme",
        False,
    )
    assert offer.provenance.source == "Distrikt b · Distrikt a"
    assert [origin.session_id for origin in offer.provenance.origins] == ["b", "a"]
    ordered = parts.in_order([part("a", [old], date="2025-11-12"), part("b", [new])])
    differing = duplicates.differing(*(one.mapping.offers[0] for one in ordered))
    assert [(change.field, change.was, change.now) for change in differing] == [
        ("contact", "11 11 11 11", "22 22 22 22")
    ]


def test_another_staircase_goes_where_a_person_says_and_nothing_is_guessed() -> None:
    theirs = STAIRCASES["herning"]
    other = part(
        "b",
        [boards.card(1, (theirs[1].step_id, theirs[4].step_id))],
        plan={"steps": theirs},
        date="2025-01-01",
    )
    found = [part("a", [boards.card(1, ("almen",))]), other]
    ordered = parts.in_order(found)
    axes = parts.joined(ordered, "a/2", {})
    assert [(one.name, one.uses, one.chosen) for one in axes.steps] == [
        (theirs[1].name, 1, ""),
        (theirs[4].name, 1, ""),
    ]
    assert axes.missing == 2
    chosen = {f"step:1:{theirs[1].step_id}": "hjemme", f"step:1:{theirs[4].step_id}": NOWHERE}
    assert parts.joined(ordered, "a/2", chosen).missing == 0
    made = overview(found, {}, "a/2", chosen)
    assert {offer.provenance.source: (offer.step_id, offer.other_step_ids) for offer in made.offers} == {
        "Distrikt a": ("almen", ()),
        "Distrikt b": ("hjemme", ()),
    }
    renamed = [
        Step(step_id=f"trin-{number}", name=step.name.upper()) for number, step in enumerate(SOCIALSTYRELSEN)
    ]
    same = part("c", [boards.card(1, ("trin-2",))], plan={"steps": renamed})
    assert not parts.joined(parts.in_order([found[0], same]), "", {}).steps
    assert len(parts.staircases([found[0], same, other])) == 2


def test_columns_and_areas_of_their_own_are_asked_about() -> None:
    plan = {
        "columns": [Column(column_id="x", name="Skole")],
        "areas": [{"area_id": "skole", "name": "Klubber", "tag": "SKO"}, AREAS[4]],
    }
    card = boards.card(1, ("almen",))
    card = card.model_copy(update={"placement": card.placement.model_copy(update={"column_id": "x"})})
    found = [part("a", [boards.card(1, ("almen",))]), part("b", [card], plan=plan, people={})]
    ordered = parts.in_order(found)
    axes = parts.joined(ordered, "a/2", {})
    assert not axes.columns
    (asked,) = axes.areas
    assert (asked.name, asked.chosen) == ("Klubber", "own")
    (klubber,) = [area for area in axes.all_areas if area.name == "Klubber"]
    assert klubber.area_id != "skole" and klubber.tag != "SKO"
    made = overview(found, {}, "a/2", {"area:klubber": "ppr"})
    assert {offer.area_id for offer in made.offers} == {"skole", "ppr"}
    made = overview(found, {}, "b/2", {})
    assert {offer.column_id for offer in made.offers} == {"x", None}


def test_participants_are_summed_only_where_every_part_is_told() -> None:
    def people(**counts: int) -> dict[str, str]:
        return {f"{area}{number}": area for area, count in counts.items() for number in range(count)}

    one = part("a", [], people=people(skole=5, ppr=4))
    other = part("b", [], people=people(skole=3, ppr=2, ssp=1))
    made = overview([one, other])
    assert {count.area_id: count.count for count in made.participants} == {
        "skole": 8,
        "ppr": None,
        "ssp": None,
    }
    assert other.mapping.participants_total == 6 and made.participants_total == 15
    hidden = part("c", [], people=people(skole=3, ppr=2))
    assert hidden.mapping.participants_total is None
    assert overview([one, hidden]).participants_total is None


def test_findings_agreements_and_questions_come_along_and_say_from_where() -> None:
    cards = [
        boards.card(number, ("almen",), name=name)
        for number, name in enumerate(("Åben rådgivning", "Fast gruppe"))
    ]
    more: dict[str, Any] = {
        "findings": {
            "f": Finding(
                finding_id="f", number=7, form="overlap", text="Ens?", card_ids=("c0", "c1"), step_id="almen"
            )
        },
        "actions": {
            "a": Action(action_id="a", what="Tale sammen", who="Ida", card_ids=("c0",), finding_ids=("f",))
        },
        "questions": {
            "q": Question(
                question_id="q",
                card_id="c0",
                text="For hvem?",
                author_id="p1",
                asked_at=1,
                answer="Alle",
                state="answered",
            )
        },
        "supports": {"f": frozenset({"p0", "p1", "p2"})},
    }
    gap = {"f": more["findings"]["f"].model_copy(update={"text": "Andet"})}
    made = overview([part("a", cards, **more | {"findings": gap}), part("b", cards, **more)])
    assert len(made.offers) == 2
    assert [(one.number, one.source, one.step_id, one.supports) for one in made.findings] == [
        (1, "Distrikt b", "almen", 3),
        (2, "Distrikt a", "almen", 3),
    ]
    assert all(set(one.offer_ids) == {"c0", "c1"} for one in made.findings)
    assert sorted(one.source for one in made.actions) == ["Distrikt a", "Distrikt b"]
    assert {one.finding_ids for one in made.actions} == {(one.finding_id,) for one in made.findings}
    assert [len(offer.questions) for offer in made.offers] == [2, 0]

    # What both said in the same words of the same offers is said once, by both.
    both = [part("a", cards, **more), part("b", cards, **more)]
    (one,) = overview(both).findings
    assert (one.source, one.supports, set(one.offer_ids)) == ("Distrikt b · Distrikt a", 6, {"c0", "c1"})
    assert [action.finding_ids for action in overview(both).actions] == [(one.finding_id,)] * 2
    assert len(overview(both, {}).findings) == 2  # of other offers, then


def test_an_overview_is_tidied_and_goes_on_naming_all_that_it_was_made_of() -> None:
    ordered = parts.in_order([part("a", [boards.card(1, name="Sorggruppe")]), part("b", [boards.card(2)])])
    joined = duplicates.join(ordered, (), {})
    told = Told("Samlet", "", "2026-12-01")
    made = consolidating.consolidated(ordered, parts.joined(ordered, "", {}), joined, told, DA)
    log = list(consolidating.log(made, DA, facilitator_id="ada", now=NOW))
    ada = Actor("facilitator", "ada")
    for command in (
        BeginTidying(id="t"),
        MergeCards(id="m", card_id="c1", gone_card_id="c2"),
        Freeze(id="f"),
    ):
        board = replay(log)
        log.append(Entry(board.number + 1, command.id, ada, NOW, decide(board, ada, command, NOW)))
    second = freeze(replay(log))
    (offer,) = second.offers
    assert {origin.session_id for origin in offer.provenance.origins} == {"a", "b"}
    assert offer.provenance.source == "Distrikt a · Distrikt b"
    assert (second.version, second.agenda, len(second.session.sources)) == (2, (), 2)


def test_it_is_no_workshop_and_says_what_it_was_made_of() -> None:
    found = [part("a", [boards.card(1)]), part("b", [])]
    made = overview(found)
    assert made.agenda == () and made.version == 1
    assert [(one.session_id, one.version, one.digest, one.offers) for one in made.session.sources] == [
        (one.session_id, 2, one.digest, len(one.mapping.offers)) for one in parts.in_order(found)
    ]
    assert b'"sources"' not in canonical(found[0].mapping)
    ordered = parts.in_order(found)
    axes = parts.joined(ordered, "", {})
    joined = duplicates.join(ordered, (), {})
    told = Told("Samlet", "", "2026-12-01")
    board = replay(
        consolidating.log(
            consolidating.consolidated(ordered, axes, joined, told, DA), DA, facilitator_id="ada", now=NOW
        )
    )
    with pytest.raises(Refused, match="not_allowed"):
        decide(board, Actor("participant", "ben", "skole"), Join(id="j", area_id="skole"), NOW)


def test_what_few_support_in_one_mapping_is_not_told_by_the_sum_of_several() -> None:
    """An older mapping counts out two; three and two would be five, and five without three are two."""
    cards: list[Card] = []
    gap = Finding(finding_id="f", number=1, form="gap", text="Mangler")
    many, two = ({"findings": {"f": gap}, "supports": {"f": frozenset(people)}} for people in ("abc", "de"))
    (one,) = overview([part("a", cards, **many), part("b", cards, **two)]).findings
    assert one.supports == 3
