"""Addresses of people with accounts: how they are kept and compared."""

from board.refusals import Refused

LIMIT = 254  # signs, as mail servers have it


def folded(typed: str) -> str:
    """An address as it is looked for, whatever was typed: without blanks around it, in small letters."""
    return typed.strip().casefold()


def clean_email(typed: str) -> str:
    """An address as it is kept. Raises `Refused` for what is none."""
    email = folded(typed)
    name, _, host = email.rpartition("@")
    if len(email) > LIMIT:
        raise Refused("too_long", "email")
    if not (name and "." in host.strip(".")) or any(
        sign.isspace() or not sign.isprintable() for sign in email
    ):
        raise Refused("malformed", "email")
    if any(sign in '<>,;:"()[]\\' for sign in email) or "@" in name:
        raise Refused("malformed", "email")
    return email
