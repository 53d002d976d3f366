"""Asks a provider: within bounds of time and size, over https, never led elsewhere. Its answers are logged nowhere."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import urlsplit

import httpx2

from app.network import LOOPBACK
from app.oidc.asked import Away

WITHIN = 8.0  # seconds for a whole answer; somebody looks at a white page meanwhile
LIMIT = 256 * 1024  # bytes of an answer; the largest real one, the keys of Entra ID, has about 20,000
AT_ONCE = 10  # requests; more wait, and those who wait too long are told that the provider is away


@cache
def _trusted() -> ssl.SSLContext:
    """A municipality's own authorities count where the system, or SSL_CERT_FILE, knows them."""
    return ssl.create_default_context()


class Asker:
    """The way to one provider."""

    def __init__(self, issuer: str) -> None:
        self._is_local = urlsplit(issuer).hostname in LOOPBACK
        self._client = httpx2.AsyncClient(
            verify=_trusted(),
            follow_redirects=False,
            timeout=httpx2.Timeout(WITHIN, connect=WITHIN / 2),
            limits=httpx2.Limits(max_connections=AT_ONCE),
            # Its cookies would make one person of all who sign in.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            # HTTPS_PROXY counts, but not on the way to ourselves.
            trust_env=not self._is_local,
            # Nothing that swells when it is unpacked.
            headers={"accept": "application/json", "accept-encoding": "identity"},
        )

    def allows(self, url: object) -> bool:
        """Whether this is an address that secrets may go to: https, or on this very machine if the issuer is too."""
        if not isinstance(url, str):
            return False
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        if parts.username is not None or parts.fragment or not parts.hostname:
            return False
        return parts.scheme == "https" or (
            parts.scheme == "http" and self._is_local and parts.hostname in LOOPBACK
        )

    async def get(self, url: str, token: str = "") -> dict[str, Any]:
        """What is there; nothing if it is not for us (4xx). Raises `Away`."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        status, answer = await self._ask("GET", url, headers=headers)
        return answer if status == 200 else {}

    async def post(
        self, url: str, form: Mapping[str, str], auth: tuple[str, str] | None
    ) -> tuple[int, dict[str, Any]]:
        """The status (200 or 4xx) and the answer to a form. Raises `Away`."""
        return await self._ask("POST", url, data=dict(form), auth=auth)

    async def close(self) -> None:
        await self._client.aclose()

    async def _ask(self, method: str, url: str, **options: Any) -> tuple[int, dict[str, Any]]:
        if not self.allows(url):
            raise Away("its address is not https")
        try:
            async with asyncio.timeout(WITHIN), self._client.stream(method, url, **options) as response:
                if response.headers.get("content-encoding", "identity") != "identity":
                    raise Away("its answer is packed")
                body = b""
                async for part in response.aiter_raw():
                    body += part
                    if len(body) > LIMIT:
                        raise Away("its answer is too large")
            status = response.status_code
            if status != 200 and not 400 <= status < 500:
                raise Away(f"it answered {status}")  # also where it would lead us elsewhere
            answer = json.loads(body) if status == 200 or body.startswith(b"{") else {}
        except (TimeoutError, httpx2.TimeoutException):
            raise Away("it did not answer in time") from None
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Away(f"no connection: {type(error).__name__}") from None
        except (ValueError, RecursionError):
            raise Away("its answer is no JSON") from None
        if not isinstance(answer, dict):
            raise Away("its answer is no object")
        return status, answer
