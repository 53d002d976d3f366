"""The catalogue's edition for citizens: only what is marked as public, in plainer words, and only what they can use.

Of an offer they are told what it is, for whom, how one gets it, and whom to turn to. Steps, law, findings, questions
and sources stay inside; the document says so itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from exports.content import Facts, Prose
from exports.reading import Reading
from exports.report import Offer, Step
from exports.words import Translator
from exports.written.blocks import Block, Heading, Where


@dataclass(frozen=True)
class ForCitizens:
    reading: Reading
    words: Translator

    @cached_property
    def offers(self) -> Sequence[Offer]:
        return [offer for offer in self.reading.mapping.offers if offer.public]

    def kind(self) -> str:
        return self.words.gettext("Katalog over tilbud")

    def lines(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.reading.session.municipality,)))

    def about(self, *, apart: bool) -> list[Block]:
        _ = self.words.gettext
        if not self.offers:
            how = _(
                "Der er endnu ingen tilbud, som må vises for borgere. Åbn et tilbud i kortlægningen, og sæt hak ved "
                "“Må vises for borgere”. Så kommer det med i dette katalog."
            )
            return [Prose(how)]
        look = _(
            "Find et tilbud i kapitlerne, eller slå det op bagerst. Der står alle tilbud i alfabetisk orden."
        )
        told: list[Block] = [Heading(_("Sådan bruger du kataloget"), 1, apart=apart), Prose(look)]
        if any(offer.access_route == "self_referral" for offer in self.offers):
            sign = _("Ved nogle tilbud står “Åbent tilbud”. Dem kan du selv henvende dig til.")
            told.append(Prose(sign))
        return told

    def step(self, number: int, step: Step) -> tuple[str, str]:
        return step.name, ""

    def loose(self) -> str:
        return self.words.gettext("Andre tilbud")

    def empty(self) -> str:
        return ""

    def also(self) -> str:
        return self.words.gettext("Se også:")

    def offer(self, offer: Offer) -> tuple[Block, ...]:
        facts = tuple((name, value) for name, value in self._facts(offer) if value)
        return (self._where(offer), *((Facts(facts),) if facts else ()))

    def _where(self, offer: Offer) -> Where:
        is_open = offer.access_route == "self_referral"
        told = self.words.gettext("Åbent tilbud: du kan selv henvende dig") if is_open else ""
        area = self.reading.area[offer.area_id].name
        return Where("", offer.organisational_unit or area, told)

    def _facts(self, offer: Offer) -> Iterator[tuple[str, str]]:
        _ = self.words.gettext
        yield _("Hvad er det?"), offer.description
        yield _("Hvem er det for?"), "\n".join(filter(None, (offer.target_group, self._reach(offer))))
        yield _("Alder"), offer.age_span
        yield _("Hvor mange er med?"), offer.group_size
        yield _("Hvor længe varer det?"), offer.duration
        yield _("Hvordan får man det?"), self._access(offer)
        yield _("Hvem kontakter man?"), offer.contact

    def _reach(self, offer: Offer) -> str:
        _ = self.words.gettext
        return {
            "": "",
            "alle": _("For alle børn og unge"),
            "gruppe": _("For en gruppe børn eller unge"),
            "et_barn": _("For ét barn, eventuelt sammen med familien"),
            "individuelt": _("For et enkelt barn eller en enkelt ung"),
        }[offer.reach]

    def _access(self, offer: Offer) -> str:
        _ = self.words.gettext
        return {
            "": "",
            "self_referral": _("Du kan selv henvende dig."),
            "referral": _("Du skal henvises af en fagperson."),
            "allocation": _("Kommunen skal først tage stilling til, om du kan få det."),
        }[offer.access_route]

    def end(self, sha256: str) -> list[Block]:
        _, mapping = self.words.gettext, self.reading.mapping
        day = self.words.day(mapping.session.date)
        said = [
            _(
                "Kataloget er lavet ud fra en kortlægning af kommunens tilbud den %(day)s. Det viser kun de tilbud, "
                "som kommunen har valgt at vise for borgere, og kun det, man skal vide for at bruge dem."
            )
            % {"day": day}
        ]
        upkeep = mapping.session.upkeep
        if upkeep and upkeep.next_date:
            next_date = self.words.day(upkeep.next_date)
            said.append(_("Det bliver set igennem igen den %(day)s.") % {"day": next_date})
        seal = _("Kortlægningens version %(version)d, kontrolsum (SHA-256): %(digest)s") % {
            "version": mapping.version,
            "digest": sha256,
        }
        return [Heading(_("Om kataloget"), 1), *map(Prose, (*said, seal))]
