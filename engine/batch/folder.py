"""Bring an output folder to what a batch says: make what is new or changed, keep what is current, remove what is stale.

A file that someone has changed since it was made is kept under another name before it is made again.
"""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.batch.manifest import (
    Output,
    file_hash,
    is_current,
    read_outputs,
    write_manifest,
)
from chamdiem.engine.batch.plan import Job, software
from chamdiem.engine.batch.work import make_all
from chamdiem.engine.files import remove_unfinished, unwritable
from chamdiem.rules.faults import Fault, FaultyInput, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

LOCK = ".chamdiem-lock"
CHANGED = "-da-sua"


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What has to be done to a folder: jobs to make, outputs that are current, files that no job makes any more."""

    folder: File
    jobs: tuple[Job, ...]
    current: tuple[Output, ...]
    stale: tuple[Output, ...]
    changed: tuple[Output, ...]


@contextmanager
def opened(folder: File) -> Iterator[None]:
    """Hold a folder for one batch; it is made where it is not there, and what a killed run left unfinished is removed.

    Raises:
        FaultyInput: another batch is at work in it, or it cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise FaultyInput([Fault("batch.busy", place=Place(str(folder)))]) from error
            try:
                remove_unfinished(folder)
                yield
            finally:
                (folder / LOCK).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def plan_update(folder: File, jobs: Sequence[Job]) -> Update:
    """Compare what a batch makes with what stands in the folder."""
    made = read_outputs(folder)
    todo = tuple(job for job in jobs if not is_current(folder, made.get(job.name), job.key))
    waiting, names = {job.name for job in todo}, {job.name for job in jobs}
    changed = (output for output in made.values() if file_hash(folder / output.name) not in {None, output.sha256})
    return Update(
        folder=folder,
        jobs=todo,
        current=tuple(made[job.name] for job in jobs if job.name not in waiting),
        stale=tuple(output for name, output in made.items() if name not in names),
        changed=tuple(changed),
    )


def make(update: Update, processes: int) -> Iterator[Output]:
    """Make what has to be made and yield each file when it is finished.

    Raises:
        FaultyInput: a file cannot be written; running again goes on from there.
    """
    for output in update.changed:
        _set_aside(update.folder / output.name)
    yield from make_all(update.folder, update.jobs, processes)


def finish(update: Update, made: Sequence[Output], frameworks: Mapping[str, str], settings: str | None = None) -> None:
    """Remove what is stale and write the manifest: after it, the folder is as if it had been made at once.

    Raises:
        FaultyInput: the manifest cannot be written.
    """
    for output in update.stale:
        (update.folder / output.name).unlink(missing_ok=True)
    write_manifest(update.folder, software(), frameworks, (*update.current, *made), settings)


def _set_aside(file: File) -> None:
    """Keep a file that someone has changed, under the first free name."""
    number = 1
    while (target := file.with_name(f"{file.stem}{CHANGED}-{number}{file.suffix}")).exists():
        number += 1
    file.rename(target)
