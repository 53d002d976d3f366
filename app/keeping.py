"""What follows from facts outside the board: a frozen board is kept as a mapping, a new title reaches the lists."""

import asyncio
import contextlib
from collections.abc import Sequence
from functools import partial

import structlog

from app.aside import Aside
from app.documents import Documents, NotMade, NotYet
from app.errands import Errands
from app.languages import LANGUAGES
from board.draft import Draft
from board.events import Entry
from board.fold import take_in
from board.ports import Log
from board.state import Board
from exports import freezing, report
from exports.formats import FILES
from sessions import lifecycle, mappings
from sessions.database import Database
from sessions.tables import Mapping

READY_WITHIN = 300.0  # seconds; who wants a file has it made, whether or not it was ready
SLICE = 200  # entries that are read and folded before others have their turn

_log = structlog.get_logger(__name__)


class Keeper:
    """Watches all rooms of this process. Whatever it does may be done twice, by several workers or after a crash."""

    def __init__(
        self, database: Database, log: Log, documents: Documents, errands: Errands, aside: Aside
    ) -> None:
        self._database, self._log, self._documents = database, log, documents
        self._errands, self._aside = errands, aside
        self._keeping: dict[tuple[str, int], asyncio.Task[tuple[Mapping, bool]]] = {}

    def observe(self, session_id: str, before: Board, after: Board) -> None:
        """Told by a room of every stored entry. Returns at once."""
        if after.version != before.version:
            self._errands.begin(self._keep_frozen(session_id, after))
        if after.setup is not before.setup:
            self._errands.begin(lifecycle.follow_setup(self._database, session_id, after.setup))

    async def entry(self, session_id: str, command_id: str) -> Entry | None:
        """What a command led to, if it was ever stored."""
        return await self._log.find(session_id, command_id)

    async def mapping(self, session_id: str, version: int, *, newest: int) -> Mapping | None:
        """A version of the session's mapping; made again from the log if a crash right after the freeze left it unkept.

        `newest` is the version that the board has come to: for a later one nobody reads a whole log. Raises
        `freezing.PersonalNumber`.
        """
        if (keeping := self._keeping.get((session_id, version))) is not None:
            # Right after the freeze: no log need be read for that.
            return (await asyncio.shield(keeping))[0]
        kept = await mappings.get(self._database, session_id, version)
        if kept is not None or version > newest:
            return kept
        if (board := await self.frozen_board(session_id, version)) is not None:
            return (await self._keep(session_id, board))[0]
        return None

    async def frozen_board(self, session_id: str, version: int) -> Board | None:
        """The board right after the entry that froze this version, read from the log; None if none did."""
        number, draft = 0, None
        while entries := await self._log.since(session_id, number, SLICE):
            number = entries[-1].number
            draft, board = await self._aside.run(partial(_until_frozen, version, draft, entries))
            if board is not None:
                return board
        return None

    async def _keep_frozen(self, session_id: str, board: Board) -> None:
        key = session_id, board.version
        self._keeping[key] = asyncio.ensure_future(self._keep(session_id, board))
        try:
            kept, is_first = await self._keeping[key]
        except freezing.PersonalNumber as trouble:
            # Where it stands, never what stands there. The mapping's page tells the facilitator what to do.
            _log.warning(
                "mapping not kept", session=session_id, version=board.version, places=len(trouble.places)
            )
            return
        finally:
            del self._keeping[key]
        if is_first:
            await self._make_ready(kept)

    async def _make_ready(self, kept: Mapping) -> None:
        """Make the files that most want while the room claps, so that they are there when someone looks.

        One after the other, so that whoever wants another file waits for one of these at most; in the language of
        most, and by the one worker that kept the mapping first.
        """
        for file in (file for file in FILES if file.is_early):
            with contextlib.suppress(NotMade, NotYet):
                await self._documents.get(kept, file, LANGUAGES[0], names=True, within=READY_WITHIN)

    async def _keep(self, session_id: str, board: Board) -> tuple[Mapping, bool]:
        """The mapping, and whether nobody had kept it before."""
        mapping, body, digest = await self._aside.run(lambda: _sealed(board))
        kept = Mapping(
            session_id=session_id,
            version=mapping.version,
            digest=digest,
            frozen_at=mapping.frozen_at,
            title=mapping.session.title,
            body=body.decode(),
        )
        is_first = await mappings.store(self._database, kept, names=board.setup.names_in_mapping)
        if not is_first:  # with the names that are beside it, and without those that were forgotten since
            kept = await mappings.get(self._database, session_id, mapping.version) or kept
        return kept, is_first


def _until_frozen(
    version: int, draft: Draft | None, entries: Sequence[Entry]
) -> tuple[Draft | None, Board | None]:
    """The draft after these entries; and the frozen board, if one of them froze this version."""
    for entry in entries:
        draft = take_in(draft, entry)
        if draft.version == version and draft.frozen_at is not None:
            return draft, draft.board()
    return draft, None


def _sealed(board: Board) -> tuple[report.Mapping, bytes, str]:
    """A frozen board's mapping, its canonical JSON, and its digest."""
    mapping = freezing.freeze(board)
    body = report.canonical(mapping)
    return mapping, body, report.seal(body)
