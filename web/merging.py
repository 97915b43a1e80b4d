"""What becomes of a page that somebody sends while others write: it is merged by what each has seen. No table, no time.

A text that is blank, and one that is not there, are the same; what stands around a text does not make it another one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_REPLACED = "\ufffd"
"""What stands for a character that a database cannot keep: the reader of the form tells of it."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge came to: texts that take the place of what stands there, and the ids of those that cannot."""

    taken: Mapping[str, str]
    clashes: tuple[str, ...]


def merge(current: Mapping[str, str], seen: Mapping[str, Sequence[str]], typed: Mapping[str, str]) -> Merged:
    """Merge what was typed into what stands there now.

    `seen`: of each id the texts that whoever typed knows to have stood there, that from which they began first. Where
    none is told, nobody knows what they saw: whatever differs clashes.

    What somebody did not change, they do not write back over what others changed meanwhile.
    """
    taken: dict[str, str] = {}
    clashes: list[str] = []
    for name, own in typed.items():
        now, known = current.get(name, ""), seen.get(name, ())
        if is_same(own, now):
            continue
        if any(is_same(now, each) for each in known):
            taken[name] = own
        elif not known or not is_same(own, known[0]):
            clashes.append(name)
    return Merged(taken, tuple(clashes))


def is_same(one: str, other: str) -> bool:
    """Tell whether two texts say the same."""
    return one.strip() == other.strip()


def keepable(text: str) -> str:
    """Return a text as it is kept: lines end in one way, and it holds nothing that a database refuses."""
    return _UNKEPT.sub(_REPLACED, text.replace("\r\n", "\n").replace("\r", "\n"))
