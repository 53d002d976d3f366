"""Two mappings side by side: which one to compare with, what lies between them, and which offers are one and the same.

Which offers are one is proposed, and said by a person; it can be taken back, and touches no mapping.
"""

from contextlib import suppress
from dataclasses import dataclass

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.responses import Response

from app import tracing
from app.documents import NotMade, NotYet
from app.entry import Missing, allowed, person
from app.pages.downloads import TRY_AFTER, WAIT_FOR_FILE, attachment
from app.pages.kept import Version, kept_mapping
from app.pages.page import field, page, to, words
from app.pages.shelf import SHOWN
from app.parts import now, parts_of
from exports import compared, comparing_words, freezing, labels, report
from exports.comparing import Comparison, Pair, compare
from exports.comparing_words import KINDS, Kind, Saying
from exports.identity import Decision, Known, Of, same_offers
from exports.likeness import Likely, likely, subjects
from sessions import matches, summaries
from sessions.access import Right
from sessions.known.columns import folded
from sessions.summaries import Head, Wanted
from sessions.tables import Mapping

router = APIRouter()

WAIT_FOR_PICTURE = 1.5  # seconds; then the page comes without it, and the browser asks for it
ALL = "all"  # rows: those without a difference too
COMPARE = "/mappings/{session_id}/{version}/compare"
BOTH = COMPARE + "/{other_id}/{other}"


@router.get(COMPARE)
async def choose(request: Request, session_id: str, version: Version) -> Response:
    """What to compare with: versions of the same workshop first, then the same municipality, then all others."""
    await allowed(request, session_id, Right.READ)
    database = parts_of(request).database
    versions = await summaries.editions(database, session_id)
    this = next((head for head in versions if head.version == version), None)
    if this is None:
        raise Missing
    wanted, others = Wanted(request.query_params.get("q", "")), list[Head]()
    if (who := await person(request)) is not None:  # who helps with one workshop sees that one alone
        found = await summaries.library(database, wanted, who.spaces(Right.READ))
        heads = (head for volume in found.volumes for head in volume.versions if head.fits)
        others = [head for head in heads if head.session_id != session_id]
    others.sort(key=lambda head: not _is_of_same_municipality(this, head))

    def made() -> Response:
        shown = others[:SHOWN]
        groups = {
            "versions": [_beside(this, head) for head in versions if head is not this],
            "municipality": [_beside(this, head) for head in shown if _is_of_same_municipality(this, head)],
            "others": [_beside(this, head) for head in shown if not _is_of_same_municipality(this, head)],
        }
        return page(
            request,
            "compare_choose.html",
            this=this,
            groups=groups,
            wanted=wanted,
            shown=len(shown),
            among=len(others),
            labels=labels,
            words=words(request),
        )

    return await parts_of(request).aside.run(made)


@router.get(BOTH)
async def show(
    request: Request, session_id: str, version: Version, other_id: str, other: Version
) -> Response:
    """What lies between the two: a sentence, the staircase, proposals, and a table by kind of difference."""
    both = await _both(request, session_id, version, other_id, other)
    parts, translator, shown = parts_of(request), words(request), request.query_params.get("show", "")
    for one in (both.before, both.after):
        tracing.read(request, "mapping_opened", one.session_id, version=one.version)
    found, proposals, content = await parts.aside.run(both.looked)
    picture = ""
    with suppress(NotMade, NotYet):
        drawn = await parts.documents.comparison(
            compared.PICTURE.address, content, translator.lang, within=WAIT_FOR_PICTURE
        )
        picture = drawn.content.decode()

    def made() -> Response:
        saying = Saying(found, translator, len(proposals))
        rows = saying.rows
        wanted = [row for row in rows if _is_shown(row.kinds, shown)]
        return page(
            request,
            "compare.html",
            both=both,
            found=found,
            saying=saying,
            rows=wanted,
            all_rows=len(rows),
            counts=saying.counts,
            shown=shown,
            KINDS=KINDS,
            proposals=proposals,
            files=[
                (f"{both.path}/{file.address}", translator.gettext(file.label), file.kind)
                for file in compared.FILES
            ],
            drawn=Markup(picture),  # noqa: S704  exports/svg.py escapes what people wrote
            picture=f"{both.path}/{compared.PICTURE.address}",
            same_named=sum("same_name" in one.reasons for one in proposals),
            confirmed=both.said(found, same=True),
            rejected=both.said(found, same=False),
            may_differ=both.before.session_id != both.after.session_id,
            reasons=lambda why: comparing_words.reasons(translator, why),
            labels=labels,
            words=translator,
        )

    return await parts.aside.run(made)


