"""The office: what one process needs to do any of the program's work, made once and handed to every act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import Config, find_config, load_config
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.scoring.scorers import ScorerCache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework

Item = TypeVar("Item")


class Watch(Protocol):
    """How a door sees how far long work has come.

    It hands on the items of the work, `total` of them or, where that is None, nobody knows how many; `code` names it.
    """

    def __call__(self, items: Iterable[Item], total: int | None, code: str) -> Iterator[Item]:
        """Yield the items as they come."""
        ...


def unwatched(items: Iterable[Item], _total: int | None, _code: str) -> Iterator[Item]:
    """Yield items that nobody counts."""
    return iter(items)


@dataclass(frozen=True, slots=True)
class Office:
    """The settings, the frameworks, the scorers made of them, and the clock.

    An act takes it as its first argument, and nothing else reads the settings or the clock. A framework is read and
    compiled once for as long as the office stands, whatever the number of files, calls and layers.
    """

    settings: Config = field(default_factory=Config)
    clock: Clock = field(default_factory=Clock)
    catalog: Catalog = field(default_factory=Catalog)
    scorers: ScorerCache = field(init=False)

    def __post_init__(self) -> None:
        told = self.settings
        scorers = ScorerCache(self.catalog, told.framework, told.organisation, told.file)
        object.__setattr__(self, "scorers", scorers)  # made of the other two, and frozen with them

    def named(self, framework: str | None) -> LoadedFramework | None:
        """Return the framework of an id or a file by which somebody asks to score; None where nobody asks.

        Raises:
            FaultyInput: there is none, or it is at fault.
        """
        return self.catalog.find(framework) if framework else None

    def ledger(self, name: str) -> Ledger:
        """Open a ledger, a file or the address of a database; `with` closes it.

        Raises:
            FaultyInput: there is none, it is something else, or it cannot be read.
        """
        from chamdiem.engine.ledger.opening import open_ledger  # noqa: PLC0415 - most acts keep nothing

        return open_ledger(name)


def open_office(folder: File, config: File | None = None) -> Office:
    """Return the office with the settings of a file, or else those of a working folder; none of a folder above.

    Raises:
        FaultyInput: the file is at fault.
    """
    return Office(find_config(folder) if config is None else load_config(config))
