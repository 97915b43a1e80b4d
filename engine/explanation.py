"""Why each point was given or not, and why the rating is what it is, in sentences; what was lost comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine import formats
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.wording import Wording
from chamdiem.rules.fields import LAYERS
from chamdiem.rules.program import Key, Rule
from chamdiem.rules.scope import Scope

if TYPE_CHECKING:
    from chamdiem.engine.scoring import CriterionScore, Evaluation, Scoring
    from chamdiem.rules.framework import Bands, Criterion, Framework, Level, Rating


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionExplanation:
    """One criterion explained. `reason` is what a deduction note needs; `better` is what the next better result would take."""

    score: CriterionScore
    facts: tuple[str, ...]
    reason: str
    better: str | None
    clause: str

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.score.criterion.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One layer explained: the total and rating, the warnings, and every criterion, those that lost points first."""

    summary: tuple[str, ...]
    warnings: tuple[str, ...]
    criteria: tuple[CriterionExplanation, ...]

    def of(self, criterion_id: str) -> CriterionExplanation | None:
        """Return the explanation of one criterion."""
        return next((item for item in self.criteria if item.id == criterion_id), None)


def explain(evaluation: Evaluation, lang: Lang, layer: str = "self") -> Explanation:
    """Explain a layer that was scored. A layer that was not scored raises KeyError or ValueError: ask for one that was."""
    scoring = evaluation.layers[layer].scoring
    if scoring is None:
        raise ValueError(layer)
    framework = evaluation.framework.framework
    criterion = _CriterionExplainer(Wording(framework, lang), scoring)
    explained = [criterion.explain(score) for score in scoring.criteria]
    explained.sort(key=lambda item: (-item.score.lost, item.score.points.award is not None))
    return Explanation(
        summary=(total_sentence(framework, scoring, lang), *_rating_sentences(framework, scoring, lang)),
        warnings=tuple(_warnings(evaluation, scoring, layer, lang)),
        criteria=tuple(explained),
    )


def total_sentence(framework: Framework, scoring: Scoring, lang: Lang) -> str:
    """Return the total, or the ends between which it lies and the criteria that are still to score."""
    total, missing = scoring.total, scoring.to_score
    pointed = framework.points is not None
    show = (
        (lambda value: formats.points(value, lang)) if pointed else (lambda value: "—" if value is None else str(value))
    )
    details = {
        "award": show(total.award),
        "least": show(total.least),
        "most": show(total.most),
        "maximum": show(total.maximum),
    }
    codes = ("total.complete", "total.floor") if pointed else ("total.met", "total.met_floor")
    return say(
        lang,
        codes[0 if scoring.complete else 1],
        count=len(missing),
        ids=", ".join(score.criterion.id for score in missing),
        **details,
    )


def rating_sentence(scoring: Scoring, lang: Lang) -> str:
    """Return the rating, or why there is none."""
    if scoring.rating is not None:
        return say(lang, "rating.given" if scoring.complete else "rating.certain", title=scoring.rating.title)
    if scoring.unrated:
        return say(lang, "rating.none")
    return say(lang, "rating.open", titles=", ".join(rating.title for rating in scoring.possible))


def _rating_sentences(framework: Framework, scoring: Scoring, lang: Lang) -> list[str]:
    sentences = [rating_sentence(scoring, lang)]
    better = framework.ratings[: framework.ratings.index(scoring.rating)] if scoring.rating else ()
    sentences += [sentence for rating in better[-1:] for sentence in _missed(scoring, rating, lang)]
    for result in scoring.gates:
        code = {True: "rating.gate_holds", False: "rating.gate_fails", None: "rating.gate_open"}[result.holds]
        sentences.append(say(lang, code, title=result.rating.title, gate=result.gate.title))
    titles = {rating.id: rating.title for rating in framework.ratings}
    for cap in scoring.caps:
        if cap.holds and cap.cap.barred is not None:
            sentences.append(say(lang, "rating.cap_barred", title=titles[cap.cap.barred], reason=cap.cap.reason))
        elif cap.holds:
            sentences.append(
                say(lang, "rating.cap_at_most", title=titles[cap.cap.at_most or ""], reason=cap.cap.reason)
            )
    return sentences


def _missed(scoring: Scoring, rating: Rating, lang: Lang) -> list[str]:
    """Say by how much the next better rating was missed, or that only its gates were."""
    award = scoring.total.award
    if award is None or rating.at_least is None:
        return []
    short = int(rating.at_least * 100) - award
    if short > 0:
        return [
            say(
                lang,
                "rating.missed_total",
                points=say(lang, "format.points", points=formats.points(short, lang)),
                title=rating.title,
            )
        ]
    return [say(lang, "rating.gate_only", title=rating.title)]


def _warnings(evaluation: Evaluation, scoring: Scoring, layer: str, lang: Lang) -> list[str]:
    warnings = [finding.message for finding in scoring.findings]
    if evaluation.outside_force:
        warnings.append(say(lang, "finding.outside_force", id=evaluation.framework.id))
    own = evaluation.layers[layer]
    if own.contradicts and own.stated and scoring.rating:
        label = LAYERS[layer][0 if lang == "vi" else 1]
        warnings.append(
            say(lang, "rating.contradicts", layer=label, stated=own.stated.title, rating=scoring.rating.title)
        )
    return warnings


class _CriterionExplainer:
    """Explains the criteria of one scoring."""

    def __init__(self, wording: Wording, scoring: Scoring) -> None:
        self.wording = wording
        self.known = scoring.conclusions
        self.scope = Scope(wording.framework)

    def explain(self, score: CriterionScore) -> CriterionExplanation:
        criterion = score.criterion
        return CriterionExplanation(
            score=score,
            facts=self._facts(criterion),
            reason=self._reason(score),
            better=self._better(score),
            clause=criterion.clause,
        )

    def _facts(self, criterion: Criterion) -> tuple[str, ...]:
        conditions = [rule.when for rule in criterion.not_applicable]
        conditions += [part.holds for part in criterion.checklist or () if part.holds]
        names = [criterion.bands.of] if criterion.bands else []
        if criterion.bands:
            conditions += [exception.when for exception in criterion.bands.unless]
        if criterion.holds:
            conditions.append(criterion.holds)
        if criterion.deductions:
            names += [each.of for each in criterion.deductions.each if each.of]
        names += [name for condition in conditions for name in self.wording.facts_of(condition)]
        return tuple(self.wording.fact(name, self.known) for name in dict.fromkeys(names))

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
                bands = score.criterion.bands
                return say_("criterion.undefined", name=self.wording.name(bands.of) if bands else "")
            case "unmatched":
                return say_("criterion.unmatched")
            case _:
                return str(getattr(self, f"_reason_{score.criterion.scoring}")(score))

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
            top, bottom = (self.known[self.scope.fact(operand).least].value for operand in measure.percent)  # type: ignore[union-attr]  # checked names
            amount = _people_to(top, bottom, quantity.scale, interval)
        else:
            amount = _distance(self.known[quantity.least].value, interval)
        if amount == 0:
            return text
        code = "criterion.next_more" if amount > 0 else "criterion.next_less"
        return self.wording.say(
            code, next=text, amount=f"{abs(amount)}{self.wording.unit(counted)}", name=self.wording.name(counted)
        )


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
