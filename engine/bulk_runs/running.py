"""A run: an input scored part by part, by as many processes as are wanted, into a folder that is whole in the end.

Every part is finished by itself, and what is finished stays: a run that was interrupted goes on where it was, and a
process that is killed costs the part that it was at. All lies in a folder within the output until every row is counted.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from bisect import bisect_right
from collections import Counter
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path as File
from typing import TYPE_CHECKING, Any

from chamdiem.engine.bulk_runs.database import database, text
from chamdiem.engine.bulk_runs.drawing import drawn_sources
from chamdiem.engine.bulk_runs.inputs import Source, TablePart, divided, files_in, lines_above, row_count, stored_table
from chamdiem.engine.bulk_runs.repeats import held_rows
from chamdiem.engine.bulk_runs.tasks import DONE, WORK, PartTask, note_of, read_months, read_note_of, score_part
from chamdiem.engine.bulk_runs.wanted import KEYS, MONTHS, REJECTED, RESULTS, PartDone
from chamdiem.engine.files.atomic import unwritable, write_pieces
from chamdiem.engine.files.folders import PLAN, PLAN_SCHEMA
from chamdiem.engine.files.json_text import readable_json
from chamdiem.engine.files.processes import in_processes
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chamdiem.engine.bulk_runs.database import Database
    from chamdiem.engine.bulk_runs.drawing import Drawn
    from chamdiem.engine.bulk_runs.tasks import BulkTask, Outcome, Spread

SCHEMA = f"{PLAN_SCHEMA}1"
SUMMARY = "summary.json"
_STORED, _PROVED = "stored", "proved"
MOST_ENDED = 20
"""So often processes may be killed, with no part finished between two times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkSummary:
    """What came of a run: rows in all, those scored by framework, those not; of how many no rating is sure yet."""

    rows: int
    scored: Mapping[str, int]
    aside: int
    open: int

    @property
    def blank(self) -> int:
        """How many rows say nothing at all."""
        return self.rows - sum(self.scored.values()) - self.aside


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class BulkRun:
    """One run of a task over some files, and over what is drawn from elsewhere, to its end."""

    task: BulkTask
    inputs: tuple[str, ...]
    drawn: tuple[Drawn, ...] = ()

    @cached_property
    def own(self) -> BulkTask:
        """The task, with a folder of this run's own for its work."""
        return replace(self.task, run=sha256(json.dumps(self.plan()).encode()).hexdigest()[:16])

    @cached_property
    def files(self) -> tuple[File, ...]:
        """The files of the input, in order."""
        return files_in([File(each) for each in self.inputs])

    def stored(self) -> Iterator[File]:
        """Bring the files of the input into Parquet, as far as they are not; yield the place of each when it is."""
        with database(self.task.folder) as opened:
            for number, file in enumerate(self.files):
                yield stored_table(opened, file, self.own.work / _STORED / f"{number:06}.parquet")

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The files as they are read, and the tables that are drawn."""
        places = list(self.stored())
        with database(self.task.folder) as opened:
            sources = []
            for file, stored in zip(self.files, places, strict=True):
                rows, above = row_count(opened, file, stored), lines_above(file)
                sources.append(Source(file=str(file), stored=str(stored), rows=rows, above=above))
            for number, each in enumerate(self.drawn):
                sources += drawn_sources(opened, each, self.own.work / _STORED / f"drawn-{number:06}")
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
        files += [[each.name, *each.state] for each in self.drawn]
        asked = {key: value for key, value in asdict(task).items() if key not in {"folder", "today", "run"}}
        return {"schema": SCHEMA, "today": task.today.isoformat(), "files": files, **json.loads(json.dumps(asked))}

    def check_headings(self) -> None:
        """Read the heading of every file.

        Raises:
            FaultyInput: every name of a column that is not known; of what was drawn, that it answers other questions.
        """
        faults: list[Fault] = []
        with database(self.task.folder) as opened:
            for source in self.sources:
                try:
                    self.task.reading.of(source).heading(opened, source)
                except FaultyInput as error:
                    faults += error.faults if source.framework is None else [_unasked(source, error)]
        if faults:
            raise FaultyInput(faults)

    # --- the work ---

    def left(self) -> list[PartTask]:
        """Return the parts that are not scored yet."""
        return [PartTask(part=part) for part in self.parts if not note_of(self.own, part.number).exists()]

    def _unread(self) -> list[PartTask]:
        """Return the parts of which the months are to be read first."""
        parts = self.parts if self.task.history else ()
        return [PartTask(part=part) for part in parts if not read_note_of(self.own, part.number).exists()]

    def stages(self, spread: Spread) -> Iterator[tuple[Iterator[object], int | None, str]]:
        """Yield what is left to be done, one thing after the other: each is done by who goes through what it yields.

        Beside it stand how many that will be, where it is known, and the code of its name. The next may be asked for
        when the one before is done.
        """
        if self.task.history:
            yield self._stage(spread, read_months, self._unread(), "bulk.reading_months")
            held: dict[int, tuple[Fault, ...]] = {}
            if self.left():
                yield self._prove(held), None, "bulk.proving"
                yield self._stage(spread, score_part, self._known_by_months(held), "bulk.progress")
        else:
            yield self._stage(spread, score_part, self.left(), "bulk.progress")
            yield self._stage(spread, score_part, self._again(), "bulk.progress")

    def scored(self, spread: Spread) -> Iterator[object]:
        """Score all that is left; yield at each step that is done."""
        for done, _, _ in self.stages(spread):
            yield from done

    def _stage(
        self, spread: Spread, work: Callable[[BulkTask, PartTask], Outcome], tasks: Sequence[PartTask], code: str
    ) -> tuple[Iterator[PartDone], int, str]:
        return self._through(spread, work, tasks), len(tasks), code

    def _through(
        self, spread: Spread, work: Callable[[BulkTask, PartTask], Outcome], tasks: Sequence[PartTask]
    ) -> Iterator[PartDone]:
        for done in spread(partial(work, self.own), tasks):
            if isinstance(done, tuple):
                raise FaultyInput(done)
            yield done

    def _again(self) -> list[PartTask]:
        """Return the parts of which others tell something: that rows are repeated, or stand below a signature."""
        if not self.parts:
            return []
        with database(str(self.own.work)) as opened:
            held = self._held(opened)
        notes = [_read_note(note_of(self.own, part.number)) for part in self.parts]
        asked = self._told(held, notes)
        return [
            each for each, note in zip(asked, notes, strict=True)
            if (note["held"], note["signed"]) != (len(each.held), each.signed)
        ]  # fmt: skip

    def _held(self, opened: Database) -> Mapping[int, tuple[Fault, ...]]:
        """Return the rows that others repeat, counted from 0, with the faults of each."""
        return held_rows(opened, self.task.reading, self.sources, str(self.own.work / KEYS / "*.parquet"))

    def _told(self, held: Mapping[int, tuple[Fault, ...]], notes: Sequence[Mapping[str, Any]]) -> list[PartTask]:
        """Return all parts with what others tell of each: rows that are not scored, counted from 0; signatures."""
        by_part: dict[int, list[tuple[int, tuple[Fault, ...]]]] = {}
        before = [each.before for each in self.parts]
        for row, faults in sorted(held.items()):
            part = self.parts[bisect_right(before, row) - 1]
            by_part.setdefault(part.number, []).append((row - part.before + part.first, faults))
        found, signed = [], False
        for part, note in zip(self.parts, notes, strict=True):
            signed = signed and part.first > 0
            rows = tuple(by_part.get(part.number, ()))
            found.append(PartTask(part=part, held=rows, signed=signed and note["unsigned"]))
            signed = signed or note["signs"]
        return found

    def _prove(self, held: dict[int, tuple[Fault, ...]]) -> Iterator[int]:
        """Write what the months that were read prove; yield the rows that are looked at by themselves.

        `held` is told of every row that is not scored, with its faults.
        """
        from chamdiem.engine.bulk_runs.earlier import MonthsOfTables  # noqa: PLC0415 - as DuckDB, see `database`

        reading, files = self.task.reading, str(self.own.work / MONTHS / "*.parquet")
        with database(str(self.own.work)) as opened:
            held |= self._held(opened)
            months = MonthsOfTables(opened, reading, self.sources, reading.frameworks, files, tuple(held))
            try:
                for row, faults in months.write_ends(self.own.work / _PROVED):
                    held |= {row: faults} if faults else {}
                    yield row
            except OverflowError as error:
                raise refusal("bulk.too_wide", self.task.folder, reason=str(error)) from error

    def _known_by_months(self, held: Mapping[int, tuple[Fault, ...]]) -> list[PartTask]:
        """Return the parts that are left, with what the months that were read tell of them."""
        from chamdiem.engine.bulk_runs.earlier import ends_in  # noqa: PLC0415 - as above

        proved = ends_in(self.own.work / _PROVED, self.sources)
        left = {each.part.number for each in self.left()}
        asked = self._told(held, [_read_note(read_note_of(self.own, part.number)) for part in self.parts])
        known = (replace(each, part=each.part.proved_by(proved.get(each.part.offset))) for each in asked)
        return [each for each in known if each.part.number in left]

    def finish(self) -> BulkSummary:
        """Count every row and every file, and bring them to their places.

        Raises:
            FaultyInput: files of the run were changed meanwhile, so that rows are missing.
        """
        notes = [_read_note(note_of(self.own, part.number)) for part in self.parts]
        summary = BulkSummary(
            rows=sum(note["rows"] for note in notes),
            scored=dict(sum((Counter(note["scored"]) for note in notes), Counter())),
            aside=sum(note["aside"] for note in notes),
            open=sum(note["open"] for note in notes),
        )
        there = self._counted() + sum(note["blank"] for note in notes)
        if summary.rows != there or summary.blank != sum(note["blank"] for note in notes):
            raise refusal("bulk.rows_lost", self.task.folder, rows=str(summary.rows), found=str(there))
        for left in self.own.work.rglob(".*.tmp"):  # by processes that were killed while they wrote
            left.unlink()
        for empty in self.own.work.glob(f"{RESULTS}/*"):  # of whose rows all turned out to be repeated
            if not any(empty.iterdir()):
                empty.rmdir()
        folder = File(self.task.folder)
        for name in (RESULTS, REJECTED):
            if (self.own.work / name).is_dir():
                (self.own.work / name).replace(folder / name)
        write_pieces(folder / SUMMARY, [f"{readable_json({'schema': SCHEMA, **asdict(summary)})}\n".encode()])
        shutil.rmtree(folder / WORK)
        return summary

    def _counted(self) -> int:
        """Return how many rows of the input stand in the files, scored or not."""
        read = {"parquet": "read_parquet", "csv": "read_csv"}[self.task.form]
        found = 0
        with database(str(self.own.work)) as opened:
            folders = [(each, "count(*) FILTER (layer = 'self')") for each in self.own.work.glob(f"{RESULTS}/*")]
            # those of each framework by themselves: others have other columns
            for folder, count in (*folders, (self.own.work / REJECTED, "count(DISTINCT row)")):
                files = list(folder.glob(f"*.{self.task.form}"))
                if files:
                    named = ", ".join(text(str(file)) for file in sorted(files))
                    found += opened.number(f"SELECT {count} FROM {read}([{named}])")
        return found


def _read_note(file: File) -> dict[str, Any]:
    return dict(json.loads(file.read_bytes()))


def in_local_processes(
    processes: int, work: Callable[[PartTask], Outcome], tasks: Sequence[PartTask]
) -> Iterator[Outcome]:
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
        run.own.work.mkdir(parents=True, exist_ok=True)
        write_pieces(known, [f"{readable_json(plan)}\n".encode()])
    except OSError as error:
        raise unwritable(folder, error) from error
    except ValueError as error:
        raise refusal("bulk.not_empty", folder) from error
    return None


def _unasked(source: Source, error: FaultyInput) -> Fault:
    """Say of rows that were drawn that they answer what is not asked: nobody has ever seen columns of them."""
    details = {"framework": str(source.framework), "count": str(len(error.faults))}
    return Fault("bulk.other_questions", details=details, place=Place(source.file))


def is_begun(folder: File) -> bool:
    """Tell whether a folder holds a run that is not done yet."""
    return (folder / PLAN).exists() and not (folder / SUMMARY).exists()


def take_back(run: BulkRun, *, folder: bool) -> None:
    """Remove what was begun of a run, where none of its parts is done: one that is mended is another run.

    `folder`: its folder goes, too, where nothing else came to lie in it.
    """
    if not any((run.own.work / DONE).glob("*.json")):
        _clear(File(run.task.folder))
        if folder and not any(File(run.task.folder).iterdir()):
            File(run.task.folder).rmdir()


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
