"""What follows from facts outside the board: a frozen board is kept as a mapping, a new title reaches the lists."""

import json

import structlog

from app.documents import Documents
from app.errands import Errands
from app.languages import LANGUAGES
from board.fold import begin, fold
from board.ports import Log
from board.state import Board
from exports import report
from sessions import lifecycle, mappings, participants
from sessions.database import Database
from sessions.tables import Mapping

READY_WITHIN = 60.0  # seconds; whoever wants a file earlier makes it

_log = structlog.get_logger(__name__)


class Keeper:
    """Watches all rooms of this process. Whatever it does may be done twice, by several workers or after a crash."""

    def __init__(self, database: Database, log: Log, documents: Documents, errands: Errands) -> None:
        self._database, self._log, self._documents, self._errands = database, log, documents, errands

    def observe(self, session_id: str, before: Board, after: Board) -> None:
        """Told by a room of every stored entry. Returns at once."""
        if after.frozen_at is not None and before.frozen_at is None:
            self._errands.begin(self._keep_frozen(session_id, after))
        if after.setup is not before.setup:
            self._errands.begin(lifecycle.follow_setup(self._database, session_id, after.setup))

    async def mapping(self, session_id: str, version: int, *, newest: int) -> Mapping | None:
        """A version of the session's mapping; made again from the log if a crash right after the freeze left it unkept.

        `newest` is the version that the board has come to: for a later one nobody reads a whole log. Raises
        `report.PersonalNumber`.
        """
        kept = await mappings.get(self._database, session_id, version)
        if kept is not None or version > newest:
            return kept
        if (board := await self._frozen_board(session_id, version)) is not None:
            kept = await self._keep(session_id, board)
        return kept

    async def _frozen_board(self, session_id: str, version: int) -> Board | None:
        """The board right after the entry that froze this version."""
        entries = await self._log.since(session_id, 0)
        if not entries:
            return None
        board = begin(entries[0])
        for entry in entries[1:]:
            before, board = board, fold(board, entry)
            if board.version == version and board.frozen_at is not None and before.frozen_at is None:
                return board
        return None

    async def _keep_frozen(self, session_id: str, board: Board) -> None:
        try:
            kept = await self._keep(session_id, board)
            # Made while the room claps, so that they are ready, and their sizes known, when someone looks.
            for lang in LANGUAGES:
                await self._documents.sizes(kept, lang, names=True, within=READY_WITHIN)
        except report.PersonalNumber as trouble:
            # Where it stands, never what stands there. The mapping's page tells the facilitator what to do.
            _log.warning(
                "mapping not kept", session=session_id, version=board.version, places=len(trouble.places)
            )

    async def _keep(self, session_id: str, board: Board) -> Mapping:
        mapping = report.freeze(board)
        kept = Mapping(
            session_id=session_id,
            version=mapping.version,
            digest=report.digest(mapping),
            frozen_at=mapping.frozen_at,
            title=mapping.session.title,
            body=report.canonical(mapping).decode(),
            people=await self._people(session_id) if board.setup.names_in_mapping else None,
        )
        await mappings.store(self._database, kept)
        return kept

    async def _people(self, session_id: str) -> str:
        """The names beside the mapping, as JSON. They are not in the digest, so that they can be erased."""
        people = await participants.people(self._database, session_id)
        named = [{"name": person.name, "area_id": person.area_id} for person in people if person.name]
        return json.dumps(named, ensure_ascii=False)
