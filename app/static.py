"""Serves what was built: kept by browsers for ever (names carry a hash), compressed once, read from disk once."""

import asyncio
import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
COMPRESSED = frozenset({".js", ".css", ".json", ".svg", ".map"})  # fonts are compressed already
KEPT = 200  # files in memory; a build has about 20


@dataclass(frozen=True, slots=True)
class _File:
    media_type: str
    plain: bytes
    zipped: bytes | None


class StaticFiles:
    """ASGI application for one folder. Serves nothing outside it, and no hidden file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._files: dict[str, _File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            raise RuntimeError("static files are for HTTP only")
        response = await self._respond(scope)
        await response(scope, receive, send)

    async def _respond(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Method Not Allowed", 405, {"allow": "GET, HEAD"})
        name = str(scope["path"]).removeprefix(str(scope.get("root_path", ""))).lstrip("/")
        if name not in self._files:
            found = await asyncio.to_thread(self._read, name)
            if found is None:
                return PlainTextResponse("Not Found", 404)
            if len(self._files) >= KEPT:
                self._files.clear()  # builds under a running server have left old names behind
            self._files[name] = found
        file = self._files[name]
        headers = {"cache-control": FOR_EVER}
        if file.zipped is None:
            return Response(file.plain, media_type=file.media_type, headers=headers)
        headers["vary"] = "accept-encoding"
        if "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            return Response(
                file.zipped, media_type=file.media_type, headers=headers | {"content-encoding": "gzip"}
            )
        return Response(file.plain, media_type=file.media_type, headers=headers)

    def _read(self, name: str) -> _File | None:
        try:
            path = (self._folder / name).resolve()
            if not path.is_relative_to(self._folder) or any(
                part.startswith(".") for part in Path(name).parts
            ):
                return None
            plain = path.read_bytes()
        except (OSError, ValueError):  # also a name that no file can have
            return None
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        zipped = gzip.compress(plain, 9, mtime=0) if path.suffix in COMPRESSED else None
        return _File(media_type, plain, zipped)
