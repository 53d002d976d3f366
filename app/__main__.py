"""The command line: `python -m app serve | sign-in-link | migrate | demo | rehearse`."""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from typing import cast, get_args

from app.settings import BadSetting, Settings, load, secret
from board.state import StageKind
from sessions import signin
from sessions.database import Database
from sessions.migrations.migrate import migrate
from sessions.trouble import DatabaseTrouble


MOST_PHONES = 500  # simulated ones in one rehearsal; one process does not play more at a human pace


def serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Serve the site."""
    from app import (
        serving,
    )  # what serves takes most of a second to load; the other commands need not wait for it

    listening = serving.listen(settings)
    secret(settings)
    token = asyncio.run(_prepare(settings))
    found = serving.addresses(settings, listening.getsockname()[1])

    def announce() -> None:
        print(f"\nTilbudstrappen: {' and '.join(found)}")
        if settings.host.startswith("127.") and not settings.address:
            print("Only this machine can reach it; HOST=0.0.0.0 lets phones on the same network in.")
        print(f"Data: {Database(settings.database).place}")
        if token:
            print(f"Sign in as facilitator (once, within 24 hours): {found[0]}/sign-in/{token}")
        else:
            print("A new link to sign in as facilitator: python -m app sign-in-link")
        print("Stop with Ctrl+C.\n", flush=True)

    serving.run(settings, listening, announce)


def sign_in_link(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Print a link with which a facilitator signs in, once, within 24 hours."""
    token = asyncio.run(_new_link(settings))
    address = settings.address or f"http://{settings.host}:{settings.port}"
    print(f"{address}/sign-in/{token}")


def bring_up_to_date(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Bring the database to the newest schema (serve does this too)."""
    changed = asyncio.run(migrate(settings.database))
    place = Database(settings.database).place
    print(f"{place} is up to date now." if changed else f"{place} was up to date.")


def demo(settings: Settings, arguments: argparse.Namespace) -> None:
    """Make a demo workshop of 30 real offers, in any stage."""
    code = asyncio.run(_demo(settings, cast(StageKind, arguments.stage)))
    print(f"A demo workshop was made; phones join with the code {code}.")


def rehearse(settings: Settings, arguments: argparse.Namespace) -> None:
    """Send simulated phones into a session, to practise with: they join, write and place cards at a human pace."""
    from app.rehearse import rehearse as take_part
    from app.simulated import NotLetIn

    address = arguments.address or settings.address or f"http://{settings.host}:{settings.port}"
    try:
        asyncio.run(take_part(address, arguments.code, arguments.phones, arguments.pace, arguments.seed))
    except NotLetIn as trouble:
        raise BadSetting(f"The phones were not let in at {address}: {trouble}") from None
    except OSError as trouble:
        raise BadSetting(f"Nothing answers at {address} ({trouble.strerror or trouble}).") from None


COMMANDS: dict[str, Callable[[Settings, argparse.Namespace], None]] = {
    "serve": serve,
    "sign-in-link": sign_in_link,
    "migrate": bring_up_to_date,
    "demo": demo,
    "rehearse": rehearse,
}


def main() -> int:
    """Run one command. Trouble that a person can do something about is one sentence, and the exit code 1."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Tilbudstrappen", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    parsers = {
        name: commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        for name, command in COMMANDS.items()
    }
    parsers["serve"].add_argument("--host", help="address to listen on (TRAPPE_HOST)")
    parsers["serve"].add_argument("--port", help="port to listen on (TRAPPE_PORT)")
    parsers["demo"].add_argument("--stage", choices=get_args(StageKind), default="placing")
    parsers["rehearse"].add_argument("code", help="the session's code, as in KVX4T7")
    parsers["rehearse"].add_argument("--phones", type=_count, default=40, help="how many (40)")
    parsers["rehearse"].add_argument(
        "--pace", type=_pace, default=1.0, help="2 is twice as quick as people (1)"
    )
    parsers["rehearse"].add_argument("--seed", type=int, help="for the same rehearsal again")
    parsers["rehearse"].add_argument("--address", help="where the site is (as serve's settings say)")
    arguments = parser.parse_args()
    try:
        settings = load(host=getattr(arguments, "host", None), port=getattr(arguments, "port", None))
        COMMANDS[arguments.command](settings, arguments)
    except (BadSetting, DatabaseTrouble) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


async def _prepare(settings: Settings) -> str | None:
    """Brings the database up to date. At the very first start, the token of a sign-in link."""
    await migrate(settings.database)
    database = Database(settings.database)
    try:
        return await signin.new_link(database, _now()) if await signin.first_start(database) else None
    finally:
        await database.close()


async def _new_link(settings: Settings) -> str:
    await migrate(settings.database)
    database = Database(settings.database)
    try:
        return await signin.new_link(database, _now())
    finally:
        await database.close()


async def _demo(settings: Settings, stage: StageKind) -> str:
    from app.security import new_id
    from sessions import codes, demo

    await migrate(settings.database)
    database = Database(settings.database)
    try:
        session = await demo.create(
            database, stage, session_id=new_id(), facilitator_id="command-line", now=_now()
        )
    finally:
        await database.close()
    return codes.show_code(session.code)


def _count(text: str) -> int:
    if not 1 <= int(text) <= MOST_PHONES:
        raise argparse.ArgumentTypeError(f"from 1 to {MOST_PHONES}")
    return int(text)


def _pace(text: str) -> float:
    if not 0.01 <= float(text) <= 1000:
        raise argparse.ArgumentTypeError("from 0.01 to 1000")
    return float(text)


def _now() -> int:
    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
