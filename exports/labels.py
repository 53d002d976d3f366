"""What is said of things in a mapping in fixed words, and of what is counted."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from board import few
from board.process import ProcessStep
from board.state import Reach, Relation
from exports import values
from exports.report import Finding, Mapping, Offer, Person, Session, Source, Upkeep
from exports.words import Translator


def reach(words: Translator, offer: Offer) -> str:
    """Who an offer is for, as the tilbudsskema says it; empty when it was not chosen."""
    _ = words.gettext
    return {
        "": "",
        "alle": _("Alle børn og unge"),
        "gruppe": _("En gruppe af børn/unge eller børnefællesskab"),
        "et_barn": _("Ét barn med evt. inddragelse af familie, netværk, lærer mv."),
        "individuelt": _("Individuelt tilbud til et barn eller et ungt menneske"),
    }[offer.reach]


def reach_in_short(words: Translator, reach: Reach) -> str:
    """The same in a word or two, for a legend."""
    return values.said(words, "reach", reach)


def access(words: Translator, offer: Offer) -> str:
    """How one gets in; empty when it was not chosen."""
    return values.said(words, "access_route", offer.access_route)


def details(words: Translator, offer: Offer) -> list[tuple[str, str]]:
    """What is said of an offer beside its name, place and description, each with its name; what is not is left out."""
    _ = words.gettext
    facts = (
        (_("Alder"), offer.age_span),
        (_("Gruppestørrelse"), offer.group_size),
        (_("Varighed"), offer.duration),
        (_("Lovgrundlag"), offer.legal_basis),
        (_("Kontakt"), offer.contact),
        (_("Til fagpersoner"), yes(words, True) if offer.consultative else ""),
        (_("Kilde"), offer.provenance.source),
    )
    return [(name, value) for name, value in facts if value]


def form(words: Translator, finding: Finding) -> str:
    """What kind of finding it is."""
    return values.said(words, "form", finding.form)


def beside(words: Translator, finding: Finding) -> list[str]:
    """What is known of a finding beside its text: for whom, how the offers compare, and how many support it."""
    _ = words.gettext
    group = [_("Målgruppe: %(group)s") % {"group": finding.target_group}] if finding.target_group else []
    seen = [seen_by(words, finding.source)] if finding.source else []
    return [*group, *comparison(words, finding), *filter(None, [supports(words, finding)]), *seen]


def seen_by(words: Translator, source: str) -> str:
    """In an overview: which workshop something comes from."""
    return words.gettext("Fra %(source)s") % {"source": source}


def comparison(words: Translator, finding: Finding) -> list[str]:
    """How the offers of a finding compare, each answer with its question before it."""
    return [f"{question}: {answer}" for question, answer in compared(words, finding)]


def compared(words: Translator, finding: Finding) -> list[tuple[str, str]]:
    """The handbook's questions to offers that seem to overlap or to meet, as far as they were answered."""
    _, found = words.gettext, finding.comparison
    if found is None:
        return []
    answers = (
        (_("Forhold"), relation(words, found.relation)),
        (_("Form"), found.form),
        (_("Metode"), found.method),
        (_("Intensitet og specialisering"), found.intensity),
    )
    return [(question, answer) for question, answer in answers if answer]


def relation(words: Translator, relation: Relation) -> str:
    """Whether offers complement each other or overlap; empty where it was not decided."""
    return values.said(words, "comparison.relation", relation)


def supports(words: Translator, finding: Finding) -> str:
    """How many support it; empty where nobody does, or so few that they are not counted out, as older mappings did."""
    if not (count := few.told(finding.supports)):
        return ""
    said = words.ngettext("Støttet af %(number)s deltager", "Støttet af %(number)s deltagere", count)
    return said % {"number": words.number(count)}


def how_groups_count(words: Translator) -> str:
    """What the numbers of target group by step are numbers of."""
    return words.gettext(
        "Et tilbud tælles på hvert trin, det står på, og når et af målgruppens ord står i dets målgruppe eller navn."
    )


def law(words: Translator, session: Session) -> str:
    """The law that the day worked with."""
    return values.said(words, "law", session.law)


def scope(words: Translator, scope: Literal["broad", "narrow"]) -> str:
    """How much was mapped."""
    return values.said(words, "scope", scope)


def process_step(words: Translator, step: ProcessStep) -> str:
    """A step of the mapping, as the handbook calls it."""
    _ = words.gettext
    return {
        "purpose": _("Afklaring af formål"),
        "delimitation": _("Afgrænsning"),
        "mapping": _("Kortlægning, involvering og proces"),
        "follow_up": _("Opfølgning"),
        "end_product": _("Slutprodukt, kommunikation og opdatering"),
    }[step]


def product_form(words: Translator, upkeep: Upkeep) -> str:
    """What the end product is; empty when it was not chosen."""
    return values.said(words, "upkeep.form", upkeep.form)


