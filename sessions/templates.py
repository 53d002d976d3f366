"""Parts of a plan that were kept for later workshops, under a name. All facilitators of a space share them."""

from collections.abc import Collection, Sequence
from typing import Literal

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from board.refusals import Refused
from sessions.database import Database
from sessions.tables import Template

Kind = Literal["agenda", "staircase"]

MOST = 100  # of each kind; far above what anybody can choose from


async def kept(database: Database, kind: Kind, spaces: Collection[str] | None = None) -> Sequence[Template]:
    """All of this kind in these spaces, or in all; by name."""
    wanted = select(Template).where(Template.kind == kind)
    if spaces is not None:
        wanted = wanted.where(col(Template.space_id).in_(spaces))
    async with database.reading() as db:
        found = await db.exec(wanted)
        return sorted(found, key=lambda one: one.name.casefold())


async def keep(database: Database, template: Template) -> None:
    """Keeps a template, once: asked again with the same id it changes nothing.

    Raises `Refused` if another in its space has its name, or if there are too many there.
    """
    try:
        async with database.transaction() as db:
            if await db.get(Template, template.template_id) is not None:
                return
            known = (
                select(func.count())
                .select_from(Template)
                .where(col(Template.kind) == template.kind, col(Template.space_id) == template.space_id)
            )
            if (await db.exec(known)).one() >= MOST:
                raise Refused("too_many")
            db.add(template)
    except IntegrityError:
        raise Refused("name_taken", "name") from None


async def discard(
    database: Database, kind: Kind, template_id: str, spaces: Collection[str] | None = None
) -> None:
    """Keeps it no longer. An unknown one, or one of another kind or outside these spaces, is not touched."""
    async with database.transaction() as db:
        template = await db.get(Template, template_id)
        if template is None or template.kind != kind:
            return
        if spaces is None or template.space_id in spaces:
            await db.delete(template)
