"""Which kinds of jobs there are: by which right somebody has each, and what carries it out.

A new kind is a function that takes a `JobRun` and returns what came of it; it may be begun more than once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.mandates.roles import Deed
from chamdiem.web.job_shapes import JobKind, JobOutcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.web.working import JobRun


def _month_lists(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_lists import make_lists  # noqa: PLC0415 - what prints is needed by whoever does the work

    return make_lists(run)


def _replay(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_replays import make_replay  # noqa: PLC0415 - as above

    return make_replay(run)


def _look_at(run: JobRun) -> JobOutcome:
    from chamdiem.web.importing import look_at  # noqa: PLC0415 - as above

    return look_at(run)


def _take(run: JobRun) -> JobOutcome:
    from chamdiem.web.importing import take  # noqa: PLC0415 - as above

    return take(run)


def _check(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_checks import make_check  # noqa: PLC0415 - as above

    return make_check(run)


LISTS = JobKind("lists", Deed.SEE_STATES, _month_lists)
REPLAY = JobKind("replay", Deed.VERIFY, _replay)
LOOKING, TAKING = JobKind("look", Deed.RECORD, _look_at), JobKind("take", Deed.RECORD, _take)
CHECK = JobKind("ledger_check", Deed.VERIFY, _check)
KINDS: Mapping[str, JobKind] = {each.name: each for each in (LISTS, REPLAY, CHECK, LOOKING, TAKING)}
"""All of them, by the names under which the tables have them."""