def product_access(words: Translator, upkeep: Upkeep) -> str:
    """Who may see it; empty when it was not chosen."""
    return values.said(words, "upkeep.access", upkeep.access)


def rhythm(words: Translator, upkeep: Upkeep) -> str:
    """How often it is brought up to date; empty when it was not chosen."""
    is_told = upkeep.rhythm == "other" and upkeep.rhythm_words
    return upkeep.rhythm_words if is_told else values.said(words, "upkeep.rhythm", upkeep.rhythm)


def upkeep(words: Translator, upkeep: Upkeep | None) -> tuple[tuple[str, str], ...]:
    """The end product's facts, each with its name; those that were not decided are left out."""
    _ = words.gettext
    if upkeep is None:
        return ()
    facts = (
        (_("Slutproduktets form"), product_form(words, upkeep)),
        (_("Til hvem"), upkeep.recipients),
        (_("Hvem må se det"), product_access(words, upkeep)),
        (_("Hvor det findes"), upkeep.channel),
        (_("Tovholder"), upkeep.owner),
        (_("Opdateres"), rhythm(words, upkeep)),
        (_("Næste opdatering"), words.day(upkeep.next_date) if upkeep.next_date else ""),
    )
    return tuple((name, value) for name, value in facts if value)


def unconfirmed(words: Translator) -> str:
    """What is said of a known offer that the room has not confirmed."""
    _ = words.gettext
    return _("ikke bekræftet")


def yes(words: Translator, answer: bool) -> str:
    """Yes or no."""
    _ = words.gettext
    return _("Ja") if answer else _("Nej")


def offers(words: Translator, number: int) -> str:
    """“1 tilbud”, “34 tilbud”."""
    ngettext = words.ngettext
    return ngettext("%(number)s tilbud", "%(number)s tilbud", number) % {"number": words.number(number)}


def offers_from_areas(words: Translator, mapping: Mapping) -> str:
    """“34 tilbud fra 6 fagområder”."""
    areas, ngettext = len({offer.area_id for offer in mapping.offers}), words.ngettext
    told = ngettext("fra %(number)d fagområde", "fra %(number)d fagområder", areas) % {"number": areas}
    return f"{offers(words, len(mapping.offers))} {told}"


def picture_title(words: Translator, mapping: Mapping) -> str:
    """What the staircase in one picture is called."""
    session = mapping.session
    place = f"{session.municipality}, " if session.municipality else ""
    return f"{session.title} – {place}{words.day(session.date)}"


def picture_says(words: Translator, mapping: Mapping, sha256: str) -> str:
    """What such a picture shows, and of which mapping, for those who do not see it."""
    _ = words.gettext
    told = _(
        "%(offers)s på %(steps)d trin. Version %(version)d, afsluttet %(moment)s. Kontrolsum %(digest)s."
    )
    return told % {
        "offers": offers(words, len(mapping.offers)),
        "steps": len(mapping.session.steps),
        "version": mapping.version,
        "moment": words.moment(mapping.frozen_at),
        "digest": sha256,
    }


def length(words: Translator, seconds: int) -> str:
    """How long something took, in whole minutes: “48 min”, “1 t 5 min”, “2 t”."""
    _ = words.gettext
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours and not minutes:
        return _("%(hours)d t") % {"hours": hours}
    if hours:
        return _("%(hours)d t %(minutes)d min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)d min") % {"minutes": minutes}


def made_of(words: Translator, source: Source) -> str:
    """A mapping that an overview was made of, in a line."""
    return words.gettext("%(title)s, %(day)s, version %(version)d: %(offers)s, kontrolsum %(digest)s") % {
        "title": source.title,
        "day": words.day(source.date),
        "version": source.version,
        "offers": offers(words, source.offers),
        "digest": short_digest(source.digest),
    }


def held(words: Translator, session: Session) -> str:
    """What a mapping comes from: its workshop with the day, or as many mappings."""
    _ = words.gettext
    if session.sources:
        return _("Samlet overblik af %(number)d kortlægninger") % {"number": len(session.sources)}
    return _("Kortlægningsworkshop %(day)s") % {"day": words.day(session.date)}


def how_people_count(words: Translator) -> str:
    """What the numbers of participants in an overview mean."""
    return words.gettext(
        "Talt sammen, hvor alle tal kendes. Den, der var med flere gange, er talt hver gang."
    )


def uncounted(words: Translator, session: Session) -> str:
    """How many participants an area had whose number is not told: one or two, or in an overview not all are known."""
    return words.gettext("ikke talt op") if session.sources else "1–2"


def named(people: Iterable[Person]) -> dict[str, list[str]]:
    """Names by area_id, sorted; people without a name are left out."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for person in sorted(people):
        if person.name:
            found[person.area_id].append(person.name)
    return dict(found)


def short_digest(digest: str) -> str:
    """A digest as people compare it: “9f3c 61ab … 04e7”."""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"
