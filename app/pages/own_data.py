"""All that is held about whoever has an account, for themselves."""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.pages.account import Wrong, account_page, own_account
from app.pages.page import words
from app.pages.personal_data import FILES, FILES_PER_SECOND
from app.parts import parts_of
from exports.words import N_
from sessions import holding

router = APIRouter()


@router.get("/account/mine.json")
async def my_file(request: Request) -> Response:
    """Databeskyttelsesforordningen, article 15. Only oneself can have it, and only so often: it reads much."""
    own, parts = await own_account(request), parts_of(request)
    if not parts.changes.of((own.account_id, "file"), FILES_PER_SECOND, FILES).take():
        lately = words(request).gettext(N_("Filen er lige hentet. Prøv igen om lidt."))
        return await account_page(request, own, 429, wrong=Wrong("file", lately))
    held = await holding.held(parts.database, own.account_id)
    content = await parts.aside.run(lambda: json.dumps(held, ensure_ascii=False, indent=1).encode())
    headers = {
        "content-disposition": 'attachment; filename="min-konto.json"',
        "cache-control": "no-store",
    }
    return Response(content, media_type="application/json", headers=headers)
