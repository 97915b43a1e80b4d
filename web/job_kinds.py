"""Which kinds of jobs there are: by which right somebody has each, and what carries it out.

A new kind is a function that takes a `JobRun` and returns what came of it; it may be begun more than once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from chamdiem.engine.mandates.roles import Deed
from chamdiem.web.job_shapes import JobKind, JobOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chamdiem.web.models import Job
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


def _trend(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_tables import make_trend  # noqa: PLC0415 - as above

    return make_trend(run)


def _year(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_tables import make_year  # noqa: PLC0415 - as above

    return make_year(run)


def _lint(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_proposals import make_lint  # noqa: PLC0415 - as above

    return make_lint(run)


def _impact(run: JobRun) -> JobOutcome:
    from chamdiem.web.making_proposals import make_impact  # noqa: PLC0415 - as above

    return make_impact(run)


def _at_node(name: str) -> Callable[[Job], str]:
    return lambda job: reverse(name, kwargs={"node": job.node})


def _at_period(name: str) -> Callable[[Job], str]:
    return lambda job: reverse(name, kwargs={"node": job.node, "period": job.asked["period"]})


def _at_proposal(part: str) -> Callable[[Job], str]:
    return lambda job: f"{reverse('framework_proposal', kwargs={'number': job.asked['proposal']})}?phan={part}"


_PROPOSING = (Deed.FRAMEWORKS, Deed.PROPOSE)
LISTS = JobKind("lists", (Deed.SEE_STATES,), _month_lists, _at_period("month_lists"))
TREND = JobKind("trend", (Deed.SEE_STATES,), _trend, _at_node("trend"))
YEAR = JobKind("year", (Deed.SEE_STATES,), _year, _at_period("year"))
REPLAY = JobKind("replay", (Deed.VERIFY,), _replay, _at_node("replay"))
CHECK = JobKind("ledger_check", (Deed.VERIFY,), _check, _at_node("ledger_check"))
LOOKING = JobKind("look", (Deed.RECORD,), _look_at, _at_node("import"))
TAKING = JobKind("take", (Deed.RECORD,), _take, _at_node("import"))
LINT = JobKind("lint", _PROPOSING, _lint, _at_proposal("nhan-xet"))
IMPACT = JobKind("impact", _PROPOSING, _impact, _at_proposal("anh-huong"))
KINDS: Mapping[str, JobKind] = {
    each.name: each for each in (LISTS, TREND, YEAR, REPLAY, CHECK, LOOKING, TAKING, LINT, IMPACT)
}
"""All of them, by the names under which the tables have them."""
