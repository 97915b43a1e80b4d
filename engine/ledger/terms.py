"""What a recorded framework lets an evaluation, a decision and an override say."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.derivations import is_derivation
from chamdiem.engine.reading.catalog import content_hash, parse_framework
from chamdiem.engine.reading.documents import read_bytes
from chamdiem.rules.compile.scored import reach
from chamdiem.rules.records.faults import FaultyInput
from chamdiem.rules.records.periods import last_day_of
from chamdiem.rules.records.scalars import ScalarError, shown
from chamdiem.rules.records.spans import read_span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from chamdiem.engine.ledger.contents import KeptResult, KeptText, LayerResult, Override, PeriodDecision
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework


class ImpossibleTerm(Exception):  # noqa: N818 - says what the entry is
    """An entry that says what cannot be; `code` and `details` make the sentence, besides the entry's number."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Terms:
    """The ids that a framework has, and the ends of its points; whatever does not fit them is an `ImpossibleTerm`."""

    def __init__(self, framework: Framework) -> None:
        self._framework = framework
        self._ends = {criterion.id: _ends(framework, criterion) for criterion in framework.criteria}
        self._seen: set[tuple[str, int | None]] = set()  # awards that were found possible: most come again
        self._ratings = {rating.id for rating in framework.ratings}
        self._findings = {finding.id for finding in framework.findings}
        self._gates = {rating.id: len(rating.requires) for rating in framework.ratings if rating.requires}
        self._caps = {cap.id for cap in framework.caps}

    def need_rating(self, name: str) -> None:
        """Need a rating of the framework."""
        _need(self._ratings, (name,), "rating")

    def check_period(self, content: PeriodDecision) -> None:
        """Need a decision over several months to say what one by this framework can."""
        periods = {period.id: [rating.id for rating in period.ratings] for period in self._framework.periods}
        _need(periods, (content.period,), "period")
        ratings = periods[content.period]
        _need(ratings, content.possible, "possible")
        _need(content.possible, (content.computed,) if content.computed else (), "computed")
        _need(ratings, (content.rating,), "rating")
        try:
            months = read_span(content.span).months
        except ScalarError:
            months = ()
        if not set(content.active) <= set(months) or not months:
            raise ImpossibleTerm("ledger.contradiction", where="span")

    def need_points(self, override: Override, scored: Collection[str]) -> None:
        """Need points that may be put beside a criterion of a layer that was scored."""
        _need(scored, (override.layer,), "layer")
        framework = self._framework
        criterion = framework.criterion(override.criterion)
        if framework.points is None or criterion is None:
            raise ImpossibleTerm("ledger.not_of_framework", where="criterion", text=shown(override.criterion))
        step = framework.step_of(criterion)
        least, most = framework.minimum_of(criterion), framework.maximum_of(criterion)
        if not least <= override.points <= most or override.points % step:
            raise ImpossibleTerm("ledger.contradiction", where="points")

    def check(self, result: KeptResult) -> None:
        """Need an evaluation to say what one by this framework can; how it was scored is not looked at."""
        meeting, framework = result.meeting, self._framework
        if meeting.subject != framework.shape.subject:
            raise ImpossibleTerm("ledger.not_of_framework", where="subject", text=shown(meeting.subject))
        day = last_day_of(meeting.period) if framework.subject else meeting.date
        covered = day is None or framework.in_force.covers(day)
        if not framework.subject and meeting.kind not in framework.applies_to.kinds:
            covered = False
        if result.in_force != covered:
            raise ImpossibleTerm("ledger.contradiction", where="in_force")
        if result.history is not None:
            _need(self._framework.history, result.history.facts, "history")
        for layer in result.layers.values():
            self.check_layer(layer.stated, layer.result)

    def check_layer(self, stated: str | None, result: LayerResult | None) -> None:
        """Need what one layer states, and what was concluded of it, to be what this framework can give."""
        _need(self._ratings, (stated,) if stated else (), "stated_rating")
        if result is None:
            return
        self._check_names(result)
        self._check_points(result)
        if not result.derivation:
            raise ImpossibleTerm("ledger.no_derivation")
        if not is_derivation(result.derivation):
            raise ImpossibleTerm("ledger.contradiction", where="derivation")

    def _check_names(self, result: LayerResult) -> None:
        if result.points.keys() != self._ends.keys():
            _need(self._ends, result.points, "points")
            raise ImpossibleTerm("ledger.contradiction", where="points")
        _need(self._ends, result.statuses, "not_scored")
        _need(self._ends, result.standing or (), "standing")
        _need(self._findings, result.findings, "findings")
        _need(self._ratings, result.possible, "possible_ratings")
        _need(result.possible, (result.rating,) if result.rating else (), "rating")
        if result.gates is not None and {name: len(own) for name, own in result.gates.items()} != self._gates:
            raise ImpossibleTerm("ledger.contradiction", where="gates")
        if result.caps is not None and result.caps.keys() != self._caps:
            raise ImpossibleTerm("ledger.contradiction", where="caps")

    def _check_points(self, result: LayerResult) -> None:
        if not self._seen.issuperset(result.points.items()):
            for name, points in result.points.items():
                self._check_award(name, points, result)
        for name, status in result.statuses.items():
            if status != "not_applicable" and result.points[name] is not None:
                raise ImpossibleTerm("ledger.contradiction", where=f"not_scored › {name}")
        for name in result.standing or ():
            if result.points[name] is None:
                raise ImpossibleTerm("ledger.contradiction", where=f"standing › {name}")
        for name, (least, most) in (result.bounds or {}).items():
            if not self._possible(name, least, most) or result.points[name] is not None:
                raise ImpossibleTerm("ledger.contradiction", where=f"bounds › {name}")
        total = result.total if result.total is not None else result.least
        if not result.least <= total <= result.most:
            raise ImpossibleTerm("ledger.contradiction", where="total")

    def _check_award(self, name: str, points: int | None, result: LayerResult) -> None:
        if points is None and name in result.statuses:
            return
        if points is None or not self._possible(name, points, points):
            raise ImpossibleTerm("ledger.contradiction", where=f"points › {name}")
        self._seen.add((name, points))

    def _possible(self, name: str, least: int, most: int) -> bool:
        low, high = self._ends.get(name, (0, -1))
        return low <= least <= most <= high


