"""What can be wrong with the database, each as one sentence that a person who runs the program can act on."""


class DatabaseTrouble(Exception):
    """The database cannot be used. The text is one sentence in plain words, fit to be shown."""


def explain(error: BaseException, place: str) -> DatabaseTrouble:
    """The trouble behind an error of a driver. `place` is the file's path, or where PostgreSQL is, without password."""
    said = f"{type(error).__name__} {type(error.__cause__).__name__} {error}".lower()
    for sign, sentence in _SENTENCES:
        if sign in said:
            return DatabaseTrouble(sentence.format(place=place))
    if isinstance(error, OSError):  # refused, unreachable, unknown host, timed out
        return DatabaseTrouble(f"The database at {place} does not answer.")
    return DatabaseTrouble(f"The database at {place} does not work: {type(error).__name__}.")


_RESTORE = "put a backup in its place with “python -m app restore FILE --replace” (the damaged file is kept)."

# Signs in what SQLite and PostgreSQL say. Never the whole message: PostgreSQL repeats the row, and with it
# what people wrote.
_SENTENCES = (
    ("database is locked", "The database file {place} is held by another program; close that and try again."),
    ("disk is full", "The disk that holds the database {place} is full."),
    ("no space left", "The disk that holds the database {place} is full."),
    (
        "unable to open",
        "The database file {place} cannot be opened: its folder is missing or cannot be written to.",
    ),
    ("readonly", "The database file {place} cannot be written to."),
    ("read-only", "The database at {place} cannot be written to."),
    ("not a database", "The file {place} is damaged, or no database at all; move it away, or " + _RESTORE),
    ("malformed", "The database file {place} is damaged; " + _RESTORE),
    ("disk i/o error", "The disk that holds the database {place} does not work properly."),
    ("no such table", "The database {place} has not been set up; run “python -m app migrate”."),
    ("undefinedtable", "The database {place} has not been set up; run “python -m app migrate”."),
    ("password authentication", "PostgreSQL at {place} refuses the user name or the password."),
    ("no password supplied", "PostgreSQL at {place} refuses the user name or the password."),
    ('" does not exist', "PostgreSQL at {place} has no such database or user."),
    ("too many clients", "PostgreSQL at {place} has no connection left to give."),
)
