"""A comparison as it is said: a sentence, and a row for each offer. Page, table, picture and files say it alike.

Between two municipalities nothing is new or gone: an offer is in one of them only.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from exports import changed
from exports.comparing import Comparison, Kept
from exports.likeness import Reason
from exports.reading import Reading
from exports.report import Mapping, Offer
from exports.words import Translator
from sessions.known.columns import folded

Kind = Literal["new", "gone", "moved", "area", "changed", "same"]
KINDS: tuple[Kind, ...] = ("new", "gone", "moved", "area", "changed", "same")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that differs: what it is, and from what to what. Empty: nothing stood there."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One offer. `offer` is the later one where there is one; `step` and `was_step` say the main step: “2 Hjemme”."""

    kinds: tuple[Kind, ...]
    offer: Offer
    before: Offer | None
    after: Offer | None
    area: str
    tag: str
    was_step: str
    step: str
    lines: tuple[Line, ...] = ()
    note: str = ""  # what became of it, or what it came from


class Saying:
    """A comparison in one language. `open_pairs`: how many offers may be one without anybody having said so."""

    def __init__(self, found: Comparison, words: Translator, open_pairs: int = 0) -> None:
        self.found, self.words, self.open_pairs = found, words, open_pairs
        self.before, self.after = Reading(found.before), Reading(found.after)
        one, other = found.before.session.municipality, found.after.session.municipality
        self.is_places = bool(one and other) and folded(one) != folded(other)

    def kind(self, kind: Kind) -> str:
        """What is said of one offer."""
        _ = self.words.gettext
        said = {
            "new": _("Nyt"),
            "gone": _("Udgået"),
            "moved": _("Flyttet"),
            "area": _("Andet fagområde"),
            "changed": _("Ændret"),
            "same": _("Som før"),
        }
        between = {
            "new": _("Kun i B"),
            "gone": _("Kun i A"),
            "moved": _("Andet trin"),
            "changed": _("Andet indhold"),
            "same": _("Ens"),
        }
        return {**said, **between}[kind] if self.is_places else said[kind]

    def name(self, mapping: Mapping) -> str:
        """A mapping in a line: title, municipality, day, version."""
        _, session = self.words.gettext, mapping.session
        version = _("version %(number)s") % {"number": mapping.version}
        told = (session.title, session.municipality, self.words.day(session.date), version)
        return ", ".join(part for part in told if part)

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many offers each kind has; one offer may be of several."""
        counted = Counter(kind for row in self.rows for kind in row.kinds)
        return {kind: counted[kind] for kind in KINDS}

    def sentence(self) -> str:
        """All of it in a sentence or two, and what the numbers do not know yet."""
        if not self.open_pairs:
            return self._sentence()
        told = self.words.ngettext(
            "%(number)s par er ikke afgjort.", "%(number)s par er ikke afgjort.", self.open_pairs
        )
        return f"{self._sentence()} {told % {'number': self.words.number(self.open_pairs)}}"

    def _sentence(self) -> str:
        _, counts = self.words.gettext, self.counts
        parts = [self.counted(kind, counts[kind]) for kind in KINDS[:-1] if counts[kind]]
        same = self.counted("same", counts["same"])
        if not parts:
            return _("Ingen tilbud er nye, udgåede, flyttede eller ændrede: %(same)s.") % {"same": same}
        together = (
            parts[0]
            if len(parts) == 1
            else _("%(first)s og %(last)s")
            % {
                "first": ", ".join(parts[:-1]),
                "last": parts[-1],
            }
        )
        said = together[0].upper() + together[1:]
        return _("%(said)s. %(same)s.") % {"said": said, "same": same}

    def counted(self, kind: Kind, number: int) -> str:
        """“3 nye”, “2 udgåede”."""
        ngettext = self.words.ngettext
        told = {
            "new": ngettext("%(number)s nyt tilbud", "%(number)s nye tilbud", number),
            "gone": ngettext("%(number)s udgået", "%(number)s udgåede", number),
            "moved": ngettext("%(number)s flyttet", "%(number)s flyttet", number),
            "area": ngettext("%(number)s i et andet fagområde", "%(number)s i et andet fagområde", number),
            "changed": ngettext("%(number)s med andet indhold", "%(number)s med andet indhold", number),
            "same": ngettext("%(number)s er som før", "%(number)s er som før", number),
        }
        between = {
            "new": ngettext("%(number)s tilbud kun i B", "%(number)s tilbud kun i B", number),
            "gone": ngettext("%(number)s tilbud kun i A", "%(number)s tilbud kun i A", number),
            "moved": ngettext("%(number)s på et andet trin", "%(number)s på et andet trin", number),
            "same": ngettext("%(number)s er ens", "%(number)s er ens", number),
        }
        said = {**told, **between} if self.is_places else told
        return said[kind] % {"number": self.words.number(number)}

    def told(self) -> list[str]:
        """What differs between the staircases themselves, and between their areas."""
        found, said = self.found, list[str]()
        for axis, ones, others, called in (
            (found.steps, self._steps(self.before), self._steps(self.after), self._called("steps")),
            (found.columns, self._columns(self.before), self._columns(self.after), self._called("columns")),
            (found.areas, self._areas(self.before), self._areas(self.after), self._called("areas")),
        ):
            is_new, is_gone, is_renamed = called
            new = [others[one] for one in axis.new]
            gone = [ones[one] for one in axis.gone]
            renamed = [f"{ones[pair.before]} → {others[pair.after]}" for pair in axis.renamed]
            together = ((is_new, new), (is_gone, gone), (is_renamed, renamed))
            said += [f"{what}: {', '.join(names)}." for what, names in together if names]
        return said

    def _called(self, axis: Literal["steps", "columns", "areas"]) -> tuple[str, str, str]:
        """What new ones, ones that are gone, and ones with another name are called."""
        _ = self.words.gettext
        if self.is_places:
            return {
                "steps": (_("Trin kun i B"), _("Trin kun i A"), _("Trin med andet navn i B")),
                "columns": (_("Kolonner kun i B"), _("Kolonner kun i A"), _("Kolonner med andet navn i B")),
                "areas": (
                    _("Fagområder kun i B"),
                    _("Fagområder kun i A"),
                    _("Fagområder med andet navn i B"),
                ),
            }[axis]
        return {
            "steps": (_("Nye trin"), _("Trin, der ikke er der mere"), _("Trin med nyt navn")),
            "columns": (_("Nye kolonner"), _("Kolonner, der ikke er der mere"), _("Kolonner med nyt navn")),
            "areas": (
                _("Nye fagområder"),
                _("Fagområder, der ikke er der mere"),
                _("Fagområder med nyt navn"),
            ),
        }[axis]

    @cached_property
    def rows(self) -> list[Row]:
        """New offers, those that are gone, and those that are in both, each in the order of the staircase."""
        return [
            *(self._new(offer) for offer in self.found.new),
            *(self._gone(offer) for offer in self.found.gone),
            *(self._kept(kept) for kept in self.found.kept),
        ]

    def _new(self, offer: Offer) -> Row:
        _, area = self.words.gettext, self.after.area[offer.area_id]
        came = self.before.offer.get(offer.split_from or "")
        note = _("Del af “%(name)s” før") % {"name": came.name} if came else ""
        return Row(
            ("new",), offer, None, offer, area.name, area.tag, "", self._step(self.after, offer), note=note
        )

    def _gone(self, offer: Offer) -> Row:
        _, area = self.words.gettext, self.before.area[offer.area_id]
        into = next((one.name for one in self.found.after.offers if offer.offer_id in one.merged_ids), "")
        note = _("Samlet i “%(name)s”") % {"name": into} if into else ""
        return Row(
            ("gone",), offer, offer, None, area.name, area.tag, self._step(self.before, offer), "", note=note
        )

    def _kept(self, kept: Kept) -> Row:
        before, after = kept.before, kept.after
        area = self.after.area[after.area_id]
        flags: tuple[tuple[Kind, bool], ...] = (
            ("moved", kept.moved),
            ("area", kept.area),
            ("changed", kept.changed),
            ("same", kept.unchanged),
        )
        return Row(
            tuple(kind for kind, holds in flags if holds),
            after,
            before,
            after,
            area.name,
            area.tag,
            self._step(self.before, before),
            self._step(self.after, after),
            tuple(self._lines(kept)),
        )

    def _lines(self, kept: Kept) -> list[Line]:
        _, before, after = self.words.gettext, kept.before, kept.after
        lines = []
        if kept.column:
            names = self.before.column_name(before), self.after.column_name(after)
            lines.append(Line(_("Kolonne"), *names))
        if kept.spans:
            lines.append(Line(_("Flere trin"), self.before.span(before), self.after.span(after)))
        if kept.area:
            names = self.before.area[before.area_id].name, self.after.area[after.area_id].name
            lines.append(Line(_("Fagområde"), *names))
        return [*lines, *(Line(*changed.field(self.words, change)) for change in kept.fields)]

    def _step(self, reading: Reading, offer: Offer) -> str:
        """“2 Hjemme”; without a step that is said."""
        number = reading.step_number.get(offer.step_id or "")
        if number is None:
            return self.words.gettext("Uden trin")
        return f"{number} {reading.session.steps[number - 1].name}"

    def _steps(self, reading: Reading) -> dict[str, str]:
        return {step.step_id: f"{n} “{step.name}”" for n, step in enumerate(reading.session.steps, 1)}

    def _columns(self, reading: Reading) -> dict[str, str]:
        return {column.column_id: f"“{column.name}”" for column in reading.session.columns}

    def _areas(self, reading: Reading) -> dict[str, str]:
        return {area.area_id: f"“{area.name}”" for area in reading.session.areas}


def reasons(words: Translator, found: Sequence[Reason]) -> str:
    """Why two offers may be one: “Næsten samme navn, samme enhed”."""
    _ = words.gettext
    said = {
        "same_id": _("samme nummer"),
        "same_name": _("samme navn"),
        "like_name": _("næsten samme navn"),
        "some_name": _("noget af samme navn"),
        "same_description": _("samme beskrivelse"),
        "same_unit": _("samme enhed"),
        "same_contact": _("samme kontakt"),
        "same_group": _("samme målgruppe"),
        "same_area": _("samme fagområde"),
        "same_step": _("samme trin"),
    }
    together = ", ".join(said[reason] for reason in found)
    return together[:1].upper() + together[1:]
