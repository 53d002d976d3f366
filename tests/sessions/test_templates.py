"""What is kept for later workshops: once, under a name of its own, until it is discarded."""

import pytest

from board.refusals import Refused
from sessions import templates
from sessions.database import Database
from sessions.tables import Template
from tests.world import START


def template(template_id: str, name: str, kind: str = "agenda", body: str = "[]") -> Template:
    return Template(template_id=template_id, kind=kind, name=name, body=body, created_at=START)


async def names(database: Database) -> list[str]:
    return [one.name for one in await templates.kept(database, "agenda")]


async def test_templates_are_kept_by_name_each_kind_by_itself(database: Database) -> None:
    await templates.keep(database, template("t1", "Vores dag", body='["Åben"]'))
    await templates.keep(database, template("t2", "den korte"))
    await templates.keep(database, template("t3", "Vores dag", kind="staircase"))
    assert await names(database) == ["den korte", "Vores dag"]
    assert (await templates.kept(database, "agenda"))[1].body == '["Åben"]'


async def test_asked_twice_it_is_kept_once_and_a_name_is_given_once(database: Database) -> None:
    await templates.keep(database, template("t1", "Vores dag"))
    await templates.keep(database, template("t1", "Vores dag"))
    with pytest.raises(Refused, match="name_taken"):
        await templates.keep(database, template("t2", "Vores dag"))
    assert await names(database) == ["Vores dag"]


async def test_there_are_only_so_many(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(templates, "MOST", 1)
    await templates.keep(database, template("t1", "Vores dag"))
    with pytest.raises(Refused, match="too_many"):
        await templates.keep(database, template("t2", "Den anden"))
    await templates.keep(database, template("t3", "Trappen", kind="staircase"))


async def test_what_is_discarded_is_gone_and_may_be_discarded_again(database: Database) -> None:
    await templates.keep(database, template("t1", "Vores dag"))
    await templates.discard(database, "staircase", "t1")
    assert "t1" in {one.template_id for one in await templates.kept(database, "agenda")}, "of another kind"
    await templates.discard(database, "agenda", "t1")
    await templates.discard(database, "agenda", "t1")
    assert await names(database) == []
    await templates.keep(database, template("t1", "Vores dag"))
    assert await names(database) == ["Vores dag"]
