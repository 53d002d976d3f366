"""Several mappings become one overview: chosen, looked at, and made in one go. Nothing is kept on the way there."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.datastructures import FormData
from starlette.responses import Response

from app import tracing, wire
from app.entry import Missing, allowed, somewhere
from app.languages import sentence
from app.pages.choosing import to_choose
from app.pages.page import field, fields, page, to, words
from app.pages.planning import Wrong, is_day
from app.pages.shelf import SHOWN
from app.parts import now, parts_of, today
from app.security import new_id
from board.events import Entry
from board.refusals import Refused
from board.sources import MOST_SOURCES
from board.text import clean
from exports import changed, consolidating, duplicates, labels, parts, report
from exports.comparing_words import reasons
from exports.consolidating import Told
from exports.duplicates import Joined, Proposal
from exports.parts import Axes, Here, Part
from exports.reading import Reading
from exports.report import Offer
from exports.words import N_, Translator
from sessions import lifecycle, mappings, matches, summaries
from sessions.access import Right
from sessions.known.columns import folded
from sessions.summaries import Head, Wanted
from sessions.tables import OfferMatch

router = APIRouter()

BODY = 2 * 1024 * 1024  # bytes of a form with all its fields
MOST_OFFERS = 5000  # of all together: a board takes 2000, and many of these are the same
FIELDS = MOST_OFFERS + 5000  # each offer answered as another's twin, and besides it what a person tells apart
FEWEST = 2
_NEW_ID = re.compile(r"[A-Za-z0-9_-]{22}")  # as `new_id` makes it
_SAID = {"same": True, "apart": False}

# Raised for what cannot be put together, with a sentence that says what to do.
_TOO_FEW = N_("Vælg mindst to kortlægninger.")
_TOO_MANY = N_("Vælg højst %(most)d kortlægninger.")
_TOO_LARGE = N_("De valgte kortlægninger har tilsammen flere tilbud, end der er plads til. Vælg færre.")
_MISSING = N_("Der mangler et svar på, hvor nogle trin eller kolonner hører hjemme.")
_CONTRADICTED = N_("Nogle af svarene passer ikke sammen. Se under dem, hvilke.")


@dataclass(frozen=True, slots=True)
class Form:
    """The page as it was filled in."""

    made_id: str
    told: Told
    staircase: str
    chosen: dict[str, str]
    said: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Look:
    """What would come of it."""

    parts: tuple[Part, ...]
    axes: Axes
    proposals: tuple[Proposal, ...]
    joined: Joined
    offers: dict[Here, Offer]


@router.get("/overviews/new")
async def choose(request: Request) -> Response:
    await somewhere(request, Right.WORK)
    return await _choose(request)


@router.get("/overviews")
async def look(request: Request) -> Response:
    """What is put together, how it becomes one, and which offers may be the same."""
    await somewhere(request, Right.WORK)
    try:
        found = await _parts(request, request.query_params.getlist("m"))
    except Wrong as wrong:
        return await _choose(request, wrong)
    translator = words(request)
    told = Told(
        consolidating.title(found, translator), consolidating.municipality(found), today().isoformat()
    )
    most = max(parts.staircases(found), key=lambda group: len(group))
    before = await matches.about(parts_of(request).database, [part.session_id for part in found])
    return await _look(request, found, Form(new_id(), told, most[0].key, {}, {}), before=before)


@router.post("/overviews", max_body_size=BODY)
async def step(request: Request) -> Response:
    """Look at it again with what was answered, or make it: as the pressed button says."""
    facilitator_id = (await somewhere(request, Right.WORK)).account_id
    async with request.form(max_fields=FIELDS) as sent:
        try:
            found = await _parts(request, fields(sent, "m"))
            if not _NEW_ID.fullmatch(field(sent, "made_id")):
                raise Wrong("m", _TOO_FEW)
        except Wrong as wrong:
            return await _choose(request, wrong)
        form = _form(sent)
        wanted = field(sent, "do")
    if wanted != "make":
        return await _look(request, found, form, answers_alike=wanted == "alike")
    try:
        return await _make(request, found, form, facilitator_id)
    except Wrong as wrong:
        return await _look(request, found, form, wrong=(wrong.field, words(request).gettext(wrong.sentence)))
    except Refused as refused:
        return await _look(
            request, found, form, wrong=(refused.field, sentence(words(request), refused.code))
        )


def _form(sent: FormData) -> Form:
    texts = {name: value for name, value in sent.items() if isinstance(value, str)}
    return Form(
        made_id=texts["made_id"],
        told=Told(texts.get("title", ""), texts.get("municipality", ""), texts.get("date", "")),
        staircase=texts.get("staircase", ""),
        chosen={name: value for name, value in texts.items() if ":" in name},
        said={
            name.removeprefix("pair-"): _SAID[value]
            for name, value in texts.items()
            if name.startswith("pair-") and value in _SAID
        },
    )


async def _choose(request: Request, wrong: Wrong | None = None) -> Response:
    """The mappings to choose from: those that are chosen, and of the others some that fit what is searched for."""
    translator, database, asked = words(request), parts_of(request).database, request.query_params
    wanted, chosen = Wanted(asked.get("q", "")), set(asked.getlist("m"))
    who = await somewhere(request, Right.WORK)
    spaces, shown_in = who.spaces(Right.WORK), await to_choose(request, who, Right.WORK)
    everything = await summaries.library(database, Wanted(), spaces)
    fitting = await summaries.library(database, wanted, spaces) if wanted.words else everything
    ours = [head for volume in everything.volumes if _key(head := volume.newest) in chosen]
    others = [head for volume in fitting.volumes if _key(head := volume.newest) not in chosen]

    def made() -> Response:
        return page(
            request,
            "overview_choose.html",
            422 if wrong is not None else 200,
            heads=[(_key(head), head) for head in (*ours, *others[:SHOWN])],
            chosen=chosen,
            among=everything.among,
            wanted=wanted,
            fits=bool(fitting.volumes),
            shown_in=shown_in,
            others=len(ours) + len(others),
            wrong="" if wrong is None else translator.gettext(wrong.sentence) % {"most": MOST_SOURCES},
            labels=labels,
            words=translator,
        )

    return await parts_of(request).aside.run(made)


def _key(head: Head) -> str:
    return f"{head.session_id}/{head.version}"


async def _parts(request: Request, wanted: Sequence[str]) -> tuple[Part, ...]:
    """The mappings that were chosen, in their order. Raises `Wrong`, and `NotAllowed` where one may not be worked with;
    one of somebody else's space is none.
    """
    keys = list(dict.fromkeys(wanted))
    if len(keys) > MOST_SOURCES:
        raise Wrong("m", _TOO_MANY)
    found, spaces = [], set()
    for key in keys:
        session_id, _, version = key.rpartition("/")
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 7 else 0
        try:
            chosen = (await allowed(request, session_id, Right.WORK)).session
        except Missing:
            continue
        kept = await mappings.get(parts_of(request).database, session_id, number)
        if kept is not None:
            spaces.add(chosen.space_id)
            tracing.read(request, "mapping_opened", session_id, version=number)
            found.append(kept)
    if len(spaces) > 1:  # else what belongs to one would be told in the other
        raise Wrong("m", N_("Kortlægningerne skal høre til det samme arbejdsrum."))
    if len({kept.session_id for kept in found}) < max(FEWEST, len(found)):
        raise Wrong("m", _TOO_FEW if len(found) < FEWEST else N_("Vælg én version af hver kortlægning."))

    aside = parts_of(request).aside
    read = [
        Part(kept.session_id, kept.digest, await aside.run(partial(report.load, kept.body))) for kept in found
    ]
    made = parts.in_order(read)
    if sum(len(part.mapping.offers) for part in made) > MOST_OFFERS:
        raise Wrong("m", _TOO_LARGE)
    within = {source.session_id for part in made for source in part.mapping.session.sources}
    if any(part.session_id in within for part in made):
        raise Wrong(
            "m", N_("En af kortlægningerne er allerede en del af det samlede overblik, som du har valgt.")
        )
    return made


def _looked(found: tuple[Part, ...], form: Form, proposed: tuple[Proposal, ...]) -> Look:
    axes = parts.joined(found, form.staircase, form.chosen)
    offers = {
        Here(place, offer.offer_id): offer
        for place, part in enumerate(found)
        for offer in part.mapping.offers
    }
    return Look(found, axes, proposed, duplicates.join(found, proposed, form.said), offers)


async def _make(request: Request, found: tuple[Part, ...], form: Form, facilitator_id: str) -> Response:
    """The overview, frozen from its first moment. Raises `Wrong` and `Refused`."""
    if not clean(form.told.title):
        raise Wrong("title", N_("Skriv, hvad overblikket hedder."))
    if not is_day(form.told.date):
        raise Wrong("date", N_("Vælg en dato."))
    running, translator, moment = parts_of(request), words(request), now()
    session, _, _ = await allowed(request, found[0].session_id, Right.WORK)
    proposed = await running.twins.proposals(found)

    def made() -> tuple[consolidating.Overviewed, tuple[Entry, ...]]:
        looked = _looked(found, form, proposed)
        if looked.axes.missing:
            raise Wrong("steps", _MISSING)
        if looked.joined.contradictions:
            raise Wrong("pairs", _CONTRADICTED)
        overview = consolidating.consolidated(found, looked.axes, looked.joined, form.told, translator)
        log = consolidating.log(overview, translator, facilitator_id=facilitator_id, now=moment)
        return overview, log

    try:
        overview, log = await running.aside.run(made)
        overview_of = await lifecycle.create(
            running.database,
            overview.setup,
            session_id=form.made_id,
            facilitator_id=facilitator_id,
            now=moment,
            entries=log,
            space_id=session.space_id,
        )
    except ValidationError as error:
        refused = wire.explain(error)
        raise Refused(refused.code, refused.field) from None
    await running.keeper.mapping(overview_of.session_id, 1, newest=1)
    return to(f"/mappings/{overview_of.session_id}/1")


async def _look(
    request: Request,
    found: tuple[Part, ...],
    form: Form,
    *,
    answers_alike: bool = False,
    before: Sequence[OfferMatch] = (),
    wrong: tuple[str, str] = ("", ""),
) -> Response:
    translator = words(request)
    proposed = await parts_of(request).twins.proposals(found)

    def made() -> Response:
        looked = _looked(found, form, proposed)
        said = form.said | _said_before(looked, before)
        alike = [one for one in duplicates.to_ask(looked.proposals, said) if _is_alike(looked, one)]
        if answers_alike:
            said = dict.fromkeys((one.key for one in alike), True) | said
        asked = duplicates.to_ask(looked.proposals, said)
        looked = replace(looked, joined=duplicates.join(found, looked.proposals, said))
        readings = [Reading(part.mapping) for part in found]
        return page(
            request,
            "overview.html",
            422 if wrong[1] else 200,
            form=form,
            looked=looked,
            said=said,
            alike=sum(one.key not in said for one in alike),
            staircases=parts.staircases(found),
            titles=consolidating.titles(found),
            pairs=[
                _pair(looked, one, readings, translator)
                for one in sorted(
                    asked, key=lambda one: one.key in said
                )  # what is still to be answered first
            ],
            unanswered=sum(one.key not in said for one in asked),
            against=[_against(looked, one) for one in looked.joined.contradictions],
            counts=Counter(said.values()),
            wrong=wrong[0],
            why=wrong[1],
            labels=labels,
            words=translator,
            NOWHERE=parts.NOWHERE,
            OWN=parts.OWN,
        )

    return await parts_of(request).aside.run(made)


def _said_before(looked: Look, before: Sequence[OfferMatch]) -> dict[str, bool]:
    """What people said of the same pairs when they compared the mappings: answers that may be changed."""
    known = {
        frozenset(((one.session_id, one.offer_id), (one.other_session_id, one.other_offer_id))): one.same
        for one in before
    }
    pairs = {
        one.key: frozenset((looked.parts[here.place].session_id, here.key) for here in (one.one, one.other))
        for one in looked.proposals
    }
    return {key: known[pair] for key, pair in pairs.items() if pair in known}


def _is_alike(looked: Look, proposal: Proposal) -> bool:
    """Whether the two have the same name at the same place. The name alone recurs at several units."""
    one, other = looked.offers[proposal.one], looked.offers[proposal.other]
    return folded(one.name) == folded(other.name) and folded(one.organisational_unit) == folded(
        other.organisational_unit
    )


def _pair(
    looked: Look, proposal: Proposal, readings: Sequence[Reading], translator: Translator
) -> dict[str, Any]:
    """A proposal as the page tells it."""
    heres = (proposal.one, proposal.other)
    one, other = (looked.offers[here] for here in heres)
    return {
        "key": proposal.key,
        "sides": [(here.place, looked.offers[here], readings[here.place]) for here in heres],
        "reasons": reasons(translator, proposal.reasons),
        "differing": [
            (
                changed.name(translator, change.field),
                *(_value(offer, change.field, translator) for offer in (one, other)),
            )
            for change in duplicates.differing(one, other)
        ],
    }


def _value(offer: Offer, field: str, translator: Translator) -> str:
    """What stands in a field, as people read it."""
    if field == "reach":
        return labels.reach(translator, offer)
    return labels.access(translator, offer) if field == "access_route" else str(getattr(offer, field))


def _against(looked: Look, one: duplicates.Contradiction) -> tuple[Offer, Offer, int, int, bool]:
    return looked.offers[one.one], looked.offers[one.other], one.one.place, one.other.place, one.told
