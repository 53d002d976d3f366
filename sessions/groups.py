"""Which of a provider's groups gives which role: read from one line of text. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sessions.access import ROLES, Role
from sessions.tables import HOME

EVERYBODY = "*"  # in place of a group: whoever the provider lets sign in here
OPERATOR = "operator"  # in place of a role: everything, everywhere


class Grant(NamedTuple):
    """What a group gives. `space`: its name or its id; `role` None: those of the group are operators."""

    group: str
    space: str
    role: Role | None


class Given(NamedTuple):
    """What somebody is by their groups: roles by space_id."""

    roles: Mapping[str, Role]
    is_operator: bool


def parse(text: str) -> tuple[Grant, ...]:
    """The grants of “group=role; group=space:role”. A group may have signs of equality in it, as AD's full names have.

    Raises `ValueError` with what is wrong.
    """
    return tuple(_grant(part.strip()) for part in text.split(";") if part.strip())


def _grant(text: str) -> Grant:
    group, is_there, target = (part.strip() for part in text.rpartition("="))
    space, _, role = (part.strip() for part in target.rpartition(":"))
    if not is_there or not group:
        raise ValueError("must look like group=role; group=space:role")
    if role == OPERATOR and not space:
        return Grant(group, "", None)
    if role not in ROLES:
        raise ValueError(f"a role is one of {', '.join(ROLES)} and {OPERATOR}, which has no space")
    return Grant(group, space or HOME, role)


def given(grants: Sequence[Grant], groups: Collection[str], spaces: Mapping[str, str]) -> Given:
    """What the groups of somebody give them; of several roles in a space the one that reaches furthest.

    `spaces`: the names of all that there are, by id. A grant for one that there is not gives nothing.
    """
    ids = {name.casefold(): space_id for space_id, name in spaces.items() if name}
    ids |= {space_id.casefold(): space_id for space_id in spaces}
    theirs = [one for one in grants if one.group == EVERYBODY or one.group in groups]
    roles: dict[str, Role] = {}
    for one in theirs:
        space_id = ids.get(one.space.casefold())
        if one.role is not None and space_id is not None:
            roles[space_id] = min(one.role, roles.get(space_id, one.role), key=ROLES.index)
    return Given(roles, any(one.role is None for one in theirs))
