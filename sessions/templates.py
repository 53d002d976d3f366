"""Parts of a plan that were kept for later workshops, under a name. All facilitators of the installation share them."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from board.refusals import Refused
from sessions.database import Database
from sessions.tables import Template

Kind = Literal["agenda", "staircase"]

MOST = 100  # of each kind; far above what anybody can choose from


async def kept(database: Database, kind: Kind) -> Sequence[Template]:
    """All of this kind, by name."""
    async with database.reading() as db:
        found = await db.exec(select(Template).where(Template.kind == kind))
        return sorted(found, key=lambda one: one.name.casefold())


async def keep(database: Database, template: Template) -> None:
    """Keeps a template, once: asked again with the same id it changes nothing.

    Raises `Refused` if another has its name, or if there are too many.
    """
    try:
        async with database.transaction() as db:
            if await db.get(Template, template.template_id) is not None:
                return
            known = select(func.count()).select_from(Template).where(col(Template.kind) == template.kind)
            if (await db.exec(known)).one() >= MOST:
                raise Refused("too_many")
            db.add(template)
    except IntegrityError:
        raise Refused("name_taken", "name") from None


async def discard(database: Database, kind: Kind, template_id: str) -> None:
    """Keeps it no longer. An unknown one, or one of another kind, is not touched."""
    async with database.transaction() as db:
        template = await db.get(Template, template_id)
        if template is not None and template.kind == kind:
            await db.delete(template)
