"""Frozen boards to export: the 30 real offers, random ones from a seed, and one full of hostile texts."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from board.presenting import Question
from board.process import ProcessNote, Upkeep
from board.state import (
    UNPLACED,
    Action,
    Area,
    Board,
    Card,
    Column,
    Finding,
    Held,
    Offer,
    Placement,
    Setup,
    Stage,
    Step,
)
from sessions.areas import AREAS, OTHERS
from sessions.demo import real_offers
from sessions.staircases import SOCIALSTYRELSEN, legal

FROZEN_AT = 1_794_477_060_000  # 12 November 2026, 10.51 in Denmark
OPENED_AT = FROZEN_AT - 3 * 3_600_000

AGENDA = (
    Stage(stage_id="welcome", kind="welcome", title="Velkomst", minutes=15),
    Stage(stage_id="writing", kind="writing", title="Skriv tilbud", minutes=45),
    Stage(stage_id="wrapup", kind="wrapup", title="Hvem gør hvad"),
)

# What a room may type, or a file may bring. Each is cleaned at the door and then has to come through everywhere.
HOSTILE = (
    '=HYPERLINK("http://ond.example","Klik")',
    "+4512345678*2",
    "-1+1|cmd",
    "@SUM(A1:A9)",
    "{=1+1}",
    "#show: it => panic() $x^2$ *fed* _kursiv_ `kode` @ref <label> // kommentar",
    'Citat "to" og \\ skråstreg \\u{1F600} #"',
    "]]> & <script>alert(1)</script> &amp; &#x26;",
    "%(number)s %d %s {page} {pages} {0}",
    "Familie 👨‍👩‍👧 og 👍🏽 ⭐ 🇩🇰 1️⃣",
    "مرحبا بالعالم שלום",
    "日本語の提供 한국어",
    "Zalgo z̷̢͎a̶l̴g̵o̵",
    "_x0041_ _x000D_",
    "Læsehjælp & sprogcafé – “ÆØÅ æøå Łucja Şahin ĳ ﬁ”",
    "a->b --> <- => != 8x10",
    "\u200b\u200e\u2060 usynlige \u034f tegn",
    "W" * 200,
    "Tilbud/med-mange/skråstreger-og-bindestreger/" * 4,
    ("Et meget langt navn på et tilbud til børn og unge og deres familier " * 3)[:200],
)


def setup(**changes: Any) -> Setup:
    """Socialstyrelsen's staircase and the handbook's areas."""
    plan: dict[str, Any] = {
        "title": "Tilbud til børn og unge 0-18 år",
        "municipality": "Holbæk Kommune",
        "date": "2026-11-12",
        "purpose": "At kende hinandens tilbud.\n\nOg at se, hvor der mangler noget.",
        "end_product": "Et overblik på A3",
        "areas": (*AREAS, OTHERS),
        "steps": SOCIALSTYRELSEN,
        "agenda": AGENDA,
    }
    return Setup.model_validate({**plan, **changes})


def board(cards: Iterable[Card], plan: Setup | None = None, **changes: Any) -> Board:
    """A frozen board with these cards."""
    made = Board(
        setup=plan or setup(),
        number=400,
        people={f"p{number}": ("skole" if number < 4 else "ppr") for number in range(5)},
        cards={card.card_id: card for card in cards},
        held=(
            Held(stage_id="welcome", opened_at=OPENED_AT, closed_at=OPENED_AT + 900_000),
            Held(stage_id="writing", opened_at=OPENED_AT + 900_000),
        ),
        frozen_at=FROZEN_AT,
        version=2,
    )
    return replace(made, **changes)


def card(number: int, steps: Sequence[str] = (), *, withdrawn: bool = False, **fields: Any) -> Card:
    """A card on steps, the main one first."""
    offer = {"name": f"Tilbud nr. {number}", "area_id": "skole", **fields}
    placement = UNPLACED
    if steps:
        placement = Placement(step_id=steps[0], other_steps=tuple(steps[1:]), rank=f"{number:05d}")
    return Card(
        card_id=f"c{number}",
        author_id=f"p{number % 6}",
        offer=Offer.model_validate(offer),
        placement=placement,
        added_at=OPENED_AT + number * 1000,
        withdrawn=withdrawn,
    )


def unconfirmed() -> Board:
    """Two known offers, of which the room has confirmed one, beside a card of its own."""
    cards = [card(number, ("hjemme",)) for number in range(3)]
    known = {"author_id": "", "source": "Kataloget 2024"}
    cards[1] = cards[1].model_copy(update=known)
    cards[2] = cards[2].model_copy(update={**known, "confirmed": False})
    return board(cards)


def with_columns(offers: int = 30, columns: Sequence[Column] = legal("barnets_lov")) -> Board:
    """The first of the 30 real offers in the legal columns, but for every seventh."""
    cards = []
    for number, row in enumerate(real_offers()[:offers]):
        made = card(number, row.step_ids, **row.offer.model_dump())
        column = None if number % 7 == 6 or not row.step_ids else columns[number % len(columns)].column_id
        placement = made.placement.model_copy(update={"column_id": column})
        cards.append(made.model_copy(update={"placement": placement}))
    return board(cards, setup(columns=tuple(columns)))


def asked() -> Board:
    """Two cards, and what the room asked of the first: answered, open, set aside, merged, and from a card withdrawn."""
    cards = [card(0, ("hjemme",)), card(1, ("hjemme",)), card(2, ("hjemme",), withdrawn=True)]
    about = {"author_id": "p1", "card_id": "c0"}
    questions = [
        {"question_id": "q2", "text": "Hvor længe varer det?", "asked_at": 2, **about},
        {"question_id": "q1", "text": "Hvem må komme?", "asked_at": 1, "answer": "Alle i 3. klasse", **about},
        {"question_id": "q3", "text": "Må vi få kaffe?", "asked_at": 3, "state": "set_aside", **about},
        {"question_id": "q4", "text": "Hvem kan deltage?", "asked_at": 4, "merged_into": "q1", **about},
        {"question_id": "q5", "text": "Findes det?", "asked_at": 5, **about, "card_id": "c2"},
    ]
    made = [Question.model_validate(one) for one in questions]
    return board(cards, questions={one.question_id: one for one in made})


def real() -> Board:
    """The 30 real offers, with something found and something agreed."""
    cards = [
        card(number, row.step_ids, **row.offer.model_dump()).model_copy(update={"source": row.source})
        for number, row in enumerate(real_offers())
    ]
    findings = (
        Finding(
            finding_id="f1",
            number=1,
            form="overlap",
            text="To grupper ligner hinanden",
            card_ids=("c24", "c25"),
        ),
        Finding(
            finding_id="f2", number=3, form="gap", text="Mangel: skolevægring i udskolingen", step_id="hjemme"
        ),
        Finding(finding_id="f3", number=4, form="observation", text="De fleste er fra myndighed"),
        Finding(finding_id="f4", number=2, form="gap", text="Taget tilbage", removed=True),
    )
    actions = (
        Action(action_id="a1", what="Lægge overblikket på intranettet", who="Udviklingskonsulenten"),
        Action(action_id="a2", what="Samle de to grupper", who="Familiehuset", due="2026-12-15"),
        Action(action_id="a3", what="Taget tilbage", removed=True),
    )
    return board(
        cards,
        setup(law="serviceloven"),
        findings={finding.finding_id: finding for finding in findings},
        actions={action.action_id: action for action in actions},
    )


def hostile() -> Board:
    """Every hostile text as a name, a target group, a finding and an action; and as the day's own words."""
    steps = [step.step_id for step in SOCIALSTYRELSEN]
    cards = [
        card(
            number,
            (steps[number % 6], steps[(number + 1) % 6]),
            name=text,
            target_group=text,
            description=f"{text}\n\n{text}",
            organisational_unit=text,
        )
        for number, text in enumerate(HOSTILE)
    ]
    findings = {
        f"f{number}": Finding(
            finding_id=f"f{number}", number=number, form="gap", text=text, step_id=steps[number % 6]
        )
        for number, text in enumerate(HOSTILE, 1)
    }
    actions = {
        f"a{number}": Action(action_id=f"a{number}", what=text, who=text)
        for number, text in enumerate(HOSTILE)
    }
    areas = (*AREAS, Area(area_id="egen", name='"#&<>$ مر', tag="<&>"))
    plan = setup(
        title='Titel & "mere" <b> #panic() مرحبا 🎉 ' + "x" * 60,
        municipality="&P &D A&B 日本",
        purpose=HOSTILE[5],
        areas=areas,
        steps=(*SOCIALSTYRELSEN[:-1], Step(step_id="institution", name="<Trin> & #1 " + "lang" * 17)),
    )
    return board(cards, plan, findings=findings, actions=actions)


