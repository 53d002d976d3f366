"""The tables, and nothing else. Times are whole milliseconds since 1970 in UTC; dates are ISO text.

Facts (`entry`) and persons (`participant`, `device`) stand apart: persons can be erased without touching a fact.
Those with an account are in `account_tables.py`.
"""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, MetaData, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

HOME = "home"  # the space that every installation has
LOCKED = {"key_share": True}  # of a session's row, on PostgreSQL: people may join meanwhile


class Row(SQLModel):
    """Base of the tables. Constraints have names, so that a migration can find them on both databases."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        }
    )


class Session(Row, table=True):
    """A workshop, or an overview of several. Title, municipality and date repeat the setup in the log, so that lists
    need not fold it."""

    session_id: str = Field(primary_key=True)
    code: str = Field(unique=True)  # six signs, as `codes.parse_code` gives them
    join_key: str = Field(unique=True)  # in the QR code: joining without typing
    projector_key: str = Field(unique=True)
    title: str
    municipality: str
    date: str
    created_at: int = Field(sa_type=BigInteger)
    archived_at: int | None = Field(default=None, sa_type=BigInteger)
    demo: bool = False
    erase_on: str = ""  # the day on which who took part is forgotten; empty: as the installation has it
    erased_at: int | None = Field(default=None, sa_type=BigInteger)  # when that was last done
    overview: bool = False  # made of several mappings: nobody joins it
    # No foreign keys: SQLite could only add them by writing the table anew, and a session is only made for a space
    # and an account that were found.
    space_id: str = Field(default=HOME, index=True)
    owner_id: str = ""  # the account that answers for it; empty: nobody in particular
    door: str = "code"  # as in `doors.Kind`
    word: str = ""  # that is said aloud, where the door asks for one
    door_closed: bool = False  # nobody new comes in; who has been in does


class Entry(Row, table=True):
    """The log. The two unique keys are the referees between workers: one next number, each command once.

    No foreign key to `session`: on PostgreSQL its check costs more than the insertion, and a room only exists for
    a session that was found.
    """

    __table_args__ = (UniqueConstraint("session_id", "command_id"),)

    session_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    command_id: str
    actor_role: str
    actor_id: str
    actor_area: str
    at: int = Field(sa_type=BigInteger)
    body: str = Field(sa_type=Text)  # JSON of the events


class Participant(Row, table=True):
    """A person at one workshop. The log knows them by `person_id` only."""

    person_id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.session_id", index=True)
    name: str  # may be empty
    area_id: str
    joined_at: int = Field(sa_type=BigInteger)


class Device(Row, table=True):
    """A phone (or browser) that a person takes part with; a person may have several. `taken_over`: it was recognised by
    their name, so it may be anybody's who knows that."""

    session_id: str = Field(primary_key=True, foreign_key="session.session_id")
    device_id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="participant.person_id", index=True)
    seen_at: int = Field(sa_type=BigInteger)
    taken_over: bool = False


class Waiting(Row, table=True):
    """A phone at the door of a session, with what was typed on it, until the facilitator has said who comes in."""

    session_id: str = Field(primary_key=True, foreign_key="session.session_id")
    device_id: str = Field(primary_key=True)
    person_id: str = Field(
        unique=True
    )  # who they will be on the board, and until then what the console calls them
    name: str  # may be empty
    area_id: str
    table_id: str
    asked_at: int = Field(sa_type=BigInteger)
    seen_at: int = Field(sa_type=BigInteger)
    answer: str = ""  # as in `waiting.Answer`


class Invitation(Row, table=True):
    """A link by which others may help to facilitate one session. As below, only its hash is kept."""

    token_hash: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.session_id", index=True)
    expires_at: int = Field(sa_type=BigInteger)
    made_by: str = Field(default="", sa_column_kwargs={"server_default": ""})  # account_id; empty: not noted


class CoFacilitator(Row, table=True):
    """Someone who has come in by such a link, for that session alone."""

    __tablename__ = "co_facilitator"

    facilitator_id: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.session_id", index=True)
    name: str  # may be empty
    joined_at: int = Field(sa_type=BigInteger)
    made_by: str = Field(default="", sa_column_kwargs={"server_default": ""})  # whose link it was; as above


class SignInLink(Row, table=True):
    """A one-time link. Only the token's hash is kept: who reads the database cannot sign in with it."""

    __tablename__ = "signin_link"

    token_hash: str = Field(primary_key=True)
    account_id: str = Field(default="", sa_column_kwargs={"server_default": ""})  # empty: the operator's
    created_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)
    used_at: int | None = Field(default=None, sa_type=BigInteger)


