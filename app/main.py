"""Puts the parts together. The only place where concrete parts meet."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

import structlog
from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from app import live, mail_server, pages
from app.aside import Aside
from app.buckets import Buckets
from app.documents import Documents
from app.errands import Errands
from app.forgetting import forget_when_due
from app.guesses import Guesses
from app.hashing import Hashing
from app.inspector import Inspector
from app.keeping import Keeper
from app.mailing import Mailing
from app.measures import Measures
from app.outside import Outside
from app.parts import Parts, now
from app.renderer import Renderer
from app.replays import Replays
from app.security import CodeGate, Guard, Origins, Tickets
from app.settings import Settings
from app.signing import signing_secrets
from app.socket import frame, high_water
from app.static import StaticFiles
from app.templating import DIST, Manifest, Templates
from app.tracer import Tracer
from app.twins import Twins
from app.wordgate import WordGate
from board.closing import COME_BACK
from board.hub import Hub
from sessions import second_step
from sessions.database import Database
from sessions.log import Commit, StoredLog
from sessions.migrations.migrate import migrate
from sessions.notices import NoBus, PostgresBus
from sessions.presence import PostgresElsewhere
from sessions.sealing import Sealing
from sessions.trouble import DatabaseTrouble

if TYPE_CHECKING:
    from app.oidc.provider import Provider

BODY_LIMIT = 256 * 1024  # bytes; the longest form, a new workshop with 15 own steps, is a tenth of it
LEAVE_WITHIN = 1.5  # seconds for what is on its way when the server stops
PUT_AWAY_WITHIN = 1.0  # seconds for the database to take its leave
SLOW_COMMIT = 0.1  # seconds; people begin to notice

_log = structlog.get_logger(__name__)


def create_app(chosen: Settings, worker_id: str = "alone") -> FastAPI:
    """The application, as one of the workers. It opens nothing before its lifespan begins."""
    app = FastAPI(
        title="Tilbudstrappen",
        lifespan=_lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        # It would lead to an absolute address made of what the request calls our host.
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.settings, app.state.worker_id = chosen, worker_id
    origins = Origins(chosen)
    app.router.routes.extend(live.routes())
    pages.install(app)
    app.mount("/static", StaticFiles(DIST))
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=BODY_LIMIT)
    app.add_middleware(Guard, origins=origins, failed=pages.failed, nowhere=pages.nowhere)
    app.add_middleware(Outside, settings=chosen)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    chosen: Settings = app.state.settings
    await migrate(chosen.database)
    database = Database(chosen.database)
    secrets = signing_secrets(chosen)
    sealing = Sealing(secrets)
    await second_step.seal_anew(database, sealing)
    measures = Measures()
    log = StoredLog(database, measured=partial(_committed, measures))
    bus = NoBus() if chosen.is_sqlite else PostgresBus(database)
    elsewhere = None if chosen.is_sqlite else PostgresElsewhere(database, app.state.worker_id)
    errands = Errands()
    aside = Aside()
    documents = Documents(Renderer())
    keeper = Keeper(database, log, documents, errands, aside)
    manifest = Manifest()
    provider = _provider(chosen)
    hub = Hub(log, bus, now, frame, manifest.release, keeper.observe, measures.fan_out, elsewhere)
    tracer = Tracer(database)
    app.state.parts = Parts(
        settings=chosen,
        database=database,
        hub=hub,
        keeper=keeper,
        documents=documents,
        inspector=Inspector(),
        replays=Replays(keeper, log, aside),
        tickets=Tickets(secrets),
        origins=Origins(chosen),
        gate=CodeGate(time.monotonic, chosen.workers),
        words=WordGate(time.monotonic, chosen.workers),
        changes=Buckets(time.monotonic),
        measures=measures,
        manifest=manifest,
        templates=Templates(manifest, chosen.base),
        errands=errands,
        aside=aside,
        hashing=Hashing(),
        guesses=Guesses(time.monotonic, chosen.workers),
        sealing=sealing,
        twins=Twins(aside),
        provider=provider,
        tracer=tracer,
        mailing=_mailing(chosen),
    )
    house = [
        asyncio.create_task(_keep_house(hub)),
        asyncio.create_task(_keep_measures(hub, measures)),
        asyncio.create_task(forget_when_due(database, documents, chosen.names_days, chosen.traces_days)),
        asyncio.create_task(tracer.run()),
    ]
    try:
        yield
    finally:
        for task in house:
            task.cancel()
        await asyncio.wait(house)
        await say_goodbye(app)
        await tracer.flush()
        await _put_away(log, bus, elsewhere, database)
        aside.close()
        if provider is not None:
            await provider.close()


def _provider(chosen: Settings) -> "Provider | None":
    """Whom people sign in with, if that was set. Asks it nothing yet: a start waits for nobody else."""
    if not chosen.oidc_issuer:
        return None
    from app.oidc.provider import Provider  # a third of a second, for those alone who use it

    return Provider(
        chosen.oidc_issuer,
        chosen.oidc_client_id,
        chosen.oidc_client_secret,
        scopes=chosen.oidc_scopes,
        groups_claim=chosen.oidc_groups_claim,
    )


def _mailing(chosen: Settings) -> Mailing | None:
    """Where mails are handed over, if that was set."""
    if not (chosen.mail_server and chosen.address):
        return None
    server = mail_server.parse(chosen.mail_server)
    return Mailing(server, chosen.mail_from, chosen.address, time.monotonic, chosen.workers)


async def _put_away(
    log: StoredLog, bus: NoBus | PostgresBus, elsewhere: PostgresElsewhere | None, database: Database
) -> None:
    try:
        async with asyncio.timeout(PUT_AWAY_WITHIN):
            await log.close()
            if isinstance(bus, PostgresBus):
                await bus.close()
            if elsewhere is not None:
                await elsewhere.leave()
            await database.close()
    except (TimeoutError, DatabaseTrouble) as trouble:
        # What it did not take was confirmed to nobody: the phones keep it, and ask again.
        _log.error("the database did not answer at the end", why=type(trouble).__name__)


async def say_goodbye(app: FastAPI) -> None:
    """What was asked is stored and answered; then every socket is closed with `COME_BACK`. Twice does nothing more."""
    parts: Parts = app.state.parts
    await parts.documents.close()
    await parts.replays.close()
    await parts.errands.finish(LEAVE_WITHIN)
    await parts.hub.close(COME_BACK)


def _committed(measures: Measures, commit: Commit) -> None:
    measures.commit(commit)
    if commit.seconds > SLOW_COMMIT:
        _log.warning("slow commit", seconds=round(commit.seconds, 3), entries=commit.entries)


async def _keep_measures(hub: Hub, measures: Measures) -> None:
    while True:
        await asyncio.sleep(1)
        measures.every_second(rooms=len(hub.rooms), backlog=high_water.take())


async def _keep_house(hub: Hub) -> None:
    while True:
        try:
            await hub.run()
        except Exception:  # noqa: BLE001
            # A database that is away for a moment must not end the healing of lost notices for good.
            _log.exception("housekeeping failed")
            await asyncio.sleep(1)
