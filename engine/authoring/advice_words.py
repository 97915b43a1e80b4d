"""Advice in words: each change said as what becomes of which fact or answer, by criterion, and when it can be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine import formats
from chamdiem.engine.explanation import rating_sentence, total_sentence
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.wording import Wording
from chamdiem.rules.fields import BY_NAME
from chamdiem.rules.levers import ATTENDANCE
from chamdiem.rules.program import Key, needs
from chamdiem.rules.scope import YES_NO, Scope

if TYPE_CHECKING:
    from chamdiem.engine.authoring.advice import Advice, Obstacle, Step, Way
    from chamdiem.engine.scoring import CriterionScore, Points
    from chamdiem.rules.framework import Framework
    from chamdiem.rules.program import Program


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one criterion, and the changes of facts and answers that do it.

    Without a criterion: what is changed for a rating's gate alone.
    """

    criterion: str
    text: str
    steps: tuple[str, ...]
    is_for_next_meeting: bool


@dataclass(frozen=True, slots=True)
class WayInWords:
    """One way in words."""

    heading: str
    changes: tuple[Change, ...]


class AdviceWords:
    """Says what advice holds, in one language."""

    def __init__(self, framework: Framework, program: Program, lang: Lang) -> None:
        self.framework = framework
        self.lang: Lang = lang
        self.wording = Wording(framework, lang)
        self.needs = needs(program)
        self.answers = {quantity.least: quantity for quantity in Scope(framework).answers.values()}

    def say(self, code: str, **details: object) -> str:
        """Return a sentence of ours."""
        return say(self.lang, code, **details)

    def outcome(self, advice: Advice) -> str:
        """Return in one sentence whether the target is reached, can be reached, or cannot."""
        if advice.reached:
            return self.say("advice.reached", title=advice.target.title)
        if advice.ways:
            return self.say("advice.target", title=advice.target.title)
        because = "; ".join(self.obstacle(item) for item in advice.because)
        return self.say("advice.unreachable", title=advice.target.title, because=because)

    def obstacle(self, obstacle: Obstacle) -> str:
        """Return what stands in the way of the target."""
        details = {
            "text": obstacle.text,
            "most": formats.points(obstacle.most, self.lang),
            "needed": formats.points(obstacle.needed, self.lang),
        }
        return self.say(f"advice.{obstacle.kind}", **details)

    def way(self, way: Way) -> WayInWords:
        """Return a way by criterion."""
        changes = [self._change(old, new, way) for old, new in way.changed]
        count = len(changes)
        said = {need for old, _ in way.changed for need in self._read(old)}
        others = tuple(step for step in way.steps if step.key not in said)
        if others:
            changes.append(self._of_steps("", self.say("advice.gate_only"), others))
        total = total_sentence(self.framework, way.after, self.lang)
        heading = self.say("advice.way", count=count, total=total, rating=rating_sentence(way.after, self.lang))
        return WayInWords(heading, tuple(changes))

    def other_way(self, way: Way, first: Way) -> WayInWords:
        """Return a way by what it has in the place of the first way's changes."""
        known, said = self.way(first), self.way(way)
        kept = {change.criterion for change in said.changes}
        dropped = [change.criterion for change in known.changes if change.criterion not in kept]
        heading = self.say("advice.instead" if dropped else "advice.besides", ids=", ".join(dropped))
        return WayInWords(heading, tuple(change for change in said.changes if change not in known.changes))

    def _read(self, score: CriterionScore) -> frozenset[Key]:
        """Return the facts that a criterion reads; those of attendance change together."""
        read = frozenset(self.needs[Key("least", score.criterion.id)])
        return read.union(ATTENDANCE) if read.intersection(ATTENDANCE) else read

    def _change(self, old: CriterionScore, new: CriterionScore, way: Way) -> Change:
        criterion = old.criterion
        text = self.say(
            "advice.criterion",
            id=criterion.id,
            title=criterion.title,
            before=self._points(old.points),
            after=self._points(new.points),
        )
        read = self._read(old)
        return self._of_steps(criterion.id, text, tuple(step for step in way.steps if step.key in read))

    def _of_steps(self, criterion: str, text: str, steps: tuple[Step, ...]) -> Change:
        said = tuple(self.step(step) for step in steps if not self._is_plain(step, criterion))
        return Change(criterion, text, said, any(step.when == "next" for step in steps))

    def _is_plain(self, step: Step, criterion: str) -> bool:
        """Tell whether a change of points says all: the scorer's answer is the points, or yes or no."""
        named = self.answers.get(step.key)
        return step.key == Key("answer", criterion) and named is not None and named.words in {(), YES_NO}

    def _points(self, points: Points) -> str:
        if points.award is None:
            return self.say("advice.unscored")
        if self.framework.points is None:
            return self.say("criterion.met" if points.award else "criterion.not_met")
        return self.wording.points(points.award)

    def step(self, step: Step) -> str:
        """Return one change of a fact or an answer."""
        before = self.say("advice.missing") if step.before is None else self.value(step.key, step.before)
        return self.say("advice.step", name=self._name(step.key), before=before, after=self.value(step.key, step.after))

    def _name(self, key: Key) -> str:
        if key.kind == "field":
            return self.wording.name(key.subject)
        owner, _, part = key.subject.partition("/")
        criterion = self.framework.criterion(owner)
        parts = (
            (criterion.checklist or (criterion.deductions.each if criterion.deductions else ())) if criterion else ()
        )
        title = next((item.title for item in parts if item.id == part), "")
        return self.say("advice.part", id=part, title=title) if part else self.say("advice.answer", id=owner)

    def value(self, key: Key, value: int) -> str:
        """Return a value of a fact or an answer."""
        if key.kind == "field":
            field = BY_NAME[key.subject]
            return formats.value(field, field.value_of(value), self.lang) + self.wording.unit(key.subject)
        quantity = self.answers[key]
        if quantity.words == YES_NO:
            return self.say("format.yes" if value else "format.no")
        if quantity.words:
            criterion = self.framework.criterion(key.subject)
            return f"“{criterion.levels[value].title}”" if criterion and criterion.levels else ""
        return self.wording.points(value) if quantity.role == "points" else self.say("advice.times", count=value)

    def line(self, advice: Advice) -> str:
        """Return the advice as one sentence, for the end of a sheet: the first way, by criterion."""
        if advice.reached or not advice.ways:
            return self.outcome(advice)
        best = (advice.now or advice.ways)[0]
        said = self.way(best)
        changes = "; ".join(change.text for change in said.changes)
        code = "advice.line_now" if best.is_for_this_meeting else "advice.line_next"
        return self.say(code, title=advice.target.title, changes=changes)
