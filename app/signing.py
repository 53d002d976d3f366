"""What cookies are signed with: where it is kept, how it is replaced while people stay signed in, who may read it."""

import os
import secrets
from pathlib import Path

from app.settings import SECRET_LENGTH, BadSetting, Settings, read_private
from sessions.database import Database

KEPT = 2  # the newest, and the one before: what that has signed stays good until the next rotation
HANDED_IN = Path("/run/secrets")  # readable to all in the container, where nobody else is


def signing_secrets(settings: Settings) -> tuple[str, ...]:
    """Newest first, as they were set or else generated. Raises `BadSetting`."""
    if settings.secret:
        return _each(settings.secret, "TRAPPE_SECRET")
    path = _file(settings)
    if settings.secret_file is None:
        _generate(path)
    return _each(read_private(path), str(path))


def rotate(settings: Settings, *, forget: bool) -> Path:
    """Puts a new secret before the one in the file, or in its place (`forget`). Raises `BadSetting`."""
    if settings.secret:
        raise BadSetting(
            "TRAPPE_SECRET is set in the environment, and changed there: write the new one on a line before it."
        )
    path = _file(settings)
    before = () if forget else signing_secrets(settings)
    lines = [secrets.token_urlsafe(48), *before][:KEPT]
    new = path.with_name(f"{path.name}.new")
    try:
        new.unlink(missing_ok=True)
        _write(new, "\n".join(lines))
        new.replace(path)
    except OSError as error:
        raise BadSetting(f"The file {path} cannot be replaced: {error.strerror}.") from None
    return path


def exposed(settings: Settings) -> list[str]:
    """A sentence for each file with secrets or names that others on this machine may read."""
    files = [_file(settings), settings.database_url_file, Database(settings.database).path]
    return [
        f"Others on this machine may read {path}; take that from them: chmod o= {path}"
        for path in files
        if path is not None and not path.is_relative_to(HANDED_IN) and _is_open(path)
    ]


def _file(settings: Settings) -> Path:
    return settings.secret_file or settings.data / "secret"


def _generate(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(path, secrets.token_urlsafe(48))
    except FileExistsError:
        if not path.parent.is_dir():
            raise BadSetting(f"The folder {path.parent} cannot be used: it is a file.") from None
    except OSError as error:
        raise BadSetting(f"The folder {path.parent} cannot be used: {error.strerror}.") from None


def _write(path: Path, text: str) -> None:
    # Only we may read it, from the first moment on.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())


def _each(text: str, where: str) -> tuple[str, ...]:
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not found or min(map(len, found)) < SECRET_LENGTH:
        raise BadSetting(
            f"{where} is not usable: each line is a secret of {SECRET_LENGTH} signs or more, the newest first."
        )
    return found


def _is_open(path: Path) -> bool:
    try:
        # A folder that is closed to others keeps them from whatever lies in it.
        return bool(path.stat().st_mode & 0o004 and path.absolute().parent.stat().st_mode & 0o001)
    except OSError:
        return False
