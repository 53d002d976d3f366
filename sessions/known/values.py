"""What stands in a list's cells, as the values that a card knows. Nothing is guessed: None means “not understood”."""

import re
from collections.abc import Sequence

from board.state import AccessRoute, Area, Reach, Step
from sessions.known.columns import folded

SHORTEST = 4  # letters of a name that may be proposed for a longer one

# Any of these in the folded text, tried in this order: “Individuelt tilbud til et barn” is not “et barn”.
_REACHES: tuple[tuple[Reach, tuple[str, ...]], ...] = (
    ("individuelt", ("individuel", "individual", "barnellerenungalene")),
    ("gruppe", ("gruppe", "group", "faellesskab", "community")),
    ("alle", ("alle", "allchildren", "everybody", "everyone")),
    ("et_barn", ("etbarn", "onechild")),
)
_ROUTES: tuple[tuple[AccessRoute, tuple[str, ...]], ...] = (
    ("self_referral", ("selvhenv", "selfreferral", "henvendersigselv", "comebythemselves")),
    ("referral", ("henvisning", "henvist", "referral", "referred")),
    ("allocation", ("visit", "bevilling", "bevilget", "afgoerelse", "allocat")),
)
_YES = frozenset({"ja", "yes", "x", "1", "sand", "true", "j", "y"})
_NO = frozenset({"", "nej", "no", "0", "falsk", "false", "n"})


def reach(text: str) -> Reach | None:
    """Who an offer is for."""
    if not text:
        return ""
    word = folded(text)
    return next((value for value, signs in _REACHES if any(sign in word for sign in signs)), None)


def access_route(text: str) -> AccessRoute | None:
    """How one gets in. A text that names several ways is not understood."""
    if not text:
        return ""
    word = folded(text)
    found: set[AccessRoute] = set()
    for value, signs in _ROUTES:
        if any(sign in word for sign in signs):
            found.add(value)
            word = word.replace("selfreferral", "")  # which is no referral
    return found.pop() if len(found) == 1 else None


def yes(text: str) -> bool | None:
    """Yes or no; nothing is no."""
    word = folded(text)
    return True if word in _YES else False if word in _NO else None


def area(text: str, areas: Sequence[Area]) -> str | None:
    """The professional area with this name or these letters."""
    word = folded(text)
    return next(
        (one.area_id for one in areas if word in (folded(one.name), folded(one.tag), folded(one.area_id))),
        None,
    )


def likely_area(text: str, areas: Sequence[Area]) -> str | None:
    """The only area whose name holds the text, or is held by it."""
    return _only([one.area_id for one in areas if _holds(folded(one.name), folded(text))])


def steps(text: str, known: Sequence[Step]) -> tuple[str, ...] | None:
    """The steps that a cell names, by number or by name, in its order: “2”, “Trin 3”, “4;5;6”, “2-4”, “2 og 5”."""
    if (one := _step(text, known)) is not None:
        return (one,)
    for separators in (r"[\n;|]", r"[\n;|,/·+&]|\s(?:og|and)\s"):
        found: list[str] = []
        for part in filter(None, (part.strip() for part in re.split(separators, text))):
            several = _range(part, known) or ((one,) if (one := _step(part, known)) is not None else None)
            if several is None:
                break
            found.extend(several)
        else:
            return tuple(dict.fromkeys(found))
    return None


def likely_step(text: str, known: Sequence[Step]) -> str | None:
    """The only step whose name holds the text, or is held by it."""
    return _only([step.step_id for step in known if _holds(folded(step.name), folded(text))])


_NUMBERED = re.compile(
    r"(?:trin|step|niveau|level)?\s*(?:nr\.?)?\s*(\d{1,2})(?:\.0)?\s*[.:)–-]?\s*", re.IGNORECASE
)
_FROM_TO = re.compile(r"(?:trin|step)?\s*(\d{1,2})\s*(?:[-–]|til|to)\s*(\d{1,2})", re.IGNORECASE)


def _step(text: str, known: Sequence[Step]) -> str | None:
    word = folded(text)
    for step in known:
        if word in (folded(step.name), folded(step.step_id)) and word:
            return step.step_id
    if (found := _NUMBERED.match(text)) is None or not 0 < int(found[1]) <= len(known):
        return None
    step = known[int(found[1]) - 1]
    # A number with another name behind it is a step of another staircase.
    return step.step_id if folded(text[found.end() :]) in ("", folded(step.name)) else None


def _range(text: str, known: Sequence[Step]) -> tuple[str, ...] | None:
    if (found := _FROM_TO.fullmatch(text)) is None:
        return None
    first, last = int(found[1]), int(found[2])
    return tuple(step.step_id for step in known[first - 1 : last]) if 0 < first < last <= len(known) else None


_THE = re.compile("(?:erne|ene|ne|et|en)$")


def _holds(name: str, text: str) -> bool:
    """Whether one is part of the other, “Familiehuset” of “Udfører (Familiehus)” too."""
    texts = {text, _THE.sub("", text)}
    return any(min(len(name), len(one)) >= SHORTEST and (one in name or name in one) for one in texts)


def _only(found: Sequence[str]) -> str | None:
    return found[0] if len(found) == 1 else None
