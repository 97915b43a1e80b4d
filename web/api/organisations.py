"""Operations that only look: cells, meetings, the list of a month, entries."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from django.http import HttpResponse

from chamdiem.engine.forms.form import LAYER
from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment, cell_of
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.ledger.seeing import layers_seen
from chamdiem.engine.ledger.stages import Stage, stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.meeting import MEETING_KINDS
from chamdiem.rules.records.scalars import points_text
from chamdiem.web.api.callers import ApiRequest, Caller
from chamdiem.web.api.door import TAGGED, Header, Path, Query, operation
from chamdiem.web.api.problems import Problem
from chamdiem.web.api.shapes import (
    MONTH,
    PERIOD,
    RECORD,
    Entries,
    EntryShape,
    Kind,
    LayerShape,
    ListRow,
    Meeting,
    Meetings,
    MeetingSummary,
    MonthList,
    Nodes,
    NodeShape,
)
from chamdiem.web.assessment import is_hidden_from
from chamdiem.web.drafts import key_of as key_of_meeting
from chamdiem.web.held import MeetingAddress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.mandates.organisation import Node

LOOKED = 500
"""So many meetings or entries are looked at for one page, whether they belong on it or not."""
_SEEING = (Deed.SEE, Deed.SEE_STATES)

IfMatch = Annotated[str | None, Header(None, alias="If-Match", max_length=200)]
After = Annotated[str, Query("", max_length=300)]
Limit = Annotated[int, Query(50, ge=1, le=100)]
Period = Annotated[str, Path(pattern=PERIOD)]
Month = Annotated[str, Query(pattern=MONTH)]


# --- organisations ---


@operation("GET", "/cells", {200: Nodes}, deeds=(*_SEEING, Deed.FILL))
def cells(request: ApiRequest, after: After = "", limit: Limit = 50) -> Nodes:
    """Return the cells that the token reaches."""
    caller = request.auth
    rest = (each for each in caller.nodes(*_SEEING, Deed.FILL) if each.kind is NodeKind.CELL and each.id > after)
    found = list(islice(rest, limit + 1))
    following = found[limit - 1].id if len(found) > limit else None
    return Nodes(items=[_node(each) for each in found[:limit]], next=following)


@operation("GET", "/cells/{cell}", {200: NodeShape}, deeds=(*_SEEING, Deed.FILL))
def cell(request: ApiRequest, cell: str) -> NodeShape:
    """Return one cell."""
    caller = request.auth
    caller.need(cell, *_SEEING, Deed.FILL)
    node = caller.house.tree.nodes.get(cell)
    if node is None or node.kind is not NodeKind.CELL:
        raise Problem(404, "not_found")
    return _node(node)


def _node(node: Node) -> NodeShape:
    return NodeShape(id=node.id, title=node.title, kind=node.kind.value, parent=node.parent, aliases=list(node.aliases))


# --- meetings ---


@operation("GET", "/meetings", {200: Meetings}, deeds=_SEEING)
def meetings(  # noqa: PLR0913 - what is asked for, each by its name
    request: ApiRequest,
    *,
    period: Month,
    kind: Kind | None = None,
    cell: Annotated[str | None, Query(None, max_length=200)] = None,
    stage: Stage | None = None,
    after: After = "",
    limit: Limit = 50,
) -> Meetings:
    """Return the meetings of a month that the token reaches, in the order of their cells."""
    caller, items = request.auth, list[MeetingSummary]()
    kinds = [each for each in MEETING_KINDS if kind is None or each == kind]
    known = caller.house.tree.standing(cell) if cell is not None else None
    wanted = known.id if known is not None else cell
    looked, mark = 0, None
    for place, key in _keys(caller, kinds, period):
        if place <= after or (wanted is not None and place.rpartition(" ")[0] != wanted):
            continue
        if looked == LOOKED or len(items) == limit:
            return Meetings(items=items, next=mark)
        looked, mark = looked + 1, place
        state = meeting_state(caller.house.ledger, key)
        if state is not None and stage in {None, stage_of(state).stage}:
            items.append(_summary(caller, state))
    return Meetings(items=items, next=None)


def _keys(caller: Caller, kinds: Iterable[str], month: str) -> list[tuple[str, str]]:
    """Return the meetings of a month that somebody may see: their cells and kinds, and by which keys they are found."""
    tree, found = caller.house.tree, list[tuple[str, str]]()
    for kind in kinds:
        for key in caller.house.ledger.meetings(kind, month):
            name = key.split("/", 2)[2]
            place = tree.standing(name)
            if place is not None and any(caller.may(deed, place.id) for deed in _SEEING):
                found.append((f"{place.id} {kind}", key))
    return sorted(found)


@operation("GET", "/meetings/{cell}/{period}/{kind}", {200: Meeting}, deeds=_SEEING, more=TAGGED)
def meeting(request: ApiRequest, response: HttpResponse, cell: str, period: Period, kind: Kind) -> Meeting:
    """Return one meeting as the ledger has it, with its version in the header `ETag`."""
    caller = request.auth
    caller.need(cell, *_SEEING)
    state = state_at(caller, address(cell, period, kind))
    if state is None:
        raise Problem(404, "not_found")
    response["ETag"] = tag_of(state.last)
    kept = state.evaluation.content if state.evaluation else None
    return Meeting(
        **_summary(caller, state).model_dump(),
        title=_title(caller, cell),
        framework=kept.framework if isinstance(kept, KeptResult) else None,
        corrections=list(stage_of(state).corrections),
        layers={name: _layer(stated, result) for name, (stated, result) in _layers(caller, state).items()},
    )


def tag_of(last: Entry | None) -> str:
    """Return by which version the ledger's knowledge of a thing is known: the last entry about it."""
    return f'"{last.sequence if last is not None else 0}"'


