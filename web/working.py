"""Carry out jobs, one after another, in a process of its own that leaves the pages their share of the machine.

The process is there as long as there is something to do; while it is not, a caretaker looks whether a job waits.
"""

from __future__ import annotations

import logging
import secrets
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from django.db import DatabaseError, close_old_connections, connection

from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.web import job_files, jobs
from chamdiem.web.drafts import keep_for
from chamdiem.web.house import house
from chamdiem.web.job_kinds import KINDS
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.job_words import sentences
from chamdiem.web.jobs import JobState

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.office.office import Office
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.models import Job

Item = TypeVar("Item")
_LOOK = 0.5
"""Seconds between two looks for a job, and at most between two notes of how far one is."""
_TIDY = 3600.0
_STAYS = 120.0
"""Seconds for which a process that has nothing more to do stays: to begin one takes seconds, to keep one 70 MB."""
_log = logging.getLogger("chamdiem.web")


class Interrupted(BaseException):
    """A job does not go on: it is to be stopped, the process is to end, or another one has it."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job: what was asked, `place`, where what it makes may lie until it is whole, and what tells how far.

    `ending`: the process is to end.
    """

    job: Job
    place: File
    ending: threading.Event

    @property
    def house(self) -> House:
        """What the thread holds."""
        return house()

    @property
    def office(self) -> Office:
        """The office, by whose long work the job knows how far it is."""
        whole = self.house.office
        return replace(whole, made_scorers=whole.scorers, watch=self.watch)

    @property
    def lang(self) -> Lang:
        """The language of whoever asked."""
        return "en" if self.job.account.lang == "en" else "vi"

    def watch(self, items: Iterable[Item], total: int | None, _code: str = "", /) -> Iterator[Item]:
        """Yield items, and note how many have come; the way in which the office is watched.

        Raises:
            Interrupted: the job does not go on.
        """
        noted, done = time.monotonic(), 0
        self.go_on(done, total)
        for done, item in enumerate(items, 1):
            yield item
            if self.ending.is_set() or time.monotonic() - noted >= _LOOK:
                self.go_on(done, total)
                noted = time.monotonic()
        self.go_on(done, total)

    def go_on(self, done: int, total: int | None) -> None:
        """Note how far the job is; leave it where it does not go on."""
        if self.ending.is_set() or not jobs.note_progress(self.job, done, total):
            raise Interrupted


class Caretaker:
    """Looks after jobs while nobody carries them out; only whoever begins the process that does may ask it."""

    def __init__(self) -> None:
        self._tidied: float | None = None

    def is_wanted(self) -> bool:
        """Tell whether a job waits; what was begun by a process that is gone waits again, each hour all is tidied."""
        try:
            if self._tidied is None or time.monotonic() - self._tidied > _TIDY:
                job_files.clear_places()
                tidy()
                self._tidied = time.monotonic()
            if not jobs.are_open():
                return False
            job_files.clear_places()
            return jobs.take_back()
        except DatabaseError:
            _log.warning("job.tables", exc_info=True)
            close_old_connections()
            return False


def work_until(ending: threading.Event) -> None:
    """Carry out jobs until the process is to end, or none has come for some time."""
    done = time.monotonic()
    try:
        while not ending.is_set() and time.monotonic() - done < _STAYS:
            if work_once(ending):
                done = time.monotonic()
            else:
                ending.wait(_LOOK)
    except DatabaseError:
        _log.warning("job.tables", exc_info=True)
    connection.close()


def tidy() -> None:
    """Let go of what is kept for some time only: what jobs made, and earlier saves of drafts. It is done every hour."""
    jobs.tidy()
    keep_for()


def work_once(ending: threading.Event) -> bool:
    """Carry out the job that waits longest, and tell whether there was one."""
    job = jobs.take()
    if job is None:
        return False
    with job_files.working_place() as place:
        _carry_out(JobRun(job, place, ending))
    return True


def _carry_out(run: JobRun) -> None:
    job = run.job
    try:
        outcome = _outcome(run)
        _end(run, outcome)
    except Interrupted:
        if run.ending.is_set():
            jobs.give_back(job)
        else:
            jobs.end(job, JobState.STOPPED, {})
    except DatabaseError:
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it is of this job alone, and the next one waits
        number = secrets.token_hex(4)
        _log.exception("job.broken", extra={"told": {"number": number, "kind": job.kind}})
        jobs.end(job, JobState.FAILED, {"told": [say(run.lang, "jobs.broken", number=number)]})


def _outcome(run: JobRun) -> JobOutcome:
    kind = KINDS.get(run.job.kind)
    if kind is None or not jobs.may_have(run.house, run.job, kind):
        return JobOutcome(told=(say(run.lang, "jobs.no_right"),), is_refused=True)
    try:
        return kind.work(run)
    except FaultyInput as error:
        told = sentences(run.lang, error)
        return JobOutcome(told=told, is_refused=True)


def _end(run: JobRun, outcome: JobOutcome) -> None:
    """Keep what was made, and say so; what nobody waits for any more is not kept."""
    told: dict[str, object] = {"told": list(outcome.told), "count": outcome.count}
    kept = job_files.keep(outcome.file) if outcome.file is not None else None
    if kept is not None:
        told |= {"file": kept.name, "called": outcome.called, "size": kept.size, "sha256": kept.sha256}
    state = JobState.FAILED if outcome.is_refused else JobState.DONE
    if not jobs.end(run.job, state, told) and kept is not None:
        job_files.drop(kept.name)
