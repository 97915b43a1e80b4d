"""Why each point was given or not, and why the rating is what it is, in sentences; what was lost comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.earlier_words import earlier_sentence
from chamdiem.engine.explanation.raised import raised
from chamdiem.engine.explanation.reason_words import CriterionExplanation, explained
from chamdiem.engine.scoring.explaining import LayerReasons, reasons
from chamdiem.engine.texts import Lang, label, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import Contradiction, Evaluation, Scoring
    from chamdiem.engine.scoring.explaining import Arithmetic, Withheld
    from chamdiem.rules.language.framework import Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One layer in words: the total and rating, the warnings, and every criterion, those that lost points first.

    `earlier` is what earlier records decide of the record's facts, which is the same for every layer.
    """

    why: LayerReasons
    summary: tuple[str, ...]
    earlier: tuple[str, ...]
    warnings: tuple[str, ...]
    criteria: tuple[CriterionExplanation, ...]

    def of(self, criterion_id: str) -> CriterionExplanation | None:
        """Return the explanation of one criterion."""
        return next((item for item in self.criteria if item.id == criterion_id), None)


def explain(evaluation: Evaluation, lang: Lang, layer: str = "self") -> Explanation:
    """Explain a layer that was scored.

    Raises:
        KeyError, ValueError: the layer was not scored; ask for one that was.
    """
    why = reasons(evaluation, layer)
    wording = evaluation.framework.wordings[lang]
    earlier = {known.name: earlier_sentence(known, wording) for known in evaluation.known_by}
    return Explanation(
        why=why,
        summary=tuple(_summary(why, lang)),
        earlier=tuple(earlier.values()),
        warnings=tuple(warnings(why, lang)),
        criteria=tuple(explained(reason, wording, earlier) for reason in why.by_loss),
    )


def _summary(why: LayerReasons, lang: Lang) -> Iterator[str]:
    yield total_sentence(why.framework, why.scoring, lang)
    if why.arithmetic is not None:
        yield arithmetic_sentence(why.arithmetic, lang)
    yield rating_sentence(why.scoring, lang)
    if why.missed is not None:
        yield from _missed(why.framework, why.missed, why.scoring, lang)
    yield from _gates_and_caps(why.framework, why.scoring, lang)


_POINTS_TEXTS = ("total.complete", "total.standing", "total.floor")
_MET_TEXTS = ("total.met", "total.met_standing", "total.met_floor")


def total_sentence(framework: Framework, scoring: Scoring, lang: Lang) -> str:
    """Return the total, or the ends between which it lies, and the criteria that are still to score."""
    if scoring.empty:
        return say(lang, "total.empty")
    total, missing = scoring.total, scoring.to_score
    pointed = framework.points is not None
    ends = {"award": total.award, "least": total.least, "most": total.most, "maximum": total.maximum}
    details = {name: formats.points(end, lang) if pointed or end is None else str(end) for name, end in ends.items()}
    complete, standing, floor = _POINTS_TEXTS if pointed else _MET_TEXTS
    code = complete if scoring.complete else floor if total.award is None else standing
    ids = ", ".join(scored.criterion.id for scored in missing)
    return say(lang, code, count=len(missing), ids=ids, **details)


def arithmetic_sentence(made: Arithmetic, lang: Lang) -> str:
    """Return the steps with what they are: how the scale was brought back, then what came from outside it."""
    steps = [] if made.applicable is None else [_rescaled(made, made.applicable, lang)]
    if made.bonus or made.taken or made.is_held:
        steps.append(_outside(made, lang))
    return " ".join(steps)


def _rescaled(made: Arithmetic, applicable: int, lang: Lang) -> str:
    """Return the steps as people write them: 30 × 100 ÷ 40 = 75."""
    inside, scale, of = (formats.points(step, lang) for step in (made.inside, made.scale, applicable))
    steps, rescaled = f"{inside} × {scale} ÷ {of}", formats.points(made.rescaled, lang)
    if made.is_rounded:
        exact = formats.quotient(made.inside * made.scale, 100 * applicable, lang)
        steps = say(lang, "arithmetic.rounded", steps=steps, exact=exact, points=rescaled)
    else:
        steps = f"{steps} = {rescaled}"
    return say(lang, "arithmetic.rescaled", scale=scale, steps=steps)


def _outside(made: Arithmetic, lang: Lang) -> str:
    """Return what was added to the points of the scale and taken from them, and what the sum counts as."""
    points = formats.points
    steps = points(made.rescaled, lang)
    for code, step in (("arithmetic.bonus", made.bonus), ("arithmetic.taken", made.taken)):
        steps = say(lang, code, steps=steps, points=points(step, lang)) if step else steps
    total = say(lang, "format.points", points=points(made.total, lang))
    if made.is_held:
        total = say(lang, "arithmetic.held", sum=points(made.sum, lang), points=total)
    return say(lang, "arithmetic.in_scale", steps=steps, total=total)