def public(made: Board) -> Board:
    """The same, and citizens may be shown all of it: so there are files for them too."""
    shown = {
        card_id: card.model_copy(update={"offer": card.offer.model_copy(update={"public": True})})
        for card_id, card in made.cards.items()
    }
    return replace(made, cards=shown)


def planned() -> Board:
    """The real offers, with a process plan and an end product that is kept up to date."""
    plan = setup(
        process=(
            ProcessNote(
                step="purpose", input="Ny strategi", decisions="Bred kortlægning", further="Spørg Anne"
            ),
            ProcessNote(step="follow_up", further="Se på de 10-15-årige\nRing til PPR"),
        ),
        upkeep=Upkeep(form="both", owner="Anne i PPR", rhythm="yearly", next_date="2027-11-15"),
    )
    return replace(real(), setup=plan)


def generated(seed: int, offers: int, steps: int | None = None, columns: int = 0) -> Board:
    """A board that a seed decides: 3-15 steps, names from 3 to 200 letters, some on several steps, some on none; of
    those in columns some stand in none.
    """
    chance = random.Random(seed)
    count = steps or chance.randint(3, 15)
    staircase = tuple(
        Step(step_id=f"s{place}", name=_words(chance, chance.choice((8, 25, 40, 80))))
        for place in range(count)
    )
    heavy = [chance.random() ** 2 + 0.05 for _ in staircase]
    cards = []
    for number in range(offers):
        on = [chance.choices(staircase, heavy)[0].step_id] if chance.random() > 0.05 else []
        if on and chance.random() < 0.2:
            on += [step.step_id for step in chance.sample(staircase, 2) if step.step_id != on[0]]
        cards.append(
            card(
                number,
                on,
                name=_words(chance, chance.choice((6, 22, 22, 22, 40, 66, 140, 200))),
                area_id=chance.choice((*AREAS, OTHERS)).area_id,
                target_group=_words(chance, chance.choice((0, 30, 120))),
                reach=chance.choice(("", "alle", "gruppe", "et_barn", "individuelt")),
            )
        )
    findings = {
        f"f{number}": Finding(
            finding_id=f"f{number}",
            number=number,
            form=chance.choice(("overlap", "interface", "gap")),
            text=_words(chance, 60) or "Fund",
            card_ids=tuple(f"c{chance.randrange(offers)}" for _ in range(chance.randint(0, 3))),
            step_id=chance.choice(staircase).step_id,
        )
        for number in range(1, chance.randint(1, 12))
    }
    across = tuple(
        Column(column_id=f"k{place}", name=_words(chance, chance.choice((8, 25, 60))), short=f"Kol. {place}")
        for place in range(columns)
    )
    placed = [_across(one, across, chance) if across else one for one in cards]
    return board(placed, setup(steps=staircase, columns=across), findings=findings)


def _across(one: Card, columns: Sequence[Column], chance: random.Random) -> Card:
    if one.placement.step_id is None or chance.random() < 0.1:
        return one
    column_id = chance.choice(columns).column_id
    return one.model_copy(update={"placement": one.placement.model_copy(update={"column_id": column_id})})


_LETTERS = "aaabdeeefghiijklmnooprsttuvæøå"


def _words(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += "".join(chance.choices(_LETTERS, k=chance.choice((2, 4, 7, 11, 16, 24)))) + chance.choice(
            "  -/"
        )
    return text[:length].strip(" -/").capitalize() or ("Navn" if length else "")
