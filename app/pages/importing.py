"""Known offers before the day: a file or an earlier mapping, looked at and put right, becomes cards in one go.

Nothing is kept on the server before it is imported. The page's own form carries the list from step to step, with an
id: sent twice, it counts once.
"""

from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from app import tracing, wire
from app.entry import Missing, NotAllowed, NotSignedIn, allowed, person
from app.pages import looking
from app.pages.looking import Look
from app.pages.page import field, page, session_of, to, words
from app.parts import parts_of
from app.security import new_id
from board.commands import ImportCards, Undo
from board.events import CardsImported, Entry
from board.hub import Room
from board.people import Actor
from board.refusals import SENTENCES, Refused
from board.text import clean, looks_like_cpr
from exports import known, report
from exports.words import N_
from sessions import mappings
from sessions.access import Right, may
from sessions.known import book as books
from sessions.known import file, matching
from sessions.known.book import Book, NotReadable
from sessions.tables import Mapping, Session

router = APIRouter()

PACKED = 3 * 1024 * 1024  # bytes of the list in the form: what two million signs are packed to at worst
BODY = file.LARGEST + PACKED // 2  # bytes of a request: the file, or the list, with what was chosen beside it
CHOICES = 4 * books.ROWS  # fields of a form: a box for each row at most, and the other choices
SHOWN = 100  # numbers of rows that the last page names


@router.get("/sessions/{session_id}/import")
async def start(request: Request, session_id: str) -> Response:
    await allowed(request, session_id, Right.RUN)
    return await _start(request, session_id)


@router.post("/sessions/{session_id}/import", max_body_size=BODY)
async def step(request: Request, session_id: str) -> Response:
    """Read a list, look at it again with other choices, or import it: as the pressed button says."""
    session, facilitator_id, _ = await allowed(request, session_id, Right.RUN)
    async with request.form(max_part_size=PACKED, max_fields=CHOICES) as form:
        await allowed(
            request, session_id, Right.RUN
        )  # access may have been taken back while the form was on its way
        try:
            wanted = field(form, "do")
            if wanted == "read":
                return await _look(
                    request, session, await _read(request, session_id, form), new_id(), FormData()
                )
            read = await parts_of(request).aside.run(partial(books.unpack, field(form, "book")))
        except NotReadable as why:
            return await _start(request, session_id, why)
        import_id = clean(field(form, "import_id"))
        if wanted == "import":
            return await _import(request, session, facilitator_id, read, import_id, form)
        return await _look(request, session, read, import_id, form)


@router.get("/sessions/{session_id}/import/{import_id}")
async def done(request: Request, session_id: str, import_id: str) -> Response:
    """What an import brought in, and the way back."""
    session, _, _ = await allowed(request, session_id, Right.RUN)
    entry, imported = await _imported(request, session_id, import_id)
    room = await parts_of(request).hub.room(session_id)
    standing = [
        card
        for card in imported.cards
        if (now := room.board.cards.get(card.card_id)) is not None and not now.withdrawn
    ]
    counts = {
        area: sum(1 for card in standing if card.offer.area_id == area.area_id)
        for area in room.board.setup.areas
    }
    numbers = [number for number in request.query_params.get("left", "").split("-") if number.isdecimal()]
    deed = next((deed for deed in room.board.recent if deed.number == entry.number), None)
    return page(
        request,
        "imported.html",
        session=session,
        import_id=import_id,
        source=imported.source,
        cards=len(imported.cards),
        standing=len(standing),
        placed=sum(1 for card in standing if card.placement.step_id is not None),
        areas={area: count for area, count in counts.items() if count},
        left=numbers[:SHOWN],
        may_undo=deed is not None and not deed.undone and room.board.frozen_at is None,
    )


@router.post("/sessions/{session_id}/import/{import_id}/undo")
async def undo(request: Request, session_id: str, import_id: str) -> Response:
    """Take all of it back. What has been worked on since stands in the way, and is named by the console's log."""
    _, facilitator_id, _ = await allowed(request, session_id, Right.RUN)
    entry, _ = await _imported(request, session_id, import_id)
    room = await parts_of(request).hub.room(session_id)
    await room.submit(Actor("facilitator", facilitator_id), Undo(id=new_id(), number=entry.number))
    return to(f"/sessions/{session_id}/import/{import_id}")


async def _start(request: Request, session_id: str, why: NotReadable | None = None) -> Response:
    session = await session_of(request, session_id)
    room = await parts_of(request).hub.room(session_id)
    who, database = await person(request), parts_of(request).database
    if who is not None and may(who, Right.READ, space_id=session.space_id):
        # Of this space only: what belongs to another one would be told in this.
        kept = await mappings.in_spaces(database, {session.space_id})
    else:  # who helps with one workshop sees that one alone
        kept = await mappings.all_mappings(database, session_id)
    return page(
        request,
        "import.html",
        422 if why is not None else 200,
        session=session,
        heads=kept,
        wrong=looking.not_readable(why, words(request)) if why is not None else "",
        wrong_mapping=why is not None and why.code == "no_mapping",
        is_frozen=room.board.frozen_at is not None,
    )


