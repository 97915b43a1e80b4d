"""All that explains one layer of an evaluation, as values: whoever shows a result puts these into words, and no more.

The words stand above, in `engine/explanation`; nothing that reads a result works out a reason again. So explanation,
sheet, JSON and advice tell the same story of what made a total and what keeps a rating from being given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.scoring.deciding import Deciding
from chamdiem.engine.scoring.improving import better
from chamdiem.engine.scoring.reasons import CriterionReason
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.ratings import barred_by
from chamdiem.rules.compile.scope import score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import Contradiction, Evaluation, Scoring
    from chamdiem.rules.compile.scope import Scope
    from chamdiem.rules.language.framework import Framework, Rating
    from chamdiem.rules.records.faults import Fault


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
        criteria=criterion_reasons(evaluation.framework.scope, scoring),
        arithmetic=arithmetic(framework, scoring),
        withheld=tuple(withheld(framework, scoring, rating) for rating in better_ones),
        contradictions=tuple(found for found in evaluation.contradictions if found.by == layer),
        oddities=tuple(_untold(evaluation, scoring)),
    )


def scored_reasons(evaluation: Evaluation) -> dict[str, LayerReasons]:
    """Return what explains every layer that was scored, by its name."""
    return {name: reasons(evaluation, name) for name, layer in evaluation.layers.items() if layer.scoring is not None}


def criterion_reasons(scope: Scope, scoring: Scoring) -> tuple[CriterionReason, ...]:
    """Return the reason of every criterion of a scoring, in the order of the framework."""
    find = Deciding(scope, scoring)
    return tuple(
        CriterionReason(
            score=score,
            facts=tuple(map(find.measured, score.criterion.facts)),
            decided=(decided := find.decided(score)),
            better=better(find, score, decided),
        )
        for score in scoring.criteria
    )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Arithmetic:
    """The steps of one total, in hundredths.

    `inside` are the points of the criteria in the scale. Where criteria were taken out and the rest rescaled,
    `applicable` is the maximum of the rest, `scale` the full one, and `rescaled` what inside·scale/applicable was
    rounded to. Then come the points outside it: `bonus` is what they add, `taken` what they take off. `total` is not
    the sum where the framework holds it to its maximum or minimum.
    """

    inside: int
    applicable: int | None
    scale: int
    rescaled: int
    bonus: int
    taken: int
    total: int

    @property
    def is_rounded(self) -> bool:
        """Whether the rescaled points had to be rounded."""
        return self.applicable is not None and self.inside * self.scale != self.rescaled * self.applicable

    @property
    def sum(self) -> int:
        """What the total is before it is held."""
        return self.rescaled + self.bonus - self.taken

    @property
    def is_held(self) -> bool:
        """Whether the sum passes the ceiling, or falls below the least total."""
        return self.total != self.sum


def arithmetic(framework: Framework, scoring: Scoring) -> Arithmetic | None:
    """Return how a total was made; None while there is none, and where it is just the sum of the points."""
    scheme, total = framework.points, scoring.total.award
    if scheme is None or total is None or not scoring.complete:
        return None
    outside = [score.points.award or 0 for score in scoring.criteria if score.criterion.is_outside]
    inside = sum(score.points.award or 0 for score in scoring.criteria if not score.criterion.is_outside)
    made = Arithmetic(
        inside=inside,
        applicable=scoring.applicable if scoring.applicable != scheme.maximum else None,
        scale=scheme.maximum,
        rescaled=inside if scoring.rescaled is None else scoring.rescaled,
        bonus=sum(award for award in outside if award > 0),
        taken=-sum(award for award in outside if award < 0),
        total=total,
    )
    return made if made.applicable is not None or made.bonus or made.taken or made.is_held else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Why a rating is not given, cannot be, or is not yet.

    Kinds: gate and cap (`text` is the regulation's own sentence, `id` which one it is; a cap with `lowers_by` lowers
    the rating by so many), gate_open and cap_open (it is not known whether it holds), total (the ends of what can be
    reached, and what is needed, in hundredths), total_open (what is needed lies between them). Of a search for ways
    also: together (each need can be met, but not all at once), empty (no criterion applies to the meeting).
    """

    kind: Literal["gate", "gate_open", "cap", "cap_open", "total", "total_open", "together", "empty"]
    id: str = ""
    text: str = ""
    lowers_by: int = 0
    least: int = 0
    most: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A rating with all that stands in its way.

    `needed` is the least total that it takes, where it asks for one, or of points for faults the most that it allows;
    `is_passed`: the total lies beyond its range, on the good side.
    """

    rating: Rating
    needed: int | None
    obstacles: tuple[Obstacle, ...]
    is_passed: bool

    @property
    def short(self) -> int:
        """How far the best that the total can be lies from what the rating needs, in hundredths."""
        return sum(max(found.needed - found.most, found.least - found.needed) for found in self.of("total"))

    def of(self, *kinds: str) -> tuple[Obstacle, ...]:
        """Return the obstacles of some kinds."""
        return tuple(found for found in self.obstacles if found.kind in kinds)


def withheld(framework: Framework, scoring: Scoring, rating: Rating) -> Withheld:
    """Return what keeps a scoring from a rating; nothing does where the rating is reached."""
    lowest, highest = score(TOTAL).interval(rating)
    total = scoring.total
    if framework.fewer_is_better:
        needed, is_passed = highest, lowest is not None and total.most < lowest
    else:
        needed, is_passed = lowest, highest is not None and total.least > highest
    obstacles = tuple(_obstacles(framework, scoring, rating, needed))
    return Withheld(rating=rating, needed=needed, obstacles=obstacles, is_passed=is_passed)


def _obstacles(framework: Framework, scoring: Scoring, rating: Rating, needed: int | None) -> Iterator[Obstacle]:
    least, most = scoring.total.least, scoring.total.most
    missed = needed is not None and (most > needed if framework.fewer_is_better else least < needed)
    if needed is not None and missed:
        yield Obstacle(kind="total_open" if least <= needed <= most else "total", least=least, most=most, needed=needed)
    # What all completions of a record agree on counts as known, as in the score itself. To ask the program alone would
    # call a gate open of which the explanation beside it says that it fails.
    for gate in scoring.gates:
        if gate.rating.id == rating.id and not gate.holds:
            is_open = gate.holds is None
            yield Obstacle(kind="gate_open" if is_open else "gate", id=gate.key.subject, text=gate.gate.title)
    lowers = _is_lowered_below(framework, scoring, rating)
    for found in scoring.caps:
        bars = lowers if found.cap.lower_by else rating.id in barred_by(found.cap, framework)
        if bars and found.holds is not False:
            kind: Literal["cap", "cap_open"] = "cap" if found.holds else "cap_open"
            yield Obstacle(kind=kind, id=found.cap.id, text=found.cap.reason, lowers_by=found.cap.lower_by or 0)


def _is_lowered_below(framework: Framework, scoring: Scoring, rating: Rating) -> bool:
    """Tell whether a rating, once it or a better one is reached, is or may be lowered below it."""
    place, lowering = framework.ratings.index(rating), scoring.lowering
    if lowering is None or rating == framework.ratings[-1]:
        return False
    return min(lowering.best, place) + lowering.most > place
