"""What pages show of jobs: what each is, how far it is, what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import period_text
from chamdiem.rules.records.moments import month_text
from chamdiem.rules.records.spans import read_span
from chamdiem.web import job_files
from chamdiem.web.job_kinds import KINDS, LINT, LOOKING, TAKING
from chamdiem.web.jobs import KEPT, MOST_TRIES, OPEN, JobState, may_have
from chamdiem.web.models import Job

if TYPE_CHECKING:
    from chamdiem.engine.texts import Lang
    from chamdiem.web.house import House
    from chamdiem.web.models import Account

_SHOWN = 30
_LEAST = 5
"""So many have to be done before anybody says how long the rest takes."""


@dataclass(frozen=True)  # without slots, so that pages may ask for what follows from it
class JobCard:
    """One job as a page shows it."""

    house: House
    lang: Lang
    job: Job

    @property
    def title(self) -> str:
        """What it is."""
        asked = self.job.asked
        period, form = str(asked.get("period") or ""), str(asked.get("form") or "")
        what = say(self.lang, f"jobs.what_{asked.get('what') or self.job.kind}")
        if not period:
            return f"{what}: {asked['name']}" if asked.get("name") else what
        month = month_text(period) if read_span(period).kind == "month" else period_text(self.lang, period)
        return say(
            self.lang, "jobs.title", what=what, month=month, form=say(self.lang, f"jobs.form_{form.replace('.', '_')}")
        )

    @property
    def of(self) -> str:
        """Which organisation it is about."""
        node = self.house.tree.standing(self.job.node)
        return self.job.node if node is None else node.title

    @property
    def url(self) -> str:
        """Where all of it is shown."""
        return reverse("job", kwargs={"number": self.job.pk})

    @property
    def is_open(self) -> bool:
        """Whether it is not done yet."""
        return self.job.state in OPEN

    @property
    def state(self) -> str:
        """How far it is, in words."""
        if self.job.stopping and self.job.state == JobState.RUNNING:
            return say(self.lang, "jobs.stopping")
        return say(self.lang, f"jobs.state_{self.job.state}")

    @property
    def answer(self) -> str:
        """How far it is, with how many of how many, as the head of its page."""
        job = self.job
        if job.stopping and self.is_open:
            return say(self.lang, "jobs.head_stopping", what=self.title)
        if job.state == JobState.RUNNING and job.total:
            return say(self.lang, "jobs.running", what=self.title, done=job.done, total=job.total)
        return say(self.lang, f"jobs.head_{job.state}", what=self.title)

    @property
    def progress(self) -> str:
        """How many are done of how many, and how long the rest may take; blank where nobody knows."""
        job = self.job
        if job.state != JobState.RUNNING or not job.total or job.begun is None:
            return ""
        told = say(self.lang, "jobs.progress", done=job.done, total=job.total)
        if job.done < _LEAST or job.done >= job.total:
            return told
        left = (timezone.now() - job.begun) / job.done * (job.total - job.done)
        if left < dt.timedelta(minutes=1):
            return f"{told}, {say(self.lang, 'jobs.left_little')}"
        return f"{told}, {say(self.lang, 'jobs.left', minutes=round(left.total_seconds() / 60))}"

    @property
    def told(self) -> tuple[str, ...]:
        """What was said of it."""
        if self.job.state == JobState.FAILED and not self.job.told:
            return (say(self.lang, "jobs.gave_up", count=MOST_TRIES),)
        return tuple(map(str, self.job.told))

    @property
    def is_refused(self) -> bool:
        """Whether it could not be done."""
        return bool(self.job.state == JobState.FAILED)

    @property
    def may_take(self) -> bool:
        """Whether what was looked at can be taken into the ledger now."""
        job = self.job
        return bool(job.kind == LOOKING.name and job.state == JobState.DONE and job.upload)

    @property
    def file_url(self) -> str:
        """Where what it made is fetched; blank where there is nothing any more."""
        # what has no name is for the page that asked for it
        if self.is_open or not self.job.called or job_files.find(self.job.file) is None:
            return ""
        return reverse("job_file", kwargs={"number": self.job.pk})

    @property
    def size(self) -> str:
        """How large it is, in words."""
        size = self.job.size
        if size < 1000 * 1000:
            return f"{max(1, round(size / 1000))} KB"
        return f"{size / 1000 / 1000:.1f} MB".replace(".", "," if self.lang == "vi" else ".")

    @property
    def kept_until(self) -> dt.datetime | None:
        """Until when it can be fetched."""
        return self.job.ended + KEPT if self.job.ended else None

    @property
    def again_url(self) -> str:
        """Where it can be asked for again, or something else be sent."""
        return KINDS[self.job.kind].back(self.job)

    @property
    def again(self) -> str:
        """What the link there says."""
        if self.job.kind in {LOOKING.name, TAKING.name}:
            return say(self.lang, "import.another")
        return say(self.lang, "jobs.see_remarks" if self.job.kind == LINT.name else "jobs.again")


def cards_of(house: House, lang: Lang, account: Account) -> tuple[JobCard, ...]:
    """Return the jobs of somebody that they may still have, the latest first."""
    found = Job.objects.filter(account=account).select_related("account").order_by("-pk")[:_SHOWN]
    return tuple(JobCard(house, lang, job) for job in found if may_have(house, job, KINDS.get(job.kind)))


def card_of(house: House, lang: Lang, account: Account, number: int) -> JobCard | None:
    """Return one of them; None: there is none such, or none for whoever asks."""
    job = Job.objects.filter(pk=number, account=account).select_related("account").first()
    return JobCard(house, lang, job) if job is not None and may_have(house, job, KINDS.get(job.kind)) else None
