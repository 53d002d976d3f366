"""The address of a mail server as it is set: where it stands, who we are there, and what is encrypted."""

from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from app.network import LOOPBACK

# tls: from the first sign on. starttls: demanded, nothing is sent without. plain: nothing is encrypted.
Wrapping = Literal["tls", "starttls", "plain"]

_USUAL: dict[Wrapping, int] = {"tls": 465, "starttls": 587, "plain": 25}


class MailServer(NamedTuple):
    """Where mail is handed over. `user` and `password` are both empty or neither is."""

    host: str
    port: int
    user: str
    password: str
    wrapping: Wrapping


def parse(text: str) -> MailServer:
    """A server as in smtp://user:password@host:587. Raises `ValueError`, without a word of what stands there."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        # Python's own sentence repeats what it did not understand, which may be the password.
        raise ValueError("must look like smtp://user:password@host:587") from None
    is_here = host in LOOPBACK
    if parts.scheme not in ("smtp", "smtps", "smtp+plain") or not host or port == 0:
        raise ValueError("must look like smtp://user:password@host:587 or smtps://user:password@host:465")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must end with the port; write /, ? and # in a password as %2F, %3F and %23")
    if bool(user) != bool(password):
        raise ValueError("must have both a user and a password, or neither")
    if parts.scheme == "smtp+plain" and user and not is_here:
        raise ValueError("may have no password with smtp+plain, which sends it unencrypted")
    wrapping: Wrapping = "tls" if parts.scheme == "smtps" else "starttls"
    if parts.scheme == "smtp+plain" or (parts.scheme == "smtp" and is_here):
        wrapping = "plain"
    return MailServer(host, port or _USUAL[wrapping], user, password, wrapping)
