"""A mapping as a list of known offers, for the next workshop to begin with (`sessions/known/`)."""

from board.state import MOST_ORIGINS, Origin, Origins
from exports import labels
from exports.reading import Reading
from exports.report import Mapping, Offer
from exports.words import Translator
from sessions.known.book import Book, Row, Sheet


def book(mapping: Mapping, words: Translator) -> Book:
    """All offers under the headings that an import knows, in the reader's language."""
    _ = words.gettext
    session = mapping.session
    head = (
        _("Navn på tilbud"),
        _("Målgruppe"),
        _("Tilbuddet er til"),
        _("Fagområde"),
        _("Organisatorisk placering"),
        _("Trinnets navn"),
        _("Beskrivelse"),
        _("Alder"),
        _("Gruppestørrelse"),
        _("Varighed"),
        _("Adgang"),
        _("Lovgrundlag"),
        _("Kontakt"),
        _("Til fagpersoner"),
        _("Må vises for borgere"),
        _("Tilbuddets id"),
        *((_("Kolonne"),) if session.columns else ()),
    )
    reading = Reading(mapping)
    rows = [Row(number, _cells(offer, reading, words)) for number, offer in enumerate(mapping.offers, 2)]
    return Book(source(mapping, words), (Sheet("", (Row(1, head), *rows)),))


def source(mapping: Mapping, words: Translator) -> str:
    """Where an offer comes from that this mapping has, as people read it."""
    session = mapping.session
    named = {"title": session.title, "day": words.day(session.date), "version": mapping.version}
    return words.gettext("%(title)s, %(day)s, version %(version)d") % named


def origins(mapping: Mapping, session_id: str) -> dict[str, Origins]:
    """What each offer is to be known by again, by its id: this mapping, and those that it was taken over from."""
    return {
        offer.offer_id: (
            Origin(session_id=session_id, version=mapping.version, offer_id=offer.offer_id),
            *(Origin(**origin.model_dump()) for origin in offer.provenance.origins),
        )[:MOST_ORIGINS]
        for offer in mapping.offers
    }


def _cells(offer: Offer, reading: Reading, words: Translator) -> tuple[str, ...]:
    names = {step.step_id: step.name for step in reading.session.steps}
    placed = [step_id for step_id in (offer.step_id, *offer.other_step_ids) if step_id is not None]
    return (
        offer.name,
        offer.target_group,
        labels.reach(words, offer),
        reading.area[offer.area_id].name,
        offer.organisational_unit,
        # By name and not by number: the next staircase may be another one.
        "\n".join(names[step_id] for step_id in placed),
        offer.description,
        offer.age_span,
        offer.group_size,
        offer.duration,
        labels.access(words, offer),
        offer.legal_basis,
        offer.contact,
        labels.yes(words, offer.consultative),
        labels.yes(words, offer.public),
        offer.offer_id,
        *((reading.column_name(offer),) if reading.session.columns else ()),
    )
