"""Entries of a ledger as people look at them: each with what the hashes in it lead to, and whether it still stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from chamdiem.engine.ledger.acting import framework_for
from chamdiem.engine.ledger.authorities import authority_of, day_of
from chamdiem.engine.ledger.bodies import framework_of
from chamdiem.engine.ledger.contents import (
    Correction,
    Decision,
    Done,
    KeptResult,
    Lock,
    MandateEntry,
    OrganisationEntry,
    Override,
    PeriodDecision,
    Return,
    Seal,
    Submission,
    UpperAssessment,
    cell_of,
    meeting_of,
)
from chamdiem.engine.ledger.meaning import lightened
from chamdiem.engine.ledger.states import computed_by, state_around, state_of
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.ledger.contents import KeptLayer
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.mandates import Authority
    from chamdiem.engine.mandates.roles import Role
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True)
class Doer:
    """Who acted: the role of the mandate, and what its organisation was called on that day."""

    role: Role
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry with what it names.

    `framework` is the one of the evaluation that it is or acts on, `about` the number of what it acts on, `by` that of
    what a correction puts in its place. `doer`: who acted by a mandate. `computed`: the rating that was
    computed, beside a decision. `stands`: it is in force, or is nothing that could be; `superseded` is the number of
    the correction that took it out of force, None where it fell with what it was about.
    """

    entry: Entry
    framework: Framework | None = None
    about: int | None = None
    by: int | None = None
    doer: Doer | None = None
    computed: str | None = None
    stands: bool = True
    superseded: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetail:
    """An entry and how its meeting stands: all entries about it, and the overrides beside an evaluation's points."""

    view: EntryView
    meeting: tuple[EntryView, ...] = ()
    overrides: tuple[EntryView, ...] = ()


class Viewer:
    """Looks at the entries of one ledger; each framework is read from it once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._frameworks: dict[str, Framework] = {}

    def view(self, entry: Entry) -> EntryView:
        """Return an entry with what it names.

        Raises:
            FaultyInput: the ledger does not hold what it names, or that is not right by today's reading.
        """
        view, content = self._view(entry), entry.content
        if isinstance(content, Decision):
            view = replace(view, computed=self._computed(content))
        if isinstance(content, Done | Lock | OrganisationEntry | MandateEntry) and content.mandate:
            view = replace(view, doer=self._doer(content.mandate, entry))
        return view

    def _computed(self, decision: Decision) -> str | None:
        """Return the rating that was computed when a decision was made."""
        upper = self._ledger.by_hash(decision.upper) if decision.upper else None
        return computed_by(self._ledger.by_hash(decision.evaluation), upper)

    def _doer(self, mandate: str, entry: Entry) -> Doer:
        given = self._ledger.by_hash(mandate).content
        if not isinstance(given, MandateEntry):
            raise FaultyInput([Fault("ledger.not_kind", details={"number": str(entry.sequence)})])
        node = self._authority.tree(day_of(entry.time)).standing(given.given.node)
        return Doer(given.given.role, node.title if node else given.given.node)

    @cached_property
    def _authority(self) -> Authority:
        return authority_of(self._ledger)

    def _view(self, entry: Entry) -> EntryView:
        match entry.content:
            case KeptResult():
                return EntryView(entry=entry, framework=self._framework(entry))
            case (
                Decision(evaluation=name)
                | Override(evaluation=name)
                | Submission(evaluation=name)
                | Return(evaluation=name)
                | UpperAssessment(evaluation=name)
            ):
                evaluation = self._ledger.by_hash(name)
                return EntryView(entry=entry, framework=self._framework(evaluation), about=evaluation.sequence)
            case PeriodDecision():
                return EntryView(entry=entry, framework=self._named(entry))
            case Seal(evaluation=name):
                return EntryView(entry=entry, about=self._ledger.by_hash(name).sequence)
            case Correction(supersedes=name, by=other):
                by = None if other is None else self._ledger.by_hash(other).sequence
                return EntryView(entry=entry, about=self._ledger.by_hash(name).sequence, by=by)
            case _:
                return EntryView(entry=entry)

    def _named(self, decision: Entry) -> Framework | None:
        content = decision.content
        found = self._ledger.framework(content.framework) if isinstance(content, PeriodDecision) else None
        return None if found is None else framework_of(found).framework

    def _framework(self, evaluation: Entry) -> Framework:
        content = evaluation.content
        name = content.framework if isinstance(content, KeptResult) else ""
        if name not in self._frameworks:
            self._frameworks[name] = framework_for(self._ledger, evaluation).framework
        return self._frameworks[name]


def view_log(ledger: Ledger, entries: Iterable[Entry], cell: str | None) -> tuple[EntryView, ...]:
    """Return entries, of all cells or of one, and which of them are no longer in force."""
    viewer = Viewer(ledger)
    views: list[EntryView] = []
    meetings: dict[str, list[Entry]] = {}
    for entry in entries:
        meeting = meeting_of(entry.content)
        if cell is None or cell_of(entry.content) == cell:
            view = viewer.view(entry)
            views.append(replace(view, entry=_brief(entry)))
            if meeting is not None:
                meetings.setdefault(meeting.key, []).append(views[-1].entry)
    # whether an entry stands follows from later ones: no row is sure before the last entry was read
    states = {key: state_of(tuple(own)) for key, own in meetings.items()}
    return tuple(_standing(view, states.get(_key(view))) for view in views)


def view_entry(ledger: Ledger, entry: Entry, size: int | None = None) -> EntryDetail:
    """Return an entry with how its meeting stands, or by the first entries of the ledger alone."""
    viewer = Viewer(ledger)
    view, state = viewer.view(entry), state_around(ledger, entry, size)
    if state is None:
        return EntryDetail(view=view)
    put = state.overrides.values() if state.evaluation == entry else ()
    return EntryDetail(
        view=view,
        meeting=tuple(_standing(viewer.view(other), state) for other in state.entries),
        overrides=tuple(map(viewer.view, put)),
    )


def _standing(view: EntryView, state: MeetingState | None) -> EntryView:
    """Return a view that says whether its entry stands; a sealed sheet stands as its evaluation does."""
    content = view.entry.content
    name = content.evaluation if isinstance(content, Seal) else view.entry.hash
    if state is None or isinstance(content, Correction) or any(name == other.hash for other in state.in_force):
        return view
    by = state.superseded.get(name)
    return replace(view, stands=False, superseded=by.sequence if by else None)


def _key(view: EntryView) -> str:
    meeting = meeting_of(view.entry.content)
    return "" if meeting is None else meeting.key


def _brief(entry: Entry) -> Entry:
    """Return an entry without what a long log is too much to hold with; the totals of an evaluation are said there."""
    light, content = lightened(entry), entry.content
    if isinstance(content, UpperAssessment):
        return replace(light, read=replace(content, given={}, result=replace(content.result, **_NO_PARTS)))
    if not isinstance(content, KeptResult):
        return light
    return replace(light, read=replace(content, layers={name: _totals(own) for name, own in content.layers.items()}))


_NO_PARTS: dict[str, Any] = {
    "points": {}, "bounds": None, "statuses": {}, "gates": None, "caps": None, "standing": None, "findings": (),
    "derivation": None,
}  # fmt: skip


def _totals(layer: KeptLayer) -> KeptLayer:
    return layer if layer.result is None else replace(layer, result=replace(layer.result, **_NO_PARTS))
