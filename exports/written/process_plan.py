"""The filled process plan (procesplan, handbook annex 1): the mapping's five steps × input, decisions, further work.

To what was written of each step is added what the mapping itself knows: the purpose, what was mapped, how the day went,
what was agreed, and how the end product is kept up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from board.process import PROCESS_STEPS, ProcessStep
from exports import labels
from exports.content import Cell, Prose, Table, Told
from exports.reading import Reading
from exports.report import Mapping
from exports.words import Translator
from exports.written.blocks import Note, Written


def process_plan(mapping: Mapping, words: Translator, sha256: str) -> Written:
    """The document; steps of which nothing is known stand there empty, to be filled in."""
    _, told = words.gettext, _Plan(Reading(mapping), words)
    head = (
        _("Trin i kortlægningen"),
        _("Relevant input"),
        _("Beslutninger"),
        _("Punkter til videre arbejde"),
    )
    table = Table(head, (20, 34, 34, 34))
    for number, step in enumerate(PROCESS_STEPS, 1):
        name = Cell(f"{number} {labels.process_step(words, step)}", strong=True)
        table.rows.append((name, *map(Cell, told.row(step))))
    seal = (
        Note(block.text) for block in Told(Reading(mapping), words).seal(sha256) if isinstance(block, Prose)
    )
    return Written(
        _("Procesplan for kortlægningen"),
        mapping.session.title,
        (" · ".join(filter(None, (mapping.session.municipality, words.day(mapping.session.date)))),),
        (table, *seal),
        is_wide=True,
    )


class _Row(NamedTuple):
    input: str
    decisions: str
    further: str


@dataclass(frozen=True, slots=True)
class _Plan:
    reading: Reading
    words: Translator

    def row(self, step: ProcessStep) -> _Row:
        """What was written comes first."""
        note = next((note for note in self.reading.session.process if note.step == step), None)
        wrote = _Row(note.input, note.decisions, note.further) if note else _Row("", "", "")
        decisions = (wrote.decisions, *self.decided(step))
        further = (wrote.further, *(self.agreed() if step == "follow_up" else ()))
        return _Row(wrote.input, "\n".join(filter(None, decisions)), "\n".join(filter(None, further)))

    def decided(self, step: ProcessStep) -> Iterator[str]:
        """What the mapping knows of a step, each with its name before it."""
        _, session = self.words.gettext, self.reading.session
        match step:
            case "purpose":
                yield _told(_("Formål"), session.purpose)
                yield _told(_("Forventet udbytte"), session.expected_outcome)
            case "delimitation":
                yield _told(_("Afgrænsning"), labels.scope(self.words, session.scope))
                consultative = _("Er med") if session.consultative else _("Er ikke med")
                yield _told(_("Tilbud til fagpersoner"), consultative)
                yield _told(_("Fagområder"), ", ".join(area.name for area in session.areas))
                yield _told(_("Lov"), labels.law(self.words, session))
            case "mapping":
                yield _told(_("Workshop"), self.words.day(session.date))
                yield _told(_("Resultat"), self.result())
            case "end_product":
                yield _told(_("Besluttet slutprodukt"), session.end_product)
                yield from (_told(name, value) for name, value in labels.upkeep(self.words, session.upkeep))
            case "follow_up":
                pass

    def result(self) -> str:
        """“30 tilbud, 3 fund, 2 aftaler”."""
        mapping, ngettext = self.reading.mapping, self.words.ngettext
        findings, actions = len(mapping.findings), len(mapping.actions)
        told = (
            labels.offers(self.words, len(mapping.offers)),
            ngettext("%(number)s fund", "%(number)s fund", findings)
            % {"number": self.words.number(findings)},
            ngettext("%(number)s aftale", "%(number)s aftaler", actions)
            % {"number": self.words.number(actions)},
        )
        return ", ".join(told)

    def agreed(self) -> Iterator[str]:
        for action in self.reading.mapping.actions:
            due = self.words.day(action.due) if action.due else ""
            yield " – ".join(filter(None, (action.what, action.who, due)))


def _told(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""
