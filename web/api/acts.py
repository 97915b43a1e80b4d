"""Operations of those above a cell: they assess, give back and decide, by the acts that pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpResponse

from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.ledger.acting import decide, framework_for
from chamdiem.engine.ledger.authorities import Act, last_about
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import PeriodDecision
from chamdiem.engine.ledger.entries import EntryKind, meeting_key
from chamdiem.engine.ledger.handing_in import UPPER, assess, give_back
from chamdiem.engine.ledger.keys import period_key
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.periods import PeriodRequest, decide_period, rate_period
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.spans import read_span
from chamdiem.web import settings
from chamdiem.web.api.callers import ApiRequest, Caller
from chamdiem.web.api.door import Body, operation
from chamdiem.web.api.drafts import recorded
from chamdiem.web.api.frameworks import find_framework
from chamdiem.web.api.once import Once, once
from chamdiem.web.api.organisations import Period, find_entry
from chamdiem.web.api.problems import Problem
from chamdiem.web.api.shapes import (
    AssessmentAsked,
    DecisionAsked,
    PeriodDecisionAsked,
    PeriodShape,
    Recorded,
    ReturnAsked,
)
from chamdiem.web.node_settings import FRAMEWORK, setting_of

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.scoring.evaluation import Evaluation

_FAILS = (409, 413, 415, 422)


# --- one meeting ---


@operation("POST", "/assessments", {201: Recorded}, deeds=(Deed.ASSESS,), statuses=_FAILS)
def assess_meeting(
    request: ApiRequest, asked: Annotated[AssessmentAsked, Body()], idempotency_key: Once
) -> HttpResponse:
    """Record what the upper level says of an evaluation."""
    caller = request.auth
    target = find_entry(caller, asked.entry, Deed.ASSESS)

    def work() -> tuple[int, Recorded]:
        ledger, act = caller.house.ledger, Act(caller.actor)
        with ledger.atomic():
            evaluation = _assessed(caller, target, asked)
            return 201, recorded(assess(ledger, target.sequence, evaluation, act, caller.house.office.clock.stamp()))

    return once(request, idempotency_key, work)


def _assessed(caller: Caller, target: Entry, asked: AssessmentAsked) -> Evaluation:
    """Return the evaluation of what was handed in, with the upper level's answers beside it."""
    house, ledger = caller.house, caller.house.ledger
    state = state_around(ledger, target) if target.kind is EntryKind.EVALUATION else None
    if state is None or state.record is None:
        raise refusal("ledger.not_evaluation", ledger.name, number=str(target.sequence))
    loaded = framework_for(ledger, target)
    given: dict[str, Any] = {"answers": written(asked.answers)}
    given |= {"deduction_notes": asked.deduction_notes} if asked.deduction_notes else {}
    given |= {"rating": asked.rating} if asked.rating else {}
    record = record_of(state.record, house.today, loaded.framework.shape, upper=given)
    informed = house.office.informed(ledger, left_out=meeting_key(target.body))
    evaluation = informed.scorers.evaluate(record, loaded)
    assert UPPER in evaluation.layers  # noqa: S101 - it was just put there
    return evaluation


def written(data: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """Return data with all that stands in it as text, as records have it."""
    match data:
        case dict():
            return {str(name): written(each) for name, each in data.items() if each is not None}
        case list():
            return tuple(written(each) for each in data if each is not None)
        case bool():
            return "true" if data else "false"
        case _:
            return str(data)


@operation("POST", "/returns", {201: Recorded}, deeds=(Deed.RETURN,), statuses=_FAILS)
def return_meeting(request: ApiRequest, asked: Annotated[ReturnAsked, Body()], idempotency_key: Once) -> HttpResponse:
    """Give back what a cell handed in, with the reason."""
    caller = request.auth
    target, act = find_entry(caller, asked.entry, Deed.RETURN), Act(caller.actor, asked.reason)
    ledger, clock = caller.house.ledger, caller.house.office.clock
    return once(
        request,
        idempotency_key,
        lambda: (201, recorded(give_back(ledger, target.sequence, act, clock.stamp()))),
    )


@operation("POST", "/decisions", {201: Recorded}, deeds=(Deed.DECIDE,), statuses=_FAILS)
def decide_meeting(request: ApiRequest, asked: Annotated[DecisionAsked, Body()], idempotency_key: Once) -> HttpResponse:
    """Record the rating that is decided on an evaluation."""
    caller = request.auth
    target, act = find_entry(caller, asked.entry, Deed.DECIDE), Act(caller.actor, asked.reason)
    ledger, clock = caller.house.ledger, caller.house.office.clock
    return once(
        request,
        idempotency_key,
        lambda: (201, recorded(decide(ledger, target.sequence, asked.rating, act, clock.stamp()))),
    )


# --- several months ---


@operation("GET", "/periods/{cell}/{span}", {200: PeriodShape}, deeds=(Deed.SEE,), statuses=(422,))
def period_of(request: ApiRequest, cell: str, span: Period) -> PeriodShape:
    """Return what a cell has over several months; whoever is of the cell learns it with the decision."""
    caller = request.auth
    caller.need(cell, Deed.SEE)
    if caller.house.authority.is_of(caller.actor, cell, caller.house.today):
        raise Problem(404, "not_found")
    wanted = _wanted(caller, cell, span, None)
    try:
        result = rate_period(caller.house.office, wanted)
    except FaultyInput as error:
        raise _without_others(error) from error
    last = last_about(caller.house.ledger, period_key(result.period.id, str(result.span), result.cell))
    decided = last.content if last else None
    return PeriodShape(
        result=PeriodWords(result, caller.lang).json(),
        decision=recorded(last) if last else None,
        rating=decided.rating if isinstance(decided, PeriodDecision) else None,
    )


@operation("POST", "/periods", {201: Recorded}, deeds=(Deed.DECIDE,), statuses=_FAILS)
def decide_months(
    request: ApiRequest, asked: Annotated[PeriodDecisionAsked, Body()], idempotency_key: Once
) -> HttpResponse:
    """Record the rating that is decided for a cell over several months."""
    caller = request.auth
    caller.need(asked.cell, Deed.DECIDE)
    wanted = _wanted(caller, asked.cell, asked.span, asked.framework)

    def work() -> tuple[int, Recorded]:
        try:
            told = decide_period(caller.house.office, wanted, asked.rating, Act(caller.actor))
        except FaultyInput as error:
            raise _without_others(error) from error
        return 201, recorded(told.entry)

    return once(request, idempotency_key, work)


def _wanted(caller: Caller, cell: str, span: str, framework: str | None) -> PeriodRequest:
    name = framework or setting_of(caller.house, cell, FRAMEWORK)
    if name is not None:
        find_framework(caller.house, name)
    return PeriodRequest(cell=cell, span=read_span(span), ledger=settings.folder().ledger, framework=name)


def _without_others(error: FaultyInput) -> Exception:
    """Return an error that names no other cell: of one that has nothing, the others would be listed."""
    is_unknown = any(fault.code in {"periods.no_cell", "periods.nothing"} for fault in error.faults)
    return Problem(404, "not_found") if is_unknown else error
