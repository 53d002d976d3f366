"""The demo workshop: the 30 real offers of Holbæk, brought to any stage by way of the board's own rules.

The same every time. People, findings and agreements in it are made up (`data/README.md`).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from board.commands import AddCard, Command, Join, MoveCard, NoteAction, NoteFinding, OpenStage, PresentCard
from board.events import CardAdded, Entry
from board.fold import begin, fold
from board.people import Actor
from board.process import ProcessNote, Upkeep
from board.rules import decide
from board.state import FindingForm, Offer, Reach, Setup, StageKind
from sessions import lifecycle
from sessions.agenda import Lang, handbook
from sessions.areas import AREAS, OTHERS
from sessions.database import Database
from sessions.staircases import SOCIALSTYRELSEN
from sessions.tables import HOME, Participant, Session

MINUTE = 60_000  # ms

# How long each stage was held before the next was opened, and for how long the last one has been open.
_HELD: Mapping[StageKind, int] = {
    "preparation": 30,
    "welcome": 10,
    "introduction": 10,
    "writing": 42,
    "placing": 18,
    "presenting": 55,
    "reflection": 20,
    "wrapup": 10,
}
STAGES = tuple(_HELD)  # what a demo can be opened at
_OPEN_FOR = 12  # minutes; writing's clock still has 33 to go
_WRITTEN_BY_THEN = 17  # cards, while writing is the stage that is open

_REACH: dict[str, Reach] = {
    "": "",
    "Alle børn og unge": "alle",
    "En gruppe af børn/unge eller børnefællesskab": "gruppe",
    "Ét barn med evt. inddragelse af familie/netværk": "et_barn",
    "Individuelt tilbud til et barn eller en ung": "individuelt",
}

# First names for the demo's people, dealt out to the areas in turn; one came without saying a name.
_NAMES = (
    *(
        "Anne",
        "Bo",
        "Camilla",
        "Daniel",
        "Emma",
        "Frederik",
        "Gitte",
        "Hassan",
        "Ida",
        "Jonas",
        "Karen",
        "Lars",
    ),
    *(
        "Mette",
        "Nikolaj",
        "Olivia",
        "Peter",
        "",
        "Rikke",
        "Søren",
        "Trine",
        "Ulla",
        "Viktor",
        "Yasmin",
        "Åse",
    ),
)

# Form, text, names of the cards that it is about, step. Made up, like all that the demo's people say.
_FINDINGS: tuple[tuple[FindingForm, str, tuple[str, ...], str | None], ...] = (
    (
        "overlap",
        "To grupper og den åbne rådgivning taler med børn fra skilsmisser. Hvem henvender man sig til?",
        ("Skilsmissegruppe 8-10 år", "Skilsmissegruppe 11-13 år", "Åben rådgivning"),
        None,
    ),
    (
        "interface",
        "Hvornår går en familie fra den ene aflastningsordning til den anden?",
        ("Aflastningsordning", "Aflastningsordning (handicapområdet)"),
        None,
    ),
    ("gap", "Vi kender kun ét tilbud, som er åbent for alle.", (), "almen"),
    (
        "observation",
        "De fleste kort kommer fra myndighed. Skolerne og dagtilbuddene mangler at skrive.",
        (),
        None,
    ),
)

# What, who, days from the workshop, numbers of the findings that it follows up.
_ACTIONS = (
    ("Samle de tilbud, som skoler og dagtilbud selv har, og hænge dem på trappen", "Ida og Karen", 14, (4,)),
    (
        "Aftale, hvem der viser vej mellem de to aflastningsordninger",
        "Lederne af myndighed og handicap",
        21,
        (2,),
    ),
    ("Sende overblikket til alle, der var med", "Facilitator", 7, ()),
)

_PROCESS = (
    ProcessNote(
        step="purpose",
        input="Den sammenhængende børnepolitik, og sidste års ledelsestilsyn.",
        decisions="Kortlægningen skal bruges, når der lægges budget.",
    ),
    ProcessNote(
        step="mapping",
        decisions="Hvert fagområde sender to, som kender tilbuddene i hverdagen.",
        further="Foreningerne inviteres til et møde for sig.",
    ),
    ProcessNote(step="follow_up", further="Se nærmere på de unge, der ikke kommer i skole."),
)


@dataclass(frozen=True, slots=True)
class RealOffer:
    """A row of the file. `step_ids` are steps of Socialstyrelsen's staircase, the main one first; perhaps none."""

    offer: Offer
    step_ids: tuple[str, ...]
    source: str