def rating_sentence(scoring: Scoring, lang: Lang) -> str:
    """Return the rating, or why there is none."""
    if scoring.rating is not None:
        return say(lang, "rating.given" if scoring.complete else "rating.certain", title=scoring.rating.title)
    if scoring.empty:
        return say(lang, "rating.empty")
    if scoring.unrated:
        return say(lang, "rating.none")
    return say(lang, "rating.open", titles=", ".join(rating.title for rating in scoring.possible))


def _gates_and_caps(framework: Framework, scoring: Scoring, lang: Lang) -> Iterator[str]:
    """Say of every gate how it stands, and of every cap that holds or may hold what it bars."""
    for result in scoring.gates:
        code = {True: "rating.gate_holds", False: "rating.gate_fails", None: "rating.gate_open"}[result.holds]
        yield say(lang, code, title=result.rating.title, gate=result.gate.title)
    titles = {rating.id: rating.title for rating in framework.ratings}
    yield from _lowerings(framework, scoring, lang)
    for found in scoring.caps:
        if found.holds is not False and not found.cap.lower_by:
            cap = found.cap
            code = "rating.cap_at_most" if cap.barred is None else "rating.cap_barred"
            title = titles[cap.barred or cap.at_most or ""]
            yield say(lang, code if found.holds else f"{code}_open", title=title, reason=cap.reason)


def _lowerings(framework: Framework, scoring: Scoring, lang: Lang) -> Iterator[str]:
    """Say by how much the rating is lowered, and what else may lower it."""
    told = lowered_sentence(framework, scoring, lang)
    if told is not None:
        yield told
    for found in scoring.caps:
        if found.cap.lower_by and (found.holds is None or (found.holds and told is None)):
            code = "rating.lowers_open" if found.holds is None else "rating.lowers"
            yield say(lang, code, count=found.cap.lower_by, reason=found.cap.reason)


def lowered_sentence(framework: Framework, scoring: Scoring, lang: Lang) -> str | None:
    """Return from which rating to which the caps that hold lower it; None where none does, or it is not certain."""
    held = [found.cap for found in scoring.caps if found.holds and found.cap.lower_by]
    before = scoring.lowering.before if scoring.lowering else None
    if not held or before is None:
        return None
    ratings, count = framework.ratings, sum(cap.lower_by or 0 for cap in held)
    place, last = ratings.index(before), len(ratings) - 1
    stops = "_last" if place == last else "_stop" if place + count > last else ""
    after = ratings[min(place + count, last)].title
    reason = "; ".join(cap.reason for cap in held)
    return say(lang, f"rating.lowered{stops}", count=count, before=before.title, after=after, reason=reason)


def _missed(framework: Framework, found: Withheld, scoring: Scoring, lang: Lang) -> Iterator[str]:
    """Say by how much the next better rating was missed, or that only its gates or a cap kept it away."""
    title, told = found.rating.title, Wording(framework, lang)
    if scoring.total.award is None or found.needed is None or found.is_passed:
        return
    if found.short:
        yield told.say("rating.missed_total", points=told.points(found.short), title=title)
    else:
        lowering = {each.cap.id for each in scoring.caps if each.cap.lower_by}
        barred = any(each.id not in lowering for each in found.of("cap"))
        code = "rating.gate_only" if found.of("gate") else "rating.cap_only" if barred else "rating.lowered_only"
        yield told.say(code, title=title)


def warnings(why: LayerReasons, lang: Lang) -> Iterator[str]:
    """Yield what does not fit together, or should be looked at again: findings, contradictions, oddities."""
    yield from (each.text for each in raised(why, lang))
    yield from (_contradiction(why.framework, found, lang) for found in why.contradictions)


def _contradiction(framework: Framework, found: Contradiction, lang: Lang) -> str:
    """Say that a stated rating is not the one of the points, or can no longer become it."""
    scoring, possible = found.scoring, [rating.title for rating in found.scoring.possible]
    layer, by = (label(framework.shape.layers[name], lang) for name in (found.layer, found.by))
    details = {"layer": layer, "stated": found.stated.title, "by": by}
    other = "" if found.by == found.layer else "_other"
    titles = ", ".join(possible) or say(lang, "rating.no_rating")
    if scoring.rating is not None or not possible:
        return say(lang, f"rating.contradicts{other}", rating=titles, **details)
    if framework.points is not None:
        end = "least" if framework.fewer_is_better else "most"
        points = formats.points(getattr(scoring.total, end), lang)
        titles = say(lang, f"rating.{end}", titles=titles, **{end: points})
    return say(lang, f"rating.impossible{other}", titles=titles, **details)
