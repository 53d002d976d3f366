"""What may be an overlap or an interface: found by rules that can be said in a sentence, for the room to judge.

Nothing here decides anything, and nothing learns. Each candidate says which rule found it and what its cards share:

- *target group*: the target groups share most of what sets them apart, on one step, in different areas or units;
- *neighbours*: the same in different areas, on two steps beside each other: where one hands over to the other;
- *names*: the names are nearly the same. With one table behind them, it may be one offer written twice.

Cards of which both say an age, and not the same, are not alike. Costs some 20 ms for 500 cards: for a thread, and for
when somebody asks.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from board.state import Board, Card
from board.stems import stem, words
from board.target_groups import proposals

Rule = Literal["target_group", "neighbours", "names"]

MOST = 40  # candidates that are told: a room does not judge more
LARGEST = 6  # cards: what more of them share is what a step is for, and no overlap
COMMON = 50  # cards with one word: it sets nothing apart, and would have to be compared with all of them
ALIKE_GROUP = 0.75  # of the words of the shorter target group
ALIKE_NAME = 0.8  # of the pairs of letters of both names

_STOP = """
af alle at bl de dem den der deres det efter eller en end er et etc fra for få gennem ha har hos hvor i ifm ift ikke
inkl jf kan med mellem mm mod mv nr og også om op pga på pr samt sel skal som stk særlig særligt til ud under uden ved
være år betydeligt højst hold nedsat varigt
"""
_STOP_WORDS = frozenset(_STOP.split())
# Whom an offer may be for at all: it tells parents from children, and no two offers for children apart.
_WHO = {
    **dict.fromkeys(("barn", "børn", "elev", "pig", "dreng", "småbørn", "skolebørn"), "children"),
    **dict.fromkeys(("ung", "unge", "teenag"), "young"),
    **dict.fromkeys(("forældr", "mødr", "fædr", "mor", "far"), "parents"),
    **dict.fromkeys(("famili",), "families"),
}
_GENERAL = """
behov støtte hjælp målgruppe kommune kommunen tilbud vanskeligheder problemer
"""
_GENERAL_STEMS = frozenset(stem(word) for word in _GENERAL.split())
# Each part stops where the next begins: a text of nothing but brackets and paragraphs takes no longer than another.
_ASIDE = re.compile(r"\([^()]*\)")
_LAW = re.compile(r"\([^()§]*§[^()]*\)")
_AGES = re.compile(r"(\d{1,2})\s*(?:-|–|til)\s*(\d{1,2})")


class Why(NamedTuple):
    """A rule that found a candidate, and what its cards share."""

    rule: Rule
    shared: str  # the target group or the name, as one of the cards has it
    step_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Cards that the room may want to look at together."""

    form: Literal["overlap", "interface"]
    card_ids: tuple[str, ...]
    reasons: tuple[Why, ...]
    rejected: bool = False


def candidates(board: Board) -> tuple[Candidate, ...]:
    """What the rules find, strongest first; what a finding is about already is left out.

    What the room has rejected is marked, and comes back as new when there is another card to it.
    """
    cards = [_seen(card) for card in board.cards.values() if not card.withdrawn]
    steps = [step.step_id for step in board.setup.steps]
    found: dict[frozenset[str], list[Why]] = {}
    for why, group in (*_by_target_group(cards, steps), *_by_name(cards)):
        reasons = found.setdefault(frozenset(seen.card.card_id for seen in group), [])
        if all(one.rule != why.rule for one in reasons):
            reasons.append(why)
    noted = [set(finding.card_ids) for finding in board.findings.values() if not finding.removed]
    order = {seen.card.card_id: number for number, seen in enumerate(cards)}
    told = [
        Candidate(
            form="interface" if reasons[0].rule == "neighbours" else "overlap",
            card_ids=tuple(sorted(group, key=order.__getitem__)),
            reasons=tuple(reasons),
            rejected=any(group <= rejected for rejected in board.rejected),
        )
        for group, reasons in found.items()
        if not any(group <= about for about in noted)
    ]
    told.sort(key=lambda one: (one.rejected, -len(one.reasons), len(one.card_ids), order[one.card_ids[0]]))
    return tuple(told[:MOST])


def target_groups(board: Board) -> tuple[str, ...]:
    """Words that the room may want to count by step: those that set many cards' target groups apart."""
    said = (_LAW.sub(" ", card.offer.target_group) for card in board.cards.values() if not card.withdrawn)
    general = frozenset(stem(word) for word in _STOP_WORDS) | _GENERAL_STEMS | _WHO.keys()
    return proposals(said, general)


# ---- the rules


class _Seen(NamedTuple):
    """A card as the rules look at it."""

    card: Card
    group: frozenset[str]  # the stems of what sets its target group apart
    who: frozenset[str]
    name: frozenset[str]
    letters: frozenset[str]  # of its name, in pairs
    ages: tuple[int, int] | None
    steps: frozenset[str]


