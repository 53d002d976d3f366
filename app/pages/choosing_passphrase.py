"""Choosing a passphrase, wherever that is done: in one's own account, from an invitation, from a link for a new one."""

from collections.abc import Iterable, Mapping

from fastapi import Request

from app.pages.page import words
from exports.words import N_
from sessions.passphrases import Weakness, weakness

SAID: Mapping[Weakness, str] = {
    "short": N_("Den skal have mindst 12 tegn. Skriv en sætning, som kun du kunne finde på."),
    "long": N_("Den er for lang. Der er plads til 256 tegn."),
    "simple": N_("Det er det samme igen og igen. Skriv en sætning, som kun du kunne finde på."),
    "known": N_(
        "Det ville andre gætte først: navne, kendte ord, taster på række. Skriv noget mere eller noget andet."
    ),
}


def said_of(request: Request, passphrase: str, own_words: Iterable[str]) -> str:
    """Why this cannot be a passphrase, as a sentence; empty if it can. `own_words` as in `passphrases.weakness`."""
    why = weakness(passphrase, own_words)
    return words(request).gettext(SAID[why]) if why else ""
