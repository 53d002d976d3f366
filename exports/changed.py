"""What a version says of its changes, in the reader's words."""

from collections.abc import Iterator

from exports import labels, values
from exports.report import Change, FieldChange
from exports.words import Translator


def what(words: Translator, change: Change) -> str:
    """What happened to what kind of thing: “Nyt tilbud”, “Fund ændret”."""
    _ = words.gettext
    return {
        "session": {"changed": _("Om kortlægningen ændret")},
        "process": {"changed": _("Procesplan ændret")},
        "offer": {
            "added": _("Nyt tilbud"),
            "changed": _("Tilbud ændret"),
            "withdrawn": _("Tilbud trukket tilbage"),
        },
        "question": {
            "added": _("Nyt spørgsmål"),
            "changed": _("Spørgsmål ændret"),
            "withdrawn": _("Spørgsmål trukket tilbage"),
        },
        "finding": {
            "added": _("Nyt fund"),
            "changed": _("Fund ændret"),
            "withdrawn": _("Fund trukket tilbage"),
        },
        "action": {
            "added": _("Ny aftale"),
            "changed": _("Aftale ændret"),
            "withdrawn": _("Aftale trukket tilbage"),
        },
    }[change.about][change.kind]


def fields(words: Translator, change: Change) -> Iterator[tuple[str, str, str]]:
    """What of it reads otherwise: the member's name, what it was, what it is. Empty: nothing was said."""
    for one in change.fields:
        yield field(words, one)


def field(words: Translator, one: FieldChange) -> tuple[str, str, str]:
    """A member that reads otherwise: its name, what it was, what it is."""
    return name(words, one.field), _value(words, one, one.was), _value(words, one, one.now)


def name(words: Translator, field: str) -> str:
    """What a member is called. One that a later program has added is called as the schema calls it."""
    _ = words.gettext
    return {
        "access": _("Hvem må se det"),
        "access_route": _("Adgang"),
        "age_span": _("Alder"),
        "answer": _("Svar"),
        "area_id": _("Fagområde"),
        "areas": _("Fagområder"),
        "channel": _("Hvor det findes"),
        "column_id": _("Kolonne"),
        "columns": _("Kolonner"),
        "confirmed": _("Bekræftet"),
        "consultative": _("Til fagpersoner"),
        "contact": _("Kontakt"),
        "date": _("Dato"),
        "decisions": _("Beslutninger"),
        "description": _("Beskrivelse"),
        "due": _("Hvornår"),
        "duration": _("Varighed"),
        "end_product": _("Besluttet slutprodukt"),
        "expected_outcome": _("Forventet udbytte"),
        "finding_ids": _("Fund"),
        "form": _("Form"),
        "further": _("Punkter til videre arbejde"),
        "group_size": _("Gruppestørrelse"),
        "input": _("Relevant input"),
        "intensity": _("Intensitet og specialisering"),
        "law": _("Lovgrundlag"),
        "legal_basis": _("Lovgrundlag"),
        "method": _("Metode"),
        "municipality": _("Kommune"),
        "name": _("Navn"),
        "next_date": _("Næste opdatering"),
        "offer_ids": _("Tilbud"),
        "organisational_unit": _("Organisatorisk placering"),
        "other_step_ids": _("Også på trin"),
        "owner": _("Tovholder"),
        "public": _("Må vises for borgere"),
        "purpose": _("Formål"),
        "reach": _("Tilbuddet er til"),
        "recipients": _("Til hvem"),
        "relation": _("Forhold"),
        "rhythm": _("Opdateres"),
        "rhythm_words": _("Opdateres"),
        "scope": _("Afgrænsning"),
        "short": _("Kort navn"),
        "source": _("Kilde"),
        "step_id": _("Trin"),
        "steps": _("Trin"),
        "supports": _("Støttet af"),
        "tag": _("Bogstaver"),
        "target_group": _("Målgruppe"),
        "target_groups": _("Målgrupper"),
        "text": _("Tekst"),
        "title": _("Titel"),
        "what": _("Hvad"),
        "who": _("Hvem"),
        "why": _("Hvorfor"),
    }.get(field.rpartition(".")[2], field)


def _value(words: Translator, one: FieldChange, value: str) -> str:
    if one.field.rpartition(".")[2] in ("consultative", "confirmed", "public"):
        return labels.yes(words, bool(value))
    if one.field.endswith(("date", "due")) and value:
        return words.day(value)
    return values.said(words, one.field, value)
