"""The command line: `python -m app serve | sign-in-link | migrate | demo | rehearse`, and what keeps it all safe:
`backup | restore | copy-database | rotate-secret`.
"""

import argparse
import asyncio
import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import cast, get_args

from app.settings import BadSetting, Settings, load
from app.signing import exposed, rotate, signing_secrets
from board.state import StageKind
from sessions import backup, signin
from sessions.claim import claim
from sessions.database import Database
from sessions.trouble import DatabaseTrouble
from sessions.upgrading import upgrade

TAKE_OVER_WITHIN = 6.0  # seconds; a server that is told to stop has ended within five
MOST_PHONES = 500  # simulated ones in one rehearsal; one process does not play more at a human pace


def serve(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Serve the site."""
    from app import serving  # what serves takes most of a second to load; other commands need not wait for it

    listening = serving.listen(settings)
    with in_use(settings):
        _serve(settings, listening)


def _serve(settings: Settings, listening: socket.socket) -> None:
    from app import serving

    # Handed on to the workers: one that is started after a rotation signs as the others do.
    settings = settings.model_copy(update={"secret": "\n".join(signing_secrets(settings))})
    token = asyncio.run(_prepare(settings))
    found = serving.addresses(settings, listening.getsockname()[1])

    open_to_others = exposed(settings)

    def announce() -> None:
        print(f"\nTilbudstrappen: {' and '.join(found)}")
        if settings.host.startswith("127.") and not settings.address:
            print("Only this machine can reach it; HOST=0.0.0.0 lets phones on the same network in.")
        print(f"Data: {Database(settings.database).place}")
        if token:
            print(f"Sign in as facilitator (once, within 24 hours): {found[0]}/sign-in/{token}")
        else:
            print(f"A new link to sign in as facilitator: {_command(settings)} sign-in-link")
        for sentence in open_to_others:
            print(sentence)
        print("Stop with Ctrl+C.\n", flush=True)

    serving.run(settings, listening, announce)


def _command(settings: Settings) -> str:
    """What to type for another command beside this server: its own Python, and its port."""
    python = Path(sys.executable)
    inside = python.name == "python" and python.is_relative_to(Path.cwd())
    usual = settings.address or settings.port == Settings.model_fields["port"].default
    port = "" if usual else f"TRAPPE_PORT={settings.port} "
    return f"{port}{python.relative_to(Path.cwd()) if inside else 'python'} -m app"


def reach(settings: Settings) -> str:
    """Where this machine reaches the site that these settings serve."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104  compared with, not bound to
    return settings.address or f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def sign_in_link(settings: Settings, arguments: argparse.Namespace) -> None:
    """Print a link with which a facilitator signs in, once, within 24 hours."""
    token = asyncio.run(_new_link(settings, arguments.email))
    print(f"{reach(settings)}/sign-in/{token}")
    if arguments.email:
        print(
            "No address is proved: make sure that the account is theirs before you send this.",
            file=sys.stderr,
        )


def rotate_secret(settings: Settings, arguments: argparse.Namespace) -> None:
    """Sign cookies with a new secret from the next start on; who is signed in stays so."""
    path = rotate(settings, forget=arguments.forget)
    print(f"{path} has a new secret. Restart the server, and it signs with that one.")
    if arguments.forget:
        print("The one before is gone: then everybody signs in anew, and phones come in anew with the code.")
    else:
        print(
            "What the one before has signed stays good until the next rotation, or `rotate-secret --forget`."
        )


def bring_up_to_date(settings: Settings, _arguments: argparse.Namespace) -> None:
    """Bring the database to the newest schema (serve does this too)."""
    changed = asyncio.run(_up_to_date(settings))
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

    address = arguments.address or reach(settings)
    try:
        asyncio.run(take_part(address, arguments.code, arguments.phones, arguments.pace, arguments.seed))
    except NotLetIn as trouble:
        raise BadSetting(f"The phones were not let in at {address}: {trouble}") from None
    except OSError as trouble:
        raise BadSetting(f"Nothing answers at {address} ({trouble.strerror or trouble}).") from None


def back_up(settings: Settings, arguments: argparse.Namespace) -> None:
    """Copy the SQLite database to a file, also while it is served; a file that is there is never overwritten."""
    path = _sqlite(settings, "pg_dump --format=custom --file=FILE")
    content = backup.back_up(path, arguments.file)
    print(f"{arguments.file} has {content}; it was checked and is whole.")


def restore(settings: Settings, arguments: argparse.Namespace) -> None:
    """Put a backup in the database's place; the server must not run."""
    path = _sqlite(settings, "pg_restore --clean --if-exists --dbname=DATABASE FILE")
    stamp = time.strftime("%Y%m%d-%H%M%S")
    content, kept = backup.restore(arguments.file, path, replace=arguments.replace, stamp=stamp)
    print(f"{path} has {content}; it was checked and is whole.")
    if kept is not None:
        print(f"The old file is kept as {kept}.")


def copy_database(_settings: Settings, arguments: argparse.Namespace) -> None:
    """Copy an installation from one database to another, SQLite or PostgreSQL, and compare them."""
    from sessions.moving import copy_database as copy

    asyncio.run(copy(arguments.source, arguments.target, print))


COMMANDS: dict[str, Callable[[Settings, argparse.Namespace], None]] = {
    "serve": serve,
    "sign-in-link": sign_in_link,
    "rotate-secret": rotate_secret,
    "migrate": bring_up_to_date,
    "demo": demo,
    "rehearse": rehearse,
    "backup": back_up,
    "restore": restore,
    "copy-database": copy_database,
}


def main() -> int:
    """Run one command. Trouble that a person can do something about is one sentence, and the exit code 1."""
    os.umask(0o077)  # whatever we write holds names or secrets
    parser = argparse.ArgumentParser(prog="python -m app", description="Tilbudstrappen", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    parsers = {
        name: commands.add_parser(name, help=command.__doc__, description=command.__doc__)
        for name, command in COMMANDS.items()
    }
    parsers["serve"].add_argument("--host", help="address to listen on (TRAPPE_HOST)")
    parsers["serve"].add_argument("--port", help="port to listen on (TRAPPE_PORT)")
    parsers["serve"].add_argument("--workers", help="how many processes serve (TRAPPE_WORKERS)")
    parsers["rotate-secret"].add_argument(
        "--forget", action="store_true", help="the one before too: for one that others may know"
    )
    parsers["backup"].add_argument("file", type=Path, help="where the copy is to lie")
    parsers["restore"].add_argument("file", type=Path, help="the copy that `backup` made")
    parsers["restore"].add_argument("--replace", action="store_true", help="also if there is data already")
    for name in ("source", "target"):
        parsers["copy-database"].add_argument(name, help="an address as in TRAPPE_DATABASE_URL")
    parsers["sign-in-link"].add_argument(
        "--email",
        help="whose account, for who has lost what they sign in with; signs out everywhere and voids codes on paper",
    )
    stages = [kind for kind in get_args(StageKind) if kind != "break"]  # the demo has none
    parsers["demo"].add_argument("--stage", choices=stages, default="placing")
    parsers["rehearse"].add_argument("code", help="the session's code, as in KVX4T7")
    parsers["rehearse"].add_argument("--phones", type=_count, default=40, help="how many (40)")
    parsers["rehearse"].add_argument(
        "--pace", type=_pace, default=1.0, help="2 is twice as quick as people (1)"
    )
    parsers["rehearse"].add_argument("--seed", type=int, help="for the same rehearsal again")
    parsers["rehearse"].add_argument("--address", help="where the site is (as serve's settings say)")
    arguments = parser.parse_args()
    try:
        changes = {name: getattr(arguments, name, None) for name in ("host", "port", "workers")}
        settings = load(**changes)
        COMMANDS[arguments.command](settings, arguments)
    except (BadSetting, DatabaseTrouble) as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


@contextmanager
def in_use(settings: Settings) -> Iterator[None]:
    """Holds the claim on an SQLite file for as long as it is served. The server before us has time to end."""
    path = Database(settings.database).path
    with claim(path, within=TAKE_OVER_WITHIN) if path is not None else nullcontext():
        yield


def _sqlite(settings: Settings, instead: str) -> Path:
    """The SQLite file. On PostgreSQL its own tools do this better, and `instead` names one."""
    database = Database(settings.database)
    if database.path is None:
        raise BadSetting(f"The data lies in PostgreSQL ({database.place}); use its own tool: {instead}")
    return database.path


async def _up_to_date(settings: Settings) -> bool:
    """Whether the database was brought up to date just now. Tells where it lies as it was, for the way back."""
    changed, copy = await upgrade(settings.database)
    if copy is not None:
        print(f"The data was brought up to date. As it was before, it lies in {copy}", file=sys.stderr)
    return changed


async def _prepare(settings: Settings) -> str | None:
    """Looks the database over and brings it up to date. At the very first start, the token of a sign-in link."""
    database = Database(settings.database)
    await _up_to_date(settings)
    if database.path is not None:
        backup.look_over(database.path)
    try:
        return await signin.new_link(database, _now()) if await signin.first_start(database) else None
    finally:
        await database.close()


async def _new_link(settings: Settings, email: str | None) -> str:
    await _up_to_date(settings)
    database = Database(settings.database)
    try:
        if email is None:
            return await signin.new_link(database, _now())
        token = await signin.help_in(database, email, _now())
    finally:
        await database.close()
    if token is None:
        raise BadSetting(f"Nobody has an account with the address {email}.")
    return token


async def _demo(settings: Settings, stage: StageKind) -> str:
    from app.security import new_id
    from sessions import codes, demo

    await _up_to_date(settings)
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
