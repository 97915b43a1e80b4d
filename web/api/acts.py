"""Operations of those above a cell: they assess, give back and decide, by the acts that pages use."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpResponse

from chamdiem.engine.history.period_words import PeriodWords
from chamdiem.engine.ledger.acting import DecidedBy, correct, decide, decide_period, framework_for
from chamdiem.engine.ledger.authorities import Act, last_about
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import DecisionPaper, PeriodDecision
from chamdiem.engine.ledger.entries import EntryKind, meeting_key
from chamdiem.engine.ledger.handing_in import UPPER, assess, give_back
from chamdiem.engine.ledger.keys import period_key
from chamdiem.engine.ledger.seeing import DECIDED
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.periods import PeriodRequest, decision_on, rate_period
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.spans import read_span
from chamdiem.web import settings
from chamdiem.web.api.callers import ApiRequest, Caller
from chamdiem.web.api.door import TAGGED, Body, operation
from chamdiem.web.api.drafts import recorded
from chamdiem.web.api.frameworks import find_framework
from chamdiem.web.api.once import Once, once
from chamdiem.web.api.organisations import IfMatch, Period, address, find_entry, need_seen, state_at, tag_of
from chamdiem.web.api.problems import Problem
from chamdiem.web.api.shapes import (
    AssessmentAsked,
    DecisionAsked,
    PaperShape,
    PeriodDecisionAsked,
    PeriodShape,
    Recorded,
    ReturnAsked,
)
from chamdiem.web.assessment import is_hidden_from
from chamdiem.web.node_settings import FRAMEWORK, setting_of

if TYPE_CHECKING:
    from chamdiem.engine.history.periods import PeriodResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.web.api.door import Shape

_FAILS = (409, 412, 413, 415, 422)


# --- one meeting ---


@operation("POST", "/assessments", {201: Recorded}, deeds=(Deed.ASSESS,), statuses=_FAILS)
def assess_meeting(
    request: ApiRequest, asked: Annotated[AssessmentAsked, Body()], idempotency_key: Once, if_match: IfMatch = None
) -> HttpResponse:
    """Record what the upper level says of an evaluation; in the place of what it said, with the reason."""
    caller = request.auth
    target = find_entry(caller, asked.entry, Deed.ASSESS)

    def work() -> tuple[int, Recorded]:
        ledger, act, stamp = caller.house.ledger, Act(caller.actor), caller.house.office.clock.stamp()
        with ledger.atomic():
            state = _seen(caller, target, if_match, asked)
            if if_match is not None and asked.reason and state.upper is not None:
                correct(ledger, state.upper.sequence, None, Act(caller.actor, asked.reason), stamp)
            evaluation = _assessed(caller, target, asked)
            return 201, recorded(assess(ledger, target.sequence, evaluation, act, stamp))

    return once(request, idempotency_key, work)


def _seen(caller: Caller, target: Entry, if_match: str | None, asked: Shape) -> MeetingState:
    """Return how the meeting of an evaluation stands, for whoever has seen it so; nobody else writes meanwhile."""
    ledger = caller.house.ledger
    state = state_around(ledger, target) if target.kind is EntryKind.EVALUATION else None
    if state is None:
        raise refusal("ledger.not_evaluation", ledger.name, number=str(target.sequence))
    need_seen(caller, state, if_match, asked.model_dump())
    return state


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
def return_meeting(
    request: ApiRequest, asked: Annotated[ReturnAsked, Body()], idempotency_key: Once, if_match: IfMatch = None
) -> HttpResponse:
    """Give back what a cell handed in, with the reason."""
    caller = request.auth
    target, act = find_entry(caller, asked.entry, Deed.RETURN), Act(caller.actor, asked.reason)
    ledger, clock = caller.house.ledger, caller.house.office.clock

    def work() -> tuple[int, Recorded]:
        with ledger.atomic():
            _seen(caller, target, if_match, asked)
            return 201, recorded(give_back(ledger, target.sequence, act, clock.stamp()))

    return once(request, idempotency_key, work)


@operation("POST", "/decisions", {201: Recorded}, deeds=(Deed.DECIDE,), statuses=_FAILS)
def decide_meeting(
    request: ApiRequest, asked: Annotated[DecisionAsked, Body()], idempotency_key: Once, if_match: IfMatch = None
) -> HttpResponse:
    """Record the rating that is decided on an evaluation; in the place of another one, with the reason."""
    caller = request.auth
    target, by = find_entry(caller, asked.entry, Deed.DECIDE), _decided_by(caller, asked.reason, asked.paper)
    ledger, stamp = caller.house.ledger, caller.house.office.clock.stamp()

    def work() -> tuple[int, Recorded]:
        with ledger.atomic():
            state = _seen(caller, target, if_match, asked)
            if if_match is not None and asked.reason and state.decision is not None:
                correct(ledger, state.decision.sequence, None, by.act, stamp)
            return 201, recorded(decide(ledger, target.sequence, asked.rating, by, stamp))

    return once(request, idempotency_key, work)


def _decided_by(caller: Caller, reason: str, paper: PaperShape | None) -> DecidedBy:
    try:
        told = DecisionPaper(number=paper.number, day=dt.date.fromisoformat(paper.day)) if paper else None
    except ValueError as error:
        raise FaultyInput([Fault("api.wrong", ("body", "paper", "day"), {"name": "day"})]) from error
    return DecidedBy(Act(caller.actor, reason), told)


# --- several months ---


@operation("GET", "/periods/{cell}/{span}", {200: PeriodShape}, deeds=(Deed.SEE,), statuses=(422,), more=TAGGED)
def period_of(request: ApiRequest, response: HttpResponse, cell: str, span: Period) -> PeriodShape:
    """Return what a cell has over several months; whoever is of the cell learns it with the decision."""
    caller = request.auth
    caller.need(cell, Deed.SEE)
    if caller.house.authority.is_of(caller.actor, cell, caller.house.today):
        raise Problem(404, "not_found")
    result = _rated(caller, _wanted(caller, cell, span, None))
    if _tells_hidden(caller, result):
        raise Problem(404, "not_found")
    last = _decision(caller, result)
    response["ETag"] = tag_of(last)
    found = last.content if last else None
    decided = found if isinstance(found, PeriodDecision) else None
    paper = decided.paper if decided else None
    return PeriodShape(
        result=PeriodWords(result, caller.lang).json(),
        decision=recorded(last) if last else None,
        rating=decided.rating if decided else None,
        reason=decided.reason if decided else "",
        paper=PaperShape(number=paper.number, day=paper.day.isoformat()) if paper else None,
    )


def _tells_hidden(caller: Caller, result: PeriodResult) -> bool:
    """Tell whether a result counts what a cell says of itself in a month that the caller is to assess first."""
    own = result.period.records
    if own.layer == DECIDED:
        return False
    addresses = (address(result.cell, month, kind) for month in result.span.months for kind in own.kinds)
    states = (state_at(caller, at) for at in addresses)
    return any(is_hidden_from(caller.house, caller.actor, each, result.cell) for each in states if each is not None)


def _decision(caller: Caller, result: PeriodResult) -> Entry | None:
    return last_about(caller.house.ledger, period_key(result.period.id, str(result.span), result.cell))


@operation("POST", "/periods", {201: Recorded}, deeds=(Deed.DECIDE,), statuses=(*_FAILS, 428))
def decide_months(
    request: ApiRequest, asked: Annotated[PeriodDecisionAsked, Body()], idempotency_key: Once, if_match: IfMatch = None
) -> HttpResponse:
    """Record the rating that is decided for a cell over several months; anew only with a reason."""
    caller = request.auth
    caller.need(asked.cell, Deed.DECIDE)
    wanted = _wanted(caller, asked.cell, asked.span, asked.framework)
    by, ledger = _decided_by(caller, asked.reason, asked.paper), caller.house.ledger

    def work() -> tuple[int, Recorded]:
        with ledger.atomic():
            # by what the ledger has now: nobody else writes in this block
            result = _rated(caller, wanted)
            last = _decision(caller, result)
            if last is not None and if_match is None:
                raise Problem(428, "unseen")
            if if_match not in {None, tag_of(last)}:
                current = recorded(last).model_dump() if last else None
                tag = {"ETag": tag_of(last)}
                raise Problem(412, "changed_period", headers=tag, current=current, sent=asked.model_dump())
            decision = decision_on(result, asked.rating)
            stamp = caller.house.office.clock.stamp()
            return 201, recorded(decide_period(ledger, result.framework, decision, by, stamp))

    return once(request, idempotency_key, work)


def _rated(caller: Caller, wanted: PeriodRequest) -> PeriodResult:
    try:
        return rate_period(caller.house.office, wanted)
    except FaultyInput as error:
        raise _without_others(error) from error


def _wanted(caller: Caller, cell: str, span: str, framework: str | None) -> PeriodRequest:
    name = framework or setting_of(caller.house, cell, FRAMEWORK)
    if name is not None:
        find_framework(caller.house, name)
    return PeriodRequest(cell=cell, span=read_span(span), ledger=settings.folder().ledger, framework=name)


def _without_others(error: FaultyInput) -> Exception:
    """Return an error that names no other cell: of one that has nothing, the others would be listed."""
    is_unknown = any(fault.code in {"periods.no_cell", "periods.nothing"} for fault in error.faults)
    return Problem(404, "not_found") if is_unknown else error
