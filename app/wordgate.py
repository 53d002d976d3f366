"""The guard of the word that is said aloud: guessing it is useless, and nobody who guesses locks a room out."""

from collections.abc import Callable
from typing import Literal

import structlog

from app.buckets import Bucket, Buckets
from sessions.aloud import is_same
from sessions.tables import Session

Verdict = Literal["right", "wrong", "tired", "besieged"]

_log = structlog.get_logger(__name__)


class WordGate:
    """Counts wrong words for each phone, and for each session and word.

    A phone that is tired of guessing waits a little. Where a whole session has had too many wrong ones, also of phones
    that come as new ones each time, the word is not even looked at for a while: whoever comes then waits for the
    facilitator, who knows the people in the room and can take a new code. So a script gets 60 guesses and then three a
    minute, of 2,304 words that we propose, and the room comes in all the same. Never by address: a hall shares one.

    Each of several workers has a gate of its own, and lets through its share.
    """

    PHONE = 6  # wrong words in one go
    PHONE_PER_SECOND = 1 / 20
    SESSION = 60  # a roomful of people who misheard
    SESSION_PER_SECOND = 3 / 60

    def __init__(self, clock: Callable[[], float], workers: int = 1) -> None:
        self._phones, self._sessions, self._workers = Buckets(clock), Buckets(clock), workers

    def is_besieged(self, session: Session) -> bool:
        """Whether the word is looked at no more just now."""
        return self._session(session).is_empty

    def judge(self, session: Session, device_id: str, typed: str) -> Verdict:
        """Whether this is the session's word, if that is looked at at all."""
        if self.is_besieged(session):
            return "besieged"
        phone = self._phones.of((session.session_id, device_id), self.PHONE_PER_SECOND, self.PHONE)
        if phone.is_empty:
            return "tired"
        if is_same(typed, session.word):
            return "right"
        phone.take()
        self._session(session).take()
        if self.is_besieged(session):
            _log.warning("many wrong words", session=session.session_id)
        return "wrong"

    def _session(self, session: Session) -> Bucket:
        share = max(1, self.SESSION / self._workers)
        return self._sessions.of(
            (session.session_id, session.word), self.SESSION_PER_SECOND / self._workers, share
        )
