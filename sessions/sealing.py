"""What the database must keep but whoever reads a copy of it must not: sealed with a key from the server's own secret.

HMAC-SHA-256 makes both a pad that is used once (the number is new each time) and the seal over what it covered. So it
takes no more than 32 bytes, which is what the seeds of second steps need.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

LONGEST = 32  # bytes
_NUMBER = 16
_SEAL = 32


class Sealing:
    """`secrets`, newest first: the first one seals, and what another of them has sealed opens as well."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [
            tuple(
                hmac.digest(secret.encode(), f"tilbudstrappen.sealing.{use}".encode(), hashlib.sha256)
                for use in ("pad", "seal")
            )
            for secret in secrets
        ]

    def close(self, content: bytes, owner: str) -> str:
        """The content, sealed for `owner`: it opens for nobody else."""
        if len(content) > LONGEST:
            raise ValueError("too long")
        number = secrets.token_bytes(_NUMBER)
        return base64.urlsafe_b64encode(number + _closed(self._keys[0], number, content, owner)).decode()

    def open(self, sealed: str, owner: str) -> bytes | None:
        """What was sealed for `owner`; None for what was not, or with a secret that is forgotten."""
        found = self._opened(sealed, owner)
        return None if found is None else found[0]

    def anew(self, sealed: str, owner: str) -> str | None:
        """The same sealed with the newest secret, where that did not seal it; None where nothing is to be done."""
        found = self._opened(sealed, owner)
        return self.close(found[0], owner) if found is not None and found[1] > 0 else None

    def _opened(self, sealed: str, owner: str) -> tuple[bytes, int] | None:
        try:
            raw = base64.urlsafe_b64decode(sealed)
        except ValueError:
            return None
        number, covered, seal = raw[:_NUMBER], raw[_NUMBER:-_SEAL], raw[-_SEAL:]
        if not covered or len(covered) > LONGEST:
            return None
        for place, (pad, key) in enumerate(self._keys):
            if hmac.compare_digest(seal, _seal(key, number, covered, owner)):
                return _covered(pad, number, covered), place
        return None


def _closed(keys: tuple[bytes, ...], number: bytes, content: bytes, owner: str) -> bytes:
    pad, key = keys
    covered = _covered(pad, number, content)
    return covered + _seal(key, number, covered, owner)


def _covered(key: bytes, number: bytes, content: bytes) -> bytes:
    pad = hmac.digest(key, number, hashlib.sha256)
    return bytes(one ^ other for one, other in zip(content, pad, strict=False))


def _seal(key: bytes, number: bytes, covered: bytes, owner: str) -> bytes:
    return hmac.digest(key, number + covered + owner.encode(), hashlib.sha256)
