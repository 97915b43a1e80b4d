"""Why one criterion got its points, and what the next better result would take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.rules.program import Key, Rule
from chamdiem.rules.scope import Scope

if TYPE_CHECKING:
    from chamdiem.engine.scoring import CriterionScore, Scoring
    from chamdiem.engine.wording import Wording
    from chamdiem.rules.framework import Bands, Criterion, Level


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionExplanation:
    """One criterion explained. `reason` is what a deduction note needs; `better`: what the next better result takes."""

    score: CriterionScore
    facts: tuple[str, ...]
    reason: str
    better: str | None
    clause: str

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.score.criterion.id


class CriterionExplainer:
    """Explains the criteria of one scoring."""

    def __init__(self, wording: Wording, scoring: Scoring) -> None:
        self.wording = wording
        self.known = scoring.conclusions
        self.scope = Scope(wording.framework)

    def explain(self, score: CriterionScore) -> CriterionExplanation:
        """Explain one criterion of the scoring."""
        criterion = score.criterion
        return CriterionExplanation(
            score=score,
            facts=self._facts(criterion),
            reason=self._reason(score),
            better=self._better(score),
            clause=criterion.clause,
        )

    def _facts(self, criterion: Criterion) -> tuple[str, ...]:
        return tuple(self.wording.fact(name, self.known) for name in criterion.facts)

    def _reason(self, score: CriterionScore) -> str:
        say_ = self.wording.say
        match score.status:
            case "not_applicable":
                points = self.wording.points(self.wording.framework.maximum_of(score.criterion))
                return (
                    say_(f"criterion.{score.rule.then}", reason=score.rule.reason, points=points) if score.rule else ""
                )
            case "missing":
                return say_("criterion.missing", names="; ".join(self.wording.need(key) for key in score.missing))
            case "undefined":
                return say_("criterion.undefined", name=self._undefined(score))
            case "unmatched":
                return say_("criterion.unmatched")
            case _:
                return str(getattr(self, f"_reason_{score.criterion.scoring}")(score))

    def _undefined(self, score: CriterionScore) -> str:
        """Name the percentages that cannot be made, not the measures that only use them."""
        measures = self.wording.framework.measures
        shares = [key.subject for key in score.undefined if measures[key.subject].percent]
        return "; ".join(map(self.wording.name, shares))

    def _rule_of(self, score: CriterionScore) -> tuple[str, int]:
        """Return which list of the criterion decided its points, and the place in it: ("bands", 2) or ("unless", 0)."""
        criterion = score.criterion
        concluded = self.known.get(Key("score" if criterion.not_applicable else "award", criterion.id))
        name = concluded.by.name if concluded and isinstance(concluded.by, Rule) else f"{criterion.id}//0"
        _, part, number = name.split("#")[0].rsplit("/", 2)
        return part, int(number) if number.isdigit() else 0

    def _reason_bands(self, score: CriterionScore) -> str:
        bands = self._bands(score)
        part, number = self._rule_of(score)
        if part == "unless":
            exception = bands.unless[number]
            ordinary = self._level_without_exception(bands)
            worse = ordinary is None or ordinary.points > exception.points
            code = "criterion.exception" if worse else "criterion.exception_up"
            return self.wording.say(code, reason=exception.reason, points=self.wording.points(exception.points))
        level = bands.levels[number]
        text = self.wording.say(
            "criterion.band", ends=self.wording.level(level, bands.of), points=self.wording.points(level.points)
        )
        return f"{self.wording.fact(bands.of, self.known)}, {text}"

    def _bands(self, score: CriterionScore) -> Bands:
        bands = score.criterion.bands
        if bands is None:
            raise ValueError(score.criterion.id)
        return bands

    def _level_without_exception(self, bands: Bands) -> Level | None:
        """Return the one band that a measure lies in, exceptions aside."""
        quantity = self.scope.fact(bands.of)
        known = self.known.get(quantity.least) if quantity else None
        if quantity is None or known is None:
            return None
        fitting = [level for level in bands.levels if _inside(known.value, quantity.interval(level))]
        return fitting[0] if len(fitting) == 1 else None

    def _reason_holds(self, score: CriterionScore) -> str:
        condition = score.criterion.holds
        met = score.points.award == score.points.maximum
        code = "criterion.holds" if met else "criterion.fails"
        return self.wording.say(code, condition=self.wording.condition(condition)) if condition else ""

    def _reason_judged(self, score: CriterionScore) -> str:
        if score.criterion.judged == "points":
            return self.wording.say("criterion.judged_points", points=self.wording.points(score.points.award))
        return self.wording.say("criterion.judged_yes" if score.points.award else "criterion.judged_no")

    def _reason_levels(self, score: CriterionScore) -> str:
        levels = score.criterion.levels or ()
        level = levels[self._rule_of(score)[1]]
        return self.wording.say("criterion.level", title=level.title, points=self.wording.points(level.points))

    def _reason_checklist(self, score: CriterionScore) -> str:
        sentences = []
        for part in score.criterion.checklist or ():
            known = self.known.get(Key("part", f"{score.criterion.id}/{part.id}"))
            code = (
                "criterion.part_open"
                if known is None
                else "criterion.part_yes"
                if known.value == part.points
                else "criterion.part_no"
            )
            sentences.append(
                (
                    code != "criterion.part_no",
                    self.wording.say(code, id=part.id, title=part.title, points=self.wording.points(part.points)),
                )
            )
        return "; ".join(sentence for _, sentence in sorted(sentences, key=lambda item: item[0]))

    def _reason_deductions(self, score: CriterionScore) -> str:
        deductions = score.criterion.deductions
        sentences = []
        for each in deductions.each if deductions else ():
            subject = f"{score.criterion.id}/{each.id}"
            taken = self.known[Key("deduction", subject)]
            count = self.known[taken.uses[0]].value
            sentences.append(
                self.wording.say(
                    "criterion.deduction", title=each.title, count=count, points=self.wording.points(taken.value)
                )
            )
        return "; ".join(sentences)

    def _better(self, score: CriterionScore) -> str | None:
        if score.status not in {"scored", "unmatched"} or not (score.lost or score.status == "unmatched"):
            return None
        criterion = score.criterion
        if criterion.bands:
            return self._better_band(score, criterion.bands)
        if criterion.holds and self.wording.framework.points:
            return self.wording.say("criterion.next_full", points=self.wording.points(score.points.maximum))
        return None

    def _better_band(self, score: CriterionScore, bands: Bands) -> str | None:
        award = score.points.award if score.points.award is not None else -1
        ordinary = self._level_without_exception(bands)
        if score.status == "scored" and self._rule_of(score)[0] == "unless":
            if ordinary is not None and ordinary.points > award:
                return self.wording.say("criterion.without_exception", points=self.wording.points(ordinary.points))
            return None
        better = [level for level in bands.levels if level.points > award]
        if not better:
            return None
        nearest = min(better, key=lambda level: level.points)
        text = self.wording.say(
            "criterion.next_band",
            ends=self.wording.level(nearest, bands.of),
            points=self.wording.points(nearest.points),
        )
        return self._with_amount(bands.of, nearest, text)

    def _with_amount(self, name: str, level: Level, text: str) -> str:
        """Add how much of what is missing: people for a percentage of people, minutes, days or counts else."""
        quantity = self.scope.fact(name)
        if quantity is None:
            return text
        interval = quantity.interval(level)
        measure = self.wording.framework.measures.get(name)
        counted = measure.percent[0] if measure and measure.percent else name
        if measure and measure.percent:
            top, bottom = (self._value(operand) for operand in measure.percent)
            amount = _people_to(top, bottom, quantity.scale, interval)
        else:
            amount = _distance(self.known[quantity.least].value, interval)
        if amount == 0:
            return text
        code = "criterion.next_more" if amount > 0 else "criterion.next_less"
        return self.wording.say(
            code, next=text, amount=f"{abs(amount)}{self.wording.unit(counted)}", name=self.wording.name(counted)
        )

    def _value(self, name: str) -> int:
        """Return a fact that is known."""
        quantity = self.scope.fact(name)
        if quantity is None:
            raise LookupError(name)
        return self.known[quantity.least].value


def _inside(value: int, interval: tuple[int | None, int | None]) -> bool:
    low, high = interval
    return (low is None or value >= low) and (high is None or value <= high)


def _distance(value: int, interval: tuple[int | None, int | None]) -> int:
    """Return what must be added to a value (negative: taken off) to reach an interval."""
    low, high = interval
    if low is not None and value < low:
        return low - value
    return high - value if high is not None and value > high else 0


def _people_to(top: int, bottom: int, scale: int, interval: tuple[int | None, int | None]) -> int:
    """Return how many more (negative: fewer) of `top` bring the marked percentage top/bottom into an interval."""
    low, high = interval
    unit = 100 * scale
    if low is not None:
        whole, above = divmod(low, 2)
        need = whole * bottom // unit + 1 if above else -(-whole * bottom // unit)
        if need > top:
            return need - top
    if high is not None:
        whole, above = divmod(high + 1, 2)
        allowed = whole * bottom // unit if above else -(-whole * bottom // unit) - 1
        if allowed < top:
            return allowed - top
    return 0