@router.post(BOTH)
async def say(request: Request, session_id: str, version: Version, other_id: str, other: Version) -> Response:
    """Two offers are one, are not, or nobody has said so: as the pressed button says."""
    _, facilitator_id, _ = await allowed(request, session_id, Right.WORK)
    await allowed(request, other_id, Right.WORK)
    both = await _both(request, session_id, version, other_id, other)
    form = await request.form()
    database, at = parts_of(request).database, now()
    pairs, same = await parts_of(request).aside.run(lambda: both.meant(form))
    offers = [both.offers(pair) for pair in pairs]
    if same is None:
        for one, another in offers:
            await matches.forget(database, one, another)
    else:
        await matches.decide(database, offers, same=same, decided_by=facilitator_id, now=at)
    shown = field(form, "show")
    query = f"?show={shown}" if shown in (*KINDS, ALL) else ""
    return to(f"{request.url.path}{query}#{'offers' if 'apart' in form else 'matches'}")


@router.get(BOTH + "/{address}")
async def download(
    request: Request, session_id: str, version: Version, other_id: str, other: Version, address: str
) -> Response:
    """The comparison as a file; the picture is shown where it is asked for, all others are saved."""
    both = await _both(request, session_id, version, other_id, other)
    try:
        file = compared.named(address)
    except KeyError:
        raise Missing from None
    parts, translator = parts_of(request), words(request)
    content = (await parts.aside.run(both.looked))[2]
    try:
        made = await parts.documents.comparison(address, content, translator.lang, within=WAIT_FOR_FILE)
    except (NotMade, NotYet) as trouble:
        answer = page(
            request,
            "not_made.html",
            503,
            progress=translator.gettext("Laves …") if isinstance(trouble, NotYet) else "",
            file=file,
            title=both.after.title,
            mapping_url=both.path,
        )
        answer.headers["retry-after"] = str(TRY_AFTER)
        return answer
    for one in (both.before, both.after):
        tracing.read(request, "file_fetched", one.session_id, version=one.version, file=address)
    headers = {}
    if file is not compared.PICTURE:
        headers["content-disposition"] = attachment(f"{both.after.title} {made.day} {file.name}", file.suffix)
    return Response(made.content, media_type=file.media_type, headers=headers)