def _by_target_group(cards: Sequence[_Seen], steps: Sequence[str]) -> Iterable[tuple[Why, list[_Seen]]]:
    near = _near(cards, lambda seen: seen.group, _same_group)
    placed: dict[str, list[_Seen]] = defaultdict(list)
    for seen in cards:
        for step_id in seen.steps:
            placed[step_id].append(seen)
    for step_id in steps:
        for group in _grouped(placed[step_id], near):
            if _is_apart(group):
                yield Why("target_group", _shortest(group), (step_id,)), group
    for low, high in pairwise(steps):
        beside = [seen for seen in (*placed[low], *placed[high]) if not {low, high} <= seen.steps]
        for group in _grouped(beside, near):
            on = [seen.steps & {low, high} for seen in group]
            if len({seen.card.offer.area_id for seen in group}) > 1 and {low} in on and {high} in on:
                yield Why("neighbours", _shortest(group), (low, high)), group


def _by_name(cards: Sequence[_Seen]) -> Iterable[tuple[Why, list[_Seen]]]:
    near = _near(cards, lambda seen: seen.name, _same_name)
    for group in _grouped(cards, near):
        yield Why("names", min((seen.card.offer.name for seen in group), key=len)), group


def _same_group(one: _Seen, other: _Seen) -> bool:
    if one.who and other.who and not one.who & other.who and "families" not in one.who | other.who:
        return False
    common = len(one.group & other.group)
    return common >= ALIKE_GROUP * min(len(one.group), len(other.group)) and not _other_ages(one, other)


def _same_name(one: _Seen, other: _Seen) -> bool:
    common = len(one.letters & other.letters)
    return 2 * common >= ALIKE_NAME * (len(one.letters) + len(other.letters)) and not _other_ages(one, other)


def _other_ages(one: _Seen, other: _Seen) -> bool:
    a, b = one.ages, other.ages
    return a is not None and b is not None and (a[1] < b[0] or b[1] < a[0])


def _is_apart(group: Sequence[_Seen]) -> bool:
    """In different areas, or in units that have different names."""
    areas = {seen.card.offer.area_id for seen in group}
    units = {seen.card.offer.organisational_unit.casefold() for seen in group} - {""}
    return len(areas) > 1 or len(units) > 1


def _shortest(group: Sequence[_Seen]) -> str:
    """What their target group is called where it is said most briefly, without its paragraph."""
    return min((_LAW.sub("", seen.card.offer.target_group).strip(" ,;") for seen in group), key=len)


# ---- grouping

Near = Mapping[str, set[str]]


def _near(
    cards: Sequence[_Seen],
    stems: Callable[[_Seen], frozenset[str]],
    same: Callable[[_Seen, _Seen], bool],
) -> Near:
    """Which cards are alike, by id. Only those are compared that share a word which is not everywhere."""
    having: dict[str, list[_Seen]] = defaultdict(list)
    for seen in cards:
        for word in stems(seen):
            having[word].append(seen)
    near: dict[str, set[str]] = defaultdict(set)
    compared: set[tuple[str, str]] = set()
    for several in having.values():
        if len(several) > COMMON:
            continue
        for one, other in combinations(several, 2):
            pair = one.card.card_id, other.card.card_id
            if pair not in compared:
                compared.add(pair)
                if same(one, other):
                    near[pair[0]].add(pair[1])
                    near[pair[1]].add(pair[0])
    return near


def _grouped(cards: Iterable[_Seen], near: Near) -> Iterable[list[_Seen]]:
    """Groups in which every card is like every other, so that what is said of a group holds for all of it."""
    groups: list[list[_Seen]] = []
    for seen in cards:
        alike = near.get(seen.card.card_id)
        if alike:
            fitting = (group for group in groups if all(one.card.card_id in alike for one in group))
            group = next(fitting, None)
            if group is None:
                groups.append([seen])
            else:
                group.append(seen)
    return (group for group in groups if 2 <= len(group) <= LARGEST)


# ---- what a card says


def _seen(card: Card) -> _Seen:
    offer = card.offer
    group, who = group_words(offer.target_group)
    name, letters = name_words(offer.name)
    ages = ages_said(offer.age_span) or ages_said(offer.target_group) or ages_said(offer.name)
    placed = frozenset((card.placement.step_id, *card.placement.other_steps))
    steps = frozenset(step_id for step_id in placed if step_id is not None)
    return _Seen(card, group, who, name, letters, ages, steps)


@lru_cache(maxsize=4000)
def group_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of what sets a target group apart, and for whom it is at all."""
    stems = frozenset(stem(word) for word in words(_LAW.sub(" ", text)) if word not in _STOP_WORDS)
    return stems - _WHO.keys() - _GENERAL_STEMS, frozenset(_WHO[one] for one in stems & _WHO.keys())


@lru_cache(maxsize=4000)
def name_words(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of a name, and their letters in pairs."""
    stems = [stem(word) for word in words(_ASIDE.sub(" ", text)) if word not in _STOP_WORDS]
    letters = " ".join(stems)
    return frozenset(stems), frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


@lru_cache(maxsize=4000)
def ages_said(text: str) -> tuple[int, int] | None:
    """The first span of ages in a text."""
    found = _AGES.search(_LAW.sub(" ", text))
    return (int(found[1]), int(found[2])) if found else None
