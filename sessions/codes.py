"""Join codes, which people read from a wall and type, and keys, which only machines carry."""

import secrets
import unicodedata

# No vowels (no words appear by chance) and no sign that is taken for another on a wall or in handwriting:
# 0 O D Q, 1 I L, 2 Z, 5 S, 8 B, 6 G stay as 6, U V stay as V. 18 signs, 34 million codes.
ALPHABET = "CFHJKMNPRTVWX34679"
LENGTH = 6

# What is typed instead of a sign of the alphabet. The small letters b and q look like 6 and 9.
_TAKEN_FOR = str.maketrans({"U": "V", "G": "6", "B": "6", "Q": "9", "1": "7", "A": "4", "Y": "V"})


def new_code() -> str:
    """A join code as it is stored, from a secure source. Unique only by chance: whoever stores it makes sure."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def show_code(code: str) -> str:
    """The code as people read it: `KVX 4T7`."""
    return f"{code[:3]} {code[3:]}"


def parse_code(typed: str) -> str | None:
    """The code that somebody typed, or None. Case, blanks, dots, hyphens and look-alikes are forgiven."""
    plain = unicodedata.normalize("NFKC", typed).upper().translate(_TAKEN_FOR)
    signs = [sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in _SEPARATORS]
    code = "".join(signs)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


_SEPARATORS = (
    "Pd",
    "Po",
    "Cf",
)  # hyphens and dashes, dots, invisible signs that come along when text is pasted


def new_key() -> str:
    """A key that nobody guesses (192 bits), fit for an address."""
    return secrets.token_urlsafe(24)
