"""Bring an output folder to what a batch says: make what is new or changed, keep what is current, remove what is stale.

The folder belongs to its user. Ours in it are the files that the manifest names, as long as their bytes are the same.
A file that someone has changed since it was made is kept under another name before it is made again; a file that is
not ours is not touched. Stale is a file of ours of the same month and form which this batch no longer makes. What
cannot be written raises `FaultyInput`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chamdiem.engine.batch.manifest import (
    Journal,
    Output,
    check_folder,
    is_current,
    owned,
    read_frameworks,
    read_outputs,
    remove_unfinished,
    write_manifest,
)
from chamdiem.engine.batch.work import WriteTask, check_foreign, make_all, put
from chamdiem.engine.files.atomic import file_hash, status, sync_folder, unwritable
from chamdiem.engine.files.outputs import Consent, check_output, is_input
from chamdiem.engine.files.ownership import note, refuse_taken
from chamdiem.engine.files.systems import held
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path as File

    from chamdiem.engine.batch.plan import Job

LOCK = ".chamdiem-lock"
CHANGED = "-da-sua"
_ALONE = Consent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What has to be done to a folder.

    `jobs` are to be made, `current` outputs are as they should be, and `stale` ones are removed. `changed` ones were
    changed by hand and are kept under another name before they are made again. `kept` ones are of other months and
    forms, or were changed by hand and are not made any more: `outdated` of those. `foreign` are jobs in whose place
    stands a file of somebody else.
    """

    folder: File
    jobs: tuple[Job, ...]
    current: tuple[Output, ...] = ()
    stale: tuple[Output, ...] = ()
    changed: tuple[Output, ...] = ()
    changed_to: Mapping[str, str | None] = field(default_factory=dict)
    kept: tuple[Output, ...] = ()
    outdated: tuple[Output, ...] = ()
    foreign: tuple[Job, ...] = ()

    def still_there(self, output: Output) -> bool:
        """Tell whether a file that was changed by hand still stands under its own name."""
        return file_hash(self.folder / output.name) == self.changed_to.get(output.name)

    @property
    def standing(self) -> int:
        """How many of the files to make are made by now."""
        made = read_outputs(self.folder)
        return sum(is_current(self.folder, made.get(job.name), job.key) for job in self.jobs)


