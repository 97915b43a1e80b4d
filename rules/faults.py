"""Faults in what people give us, as values: a code, the place, and the words that its sentence needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Path = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file, and a line and column in it counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `code` chooses the sentence in `engine.texts`, `details` fill it in."""

    code: str
    path: Path = ()
    details: Mapping[str, str] = field(default_factory=dict)
    place: Place | None = None


class FaultyInput(Exception):  # noqa: N818 - what was given is faulty; nothing of ours went wrong
    """Input that cannot be used: carries every fault found in it, in the order of their places."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.place or Place("")))
        super().__init__("; ".join(f"{fault.place}: {fault.code}" for fault in self.faults))
