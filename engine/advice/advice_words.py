"""Advice in words: each change said as what becomes of which fact or answer, by criterion, and when it can be made.

Of a meeting that was held no figure is made up: what is not written down is asked for, and what it would have to be is
said by the regulation's own band or condition.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import rating_sentence, total_sentence
from chamdiem.engine.explanation.reason_words import need_sentence
from chamdiem.engine.scoring.explaining import criterion_reasons
from chamdiem.engine.words import formats
from chamdiem.rules.analysis.levers import ATTENDANCE, END, EXCUSED, START, UNEXCUSED
from chamdiem.rules.compile.program import Key, Linear, needs
from chamdiem.rules.compile.scope import YES_NO
from chamdiem.rules.records.fields import FieldType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.advice.advice import Advice, Alteration, Enquiry, Way
    from chamdiem.engine.scoring.evaluation import CriterionScore, Points
    from chamdiem.engine.scoring.explaining import Obstacle
    from chamdiem.engine.scoring.reasons import CriterionReason
    from chamdiem.engine.scoring.scorer import Scorer
    from chamdiem.engine.texts import Lang


@dataclass(frozen=True, slots=True)
class CriterionChange:
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
    changes: tuple[CriterionChange, ...]


class AdviceWords:
    """Says what advice holds, in one language."""

    def __init__(self, scorer: Scorer, lang: Lang) -> None:
        self.framework, self.scope, self.program = scorer.framework, scorer.loaded.scope, scorer.program
        self.lang: Lang = lang
        self.wording = scorer.loaded.wordings[lang]
        self.say = self.wording.say
        self.needs = needs(self.program)

    def outcome(self, advice: Advice) -> str:
        """Return in one sentence whether the target is reached, can be reached, cannot, or is open."""
        title = advice.target.title
        if advice.reached:
            return self.say("advice.reached", title=title)
        whys = [("advice.unreachable", advice.because), ("advice.not_this_time", advice.too_late)]
        for code, why in (*whys, ("advice.incomplete", advice.incomplete)):
            if why:
                return self.say(code, title=title, because="; ".join(map(self.obstacle, why)))
        return self.say("advice.target" if advice.ways else "advice.open", title=title)

    def obstacle(self, obstacle: Obstacle) -> str:
        """Return what stands in the way of the target."""
        ends = {name: formats.points(getattr(obstacle, name), self.lang) for name in ("least", "most", "needed")}
        variant = "_lowers" if obstacle.lowers_by else ""
        return self.say(f"advice.{obstacle.kind}{variant}", text=obstacle.text, count=obstacle.lowers_by, **ends)

    def asked(self, asked: Enquiry, *, short: bool = False) -> tuple[str, ...]:
        """Return what is to be written down or looked at first, a sentence each; in short, how much of it."""
        lines = []
        tail = "_short" if short else ""
        if asked.fields:
            names = "; ".join(self._name(key) for key in asked.fields)
            lines.append(self.say(f"advice.ask_fields{tail}", count=len(asked.fields), names=names))
        if asked.answers:
            owners = tuple(dict.fromkeys(self.wording.questions[key].criterion.id for key in asked.answers))
            lines.append(self.say(f"advice.ask_answers{tail}", count=len(owners), ids=", ".join(owners)))
        lines += [
            self.say("advice.ask_undefined", whole=self.wording.measured(whole), id=criterion.id)
            for criterion, _, whole in asked.undefined
        ]
        lines += [self.say("advice.ask_unmatched", id=criterion.id) for criterion in asked.unmatched]
        return tuple(dict.fromkeys(lines))

    def way(self, way: Way) -> WayInWords:
        """Return a way by criterion."""
        reasons = {reason.id: reason for reason in criterion_reasons(self.scope, way.after)}
        changes = [self._change(old, new, way, reasons[old.criterion.id]) for old, new in way.changed]
        code = "advice.way" if changes else "advice.way_by_gates"
        total, rating = total_sentence(self.framework, way.after, self.lang), rating_sentence(way.after, self.lang)
        heading = self.say(code, count=len(changes), total=total, rating=rating)
        said = {need for old, _ in way.changed for need in self._read(old)}
        if others := [step for step in way.steps if step.key not in said]:
            changes.append(self._of_steps("", self.say("advice.gate_only"), others, None))
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

    def _change(self, old: CriterionScore, new: CriterionScore, way: Way, why: CriterionReason) -> CriterionChange:
        own, title, read = old.criterion.id, old.criterion.title, self._read(old)
        before, after = self._points(old.points), self._points(new.points)
        text = self.say("advice.criterion", id=own, title=title, before=before, after=after)
        steps = [step for step in way.steps if step.key in read]
        return self._of_steps(own, text, steps, need_sentence(why, self.wording))

    def _of_steps(self, criterion: str, text: str, steps: list[Alteration], need: str | None) -> CriterionChange:
        shown = [step for step in steps if not self._is_plain(step, criterion)]
        said = [self.say("advice.need", need=need)] if need and self._is_made_up(shown) else []
        said += self._steps(shown)
        return CriterionChange(criterion, text, tuple(said), any(step.when == "next" for step in steps))

    def _is_made_up(self, steps: list[Alteration]) -> bool:
        """Tell whether the figures of some steps stand for any that would do, as some of them are not known."""
        fields = self.framework.shape.by_name  # a circumstance is not the cell's to choose: it is only ever asked about
        asked = [step.key.kind == "field" and fields[step.key.subject].is_circumstance for step in steps]
        return any(asked) or any(step.before is None for step in steps)

    def made_up(self, way: Way) -> frozenset[Key]:
        """Return the fields of a way whose values only stand for any that would do, and are not to be told."""
        reads = [*(self._read(old) for old, _ in way.changed), *({step.key} for step in way.steps)]
        together = [[step for step in way.steps if step.key in read] for read in reads]
        found = (step.key for steps in together if self._is_made_up(steps) for step in steps)
        return frozenset(key for key in found if key.kind == "field")

    def _steps(self, steps: list[Alteration]) -> Iterator[str]:
        unwritten = [self._name(step.key) for step in steps if step.before is None]
        if unwritten:
            yield self.say("advice.unwritten", names="; ".join(unwritten))
        vague = self._is_made_up(steps)
        fewer = any(step.key == UNEXCUSED and step.before is not None for step in steps)
        for step in steps:
            if step.before is not None and not (fewer and _adds_absence(step)):
                yield self._step(step, step.before, vague=vague)

    def _is_plain(self, step: Alteration, criterion: str) -> bool:
        """Tell whether a change of points says all: the scorer's answer is the points, or yes or no."""
        asked = self.wording.questions.get(step.key)
        return step.key == Key("answer", criterion) and asked is not None and asked.quantity.words in {(), YES_NO}

    def _points(self, points: Points) -> str:
        award = points.least if points.award is None and points.least == points.most else points.award
        if award is None:
            return self.say("advice.unscored")
        if self.framework.points is None:
            return self.say("criterion.met" if award else "criterion.not_met")
        return self.wording.points(award)

    def _step(self, step: Alteration, before: int, *, vague: bool) -> str:
        """Return one change of a fact or an answer; a vague one says only which way it goes."""
        after = self._direction(step, before) if vague else self.value(step.key, step.after)
        text = self.say("advice.step", name=self._name(step.key), before=self.value(step.key, before), after=after)
        earlier = 0 if vague else self._earlier_start(step, before)
        return self.say("advice.or_earlier", step=text, count=earlier) if earlier else text

    def _direction(self, step: Alteration, before: int) -> str:
        field = self.framework.shape.by_name[step.key.subject] if step.key.kind == "field" else None
        if field is not None and (field.words or field.type is FieldType.YES_NO):
            return self.value(step.key, step.after)
        timed = field is not None and field.type in {FieldType.DATE, FieldType.TIME}
        more, less = ("later", "earlier") if timed else ("more", "less")
        return self.say(f"advice.{more if step.after > before else less}")

    def _earlier_start(self, step: Alteration, before: int) -> int:
        """Return how many minutes earlier a meeting could start instead of ending later, where that does the same."""
        times = {START, END}
        readers = [formula for formula in self.program.formulas if times.intersection(formula.reads)]
        is_tested = any(test.fact in times for rule in self.program.rules for test in rule.when)
        lasting = all(isinstance(item, Linear) and times == set(item.reads) for item in readers)
        return max(0, step.after - before) if step.key == END and lasting and not is_tested else 0

    def _name(self, key: Key) -> str:
        if key.kind == "field":
            return self.wording.name(key.subject)
        question = self.wording.questions[key]
        if question.place:
            return self.say("advice.part", id=question.place, title=question.title)
        return self.say("advice.answer", id=question.criterion.id)

    def value(self, key: Key, value: int) -> str:
        """Return a value of a fact or an answer."""
        if key.kind == "field":
            return self.wording.field_value(key.subject, value)
        question = self.wording.questions[key]
        quantity, levels = question.quantity, question.scored.levels
        if quantity.words == YES_NO:
            return self.say("format.yes" if value else "format.no")
        if levels:
            return f"“{levels[value].title}”"
        return self.wording.points(value) if quantity.role == "points" else self.say("advice.times", count=value)

    def line(self, advice: Advice) -> str:
        """Return the advice as one sentence, for the end of a sheet: the first way, by criterion.

        While the record is incomplete it says how much is to be written first: what that is the sheet shows already.
        """
        if advice.reached or advice.because or not (advice.ways or advice.incomplete or advice.too_late):
            return self.outcome(advice)
        if advice.incomplete or advice.too_late:
            asked = " ".join(self.asked(advice.asked, short=True))
            return self.say("advice.line_incomplete", outcome=self.outcome(advice), asked=asked)
        best = (advice.now or advice.ways)[0]
        said = self.way(best)
        changes = "; ".join(change.text for change in said.changes)
        code = "advice.line_now" if best.is_for_this_meeting else "advice.line_next"
        return self.say(code, title=advice.target.title, changes=changes)


def _adds_absence(step: Alteration) -> bool:
    """Tell whether more are absent with leave, which nobody is advised: they make up the count of fewer without."""
    return step.key == EXCUSED and step.before is not None and step.after > step.before
