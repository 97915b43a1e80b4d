"""A document without the parts whose shape is wrong, so that the rest can be checked for its meaning in one reading.

What is wrong in its shape is taken out whole: the unknown key alone, or else the item of a list, or the named part, in
which it stands. Whoever checks the rest knows where parts are missing, and what of it only echoes that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.records.faults import Fault, FaultyInput, Path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from chamdiem.engine.reading.documents import Data

MAX_ROUNDS = 5
"""So often parts are taken out: a list that lost all its items is wrong itself, and goes with what holds it."""
_NAMED = ("measures",)
"""Parts of a file that hold named things, of which one can be taken out by itself."""


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was taken out: paths of the file as it stands, and the parts in which something is missing now."""

    gone: frozenset[Path]
    touched: frozenset[Path]

    def is_echo(self, path: Path) -> bool:
        """Tell whether a place lies within a part from which something was taken."""
        return any(path[: len(part)] == part for part in self.touched)

    def place(self, path: Path) -> Path:
        """Return where in the file a place of the pruned document stands."""
        found: Path = ()
        for step in path:
            found = (*found, self._number(found, step) if isinstance(step, int) else step)
        return found

    def _number(self, owner: Path, number: int) -> int:
        """Return which item of a list in the file is the one of a number that is left."""
        for place in range(number + 1 + len(self.gone)):
            if (*owner, place) not in self.gone:
                if number == 0:
                    return place
                number -= 1
        raise LookupError(owner)

    def data(self, whole: Data, at: Path = ()) -> Data:
        """Return a document's data without what was taken out."""
        if isinstance(whole, dict):
            return {key: self.data(part, (*at, key)) for key, part in whole.items() if (*at, key) not in self.gone}
        if isinstance(whole, tuple):
            items = ((place, item) for place, item in enumerate(whole) if (*at, place) not in self.gone)
            return tuple(self.data(item, (*at, place)) for place, item in items)
        return whole


def beyond_shape(
    whole: Data, shape_faults: Iterable[Fault], check: Callable[[Data], Iterable[Fault]]
) -> Iterator[Fault]:
    """Yield what `check` finds in the parts of a document whose shape is right.

    `check` gets the data without the faulty parts, and raises FaultyInput where its shape is still wrong.
    """
    pruned = Pruned(frozenset(), frozenset())
    faults = tuple(shape_faults)
    for _ in range(MAX_ROUNDS):
        cuts = [_cut(fault) for fault in faults]
        if None in cuts:
            return
        gone = {pruned.place(cut) for cut in cuts if cut is not None}
        pruned = Pruned(pruned.gone | gone, pruned.touched | {path[:-1] for path in gone if isinstance(path[-1], str)})
        try:
            found = tuple(check(pruned.data(whole)))
        except FaultyInput as error:
            faults = error.faults
            continue
        for fault in found:
            path = pruned.place(fault.path)
            if not pruned.is_echo(path):
                yield Fault(fault.code, path, fault.details)
        return


def _cut(fault: Fault) -> Path | None:
    """Return what to take out for a fault of the shape; None where no part of its own can go."""
    path = fault.path
    if fault.code == "shape.unknown_key":
        return path
    last = max((place for place, step in enumerate(path) if isinstance(step, int)), default=None)
    if last is not None:
        return path[: last + 1]
    return path[:2] if path[:1] == _NAMED and len(path) > 1 else None
