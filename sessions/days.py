"""Which day it is in Denmark: workshops are held there, wherever the server stands."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_DENMARK = ZoneInfo("Europe/Copenhagen")


def danish_moment(at: int) -> datetime:
    """What Danish clocks show at a moment in ms since 1970, UTC."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_DENMARK)


def danish_day(at: int) -> date:
    """The day of a moment in ms since 1970, UTC."""
    return danish_moment(at).date()


def milliseconds(moment: datetime) -> int:
    """A moment, with its time zone, in ms since 1970, UTC."""
    return int(moment.timestamp() * 1000)
