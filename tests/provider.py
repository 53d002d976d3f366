"""A real provider on loopback, in a thread of its own: discovery, keys, code flow with PKCE, userinfo, sign-out.

What it decides is authlib's, no code of ours; what it tells can be bent, as an attacker or a fault would.
"""

import base64
import json
import secrets
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import uvicorn
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    AuthorizationServer,
    ClientMixin,
    OAuth2Payload,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT_ID, CLIENT_SECRET = "trappen", "a secret & with signs=/+"
ALGORITHM = "RS256"

# What an ID token is made of, to what is sent in its place.
Bend = Callable[[dict[str, Any], dict[str, Any]], str]


def new_key(kid: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig"})


def unsigned(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@dataclass
class Provider:
    """The provider, and those who may sign in there: what is told of each, by name."""

    issuer: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    redirect_uris: set[str] = field(default_factory=set)
    key: RSAKey = field(default_factory=lambda: new_key("one"))
    published: list[RSAKey] = field(default_factory=list)
    bend: Bend | None = None
    userinfo: dict[str, Any] | None = None  # what is told of whoever asks, if not what the ID token says
    described: dict[str, Any] = field(default_factory=dict)  # what is another than usual
    asked: list[str] = field(default_factory=list)  # the paths that were asked for

    def __post_init__(self) -> None:
        self.published = [self.key]

    def begin_anew(self) -> None:
        """As it was at first, for another test."""
        vars(self).update(vars(Provider(self.issuer, key=self.published[0])))

    def signed(self, header: dict[str, Any], claims: dict[str, Any], key: RSAKey | None = None) -> str:
        return jwt.encode(header, claims, key or self.key)

    def description(self) -> dict[str, Any]:
        usual = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/sign-out",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }
        return {**usual, **self.described}


@dataclass
class _Client(ClientMixin):  # type: ignore[misc]
    provider: Provider

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, uri: str) -> bool:
        return uri in self.provider.redirect_uris

    def check_client_secret(self, secret: str) -> bool:
        return secret == CLIENT_SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_post"

    def check_response_type(self, kind: str) -> bool:
        return kind == "code"

    def check_grant_type(self, kind: str) -> bool:
        return kind == "authorization_code"


@dataclass
class _Code(AuthorizationCodeMixin):  # type: ignore[misc]
    code: str
    who: str
    asked: dict[str, str]

    def get_redirect_uri(self) -> str:
        return self.asked["redirect_uri"]

    def get_scope(self) -> str:
        return self.asked["scope"]

    def get_nonce(self) -> str | None:
        return self.asked.get("nonce")

    def get_auth_time(self) -> None: ...

    get_acr = get_amr = get_auth_time

    @property
    def code_challenge(self) -> str | None:
        return self.asked.get("code_challenge")

    @property
    def code_challenge_method(self) -> str | None:
        return self.asked.get("code_challenge_method")


class _Payload(OAuth2Payload):  # type: ignore[misc]
    def __init__(self, values: dict[str, str]) -> None:
        self._values = values

    @property
    def data(self) -> dict[str, str]:
        return self._values

    @property
    def datalist(self) -> dict[str, list[str]]:
        return {name: [value] for name, value in self._values.items()}


class _Question(OAuth2Request):  # type: ignore[misc]
    def __init__(self, request: Request, values: dict[str, str]) -> None:
        super().__init__(request.method, str(request.url), headers=request.headers)
        self.payload, self._values = _Payload(values), values

    @property
    def form(self) -> dict[str, str]:
        return self._values


class _Authority(AuthorizationServer):  # type: ignore[misc]
    """authlib's server, with memory for a database."""

    def __init__(self, provider: Provider) -> None:
        super().__init__()
        self.provider, self.codes, self.tokens = provider, dict[str, _Code](), dict[str, str]()
        self.register_token_generator("default", BearerTokenGenerator(lambda **_: secrets.token_urlsafe(24)))
        self.register_grant(_Grant, [CodeChallenge(required=True), _IdTokens(require_nonce=True)])

    def query_client(self, client_id: str) -> _Client | None:
        return _Client(self.provider) if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        self.tokens[token["access_token"]] = request.user

    def create_oauth2_request(self, request: _Question) -> _Question:
        return request

    def handle_response(self, status: int, body: Any, headers: Any) -> Response:
        if status == 302:
            return RedirectResponse(dict(headers)["Location"], 302)
        return JSONResponse(body, status, dict(headers))

    def send_signal(self, *_: object, **__: object) -> None: ...


class _Grant(AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_post",)

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        self.server.codes[code] = _Code(code, request.user, dict(request.payload.data))

    def query_authorization_code(self, code: str, _client: _Client) -> _Code | None:
        return self.server.codes.get(code)  # type: ignore[no-any-return]

    def delete_authorization_code(self, code: _Code) -> None:
        del self.server.codes[code.code]

    def authenticate_user(self, code: _Code) -> str:
        return code.who


class _IdTokens(OpenIDCode):  # type: ignore[misc]
    provider: Provider

    def __call__(self, grant: Any) -> None:
        self.provider = grant.server.provider
        super().__call__(grant)

    def exists_nonce(self, *_: object) -> bool:
        return False

    def resolve_client_private_key(self, _client: _Client) -> RSAKey:
        return self.provider.key

    def get_client_claims(self, client: _Client) -> dict[str, Any]:
        return {"iss": self.provider.issuer, "aud": client.get_client_id()}

    def get_encode_header(self, _client: _Client) -> dict[str, Any]:
        return {"alg": ALGORITHM, "kid": self.provider.key.kid}

    def generate_user_info(self, user: str, _scope: str) -> dict[str, Any]:
        return {"sub": f"subject of {user}", **self.provider.people[user]}

    def encode_id_token(self, token: Any, request: Any) -> str:
        made: str = super().encode_id_token(token, request)
        if self.provider.bend is None:
            return made
        header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in made.split(".")[:2])
        return self.provider.bend(header, claims)


def _page(title: str, body: str) -> Response:
    head = f"<title>{title}</title><link rel=icon href=data:,>"
    return HTMLResponse(f"<!doctype html><html lang=da>{head}<h1>{title}</h1>{body}")


def _app(provider: Provider) -> Starlette:
    authority = _Authority(provider)

    async def values(request: Request) -> dict[str, str]:
        form = parse_qs((await request.body()).decode())
        return {**request.query_params, **{name: each[0] for name, each in form.items()}}

    async def description(_: Request) -> Response:
        return JSONResponse(provider.description())

    async def keys(_: Request) -> Response:
        return JSONResponse({"keys": [key.as_dict(private=False) for key in provider.published]})

    async def authorize(request: Request) -> Response:
        """A page that asks who one is, as the municipality's own does; then back with a code."""
        question = _Question(request, await values(request))
        who = question.payload.data.get("who")
        grant = authority.get_consent_grant(question, who)
        if request.method == "GET":
            buttons = "".join(f"<button name=who value={name}>{name}</button>" for name in provider.people)
            cancel = "<button name=who value=''>Annuller</button>"
            return _page("Kommunens login", f"<form method=post>{buttons}{cancel}</form>")
        return authority.create_authorization_response(question, who or None, grant)  # type: ignore[no-any-return]

    async def token(request: Request) -> Response:
        return authority.create_token_response(_Question(request, await values(request)))  # type: ignore[no-any-return]

    async def userinfo(request: Request) -> Response:
        who = authority.tokens.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if who is None:
            return JSONResponse({"error": "invalid_token"}, 401)
        return JSONResponse(provider.userinfo or {"sub": f"subject of {who}"})

    async def sign_out(_: Request) -> Response:
        return _page("Du er logget ud her", "")

    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", description),
            Route("/keys", keys),
            Route("/authorize", authorize, methods=["GET", "POST"]),
            Route("/token", token, methods=["POST"]),
            Route("/userinfo", userinfo),
            Route("/sign-out", sign_out),
        ]
    )

    async def noted(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            provider.asked.append(scope["path"])
        await app(scope, receive, send)

    return noted  # type: ignore[return-value]


@contextmanager
def provider_on_loopback() -> Iterator[Provider]:
    """A provider that answers until the block ends."""
    listening = socket.create_server(("127.0.0.1", 0))
    provider = Provider(f"http://127.0.0.1:{listening.getsockname()[1]}")
    config = uvicorn.Config(_app(provider), log_level="critical", lifespan="off", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield provider
    finally:
        server.should_exit = True
        thread.join()


def query(url: str) -> dict[str, str]:
    """What stands behind the question mark of an address."""
    return {name: each[0] for name, each in parse_qs(urlsplit(url).query).items()}
