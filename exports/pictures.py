"""From a mapping to what is laid out and drawn: pictures of its staircase, or of a part of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exports import labels
from exports.boxes import Card
from exports.lanes import Lane
from exports.layout import Heading, Layout, Picture
from exports.reading import Reading
from exports.report import Finding, Offer
from exports.staircase import Face, Ghost, Staircase
from exports.words import Translator


@dataclass(frozen=True, slots=True)
class Run:
    """Cards of one step (None: those without one), as they stand on one sheet: all of them, unless a step needs several
    sheets. `goes_on`: from the sheet before."""

    step: int | None
    offers: tuple[Offer, ...]
    gaps: tuple[Finding, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Areas:
    """A staircase with a card for each area on each step."""

    picture: Picture
    faces: dict[str, Face]

    def laid_out(self, made: Layout) -> Staircase:
        return Staircase(self.picture, made, 0, self.faces, {}, "", "")


@dataclass(frozen=True, slots=True)
class Pictures:
    """Makes them, in one language."""

    reading: Reading
    words: Translator

    def picture(self, runs: Sequence[Run]) -> Picture:
        """What decides the places of these runs' cards."""
        steps = [run for run in runs if run.step is not None]
        loose = next((run for run in runs if run.step is None), None)
        cards = [card for place, run in enumerate(steps) for card in self._cards(run, place)]
        if loose is not None:
            cards += self._cards(loose, None)
        return Picture(
            steps=tuple(self._heading(run) for run in steps),
            cards=tuple(cards),
            ghosts=tuple(len(self._ghosts(run)) for run in steps),
            of_steps=len(self.reading.session.steps),
            loose=None if loose is None else self._heading(loose),
            lanes=self._lanes(cards),
        )

    def areas(self) -> Areas:
        """How many offers each area has on each step, in the order of the day's areas."""
        steps = self.reading.session.steps
        cards: list[Card] = []
        for place, step_id in enumerate([*(step.step_id for step in steps), None]):
            counts = Counter(offer.area_id for offer in self.reading.on_step.get(step_id, ()))
            cards += [
                Card(
                    card_id=f"{step_id}:{area.area_id}",
                    tag=area.tag,
                    name=f"{area.name}: {self.words.number(counts[area.area_id])}",
                    step=None if step_id is None else place,
                )
                for area in self.reading.session.areas
                if counts[area.area_id]
            ]
        picture = Picture(
            steps=tuple(self._heading(Run(place, ())) for place in range(len(steps))),
            cards=tuple(cards),
            ghosts=(0,) * len(steps),
            of_steps=len(steps),
            loose=self._heading(Run(None, ())) if self.reading.on_step[None] else None,
        )
        return Areas(picture, {card.card_id: Face("", (), (), says=card.name) for card in cards})

    def _lanes(self, cards: Sequence[Card]) -> tuple[Lane, ...]:
        """The columns, and after them, while there are any, the cards without one."""
        _ = self.words.gettext
        lanes = [Lane(column.name, column.short or column.name) for column in self.reading.session.columns]
        if lanes and any(card.step is not None and card.column is None for card in cards):
            lanes.append(Lane(_("Uden kolonne"), _("Uden kolonne")))
        return tuple(lanes)

    def staircase(self, runs: Sequence[Run], made: Layout) -> Staircase:
        """The same runs, laid out, with all that is drawn."""
        _ = self.words.gettext
        steps = [run for run in runs if run.step is not None]
        faces = {offer.offer_id: self._face(offer) for run in runs for offer in run.offers}
        faces |= {_gap_id(gap): self._gap_face(gap) for run in runs for gap in run.gaps}
        return Staircase(
            picture=self.picture(runs),
            layout=made,
            first=(steps[0].step or 0) if steps else 0,
            faces=faces,
            ghosts={
                place: [
                    Ghost(self.reading.area[offer.area_id].tag, offer.name) for offer in self._ghosts(run)
                ]
                for place, run in enumerate(steps)
            },
            also_here=_("Også her"),
            more=_("og %(number)d til"),
        )

    def _cards(self, run: Run, place: int | None) -> list[Card]:
        about = self.reading.findings_about
        offers = [
            Card(
                card_id=offer.offer_id,
                tag=self.reading.area[offer.area_id].tag,
                name=offer.name,
                step=place,
                span=self.reading.span(offer),
                target=offer.target_group,
                reach=offer.reach,
                marks=tuple(str(finding.number) for finding in about.get(offer.offer_id, ())),
                asked=not offer.provenance.confirmed,
                column=self.reading.column_place.get(offer.column_id or ""),
            )
            for offer in run.offers
        ]
        gaps = [
            Card(card_id=_gap_id(gap), tag=str(gap.number), name=gap.text, step=place, gap=True)
            for gap in run.gaps
        ]
        return offers + gaps

    def _ghosts(self, run: Run) -> list[Offer]:
        if run.step is None or run.goes_on:
            return []
        return self.reading.also_on_step.get(self.reading.session.steps[run.step].step_id, [])

    def _heading(self, run: Run) -> Heading:
        _ = self.words.gettext
        if run.step is None:
            name, number = _("Uden trin"), ""
            count = labels.offers(self.words, len(self.reading.on_step[None]))
        else:
            step = self.reading.session.steps[run.step]
            name, number = step.name, str(run.step + 1)
            count = labels.offers(self.words, len(self.reading.on_step.get(step.step_id, [])))
        if run.goes_on:
            name = _("%(step)s (fortsat)") % {"step": name}
        also = len(self._ghosts(run))
        alone = _("%(offers)s · også %(also)d") % {"offers": count, "also": also} if also else count
        return Heading(number, name, count, alone)

    def _face(self, offer: Offer) -> Face:
        findings = self.reading.findings_about.get(offer.offer_id, [])
        area = self.reading.area[offer.area_id]
        reach = labels.reach(self.words, offer)
        forms = tuple(labels.form(self.words, finding) for finding in findings)
        said = [offer.name, area.name, reach, self._steps(offer), self._column(offer)]
        said += [f"{form} {finding.number}" for form, finding in zip(forms, findings, strict=True)]
        if not offer.provenance.confirmed:
            said.append(labels.unconfirmed(self.words))
        return Face(
            reach_says=reach,
            forms=tuple(finding.form for finding in findings),
            form_says=forms,
            says=". ".join(part for part in said if part),
        )

    def _steps(self, offer: Offer) -> str:
        _ = self.words.gettext
        others = [str(self.reading.step_number[step_id]) for step_id in offer.other_step_ids]
        return _("også på trin %(steps)s") % {"steps": ", ".join(others)} if others else ""

    def _column(self, offer: Offer) -> str:
        _ = self.words.gettext
        name = self.reading.column_name(offer)
        return _("kolonne: %(name)s") % {"name": name} if name else ""

    def _gap_face(self, gap: Finding) -> Face:
        form = labels.form(self.words, gap)
        return Face("", (), (), says=f"{form} {gap.number}: {gap.text}", gap_says=form)


def _gap_id(gap: Finding) -> str:
    return f"gap:{gap.finding_id}"  # no offer's id has a colon
