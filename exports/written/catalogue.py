"""The catalogue of offers (tilbudsviftekatalog, handbook annex 4): its chapters by step or by area, and its index.

What an edition says of an offer stands in `internal.py` and `citizens.py`.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from exports.content import Prose
from exports.reading import Reading
from exports.report import Mapping, Offer, Step
from exports.words import Translator
from exports.written import alphabet
from exports.written.blocks import Block, Heading, Index, Leads, Together, Written
from exports.written.citizens import ForCitizens
from exports.written.internal import Internal

# Offers: of more than these the contents name chapters only, and the index at the end has them all.
IN_CONTENTS = 60
THICK = 12  # offers in a chapter, on an average: from then on each begins a page


class Edition(Protocol):
    """What an edition decides."""

    @property
    def offers(self) -> Sequence[Offer]:
        """Those that stand in it."""

    def kind(self) -> str:
        """What the document is."""

    def lines(self) -> tuple[str, ...]:
        """Below the title."""

    def about(self, *, apart: bool) -> list[Block]:
        """What a reader should know first; `apart` on a page of its own."""

    def step(self, number: int, step: Step) -> tuple[str, str]:
        """A chapter's title, and what is said below it."""

    def loose(self) -> str:
        """The title of the chapter of offers without a step."""

    def empty(self) -> str:
        """What is said of a step without offers; if nothing, it has no chapter."""

    def also(self) -> str:
        """What is said before the offers that span a step and stand on another."""

    def offer(self, offer: Offer) -> tuple[Block, ...]:
        """What stands below an offer's name."""

    def end(self, sha256: str) -> list[Block]:
        """What stands behind the chapters."""


def catalogue(mapping: Mapping, words: Translator, sha256: str, *, edition: str, order: str) -> Written:
    """The document. `edition` is `internal` or `citizens`, `order` is `steps` or `areas`; `sha256` is the mapping's
    digest."""
    reading = Reading(mapping)
    told: Edition = ForCitizens(reading, words) if edition == "citizens" else Internal(reading, words)
    blocks = told.about(apart=not _has_short_contents(told))
    if told.offers:
        blocks += _chapters(told, reading, order)
    blocks += told.end(sha256)
    if told.offers:
        blocks.append(_index(told.offers, reading, words))
    return Written(
        told.kind(),
        mapping.session.title,
        told.lines(),
        tuple(blocks),
        is_book=bool(told.offers),
        depth=1 if _has_short_contents(told) else 2,
        tags={area.area_id: area.tag for area in mapping.session.areas},
    )


def _has_short_contents(told: Edition) -> bool:
    """They name chapters only, and what a reader should know first goes on the same page."""
    return len(told.offers) > IN_CONTENTS


class _Chapter(NamedTuple):
    title: str
    description: str
    offers: Sequence[Offer]
    also: Sequence[Offer] = ()  # that span this step and stand on another


def _chapters(told: Edition, reading: Reading, order: str) -> Iterator[Block]:
    chapters = _by_step(told, reading) if order == "steps" else _by_area(told, reading)
    shown = [chapter for chapter in chapters if chapter.offers or chapter.also or told.empty()]
    is_thick = len(told.offers) >= THICK * len(shown)
    for number, chapter in enumerate(shown):
        begins_page = is_thick if number else _has_short_contents(told)
        yield Heading(chapter.title, 1, apart=begins_page)
        if chapter.description:
            yield Prose(chapter.description, leads=True)
        if not chapter.offers and told.empty():
            yield Prose(told.empty())
        for offer in chapter.offers:
            yield Together((Heading(offer.name, 2, offer.offer_id), *told.offer(offer)))
        if chapter.also:
            leads = tuple((offer.name, offer.offer_id) for offer in chapter.also)
            yield Leads(told.also(), leads)


def _by_step(told: Edition, reading: Reading) -> Iterator[_Chapter]:
    shown = {offer.offer_id for offer in told.offers}
    for number, step in enumerate(reading.session.steps, 1):
        on, also = (
            [offer for offer in among.get(step.step_id, []) if offer.offer_id in shown]
            for among in (reading.on_step, reading.also_on_step)
        )
        yield _Chapter(*told.step(number, step), on, also)
    if loose := [offer for offer in told.offers if offer.step_id is None]:
        yield _Chapter(told.loose(), "", loose)


def _by_area(told: Edition, reading: Reading) -> Iterator[_Chapter]:
    for area in reading.session.areas:
        if theirs := [offer for offer in told.offers if offer.area_id == area.area_id]:
            yield _Chapter(area.name, "", theirs)


def _index(offers: Sequence[Offer], reading: Reading, words: Translator) -> Index:
    """The same name recurs at several units, so each has its own beside it."""

    def entry(offer: Offer) -> tuple[str, str, str]:
        return offer.name, offer.organisational_unit or reading.area[offer.area_id].name, offer.offer_id

    letters = alphabet.by_letter(offers, lambda offer: offer.name)
    return Index(
        words.gettext("Alle tilbud fra A til Å"),
        tuple((letter, tuple(map(entry, theirs))) for letter, theirs in letters),
    )