async def _read(request: Request, session_id: str, form: FormData) -> Book:
    """The list that was chosen. Raises `NotReadable`."""
    if chosen := field(form, "mapping"):
        return await _mapping(request, session_id, chosen)
    upload = form.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise NotReadable("no_file")
    content = await upload.read(file.LARGEST + 1)
    return await parts_of(request).aside.run(partial(file.read, upload.filename, content))


async def _mapping(request: Request, session_id: str, chosen: str) -> Book:
    kept = await _kept(request, session_id, chosen)
    if kept is None:
        raise NotReadable("no_mapping")
    body, translator = kept.body, words(request)
    read = await parts_of(request).aside.run(lambda: known.book(report.load(body), translator))
    return read._replace(mapping=chosen)


async def _kept(request: Request, session_id: str, chosen: str) -> Mapping | None:
    """The mapping of that session and version, if it is of the same space and this person may see it."""
    chosen_id, _, version = chosen.rpartition("/")
    number = int(version) if version.isdecimal() and len(version) < 7 else 0
    if chosen_id != session_id:
        try:
            chosen_from = (await allowed(request, chosen_id, Right.READ)).session
        except (Missing, NotAllowed, NotSignedIn):
            return None
        if chosen_from.space_id != (await session_of(request, session_id)).space_id:
            return None
    kept = await mappings.get(parts_of(request).database, chosen_id, number)
    if kept is not None:
        tracing.read(request, "mapping_opened", chosen_id, version=number)
    return kept


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A list with what was chosen about it, and what would become of it now."""

    read: Book
    import_id: str
    look: Look
    outcome: matching.Outcome
    source: str


async def _chosen(request: Request, room: Room, read: Book, import_id: str, form: FormData) -> _Chosen:
    # The form only says which mapping: where its offers come from is read from the mapping itself.
    kept = await _kept(request, room.session_id, read.mapping) if read.mapping else None

    def made() -> _Chosen:
        look = looking.chosen(read, form)
        origins = known.origins(report.load(kept.body), kept.session_id) if kept is not None else {}
        outcome = matching.match(look.sheet, look.choices, room.board, import_id, origins)
        source = clean(field(form, "source"))[:200] or read.name
        return _Chosen(read, import_id, look, outcome, source)

    return await parts_of(request).aside.run(made)


async def _look(
    request: Request,
    session: Session,
    read: Book,
    import_id: str,
    form: FormData,
    status: int = 200,
    notice: str = "",
) -> Response:
    room = await parts_of(request).hub.room(session.session_id)
    chosen = await _chosen(request, room, read, import_id, form)

    def made() -> Response:
        told = looking.told(read, chosen.look, chosen.outcome, room.board, words(request))
        return page(
            request,
            "import_look.html",
            status,
            session=session,
            book=books.pack(read),
            import_id=import_id,
            source=chosen.source,
            notice=notice,
            is_frozen=room.board.frozen_at is not None,
            **told,
        )

    return await parts_of(request).aside.run(made)


async def _import(
    request: Request, session: Session, facilitator_id: str, read: Book, import_id: str, form: FormData
) -> Response:
    """One command with all offers, or the page again with what is to be looked at first."""
    parts, translator = parts_of(request), words(request)
    room = await parts.hub.room(session.session_id)
    chosen = await _chosen(request, room, read, import_id, form)
    rows = sorted(one.row for one in (*chosen.outcome.left, *chosen.outcome.alike))
    left = "-".join(map(str, rows[:SHOWN]))
    try:
        await _submit(room, facilitator_id, chosen, field(form, "seen"))
    except _NotYet as why:
        if await parts.keeper.entry(session.session_id, import_id) is None:
            notice = translator.gettext(why.sentence)
            return await _look(request, session, read, import_id, form, why.status, notice)
        left = ""  # it was sent before, and the board is another one since: it counts once
    return to(f"/sessions/{session.session_id}/import/{import_id}?left={left}")


class _NotYet(Exception):
    """Something is to be looked at first; `sentence` (a msgid) says what."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


async def _submit(room: Room, facilitator_id: str, chosen: _Chosen, seen: str) -> None:
    if looks_like_cpr(chosen.source):
        raise _NotYet(422, SENTENCES["cpr"])
    if looking.seen(chosen.outcome) != seen:
        raise _NotYet(409, N_("Der er ændret noget, siden du så listen. Se den igennem, og tryk igen."))
    if not chosen.outcome.taken:
        raise _NotYet(422, N_("Der er ingen rækker at importere."))
    known_offers = tuple(taken.known for taken in chosen.outcome.taken)
    try:
        not_cpr = tuple(place for taken in chosen.outcome.taken for place in taken.not_cpr)
        command = ImportCards(id=chosen.import_id, source=chosen.source, offers=known_offers, not_cpr=not_cpr)
        await room.submit(Actor("facilitator", facilitator_id), command)
    except ValidationError as error:  # a file without a name; or a form that is not ours
        raise _NotYet(422, SENTENCES[wire.explain(error).code]) from None
    except Refused as refused:
        raise _NotYet(409, SENTENCES[refused.code]) from None


async def _imported(request: Request, session_id: str, import_id: str) -> tuple[Entry, CardsImported]:
    """The entry with what was imported. Raises `Missing`."""
    entry = await parts_of(request).keeper.entry(session_id, import_id)
    fact = entry.events[0] if entry is not None else None
    if entry is None or not isinstance(fact, CardsImported):
        raise Missing
    return entry, fact
