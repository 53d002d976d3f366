"""From a list to cards: every row becomes one, or has its reason, and nothing comes along half without being told."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from board.commands import Freeze, ImportCards, WithdrawCard
from board.state import AccessRoute, Board, Offer, Reach
from exports import known as mappings
from exports import xlsx
from exports.freezing import freeze
from exports.words import Lang, translator
from sessions.agenda import handbook
from sessions.areas import AREAS as ALL_AREAS
from sessions.areas import OTHERS
from sessions.demo import real_offers
from sessions.known import columns, file, matching, values
from sessions.known.book import Row, Sheet
from sessions.known.columns import Column
from sessions.known.matching import Choices, Outcome
from sessions.staircases import HERNING, SOCIALSTYRELSEN
from tests.exports import boards
from tests.world import ADA, COLUMNS, Workshop, card, new_id

HOLBAEK = Path(__file__).parents[2] / "sessions" / "data" / "holbaek.csv"


def filled() -> Board:
    """The real offers, and one of which every field is filled in."""
    full = {
        "name": "Cool Kids",
        "area_id": "ppr",
        "reach": "gruppe",
        "description": "Et forløb om angst.\n\nMed forældre.",
        "age_span": "7–12 år",
        "group_size": "6-8",
        "duration": "10 gange",
        "access_route": "self_referral",
        "legal_basis": "Barnets lov § 30",
        "contact": "PPR, tlf. 12 34 56 78",
        "consultative": True,
        "public": True,
    }
    routes = [
        {**full, "name": f"Cool {route}", "access_route": route} for route in ("referral", "allocation")
    ]
    more = [
        boards.card(900 + number, ("hjemme", "pleje"), **fields)
        for number, fields in enumerate([full, *routes])
    ]
    return boards.board([*boards.real().cards.values(), *more])


def sheet(*rows: Sequence[str]) -> Sheet:
    return Sheet("", tuple(Row(number, tuple(row)) for number, row in enumerate(rows, 1) if any(row)))


def outcome(read: Sheet, workshop: Workshop | None = None, **choices: Any) -> Outcome:
    chosen = replace(matching.propose(read), **choices)
    return matching.match(read, chosen, (workshop or Workshop()).board, "import")


def reasons(found: Outcome) -> list[tuple[int, str, Column | None]]:
    return [(one.row, one.why.code, one.why.column) for one in found.left]


# ---- headings


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            "navn,maalgruppe,tilbud_til,organisatorisk_placering,fagomraade,trin,kilde",
            ("name", "target_group", "reach", "organisational_unit", "area", "step", "source"),
        ),
        (
            "Navn på tilbud;Målgruppe:;TILBUDDET ER TIL;Evt. trin på indsatstrappen;Noget andet",
            ("name", "target_group", "reach", "step", None),
        ),
        ("Offer name;Target group;Unit;Age", ("name", "target_group", "organisational_unit", "age_span")),
        ("Trin;Trinnets navn;Tilbud;Navn på tilbud", (None, "step", None, "name")),
        ("Enhed;Afdeling", ("organisational_unit", None)),
    ],
)
def test_columns_are_proposed_from_danish_and_english_headings(
    headings: str, expected: tuple[Column | None, ...]
) -> None:
    cells = headings.split(";" if ";" in headings else ",")
    assert columns.proposed(cells) == expected


@pytest.mark.parametrize("lang", ["da", "en"])
def test_all_that_our_own_workbook_and_mappings_say_of_an_offer_is_recognised(lang: Lang) -> None:
    mapping = freeze(filled())
    head, *rows = mappings.book(mapping, translator(lang)).sheets[0].rows
    assert set(columns.COLUMNS) - {"other_steps", "source", "column"} == set(columns.proposed(head.cells))
    for offer, row in zip(mapping.offers, rows, strict=True):
        cells = dict(zip(columns.proposed(head.cells), row.cells, strict=True))
        assert values.reach(cells["reach"]) == offer.reach
        assert values.access_route(cells["access_route"]) == offer.access_route
        assert values.yes(cells["consultative"]) is offer.consultative
        assert values.yes(cells["public"]) is offer.public


def test_the_headings_may_stand_below_a_title() -> None:
    read = sheet(["Tilbud i Holbæk Kommune"], [], ["Navn", "Fagområde"], ["Headspace", "Skole"])
    assert columns.heading_row(read) == 3
    assert [one.known.offer.name for one in outcome(read).taken] == ["Headspace"]


def test_a_list_without_headings_loses_no_row() -> None:
    read = sheet(["Headspace", "Alle unge"], ["Åben rådgivning", "Alle"])
    chosen = matching.propose(read)
    assert chosen == Choices(0, (None, None))
    named = replace(chosen, columns=("name", "target_group"), areas={"": "skole"})
    assert [one.row for one in matching.match(read, named, Workshop().board, "i").taken] == [1, 2]


def test_a_person_may_say_where_the_headings_are_and_what_a_column_is() -> None:
    read = sheet(["Navn", "Navn 2", "Område"], ["Navn", "Alder", "Område"], ["Headspace", "6-9", "Skole"])
    assert columns.heading_row(read) == 2
    assert outcome(read).taken[0].known.offer.age_span == "6-9"
    assert matching.with_heading(read, 1) == Choices(1, ("name", None, "area"))
    found = outcome(read, heading=1, columns=(None, "name", "area"))
    assert reasons(found) == [(2, "no_area", "area")] and found.taken[0].known.offer.name == "6-9"


def test_a_field_that_two_columns_are_chosen_for_is_asked_about() -> None:
    read = sheet(["Navn", "Område"], ["Headspace", "Skole"])
    assert outcome(read, columns=("name", "name")).twice == "name"


# ---- values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Alle børn og unge", "alle"),
        ("En gruppe af børn/unge eller børnefællesskab", "gruppe"),
        ("Ét barn med evt. inddragelse af familie/netværk", "et_barn"),
        ("Tilbud til ét barn med evt. inddragelse af familie, netværk, lærer mv.", "et_barn"),
        ("Individuelt tilbud til et barn eller en ung", "individuelt"),
        ("One child, possibly involving family", "et_barn"),
        ("individuelt", "individuelt"),
        ("et_barn", "et_barn"),
        ("Forældre", None),
    ],
)
def test_whom_an_offer_is_for_is_understood_or_not_but_never_guessed(
    text: str, expected: Reach | None
) -> None:
    assert values.reach(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("Selvhenvendelse", "self_referral"),
        ("Self-referral", "self_referral"),
        ("Man henvender sig selv", "self_referral"),
        ("Henvisning fra PPR", "referral"),
        ("Referral", "referral"),
        ("Man bliver visiteret", "allocation"),
        ("Visitation", "allocation"),
        ("Selvhenvendelse eller henvisning", None),
        ("Self-referral or referral", None),
        ("Ring i forvejen", None),
    ],
)
def test_how_one_gets_in_is_understood_or_not(text: str, expected: AccessRoute | None) -> None:
    assert values.access_route(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2", ["forebyggende"]),
        ("Trin 2", ["forebyggende"]),
        ("2. Forebyggende indsatser", ["forebyggende"]),
        ("forebyggende  INDSATSER", ["forebyggende"]),
        ("4;5;6", ["netvaerk", "pleje", "institution"]),
        ("3, 2", ["hjemme", "forebyggende"]),
        ("2–4", ["forebyggende", "hjemme", "netvaerk"]),
        ("trin 2 til 3", ["forebyggende", "hjemme"]),
        ("2 og 5", ["forebyggende", "pleje"]),
        ("Forebyggende indsatser\nAnbringelse i slægt eller netværk", ["forebyggende", "netvaerk"]),
        ("7", None),
        ("0", None),
        ("2 Noget helt andet", None),
        ("2; Noget helt andet", None),
        ("8-10", None),
        ("Forebyggende", ["forebyggende"]),
        ("Tidligere indsatser", None),
    ],
)
def test_steps_are_matched_by_number_and_by_name(text: str, expected: list[str] | None) -> None:
    found = values.steps(text, SOCIALSTYRELSEN)
    assert (None if found is None else list(found)) == expected


def test_a_number_is_no_step_of_another_staircase_with_another_name() -> None:
    assert values.steps("3 Hjemmebaserede foranstaltninger", HERNING) is None
    assert values.steps("3", HERNING) == ("netvaerk",)


def test_the_column_comes_along_by_its_name_where_the_staircase_has_it() -> None:
    read = sheet(
        ("Navn", "Fagområde", "Trin", "Kolonne"),
        ("Et", "Skole", "Trin nummer 1", "støttende indsatser"),
        ("To", "Skole", "Trin nummer 1", "Almen"),
        ("Tre", "Skole", "Trin nummer 1", "Noget andet"),
        ("Fire", "Skole", "", "Almen"),
    )
    found = outcome(read, Workshop(columns=COLUMNS))
    assert [one.known.column_id for one in found.taken] == ["stoette", "almen", None, None]
    assert [[note.code for note in one.notes] for one in found.taken] == [[], [], ["no_column"], []]
    assert all(one.known.column_id is None and not one.notes for one in outcome(read, Workshop()).taken)


def test_an_earlier_mapping_brings_its_columns() -> None:
    head = mappings.book(freeze(boards.with_columns()), translator("da")).sheets[0].rows[0]
    assert "column" in columns.proposed(head.cells)


def test_areas_are_matched_by_name_and_letters_and_only_proposed_by_a_part_of_it() -> None:
    areas = (*ALL_AREAS, OTHERS)
    assert values.area("ppr", areas) == "ppr"
    assert values.area("Sundheds-plejen", areas) == "sundhedsplejen"
    assert values.area("DØG", areas) == "doegninstitutioner"
    assert values.area("Familiehus", areas) == "familiehus", "its id is a name too"
    assert values.area("Civilsamfundet", areas) is None
    assert values.likely_area("Civilsamfundet", areas) == "civilsamfund"
    assert values.likely_area("Familiehuset", areas) == "familiehus"
    assert values.likely_area("Udfører", areas) is None, "there are two"
    assert values.likely_area("a", areas) is None


# ---- rows


def test_the_real_list_becomes_the_offers_that_the_demo_has() -> None:
    """Letter for letter what a reader that was written for this one file finds in it."""
    workshop = Workshop(areas=(*ALL_AREAS, OTHERS), steps=SOCIALSTYRELSEN, agenda=handbook("da"))
    (read,) = file.read("holbaek.csv", HOLBAEK.read_bytes()).sheets
    found = matching.match(read, replace(matching.propose(read), areas={"": "andre"}), workshop.board, "i")
    assert not found.left and not found.alike
    for one, real in zip(found.taken, real_offers(), strict=True):
        assert one.known.offer == real.offer and one.known.source == real.source
        assert tuple(filter(None, (one.known.step_id, *one.known.other_steps))) == real.step_ids
        assert {note.code for note in one.notes} <= {"name_in_row"}
    known = tuple(one.known for one in found.taken)
    assert workshop.does(ADA, ImportCards(id=new_id(), source="holbaek.csv", offers=known))


def test_every_row_that_becomes_no_card_has_its_reason() -> None:
    read = sheet(
        ["Navn", "Målgruppe", "Fagområde", "Beskrivelse", "Kilde"],
        ["Headspace", "Unge", "Skole", "", ""],
        ["", "Unge", "Skole", "", ""],
        ["Støtte", "Elev 010114-1234", "Skole", "", ""],
        ["Sag 010114-1234", "", "Skole", "", ""],
        ["n" * 201, "", "Skole", "", ""],
        ["Lang", "m" * 501, "Skole", "", ""],
        ["Længst", "", "Skole", "b" * 4001, ""],
        ["Kilden", "", "Skole", "", "k" * 201],
        ["Et andet sted", "", "Ældreområdet", "", ""],
        ["Uden område", "", "", "", ""],
    )
    found = outcome(read)
    assert [one.row for one in found.taken] == [2]
    assert reasons(found) == [
        (3, "no_name", None),
        (4, "cpr", "target_group"),
        (5, "cpr", "name"),
        (6, "too_long", "name"),
        (7, "too_long", "target_group"),
        (8, "too_long", "description"),
        (9, "too_long", "source"),
        (10, "no_area", "area"),
        (11, "area_empty", "area"),
    ]
    assert all("010114" not in one.name + one.why.text for one in found.left), "it is not shown again"


@pytest.mark.parametrize(
    ("headings", "cells", "column"),
    [
        (("Alder", "Kontakt"), ("f. 010114", "1234"), "age_span"),
        (("Alder", "Varighed", "Kontakt"), ("f. 010114", "", "1234"), "age_span"),
        (("Kilde", "Alder"), ("Sag 010114", "1234"), "source"),
        (
            ("Varighed", "Alder"),
            ("1234", "f. 010114"),
            "age_span",
        ),  # beside each other on the card, not in the list
    ],
)
def test_a_number_over_two_cells_is_stopped(
    headings: tuple[str, ...], cells: tuple[str, ...], column: Column
) -> None:
    found = outcome(sheet(["Navn", "Fagområde", *headings], ["Støtte", "Skole", *cells]))
    assert reasons(found) == [(2, "cpr", column)]


def test_a_row_that_is_said_to_have_no_cpr_number_is_taken_in_and_says_where() -> None:
    read = sheet(["Navn", "Fagområde", "Kontakt"], ["Støtte", "Skole", "Vare 010114-1234"])
    assert reasons(outcome(read)) == [(2, "cpr", "contact")]
    workshop = Workshop()
    [taken] = outcome(read, workshop, not_cpr=frozenset({2})).taken
    assert taken.not_cpr == (f"offer:{taken.known.card_id}:contact",)
    command = ImportCards(id="import", source="Listen", offers=(taken.known,), not_cpr=taken.not_cpr)
    workshop.does(ADA, command)
    assert workshop.board.dismissed == {taken.not_cpr[0]: frozenset(["Vare 010114-1234"])}


def test_what_was_no_number_in_a_mapping_is_asked_about_anew_by_its_import() -> None:
    workshop = Workshop("writing")
    one = card("Støtte", contact="Vare 010114-1234", card_id="k")
    workshop.does(ADA, one.model_copy(update={"not_cpr": ("offer:k:contact",)}))
    workshop.does(ADA, Freeze(id=new_id()))
    read = mappings.book(freeze(workshop.board), translator("da")).sheets[0]
    assert [why for _, why, _ in reasons(outcome(read))] == ["cpr"]


def test_a_row_with_nothing_in_the_chosen_columns_is_no_row() -> None:
    read = sheet(["Navn", "Område", "Note"], ["Headspace", "Skole", ""], ["", "", "I alt: 1"])
    found = outcome(read)
    assert len(found.taken) == 1 and not found.left


def test_what_is_not_understood_is_told_and_left_empty() -> None:
    read = sheet(
        ["Navn", "Område", "Tilbuddet er til", "Adgang", "Til fagpersoner", "Trin"],
        ["Headspace", "Skole", "Forældre", "Ring", "måske", "Trin 12"],
    )
    (taken,) = outcome(read).taken
    assert [(note.code, note.column, note.text) for note in taken.notes] == [
        ("not_understood", "reach", "Forældre"),
        ("not_understood", "access_route", "Ring"),
        ("not_understood", "consultative", "måske"),
        ("no_step", "step", "Trin 12"),
    ]
    offer = taken.known.offer
    assert (offer.reach, offer.access_route, offer.consultative, taken.known.step_id) == ("", "", False, None)


def test_a_choice_is_asked_for_each_name_that_is_not_matched() -> None:
    read = sheet(
        ["Navn", "Område", "Trin"],
        ["A", "Skoler", "Tidlig hjælp"],
        ["B", "Skoler", "Trin nummer 2"],
        ["C", "Ældre", "Tidlig hjælp"],
        ["D", "", ""],
    )
    found = outcome(read)
    assert [(one.text, one.rows, one.chosen) for one in found.areas] == [
        ("Skoler", 2, "skole"),
        ("Ældre", 1, ""),
        ("", 1, ""),
    ]
    assert [(one.text, one.rows, one.chosen) for one in found.steps] == [("Tidlig hjælp", 1, "")]
    assert [one.row for one in found.taken] == [2, 3], "a name that holds another is proposed"

    found = outcome(
        read, areas={"Skoler": "ppr", "Ældre": "dagtilbud", "": "skole"}, steps={"Tidlig hjælp": "trin-1"}
    )
    assert [one.known.offer.area_id for one in found.taken] == ["ppr", "ppr", "dagtilbud", "skole"]
    assert [one.known.step_id for one in found.taken] == ["trin-1", "trin-2", "trin-1", None]


@pytest.mark.parametrize("chosen", ["unknown", ""])
def test_a_choice_that_is_no_area_or_step_of_this_workshop_counts_as_none(chosen: str) -> None:
    read = sheet(["Navn", "Område", "Trin"], ["A", "Ældre", "Højt oppe"])
    assert reasons(outcome(read, areas={"Ældre": chosen})) == [(2, "no_area", "area")]
    (taken,) = outcome(read, areas={"Ældre": "skole"}, steps={"Højt oppe": chosen}).taken
    assert taken.known.step_id is None and taken.notes[0].code == "no_step"


def test_further_steps_stand_behind_the_main_one() -> None:
    read = sheet(
        ["Navn", "Område", "Trinnets navn", "Alle trin"],
        ["A", "Skole", "Trin nummer 3", "2, 3, 5"],
        ["B", "Skole", "", "4, 2"],
    )
    placed = [(one.known.step_id, one.known.other_steps) for one in outcome(read).taken]
    assert placed == [("trin-3", ("trin-2", "trin-5")), ("trin-2", ("trin-4",))]


# ---- the same offer twice


def test_a_row_like_a_card_or_like_another_row_is_shown_and_left_out_until_somebody_wants_it() -> None:
    workshop = Workshop()
    workshop.does(ADA, card("Åben rådgivning", "skole"))
    read = sheet(
        ["Navn", "Område", "Enhed"],
        ["ÅBEN  RÅDGIVNING", "Skole", ""],
        ["Headspace", "Skole", "Familiehuset"],
        ["Headspace", "Skole", "familiehuset"],
        ["Headspace", "Skole", "Ungehuset"],
        ["Åben rådgivning", "PPR", ""],
    )
    found = outcome(read, workshop)
    assert [(one.row, one.why.code, one.why.row, one.why.text) for one in found.alike] == [
        (2, "like_card", 0, "Åben rådgivning"),
        (4, "like_row", 3, ""),
    ]
    assert [(one.row, [note.code for note in one.notes]) for one in found.taken] == [
        (3, []),
        (5, ["name_in_row"]),
        (6, ["name_on_card"]),
    ]
    found = outcome(read, workshop, also=frozenset({2}))
    assert [one.row for one in found.taken] == [2, 3, 5, 6] and [one.row for one in found.alike] == [4]


def test_an_offer_that_was_withdrawn_is_no_obstacle() -> None:
    workshop = Workshop()
    workshop.does(ADA, card("Headspace", "skole", card_id="k"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k"))
    assert outcome(sheet(["Navn", "Område"], ["Headspace", "Skole"]), workshop).taken


def test_the_same_list_twice_gives_the_same_ids_and_another_import_others() -> None:
    read = sheet(["Navn", "Område"], ["Headspace", "Skole"])
    board = Workshop().board
    first, again, other = (
        matching.match(read, matching.propose(read), board, import_id).taken[0].known.card_id
        for import_id in ("a", "a", "b")
    )
    assert first == again == "a-2" and other == "b-2"


# ---- from an earlier mapping


def test_an_earlier_mapping_comes_back_whole_with_its_ids() -> None:
    board = filled()
    mapping = freeze(board)
    workshop = Workshop(areas=board.setup.areas, steps=board.setup.steps)
    (read,) = mappings.book(mapping, translator("da")).sheets
    found = outcome(read, workshop)
    assert not found.left and not found.areas and not found.steps
    by_id = {one.known.card_id: one.known for one in found.taken}
    alike = {one.row for one in found.alike}
    for number, offer in enumerate(mapping.offers, 2):
        if number in alike:
            continue
        known = by_id[offer.offer_id]
        assert known.offer.model_dump() == {
            key: getattr(offer, key) for key in type(known.offer).model_fields
        }
        assert (known.step_id, set(known.other_steps)) == (offer.step_id, set(offer.other_step_ids))


@pytest.mark.parametrize("lang", ["da", "en"])
def test_our_own_workbook_comes_back_whole(lang: Lang) -> None:
    board = filled()
    mapping = freeze(board)
    read = file.read("tilbud.xlsx", xlsx.render(mapping, lang)).sheets[0]
    workshop = Workshop(areas=board.setup.areas, steps=board.setup.steps)
    found = outcome(read, workshop, also=frozenset(row.number for row in read.rows))
    for offer, one in zip(mapping.offers, found.taken, strict=True):
        assert one.known.card_id == offer.offer_id
        assert one.known.offer == Offer.model_validate(offer.model_dump(include=Offer.model_fields.keys()))
        assert (one.known.step_id, set(one.known.other_steps)) == (offer.step_id, set(offer.other_step_ids))


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    workshop = Workshop()
    workshop.does(ADA, card("Noget andet", "skole", card_id="k1"))
    workshop.does(ADA, WithdrawCard(id=new_id(), card_id="k1"))
    workshop.does(ADA, card("Et helt andet navn", "skole", card_id="k2"))
    read = sheet(
        ["Navn", "Område", "Tilbuddets id"],
        ["A", "Skole", "k1"],
        ["B", "Skole", "k2"],
        ["C", "Skole", "k3"],
        ["D", "Skole", "k3"],
        ["E", "Skole", "ikke et id"],
    )
    found = outcome(read, workshop)
    assert [one.known.card_id for one in found.taken] == ["import-2", "k3", "import-5", "import-6"]
    assert [(one.row, one.why.code) for one in found.alike] == [(3, "like_card")], (
        "it is the same offer, renamed"
    )
