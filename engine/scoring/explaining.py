"""All that explains one layer of an evaluation, as values: whoever shows a result puts these into words, and no more.

The words stand above, in `engine/explanation`; nothing that reads a result works out a reason again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.scoring.arithmetic import Arithmetic, arithmetic
from chamdiem.engine.scoring.bettering import better
from chamdiem.engine.scoring.deciding import Deciding
from chamdiem.engine.scoring.reasons import CriterionReason
from chamdiem.engine.scoring.withheld import Withheld, withheld
from chamdiem.rules.compile.program import Key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import Contradiction, CriterionScore, Evaluation, Scoring
    from chamdiem.rules.language.faults import Fault
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerReasons:
    """Why one layer's result is what it is.

    `criteria` are in the framework's order. `withheld` are the ratings better than the one that is given, or all where
    none is, best first. `contradictions` are the stated ratings that this layer's points do not allow, `oddities` what
    is seldom so in the record and no finding of the framework tells already.
    """

    evaluation: Evaluation
    layer: str
    scoring: Scoring
    criteria: tuple[CriterionReason, ...]
    arithmetic: Arithmetic | None
    withheld: tuple[Withheld, ...]
    contradictions: tuple[Contradiction, ...]
    oddities: tuple[Fault, ...]

    @property
    def framework(self) -> Framework:
        """The framework by which it was scored."""
        return self.evaluation.framework.framework

    @property
    def by_loss(self) -> tuple[CriterionReason, ...]:
        """The criteria, those first that lost most; of equal ones, those that are not scored."""
        return tuple(sorted(self.criteria, key=lambda why: (-why.score.lost, why.score.points.award is not None)))

    @property
    def missed(self) -> Withheld | None:
        """The next better rating, where one is given at all."""
        return self.withheld[-1] if self.scoring.rating and self.withheld else None


def reasons(evaluation: Evaluation, layer: str = "self") -> LayerReasons:
    """Return all that explains a layer that was scored.

    Raises:
        KeyError, ValueError: the layer was not scored; ask for one that was.
    """
    scoring = evaluation.layers[layer].scoring
    if scoring is None:
        raise ValueError(layer)
    framework = evaluation.framework.framework
    better_ones = framework.ratings[: framework.ratings.index(scoring.rating) if scoring.rating else None]
    return LayerReasons(
        evaluation=evaluation,
        layer=layer,
        scoring=scoring,
        criteria=criterion_reasons(framework, scoring),
        arithmetic=arithmetic(framework, scoring),
        withheld=tuple(withheld(framework, scoring, rating) for rating in better_ones),
        contradictions=tuple(found for found in evaluation.contradictions if found.by == layer),
        oddities=tuple(_untold(evaluation, scoring)),
    )


def scored_reasons(evaluation: Evaluation) -> dict[str, LayerReasons]:
    """Return what explains every layer that was scored, by its name."""
    return {name: reasons(evaluation, name) for name, layer in evaluation.layers.items() if layer.scoring is not None}


def criterion_reasons(framework: Framework, scoring: Scoring) -> tuple[CriterionReason, ...]:
    """Return the reason of every criterion of a scoring, in the order of the framework."""
    find = Deciding(framework, scoring)
    return tuple(_reason(find, score) for score in scoring.criteria)


def _reason(find: Deciding, score: CriterionScore) -> CriterionReason:
    decided = find.decided(score)
    facts = tuple(map(find.measured, score.criterion.facts))
    return CriterionReason(score=score, facts=facts, decided=decided, better=better(find, score, decided))


def _untold(evaluation: Evaluation, scoring: Scoring) -> Iterator[Fault]:
    """Yield the oddities of a record, without those of fields from which a finding follows.

    The framework's own sentence says of them what is odd; ours beside it would say the same twice.
    """
    told = _told(scoring)
    for fault in evaluation.oddities:
        if not {fault.path[0], fault.details.get("whole")} - {None} <= told:
            yield fault


def _told(scoring: Scoring) -> set[str]:
    """Return the fields from which findings followed, by way of whatever was concluded on the way."""
    # Back along what each fact was concluded from, not by the fields that a finding's condition names: those of a
    # measure, and of the other findings and criteria that it asks about, are told by the same sentence.
    seen = waiting = {Key("finding", finding.id) for finding in scoring.findings}
    while waiting:
        waiting = {used for key in waiting for used in scoring.conclusions[key].uses} - seen
        seen = seen | waiting
    return {key.subject for key in seen if key.kind == "field"}
