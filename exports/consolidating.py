"""Several mappings become one overview: a session of its own, frozen from the first moment, that names them all. Pure.

Every offer of each mapping is in it, or is part of one that names it as an origin. What people were asked, saw and
agreed on comes along; their names do not.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from board import few
from board.commands import Freeze
from board.events import (
    ActionNoted,
    CardsImported,
    Entry,
    Event,
    FindingNoted,
    OverviewSet,
    QuestionAsked,
)
from board.fold import begin, fold
from board.people import Actor
from board.presenting import Question
from board.process import Upkeep
from board.refusals import Refused
from board.rules import decide
from board.rules.cards import CARDS_PER_BOARD
from board.sources import Attended, Source
from board.staircase import rank_between
from board.state import (
    MOST_ORIGINS,
    UNPLACED,
    Action,
    Card,
    Column,
    Comparison,
    Finding,
    Offer,
    Origin,
    Overview,
    Placement,
    Setup,
    Step,
)
from board.text import BETWEEN
from exports import known, report
from exports.duplicates import Joined
from exports.parts import Axes, Here, Part
from exports.words import Translator
from sessions import lifecycle
from sessions.agenda import handbook

MOST_GROUPS = 8  # of target groups that an overview counts
MOST_CARDS = 50  # of a finding or an action
SOURCE = 200  # signs


class Told(NamedTuple):
    """What is written about an overview."""

    title: str
    municipality: str
    date: str


@dataclass(frozen=True, slots=True)
class Overviewed:
    """What several mappings become."""

    setup: Setup
    cards: tuple[Card, ...]
    facts: tuple[Event, ...]  # about the cards


def consolidated(
    parts: Sequence[Part], axes: Axes, joined: Joined, told: Told, words: Translator
) -> Overviewed:
    """The overview. Raises `Refused` for more offers than a board takes, and pydantic's `ValidationError`."""
    if len(joined.groups) > CARDS_PER_BOARD:
        raise Refused("board_full")
    setup = _setup(parts, axes, told, words)
    made = _Cards(parts, axes, setup)
    cards = made.cards(joined)
    return Overviewed(setup, cards, _facts(parts, axes, made))


def log(made: Overviewed, words: Translator, *, facilitator_id: str, now: int) -> tuple[Entry, ...]:
    """The whole log of the overview's session: planned, filled, frozen. Raises `Refused`."""
    actor = Actor("facilitator", facilitator_id)
    planned = lifecycle.planned(made.setup, facilitator_id, now)
    source = words.gettext("Samlet af %(number)d kortlægninger") % {"number": len(made.setup.sources)}
    filled = Entry(
        2, "consolidate", actor, now, (CardsImported(source=source, cards=made.cards), *made.facts)
    )
    freeze = Freeze(id="freeze")
    frozen = Entry(3, freeze.id, actor, now, decide(fold(begin(planned), filled), actor, freeze, now))
    return planned, filled, frozen


def title(parts: Sequence[Part], words: Translator) -> str:
    """What it could be called: after the municipality, if it is one."""
    of = municipality(parts)
    return words.gettext("Samlet overblik: %(of)s") % {"of": of} if of else words.gettext("Samlet overblik")


def municipality(parts: Sequence[Part]) -> str:
    """Whose it is; empty if the mappings are of several."""
    return _common([part.mapping.session.municipality for part in parts])


