"""Make the files of a batch, in one process or several; each is written whole and noted, or not made at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from chamdiem.engine.batch.manifest import Journal, Output
from chamdiem.engine.batch.plan import Job, MeetingSheet
from chamdiem.engine.files.atomic import beside, file_hash
from chamdiem.engine.files.processes import in_processes
from chamdiem.engine.lists.files import list_file
from chamdiem.engine.sheets.sheets import view_file
from chamdiem.rules.records.faults import Fault, FaultyInput, Place, refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path as File

CHUNK = 4
"""So many jobs are handed to a process at once."""


@dataclass(frozen=True, slots=True)
class WriteTask:
    """A job, with the hash of the file that it replaces; None: nothing stands in its place."""

    job: Job
    replaces: str | None


def make_all(folder: File, tasks: Sequence[WriteTask], processes: int) -> Iterator[Output]:
    """Make the files of some jobs, and yield each when it is finished.

    Raises:
        FaultyInput: one cannot be written; those that were finished stay, and are in the journal.
    """
    if not tasks:
        return
    with Journal(folder) as journal:
        make = partial(_make, journal)
        # A process loads fonts and libraries for longer than a few sheets take.
        alone = processes <= 1 or len(tasks) <= CHUNK
        for made in map(make, tasks) if alone else in_processes(make, tasks, min(processes, len(tasks)), CHUNK):
            if isinstance(made, tuple):
                raise FaultyInput(made)
            yield made


def _make(journal: Journal, task: WriteTask) -> Output | tuple[Fault, ...]:
    """Make one file. Faults are handed back: they would lose their places as an exception between processes."""
    job = task.job
    try:
        return put(journal, _output(job, ""), job_file(job), task.replaces)
    except FaultyInput as error:
        return error.faults


def put(journal: Journal, output: Output, content: bytes, replaces: str | None) -> Output:
    """Write one file of a folder, and note it with its hash; `replaces` is the hash of what may be replaced.

    Raises:
        FaultyInput: it cannot be written, or another file has come to stand in its place by now.
    """
    file = journal.folder / output.name
    with beside(file, [content], journal.token) as new:
        made = replace(output, sha256=new.sha256)
        # Asked at the last moment, as near to the rename as can be; somebody may have saved the file in Word since the
        # plan.
        if file_hash(file) != replaces:
            raise refusal("file.changed_meanwhile", file)
        journal.add(made)  # before it stands there: what stands there is ours, whenever this process ends
        new.put(sync=False)
    return made


def check_foreign(folder: File, jobs: Sequence[Job]) -> list[Output]:
    """Return the outputs of jobs whose very bytes stand in their places already, though nobody knows who wrote them.

    Raises:
        FaultyInput: something else stands there; it names each such file.
    """
    same = [job for job in jobs if file_hash(folder / job.name) == hashlib.sha256(job_file(job)).hexdigest()]
    if len(same) < len(jobs):
        others = [Place(str(folder / job.name)) for job in jobs if job not in same]
        raise FaultyInput(Fault("file.not_ours", place=place) for place in others)
    return [_output(job, file_hash(folder / job.name) or "") for job in same]


def _output(job: Job, digest: str) -> Output:
    return Output(name=job.name, key=job.key, sha256=digest, source=job.source, framework=job.framework, cell=job.cell)


def job_file(job: Job) -> bytes:
    """Return the bytes of a job's file; the same job gives the same bytes."""
    if isinstance(job.content, MeetingSheet):
        return view_file(job.content.view, job.content.stamp, job.form, job.making.paper)
    return list_file(job.content, job.form)
