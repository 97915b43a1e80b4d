"""Make the files of a batch, in one process or several; each is written whole and noted, or not made at all."""

from __future__ import annotations

import hashlib
import multiprocessing
import signal
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.batch.manifest import Journal, Output
from chamdiem.engine.batch.plan import Job, Sheet
from chamdiem.engine.files import write_bytes
from chamdiem.engine.lists.files import list_file, overview_file
from chamdiem.engine.lists.overview import Overview
from chamdiem.engine.paper.sheets import view_file
from chamdiem.rules.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path as File

CHUNK = 4
"""So many jobs are handed to a process at once."""


def make_all(folder: File, jobs: Sequence[Job], processes: int) -> Iterator[Output]:
    """Make the files of some jobs, and yield each when it is finished, in whatever order.

    Raises:
        FaultyInput: one cannot be written; those that were finished stay, and are in the journal.
    """
    with Journal(folder) as journal:
        for made in _results(folder, jobs, processes):
            if isinstance(made, tuple):
                raise FaultyInput(made)
            journal.add(made)
            yield made


def _results(folder: File, jobs: Sequence[Job], processes: int) -> Iterator[Output | tuple[Fault, ...]]:
    make = partial(_make, folder)
    if processes <= 1 or len(jobs) <= CHUNK:
        yield from map(make, jobs)
        return
    # a fresh process each: one forked off a process with threads may hang
    with multiprocessing.get_context("spawn").Pool(min(processes, len(jobs)), _leave_interrupts_alone) as pool:
        yield from pool.imap_unordered(make, jobs, CHUNK)


def _leave_interrupts_alone() -> None:
    """Ctrl-C reaches every process of a terminal; the first of them ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _make(folder: File, job: Job) -> Output | tuple[Fault, ...]:
    """Make one file. Faults are handed back: they would lose their places as an exception between processes."""
    content = job_file(job)
    try:
        write_bytes(folder / job.name, content)
    except FaultyInput as error:
        return error.faults
    digest = hashlib.sha256(content).hexdigest()
    return Output(name=job.name, key=job.key, sha256=digest, source=job.source, framework=job.framework)


def job_file(job: Job) -> bytes:
    """Return the bytes of a job's file; the same job gives the same bytes."""
    if isinstance(job.content, Sheet):
        return view_file(job.content.view, job.content.stamp, job.form, job.paper)
    if isinstance(job.content, Overview):
        return overview_file(job.content, job.form)
    return list_file(job.content, job.form)
