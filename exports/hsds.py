"""The offers for directories: Open Referral's Human Services Data Specification (HSDS) 3.0, as JSON.

One page of services as its API gives them, each with its organisation, so that every id in the file has a name. Ids are
made of our own (uuid5): the same offer has the same one in every version. Names of persons are not in it, but for what
was written as an offer's contact.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID, uuid5

from board.candidates import ages_said
from exports import labels
from exports.reading import Reading
from exports.report import Mapping, Offer, Person, digest
from exports.words import Lang, Translator, translator

Edition = Literal["internal", "citizens"]
Json = dict[str, Any]

OURS = UUID("6f1b5f0e-0c1d-5e8b-9b2a-7d1c4f0a3e52")  # lasts: all ids are made of it


def render(
    mapping: Mapping, lang: Lang = "da", people: Sequence[Person] = (), *, edition: Edition = "internal"
) -> bytes:
    """UTF-8. For citizens: only what may be shown to them. It names none of the `people`.

    The same arguments give the same bytes.
    """
    made = _Directory(mapping, translator(lang), edition)
    services = [made.service(offer) for offer in mapping.offers if offer.public or edition == "internal"]
    page = {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }
    return json.dumps(page, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def identity(*key: str) -> str:
    """The id of something of ours: the same key gives the same one."""
    return str(uuid5(OURS, "\n".join(key)))


class _Directory:
    def __init__(self, mapping: Mapping, words: Translator, edition: Edition) -> None:
        self._mapping, self._words, self._reading = mapping, words, Reading(mapping)
        self._organisation = self._organised()
        self._changed: dict[str, list[Json]] = {}
        # What an offer said while it was internal is not told to citizens when it is public.
        for entry in self._changes() if edition == "internal" else ():
            self._changed.setdefault(entry["resource_id"], []).append(entry)

    def service(self, offer: Offer) -> Json:
        service_id = identity("offer", offer.offer_id)
        made = {
            "id": service_id,
            "organization_id": self._organisation["id"],
            "name": offer.name,
            "description": self._described(offer),
            "status": "active",
            "application_process": labels.access(self._words, offer),
            "eligibility_description": self._eligible(offer),
            "organization": self._organisation,
            "attributes": list(self._attributes(service_id, offer)),
            "metadata": [self._created(service_id, offer), *self._changed.get(service_id, ())],
        }
        if offer.provenance.confirmed:
            made["assured_date"] = self._mapping.session.date
        if ages := ages_said(offer.age_span):
            made["minimum_age"], made["maximum_age"] = ages
        if offer.contact:
            contact = {"id": identity("contact", offer.offer_id), "service_id": service_id}
            made["contacts"] = [contact | {"name": offer.contact}]
        return {name: value for name, value in made.items() if value != ""}

    def _described(self, offer: Offer) -> str:
        """What HSDS has no field for stands below the description."""
        _ = self._words.gettext
        more = (
            (_("Varighed"), offer.duration),
            (_("Gruppestørrelse"), offer.group_size),
            (_("Organisatorisk placering"), offer.organisational_unit),
            (_("Lovgrundlag"), offer.legal_basis),
        )
        return "\n".join(
            filter(None, (offer.description, *(f"{name}: {said}" for name, said in more if said)))
        )

    def _eligible(self, offer: Offer) -> str:
        reach = labels.reach(self._words, offer)
        return "\n".join(filter(None, (offer.target_group, offer.age_span, reach)))

    def _organised(self) -> Json:
        """The municipality, or the workshop where none was written; and of which mapping all this is."""
        _, mapping, session = self._words.gettext, self._mapping, self._mapping.session
        name = session.municipality or session.title
        organisation_id = identity("organisation", name)
        about = _("%(title)s, version %(version)d, kontrolsum %(digest)s") % {
            "title": session.title,
            "version": mapping.version,
            "digest": digest(mapping),
        }
        frozen = self._entry(
            organisation_id, "organization", "publish", mapping.frozen_at, "services", "", about
        )
        told = _("Tilbud til børn og unge, kortlagt %(day)s") % {"day": self._words.day(session.date)}
        return {"id": organisation_id, "name": name, "description": told, "metadata": [frozen]}

    def _attributes(self, service_id: str, offer: Offer) -> Iterator[Json]:
        """What it is classified by: steps, column, area, reach, access, and who may see it."""
        _, session, words = self._words.gettext, self._mapping.session, self._words
        placed = {offer.step_id, *offer.other_step_ids}
        for step in session.steps:
            if step.step_id in placed:
                kind = "main_step" if step.step_id == offer.step_id else "other_step"
                yield self._attribute(
                    service_id, kind, _("Indsatstrappen"), step.step_id, step.name, step.description
                )
        for column in session.columns:
            if column.column_id == offer.column_id:
                yield self._attribute(
                    service_id, "column", _("Kolonne"), column.column_id, column.name, column.description
                )
        area = self._reading.area[offer.area_id]
        yield self._attribute(service_id, "area", _("Fagområde"), area.area_id, area.name)
        if offer.reach:
            yield self._attribute(
                service_id, "reach", _("Tilbuddet er til"), offer.reach, labels.reach(words, offer)
            )
        if offer.access_route:
            access = labels.access(words, offer)
            yield self._attribute(service_id, "access", _("Adgang"), offer.access_route, access)
        for kind, name, holds in (
            ("audience", _("Til fagpersoner"), offer.consultative),
            ("visibility", _("Må vises for borgere"), offer.public),
        ):
            yield self._attribute(service_id, kind, name, str(holds).lower(), labels.yes(words, holds))

    def _attribute(
        self, service_id: str, kind: str, taxonomy: str, code: str, name: str, description: str = ""
    ) -> Json:
        # Steps, columns and areas are the workshop's own: the same code means something else in another one.
        own = self._organisation["id"] if kind in ("main_step", "other_step", "column", "area") else ""
        family = "step" if kind.endswith("_step") else kind
        term = {
            "id": identity("term", own, family, code),
            "code": code,
            "name": name or code,
            "description": description or name or code,
            "taxonomy": taxonomy,
            "taxonomy_id": identity("taxonomy", own, family),
            "language": self._words.lang,
        }
        return {
            "id": identity("attribute", service_id, kind, code),
            "link_id": service_id,
            "link_entity": "service",
            "link_type": kind,
            "taxonomy_term_id": term["id"],
            "value": name or code,
            "label": taxonomy,
            "taxonomy_term": term,
        }

    def _created(self, service_id: str, offer: Offer) -> Json:
        at = offer.provenance.added_at
        return self._entry(service_id, "service", "create", at, "name", "", offer.name)

    def _changes(self) -> Iterator[Json]:
        """What this version says that it changed of its offers."""
        if (changes := self._mapping.changes) is None:
            return
        for change in changes.made:
            if change.about == "offer":
                for one in change.fields:
                    service_id = identity("offer", change.key)
                    at = self._mapping.frozen_at
                    yield self._entry(service_id, "service", "update", at, one.field, one.was, one.now)

    def _entry(
        self, resource_id: str, resource: str, action: str, at: int, field: str, was: str, now: str
    ) -> Json:
        session = self._mapping.session
        return {
            "id": identity("metadata", resource_id, action, str(at), field),
            "resource_id": resource_id,
            "resource_type": resource,
            "last_action_date": datetime.fromtimestamp(at // 1000, UTC).date().isoformat(),
            "last_action_type": action,
            "field_name": field,
            "previous_value": was,
            "replacement_value": now,
            "updated_by": session.municipality or session.title,
        }
