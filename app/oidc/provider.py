"""A provider that people sign in with (OpenID Connect, code flow with PKCE): where it is found, and what it says of
somebody. Nothing is kept here but what it publishes; each worker asks for itself, the first time that somebody comes.
"""

import asyncio
import base64
import hashlib
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from app.oidc.asked import Asked, Away, NotAccepted
from app.oidc.asking import Asker
from app.oidc.id_token import Key, candidates, claims_of, key_id, read_keys
from board.text import clean
from sessions.provided import Told

KEPT = 3600.0  # seconds that what the provider publishes counts
AGAIN = 60.0  # seconds at least between two looks for keys that are not there: strangers must not make us ask and ask
GIVEN_UP = (
    3.0  # seconds in which nobody tries again after a failure: a roomful waits once, not one after another
)
NAME_LIMIT, EMAIL_LIMIT, GROUPS_LIMIT = 200, 254, 2000

# Error codes of RFC 6749: what else a token endpoint says is not repeated.
_ERRORS = frozenset(
    ("invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "invalid_scope")
)

T = TypeVar("T")


class _Published(Generic[T]):
    """Something that the provider publishes, kept for a while; asked for by one at a time."""

    def __init__(self, ask: Callable[[], Awaitable[T]]) -> None:
        self._ask, self._lock = ask, asyncio.Lock()
        self._found: T | None = None
        self._trouble = Away("")
        self._found_at = self._failed_at = float("-inf")

    async def get(self, *, not_older_than: float = KEPT) -> T:
        """What it published so many seconds ago at most. Raises `Away`."""
        async with self._lock:
            now = time.monotonic()
            if self._found is not None and now - self._found_at <= not_older_than:
                return self._found
            if now - self._failed_at <= GIVEN_UP:
                raise self._trouble
            try:
                self._found = await self._ask()
            except Away as away:
                self._failed_at, self._trouble = time.monotonic(), away
                raise
            self._found_at = time.monotonic()
            return self._found


class Provider:
    """One provider, and us as its client."""

    def __init__(
        self, issuer: str, client_id: str, client_secret: str, *, scopes: str, groups_claim: str
    ) -> None:
        self._issuer, self._client_id, self._client_secret = issuer, client_id, client_secret
        self._scopes, self._groups_claim = scopes, groups_claim
        self._asker = Asker(issuer)
        self._described = _Published(self._describe)
        self._keys = _Published(self._ask_keys)

    async def close(self) -> None:
        await self._asker.close()

    async def way_in(self, asked: Asked, redirect_uri: str) -> str:
        """Where to send somebody who wants to sign in. Raises `Away`."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest())
        question = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": redirect_uri,
            "scope": self._scopes,
            "state": asked.state,
            "nonce": asked.nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return _with((await self._described.get())["authorization_endpoint"], question)

    async def way_out(self, back: str) -> str | None:
        """Where to send somebody who wants to sign out there too, and then come back; None if it has no such place.
        Raises `Away`."""
        end = (await self._described.get()).get("end_session_endpoint")
        if not isinstance(end, str) or not self._asker.allows(end):
            return None
        return _with(end, {"client_id": self._client_id, "post_logout_redirect_uri": back})

    async def told(self, asked: Asked, code: str, redirect_uri: str, answered_by: str | None) -> Told:
        """Whom the provider vouches for. `answered_by`: who says to have answered (RFC 9207), if anybody.

        Raises `Away` and `NotAccepted`.
        """
        described = await self._described.get()
        must_say = described.get("authorization_response_iss_parameter_supported") is True
        if answered_by != self._issuer and (answered_by is not None or must_say):
            raise NotAccepted("another issuer answered")
        tokens = await self._exchange(described, asked, code, redirect_uri)
        token = tokens.get("id_token")
        if not isinstance(token, str):
            raise NotAccepted("there is no ID token; is “openid” among the scopes?")
        claims = claims_of(
            token,
            await self._keys_for(token),
            issuer=self._issuer,
            client_id=self._client_id,
            nonce=asked.nonce,
            now=time.time(),
        )
        if self._groups_claim not in claims:
            claims = {**await self._more(described, tokens, claims["sub"]), **claims}
        return Told(
            issuer=self._issuer,
            subject=claims["sub"],
            name=_text(claims.get("name"), NAME_LIMIT),
            email=_text(claims.get("email"), EMAIL_LIMIT),
            groups=_groups(claims.get(self._groups_claim)),
        )

    async def _describe(self) -> Mapping[str, Any]:
        described = await self._asker.get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if described.get("issuer") != self._issuer:
            raise Away(
                "it calls itself otherwise than TRAPPE_OIDC_ISSUER, which must be the same to the letter"
            )
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not self._asker.allows(described.get(name)):
                raise Away(f"it has no {name} that may be used")
        return described

    async def _ask_keys(self) -> Sequence[Key]:
        return read_keys(await self._asker.get((await self._described.get())["jwks_uri"]))

    async def _keys_for(self, token: str) -> Sequence[Key]:
        """Its keys that may have signed the token; asked for anew if it has a new one."""
        kid = key_id(token)
        found = candidates(await self._keys.get(), kid)
        return found or candidates(await self._keys.get(not_older_than=AGAIN), kid)

    async def _exchange(
        self, described: Mapping[str, Any], asked: Asked, code: str, redirect_uri: str
    ) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": asked.verifier,
        }
        auth = None
        methods = described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if self._client_secret and "client_secret_post" not in methods:
            auth = quote(self._client_id, safe=""), quote(self._client_secret, safe="")  # RFC 6749, 2.3.1
        else:
            form["client_id"] = self._client_id
            if self._client_secret:
                form["client_secret"] = self._client_secret
        status, tokens = await self._asker.post(described["token_endpoint"], form, auth)
        if status != 200:
            error = tokens.get("error")
            raise NotAccepted(f"the code was refused: {error if error in _ERRORS else status}")
        return tokens

    async def _more(
        self, described: Mapping[str, Any], tokens: Mapping[str, Any], subject: str
    ) -> Mapping[str, Any]:
        """What the provider tells of somebody when it is asked about them: nothing, at some (ADFS)."""
        place, access = described.get("userinfo_endpoint"), tokens.get("access_token")
        if not isinstance(place, str) or not self._asker.allows(place) or not isinstance(access, str):
            return {}
        told = await self._asker.get(place, access)
        if told and told.get("sub") != subject:
            raise NotAccepted("the provider tells of somebody else")
        return told


def _with(address: str, question: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(question)}"


def _text(value: object, limit: int) -> str:
    return clean(value)[:limit] if isinstance(value, str) else ""


def _groups(value: object) -> frozenset[str]:
    """One group may come as a text of its own, as from ADFS."""
    listed = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return frozenset(one for one in listed[:GROUPS_LIMIT] if isinstance(one, str))
