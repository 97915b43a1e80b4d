"""What if: score the kept records by another framework or a draft, and see which ratings move and why.

Each meeting counts once, by its evaluation in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.backend import Damaged
from chamdiem.engine.ledger.contents import KeptResult
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.replaying import kept_record, readable
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.diff import is_revision
from chamdiem.rules.records.faults import Fault, FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.replay.selection import Selection
    from chamdiem.engine.scoring.evaluation import Scoring


@dataclass(frozen=True, slots=True)
class Moved:
    """A criterion whose points are others now (hundredths). None: not scored, or not in that framework."""

    criterion: str
    before: int | None
    after: int | None

    @property
    def by(self) -> int:
        """The change in points."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescored:
    """One meeting before and after. Ratings are titles, None where none is given; totals are hundredths.

    `framework` is the hash of the one that scored it before. `criteria` are those whose points moved, the most
    important first; where the framework is no version of the old one (`like` is false), none can be compared. `faults`
    say why it cannot be scored so; of an entry that cannot be read only its number is known.
    """

    number: int
    framework: str | None = None
    cell: str | None = None
    period: str | None = None
    organisation: str = ""
    before: str | None = None
    after: str | None = None
    total_before: int | None = None
    total_after: int | None = None
    criteria: tuple[Moved, ...] = ()
    like: bool = True
    faults: tuple[Fault, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether the rating is another one."""
        return not self.faults and self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescore:
    """Scoring a ledger's selected meetings by a framework's text, as a task to go through it."""

    selection: Selection
    layer: str
    text: str
    name: str

    def begin(self, ledger: Ledger) -> Callable[[int, int], Iterator[Rescored]]:
        """Return what yields every selected evaluation in force, scored anew."""
        return _Rescorer(ledger, self).found


class _Rescorer:
    def __init__(self, ledger: Ledger, task: Rescore) -> None:
        self._ledger = ledger
        self._task = task
        self._frameworks = KeptFrameworks(ledger)
        self._like: dict[str, bool] = {}
        try:
            self._scorer = Scorer(framework_from_text(task.text, task.name))
        except InferenceError as error:
            raise FaultyInput([Fault(error.code, details=error.details)]) from error

    def found(self, first: int, last: int) -> Iterator[Rescored]:
        for entry in readable(self._ledger, first, last):
            if isinstance(entry, Damaged):
                yield Rescored(number=entry.sequence, faults=entry.faults)
            elif isinstance(entry.content, KeptResult) and self._task.selection.takes(entry.content.meeting):
                yield from self._rescored(entry, entry.content)

    def _rescored(self, entry: Entry, kept: KeptResult) -> Iterator[Rescored]:
        layer = kept.layers.get(self._task.layer)
        if layer is None or layer.result is None:
            return
        meeting = kept.meeting
        unscored = Rescored(number=entry.sequence, framework=kept.framework, cell=meeting.cell, period=meeting.period)
        try:
            framework = self._frameworks.get(kept.framework)
            if self._task.selection.framework in (None, framework.id) and self._in_force(entry):
                shape = framework.framework.shape
                record = kept_record(self._ledger.by_hash(kept.record), entry, shape)
                yield self._scored(unscored, layer.result, framework, record)
        except FaultyInput as error:
            yield replace(unscored, faults=error.faults)

    def _scored(self, unscored: Rescored, kept: LayerResult, framework: LoadedFramework, record: Record) -> Rescored:
        titles = {rating.id: rating.title for rating in framework.framework.ratings}
        scoring, faults = self._scoring(record)
        like = self._is_like(framework)
        return replace(
            unscored,
            organisation=record.text("upper_org") or record.organisation or "",
            before=titles.get(kept.rating or ""),
            after=scoring.rating.title if scoring and scoring.rating else None,
            total_before=kept.total,
            total_after=scoring.total.award if scoring else None,
            criteria=_moved(kept, scoring) if scoring and like else (),
            like=like,
            faults=faults,
        )

    def _is_like(self, framework: LoadedFramework) -> bool:
        if framework.hash not in self._like:
            self._like[framework.hash] = is_revision(framework.framework, self._scorer.loaded.framework)
        return self._like[framework.hash]

    def _in_force(self, entry: Entry) -> bool:
        state = state_around(self._ledger, entry)
        return state is not None and state.evaluation == entry

    def _scoring(self, record: Record) -> tuple[Scoring | None, tuple[Fault, ...]]:
        subject = self._scorer.framework.shape.subject
        if record.shape.subject != subject:
            details = {"name": record.shape.subject, "subject": subject}
            return None, (Fault("record.other_subject", ("subject",), details),)
        try:
            return self._scorer.score_layer(record, self._task.layer), ()
        except FaultyInput as error:
            return None, error.faults
        except InferenceError as error:
            return None, (Fault(error.code, details=error.details),)


def _moved(kept: LayerResult, scoring: Scoring) -> tuple[Moved, ...]:
    """Return the criteria whose points moved: first those that pull the total its own way, the strongest first."""
    before = kept.points
    after = {score.criterion.id: score.points.award for score in scoring.criteria}
    moved = [Moved(name, before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after))]
    changed = [item for item in moved if item.before != item.after]
    way = 1 if sum(item.by for item in changed) > 0 else -1
    return tuple(sorted(changed, key=lambda item: -way * item.by))
