"""The office: what one process needs to do any of the program's work, made once and handed to every act."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path as File
from typing import TYPE_CHECKING, Protocol, TypeVar

from chamdiem.engine.files.outputs import PLAIN, Consent, Manner, check_distinct, check_output, write_outputs
from chamdiem.engine.office.clock import Clock
from chamdiem.engine.office.config import Config, find_config, load_config
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.items import Remark
from chamdiem.engine.scoring.scorer import ScorerCache

if TYPE_CHECKING:
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework

Item = TypeVar("Item")
FileContent = str | bytes | Iterable[bytes]
"""What is to be written into a file: a text, bytes, or these piece by piece."""


class Watch(Protocol):
    """How a door sees how far long work has come.

    It hands on the items of the work, `total` of them or, where that is None, nobody knows how many; `code` names it.
    """

    def __call__(self, items: Iterable[Item], total: int | None, code: str, /) -> Iterator[Item]:
        """Yield the items as they come."""
        ...


def unwatched(items: Iterable[Item], _total: int | None, _code: str, /) -> Iterator[Item]:
    """Yield items that nobody counts."""
    return iter(items)


@dataclass(frozen=True, slots=True)
class Notice:
    """What an act has done though it goes on, and may fail yet: the code and the details of the words for it.

    `aside`: it is not what was asked for, such as a file beside it.
    """

    code: str
    details: Mapping[str, object]
    aside: bool = True


# A call back, since an act that yielded its steps would hold the block of a ledger, or the lock of a folder, for as
# long as its reader pleases, and leave both open where that is stopped between two steps.
Hear = Callable[[Remark | Notice], object]
"""By this a door is told, at once, of what tables held that was left out, and of what is done."""


@dataclass(frozen=True)
class Office:
    """The settings, the frameworks, the scorers made of them, the clock, and who sees how far long work has come.

    Every act takes it as its first argument, also one that needs nothing of it yet: a door calls all of them in one
    way, whatever they come to need. Nothing else reads the settings or the clock. A framework is read and compiled once
    for as long as the office stands, whatever the number of files, calls and layers.

    Every act raises `FaultyInput` with all that is at fault in what it is given, in the settings or in a ledger, or
    where a file may not be written; one that scores a single meeting `InferenceError`, too; and `WrongRequest` where it
    is asked for what there is not, as the form of a file.
    """

    read_settings: Callable[[], Config] = Config
    clock: Clock = field(default_factory=Clock)
    catalog: Catalog = field(default_factory=Catalog)
    made_scorers: ScorerCache | None = None
    watch: Watch = unwatched
    waits: Callable[[str], object] = lambda _ledger: None
    """Told, by the name of a ledger, that another one writes there and is waited for."""

    @cached_property
    def settings(self) -> Config:
        """The settings; they are read when an act first needs one, so that no other act fails by their faults."""
        return self.read_settings()

    @cached_property
    def scorers(self) -> ScorerCache:
        """What scores, with the framework and the organisation of the settings."""
        if self.made_scorers is not None:
            return self.made_scorers
        told = self.settings
        return ScorerCache(self.catalog, told.framework, told.organisation, told.file)

    def preferring(self, framework: str | None) -> Office:
        """Return the same office, for which a framework is that of records that name none; None: that of the settings.

        What a record names itself goes before it, as it goes before the settings.
        """
        if framework is None:
            return self
        told = replace(self.settings, framework=framework)
        return replace(self, read_settings=lambda: told, made_scorers=None)

    def informed(self, ledger: Ledger, left_out: str | None = None, *, reading: bool = False) -> Office:
        """Return the same office, for which all that is scored knows what a ledger has of the months before.

        `left_out` is a meeting that does not count (see `KeptMonths`). `reading`: nothing is recorded meanwhile.
        """
        from chamdiem.engine.history.earlier import History  # noqa: PLC0415 - most acts score without a ledger
        from chamdiem.engine.history.kept import KeptMonths, RememberedEntries  # noqa: PLC0415 - as above

        months = KeptMonths(RememberedEntries(ledger) if reading else ledger, left_out=left_out)
        made = self.scorers.informed(History(months))
        return replace(self, read_settings=lambda: self.settings, made_scorers=made)

    def following(self, ledger: Ledger) -> Office:
        """Return the same as `informed`, for as long as a ledger is open to which others write."""
        from chamdiem.engine.history.earlier import History  # noqa: PLC0415 - as above
        from chamdiem.engine.history.kept import FollowedMonths  # noqa: PLC0415 - as above

        made = self.scorers.informed(History(FollowedMonths(ledger)))
        return replace(self, read_settings=lambda: self.settings, made_scorers=made)

    @contextmanager
    def knowing(self, ledger: str | None) -> Iterator[Office]:
        """Give the same office, informed by a ledger where one is named, for as long as that is open."""
        if ledger is None:
            yield self
            return
        with self.ledger(ledger) as opened:
            yield self.informed(opened, reading=True)

    def named(self, framework: str | None) -> LoadedFramework | None:
        """Return the framework of an id or a file by which somebody asks to score; None where nobody asks."""
        return self.catalog.find(framework) if framework else None

    def ledger(self, name: str) -> Ledger:
        """Open a ledger, a file or the address of a database; `with` closes it."""
        from chamdiem.engine.ledger.opening import open_ledger  # noqa: PLC0415 - most acts keep nothing

        return open_ledger(name, self.waits)

    def consent(
        self, given: Consent, inputs: Iterable[File | str | None], *outputs: File | None, exports: bool = False
    ) -> Consent:
        """Return what an act may write over: neither what it is given to read nor the files of the settings.

        Every act that writes asks for it before any work, so that its outputs, as far as they are known by then, are
        refused at once, by whatever door they came: two that are one file, an input, what is never replaced. `exports`:
        see `check_output`.
        """
        read = tuple(File(each) for each in (*inputs, *self.settings.inputs) if each is not None)
        allowed = replace(given, inputs=(*given.inputs, *read))
        files = [each for each in outputs if each is not None]
        check_distinct(files)
        for file in files:
            check_output(file, allowed, exports=exports)
        return allowed

    def write(self, file: File, content: FileContent, consent: Consent, manner: Manner = PLAIN) -> None:
        """Write a file by the rule of `files.outputs`; where that refuses, what stood there is untouched.

        The consent is the act's own, from `consent`.
        """
        self.write_all({file: content}, consent, manner)

    def write_all(self, contents: Mapping[File, FileContent], consent: Consent, manner: Manner = PLAIN) -> None:
        """Write several files in the same way, or none of them."""
        write_outputs({file: _pieces(content) for file, content in contents.items()}, consent, manner)


def _pieces(content: FileContent) -> Iterable[bytes]:
    content = content.encode() if isinstance(content, str) else content
    return [content] if isinstance(content, bytes) else content


def open_office(folder: File, config: File | None = None) -> Office:
    """Return the office with the settings of a file, or else those of a working folder; none of a folder above."""
    return Office(partial(find_config, folder) if config is None else partial(load_config, config))
