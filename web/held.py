"""Which framework a draft is under: the one in force when it was begun, held by its hash, whatever ships later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.rules.language.subjects import OCCASION
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.periods import last_day_of, period_kind
from chamdiem.rules.records.scalars import listed
from chamdiem.web.models import HeldFramework
from chamdiem.web.node_settings import FRAMEWORK, ORGANISATION, setting_of
from chamdiem.web.taken_frameworks import taken_for

if TYPE_CHECKING:
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.web.house import House
    from chamdiem.web.models import TypedDraft


@dataclass(frozen=True, slots=True)
class MeetingAddress:
    """Which meeting, or what else is scored, as an address names it. `kind` is blank of what is no meeting."""

    cell: str
    period: str
    kind: str


def framework_in_force(house: House, at: MeetingAddress) -> LoadedFramework:
    """Return the framework that scores a cell's meetings of a period: taken in for it, set, or in force.

    Raises:
        FaultyInput: none is, several are, or it scores nothing of such a period.
    """
    if at.kind and period_kind(at.period) != "month":
        raise refusal("web.no_framework", at.cell)
    taken = taken_for(house, at.cell, last_day_of(at.period), at.kind)
    if taken is not None:
        return taken
    default = set_framework(house, at.cell)
    if default is not None and bool(default.framework.shape.kind) == bool(at.kind):
        _need_period(default, at)
        return default
    if not at.kind:
        raise refusal("web.no_framework", at.cell)
    return house.office.catalog.in_force(last_day_of(at.period), organisation_of(house, at.cell), at.kind)


def set_framework(house: House, cell: str) -> LoadedFramework | None:
    """Return the framework that is set for a cell; None: that of its organisation is found by what is in force."""
    named = setting_of(house, cell, FRAMEWORK)
    return house.office.named(named) if named else house.office.scorers.choice.default


def periods_of(loaded: LoadedFramework) -> tuple[str, ...]:
    """Return of which kinds the periods are that a framework of no meetings scores."""
    shape = loaded.framework.shape
    return shape.by_name[shape.period].periods if shape.period else (OCCASION,)


def _need_period(loaded: LoadedFramework, at: MeetingAddress) -> None:
    kinds = periods_of(loaded)
    if not at.kind and period_kind(at.period) not in kinds:
        raise refusal("scalar.period_of", at.cell, text=at.period, period_kinds=listed(kinds))


def organisation_of(house: House, cell: str) -> str | None:
    """Return by which path frameworks name the organisation of a cell."""
    return setting_of(house, cell, ORGANISATION) or house.office.scorers.choice.organisation


def hold(loaded: LoadedFramework) -> None:
    """Keep a framework under which a draft is begun."""
    told = {"name": loaded.id, "text": loaded.document.text}
    HeldFramework.objects.get_or_create(hash=loaded.hash, defaults=told)


def framework_of(house: House, draft: TypedDraft) -> LoadedFramework:
    """Return the framework under which a draft was begun, also where another one goes by its name by now."""
    known = house.frameworks.get(draft.framework_hash)
    if known is None:
        known = _now(house, draft) or _held(draft)
        house.frameworks[draft.framework_hash] = known
    return known


def is_changed(house: House, draft: TypedDraft) -> bool:
    """Tell whether another content goes by the name of a draft's framework by now: people are told of it."""
    return _now(house, draft) is None


def _now(house: House, draft: TypedDraft) -> LoadedFramework | None:
    try:
        default = house.office.scorers.choice.default
        is_default = default is not None and default.id == draft.framework
        now = default if is_default else house.office.catalog.get(draft.framework)
    except FaultyInput:
        return None
    return now if now is not None and now.hash == draft.framework_hash else None


def _held(draft: TypedDraft) -> LoadedFramework:
    kept = HeldFramework.objects.get(hash=draft.framework_hash)
    return replace(framework_from_text(kept.text, kept.name), outside=True)
