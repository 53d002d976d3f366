"""Alembic's way in. It is never called from a command line: `migrate.py` hands over a connection that is open.

A new migration is a copy of the nearest one in `versions/`: the next number in file name and `revision`, the last
one in `down_revision`, tables as they were on that day (never imported from `tables.py`). A test compares the
outcome with `tables.py` on both databases.
"""

from alembic import context

import sessions.account_tables  # noqa: F401  all tables, so that none is forgotten
from sessions.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
)
with context.begin_transaction():
    context.run_migrations()
