"""The parts of one running application, made at its start and handed to whoever serves a request."""

import time
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from starlette.requests import HTTPConnection

from app.aside import Aside
from app.buckets import Buckets
from app.documents import Documents
from app.errands import Errands
from app.guesses import Guesses
from app.hashing import Hashing
from app.inspector import Inspector
from app.keeping import Keeper
from app.mailing import Mailing
from app.measures import Measures
from app.replays import Replays
from app.security import CodeGate, Origins, Tickets
from app.settings import Settings
from app.templating import Manifest, Templates
from app.tracer import Tracer
from app.twins import Twins
from app.wordgate import WordGate
from board.hub import Hub
from sessions.database import Database
from sessions.days import danish_day
from sessions.sealing import Sealing

if TYPE_CHECKING:
    from app.oidc.provider import Provider


def now() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def today() -> date:
    """The day in Denmark, wherever the server stands."""
    return danish_day(now())


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that pages and sockets share."""

    settings: Settings
    database: Database
    hub: Hub
    keeper: Keeper
    documents: Documents
    inspector: Inspector
    replays: Replays
    tickets: Tickets
    origins: Origins
    gate: CodeGate
    words: WordGate
    changes: Buckets  # on the join page: of name or table for each person, and newcomers for each session
    measures: Measures
    manifest: Manifest
    templates: Templates
    errands: Errands
    aside: Aside
    hashing: Hashing
    guesses: Guesses
    sealing: Sealing
    twins: Twins
    provider: "Provider | None"  # that people sign in with
    tracer: Tracer
    mailing: Mailing | None  # to the server that was set


def parts_of(connection: HTTPConnection) -> Parts:
    """The parts of the application that serves this request or socket."""
    parts: Parts = connection.app.state.parts
    return parts
