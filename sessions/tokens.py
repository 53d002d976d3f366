"""What opens a link. A token is told once; only its hash is kept: who reads the database opens nothing with it."""

import hashlib
import secrets


def new_token() -> str:
    """A token of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """What is kept of it. There is nothing to guess, so no slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
