"""Target groups as a facilitator names them, to be counted by step.

One is a word, or several with commas between that mean the same. A card belongs to it when one of them stands in the
card's target group or name, as part of a word too: “skilsmisse” is in “skilsmissebørn”. So a card may belong to
several, or to none. static/src/targetGroups.ts counts the same way.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from board.stems import stem, words

PROPOSED = 12
SHORTEST = 4  # letters of a word that is proposed


def belongs(group: str, *texts: str) -> bool:
    """Whether one of the group's words stands in one of the texts."""
    meant = [word for part in group.split(",") if (word := part.strip().casefold())]
    return any(word in text.casefold() for word in meant for text in texts)


def proposals(target_groups: Iterable[str], passed_over: frozenset[str]) -> tuple[str, ...]:
    """The words that most target groups have, one for each stem, as they are mostly written."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for said in target_groups:
        for word in {word for word in words(said) if len(word) >= SHORTEST}:
            written[stem(word)][word] += 1
    often = sorted(
        (
            (-forms.total(), forms.most_common(1)[0][0])
            for one, forms in written.items()
            if one not in passed_over
        )
    )
    return tuple(word for count, word in often[:PROPOSED] if count < -1)
