"""Check a whole ledger as a job: one of a province takes minutes, for which nobody waits at a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.office.ledgers import check
from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.web import settings
from chamdiem.web.job_shapes import JobOutcome

if TYPE_CHECKING:
    from chamdiem.web.working import JobRun


def make_check(run: JobRun) -> JobOutcome:
    """Check the ledger, and tell of each fault at which entry it is."""
    found = check(run.house.office, settings.folder().ledger, None, watch=run.watch)
    if not found.faults:
        return JobOutcome(told=(say(run.lang, "audit.check_right", size=found.size),))
    told = [say_fault(run.lang, fault, placed=False) for fault in found.faults]
    count = say(run.lang, "audit.check_wrong", count=len(told))
    return JobOutcome(told=(f"▲ {count}", *told, say(run.lang, "audit.sound_until", number=found.sound)))
