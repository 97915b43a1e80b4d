"""Why each point was given or not, and why the rating is what it is, in sentences; what was lost comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.arithmetic import arithmetic_sentence
from chamdiem.engine.explanation.reason_words import CriterionExplanation, explained
from chamdiem.engine.scoring.reasons import reasons
from chamdiem.engine.texts import Lang, say, say_fault
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import TOTAL, score
from chamdiem.rules.language.fields import LAYERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.scoring.evaluation import Contradiction, Evaluation, Scoring
    from chamdiem.rules.language.framework import Framework, Rating


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
    """Explain a layer that was scored.

    Raises:
        KeyError, ValueError: the layer was not scored; ask for one that was.
    """
    scoring = evaluation.layers[layer].scoring
    if scoring is None:
        raise ValueError(layer)
    framework = evaluation.framework.framework
    wording = Wording(framework, lang)
    criteria = [explained(reason, wording) for reason in reasons(evaluation, layer)]
    criteria.sort(key=lambda item: (-item.score.lost, item.score.points.award is not None))
    return Explanation(
        summary=tuple(_summary(framework, scoring, lang)),
        warnings=tuple(_warnings(evaluation, scoring, layer, lang)),
        criteria=tuple(criteria),
    )


def _summary(framework: Framework, scoring: Scoring, lang: Lang) -> Iterator[str]:
    yield total_sentence(framework, scoring, lang)
    steps = arithmetic_sentence(framework, scoring, lang)
    if steps is not None:
        yield steps
    yield from _rating_sentences(framework, scoring, lang)


def total_sentence(framework: Framework, scoring: Scoring, lang: Lang) -> str:
    """Return the total, or the ends between which it lies and the criteria that are still to score."""
    if scoring.empty:
        return say(lang, "total.empty")
    total, missing = scoring.total, scoring.to_score
    pointed = framework.points is not None
    ends = {"award": total.award, "least": total.least, "most": total.most, "maximum": total.maximum}
    details = {name: formats.points(end, lang) if pointed or end is None else str(end) for name, end in ends.items()}
    codes = ("total.complete", "total.floor") if pointed else ("total.met", "total.met_floor")
    return say(
        lang,
        codes[0 if scoring.complete else 1],
        count=len(missing),
        ids=", ".join(scored.criterion.id for scored in missing),
        **details,
    )


def rating_sentence(scoring: Scoring, lang: Lang) -> str:
    """Return the rating, or why there is none."""
    if scoring.rating is not None:
        return say(lang, "rating.given" if scoring.complete else "rating.certain", title=scoring.rating.title)
    if scoring.empty:
        return say(lang, "rating.empty")
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
    for found in scoring.caps:
        if found.holds is not False:
            cap = found.cap
            code = "rating.cap_at_most" if cap.barred is None else "rating.cap_barred"
            title = titles[cap.barred or cap.at_most or ""]
            sentences.append(say(lang, code if found.holds else f"{code}_open", title=title, reason=cap.reason))
    return sentences


def _missed(scoring: Scoring, rating: Rating, lang: Lang) -> list[str]:
    """Say by how much the next better rating was missed, or that only its gates or a cap kept it away."""
    award = scoring.total.award
    needed, highest = score(TOTAL).interval(rating)
    if award is None or needed is None or (highest is not None and award > highest):
        return []
    short = needed - award
    if short > 0:
        return [
            say(
                lang,
                "rating.missed_total",
                points=say(lang, "format.points", points=formats.points(short, lang)),
                title=rating.title,
            )
        ]
    fails = any(result.rating is rating and result.holds is False for result in scoring.gates)
    return [say(lang, "rating.gate_only" if fails else "rating.cap_only", title=rating.title)]


def _told(scoring: Scoring) -> set[str]:
    """Return the fields from which findings followed: the framework's own sentence says of them what is odd."""
    waiting = [Key("finding", finding.id) for finding in scoring.findings]
    seen = set(waiting)
    while waiting:
        used = set(scoring.conclusions[waiting.pop()].uses) - seen
        seen |= used
        waiting += used
    return {key.subject for key in seen if key.kind == "field"}


def _warnings(evaluation: Evaluation, scoring: Scoring, layer: str, lang: Lang) -> list[str]:
    warnings = [finding.message for finding in scoring.findings]
    if evaluation.outside_force:
        warnings.append(say(lang, "finding.outside_force", id=evaluation.framework.id))
    told = _told(scoring)
    odd = (fault for fault in evaluation.oddities if not {fault.path[0], fault.details.get("whole")} - {None} <= told)
    warnings += [say_fault(lang, fault, placed=False) for fault in odd]
    framework = evaluation.framework.framework
    warnings += [_contradiction(framework, found, lang) for found in evaluation.contradictions if found.by == layer]
    return warnings


def _contradiction(framework: Framework, found: Contradiction, lang: Lang) -> str:
    """Say that a stated rating is not the one of the points, or can no longer become it."""
    scoring, possible = found.scoring, [rating.title for rating in found.scoring.possible]
    details = {"layer": _label(found.layer, lang), "stated": found.stated.title, "by": _label(found.by, lang)}
    other = "" if found.by == found.layer else "_other"
    titles = ", ".join(possible) or say(lang, "rating.no_rating")
    if scoring.rating is not None or not possible:
        return say(lang, f"rating.contradicts{other}", rating=titles, **details)
    if framework.points is not None:
        titles = say(lang, "rating.most", titles=titles, most=formats.points(scoring.total.most, lang))
    return say(lang, f"rating.impossible{other}", titles=titles, **details)


def _label(layer: str, lang: Lang) -> str:
    return LAYERS[layer][0 if lang == "vi" else 1]