def need_seen(caller: Caller, state: MeetingState, if_match: str | None, sent: object) -> None:
    """Refuse whoever says to have seen another version of a meeting than there is; nothing is written over."""
    if if_match is not None and if_match != tag_of(state.last):
        current = _summary(caller, state).model_dump()
        raise Problem(412, "changed_meeting", headers={"ETag": tag_of(state.last)}, current=current, sent=sent)


def address(cell: str, period: str, kind: Kind) -> MeetingAddress:
    """Return which meeting, or what else is scored, an address names."""
    return MeetingAddress(cell, period, "" if kind == RECORD else kind)


def state_at(caller: Caller, at: MeetingAddress) -> MeetingState | None:
    """Return how a meeting stands in the ledger; None: nothing is known of it there."""
    try:
        return meeting_state(caller.house.ledger, key_of_meeting(caller.house, at))
    except FaultyInput:
        return None


def _title(caller: Caller, cell: str) -> str:
    node = caller.house.tree.standing(cell)
    return node.title if node else cell


def _seen(caller: Caller, state: MeetingState) -> tuple[str, ...]:
    """Return the layers of a meeting that a token may see."""
    cell = state.last.body["meeting"]["cell"]
    if not caller.may(Deed.SEE, cell):
        return ()
    seen = layers_seen(caller.house.authority, caller.actor, state, caller.house.today)
    # a committee may keep what a cell says of itself from whoever has not assessed it yet
    hidden = {LAYER} if is_hidden_from(caller.house, caller.actor, state, cell) else set[str]()
    return tuple(name for name in seen if name not in hidden)


def _summary(caller: Caller, state: MeetingState) -> MeetingSummary:
    stage, seen = stage_of(state), _seen(caller, state)
    ratings: dict[str, str | None] = {
        name: result.rating if result else stated for name, (stated, result) in _layers(caller, state).items()
    }
    if "decided" in seen and stage.decided:
        ratings["decided"] = stage.decided
    return MeetingSummary(
        cell=stage.meeting.cell,
        period=stage.meeting.period,
        kind=stage.meeting.kind or RECORD,
        stage=stage.stage.value,
        ratings=ratings,
        entries={kind.value: number for kind, number in stage.numbers.items()} if seen else {},
    )


def _layers(caller: Caller, state: MeetingState) -> dict[str, tuple[str | None, LayerResult | None]]:
    """Return what was stated and concluded of the layers that a token may see."""
    seen = _seen(caller, state)
    kept = state.evaluation.content if state.evaluation else None
    found: dict[str, tuple[str | None, LayerResult | None]] = {}
    if isinstance(kept, KeptResult):
        found = {name: (layer.stated, layer.result) for name, layer in kept.layers.items() if name in seen}
    upper = state.upper.content if state.upper else None
    if isinstance(upper, UpperAssessment) and UPPER in seen:
        found[UPPER] = upper.stated, upper.result
    return found


def _layer(stated: str | None, result: LayerResult | None) -> LayerShape:
    if result is None:
        ends: dict[str, str | None] = dict.fromkeys(("total", "least", "most", "maximum"))
        return LayerShape(stated=stated, rating=None, possible=[], **ends, points={}, findings=[])
    return LayerShape(
        stated=stated,
        rating=result.rating,
        possible=list(result.possible),
        total=_points(result.total),
        least=_points(result.least),
        most=_points(result.most),
        maximum=_points(result.maximum),
        points={name: _points(points) for name, points in result.points.items()},
        findings=list(result.findings),
    )


