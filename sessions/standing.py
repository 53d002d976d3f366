"""Whether whoever made a link may still make such ones: what they were given is not to outlive them here."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import col, select

from sessions.access import Role
from sessions.account_tables import Account, Membership


def stands(made_by: Mapped[str], space_id: Mapped[str], *roles: Role) -> ColumnElement[bool]:
    """As part of a question with these two columns: an operator made it, or somebody with one of these roles in the
    space, and their account has not ended."""
    maker, member = aliased(Account), aliased(Membership)
    theirs = (col(member.account_id) == col(maker.account_id)) & (col(member.space_id) == space_id)
    return (
        select(maker.account_id)
        .outerjoin(member, theirs)
        .where(
            col(maker.account_id) == made_by,
            col(maker.ended_at).is_(None),
            col(maker.is_operator) | col(member.role).in_(roles),
        )
        .exists()
    )
