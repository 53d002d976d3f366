"""Who may do what: the whole table, and the one question that is asked of it.

A *space* is a municipality or a consultancy's client; whoever has an account is something in some spaces. Participants,
projectors, co-facilitators by a link and readers by a link have no account: what they may is in `HELPERS` and at their
own doors.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal, get_args

Role = Literal["administrator", "facilitator", "consultant", "reader"]
ROLES: tuple[Role, ...] = get_args(Role)


class Right(Enum):
    """Something that one may in a space, or with one of its sessions."""

    MANAGE = "manage"  # the space: its people, their roles, its audit log
    CREATE = "create"  # workshops, and the templates that they begin with
    OWN = "own"  # a session: archive it, invite and throw out helpers, renew its addresses, say when it is erased
    RUN = "run"  # a session: the console with all that stands on it, import, paper, freezing
    WORK = "work"  # a mapping: tidy up, compare, consolidate, decide what is the same, follow up
    SHARE = "share"  # a mapping: links for those without an account
    READ = "read"  # a mapping with the names beside it, and every file of it
    SEE = "see"  # a mapping as everybody else sees it: without names, and the files that are open


GRANTS: Mapping[Right, frozenset[Role]] = {
    Right.MANAGE: frozenset({"administrator"}),
    Right.CREATE: frozenset({"administrator", "facilitator"}),
    Right.OWN: frozenset({"administrator"}),  # and the owner: see `may`
    Right.RUN: frozenset({"administrator", "facilitator"}),  # colleagues stand in for each other
    Right.WORK: frozenset({"administrator", "facilitator", "consultant"}),
    Right.SHARE: frozenset({"administrator", "facilitator", "consultant"}),
    Right.READ: frozenset({"administrator", "facilitator", "consultant"}),
    Right.SEE: frozenset(ROLES),
}

# What a co-facilitator who came in by a session's link may with that session, and nothing with any other.
HELPERS = frozenset({Right.RUN, Right.WORK, Right.READ, Right.SEE})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. `roles` by space_id; an operator needs none."""

    account_id: str
    is_operator: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)

    def knows(self, space_id: str) -> bool:
        """Whether this person may learn that there is such a space at all."""
        return self.is_operator or space_id in self.roles

    def spaces(self, right: Right) -> frozenset[str] | None:
        """The spaces in which they have this right; None: in all that there are."""
        if self.is_operator:
            return None
        return frozenset(space_id for space_id, role in self.roles.items() if role in GRANTS[right])

    def has_anywhere(self, right: Right) -> bool:
        """Whether there is any space in which they have this right."""
        spaces = self.spaces(right)
        return spaces is None or bool(spaces)


def may(person: Person, right: Right, *, space_id: str, owner_id: str = "") -> bool:
    """Whether somebody may do this in a space, or with a session there that has this owner.

    An owner who is no facilitator there any more owns nothing.
    """
    if person.is_operator:
        return True
    role = person.roles.get(space_id)
    if right is Right.OWN and owner_id == person.account_id and role in GRANTS[Right.RUN]:
        return True
    return role in GRANTS[right]
