"""What if: score the kept records by another framework or a draft, and see which ratings move and why.

Each meeting counts once, by its evaluation in force. What the framework takes from history is as the ledger had it when
that evaluation was recorded, as for a replay: nothing moves but by the framework.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from chamdiem.engine.history.earlier import EarlierThen
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
    from collections.abc import Callable, Iterator, Mapping

    from chamdiem.engine.ledger.contents import KeptHistory, LayerResult
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
    say why it cannot be scored so; of an entry that cannot be read only its number is known. `agrees`: where many were
    scored at once, whether this one, scored by itself, gives the same; None: it was not looked at twice.
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
    agrees: bool | None = None

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
        return Rescorer(ledger, self).found


class Meant(NamedTuple):
    """An evaluation in force that is to be scored anew: what the ledger has of it, and the entry of its record."""

    evaluation: Entry
    kept: LayerResult
    history: KeptHistory | None
    record: Entry
    framework: LoadedFramework
    unscored: Rescored

    @property
    def number(self) -> int:
        """The number of the evaluation."""
        return self.evaluation.sequence

    @property
    def asked_nothing(self) -> bool:
        """Whether it was scored as if there were no earlier months, though its framework would ask for them."""
        return self.history is None and bool(self.framework.framework.history)


class After(NamedTuple):
    """What scoring anew gave: the title of the rating, total and points of criteria (hundredths)."""

    organisation: str
    rating: str | None
    total: int | None
    points: Mapping[str, int | None]


def organisation_of(told: Mapping[str, object]) -> str:
    """Return by which organisation a meeting is counted, by the fields of its record."""
    return str(told.get("upper_org") or told.get("organisation") or "")


class Rescorer:
    """Scores the meetings of a ledger that a task means, one by one."""

    def __init__(self, ledger: Ledger, task: Rescore) -> None:
        self._ledger = ledger
        self.task = task
        self._frameworks = KeptFrameworks(ledger)
        self._like: dict[str, bool] = {}
        self._earlier = EarlierThen(ledger)
        try:
            self._scorer = Scorer(framework_from_text(task.text, task.name))
        except InferenceError as error:
            raise FaultyInput([Fault(error.code, details=error.details)]) from error

    @property
    def loaded(self) -> LoadedFramework:
        """The framework by which they are scored."""
        return self._scorer.loaded

    def found(self, first: int, last: int) -> Iterator[Rescored]:
        """Yield the meetings that the entries from one number to another have evaluations of, scored anew."""
        for item in self.meant(first, last):
            yield item if isinstance(item, Rescored) else self.one(item)

    def meant(self, first: int, last: int) -> Iterator[Meant | Rescored]:
        """Yield what is to be scored, and, done already, what cannot be read."""
        for entry in readable(self._ledger, first, last):
            if isinstance(entry, Damaged):
                yield Rescored(number=entry.sequence, faults=entry.faults)
            elif isinstance(entry.content, KeptResult) and self.task.selection.takes(entry.content.meeting):
                yield from self._meant(entry, entry.content)

    def _meant(self, entry: Entry, kept: KeptResult) -> Iterator[Meant | Rescored]:
        layer = kept.layers.get(self.task.layer)
        if layer is None or layer.result is None:
            return
        meeting = kept.meeting
        unscored = Rescored(number=entry.sequence, framework=kept.framework, cell=meeting.cell, period=meeting.period)
        try:
            framework = self._frameworks.get(kept.framework)
            if self.task.selection.framework in (None, framework.id) and self._in_force(entry):
                yield Meant(entry, layer.result, kept.history, self._ledger.by_hash(kept.record), framework, unscored)
        except FaultyInput as error:
            yield replace(unscored, faults=error.faults)

    def one(self, meant: Meant) -> Rescored:
        """Return a meeting scored anew by itself."""
        try:
            record = kept_record(meant.record, meant.evaluation, meant.framework.framework.shape)
        except FaultyInput as error:
            return replace(meant.unscored, faults=error.faults)
        scoring, faults = self._scoring(record, meant)
        awards = {score.criterion.id: score.points.award for score in scoring.criteria} if scoring else {}
        after = After(
            organisation=organisation_of(record.values),
            rating=scoring.rating.title if scoring and scoring.rating else None,
            total=scoring.total.award if scoring else None,
            points=awards,
        )
        return self.told(meant, after, faults)

    def told(self, meant: Meant, after: After, faults: tuple[Fault, ...] = ()) -> Rescored:
        """Return a meeting with what it was and what it is now."""
        titles = {rating.id: rating.title for rating in meant.framework.framework.ratings}
        like = self._is_like(meant.framework)
        return replace(
            meant.unscored,
            organisation=after.organisation,
            before=titles.get(meant.kept.rating or ""),
            after=after.rating,
            total_before=meant.kept.total,
            total_after=after.total,
            criteria=_moved(meant.kept.points, after.points) if like and after.points else (),
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

    def _scoring(self, record: Record, meant: Meant) -> tuple[Scoring | None, tuple[Fault, ...]]:
        subject = self._scorer.framework.shape.subject
        if record.shape.subject != subject:
            details = {"name": record.shape.subject, "subject": subject}
            return None, (Fault("record.other_subject", ("subject",), details),)
        try:
            earlier = None if meant.asked_nothing else self._earlier(meant.evaluation, record, self._scorer.loaded)
            return self._scorer.score_layer(record, self.task.layer, earlier), ()
        except FaultyInput as error:
            return None, error.faults
        except InferenceError as error:
            return None, (Fault(error.code, details=error.details),)


def _moved(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> tuple[Moved, ...]:
    """Return the criteria whose points moved: first those that pull the total its own way, the strongest first."""
    moved = [Moved(name, before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after))]
    changed = [item for item in moved if item.before != item.after]
    way = 1 if sum(item.by for item in changed) > 0 else -1
    return tuple(sorted(changed, key=lambda item: -way * item.by))