@lru_cache(maxsize=16)  # who examines rows and who puts them together ask for the same, and reading it takes longest
def terms_of(content: KeptText) -> Terms:
    """Return the terms of a framework that is what its entry says: its text gives its hash and its id."""
    try:
        document = read_bytes(content.text.encode(), "")
    except FaultyInput as error:
        raise ImpossibleTerm("ledger.framework_text") from error
    # The hash is over what the text means, so nothing else checks the text itself. Whoever changes a threshold in a
    # recorded framework would have to change the hash that every evaluation by it names, too.
    if content_hash(document.data) != content.hash:
        raise ImpossibleTerm("ledger.framework_text")
    try:
        framework = parse_framework(document, is_kept=True).framework
    except FaultyInput as error:
        raise ImpossibleTerm("ledger.framework_faulty") from error
    if framework.framework != content.id:
        raise ImpossibleTerm("ledger.framework_id", id=shown(framework.framework))
    return Terms(framework)


def _ends(framework: Framework, criterion: Criterion) -> tuple[int, int]:
    """Return the least and the most points that a criterion can have, whether it applies or not."""
    maximum = framework.maximum_of(criterion)
    least, most = reach(framework, criterion)
    return min(least, 0), max(most, maximum)


def _need(allowed: Collection[str], names: Iterable[str], where: str) -> None:
    for name in names:
        if name not in allowed:
            raise ImpossibleTerm("ledger.not_of_framework", where=where, text=shown(name))
