"""Jobs (việc): work that takes longer than a page may, asked for on a page and done by a process of its own.

A job is done once, or begun again: whoever carries it out holds it by a mark, and what comes of it counts only as long
as the mark is still theirs. So nothing is lost or done twice where a process is killed, and no half file is ever there.
"""

from __future__ import annotations

import datetime as dt
import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils import timezone

from chamdiem.rules.records.faults import refusal
from chamdiem.web import job_files
from chamdiem.web.models import ExportLog, Job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from chamdiem.web.house import House
    from chamdiem.web.job_shapes import JobKind
    from chamdiem.web.models import Account

MOST_TRIES = 3
"""So often a job is begun whose process was killed: whatever kills it would do so for ever."""
MOST_WAITING = 5
"""So many jobs somebody may have that are not done yet."""
KEPT = dt.timedelta(days=7)
"""So long what a job made can be fetched."""
REMEMBERED = dt.timedelta(days=90)
"""So long it is known that there was the job."""
_FRESH = dt.timedelta(hours=1)


class JobState(StrEnum):
    """How far a job is; what it is called in words stands in the texts."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN = (JobState.WAITING, JobState.RUNNING)


# --- asking ---


def ask_for(account: Account, kind: JobKind, node: str, asked: Mapping[str, object], upload: str = "") -> Job:
    """Ask for a job, and return it; the same that is asked for already and not done is the same job.

    Raises:
        FaultyInput: whoever asks has too many that are not done.
    """
    own = Job.objects.filter(account=account, state__in=OPEN)
    same = own.filter(kind=kind.name, node=node, asked=dict(asked), upload=upload, stopping=False).first()
    if same is not None:
        return same
    if own.count() >= MOST_WAITING:
        raise refusal("jobs.too_many", "", count=str(MOST_WAITING))
    return Job.objects.create(
        account=account, kind=kind.name, node=node, asked=dict(asked), upload=upload, made=timezone.now()
    )


def stop(job: Job) -> None:
    """Stop a job: at once where nobody has begun it, else as soon as whoever carries it out looks."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.STOPPED, ended=timezone.now(), stopping=True):
        Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(stopping=True)


def may_have(house: House, job: Job, kind: JobKind | None) -> bool:
    """Tell whether whoever asked for a job may still have it: by the mandates of today."""
    return kind is not None and any(house.may(job.account.actor, deed, job.node) for deed in kind.deeds)


def note_taken(job: Job) -> None:
    """Note for those who audit that somebody fetched what a job made."""
    ExportLog.objects.create(
        actor=job.account.actor,
        taken=timezone.now(),
        kind=str(job.asked.get("what") or job.kind)[:40],
        node=job.node,
        period=str(job.asked.get("period") or "")[:10],
        form=job.called.rpartition(".")[2][:8],
        count=job.count,
        size=job.size,
        sha256=job.sha256,
    )


# --- carrying out ---


def take() -> Job | None:
    """Take the job that waits longest; None: there is none."""
    for job in Job.objects.filter(state=JobState.WAITING).order_by("pk")[:1]:
        mark = secrets.token_hex(16)
        told = {"state": JobState.RUNNING, "worker": mark, "begun": timezone.now(), "tries": F("tries") + 1}
        if Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(**told, done=0, total=None):
            return Job.objects.select_related("account").get(pk=job.pk)
    return None


def held(job: Job) -> bool:
    """Tell whether a job is still that of whoever took it."""
    return _own(job).exists()


def note_progress(job: Job, done: int, total: int | None) -> bool:
    """Note how far a job is; False: it is to be stopped, or is somebody else's by now."""
    return bool(_own(job).filter(stopping=False).update(done=done, total=total))


def give_back(job: Job) -> None:
    """Let a job wait again that was begun and cannot go on here; that it was begun does not count against it."""
    _own(job).update(state=JobState.WAITING, worker="", begun=None, tries=F("tries") - 1)


def end(job: Job, state: JobState, told: Mapping[str, object]) -> bool:
    """Say what came of a job; False: it is somebody else's by now, and what was made is not wanted."""
    return bool(_own(job).update(state=state, ended=timezone.now(), worker="", **told))


def are_open() -> bool:
    """Tell whether a job waits, or was begun and is not done."""
    return Job.objects.filter(state__in=OPEN).exists()


def take_back() -> bool:
    """Let all jobs wait again that were begun by whoever is gone, and tell whether any waits.

    Those that were begun too often have failed. Only whoever knows that nobody carries any out may say so.
    """
    begun = Job.objects.filter(state=JobState.RUNNING)
    begun.filter(stopping=True).update(state=JobState.STOPPED, ended=timezone.now(), worker="")
    begun.filter(tries__gte=MOST_TRIES).update(state=JobState.FAILED, ended=timezone.now(), worker="")
    begun.update(state=JobState.WAITING, worker="", begun=None)
    return Job.objects.filter(state=JobState.WAITING).exists()


def tidy() -> None:
    """Keep what jobs made for some days, and that there were any for some more."""
    now = timezone.now()
    Job.objects.filter(ended__lt=now - REMEMBERED).delete()
    old = Job.objects.filter(ended__lt=now - KEPT).exclude(file="", upload="")
    old.update(file="", upload="")
    kept = Job.objects.exclude(Q(file="") & Q(upload="")).values_list("file", "upload")
    job_files.drop_others({name for names in kept for name in names}, (now - _FRESH).timestamp())


def _own(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)