@cache
def real_offers() -> tuple[RealOffer, ...]:
    """The offers of the file, letter for letter, in its order."""
    areas = {area.name: area.area_id for area in AREAS}
    with (Path(__file__).parent / "data" / "holbaek.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RealOffer(
                offer=Offer(
                    name=row["navn"],
                    target_group=row["maalgruppe"],
                    reach=_REACH[row["tilbud_til"]],
                    area_id=areas.get(row["fagomraade"], OTHERS.area_id),
                    organisational_unit=row["organisatorisk_placering"],
                ),
                step_ids=tuple(
                    SOCIALSTYRELSEN[int(step) - 1].step_id for step in row["trin"].split(";") if step
                ),
                source=row["kilde"],
            )
            for row in csv.DictReader(file)
        )


async def create(
    database: Database,
    stage_kind: StageKind,
    *,
    session_id: str,
    facilitator_id: str,
    now: int,
    lang: Lang = "da",
    space_id: str = HOME,
) -> Session:
    """Makes a demo session that has this stage open. Its people belong to it alone."""
    setup = demo_setup(now, lang)
    return await lifecycle.create(
        database,
        setup,
        session_id=session_id,
        facilitator_id=facilitator_id,
        now=now,
        demo=True,
        entries=demo_entries(
            stage_kind, setup, session_id=session_id, facilitator_id=facilitator_id, now=now
        ),
        people=demo_people(session_id, now),
        space_id=space_id,
    )


def demo_setup(now: int, lang: Lang = "da") -> Setup:
    """The demo's plan, held on the day of `now`."""
    return Setup(
        title="Demo: tilbud i Holbæk" if lang == "da" else "Demo: offers in Holbæk",
        municipality="Holbæk Kommune",
        date=_day(now, 0),
        purpose="At få et fælles billede af, hvilke tilbud vi har til børn, unge og familier, fra det almene til det "
        "særlige.",
        expected_outcome="Alle tilbud, som vi kender, står på trappen, og vi har set, hvor de overlapper, og hvor der "
        "mangler noget.",
        end_product="Et samlet overblik til ledelsen og et katalog til alle, der henviser.",
        law="serviceloven",
        areas=(*AREAS, OTHERS),
        steps=SOCIALSTYRELSEN,
        agenda=handbook(lang),
        process=_PROCESS,
        upkeep=Upkeep(
            form="both",
            recipients="Ledelsen, og alle, der møder børn og unge",
            access="internal",
            channel="Intranettet under Børn og Unge",
            owner="Karen i Sundhedsplejen",
            rhythm="yearly",
            next_date=_day(now, 364),
        ),
    )


def demo_people(session_id: str, now: int) -> tuple[Participant, ...]:
    """The demo's people, two for each professional area. Their ids begin with the session's."""
    areas = (*AREAS, OTHERS)
    return tuple(
        Participant(
            person_id=f"{session_id[:36]}-{number}",
            session_id=session_id,
            name=name,
            area_id=areas[number % len(areas)].area_id,
            joined_at=now,
        )
        for number, name in enumerate(_NAMES)
    )


def demo_entries(
    stage_kind: StageKind, setup: Setup, *, session_id: str, facilitator_id: str, now: int
) -> tuple[Entry, ...]:
    """The log of a workshop with `demo_setup` that has come to this stage, ending shortly before `now`."""
    kinds = [stage.kind for stage in setup.agenda]
    stages = setup.agenda[: kinds.index(stage_kind) + 1]
    begun = now - MINUTE * (sum(_HELD[stage.kind] for stage in stages[:-1]) + _OPEN_FOR)
    people = [
        Actor("participant", person.person_id, person.area_id) for person in demo_people(session_id, now)
    ]
    day = _Day(Actor("facilitator", facilitator_id), people, lifecycle.planned(setup, facilitator_id, begun))
    for stage in stages[1:]:
        begun += _HELD[day.board.stage.kind] * MINUTE
        day.open_stage(stage.stage_id, begun)
        minutes = _OPEN_FOR if stage.kind == stage_kind else _HELD[stage.kind]
        match stage.kind:
            case "welcome":
                day.people_join(begun, minutes)
            case "writing":
                day.people_write(begun, minutes, _WRITTEN_BY_THEN if stage_kind == "writing" else None)
            case "placing":
                day.people_place(begun, minutes)
            case "presenting":
                day.present_first(begun)
            case "reflection":
                day.note_findings(begun, minutes)
            case "wrapup":
                day.agree(begun, minutes)
            case _:
                pass
    return tuple(day.entries)


