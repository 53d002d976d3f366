"""What is asked of a provider, and what may come of it. Apart from the rest, which takes a third of a second to load
and is wanted only where a provider is set."""

import secrets
from typing import NamedTuple


class Away(Exception):
    """The provider gave no answer that could be used. The text says why, in words of ours."""


class NotAccepted(Exception):
    """What the provider answered is not believed. The text says why, in words of ours."""


class Asked(NamedTuple):
    """What somebody was sent to the provider with. Their browser keeps it, signed by us, until they come back."""

    state: str
    nonce: str
    verifier: str
    back: str  # the page of ours where they want to go; no blanks

    @classmethod
    def anew(cls, back: str) -> "Asked":
        return cls(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(32), back)

    def written(self) -> str:
        return " ".join(self)

    @classmethod
    def read(cls, text: str) -> "Asked":
        state, nonce, verifier, back = text.split(" ")
        return cls(state, nonce, verifier, back)
