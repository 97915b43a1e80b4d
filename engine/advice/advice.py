"""What would raise the rating: the smallest changes that reach a target, each confirmed by scoring once more.

What is not written down is not lost: it may still be anything. So advice asks for it first, says that a target cannot
be reached only where nothing that could be written, answered or changed reaches it, and invents no figure of a meeting
that was held.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.reading.answers import bind_layers
from chamdiem.engine.scoring.deciding import Deciding
from chamdiem.engine.scoring.explaining import Obstacle, Withheld, withheld
from chamdiem.rules.analysis.levers import ATTENDANCE, Situation
from chamdiem.rules.analysis.search import Search
from chamdiem.rules.compile.interpreter import Disagreement, Slice
from chamdiem.rules.compile.keys import TOTAL
from chamdiem.rules.compile.program import Fraction, Key, Within, all_hold
from chamdiem.rules.compile.ratings import alternatives, possible
from chamdiem.rules.compile.scope import score
from chamdiem.rules.compile.totals import SCALE_LEAST
from chamdiem.rules.records.fields import Changeability, FieldType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation, Scoring
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.rules.analysis.plans import Solution
    from chamdiem.rules.analysis.search import Tests
    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Rating

When = Literal["record", "now", "next"]


@dataclass(frozen=True, slots=True)
class Alteration:
    """One fact or answer to change; `before` is None where it is missing.

    When: record (it is missing: the record or the scorer has yet to say it), now (it can still be done for this
    meeting), next (this meeting cannot be changed any more: for the next one).
    """

    key: Key
    before: int | None
    after: int
    when: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A set of changes that reaches the target, the criteria whose points change by it, and what is scored then."""

    steps: tuple[Alteration, ...]
    changed: tuple[tuple[CriterionScore, CriterionScore], ...]
    after: Scoring

    @property
    def is_for_this_meeting(self) -> bool:
        """Whether all of it can still be done, or said, for the meeting that was scored."""
        return all(step.when != "next" for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enquiry:
    """What is to be written down or looked at before all can be scored.

    `fields` and `answers` are missing. `undefined` are criteria with the share that cannot be made, and what that would
    be a share of. `unmatched` are criteria for whose values the framework has no band.
    """

    fields: tuple[Key, ...]
    answers: tuple[Key, ...]
    undefined: tuple[tuple[Criterion, Measured, Measured], ...]
    unmatched: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The answer: the target is reached already; or ways that reach it, smallest first; or why none does.

    `now` are the smallest ways that change nothing but what can still be changed for this meeting. `blocking` are the
    target's gates that fail or are not known, and the caps that hold or may hold. `because` says why the target cannot
    be reached. Where nothing is there, neither ways nor that, it is open: what is `asked` decides. `incomplete` says
    what keeps the target open while something that happened is not written down or not judged, and `too_late` what
    keeps this meeting from it, however that turns out. `least` and `most` are the ends between which the total lies as
    it is written, in hundredths.
    """

    target: Rating
    reached: bool
    asked: Enquiry
    incomplete: tuple[Obstacle, ...]
    too_late: tuple[Obstacle, ...]
    least: int
    most: int
    ways: tuple[Way, ...]
    now: tuple[Way, ...]
    blocking: tuple[Obstacle, ...]
    because: tuple[Obstacle, ...]


def advise(scorer: Scorer, evaluation: Evaluation, target: str | None = None, layer: str = "self") -> Advice:
    """Return what would make a layer's rating the target or a better one; by default, the next better one.

    The layer must have been scored, and the target must be a rating of the framework, or KeyError is raised.
    """
    scoring = evaluation.layers[layer].scoring
    if scoring is None:
        raise KeyError(layer)
    bound = bind_layers(evaluation.record, scorer.loaded.scope).get(layer)
    facts = {**evaluation.facts, **(bound.facts if bound else {})}
    return _Adviser(scorer.of_layer(layer), evaluation.record, scoring, facts, target).advise()


class _Adviser:
    def __init__(
        self, scorer: Scorer, record: Record, scoring: Scoring, facts: Mapping[Key, int], target: str | None
    ) -> None:
        self.scorer, self.framework = scorer, scorer.framework
        self.record, self.shape = record, record.shape
        self.before, self.facts = scoring, facts
        self.questions = scorer.loaded.scope.questions
        places = {rating.id: place for place, rating in enumerate(self.framework.ratings)}
        # Without a target: the rating above the one that is given; the best where none is given or nothing is better.
        place = places[target] if target else max(0, places[scoring.rating.id] - 1 if scoring.rating else 0)
        self.target, self.good = self.framework.ratings[place], self.framework.ratings[: place + 1]
        self.wanted: Sequence[Tests] = tuple(alternatives(self.framework, place))
        """The ways in which the target, or a better rating, is sure to be given."""
        self.asked = self._asked()
        self.questioned = self._questioned()

    def advise(self) -> Advice:
        search = self._search(self._may_change)
        found = now = self._ways(search)
        # where it is proved that nothing would do, nothing of less would
        if not any(way.is_for_this_meeting for way in found) and (found or not search.is_exhaustive):
            now = self._ways(self._search(lambda key: self._may_change(key) and self._when(key) != "next"))
        now = tuple(way for way in now if way.is_for_this_meeting)
        reached = self._reaches(self.before)
        in_way = withheld(self.framework, self.before, self.target)
        because = () if found or reached else tuple(self._because(search, in_way))
        waits = not reached and not because and self._waits()
        late = waits and not now and not any(rating in self.good for rating in self.before.possible)
        too_late = in_way.of("total", "gate", "cap") if late else ()
        return Advice(
            target=self.target,
            reached=reached,
            asked=self.asked,
            incomplete=tuple(_left_open(in_way)) if waits and not too_late else (),
            too_late=too_late,
            least=self.before.total.least,
            most=self.before.total.most,
            ways=found,
            now=now,
            blocking=in_way.of("gate", "gate_open", "cap", "cap_open"),
            because=because,
        )

    # --- what is asked first ---

    def _asked(self) -> Enquiry:
        scores, known, needs = self.before.to_score, self.before.facts, self.scorer.needs
        open_ = [gate.key for gate in self.before.gates if gate.holds is None]
        open_ += [Key("cap", cap.cap.id) for cap in self.before.caps if cap.holds is None]
        needed = [key for score in scores for key in score.missing]
        needed += [need for key in open_ for need in needs[key] if need not in known and need.kind != "measure"]
        missing = dict.fromkeys(needed)
        find = Deciding(self.scorer.loaded.scope, self.before)
        undefined = (
            (score.criterion, share, whole)
            for score in scores
            for share, whole in find.undefined_shares(needs[Key("award", score.criterion.id)])
        )
        return Enquiry(
            fields=tuple(key for name in self.shape.by_name if (key := Key("field", name)) in missing),
            answers=tuple(key for key in missing if key.kind == "answer"),
            undefined=tuple(undefined),
            unmatched=tuple(score.criterion for score in scores if score.status == "unmatched"),
        )

    def _questioned(self) -> frozenset[Key]:
        """Return the circumstances that leave a share of nothing: what the record says of them is as good as missing.

        A cell that was set no task cannot be judged by how many it met; so it is not certain yet what it will get.
        """
        keys = [self.scorer.loaded.scope.key(whole.name) for _, _, whole in self.asked.undefined]
        needed = {need for key in keys for need in self.scorer.needs[key]}
        return frozenset(key for key in needed & self.facts.keys() if not self._is_chosen(key))

    # --- ways ---

    def _search(self, may_change: Callable[[Key], bool]) -> Search:
        facts = {key: value for key, value in self.facts.items() if key not in self.questioned}
        return Search(Situation(self.framework, self.scorer.program, facts, may_change))

    def _ways(self, search: Search) -> tuple[Way, ...]:
        ways = (self._way(self._needed(search.situation, solution)) for solution in search.smallest(self.wanted))
        return tuple(way for way in ways if self._reaches(way.after))

    def _needed(self, situation: Situation, solution: Solution) -> Mapping[Key, int]:
        """Return a solution's changes without those that are not needed.

        Of solutions that change as few criteria the search takes the one that moves points least, though one more fact
        may have to change for that. Those of attendance are one change: who is present is not absent.
        """
        part = Slice(self.scorer.program, [test.fact for tests in self.wanted for test in tests])
        needed = dict(solution.changes)
        for key in solution.changes:
            dropped = ATTENDANCE if key in ATTENDANCE else (key,)
            left = {other: value for other, value in needed.items() if other not in dropped}
            if len(left) < len(needed) and situation.is_consistent(left) and self._concludes(part, left):
                needed = left
        return needed

    def _concludes(self, part: Slice, changes: Mapping[Key, int]) -> bool:
        try:
            facts = part.run({**self.facts, **changes})
        except Disagreement:
            return False
        return self._is_secured(facts)

    def _is_secured(self, facts: Mapping[Key, int]) -> bool:
        """Tell whether the facts make sure of the target or a better rating."""
        return any(all_hold(tests, facts) for tests in self.wanted)

    def _way(self, changes: Mapping[Key, int]) -> Way:
        after = self.scorer.score_facts(self.record, {**self.facts, **changes}, earlier=self.before.earlier)
        pairs = zip(self.before.criteria, after.criteria, strict=True)
        steps = tuple(Alteration(key, self.facts.get(key), value, self._when(key)) for key, value in changes.items())
        changed = tuple((old, new) for old, new in pairs if old.points != new.points)
        return Way(steps=steps, changed=changed, after=after)

    def _reaches(self, scoring: Scoring) -> bool:
        """Tell whether a rating at least as good as the target is certain."""
        if scoring.rating is not None or scoring.unrated:
            return scoring.rating in self.good
        return self._is_secured(scoring.facts) or self._is_covered(scoring)

    def _is_covered(self, scoring: Scoring) -> bool:
        """Tell whether, wherever the total comes to lie, a rating good enough is given that nothing else withholds.

        That no worse rating is possible is not enough: a framework may have none at all for a result, and where it may
        be that no criterion applies, there may be none.
        """
        if scoring.facts.get(SCALE_LEAST, 1) <= 0:
            return False
        free = [score(TOTAL).interval(rating) for rating in self.good if self._is_free(scoring, rating)]
        reached: int | None = scoring.total.least
        while reached is not None and reached <= scoring.total.most:
            ends = [high for low, high in free if (low or 0) <= reached and (high is None or reached <= high)]
            if not ends:
                return False
            reached = None if None in ends else max(end for end in ends if end is not None) + 1
        return True

    def _is_free(self, scoring: Scoring, rating: Rating) -> bool:
        """Tell whether only the total may withhold a rating, and lowered it is good enough still."""
        obstacles = withheld(self.framework, scoring, rating).of("gate", "gate_open", "cap", "cap_open")
        place, lowered = self.good.index(rating), scoring.lowering.most if scoring.lowering else 0
        is_kept = place + lowered < len(self.good) or len(self.good) == len(self.framework.ratings)
        return is_kept and all(each.lowers_by for each in obstacles)

    # --- what can be changed, and when ---

    def _may_change(self, key: Key) -> bool:
        """Tell whether a fact is open: it is missing or as good as that, or something that people do."""
        return key not in self.facts or key in self.questioned or self._is_chosen(key)

    def _is_chosen(self, key: Key) -> bool:
        return key.kind == "answer" or not self.shape.by_name[key.subject].is_circumstance

    def _when(self, key: Key) -> When:
        """Tell when a fact can be changed. A day on which something was done is past, whatever else can follow."""
        if key not in self.facts:
            return "record"
        return "now" if self._is_done_after(key) else "next"

    def _is_done_after(self, key: Key) -> bool:
        """Tell whether something is done after the meeting, and may be done yet."""
        if key.kind == "answer":
            return bool(self.questions[key].criterion.finished)
        field = self.shape.by_name[key.subject]
        dated = field.type is FieldType.DATE and key in self.facts
        return field.change is Changeability.AFTER_MEETING and not dated

    # --- what blocks the target, or keeps it open ---

    def _waits(self) -> bool:
        """Tell whether something is asked that is not only what can still be done after the meeting."""
        asked = self.asked
        missing = any(not self._is_done_after(key) for key in (*asked.fields, *asked.answers))
        return missing or bool(asked.undefined or asked.unmatched)

    # --- why it cannot be reached ---

    def _because(self, search: Search, in_way: Withheld) -> Iterator[Obstacle]:
        """Say why a target cannot be reached, of what is in its way now; nothing where that is not certain.

        A search that found nothing is a proof where it tried all there is. Where it cannot, because numbers without
        end are missing, the rules themselves must rule the target out while all that is open is left open.
        """
        if self.before.empty:
            yield Obstacle(kind="empty")
            return
        closed = Slice(self.scorer.program, self.scorer.needs).run(search.situation.closed())
        if not search.is_exhaustive and not self._is_ruled_out(closed):
            return
        gates, caps = in_way.of("gate", "gate_open"), in_way.of("cap", "cap_open")
        shut = [each for each in gates if self._never(search, closed, Key("gate", each.id), 1)]
        found = [replace(each, kind="gate") for each in shut]
        shut = [each for each in caps if self._never(search, closed, Key("cap", each.id), 0)]
        found += [replace(each, kind="cap") for each in shut]
        found += self._out_of_reach(search, closed, in_way.needed)
        if search.is_exhaustive or self._is_ruled_out(closed):  # some of it was searched only now
            yield from found or [Obstacle(kind="together")]

    def _is_ruled_out(self, closed: Mapping[Key, int]) -> bool:
        return not any(place < len(self.good) for place in possible(self.framework, closed.get).given)

    def _never(self, search: Search, closed: Mapping[Key, int], key: Key, value: int) -> bool:
        """Tell whether a fact can certainly not have a value."""
        found = search.smallest([(Within(key, value, value),)])
        if search.is_exhaustive:
            return not found
        return key in closed and closed[key] != value

    def _out_of_reach(self, search: Search, closed: Mapping[Key, int], needed: int | None) -> Iterator[Obstacle]:
        """Yield that the total cannot come as far as it must: the most that it can be, or of faults the least."""
        before, key = self.before.total, score(TOTAL)
        if needed is None:
            return
        if self.framework.fewer_is_better:
            least = closed.get(key.least, needed)  # only what the rules say themselves; a search looks upwards
            if (bound := min(least, before.least)) > needed:
                yield Obstacle(kind="total", least=bound, most=before.most, needed=needed)
        elif (most := self._ceiling(search, closed)) is not None and most < needed:
            yield Obstacle(kind="total", least=before.least, most=most, needed=needed)

    def _ceiling(self, search: Search, closed: Mapping[Key, int]) -> int | None:
        """Return the most that the total can be; never less than what the score itself says that it can be."""
        total = score(TOTAL)
        rescaled = any(isinstance(item, Fraction) and item.then.subject == TOTAL for item in search.program.formulas)
        most = search.most(total.least)
        found = most if search.is_exhaustive and not rescaled else closed.get(total.most)
        return None if found is None else max(found, self.before.total.most)


def _left_open(in_way: Withheld) -> Iterator[Obstacle]:
    """Yield what keeps the target open; a total too low so far is so, too: what was written can change."""
    for found in in_way.of("total", "total_open", "gate_open", "cap_open"):
        yield replace(found, kind="total_open") if found.kind == "total" else found
