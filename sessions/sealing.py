"""What the database must keep but whoever reads a copy of it must not: sealed with a key from the server's own secret
(AES-256-GCM)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LONGEST = 1024  # bytes; what is sealed here are seeds of second steps
_NUMBER = 12  # bytes; new each time: with one key, no two may be the same


class Sealing:
    """`secrets`, newest first: the first one seals, and what another of them has sealed opens as well."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [
            AESGCM(hmac.digest(secret.encode(), b"tilbudstrappen.sealing", hashlib.sha256))
            for secret in secrets
        ]

    def close(self, content: bytes, owner: str) -> str:
        """The content, sealed for `owner`: it opens for nobody else."""
        if len(content) > LONGEST:
            raise ValueError("too long")
        number = secrets.token_bytes(_NUMBER)
        sealed = self._keys[0].encrypt(number, content, owner.encode())
        return base64.urlsafe_b64encode(number + sealed).decode()

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
        for place, key in enumerate(self._keys):
            try:
                return key.decrypt(raw[:_NUMBER], raw[_NUMBER:], owner.encode()), place
            except (InvalidTag, ValueError):  # another key may fit; or it is too short to be anything
                continue
        return None