def _points(value: int | None) -> str | None:
    return None if value is None else points_text(value)


# --- the list of a month ---


@operation("GET", "/lists/{node}/{period}", {200: MonthList}, deeds=_SEEING)
def month_list(  # noqa: PLR0913 - what is asked for, each by its name
    request: ApiRequest,
    *,
    node: str,
    period: Annotated[str, Path(pattern=MONTH)],
    kind: Kind = "regular",
    after: After = "",
    limit: Limit = 50,
) -> MonthList:
    """Return the list of a month: every cell under an organisation that the token reaches."""
    caller = request.auth
    tree = caller.house.tree
    if not tree.is_within(node, caller.token.node):
        raise Problem(404, "not_found")
    own = [each for each in caller.nodes(*_SEEING) if tree.is_within(each.id, node)]
    if not own:
        raise Problem(404, "not_found")
    rest = [each for each in own if each.kind is NodeKind.CELL and each.id > after]
    names = {key_of(key.split("/", 2)[2]): key for key in caller.house.ledger.meetings(kind, period)}
    items = [_row(caller, each, record_keys(each, names)) for each in rest[:limit]]
    return MonthList(
        node=node, period=period, kind=kind, items=items, next=rest[limit - 1].id if len(rest) > limit else None
    )


def record_keys(node: Node, names: dict[str, str]) -> str | None:
    """Return by which key a ledger finds the meeting of a cell, whatever it was called there; None: it has none."""
    return next((names[key_of(each)] for each in (node.id, *node.aliases) if key_of(each) in names), None)


def _row(caller: Caller, node: Node, key: str | None) -> ListRow:
    state = meeting_state(caller.house.ledger, key) if key else None
    if state is None:
        return ListRow(cell=node.id, title=node.title, stage=Stage.NOT_BEGUN.value, totals={}, ratings={})
    told = _summary(caller, state)
    layers = _layers(caller, state)
    totals = {name: _points(result.total) for name, (_, result) in layers.items() if result is not None}
    return ListRow(cell=node.id, title=node.title, stage=told.stage, totals=totals, ratings=told.ratings)


# --- entries ---


@operation("GET", "/entries", {200: Entries}, deeds=(Deed.VERIFY,))
def entries(
    request: ApiRequest,
    after: Annotated[int, Query(0, ge=0, le=2**53 - 1)] = 0,
    limit: Limit = 50,
) -> Entries:
    """Return the entries that the token reaches, in the order of their numbers."""
    caller = request.auth
    if not any(caller.nodes(Deed.VERIFY)):
        raise Problem(404, "not_found")
    items, last = list[EntryShape](), after
    size = caller.house.ledger.size()
    for entry in caller.house.ledger.entries(after + 1, min(after + LOOKED, size)):
        if len(items) == limit:
            break
        last = entry.sequence
        if _is_seen(caller, entry):
            items.append(_entry(entry))
    return Entries(items=items, next=last if last < size else None)


@operation("GET", "/entries/{number}", {200: EntryShape}, deeds=(Deed.VERIFY,))
def entry(request: ApiRequest, number: Annotated[int, Path(ge=1, le=2**53 - 1)]) -> EntryShape:
    """Return one entry."""
    found = find_entry(request.auth, number, Deed.VERIFY)
    return _entry(found)


def find_entry(caller: Caller, number: int, *deeds: Deed) -> Entry:
    """Return the entry of a number, if one of some deeds is allowed at the organisation that it is about."""
    ledger = caller.house.ledger
    found = next(iter(ledger.entries(number, number)), None) if number <= ledger.size() else None
    if found is None or not _is_seen(caller, found, *deeds):
        raise Problem(404, "not_found")
    return found


def _is_seen(caller: Caller, entry: Entry, *deeds: Deed) -> bool:
    """Tell whether a token reaches what an entry is about; what is about no organisation is for whoever verifies."""
    where = cell_of(entry.content)
    if where is None:
        return Deed.VERIFY in caller.deeds and any(caller.nodes(Deed.VERIFY))
    return any(caller.may(deed, where) for deed in deeds or (Deed.VERIFY,))


def _entry(entry: Entry) -> EntryShape:
    return EntryShape(
        number=entry.sequence,
        kind=entry.kind.value,
        hash=entry.hash,
        previous=entry.previous,
        time=entry.time,
        software=entry.software,
        canonical=entry.canonical.decode(),
        body=json.loads(entry.canonical)["body"],
    )
