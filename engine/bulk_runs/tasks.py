"""What is to be done with every part of an input, by whichever process or machine comes to it."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from importlib import metadata
from pathlib import Path as File
from typing import TYPE_CHECKING

from chamdiem.engine.bulk_runs.database import database
from chamdiem.engine.bulk_runs.inputs import ROWS, TablePart
from chamdiem.engine.bulk_runs.reading import Reading, frameworks_of
from chamdiem.engine.bulk_runs.wanted import PartDone, Wanted
from chamdiem.engine.files.atomic import write_pieces
from chamdiem.engine.reading.catalog import FixedCatalog
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.rules.records.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.part_rows import PartRows
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang

WORK, DONE, _SPACE = "work", "done", "space"
PROGRAMS = ("chamdiem", "duckdb", "pyarrow")
"""What makes the bytes of results: other versions may make others."""

Held = tuple[tuple[int, tuple[Fault, ...]], ...]
Outcome = PartDone | tuple[Fault, ...]
"""What came of a part, or why nothing did."""


def version_of(program: str) -> str | None:
    """Return the version of a program that is installed here."""
    try:
        return metadata.version(program)
    except metadata.PackageNotFoundError:
        return None


def _versions() -> tuple[tuple[str, str | None], ...]:
    return tuple((each, version_of(each)) for each in PROGRAMS)


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class BulkTask:
    """What is to be done with every part. It is sent to other processes, and to other machines.

    `default` and `organisation`: those of the settings. `frameworks` and `versions`: the hashes of those, and of what
    programs, that are here; by them another machine knows that it has the same. `history`: rows of earlier months of a
    cell decide facts of its later ones. `run` tells the run from others of the same folder.
    """

    folder: str
    today: dt.date
    lang: Lang
    form: str
    framework: str | None
    default: str | None
    organisation: str | None
    frameworks: tuple[tuple[str, str], ...]
    with_rules: bool
    completions: bool
    history: bool
    part_rows: int = ROWS
    versions: tuple[tuple[str, str | None], ...] = field(default_factory=_versions)
    run: str = ""

    @property
    def work(self) -> File:
        """The folder in which the parts lie until all of them are there.

        Each run has its own: on other machines an earlier one may still be at a part when another has taken its place.
        """
        return File(self.folder) / WORK / self.run

    @cached_property
    def reading(self) -> Reading:
        """How the tables are read."""
        catalog = FixedCatalog()
        choice = FrameworkChoice(catalog, self.default, self.organisation)
        framework = catalog.find(self.framework) if self.framework else None
        if self.frameworks != hashes_of(choice, framework):
            raise FaultyInput([Fault("bulk.other_frameworks", place=_here())])
        return Reading(catalog, choice, self.today, framework)

    @property
    def wanted(self) -> Wanted:
        """What is to be written of a part."""
        return Wanted(
            folder=self.work,
            form=self.form,
            lang=self.lang,
            with_rules=self.with_rules,
            completions=self.completions,
        )


def hashes_of(choice: FrameworkChoice, named: LoadedFramework | None) -> tuple[tuple[str, str], ...]:
    """Return the ids and hashes of all frameworks that may score."""
    return tuple((each.id, each.hash) for each in frameworks_of(choice, named))


def _here() -> Place:
    return Place(platform.node())


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTask:
    """A part, and those of its rows that are held back, by their numbers in its file.

    `signed`: a signature stands in a part of the same file above it.
    """

    part: TablePart
    held: Held = ()
    signed: bool = False


_Work = Callable[["Database", BulkTask, PartTask], PartDone]
Spread = Callable[[Callable[[PartTask], Outcome], Sequence[PartTask]], Iterator[Outcome]]
"""What has work done with several parts, and yields what came of each."""


def score_part(task: BulkTask, asked: PartTask) -> Outcome:
    """Score a part, and note that it is done. Faults are handed back: as an exception they would not come through."""
    return _worked(task, asked, note_of(task, asked.part.number), _score)


def read_months(task: BulkTask, asked: PartTask) -> Outcome:
    """Write what the rows of a part tell of the months of their cells, as `score_part` does; none of them is scored."""
    return _worked(task, asked, read_note_of(task, asked.part.number), _read_months)


def _worked(task: BulkTask, asked: PartTask, note: File, work: _Work) -> Outcome:
    faults = unfit(task)
    if faults:
        return faults
    space = task.work / _SPACE
    try:
        space.mkdir(parents=True, exist_ok=True)
        note.parent.mkdir(exist_ok=True)
        with database(str(space)) as opened:
            done = work(opened, task, asked)
        told = {**asdict(done), "held": len(asked.held), "signed": asked.signed}
        write_pieces(note, [json.dumps(told).encode()])
    except FaultyInput as error:
        return error.faults
    return done


def _score(opened: Database, task: BulkTask, asked: PartTask) -> PartDone:
    from chamdiem.engine.bulk_runs.part import PartScorer  # noqa: PLC0415 - as DuckDB, see `database`

    rows, wanted = _rows(opened, task, asked), task.wanted
    rows.fields.write_keys(wanted.keys_file(asked.part.number))
    done = PartScorer(rows, wanted).score()
    for file in wanted.left_of(done):
        file.unlink(missing_ok=True)
    return done


def _read_months(opened: Database, task: BulkTask, asked: PartTask) -> PartDone:
    from chamdiem.engine.bulk_runs.month_rows import followed_facts, write_month_rows  # noqa: PLC0415 - as above

    part, rows, wanted = asked.part, _rows(opened, task, asked), task.wanted
    rows.fields.write_keys(wanted.keys_file(part.number))
    write_month_rows(rows, followed_facts(_reading(task).frameworks), wanted.months_file(part.number))
    told = {"signs": rows.signs, "unsigned": rows.unsigned}
    return PartDone(number=part.number, rows=part.rows, scored={}, aside=0, open=0, **told)


def _rows(opened: Database, task: BulkTask, asked: PartTask) -> PartRows:
    from chamdiem.engine.bulk_runs.part_rows import read_part  # noqa: PLC0415 - as above

    return read_part(opened, _reading(task).of(asked.part.source), asked.part, dict(asked.held), signed=asked.signed)


def unfit(task: BulkTask) -> tuple[Fault, ...]:
    """Return why a task cannot be done here: other programs, other frameworks, or its folder is not seen from here."""
    faults = [
        Fault("bulk.other_version", details={"program": program, "own": own or "–", "here": here or "–"}, place=_here())
        for program, own in task.versions
        if (here := version_of(program)) != own
    ]
    if not task.work.is_dir():
        faults.append(Fault("bulk.unseen_folder", details={"folder": task.folder}, place=_here()))
    try:
        _reading(task)
    except FaultyInput as error:
        faults += error.faults
    return tuple(faults)


@lru_cache(maxsize=2)
def _reading(task: BulkTask) -> Reading:
    return task.reading


def note_of(task: BulkTask, number: int) -> File:
    """Return the file that tells that a part is done, and what came of it."""
    return task.work / DONE / f"part-{number:06}.json"


def read_note_of(task: BulkTask, number: int) -> File:
    """Return the file that tells that the months of a part's rows are read."""
    return task.work / DONE / f"months-{number:06}.json"