class _Day:
    """A workshop as it goes on: every command is decided by the board's rules."""

    def __init__(self, facilitator: Actor, people: list[Actor], planned: Entry) -> None:
        self._facilitator, self._people = facilitator, people
        self.board = begin(planned)
        self.entries = [planned]

    def _do(self, actor: Actor, command: Command, at: int, source: str = "") -> None:
        events = decide(self.board, actor, command, at)
        if source:  # participants name no source in a real workshop, but these offers have one
            events = tuple(
                event.model_copy(update={"card": event.card.model_copy(update={"source": source})})
                if isinstance(event, CardAdded)
                else event
                for event in events
            )
        entry = Entry(self.board.number + 1, command.id, actor, at, events)
        self.board = fold(self.board, entry)
        self.entries.append(entry)

    def _id(self) -> str:
        return f"demo-{self.board.number + 1}"

    def open_stage(self, stage_id: str, at: int) -> None:
        self._do(self._facilitator, OpenStage(id=self._id(), stage_id=stage_id), at)

    def people_join(self, begun: int, minutes: int) -> None:
        for turn, person in enumerate(self._people):
            at = _spread(begun, minutes, turn, len(self._people))
            self._do(person, Join(id=self._id(), area_id=person.area_id), at)

    def people_write(self, begun: int, minutes: int, cards: int | None) -> None:
        offers = real_offers()
        # Not in the file's order, in which the first twenty come from one area: all tables write at once.
        order = sorted(range(len(offers)), key=lambda number: number * 7 % len(offers))[:cards]
        for turn, number in enumerate(order):
            real = offers[number]
            table = [person for person in self._people if person.area_id == real.offer.area_id]
            card = AddCard(id=self._id(), card_id=_card_id(number), offer=real.offer)
            self._do(table[turn % len(table)], card, _spread(begun, minutes, turn, len(order)), real.source)

    def people_place(self, begun: int, minutes: int) -> None:
        placed = [(turn, real) for turn, real in enumerate(real_offers()) if real.step_ids]
        for turn, (number, real) in enumerate(placed):
            main, *others = real.step_ids
            author_id = self.board.cards[_card_id(number)].author_id
            author = next(person for person in self._people if person.person_id == author_id)
            move = MoveCard(id=self._id(), card_id=_card_id(number), step_id=main, other_steps=tuple(others))
            self._do(author, move, _spread(begun, minutes, turn, len(placed)))

    def present_first(self, begun: int) -> None:
        self._do(self._facilitator, PresentCard(id=self._id(), card_id=_card_id(0)), begun + MINUTE)

    def note_findings(self, begun: int, minutes: int) -> None:
        for turn, (form, text, names, step_id) in enumerate(_FINDINGS):
            found = NoteFinding(
                id=self._id(),
                finding_id=f"fund-{turn + 1}",
                form=form,
                text=text,
                card_ids=tuple(
                    _card_id(number) for number, real in enumerate(real_offers()) if real.offer.name in names
                ),
                step_id=step_id,
            )
            self._do(self._facilitator, found, _spread(begun, minutes, turn, len(_FINDINGS)))

    def agree(self, begun: int, minutes: int) -> None:
        for turn, (what, who, days, numbers) in enumerate(_ACTIONS):
            found = [finding for finding in self.board.findings.values() if finding.number in numbers]
            agreed = NoteAction(
                id=self._id(),
                action_id=f"aftale-{turn + 1}",
                what=what,
                who=who,
                due=_day(begun, days),
                finding_ids=tuple(finding.finding_id for finding in found),
                card_ids=tuple(card_id for finding in found for card_id in finding.card_ids),
            )
            self._do(self._facilitator, agreed, _spread(begun, minutes, turn, len(_ACTIONS)))


def _spread(begun: int, minutes: int, turn: int, turns: int) -> int:
    """When the one of `turns` whose turn it is acts, evenly through the time given (ms)."""
    return begun + (turn + 1) * minutes * MINUTE // (turns + 1)


def _card_id(number: int) -> str:
    return f"holbaek-{number + 1}"


def _day(now: int, days: int) -> str:
    return (datetime.fromtimestamp(now / 1000, tz=UTC).date() + timedelta(days=days)).isoformat()
