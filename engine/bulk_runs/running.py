"""A run: an input scored part by part, by as many processes as are wanted, into a folder that is whole in the end.

Every part is finished by itself, and what is finished stays: a run that was interrupted goes on where it was, and a
process that is killed costs the part that it was at. All lies in a folder within the output until every row is counted.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.database import database, text
from chamdiem.engine.bulk_runs.inputs import ROWS, Source, TablePart, divided, files_in, row_count, stored_csv
from chamdiem.engine.bulk_runs.part import KEYS, REJECTED, RESULTS, PartDone, PartScorer, Wanted
from chamdiem.engine.bulk_runs.reading import Reading
from chamdiem.engine.bulk_runs.repeats import held_rows
from chamdiem.engine.files.atomic import unwritable, write_pieces
from chamdiem.engine.files.json_text import readable_json
from chamdiem.engine.files.processes import in_processes
from chamdiem.engine.reading.catalog import Catalog
from chamdiem.engine.reading.choice import FrameworkChoice
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.texts import Lang

SCHEMA = "chamdiem/bulk/1"
PLAN, SUMMARY, WORK = "plan.json", "summary.json", "work"
_DONE, _STORED, _SPACE = "done", "stored", "space"
MOST_ENDED = 20
"""So often processes may be killed, with no part finished between two times."""

Held = tuple[tuple[int, tuple[Fault, ...]], ...]


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class BulkTask:
    """What is to be done with every part. It is sent to other processes, and to other machines.

    `default` and `organisation`: those of the settings. `frameworks`: the hashes of all that are here and of the one
    that is named, by which another machine knows that it has the same.
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
    part_rows: int = ROWS

    @property
    def work(self) -> File:
        """The folder in which the parts lie until all of them are there."""
        return File(self.folder) / WORK

    @cached_property
    def reading(self) -> Reading:
        """How the tables are read."""
        catalog = Catalog()
        choice = FrameworkChoice(catalog, self.default, self.organisation)
        framework = catalog.find(self.framework) if self.framework else None
        if self.frameworks != hashes_of(catalog, framework):
            raise FaultyInput([Fault("bulk.other_frameworks")])
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


