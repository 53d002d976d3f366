"""The catalogue's internal edition: all that is known of an offer, and what is not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports import labels
from exports.content import Facts, Prose, Told
from exports.reading import Reading
from exports.report import Offer, Question, Step
from exports.words import Translator
from exports.written.blocks import Block, Heading, Note, Where, plain
from exports.written.versions import versions


@dataclass(frozen=True, slots=True)
class Internal:
    reading: Reading
    words: Translator

    @property
    def offers(self) -> Sequence[Offer]:
        return self.reading.mapping.offers

    def kind(self) -> str:
        return self.words.gettext("Tilbudsviftekatalog, intern udgave")

    def lines(self) -> tuple[str, ...]:
        session = self.reading.session
        made = labels.held(self.words, session)
        told = labels.offers_from_areas(self.words, self.reading.mapping) if self.offers else ""
        return tuple(filter(None, (session.municipality, made, told)))

    def about(self, *, apart: bool) -> list[Block]:
        _ = self.words.gettext
        if not self.offers:
            return [Prose(_("Der blev ikke skrevet nogen tilbud."))]
        whole = _(
            "Kataloget har alle tilbud fra kortlægningen og alt, hvad der blev skrevet om dem. Det er til kommunens "
            "egne medarbejdere. Hvad der ikke er oplyst om et tilbud, står under det."
        )
        facts = (
            *labels.upkeep(self.words, self.reading.session.upkeep),
            (_("Lov"), labels.law(self.words, self.reading.session)),
            (_("Åbne tilbud"), self._count_open()),
            (_("Endnu ikke oplyst"), self._count_missing()),
            (_("Udgave til borgere"), self._count_public()),
        )
        unconfirmed = Told(self.reading, self.words).unconfirmed()
        about = (part for block in unconfirmed for part in plain(block))
        return [Heading(_("Om kataloget"), 1, apart=apart), Prose(whole), *about, Facts(facts)]

    def _count_open(self) -> str:
        number = sum(offer.access_route == "self_referral" for offer in self.offers)
        said = self.words.ngettext(
            "%(number)s tilbud er åbent: man henvender sig selv. Det står under navnet.",
            "%(number)s tilbud er åbne: man henvender sig selv. Det står under navnene.",
            number,
        )
        none = self.words.gettext("Ingen af tilbuddene er oplyst som åbne.")
        return said % {"number": self.words.number(number)} if number else none

    def _count_missing(self) -> str:
        """“indhold ved 30 tilbud, varighed ved 28 tilbud”: what is still to be asked for."""
        _ = self.words.gettext
        counts = Counter(name for offer in self.offers for name in self._missing(offer))
        told = (
            _("%(name)s ved %(offers)s") % {"name": name, "offers": labels.offers(self.words, number)}
            for name, number in counts.most_common()
        )
        return ", ".join(told) or _("Alt er oplyst.")

    def _count_public(self) -> str:
        number = sum(offer.public for offer in self.offers)
        said = self.words.ngettext(
            "%(number)s tilbud må vises for borgere.", "%(number)s tilbud må vises for borgere.", number
        )
        none = self.words.gettext(
            "Ingen af tilbuddene er mærket “Må vises for borgere”. Mærk dem på kortene, så kan I hente en udgave til "
            "borgere."
        )
        return said % {"number": self.words.number(number)} if number else none

    def step(self, number: int, step: Step) -> tuple[str, str]:
        title = self.words.gettext("Trin %(number)d: %(name)s") % {"number": number, "name": step.name}
        return title, step.description

    def loose(self) -> str:
        return self.words.gettext("Uden trin")

    def empty(self) -> str:
        return self.words.gettext("Ingen tilbud på dette trin.")

    def also(self) -> str:
        return self.words.gettext("Hører også til her, men står på et andet trin:")

    def offer(self, offer: Offer) -> tuple[Block, ...]:
        facts = tuple((name, value) for name, value in self._facts(offer) if value)
        return (
            self._where(offer),
            *((Facts(facts),) if facts else ()),
            *(Note(note) for note in self._notes(offer)),
        )

    def _where(self, offer: Offer) -> Where:
        _ = self.words.gettext
        numbers = self.reading.span(offer) or "".join(map(str, self.reading.numbers(offer)))
        place = (
            self.reading.area[offer.area_id].name,
            offer.organisational_unit,
            _("Trin %(numbers)s") % {"numbers": numbers} if numbers else _("Uden trin"),
            self.reading.column_name(offer),
        )
        is_open = offer.access_route == "self_referral"
        told = _("Åbent tilbud: man henvender sig selv") if is_open else ""
        return Where(offer.area_id, " · ".join(filter(None, place)), told)

    def _facts(self, offer: Offer) -> Iterator[tuple[str, str]]:
        _ = self.words.gettext
        yield _("Målgruppe"), offer.target_group
        yield _("Alder"), offer.age_span
        yield _("Tilbuddet er til"), labels.reach(self.words, offer)
        yield _("Indhold"), offer.description
        yield _("Gruppestørrelse"), offer.group_size
        yield _("Varighed"), offer.duration
        yield _("Henvisningsvej"), labels.access(self.words, offer)
        yield _("Lovgrundlag"), offer.legal_basis
        yield _("Kontakt"), offer.contact
        yield _("Til fagpersoner"), labels.yes(self.words, True) if offer.consultative else ""
        findings = self.reading.findings_about.get(offer.offer_id, [])
        told = (
            f"{labels.form(self.words, finding)} {finding.number}: {finding.text}" for finding in findings
        )
        yield _("Fund"), "\n".join(told)
        yield _("Spørgsmål fra rummet"), "\n".join(map(self._question, offer.questions))
        yield _("Kilde"), offer.provenance.source
        yield _("Tilføjet efter dagen"), offer.provenance.why

    def _question(self, question: Question) -> str:
        _ = self.words.gettext
        answer = question.answer or _("(ikke besvaret)")
        return f"{question.text} {answer}"

    def _notes(self, offer: Offer) -> Iterator[str]:
        _ = self.words.gettext
        if not offer.provenance.confirmed:
            yield _("Kendt fra før og ikke bekræftet i rummet.")
        if missing := self._missing(offer):
            yield _("Ikke oplyst: %(names)s.") % {"names": ", ".join(missing)}
        if offer.public:
            yield _("Må vises for borgere.")

    def _missing(self, offer: Offer) -> list[str]:
        """What a catalogue should say of an offer, and this one cannot yet."""
        _ = self.words.gettext
        known = (
            (offer.target_group, _("målgruppe")),
            (offer.description, _("indhold")),
            (offer.duration, _("varighed")),
            (offer.access_route, _("henvisningsvej")),
            (offer.contact, _("kontakt")),
        )
        return [name for value, name in known if not value]

    def end(self, sha256: str) -> list[Block]:
        return versions(self.reading, self.words, sha256)
