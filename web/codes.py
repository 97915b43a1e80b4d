"""The short codes by which people compare what stands on paper with what the ledger has."""

from __future__ import annotations

LENGTH = 12
"""So many signs of an entry's hash are compared by people."""
_GROUP = 4


def short_code(hash_: str) -> str:
    """Return the first signs of a hash in groups: 7F3A 91C2 04BE."""
    text = hash_.upper()[:LENGTH]
    return " ".join(text[place : place + _GROUP] for place in range(0, LENGTH, _GROUP))
