"""All that a mapping says, as headings, tables and facts in reading order: the accessible form of the picture.

Made for the pages after the staircase; it knows neither typst nor paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exports import labels
from exports.reading import Reading
from exports.report import Mapping, Offer, Person
from exports.words import Translator


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, strong where it names the row; `area_id` puts an area's letters first; it `leads_to` a page or slide."""

    text: str
    strong: bool = False
    area_id: str = ""
    leads_to: int = 0


@dataclass(frozen=True, slots=True)
class Title:
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. With `leads`, it stays with what follows."""

    text: str
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header row, which is repeated on every page. `shares` says how the width is divided; with `whole`,
    no row goes on over a page; with several `flows`, the rows run on beside each other as a newspaper's columns."""

    head: tuple[str, ...]
    shares: tuple[float, ...]
    whole: bool = False
    flows: int = 1
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are, each a short text or some paragraphs."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Two groups of blocks side by side, the left one read first."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]


Block = Title | Prose | Table | Facts | Columns


def content(
    mapping: Mapping,
    words: Translator,
    people: Sequence[Person],
    sha256: str,
    index: Sequence[Block] = (),
) -> list[Block]:
    """Offers by step, findings, what was agreed, the day, the process plan, the `index`, and how the digest is checked.

    `sha256` is the mapping's digest.
    """
    told = Told(Reading(mapping), words)
    return [
        *told.offers(),
        *told.questions(),
        *told.target_groups(),
        *told.findings(),
        *told.actions(),
        *told.end_product(),
        *told.made_of(),
        *told.day(people),
        *told.process(),
        *index,
        *told.seal(sha256),
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """The parts of it, each a few blocks."""

    reading: Reading
    words: Translator

    def offers(self) -> list[Block]:
        _ = self.words.gettext
        blocks: list[Block] = [Title(_("Alle tilbud som liste"), 2), *self.unconfirmed()]
        for number, step in enumerate(self.reading.session.steps, 1):
            name = _("Trin %(number)d: %(name)s") % {"number": number, "name": step.name}
            blocks += self.step(name, step.description, self.reading.on_step.get(step.step_id, []))
            also = [
                f"{offer.name} ({self.reading.area[offer.area_id].name})"
                for offer in self.reading.also_on_step.get(step.step_id, [])
            ]
            if also:
                blocks.append(Prose(_("Også på dette trin: %(offers)s") % {"offers": "; ".join(also)}))
        if loose := self.reading.on_step.get(None):
            blocks += self.step(_("Uden trin"), "", loose)
        return blocks

    def unconfirmed(self) -> list[Block]:
        """How many stand here because they were known before, each marked in its row."""
        ngettext, offers = self.words.ngettext, self.reading.mapping.offers
        number = sum(1 for offer in offers if not offer.provenance.confirmed)
        said = ngettext(
            "%(number)s kendt tilbud blev ikke bekræftet i rummet. Det står ved navnet.",
            "%(number)s kendte tilbud blev ikke bekræftet i rummet. Det står ved navnene.",
            number,
        )
        return [Prose(said % {"number": self.words.number(number)}, leads=True)] if number else []

    def step(self, name: str, description: str, offers: Sequence[Offer]) -> list[Block]:
        _ = self.words.gettext
        blocks: list[Block] = [Title(name, 3)]
        if description:
            blocks.append(Prose(description, leads=True))
        if not offers:
            return [*blocks, Prose(_("Ingen tilbud på dette trin."))]
        in_columns = bool(self.reading.session.columns)
        head = (
            _("Navn på tilbud"),
            _("Målgruppe"),
            _("Tilbuddet er til"),
            _("Fagområde"),
            _("Organisatorisk placering"),
            *((_("Kolonne"),) if in_columns else ()),
            _("Flere trin"),
            _("Fund"),
        )
        shares = (22, 22, 15, 24, 13, 14, 7, 5) if in_columns else (25, 25, 17, 24, 15, 7, 5)
        table = Table(head, shares, whole=True)
        table.rows.extend(self.offer(offer) for offer in offers)
        return [*blocks, table]

    def offer(self, offer: Offer) -> tuple[Cell, ...]:
        findings = self.reading.findings_about.get(offer.offer_id, [])
        return (
            Cell(self.name(offer), strong=True),
            Cell(offer.target_group),
            Cell(labels.reach(self.words, offer)),
            Cell(self.reading.area[offer.area_id].name, area_id=offer.area_id),
            Cell(offer.organisational_unit),
            *((Cell(self.reading.column_name(offer)),) if self.reading.session.columns else ()),
            Cell(self.reading.span(offer)),
            Cell(", ".join(str(finding.number) for finding in findings)),
        )

    def name(self, offer: Offer) -> str:
        if offer.provenance.confirmed:
            return offer.name
        return f"{offer.name} ({labels.unconfirmed(self.words)})"

    def questions(self) -> list[Block]:
        """Nothing at all where nobody asked: most mappings have none."""
        _ = self.words.gettext
        table = Table((_("Tilbud"), _("Spørgsmål"), _("Svar")), (35, 45, 45))
        for offer in self.reading.mapping.offers:
            for number, question in enumerate(offer.questions):
                name = Cell("" if number else offer.name, strong=True)
                answer = question.answer or _("Ikke besvaret")
                table.rows.append((name, Cell(question.text), Cell(answer)))
        return [Title(_("Spørgsmål fra rummet"), 2), table] if table.rows else []

    def target_groups(self) -> list[Block]:
        """The target groups that the room counted, by step; what is empty is said."""
        _, groups = self.words.gettext, self.reading.by_group
        if not groups:
            return []
        steps = [_("Trin %(number)d") % {"number": number} for number in self.reading.step_number.values()]
        table = Table((_("Målgruppe"), *steps), (30, *(90 / len(steps) for _step in steps)))
        for name, counts in groups:
            numbers = (self.words.number(count) if count else _("ingen") for count in counts)
            table.rows.append((Cell(name, strong=True), *(Cell(number) for number in numbers)))
        return [
            Title(_("Målgruppe × trin"), 2),
            Prose(labels.how_groups_count(self.words), leads=True),
            table,
        ]

    def findings(self) -> list[Block]:
        _ = self.words.gettext
        title = Title(_("Fund"), 2)
        if not self.reading.mapping.findings:
            return [title, Prose(_("Der blev ikke noteret nogen fund."))]
        table = Table((_("Nr."), _("Slags"), _("Fund"), _("Trin"), _("Tilbud")), (6, 12, 45, 8, 50))
        for finding in self.reading.mapping.findings:
            step = str(self.reading.step_number[finding.step_id]) if finding.step_id else ""
            names = "\n".join(self.reading.offer[offer_id].name for offer_id in finding.offer_ids)
            table.rows.append(
                (
                    Cell(str(finding.number), strong=True),
                    Cell(labels.form(self.words, finding)),
                    Cell("\n".join((finding.text, *labels.beside(self.words, finding)))),
                    Cell(step),
                    Cell(names),
                )
            )
        return [title, table]

    def actions(self) -> list[Block]:
        _ = self.words.gettext
        title = Title(_("Hvem gør hvad"), 2)
        if not self.reading.mapping.actions:
            return [title, Prose(_("Der blev ikke indgået nogen aftaler."))]
        linked = any(action.offer_ids or action.finding_ids for action in self.reading.mapping.actions)
        head = (_("Hvad"), _("Hvem"), _("Hvornår"))
        table = (
            Table(
                (*head, _("Fund"), _("Tilbud")), (37, 20, 25, 10, 29)
            )  # the longest date stays on one line of an A4
            if linked
            else Table(head, (65, 35, 20))
        )
        for action in self.reading.mapping.actions:
            due = self.words.day(action.due) if action.due else ""
            who = [action.who, labels.seen_by(self.words, action.source) if action.source else ""]
            row = [Cell(action.what, strong=True), Cell("\n".join(filter(None, who))), Cell(due)]
            if linked:
                about = "\n".join(self.reading.offer[offer_id].name for offer_id in action.offer_ids)
                row += [Cell(self.reading.finding_numbers(action)), Cell(about)]
            table.rows.append(tuple(row))
        return [title, table]

    def end_product(self) -> list[Block]:
        """How it is kept up; nothing where nothing was decided."""
        _ = self.words.gettext
        facts = labels.upkeep(self.words, self.reading.session.upkeep)
        if not facts:
            return []
        half = (len(facts) + 1) // 2
        return [
            Title(_("Slutprodukt og opdatering"), 2),
            Columns((Facts(facts[:half]),), (Facts(facts[half:]),)),
        ]

    def process(self) -> list[Block]:
        """The process plan; nothing where nothing was written in it."""
        _ = self.words.gettext
        if not (notes := self.reading.session.process):
            return []
        head = (
            _("Trin i kortlægningen"),
            _("Relevant input"),
            _("Beslutninger"),
            _("Punkter til videre arbejde"),
        )
        table = Table(head, (20, 34, 34, 34))
        for note in notes:
            name = Cell(labels.process_step(self.words, note.step), strong=True)
            table.rows.append((name, Cell(note.input), Cell(note.decisions), Cell(note.further)))
        return [Title(_("Procesplan"), 2), table]

    def day(self, people: Sequence[Person]) -> list[Block]:
        _, session = self.words.gettext, self.reading.session
        facts = (
            (_("Kommune"), session.municipality),
            (_("Dato"), self.words.day(session.date)),
            (_("Formål"), session.purpose),
            (_("Forventet udbytte"), session.expected_outcome),
            (_("Besluttet slutprodukt"), session.end_product),
            (_("Afgrænsning"), labels.scope(self.words, session.scope)),
            (_("Konsultative tilbud til fagpersoner er med"), labels.yes(self.words, session.consultative)),
            (_("Lov"), labels.law(self.words, session)),
        )
        told = Facts(tuple((name, value) for name, value in facts if value))
        title = _("Om overblikket") if session.sources else _("Dagen")
        return [Title(title, 2), Columns((told,), (*self.agenda(), *self.participants(people)))]

    def made_of(self) -> list[Block]:
        """Which mappings an overview was made of; nothing for a workshop."""
        _, session = self.words.gettext, self.reading.session
        if not session.sources:
            return []
        said = [Prose(labels.made_of(self.words, source)) for source in session.sources]
        return [Title(_("Samlet af"), 2), *said]

    def agenda(self) -> list[Block]:
        _ = self.words.gettext
        if not self.reading.mapping.agenda:
            return []
        table = Table(
            (_("Dagen, som den forløb"), _("Fra"), _("Til"), _("Varede"), _("Planlagt")),
            (30, 10, 10, 14, 14),
        )
        for stage in self.reading.mapping.agenda:
            planned = labels.length(self.words, stage.planned_minutes * 60) if stage.planned_minutes else "–"
            table.rows.append(
                (
                    Cell(stage.title, strong=True),
                    Cell(self.words.clock(stage.opened_at)),
                    Cell(self.words.clock(stage.closed_at)),
                    Cell(labels.length(self.words, stage.seconds)),
                    Cell(planned),
                )
            )
        return [table]

    def participants(self, people: Sequence[Person]) -> list[Block]:
        _, mapping = self.words.gettext, self.reading.mapping
        if not mapping.participants:
            return []
        named = labels.named(people)
        head = (_("Fagområde"), _("Deltagere"), *((_("Navne"),) if named else ()))
        table = Table(head, (30, 14, 34) if named else (64, 14))
        for part in mapping.participants:
            count = (
                labels.uncounted(self.words, mapping.session)
                if part.count is None
                else self.words.number(part.count)
            )
            row = [Cell(self.reading.area[part.area_id].name, area_id=part.area_id), Cell(count)]
            if named:
                row.append(Cell(", ".join(named.get(part.area_id, []))))
            table.rows.append(tuple(row))
        if mapping.participants_total is not None:
            total = [
                Cell(_("I alt"), strong=True),
                Cell(self.words.number(mapping.participants_total), strong=True),
            ]
            table.rows.append((*total, *((Cell(""),) if named else ())))
        return [table]

    def seal(self, sha256: str) -> list[Block]:
        _, mapping = self.words.gettext, self.reading.mapping
        said = _(
            "Version %(version)d, afsluttet %(moment)s.\n"
            "Kontrolsum (SHA-256): %(digest)s\n"
            "To filer med samme kontrolsum har samme indhold. Kontrolsummen kan regnes efter i JSON-filen."
        )
        moment = self.words.moment(mapping.frozen_at)
        told = said % {"version": mapping.version, "moment": moment, "digest": sha256}
        return [Title(_("Version og kontrolsum"), 2), Prose(told)]
