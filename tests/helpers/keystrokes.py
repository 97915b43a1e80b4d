"""How long a way through the pages takes somebody who knows it: the keystroke-level model, as it was published.

S. K. Card, T. P. Moran, A. Newell: The keystroke-level model for user performance time with interactive systems,
Communications of the ACM 23 (7), 1980, 396-410. It tells how long one takes who makes no mistake and need not search,
with a mouse and a keyboard of then; a tap is taken for as slow as pointing by a mouse, and no hand goes to the keys, since a phone
has them on its screen. As its rules have it, one makes up one's mind once for each thing, not for each field of a day.
Not in it, and added here: that a page which is longer than the screen is pushed on, once for each screen, and what a
server takes to answer. Whoever is new, or old, takes longer: it compares ways, and tells nobody's own time.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

KEY, ODD_KEY, POINT, THINK = 0.28, 0.5, 1.1, 1.35
"""Seconds: a key of words, and of letters by chance; to aim at something; to make up one's mind."""
ANSWER = 0.3
"""Seconds that a page takes to come: what is asked of the server at the hour at which most people work."""


def keys(text: str) -> int:
    """Return how many keys a text takes as it is typed in Vietnamese: one more for each sign of a letter."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    return len(plain)


@dataclass
class Hands:
    """What somebody did: `taps` on what is no field; `fields` typed into, of those `counts`; and for how long."""

    taps: int = 0
    counts: int = 0
    others: int = 0
    screens: int = 0
    pages: int = 0
    seconds: float = 0

    def tap(self) -> None:
        """Choose or press something."""
        self.taps += 1
        self.seconds += THINK + POINT + KEY

    def type(self, text: str, *, is_count: bool, is_odd: bool = False, is_known: bool = False) -> None:
        """Type into a field; `is_known`: one made up one's mind at the field before it, as of the month of a day."""
        self.counts += is_count
        self.others += not is_count
        self.seconds += (0 if is_known else THINK) + POINT + keys(text) * (ODD_KEY if is_odd else KEY)

    def see(self, screens: int) -> None:
        """Wait for a page, and push it on to its end."""
        self.pages += 1
        self.screens += screens - 1
        self.seconds += ANSWER + (screens - 1) * (POINT + KEY)

    @property
    def inputs(self) -> int:
        """How often something was tapped or typed that is no count."""
        return self.taps + self.others
