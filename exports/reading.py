"""A mapping made easy to read: what stands where, who wrote what, which findings speak of an offer."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from board.target_groups import belongs
from exports.report import Action, Area, Finding, Mapping, Offer, Session


@dataclass(frozen=True)
class Reading:
    """Look-ups over one mapping. Steps are numbered from 1."""

    mapping: Mapping

    @property
    def session(self) -> Session:
        return self.mapping.session

    @cached_property
    def step_number(self) -> dict[str, int]:
        return {step.step_id: number for number, step in enumerate(self.session.steps, 1)}

    @cached_property
    def column_place(self) -> dict[str, int]:
        """Columns by their place from the left, from 0."""
        return {column.column_id: place for place, column in enumerate(self.session.columns)}

    def column_name(self, offer: Offer) -> str:
        """The column that an offer stands in; empty if it stands in none."""
        place = self.column_place.get(offer.column_id or "")
        return "" if place is None else self.session.columns[place].name

    @cached_property
    def area(self) -> dict[str, Area]:
        return {area.area_id: area for area in self.session.areas}

    @cached_property
    def offer(self) -> dict[str, Offer]:
        return {offer.offer_id: offer for offer in self.mapping.offers}

    @cached_property
    def on_step(self) -> dict[str | None, list[Offer]]:
        """Offers by their main step, in their order; None: those that were not placed."""
        found = defaultdict(list)
        for offer in self.mapping.offers:
            found[offer.step_id].append(offer)
        return found

    @cached_property
    def also_on_step(self) -> dict[str, list[Offer]]:
        """Offers that span a step whose main step is another one."""
        found = defaultdict(list)
        for offer in self.mapping.offers:
            for step_id in offer.other_step_ids:
                found[step_id].append(offer)
        return found

    @cached_property
    def gaps_on_step(self) -> dict[str | None, list[Finding]]:
        found = defaultdict(list)
        for finding in self.mapping.findings:
            if finding.form == "gap":
                found[finding.step_id].append(finding)
        return found

    @cached_property
    def findings_about(self) -> dict[str, list[Finding]]:
        """By offer_id."""
        found = defaultdict(list)
        for finding in self.mapping.findings:
            for offer_id in finding.offer_ids:
                found[offer_id].append(finding)
        return found

    @cached_property
    def by_group(self) -> list[tuple[str, list[int]]]:
        """How many offers each chosen target group has on each step, lowest first. An offer counts on all its steps."""
        return [
            (group.split(",")[0].strip(), [self._on_step(group, step.step_id) for step in self.session.steps])
            for group in self.mapping.target_groups
        ]

    def _on_step(self, group: str, step_id: str) -> int:
        return sum(
            step_id in (offer.step_id, *offer.other_step_ids)
            and belongs(group, offer.target_group, offer.name)
            for offer in self.mapping.offers
        )

    @cached_property
    def by_area(self) -> dict[str, int]:
        """How many offers each area has; areas without any are in it with 0."""
        counts = {area.area_id: 0 for area in self.session.areas}
        for offer in self.mapping.offers:
            counts[offer.area_id] += 1
        return counts

    @cached_property
    def finding(self) -> dict[str, Finding]:
        return {finding.finding_id: finding for finding in self.mapping.findings}

    def finding_numbers(self, action: Action) -> str:
        """The findings that an action follows up, as they are called: “2, 5”."""
        return ", ".join(str(self.finding[finding_id].number) for finding_id in action.finding_ids)

    def numbers(self, offer: Offer) -> list[int]:
        """All steps that an offer spans, its main step among them, lowest first."""
        placed = {offer.step_id, *offer.other_step_ids}
        return sorted(number for step_id, number in self.step_number.items() if step_id in placed)

    def span(self, offer: Offer) -> str:
        """The steps of an offer that spans several, as they stand behind its name; empty for all others."""
        numbers = self.numbers(offer)
        return together(numbers) if len(numbers) > 1 else ""


def together(numbers: Sequence[int]) -> str:
    """Step numbers in short: “2–6” where three or more follow each other without a gap, otherwise “3·6”."""
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return "·".join(map(str, numbers))