def _common(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else ""


def _setup(parts: Sequence[Part], axes: Axes, told: Told, words: Translator) -> Setup:
    sessions = [part.mapping.session for part in parts]
    target = axes.target.mapping.session
    return Setup(
        **told._asdict(),
        purpose=_common([session.purpose for session in sessions]),
        expected_outcome=_common([session.expected_outcome for session in sessions]),
        end_product=_common([session.end_product for session in sessions]),
        scope="broad" if len({session.scope for session in sessions}) > 1 else target.scope,
        consultative=any(session.consultative for session in sessions),
        law=target.law,
        areas=axes.all_areas,
        steps=tuple(Step(**step.model_dump()) for step in target.steps),
        columns=tuple(Column(**column.model_dump()) for column in target.columns),
        agenda=handbook(words.lang),  # for the workshop that may follow from it
        upkeep=Upkeep(),
        sources=tuple(_source(place, part, axes) for place, part in enumerate(parts)),
    )


def _source(place: int, part: Part, axes: Axes) -> Source:
    mapping = part.mapping
    session = mapping.session
    counts: dict[str, list[int | None]] = {}
    for one in mapping.participants:
        counts.setdefault(axes.to_area[Here(place, one.area_id)], []).append(one.count)
    return Source(
        session_id=part.session_id,
        version=mapping.version,
        digest=part.digest,
        title=session.title,
        municipality=session.municipality,
        date=session.date,
        offers=len(mapping.offers),
        participants=tuple(
            Attended(area_id=area.area_id, count=_sum(counts[area.area_id]))
            for area in axes.all_areas
            if area.area_id in counts
        ),
        participants_total=mapping.participants_total,
    )


def _sum(counts: Sequence[int | None]) -> int | None:
    told = [count for count in counts if count is not None]
    return sum(told) if len(told) == len(counts) else None


class _Cards:
    """Makes the cards, and knows which of them an offer of a part has become."""

    def __init__(self, parts: Sequence[Part], axes: Axes, setup: Setup) -> None:
        self._parts, self._axes = parts, axes
        self._offers = {
            Here(place, offer.offer_id): offer
            for place, part in enumerate(parts)
            for offer in part.mapping.offers
        }
        self._origins = [known.origins(part.mapping, part.session_id) for part in parts]
        self._order = [step.step_id for step in setup.steps]
        self._ranks: dict[str, str] = {}  # of the last card on each step
        self._titles = titles(parts)
        self.card_ids: dict[Here, str] = {}

    def cards(self, joined: Joined) -> tuple[Card, ...]:
        """One for each group. An offer keeps its id, unless another mapping has another offer of that id."""
        taken: set[str] = set()
        made = []
        for group in joined.groups:
            card_id = group[0].key
            if card_id in taken:
                card_id = made_id("offer", self._parts[group[0].place], group[0].key)
            taken.add(card_id)
            self.card_ids |= dict.fromkeys(group, card_id)
            made.append(self._card(card_id, group))
        return tuple(made)

    def _card(self, card_id: str, group: tuple[Here, ...]) -> Card:
        offers = [self._offers[here] for here in group]
        origins = [self._origins[here.place][here.key] for here in group]
        # First those of the mappings that it was made of, then what these had from years before.
        kept = dict.fromkeys([own[0] for own in origins] + [one for own in origins for one in own[1:]])
        return Card(
            card_id=card_id,
            author_id="",
            offer=self._offer(group, offers),
            placement=self._placement(group),
            added_at=min(offer.provenance.added_at for offer in offers),
            source=self.source([here.place for here in group]),
            origins=tuple(Origin(**one.model_dump()) for one in kept)[:MOST_ORIGINS],
            confirmed=any(offer.provenance.confirmed for offer in offers),
        )

    def _offer(self, group: tuple[Here, ...], offers: Sequence[report.Offer]) -> Offer:
        """The newest one's words; those of the others where it has none. Public is only what is so everywhere."""
        fields = {
            field: next((value for offer in offers if (value := getattr(offer, field))), None)
            for field in Offer.model_fields
        }
        fields["area_id"] = self._axes.to_area[Here(group[0].place, offers[0].area_id)]
        fields["public"] = all(offer.public for offer in offers)
        fields["consultative"] = offers[0].consultative
        return Offer.model_validate({field: value for field, value in fields.items() if value is not None})

    def _placement(self, group: tuple[Here, ...]) -> Placement:
        """Where the newest one stands that stands anywhere."""
        for here in group:
            offer = self._offers[here]
            steps = [
                self._axes.to_step.get(Here(here.place, step_id))
                for step_id in (offer.step_id, *offer.other_step_ids)
                if step_id is not None
            ]
            found = list(dict.fromkeys(step for step in steps if step is not None))
            if not found:
                continue
            main, others = found[0], sorted(found[1:], key=self._order.index)
            self._ranks[main] = rank_between(self._ranks.get(main, ""), "")
            column_id = self._axes.to_column.get(Here(here.place, offer.column_id or ""))
            return Placement(
                step_id=main, other_steps=tuple(others), rank=self._ranks[main], column_id=column_id
            )
        return UNPLACED

    def source(self, places: Sequence[int]) -> str:
        """Which workshops something comes from, as people read it."""
        titles = [self._titles[place] for place in places]
        text = ""
        for number, one in enumerate(titles):
            more = f"{text}{BETWEEN}{one}" if text else one
            if len(more) > SOURCE - 8:  # room to say how many more
                return f"{text} (+{len(titles) - number})"
            text = more
        return text


def titles(parts: Sequence[Part]) -> list[str]:
    """Each with its day where two are called the same."""
    titles = [part.mapping.session.title for part in parts]
    return [
        title if titles.count(title) == 1 else f"{title} {part.mapping.session.date}"
        for title, part in zip(titles, parts, strict=True)
    ]


def _facts(parts: Sequence[Part], axes: Axes, made: _Cards) -> tuple[Event, ...]:
    findings, finding_ids = _findings(parts, axes, made)
    facts: list[Event] = [FindingNoted(finding=finding) for finding in findings]
    for place, part in enumerate(parts):
        source = made.source([place])
        facts += [QuestionAsked(question=question) for question in _questions(place, part, made.card_ids)]
        facts += [
            ActionNoted(
                action=Action(
                    action_id=made_id("action", part, action.action_id),
                    what=action.what,
                    who=action.who,
                    due=action.due,
                    card_ids=_about(place, action.offer_ids, made.card_ids),
                    finding_ids=tuple(
                        dict.fromkeys(finding_ids[Here(place, one)] for one in action.finding_ids)
                    ),
                    source=source,
                )
            )
            for action in part.mapping.actions
        ]
    groups = tuple(dict.fromkeys(group for part in parts for group in part.mapping.target_groups))
    if groups:
        facts.append(OverviewSet(overview=Overview(target_groups=groups[:MOST_GROUPS])))
    return tuple(facts)


def _findings(parts: Sequence[Part], axes: Axes, made: _Cards) -> tuple[list[Finding], dict[Here, str]]:
    """What the workshops saw, and which of it each of their findings has become. What several said in the same words
    about the same offers is one finding, which names them all.
    """
    alike: dict[Finding, dict[Here, int]] = {}  # what was said; by whom, and how many supported it there
    for place, part in enumerate(parts):
        for one in part.mapping.findings:
            said = Finding(
                finding_id="alike",
                number=0,
                form=one.form,
                text=one.text,
                card_ids=tuple(sorted(_about(place, one.offer_ids, made.card_ids))),
                step_id=axes.to_step.get(Here(place, one.step_id or "")),
                target_group=one.target_group,
                comparison=Comparison(**one.comparison.model_dump()) if one.comparison else Comparison(),
            )
            alike.setdefault(said, {})[Here(place, one.finding_id)] = few.told(one.supports) or 0
    findings, became = [], dict[Here, str]()
    for number, (said, heres) in enumerate(alike.items(), 1):
        first = next(iter(heres))
        own = next(one for one in parts[first.place].mapping.findings if one.finding_id == first.key)
        finding_id = made_id("finding", parts[first.place], first.key)
        became |= dict.fromkeys(heres, finding_id)
        about = {
            "finding_id": finding_id,
            "number": number,
            "card_ids": _about(first.place, own.offer_ids, made.card_ids),
            "source": made.source(list(dict.fromkeys(here.place for here in heres))),
            "supported": sum(heres.values()),
        }
        findings.append(said.model_copy(update=about))
    return findings, became


def _questions(place: int, part: Part, card_ids: Mapping[Here, str]) -> list[Question]:
    return [
        Question(
            question_id=made_id("question", part, asked.question_id),
            card_id=card_ids[Here(place, offer.offer_id)],
            text=asked.text,
            author_id="",
            asked_at=part.mapping.frozen_at + turn,  # in their order
            answer=asked.answer,
            state="answered" if asked.answer else "open",
        )
        for offer in part.mapping.offers
        for turn, asked in enumerate(offer.questions)
    ]


def _about(place: int, offer_ids: Sequence[str], card_ids: Mapping[Here, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(card_ids[Here(place, offer_id)] for offer_id in offer_ids))[:MOST_CARDS]


def made_id(kind: str, part: Part, key: str) -> str:
    """An id that is always the same for the same thing of the same mapping, and of no other."""
    name = f"{kind}\n{part.key}\n{key}"
    return base64.urlsafe_b64encode(hashlib.sha256(name.encode()).digest()[:16]).rstrip(b"=").decode()
