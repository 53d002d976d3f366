"""The second step of signing in with a passphrase: codes of an app (TOTP, RFC 6238), and codes on paper that count once
each, in place of the app or of a passphrase that was forgotten."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from urllib.parse import quote

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from sessions import traces
from sessions.account_tables import Account, RecoveryCode
from sessions.database import Database
from sessions.sealing import Sealing
from sessions.tables import Trace

LASTS = 30_000  # ms of one code, as all apps have it
DIGITS = 6
SEED = 20  # bytes, as RFC 4226 recommends
CODES = 10
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another
_LENGTH, _GROUP = 16, 4  # signs: nearly 80 bits, so a quick hash keeps them


def new_seed() -> bytes:
    """What an app and we make codes from."""
    return secrets.token_bytes(SEED)


def written(seed: bytes) -> str:
    """A seed as it is typed into an app."""
    return base64.b32encode(seed).decode().rstrip("=")


def address(seed: bytes, email: str) -> str:
    """What an app reads from the QR code."""
    return f"otpauth://totp/Tilbudstrappen:{quote(email)}?secret={written(seed)}&issuer=Tilbudstrappen"


def code(seed: bytes, step: int) -> str:
    """The code of a step of half a minute."""
    digest = hmac.digest(seed, step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(seed: bytes, typed: str, now: int) -> int | None:
    """The step whose code this is: the present one, or one beside it, for clocks that are not quite right."""
    given = "".join(typed.split())
    fitting = None
    for step in (now // LASTS + beside for beside in (-1, 0, 1)):
        if hmac.compare_digest(code(seed, step).encode(), given.encode()):
            fitting = step
    return fitting


async def turn_on(db: AsyncSession, account_id: str, sealed: str, step: int) -> None:
    """From now on signing in has two steps, in a transaction that is open. `step` was used to try it."""
    theirs = (col(Account.account_id) == account_id, col(Account.ended_at).is_(None))
    changed = update(Account).where(*theirs)
    await (await db.connection()).execute(changed.values(totp_secret=sealed, totp_used=step))


async def turn_off(database: Database, account_id: str, line: Trace | None = None) -> None:
    """Signing in has one step again; codes on paper stay good for a forgotten passphrase."""
    async with database.transaction() as db:
        await turn_on(db, account_id, "", 0)
        await traces.add(db, line)


async def use(database: Database, account: Account, seed: bytes | None, typed: str, now: int) -> bool:
    """Whether this is a code of the app, or one on paper, that was not used before; from now on it is."""
    step = None if seed is None else step_of(seed, typed, now)
    async with database.transaction() as db:
        if step is None:
            return await use_paper(db, account.account_id, typed, now)
        # One statement that asks and marks: of two who send the same code one comes in.
        unused = (col(Account.account_id) == account.account_id, col(Account.totp_used) < step)
        used = await (await db.connection()).execute(update(Account).where(*unused).values(totp_used=step))
        return used.rowcount == 1


async def use_paper(db: AsyncSession, account_id: str, typed: str, now: int) -> bool:
    """Uses a code on paper up, in a transaction that is open. False if there is no such one (any more)."""
    unused = (
        col(RecoveryCode.account_id) == account_id,
        col(RecoveryCode.code_hash) == _hash(account_id, typed),
        col(RecoveryCode.used_at).is_(None),
    )
    used = await (await db.connection()).execute(update(RecoveryCode).where(*unused).values(used_at=now))
    if used.rowcount == 1:
        db.add(traces.trace("recovery_used", traces.By("account", account_id), now))
    return used.rowcount == 1


async def new_codes(db: AsyncSession, account_id: str) -> Sequence[str]:
    """Ten new codes for paper, in a transaction that is open; told here and never again. Older ones are void."""
    await void_codes(db, account_id)
    made = ["".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)) for _ in range(CODES)]
    db.add_all(RecoveryCode(account_id=account_id, code_hash=_hash(account_id, one)) for one in made)
    return ["-".join(one[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP)) for one in made]


async def void_codes(db: AsyncSession, account_id: str) -> None:
    """No code on paper is good any more, in a transaction that is open."""
    await db.exec(delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id))


async def codes_left(database: Database, account_id: str) -> int:
    """How many codes on paper are still good."""
    unused = (col(RecoveryCode.account_id) == account_id, col(RecoveryCode.used_at).is_(None))
    async with database.reading() as db:
        return (await db.exec(select(func.count()).select_from(RecoveryCode).where(*unused))).one()


async def seal_anew(database: Database, sealing: Sealing) -> None:
    """What an older secret of the server has sealed is sealed with the newest one, before the older is forgotten."""
    async with database.reading() as db:
        accounts = (await db.exec(select(Account).where(col(Account.totp_secret) != ""))).all()
    for account in accounts:
        if (better := sealing.anew(account.totp_secret, account.account_id)) is None:
            continue
        same = (
            col(Account.account_id) == account.account_id,
            col(Account.totp_secret) == account.totp_secret,
        )
        async with database.transaction() as db:
            changed = update(Account).where(*same).values(totp_secret=better)
            await (await db.connection()).execute(changed)


def _hash(account_id: str, typed: str) -> str:
    signs = "".join(sign for sign in typed.casefold() if sign.isalnum())
    return hashlib.sha256(f"{account_id} {signs}".encode()).hexdigest()
