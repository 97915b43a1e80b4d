"""Check a whole ledger as a job: one of a province takes minutes, for which nobody waits at a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.texts import say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.rules.records.faults import refusal
from chamdiem.web import job_files, settings
from chamdiem.web.checkpoints import compare
from chamdiem.web.job_shapes import JobOutcome
from chamdiem.web.projections import checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.texts import Lang
    from chamdiem.web.checkpoints import Compared
    from chamdiem.web.house import House
    from chamdiem.web.working import JobRun

_NAMED = 20
"""So many keys are named in one sentence."""


def make_check(run: JobRun) -> JobOutcome:
    """Check the ledger, against a checkpoint where one was sent; tell of each fault at which entry it is."""
    compared = compare(run.office, settings.folder(), _sent(run))
    tables = () if compared.found.faults else (tables_said(run.house, run.lang),)
    return JobOutcome(told=(*_told(run, compared), *tables))


def tables_said(house: House, lang: Lang) -> str:
    """Return whether what pages show in short is what the ledger says, and where it is not."""
    found = checked(house)
    if not found:
        return f"✓ {say(lang, 'projections.same')}"
    names = ", ".join(found[:_NAMED])
    return f"▲ {say(lang, 'projections.differ', count=len(found), names=names)}"


def _sent(run: JobRun) -> bytes | None:
    if not run.job.upload:
        return None
    file = job_files.find(run.job.upload)
    if file is None:
        raise refusal("import.gone", "")
    return file.read_bytes()


def _told(run: JobRun, compared: Compared) -> Iterator[str]:
    found = compared.found
    if not found.faults:
        yield say(run.lang, "audit.check_right", size=found.size)
        yield from _prefix(run, compared)
        return
    yield f"▲ {say(run.lang, 'audit.check_wrong', count=len(found.faults))}"
    yield from (say_fault(run.lang, fault, placed=False) for fault in found.faults)
    yield say(run.lang, "audit.sound_until", number=found.sound)


def _prefix(run: JobRun, compared: Compared) -> Iterator[str]:
    """Yield how the ledger goes on from the checkpoint."""
    kept = compared.found.kept
    if kept is None:
        return
    yield f"✓ {say(run.lang, 'audit.prefix', kept=kept)}"
    told = {"first": kept + 1, "last": compared.found.size, "count": compared.after}
    yield say(run.lang, "audit.later", **told) if compared.after else say(run.lang, "audit.none_later")
    if not compared.is_ours:
        yield say(run.lang, "audit.other_key")
