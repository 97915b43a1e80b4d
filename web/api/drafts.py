"""Operations on drafts: read, written as a whole by whoever saw what stands there, handed in, opened once more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from django.db import transaction
from django.http import HttpResponse

from chamdiem.engine.explanation.results import evaluation_json
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.scalars import shown
from chamdiem.web.api.callers import ApiRequest, Caller
from chamdiem.web.api.door import TAG, TAGGED, Body, Header, Status, operation
from chamdiem.web.api.once import Once, once
from chamdiem.web.api.organisations import IfMatch, Period, address, need_seen, state_at
from chamdiem.web.api.problems import Problem, fault_json
from chamdiem.web.api.shapes import (
    RECORD,
    DraftChange,
    DraftReading,
    DraftShape,
    Kind,
    ProblemFault,
    Recorded,
    ReopeningAsked,
    SubmissionAsked,
    WithdrawalAsked,
)
from chamdiem.web.drafts import Conflict, begin_new_draft, clashes_of, filled, find_draft, save
from chamdiem.web.held import framework_of
from chamdiem.web.models import Draft
from chamdiem.web.submitting import find_settled, hand_in, reopen, take_back

if TYPE_CHECKING:
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.web.held import MeetingAddress

_WRITTEN = {"responses": {status: {"headers": {"ETag": TAG}} for status in (200, 201)}}
_DEVICE = "API"
_CHECK = re.compile(r"check\.[0-9a-f]{16}")
"""Under what a draft has the answer to something that should be looked at again."""


@operation("GET", "/drafts/{cell}/{period}/{kind}", {200: DraftShape}, deeds=(Deed.FILL,), more=TAGGED)
def draft(request: ApiRequest, response: HttpResponse, cell: str, period: Period, kind: Kind) -> DraftShape:
    """Return a draft, with its version in the header `ETag`."""
    found = _found(request.auth, cell, address(cell, period, kind))
    response["ETag"] = tag_of(found)
    return shape_of(found)


@operation("GET", "/drafts/{cell}/{period}/{kind}/evaluation", {200: DraftReading}, deeds=(Deed.FILL,))
def draft_evaluation(request: ApiRequest, cell: str, period: Period, kind: Kind) -> DraftReading:
    """Return what a draft comes to."""
    caller = request.auth
    found = _found(caller, cell, address(cell, period, kind))
    read = filled(caller.house, found, caller.lang)
    faults = {
        name: [ProblemFault(**fault_json(caller.lang, each)) for each in own] for name, own in read.faults.items()
    }
    return DraftReading(
        version=found.version,
        faults=faults,
        missing=[each.question for each in read.missing],
        evaluation=evaluation_json(read.evaluation, caller.lang),
    )


@operation(
    "PUT",
    "/drafts/{cell}/{period}/{kind}",
    {200: DraftShape, 201: DraftShape},
    deeds=(Deed.FILL,),
    statuses=(409, 412, 413, 415, 422, 428),
    more=_WRITTEN,
)
def put_draft(  # noqa: PLR0913 - what is asked for, each by its name
    request: ApiRequest,
    response: HttpResponse,
    *,
    cell: str,
    period: Period,
    kind: Kind,
    change: Annotated[DraftChange, Body()],
    if_match: IfMatch = None,
    if_none_match: Annotated[str | None, Header(None, alias="If-None-Match", max_length=200)] = None,
) -> Status[DraftShape]:
    """Write a draft as a whole, in the place of the version that was seen; `If-None-Match: *` begins one."""
    caller, at = request.auth, address(cell, period, kind)
    caller.need(cell, Deed.FILL)
    if if_match is None and if_none_match != "*":
        raise Problem(428, "unconditional")
    found = find_settled(caller.house, at)
    is_new = if_none_match == "*"
    if is_new and found is None:
        with transaction.atomic():
            # of two who begin at once, one waits here and finds that there is one
            found = begin_new_draft(caller.house, caller.account, at)
            if found is not None:
                _need_questions(caller, found, change)
                written = _write(caller, found, change)
                response["ETag"] = tag_of(written)
                return Status(201, shape_of(written))
        found = find_draft(at)
    if found is None:
        raise Problem(412, "changed", current=None, sent=change.model_dump())
    _need_questions(caller, found, change)
    with transaction.atomic():
        # whoever else saves waits here, so that what was compared is what is written over
        found = Draft.objects.select_for_update().get(pk=found.pk)
        if is_new or if_match != tag_of(found):
            headers, current = {"ETag": tag_of(found)}, shape_of(found).model_dump()
            raise Problem(412, "changed", headers=headers, current=current, sent=change.model_dump())
        written = _write(caller, found, change)
    response["ETag"] = tag_of(written)
    return Status(200, shape_of(written))


def _write(caller: Caller, found: Draft, change: DraftChange) -> Draft:
    form = caller.house.form(framework_of(caller.house, found), caller.lang)
    # all questions: what is not sent is blank; what pages keep beside them, such as answers to checks, stays
    texts = {**{name: "" for name in found.texts if name in form.ids}, **change.texts}
    if found.submitting is not None or found.entry is not None:
        raise Problem(409, "closed")
    done = save(found.pk, found.version, texts, caller.account, _DEVICE)
    assert not isinstance(done, Conflict)  # noqa: S101 - its row is locked, at the version that was compared
    found.refresh_from_db()
    return found


def _need_questions(caller: Caller, found: Draft, change: DraftChange) -> None:
    """Refuse texts of what nobody asks: they would be kept where no page ever shows them."""
    form = caller.house.form(framework_of(caller.house, found), caller.lang)
    unknown = sorted(name for name in change.texts if name not in form.ids and not _CHECK.fullmatch(name))
    if unknown:
        raise Problem(
            422, "faulty", [Fault("api.no_question", ("texts", each), {"name": shown(each)}) for each in unknown[:50]]
        )


def _found(caller: Caller, cell: str, at: MeetingAddress) -> Draft:
    caller.need(cell, Deed.FILL)
    found = find_settled(caller.house, at)
    if found is None:
        raise Problem(404, "not_found")
    return found


def tag_of(found: Draft) -> str:
    """Return by which version a draft is known; it changes with all that is told of it."""
    state = "open" if found.submitting is None and found.entry is None else f"closed-{found.entry or 0}"
    return f'"{found.pk}-{found.version}-{state}"'


def shape_of(found: Draft) -> DraftShape:
    """Return what is told of a draft."""
    return DraftShape(
        cell=found.cell,
        period=found.period,
        kind=found.kind or RECORD,
        framework=found.framework,
        hash=found.framework_hash,
        version=found.version,
        saved=found.saved.isoformat(),
        texts=found.texts,
        entry=found.entry,
        corrects=found.corrects,
        reason=found.reason,
        closed=found.submitting is not None or found.entry is not None,
        collided=len(clashes_of(found)),
    )


# --- handing in ---


@operation(
    "POST",
    "/submissions",
    {201: Recorded},
    deeds=(Deed.SUBMIT,),
    statuses=(409, 413, 415, 422),
)
def submit(request: ApiRequest, asked: Annotated[SubmissionAsked, Body()], idempotency_key: Once) -> HttpResponse:
    """Hand in a draft as it was read."""
    caller, at = request.auth, address(asked.cell, asked.period, asked.kind)
    caller.need(asked.cell, Deed.SUBMIT)
    return once(request, idempotency_key, lambda: (201, recorded(_handed_in(caller, at, asked))))


def _handed_in(caller: Caller, at: MeetingAddress, asked: SubmissionAsked) -> Entry:
    found = find_settled(caller.house, at)
    if found is None:
        raise Problem(404, "not_found")
    state = state_at(caller, at)
    if found.entry is not None and (state is None or state.submission is None):
        # it came back, or was taken back: what the draft says was handed in already
        raise Problem(409, "reopen_first")
    if found.version != asked.version:
        raise Problem(409, "moved", current=shape_of(found).model_dump())
    return hand_in(caller.house, caller.account, found, asked.incomplete)


@operation("POST", "/withdrawals", {201: Recorded}, deeds=(Deed.SUBMIT,), statuses=(409, 412, 413, 415, 422, 428))
def withdraw(
    request: ApiRequest, asked: Annotated[WithdrawalAsked, Body()], idempotency_key: Once, if_match: IfMatch = None
) -> HttpResponse:
    """Take back what was handed in, as it was read, while nobody has answered it."""
    caller, at = request.auth, address(asked.cell, asked.period, asked.kind)
    caller.need(asked.cell, Deed.SUBMIT)
    if if_match is None:
        raise Problem(428, "unseen")

    def work() -> tuple[int, Recorded]:
        with caller.house.ledger.atomic():
            state = state_at(caller, at)
            if state is None:
                raise Problem(404, "not_found")
            need_seen(caller, state, if_match, asked.model_dump())
            if state.submission is None:
                raise Problem(409, "not_handed_in")
            return 201, recorded(take_back(caller.house, caller.account, at, state.submission.sequence, asked.reason))

    return once(request, idempotency_key, work)


@operation("POST", "/reopenings", {201: DraftShape}, deeds=(Deed.SUBMIT,), statuses=(409, 413, 415, 422))
def reopen_draft(request: ApiRequest, asked: Annotated[ReopeningAsked, Body()], idempotency_key: Once) -> HttpResponse:
    """Open the draft of a meeting once more, to hand in a correction of what the ledger has."""
    caller, at = request.auth, address(asked.cell, asked.period, asked.kind)
    caller.need(asked.cell, Deed.SUBMIT)

    def work() -> tuple[int, DraftShape]:
        state = state_at(caller, at)
        if state is None:
            raise Problem(404, "not_found")
        if not asked.reason.strip() and state.returned is None:
            raise FaultyInput([Fault("api.missing", ("body", "asked", "reason"), {"name": "reason"})])
        found = find_settled(caller.house, at)
        if found is not None and found.corrects is not None and found.entry is None:
            return 201, shape_of(found)
        return 201, shape_of(reopen(caller.house, caller.account, at, asked.reason.strip()))

    return once(request, idempotency_key, work)


def recorded(entry: Entry) -> Recorded:
    """Return what is told of an entry that was recorded."""
    return Recorded(number=entry.sequence, hash=entry.hash, kind=entry.kind.value, time=entry.time)