@dataclass(frozen=True, slots=True)
class _Both:
    """Two kept mappings, and what people said of their offers."""

    before: Mapping
    after: Mapping
    contents: tuple[report.Mapping, report.Mapping]
    decisions: tuple[Decision, ...]

    @property
    def path(self) -> str:
        """The address of their comparison."""
        one, other = self.before, self.after
        return f"/mappings/{one.session_id}/{one.version}/compare/{other.session_id}/{other.version}"

    @property
    def turned(self) -> str:
        """The address of the same the other way round."""
        one, other = self.after, self.before
        return f"/mappings/{one.session_id}/{one.version}/compare/{other.session_id}/{other.version}"

    def same(self) -> tuple[Pair, ...]:
        """The offers that are known to be one."""
        one, other = self.contents
        return same_offers(Of(self.before.session_id, one), Of(self.after.session_id, other), self.decisions)

    def looked(self) -> tuple[Comparison, tuple[Likely, ...], bytes]:
        """What lies between them, which offers may be one, and all that the renderer needs to tell of it."""
        found = self.compared()
        proposals = self.proposals(found)
        before, after = self.contents
        told = compared.Compared(before=before, after=after, same=self.same(), open_pairs=len(proposals))
        return found, proposals, told.model_dump_json().encode()

    def compared(self) -> Comparison:
        """What lies between them."""
        return compare(*self.contents, self.same())

    def proposals(self, found: Comparison) -> tuple[Likely, ...]:
        """Offers that may be one, of those that are in one of the mappings only."""
        gone = {offer.offer_id for offer in found.gone}
        new = {offer.offer_id for offer in found.new}
        return likely(
            [one for one in subjects(found.before) if one.offer.offer_id in gone],
            [one for one in subjects(found.after) if one.offer.offer_id in new],
            frozenset(pair for pair, same in self._decided() if not same),
        )

    def said(self, found: Comparison, *, same: bool) -> list[tuple[report.Offer, report.Offer]]:
        """Pairs of which a person said that they are one, or not; both offers are in these mappings."""
        ones = {offer.offer_id: offer for offer in found.before.offers}
        others = {offer.offer_id: offer for offer in found.after.offers}
        return [
            (ones[pair.before], others[pair.after])
            for pair, is_same in self._decided()
            if is_same is same and pair.before in ones and pair.after in others
        ]

    def meant(self, form: FormData) -> tuple[list[Pair], bool | None]:
        """Of which pairs a sent form says what. None: nobody is to have said anything. Raises `Missing`."""
        if "same_named" in form:
            named = [one for one in self.proposals(self.compared()) if "same_name" in one.reasons]
            return [Pair(one.before.offer_id, one.after.offer_id) for one in named], True
        told: dict[str, bool | None] = {"same": True, "apart": False, "forget": None}
        for name, same in told.items():
            if name in form:
                return [self._pair(*field(form, name).split(" "))], same
        return [self._pair(field(form, "before"), field(form, "after"))], True

    def offers(self, pair: Pair) -> tuple[matches.Offer, matches.Offer]:
        """Both offers of a pair, each with its workshop."""
        return (
            matches.Offer(self.before.session_id, pair.before),
            matches.Offer(self.after.session_id, pair.after),
        )

    def _pair(self, *offer_ids: str) -> Pair:
        for offer_id, content in zip(offer_ids, self.contents, strict=False):
            if all(offer.offer_id != offer_id for offer in content.offers):
                raise Missing
        if len(offer_ids) != len(self.contents):
            raise Missing
        return Pair(*offer_ids)

    def _decided(self) -> list[tuple[Pair, bool]]:
        found = []
        for one, other, same in self.decisions:
            for first, second in ((one, other), (other, one)):
                if (first.session_id, second.session_id) == (self.before.session_id, self.after.session_id):
                    found.append((Pair(first.offer_id, second.offer_id), same))
        return found


async def _both(request: Request, session_id: str, version: int, other_id: str, other: int) -> _Both:
    """Both mappings, if this person may see them. Raises `Missing`."""
    for one in (session_id, other_id):
        await allowed(request, one, Right.READ)
    try:
        before = await kept_mapping(request, session_id, version)
        after = await kept_mapping(request, other_id, other)
    except freezing.PersonalNumber:
        raise Missing from None  # the mapping's own page says what is to be done
    parts = parts_of(request)
    said = await matches.about(parts.database, {session_id, other_id})
    return _Both(
        before,
        after,
        await parts.aside.run(lambda: (report.load(before.body), report.load(after.body))),
        tuple(
            Decision(
                Known(row.session_id, row.offer_id),
                Known(row.other_session_id, row.other_offer_id),
                row.same,
            )
            for row in said
        ),
    )


def _beside(this: Head, head: Head) -> tuple[str, Head]:
    """The address of the two side by side, and the other one."""
    one, other = sorted((this, head), key=lambda one: (one.date, one.frozen_at))
    return f"/mappings/{one.session_id}/{one.version}/compare/{other.session_id}/{other.version}", head


def _is_of_same_municipality(this: Head, head: Head) -> bool:
    return bool(this.municipality) and folded(head.municipality) == folded(this.municipality)


def _is_shown(kinds: tuple[Kind, ...], shown: str) -> bool:
    if shown in KINDS:
        return shown in kinds
    return shown == ALL or "same" not in kinds
