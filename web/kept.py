"""What the ledger has of one meeting, for pages: how far it is, its evaluation made anew, and why points were lost."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import framework_for
from chamdiem.engine.ledger.bodies import record_of
from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.ledger.stages import Stage, stage_of
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.answered import Answered
    from chamdiem.engine.ledger.contents import LayerResult
    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.ledger.stages import MeetingStage
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Rating
    from chamdiem.web.house import House


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class KeptMeeting:
    """One meeting as the ledger has it. `key`: by which its entries are found."""

    house: House
    key: str
    state: MeetingState

    @cached_property
    def stage(self) -> MeetingStage:
        """How far it is."""
        return stage_of(self.state)

    @property
    def entry(self) -> Entry:
        """The evaluation in force; refused where there is none."""
        if self.state.evaluation is None:
            raise refusal("web.nothing_kept", self.key)
        return self.state.evaluation

    @cached_property
    def framework(self) -> LoadedFramework:
        """The framework by which it was evaluated, from the ledger's own text."""
        content = self.entry.content
        assert isinstance(content, KeptResult)  # noqa: S101 - an evaluation in force is one
        known = self.house.kept_frameworks
        if content.framework not in known:
            known[content.framework] = framework_for(self.house.ledger, self.entry)
        return known[content.framework]

    @cached_property
    def evaluation(self) -> Evaluation:
        """The evaluation made anew from the record that is kept, with what the ledger has of earlier months."""
        state, shape = self.state, self.framework.framework.shape
        if state.record is None:
            raise refusal("web.nothing_kept", self.key)
        return self._evaluated(record_of(state.record, self.house.today, shape))

    @cached_property
    def assessed(self) -> Evaluation:
        """The evaluation made anew together with what the upper level said of it later, where it did."""
        state, shape = self.state, self.framework.framework.shape
        upper = state.upper.content if state.upper is not None else None
        if state.record is None or not isinstance(upper, UpperAssessment):
            return self.evaluation
        return self._evaluated(record_of(state.record, self.house.today, shape, upper.given))

    def _evaluated(self, record: Record) -> Evaluation:
        office = self.house.office.informed(self.house.ledger, left_out=self.key)
        return office.scorers.evaluate(record, self.framework)

    def result_of(self, layer: str) -> LayerResult | None:
        """Return what was concluded of a layer, that of the upper level also where it came later; None: nothing."""
        if layer == UPPER and self.state.upper is not None:
            upper = self.state.upper.content
            return upper.result if isinstance(upper, UpperAssessment) else None
        kept = self.state.evaluation.content if self.state.evaluation else None
        found = kept.layers.get(layer) if isinstance(kept, KeptResult) else None
        return found.result if found is not None else None

    @property
    def answers(self) -> tuple[Answered, ...]:
        """The questions that were put when it was handed in, with what the cell said to them, as the ledger has it."""
        return self.state.answers

    @property
    def own(self) -> LayerResult | None:
        """What was concluded of the cell's own layer."""
        return self.result_of("self")

    def lost(self) -> Iterator[tuple[Criterion, int]]:
        """Yield the criteria of which the cell's own layer lost points, with how many (hundredths), the most first."""
        own, framework = self.own, self.framework.framework
        if own is None or framework.points is None or framework.fewer_is_better:
            return
        inside = (criterion for criterion in framework.criteria if not criterion.is_outside)
        # of those that do not simply have their points the reason is another one
        pairs = (
            (each, framework.maximum_of(each) - (own.points.get(each.id) or 0))
            for each in inside
            if each.id not in own.statuses and own.points.get(each.id) is not None
        )
        yield from sorted((pair for pair in pairs if pair[1] > 0), key=lambda pair: -pair[1])

    def rating(self, rating_id: str | None) -> tuple[int, Rating] | None:
        """Return a rating by its id, with its place from the best down; None: there is none."""
        found = enumerate(self.framework.framework.ratings)
        return next(((place, each) for place, each in found if each.id == rating_id), None)


def kept_meeting(house: House, key: str) -> KeptMeeting | None:
    """Return what the ledger has of a meeting; None: nothing."""
    state = meeting_state(house.ledger, key)
    return None if state is None else KeptMeeting(house, key, state)


RETURNABLE = frozenset({Stage.SUBMITTED})
"""How far a meeting may be that a cell can still take back by itself."""
CORRECTABLE = frozenset(
    {Stage.SUBMITTED, Stage.ASSESSED, Stage.DECIDED, Stage.CORRECTED, Stage.WITHDRAWN, Stage.NOT_HELD}
)
"""How far a meeting may be of which a cell can hand in a correction."""
