"""What a provider vouches for: the ID token, its signature and what it says. Pure; whatever is doubtful is refused."""

import hmac
import json
import math
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64decode

from app.oidc.asked import NotAccepted

# Signed with a key that only the provider has: never “none”, and never HS…, which anybody with a public key could make.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
LEEWAY = 60  # seconds that two clocks may differ by
SUBJECT_LIMIT = 255  # signs, as OpenID Connect has it
SMALLEST = 2048  # bits of an RSA key

Key = RSAKey | ECKey


class _Registry(JWSRegistry):
    max_header_length = 8192  # with a chain of certificates, as some send


_REGISTRY = _Registry(algorithms=ALGORITHMS, strict_check_header=False)


def read_keys(published: object) -> Sequence[Key]:
    """The public keys of a key set (RFC 7517). Those of another kind, for another use or too weak are left out."""
    listed = published.get("keys") if isinstance(published, dict) else None
    keys = [_key(one) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return [key for key in keys if key is not None]


def _key(published: dict[str, Any]) -> Key | None:
    if published.get("use", "sig") != "sig":
        return None
    try:
        if published.get("kty") == "RSA":
            rsa = RSAKey.import_key(published)
            return rsa if rsa.public_key.key_size >= SMALLEST else None
        return ECKey.import_key(published) if published.get("kty") == "EC" else None
    except (JoseError, ValueError, TypeError):
        return None


def key_id(token: str) -> str | None:
    """Which key the token says that it was signed with; None if it does not say. Raises `NotAccepted`."""
    try:
        header = json.loads(urlsafe_b64decode(token.partition(".")[0].encode()))
    except (ValueError, NotBase64, RecursionError):
        raise NotAccepted("the ID token is none") from None
    kid = header.get("kid") if isinstance(header, dict) else None
    return kid if isinstance(kid, str) else None


def candidates(keys: Sequence[Key], kid: str | None) -> Sequence[Key]:
    """The keys that a token may have been signed with."""
    return keys if kid is None else [key for key in keys if key.kid == kid]


def claims_of(
    token: str, keys: Sequence[Key], *, issuer: str, client_id: str, nonce: str, now: float
) -> Mapping[str, Any]:
    """What the token says, if one of the keys has signed it, for us, in answer to what we asked. `now` in seconds.

    Raises `NotAccepted`.
    """
    claims = _signed(token, keys)
    _check(claims, issuer=issuer, client_id=client_id, nonce=nonce)
    _check_times(claims, now)
    return claims


def _signed(token: str, keys: Sequence[Key]) -> Mapping[str, Any]:
    for key in keys:
        try:
            return jwt.decode(token, key, algorithms=ALGORITHMS, registry=_REGISTRY).claims
        except (JoseError, ValueError, TypeError, RecursionError):
            continue  # another key may fit
    raise NotAccepted("the ID token is signed by none of the provider's keys")


def _check(claims: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str) -> None:
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp", client_id if len(audiences) == 1 else None)
    told, subject = claims.get("nonce"), claims.get("sub")
    if claims.get("iss") != issuer:
        raise NotAccepted("the ID token is another issuer's")
    if client_id not in audiences or party != client_id:
        raise NotAccepted("the ID token is for another client")
    if not isinstance(told, str) or not hmac.compare_digest(told.encode(), nonce.encode()):
        raise NotAccepted("the ID token answers another question")
    if not isinstance(subject, str) or not 0 < len(subject) <= SUBJECT_LIMIT or not subject.isprintable():
        raise NotAccepted("the ID token is about nobody")


def _check_times(claims: Mapping[str, Any], now: float) -> None:
    expires, issued, begins = (_time(claims.get(name, 0)) for name in ("exp", "iat", "nbf"))
    if now - LEEWAY >= expires:
        raise NotAccepted("the ID token has run out; does a clock go wrong?")
    if not 0 < issued <= now + LEEWAY or begins > now + LEEWAY:
        raise NotAccepted("the ID token is from the future, or from no time; does a clock go wrong?")


def _time(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        raise NotAccepted("the ID token does not say how long it is good")
    return float(value)