class Mapping(Row, table=True):
    """A frozen result. `body` is canonical JSON and never changes; `people` can be erased: the digest is of `body`."""

    session_id: str = Field(primary_key=True, foreign_key="session.session_id")
    version: int = Field(primary_key=True)
    digest: str  # SHA-256 of `body`, as hexadecimal text
    frozen_at: int = Field(sa_type=BigInteger)
    title: str
    body: str = Field(sa_type=Text)
    people: str | None = Field(default=None, sa_type=Text)  # JSON; None when erased


class MappingSummary(Row, table=True):
    """What lists show of a mapping, and search it by: as `summaries.py` reads it from the mapping's body."""

    __tablename__ = "mapping_summary"
    __table_args__ = (
        ForeignKeyConstraint(["session_id", "version"], ["mapping.session_id", "mapping.version"]),
    )

    session_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    municipality: str
    date: str
    offers: int
    steps: str  # JSON: how many offers stand on each, lowest first
    names: str = Field(sa_type=Text)  # of the offers, one on each line
    sought: str = Field(sa_type=Text)  # all that a search looks in, folded
    next_date: str = ""  # when it is to be updated, as it agrees itself: ISO date or empty
    owner: str = ""  # who sees to that


class Revision(Row, table=True):
    """What was said of the reminder of a session's mapping: see `revisions.py`. The mapping itself stays as it is."""

    session_id: str = Field(primary_key=True, foreign_key="session.session_id")
    agreed: str  # the day in the mapping that it was said of
    next_date: str  # the day that it was moved to; empty: set aside
    owner: str  # empty: as the mapping has it
    followed_by: str  # the session that was begun from the mapping, or empty
    times: int  # how often something was said
    said_at: int = Field(sa_type=BigInteger)


class OfferMatch(Row, table=True):
    """What a person said of two offers of different mappings: that they are one, or that they are not. The smaller pair
    of ids comes first, so that there is one row for two offers."""

    __tablename__ = "offer_match"

    session_id: str = Field(primary_key=True, foreign_key="session.session_id")
    offer_id: str = Field(primary_key=True)
    other_session_id: str = Field(primary_key=True, foreign_key="session.session_id", index=True)
    other_offer_id: str = Field(primary_key=True)
    same: bool
    decided_by: str  # facilitator_id
    decided_at: int = Field(sa_type=BigInteger)


class SharedLink(Row, table=True):
    """A link by which one version of a mapping may be read without signing in. As above, only its hash is kept."""

    __tablename__ = "shared_link"
    __table_args__ = (
        ForeignKeyConstraint(["session_id", "version"], ["mapping.session_id", "mapping.version"]),
    )

    token_hash: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    version: int
    name: str  # what it is for; may be empty
    files: str = Field(sa_type=Text)  # JSON: the addresses of the files that may be fetched by it
    created_at: int = Field(sa_type=BigInteger)
    expires_at: int = Field(sa_type=BigInteger)
    revoked_at: int | None = Field(default=None, sa_type=BigInteger)
    used_on: str = ""  # ISO date of the last time; empty: nobody has


class Template(Row, table=True):
    """Part of a plan under a name, for the workshops to come. `body` is JSON of what the board calls it."""

    __table_args__ = (UniqueConstraint("space_id", "kind", "name"),)

    template_id: str = Field(primary_key=True)
    space_id: str = HOME
    kind: str  # as in `templates.Kind`
    name: str
    body: str = Field(sa_type=Text)
    created_at: int = Field(sa_type=BigInteger)


class Presence(Row, table=True):
    """A hint from one worker to the others: who of a session is connected to it. Old rows count for nothing."""

    worker_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    body: str = Field(sa_type=Text)  # JSON of `board.people.Here`
    seen_at: int = Field(sa_type=BigInteger)  # by the database's clock: workers may run on several machines


class Trace(Row, table=True):
    """A line of the audit log: see `traces.py`. No foreign keys: it outlives what it tells of."""

    __table_args__ = (
        Index("ix_trace_space_id_at", "space_id", "at"),
        Index("ix_trace_session_id_at", "session_id", "at"),
    )

    trace_id: str = Field(primary_key=True)
    at: int = Field(sa_type=BigInteger, index=True)
    what: str  # one of `traces.What`
    kind: str  # of person: one of `traces.Kind`
    account_id: str  # who did it; empty for all who have no account
    space_id: str  # empty: about the installation
    session_id: str  # empty: about no session
    detail: str  # JSON of ids and closed words
    once: str | None = Field(default=None, unique=True)  # what is noted once is told by this; None: each time