def hashes_of(catalog: Catalog, named: LoadedFramework | None) -> tuple[tuple[str, str], ...]:
    """Return the ids and hashes of all frameworks that may score: those of a catalog, and one that is named."""
    return tuple({each.id: each.hash for each in (*catalog.all(), *([named] if named else []))}.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class PartTask:
    """A part, and those of its rows that are held back, by their numbers in its file."""

    part: TablePart
    held: Held = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSummary:
    """What came of a run: rows in all, those scored by framework, those not; of how many no rating is sure yet."""

    rows: int
    scored: Mapping[str, int]
    aside: int
    open: int


def score_part(task: BulkTask, asked: PartTask) -> PartDone | tuple[Fault, ...]:
    """Score a part, and note that it is done. Faults are handed back: as an exception they would not come through."""
    space = task.work / _SPACE
    try:
        reading = _reading(task)
        space.mkdir(parents=True, exist_ok=True)
        with database(str(space)) as opened:
            done = PartScorer(opened, reading, asked.part, task.wanted).score(dict(asked.held))
        write_pieces(_note(task, asked.part.number), [json.dumps({**asdict(done), "held": len(asked.held)}).encode()])
    except FaultyInput as error:
        return error.faults
    return done


@lru_cache(maxsize=2)
def _reading(task: BulkTask) -> Reading:
    return task.reading


def _note(task: BulkTask, number: int) -> File:
    folder = task.work / _DONE
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"part-{number:06}.json"


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class BulkRun:
    """One run of a task over some files, to its end."""

    task: BulkTask
    inputs: tuple[str, ...]

    @cached_property
    def files(self) -> tuple[File, ...]:
        """The files of the input, in order."""
        return files_in([File(each) for each in self.inputs])

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The files as they are read."""
        with database(self.task.folder) as opened:
            sources = []
            for number, file in enumerate(self.files):
                stored = file
                if file.suffix.lower() == ".csv":
                    stored = self.task.work / _STORED / f"{number:06}.parquet"
                    if not stored.exists():
                        stored.parent.mkdir(parents=True, exist_ok=True)
                        beside = stored.with_suffix(".tmp")
                        stored_csv(opened, file, beside)
                        beside.replace(stored)
                sources.append(Source(file=str(file), stored=str(stored), rows=row_count(opened, file, stored)))
            return tuple(sources)

    @cached_property
    def parts(self) -> tuple[TablePart, ...]:
        """The parts of the input."""
        return tuple(divided(self.sources, self.task.part_rows))

    # --- the folder ---

    def plan(self) -> dict[str, Any]:
        """Return what the run is of: another plan is another run."""
        task = self.task
        files = [[str(file), file.stat().st_size, file.stat().st_mtime_ns] for file in self.files]
        asked = {key: value for key, value in asdict(task).items() if key not in {"folder", "today"}}
        return {"schema": SCHEMA, "today": task.today.isoformat(), "files": files, **json.loads(json.dumps(asked))}

    def check_headings(self) -> None:
        """Read the heading of every file.

        Raises:
            FaultyInput: every name of a column that is not known.
        """
        faults: list[Fault] = []
        with database(self.task.folder) as opened:
            for part in self.parts:
                if part.first == 0:
                    try:
                        self.task.reading.heading(opened, part)
                    except FaultyInput as error:
                        faults += error.faults
        if faults:
            raise FaultyInput(faults)

    # --- the work ---

    def left(self) -> list[PartTask]:
        """Return the parts that are not done yet."""
        return [PartTask(part=part) for part in self.parts if not _note(self.task, part.number).exists()]

    def scored(self, spread: Callable[..., Iterator[PartDone | tuple[Fault, ...]]]) -> Iterator[PartDone]:
        """Score all that is left; yield each part when it is done."""
        yield from self._through(spread, self.left())
        again = self._repeated()
        yield from self._through(spread, again)

    def _through(
        self, spread: Callable[..., Iterator[PartDone | tuple[Fault, ...]]], tasks: Sequence[PartTask]
    ) -> Iterator[PartDone]:
        for done in spread(partial(score_part, self.task), tasks):
            if isinstance(done, tuple):
                raise FaultyInput(done)
            yield done

    def _repeated(self) -> list[PartTask]:
        """Return the parts that have rows which others repeat, to be scored without these."""
        keys = str(self.task.work / KEYS / "*.parquet")
        if not self.parts:
            return []
        with database(str(self.task.work)) as opened:
            held = held_rows(opened, self.task.reading, self.sources, keys)
        by_part: dict[int, list[tuple[int, tuple[Fault, ...]]]] = {}
        for row, faults in sorted(held.items()):
            part = next(each for each in self.parts if each.before <= row < each.before + each.rows)
            by_part.setdefault(part.number, []).append((row - part.before + part.first, faults))
        found = []
        for number, rows in by_part.items():
            if json.loads(_note(self.task, number).read_bytes())["held"] != len(rows):
                found.append(PartTask(part=self.parts[number], held=tuple(rows)))
        return found

    def finish(self) -> BulkSummary:
        """Count every row and every file, and bring them to their places.

        Raises:
            FaultyInput: files of the run were changed meanwhile, so that rows are missing.
        """
        notes = [json.loads(_note(self.task, part.number).read_bytes()) for part in self.parts]
        summary = BulkSummary(
            rows=sum(note["rows"] for note in notes),
            scored=dict(sum((Counter(note["scored"]) for note in notes), Counter())),
            aside=sum(note["aside"] for note in notes),
            open=sum(note["open"] for note in notes),
        )
        there = self._counted()
        if summary.rows != there or summary.rows != sum(summary.scored.values()) + summary.aside:
            raise refusal("bulk.rows_lost", self.task.folder, rows=str(summary.rows), found=str(there))
        folder = File(self.task.folder)
        for name in (RESULTS, REJECTED):
            if (self.task.work / name).is_dir():
                (self.task.work / name).replace(folder / name)
        write_pieces(folder / SUMMARY, [f"{readable_json({'schema': SCHEMA, **asdict(summary)})}\n".encode()])
        shutil.rmtree(self.task.work)
        return summary

    def _counted(self) -> int:
        """Return how many rows of the input stand in the files, scored or not."""
        read = {"parquet": "read_parquet", "csv": "read_csv"}[self.task.form]
        found = 0
        with database(str(self.task.work)) as opened:
            folders = [(each, "count(*) FILTER (layer = 'self')") for each in self.task.work.glob(f"{RESULTS}/*")]
            # those of each framework by themselves: others have other columns
            for folder, count in (*folders, (self.task.work / REJECTED, "count(DISTINCT row)")):
                files = list(folder.glob(f"*.{self.task.form}"))
                if files:
                    named = ", ".join(text(str(file)) for file in sorted(files))
                    found += opened.number(f"SELECT {count} FROM {read}([{named}])")
        return found


def in_local_processes(
    processes: int, work: Callable[[PartTask], PartDone | tuple[Fault, ...]], tasks: Sequence[PartTask]
) -> Iterator[PartDone | tuple[Fault, ...]]:
    """Yield what is done of each part; processes that are killed are begun anew, and do again what they were at."""
    left, ended = list(tasks), 0
    if min(processes, len(left)) <= 1:
        yield from map(work, left)
        return
    while left:
        try:
            for done in in_processes(work, left.copy(), min(processes, len(left))):
                left.pop(0)
                ended = 0
                yield done
        except FaultyInput as error:
            ended += 1
            if ended > MOST_ENDED or any(fault.code != "processes.ended" for fault in error.faults):
                raise


def taken_up(run: BulkRun) -> BulkRun:
    """Return a run as it was begun, where it was: the day up to which it reads stays the same on another one."""
    try:
        known = json.loads((File(run.task.folder) / PLAN).read_bytes())
        today = dt.date.fromisoformat(known["today"])
    except (OSError, ValueError, KeyError, TypeError):
        return run
    earlier = replace(run, task=replace(run.task, today=today))
    return earlier if earlier.plan() == known else run


def begin(run: BulkRun, *, replaced: bool) -> BulkSummary | None:
    """Make the folder of a run, or take it up where it is; return what came of it where it is done already.

    `replaced`: what another run has left there goes.

    Raises:
        FaultyInput: something else stands there.
    """
    folder, plan = File(run.task.folder), run.plan()
    try:
        folder.mkdir(exist_ok=True)
        known = folder / PLAN
        if known.exists():
            if json.loads(known.read_bytes()) != plan:
                if not replaced:
                    raise refusal("bulk.other_run", folder)
                _clear(folder)
            if (folder / SUMMARY).exists():
                told = json.loads((folder / SUMMARY).read_bytes())
                return BulkSummary(**{key: told[key] for key in ("rows", "scored", "aside", "open")})
        elif any(folder.iterdir()):
            raise refusal("bulk.not_empty", folder)
        run.task.work.mkdir(exist_ok=True)
        write_pieces(known, [f"{readable_json(plan)}\n".encode()])
    except OSError as error:
        raise unwritable(folder, error) from error
    except ValueError as error:
        raise refusal("bulk.not_empty", folder) from error
    return None


def _clear(folder: File) -> None:
    """Remove what a run has written: files of its own names, and folders that have none left."""
    for file in [*folder.glob(f"{RESULTS}/*/part-*.*"), *folder.glob(f"{REJECTED}/part-*.*")]:
        file.unlink()
    for inner in (*folder.glob(f"{RESULTS}/*"), folder / RESULTS, folder / REJECTED):
        if inner.is_dir() and not any(inner.iterdir()):
            inner.rmdir()
    if (folder / WORK).is_dir():
        shutil.rmtree(folder / WORK)
    for name in (SUMMARY, PLAN):
        (folder / name).unlink(missing_ok=True)