@contextmanager
def opened(folder: File) -> Iterator[None]:
    """Hold a folder for one batch; it is made where it is not there, and what a killed run left unfinished is removed.

    Raises:
        FaultyInput: another batch is at work in it, it cannot be written to, or it holds something else than a file of
            ours under a name that is kept for one.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        check_folder(folder)
        with _locked(folder):
            remove_unfinished(folder)
            yield
    except OSError as error:
        raise unwritable(folder, error) from error


@contextmanager
def _locked(folder: File) -> Iterator[None]:
    refuse_taken(folder / LOCK)
    with held(folder / LOCK) as handle:
        if handle is None:
            raise refusal("batch.busy", folder)
        yield


def plan_update(folder: File, jobs: Sequence[Job], consent: Consent = _ALONE, *, removing: bool = True) -> Update:
    """Compare what a batch makes with what stands in the folder. Not `removing`: the batch is not the whole month.

    Raises:
        FaultyInput: two files would have one name, or something that is never replaced stands in the place of one.
    """
    _check_names(jobs)
    made = read_outputs(folder)
    current = {job.name for job in jobs if is_current(folder, made.get(job.name), job.key)}
    todo = tuple(job for job in jobs if job.name not in current)
    there = [job for job in todo if status(folder / job.name) is not None]
    _check_targets(folder, there, consent)
    changed = [made[job.name] for job in there if job.name in made and not owned(folder, made[job.name])]
    rest = [output for name, output in made.items() if name not in {job.name for job in jobs}]
    anew = {(job.month, job.form) for job in jobs}
    left = [output for output in rest if output.months is None and (output.month, output.form) in anew]
    # A cell that was dropped, or whose name changed, would otherwise leave last week's sheet among today's. Pages about
    # a whole run (`months`) go by `old_pages`, for another run may be about other months. What this very batch reads
    # stays.
    gone = (output for output in left if owned(folder, output) and not is_input(folder / output.name, consent))
    stale = tuple(gone) if removing else ()
    there_still = [output for output in rest if output not in stale and (folder / output.name).exists()]
    return Update(
        folder=folder,
        jobs=todo,
        current=tuple(made[job.name] for job in jobs if job.name in current),
        stale=stale,
        changed=tuple(changed),
        changed_to={output.name: file_hash(folder / output.name) for output in changed},
        kept=tuple(there_still),
        outdated=tuple(output for output in there_still if output in left),
        foreign=() if consent.replace else tuple(job for job in there if job.name not in made),
    )


def _check_names(jobs: Iterable[Job]) -> None:
    """Two jobs of one name would be one file, and the first lost."""
    twice = [name for name, count in Counter(job.name.casefold() for job in jobs).items() if count > 1]
    if twice:
        raise FaultyInput(Fault("batch.name_twice", details={"name": name}) for name in twice)


def _check_targets(folder: File, jobs: Iterable[Job], consent: Consent) -> None:
    faults: list[Fault] = []
    for job in jobs:
        try:
            check_output(folder / job.name, consent)
        except FaultyInput as error:
            faults += error.faults
    if faults:
        raise FaultyInput(faults)


def make(update: Update, processes: int) -> Iterator[Output]:
    """Make what has to be made and yield each file when it is finished.

    Raises:
        FaultyInput: a file of somebody else would be written over, and nothing was written; or a file cannot be
            written, and running again goes on from there.
    """
    # Before anything is written: a refusal after half the month would leave a folder that is neither the old nor the
    # new.
    same = {output.name: output for output in check_foreign(update.folder, update.foreign)}
    yield from same.values()
    for output in update.changed:
        _set_aside(update.folder / output.name)
    tasks = [WriteTask(job, file_hash(update.folder / job.name)) for job in update.jobs if job.name not in same]
    yield from make_all(update.folder, tasks, processes)


@dataclass(frozen=True, slots=True)
class Decided:
    """What decided the files of a batch: the software, the frameworks (hashes by id), the file of settings."""

    software: str
    frameworks: Mapping[str, str]
    settings: str | None = None


def finish(update: Update, made: Sequence[Output], decided: Decided, pages: Sequence[Output] = ()) -> None:
    """Remove what is stale and write the manifest: after it, the folder is as if it had been made at once.

    `pages` are those about the whole batch.
    """
    folder = update.folder
    for output in update.stale:
        remove(folder, output)
    named = {page.name for page in pages}
    kept = [output for output in update.kept if output.name not in named and (folder / output.name).exists()]
    outputs = (*update.current, *made, *kept, *pages)
    used = {output.framework for output in outputs}
    known = {name: hash_ for name, hash_ in read_frameworks(folder).items() if name in used}
    # Once for all of them: each file was renamed without waiting for the disk. The manifest may only say what is really
    # there, so the waiting comes before it.
    sync_folder(folder)
    write_manifest(folder, decided.software, known | dict(decided.frameworks), outputs, decided.settings)


def remove(folder: File, output: Output) -> None:
    """Remove a file of ours, unless somebody has just changed it."""
    file = folder / output.name
    if owned(folder, output):
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(file, error) from error


def write_page(folder: File, name: str, content: bytes, months: str, consent: Consent) -> Output:
    """Write a page about the whole batch, under the first name that no other batch's page and nobody's file has."""
    made = read_outputs(folder)
    number = 1
    # A page of another month keeps its name: it holds rows that people still have to correct.
    while not _is_free(folder / (chosen := _numbered(name, number)), made.get(chosen), months, consent):
        number += 1
    with Journal(folder) as journal:
        digest = hashlib.sha256(content).hexdigest()
        page = Output(name=chosen, key=digest, sha256=digest, source=months, months=months)
        put(journal, page, content, file_hash(folder / chosen))
    note(folder / chosen, page.sha256)  # so that rows to be corrected are not read as long as nobody corrected them
    return page


def old_pages(folder: File, name: str, months: str, consent: Consent) -> Iterator[Output]:
    """Yield the pages of an earlier batch of the same months, as it wrote them, that are not read by this one."""
    stem, _, form = name.rpartition(".")
    for output in read_outputs(folder).values():
        ours = output.name == name or (output.name.startswith(f"{stem}-") and output.form == form)
        if ours and status(folder / output.name) and _is_free(folder / output.name, output, months, consent):
            yield output


def _is_free(file: File, output: Output | None, months: str, consent: Consent) -> bool:
    """Tell whether a page may take a name: nothing is there, or a page of ours, unchanged, about these months alone."""
    if status(file) is None:
        return True
    if output is None or not owned(file.parent, output):
        return False
    try:
        check_output(file, consent)
    except FaultyInput:
        return False
    return set((output.months or "").split()) <= set(months.split())


def _numbered(name: str, number: int) -> str:
    stem, _, form = name.rpartition(".")
    return name if number == 1 else f"{stem}-{number}.{form}"


def _set_aside(file: File) -> None:
    """Keep a file that someone has changed, under the first free name."""
    number = 1
    while status(target := file.with_name(f"{file.stem}{CHANGED}-{number}{file.suffix}")) is not None:
        number += 1
    try:
        file.rename(target)
    except OSError as error:
        raise unwritable(file, error) from error
