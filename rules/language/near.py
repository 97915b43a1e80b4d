"""What somebody may have meant: known names that are like one that is not known."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST = 3
LONGEST = 200
"""A longer name is nobody's slip, and comparing it takes long."""


def near(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known names that are most like another, at most three; capitals and forms of Unicode do not count."""
    if len(name) > LONGEST:
        return ()
    folded: dict[str, str] = {}
    for each in known:
        folded.setdefault(_folded(each), each)
    wanted = _folded(name)
    found = difflib.get_close_matches(wanted, folded, MOST)
    begun = [each for each in folded if wanted and each.startswith(wanted) and each not in found]
    return tuple(folded[each] for each in [*found, *sorted(begun)][:MOST] if folded[each] != name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
