"""Why each point was given or not, and why the rating is what it is, in sentences; what was lost comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.earlier_words import earlier_sentence
from chamdiem.engine.explanation.reason_words import CriterionExplanation, explained
from chamdiem.engine.scoring.explaining import LayerReasons, reasons
from chamdiem.engine.texts import Lang, label, say, say_fault
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.language.fields import LAYERS

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
    wording = Wording(why.framework, lang)
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
        yield from _missed(why.missed, why.scoring, lang)
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
    """Return the steps with what they are."""
    code = f"arithmetic.{'plain' if made.applicable is None else 'rescaled'}{'_bonus' if made.bonus else ''}"
    steps = _arithmetic(made, lang)
    if made.is_held:
        steps = say(lang, "arithmetic.held", steps=steps, points=formats.points(made.total, lang))
    return say(lang, code, scale=formats.points(made.scale, lang), steps=steps)


def _arithmetic(made: Arithmetic, lang: Lang) -> str:
    """Return the steps as people write them: 30 × 100 ÷ 40 + 10 = 85."""
    steps = formats.points(made.inside, lang)
    if made.applicable is not None:
        steps += f" × {formats.points(made.scale, lang)} ÷ {formats.points(made.applicable, lang)}"
    if made.is_rounded:
        exact = formats.quotient(made.inside * made.scale, 100 * (made.applicable or 1), lang)
        rescaled = formats.points(made.rescaled, lang)
        steps = say(lang, "arithmetic.rounded", steps=steps, exact=exact, points=rescaled)
        if not made.bonus:
            return steps
        steps += f"; {rescaled}"
    bonus = f" + {formats.points(made.bonus, lang)}" if made.bonus else ""
    return f"{steps}{bonus} = {formats.points(made.rescaled + made.bonus, lang)}"


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
    for found in scoring.caps:
        if found.holds is not False:
            cap = found.cap
            code = "rating.cap_at_most" if cap.barred is None else "rating.cap_barred"
            title = titles[cap.barred or cap.at_most or ""]
            yield say(lang, code if found.holds else f"{code}_open", title=title, reason=cap.reason)


def _missed(found: Withheld, scoring: Scoring, lang: Lang) -> Iterator[str]:
    """Say by how much the next better rating was missed, or that only its gates or a cap kept it away."""
    title = found.rating.title
    if scoring.total.award is None or found.needed is None or found.is_passed:
        return
    if found.short:
        points = say(lang, "format.points", points=formats.points(found.short, lang))
        yield say(lang, "rating.missed_total", points=points, title=title)
    else:
        yield say(lang, "rating.gate_only" if found.of("gate") else "rating.cap_only", title=title)


def warnings(why: LayerReasons, lang: Lang) -> Iterator[str]:
    """Yield what does not fit together, or should be looked at again: findings, contradictions, oddities."""
    yield from (finding.message for finding in why.scoring.findings)
    if why.evaluation.outside_force:
        yield say(lang, "finding.outside_force", id=why.evaluation.framework.id)
    yield from (say_fault(lang, fault, placed=False) for fault in why.oddities)
    yield from (_contradiction(why.framework, found, lang) for found in why.contradictions)


def _contradiction(framework: Framework, found: Contradiction, lang: Lang) -> str:
    """Say that a stated rating is not the one of the points, or can no longer become it."""
    scoring, possible = found.scoring, [rating.title for rating in found.scoring.possible]
    layer, by = (label(LAYERS[name], lang) for name in (found.layer, found.by))
    details = {"layer": layer, "stated": found.stated.title, "by": by}
    other = "" if found.by == found.layer else "_other"
    titles = ", ".join(possible) or say(lang, "rating.no_rating")
    if scoring.rating is not None or not possible:
        return say(lang, f"rating.contradicts{other}", rating=titles, **details)
    if framework.points is not None:
        titles = say(lang, "rating.most", titles=titles, most=formats.points(scoring.total.most, lang))
    return say(lang, f"rating.impossible{other}", titles=titles, **details)
