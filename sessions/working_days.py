"""On which days a workshop can be held: not at weekends, and not when Danish municipalities are closed."""

from datetime import date, timedelta

WEEKEND = 5  # weekdays from here on are Saturday and Sunday
WEEKS_TO_NEXT_YEAR = 52  # so that it is the same weekday again: the same people can come
# Month and day of those that do not move; 5 June, 24 and 31 December are closed by agreement, not by law.
_FIXED = frozenset({(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)})
# Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension and the Friday after, Whit Monday.
_FROM_EASTER = frozenset({-3, -2, 1, 39, 40, 50})


def is_working_day(day: date) -> bool:
    """Whether people are at work."""
    closed = (day.month, day.day) in _FIXED or (day - _easter(day.year)).days in _FROM_EASTER
    return day.weekday() < WEEKEND and not closed


def working_day(day: date) -> date:
    """This day, or the next one on which people are at work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def next_year(held: date, today: date) -> date:
    """A day for the next workshop: the same weekday a year after this one was held, and not in the past."""
    day = min(held, today) + timedelta(weeks=WEEKS_TO_NEXT_YEAR)
    while day <= today:
        day += timedelta(weeks=WEEKS_TO_NEXT_YEAR)
    return working_day(day)


def _easter(year: int) -> date:
    """Easter Sunday (Gauss's rule in Butcher's form, right for every year of the Gregorian calendar)."""
    golden, century, rest = year % 19, year // 100, year % 100
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
