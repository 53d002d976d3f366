"""The record of the day (referat): what it was for, who took part, what the room saw, and what happens now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from board.state import FindingForm
from exports import content, labels
from exports.content import Cell, Facts, Prose, Table, Told
from exports.reading import Reading
from exports.report import Finding, Mapping, Person
from exports.words import Translator
from exports.written.blocks import Block, Heading, Together, Written, plain
from exports.written.versions import versions

FORMS: tuple[FindingForm, ...] = get_args(FindingForm)  # in the order in which they are told


def record(mapping: Mapping, words: Translator, sha256: str, people: Sequence[Person]) -> Written:
    """The document. `people` are named beside the counts of their areas."""
    told = _Record(Reading(mapping), words)
    return Written(
        words.gettext("Referat af kortlægningsworkshop"),
        mapping.session.title,
        (" · ".join(filter(None, (mapping.session.municipality, words.day(mapping.session.date)))),),
        tuple(told.blocks(sha256, people)),
        tags={area.area_id: area.tag for area in mapping.session.areas},
    )


@dataclass(frozen=True, slots=True)
class _Record:
    reading: Reading
    words: Translator

    def blocks(self, sha256: str, people: Sequence[Person]) -> Iterator[Block]:
        _, parts = self.words.gettext, Told(self.reading, self.words)
        yield from self.purpose()
        yield Heading(_("Deltagere"), 1)
        yield from _plain(parts.participants(people)) or [Prose(_("Ingen deltagere gik ind på dagen."))]
        yield Heading(_("Dagens forløb"), 1)
        held = parts.agenda() if self.reading.mapping.agenda else [Prose(_("Ingen punkter blev holdt."))]
        yield from _plain(held)
        yield from self.picture(parts)
        yield from self.findings()
        yield from _plain(parts.questions())
        yield from _plain(parts.actions())
        yield from self.afterwards()
        yield from versions(self.reading, self.words, sha256)

    def purpose(self) -> Iterator[Block]:
        _, session = self.words.gettext, self.reading.session
        facts = (
            (_("Formål"), session.purpose),
            (_("Forventet udbytte"), session.expected_outcome),
            (_("Besluttet slutprodukt"), session.end_product),
            (_("Afgrænsning"), labels.scope(self.words, session.scope)),
            (_("Tilbud til fagpersoner"), _("Er med") if session.consultative else _("Er ikke med")),
            (_("Lov"), labels.law(self.words, session)),
        )
        yield Heading(_("Formål og ramme"), 1)
        yield Facts(tuple((name, value) for name, value in facts if value))

    def picture(self, parts: Told) -> Iterator[Block]:
        """How the offers are spread."""
        _, offers = self.words.gettext, self.reading.mapping.offers
        yield Heading(_("Det samlede billede"), 1)
        if not offers:
            yield Prose(_("Der blev ikke skrevet nogen tilbud."))
            return
        yield from _plain(parts.unconfirmed())
        yield Heading(_("Tilbud på trappen"), 2)
        yield self.by_step()
        yield Heading(_("Tilbud fra fagområderne"), 2)
        areas = Table((_("Fagområde"), _("Tilbud")), (60, 20), whole=True)
        for area_id, number in self.reading.by_area.items():
            if number:
                name = Cell(self.reading.area[area_id].name, area_id=area_id)
                areas.rows.append((name, Cell(self.words.number(number))))
        yield areas
        for block in _plain(parts.target_groups()):
            yield Heading(block.text, 2) if isinstance(block, Heading) else block

    def by_step(self) -> Table:
        _, number = self.words.gettext, self.words.number
        table = Table((_("Trin"), _("Tilbud"), _("Også fra andre trin")), (60, 15, 25), whole=True)
        for place, step in enumerate(self.reading.session.steps, 1):
            on, also = (
                len(among.get(step.step_id, []))
                for among in (self.reading.on_step, self.reading.also_on_step)
            )
            row = (Cell(f"{place} {step.name}"), Cell(number(on)), Cell(number(also) if also else "–"))
            table.rows.append(row)
        if loose := self.reading.on_step.get(None):
            table.rows.append((Cell(_("Uden trin")), Cell(number(len(loose))), Cell("–")))
        total = number(len(self.reading.mapping.offers))
        table.rows.append((Cell(_("I alt"), strong=True), Cell(total, strong=True), Cell("")))
        return table

    def findings(self) -> Iterator[Block]:
        _, findings = self.words.gettext, self.reading.mapping.findings
        yield Heading(_("Fund"), 1)
        if not findings:
            yield Prose(_("Der blev ikke noteret nogen fund."))
        for form in FORMS:
            for finding in findings:
                if finding.form == form:
                    yield self.finding(finding)

    def finding(self, finding: Finding) -> Together:
        """What the room said, which offers it is about, and how they compare."""
        _, reading = self.words.gettext, self.reading
        names = (
            f"{offer.name} ({reading.area[offer.area_id].name})"
            for offer in (reading.offer[offer_id] for offer_id in finding.offer_ids)
        )
        step = reading.step_number.get(finding.step_id or "")
        facts = (
            (_("Tilbud"), "\n".join(names)),
            (_("Trin"), f"{step} {reading.session.steps[step - 1].name}" if step else ""),
            (_("Målgruppe"), finding.target_group),
            *labels.compared(self.words, finding),
            (_("Støtte"), labels.supports(self.words, finding)),
        )
        told = tuple((name, value) for name, value in facts if value)
        title = Heading(f"{labels.form(self.words, finding)} {finding.number}", 2)
        return Together((title, Prose(finding.text), *((Facts(told),) if told else ())))

    def afterwards(self) -> Iterator[Block]:
        """How the end product is kept up, and what was left for later."""
        _, session = self.words.gettext, self.reading.session
        later = (
            (labels.process_step(self.words, note.step), note.further)
            for note in session.process
            if note.further
        )
        facts = (*labels.upkeep(self.words, session.upkeep), *later)
        yield Heading(_("Det videre arbejde"), 1)
        yield Facts(facts) if facts else Prose(_("Det blev ikke aftalt, hvordan resultatet holdes ved lige."))


def _plain(blocks: Iterable[content.Block]) -> list[Block]:
    return [part for block in blocks for part in plain(block)]
