"""Which framework a draft is under: the one in force when it was begun, held by its hash, whatever ships later."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.rules.records.faults import FaultyInput, refusal
from chamdiem.rules.records.periods import last_day_of
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
        FaultyInput: none is, or several are.
    """
    taken = taken_for(house, at.cell, last_day_of(at.period), at.kind)
    if taken is not None:
        return taken
    named, choice = setting_of(house, at.cell, FRAMEWORK), house.office.scorers.choice
    default = house.office.named(named) if named else choice.default
    if default is not None and bool(default.framework.shape.kind) == bool(at.kind):
        return default
    if not at.kind:
        raise refusal("web.no_framework", at.cell)
    return house.office.catalog.in_force(last_day_of(at.period), organisation_of(house, at.cell), at.kind)


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
