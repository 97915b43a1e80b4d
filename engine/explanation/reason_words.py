"""The reasons of criteria in words, for the terminal, the sheet, JSON and advice alike."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring import reasons
from chamdiem.rules.language import ways

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.engine.scoring.reasons import Better, CriterionReason, Taken
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.language.ways import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionExplanation:
    """One criterion explained. `reason` is what a deduction note needs; `better`: what the next better result takes.

    `others` are the facts that the reason does not tell already.
    """

    why: CriterionReason
    facts: tuple[str, ...]
    others: tuple[str, ...]
    reason: str
    better: str | None
    clause: str

    @property
    def score(self) -> CriterionScore:
        """The criterion's points and status."""
        return self.why.score

    @property
    def id(self) -> str:
        """The criterion's id."""
        return self.why.id


def explained(
    why: CriterionReason, wording: Wording, earlier: Mapping[str, str] = MappingProxyType({})
) -> CriterionExplanation:
    """Put the reason of one criterion into words; `earlier` is what earlier records decide, by the facts' names."""
    told = {why.decided.fact.name} if isinstance(why.decided, reasons.ByBand) else set[str]()
    facts = tuple(earlier.get(fact.name) or wording.measured(fact) for fact in why.facts)
    reason = reason_sentence(why, wording)
    if isinstance(why.decided, reasons.Standing) and (names := _bounded(why.decided, earlier)):
        reason = wording.say(
            "earlier.settles", told="; ".join(earlier[name] for name in names), reason=_settled(why, wording)
        )
        told |= set(names)
    return CriterionExplanation(
        why=why,
        facts=facts,
        others=tuple(text for fact, text in zip(why.facts, facts, strict=True) if fact.name not in told),
        reason=reason,
        better=better_sentence(why.better, wording) if why.better else None,
        clause=why.score.criterion.clause,
    )


def _bounded(standing: reasons.Standing, earlier: Mapping[str, str]) -> list[str]:
    """Return the facts that are missing and change nothing, where earlier records bound each of them."""
    names = [key.subject for key in standing.idle if key.kind == "field"]
    return names if len(names) == len(standing.idle) and all(name in earlier for name in names) else []


def _settled(why: CriterionReason, wording: Wording) -> str:
    """Return what holds whatever lies between the bounds."""
    way, points = why.score.criterion.way, why.score.points
    if isinstance(way, ways.Requirement) and points.award in {0, points.maximum}:
        code = "criterion.holds" if points.award else "criterion.fails"
        return wording.say(code, condition=wording.condition(way.holds))
    return wording.say("earlier.same", points=wording.points(points.award))


def reason_sentence(why: CriterionReason, wording: Wording) -> str:  # noqa: C901, PLR0911, PLR0912 - one for each kind
    """Return why a criterion has its points, or why it has none yet; of one that is only asked, the answer."""
    match why.decided:
        case reasons.ByAnswer() | reasons.ByLevel() if not why.score.criterion.scored:
            return wording.say("criterion.answered", answer=answer(why, wording))
        case reasons.ByBand(fact, level):
            ends, points = wording.level(level, fact.name), wording.points(level.points)
            return f"{wording.measured(fact)}, {wording.say('criterion.band', ends=ends, points=points)}"
        case reasons.ByException(exceptions, worse):
            reason = "; ".join(dict.fromkeys(exception.reason for exception in exceptions))
            code = "criterion.exception" if worse else "criterion.exception_up"
            return wording.say(code, reason=reason, points=wording.points(exceptions[0].points))
        case reasons.ByCondition(condition, met, _):
            code = "criterion.holds" if met else "criterion.fails"
            return wording.say(code, condition=wording.condition(condition))
        case reasons.ByPoints(points):
            return wording.say("criterion.judged_points", points=wording.points(points))
        case reasons.ByAnswer(yes):
            return wording.say("criterion.judged_yes" if yes else "criterion.judged_no")
        case reasons.ByLevel(level):
            code = "criterion.level" if why.score.points.maximum != 0 else "criterion.level_only"
            return wording.say(code, title=level.title, points=wording.points(level.points))
        case reasons.ByParts(parts):
            failed_first = sorted(parts, key=lambda found: found[1] is not False)
            return "; ".join(_part(part, met, wording) for part, met in failed_first)
        case reasons.ByDeductions(taken, held):
            return "; ".join([*(_taken("criterion.deduction", each, wording) for each in taken), *_held(held, wording)])
        case reasons.NotApplying(rule, maximum):
            code = wording.treatment("criterion", rule.then, why.score.criterion)
            return wording.say(code, reason=rule.reason, points=wording.points(maximum))
        case reasons.NotAsked(layers):
            return wording.say("criterion.not_asked", layers=wording.layers(layers))
        case reasons.Missing(needs):
            return wording.say("criterion.missing", names="; ".join(wording.needs(needs)))
        case reasons.Standing(idle):
            return wording.say("criterion.standing", names="; ".join(wording.needs(idle)))
        case reasons.CannotBeMade(shares):
            told = [(wording.name(share.name), wording.measured(bottom)) for share, bottom in shares]
            names = [wording.say("criterion.share", name=name, bottom=bottom) for name, bottom in told]
            return wording.say("criterion.undefined", name="; ".join(names))
        case reasons.NoBand():
            return wording.say("criterion.unmatched")
        case _:
            assert_never(why.decided)


def lost_because(why: CriterionReason, wording: Wording) -> str:  # noqa: C901, PLR0911 - one for each way of scoring
    """Return what cost a criterion its points in as few words as a table has room for; empty when only the scorer can.

    The fact itself, and no more: the band and its points stand beside it.
    """
    match why.decided:
        case reasons.ByBand(fact, _):
            return wording.measured(fact)
        case reasons.ByException():
            return reason_sentence(why, wording)
        case reasons.ByCondition(_, _, facts):
            return "; ".join(map(wording.measured, facts))
        case reasons.ByLevel(level):
            return level.title
        case reasons.ByParts(parts):
            lost = (part.title for part, met in parts if met is False and part.points)
            return "; ".join(wording.say("sheet.part_missed", title=title) for title in lost)
        case reasons.ByDeductions(taken, held):
            texts = [_taken("sheet.deducted", each, wording) for each in taken if each.points]
            return "; ".join([*texts, *_held(held, wording)])
        case reasons.Standing():
            known = [wording.measured(fact) for fact in why.facts if fact.value is not None]
            return "; ".join([*known, reason_sentence(why, wording)])
        case reasons.ByPoints() | reasons.ByAnswer():
            return ""
        case reasons.NotApplying() | reasons.NotAsked():
            return ""
        case reasons.Missing() | reasons.CannotBeMade() | reasons.NoBand():
            return ""
        case _:
            assert_never(why.decided)


def _taken(code: str, each: Taken, wording: Wording) -> str:
    return wording.say(code, title=each.deduction.title, count=each.count, points=wording.points(each.points))


def _held(held: int | None, wording: Wording) -> list[str]:
    """Say that less was taken off than the faults of a criterion add up to, where that is so."""
    return [] if held is None else [wording.say("criterion.deductions_held", points=wording.points(held))]


def _part(part: Part, met: bool | None, wording: Wording) -> str:  # noqa: FBT001 - one row of the parts
    code = {True: "criterion.part_yes", False: "criterion.part_no", None: "criterion.part_open"}[met]
    code = code if part.points else f"{code}_only"
    return wording.say(code, id=part.id, title=part.title, points=wording.points(part.points))


def better_sentence(better: Better, wording: Wording) -> str:
    """Return what the next better result takes, and what it is."""
    match better:
        case reasons.WithoutException(points):
            return wording.say("criterion.without_exception", points=wording.points(points))
        case reasons.WithCondition(points):
            return wording.say("criterion.next_full", points=wording.points(points))
        case reasons.BetterBand(of, level, counted, amount):
            ends, worth = wording.level(level, of), wording.points(level.points)
            text = wording.say("criterion.next_band", ends=ends, points=worth)
            code = "criterion.next_more" if amount > 0 else "criterion.next_less"
            how_much = f"{abs(amount)}{wording.unit(counted)}"
            return wording.say(code, next=text, amount=how_much, name=wording.name(counted))
        case _:
            assert_never(better)


def need_sentence(why: CriterionReason, wording: Wording) -> str | None:  # noqa: PLR0911 - one for each way of scoring
    """Return what a record must show for a criterion to be decided as it is; None where the points say all."""
    match why.decided:
        case reasons.ByBand(fact, level):
            return wording.say("condition.range", name=wording.name(fact.name), ends=wording.level(level, fact.name))
        case reasons.ByException(exceptions, _):
            return exceptions[0].reason
        case reasons.ByCondition(condition, met, _):
            said = wording.condition(condition)
            return said if met else wording.say("condition.not", inner=said)
        case reasons.ByLevel(level):
            return wording.say("reason.need_level", title=level.title)
        case reasons.ByParts(parts):
            return "; ".join(wording.say("reason.need_part", title=part.title) for part, met in parts if met)
        case reasons.ByDeductions(taken, _):
            counts = [(each.deduction.title, each.count) for each in taken]
            return "; ".join(wording.say("reason.need_times", title=title, count=count) for title, count in counts)
        case reasons.NotApplying(rule, _):
            return rule.reason
        case reasons.ByPoints() | reasons.ByAnswer() | reasons.Standing():
            return None
        case reasons.NotAsked() | reasons.Missing() | reasons.CannotBeMade() | reasons.NoBand():
            return None
        case _:
            assert_never(why.decided)


def answer(why: CriterionReason, wording: Wording) -> str | None:
    """Return what was answered to a criterion that is only asked, in its own words; None where that is not one answer.

    It gives no points, and no word of it is inferred from any.
    """
    if why.score.criterion.scored:
        return None
    match why.decided:
        case reasons.ByAnswer(yes):
            return wording.say("format.yes" if yes else "format.no")
        case reasons.ByLevel(level):
            return level.title
        case reasons.ByParts(parts):
            met = [part.title for part, is_met in parts if is_met]
            return "; ".join(met) or wording.say("criterion.no_part")
        case _:
            return None


def finding(why: CriterionReason, wording: Wording) -> str | None:  # noqa: PLR0911 - one for each way of scoring
    """Return what was found of a criterion that gives no points whatever is found: the answer itself, in a word or two.

    None where it gives points, or where its points are all that was found.
    """
    if why.score.points.maximum != 0 or why.score.status != "scored":
        return None
    if (answered := answer(why, wording)) is not None:
        return answered
    match why.decided:
        case reasons.ByAnswer(yes):
            return wording.say("format.yes" if yes else "format.no")
        case reasons.ByCondition(_, met, _):
            return wording.say("criterion.met" if met else "criterion.not_met")
        case reasons.ByLevel(level):
            return f"“{level.title}”"
        case reasons.ByParts(parts):
            return wording.say("criterion.met" if all(met for _, met in parts) else "criterion.not_met")
        case reasons.ByBand() | reasons.ByException() | reasons.ByPoints() | reasons.ByDeductions():
            return None
        case reasons.Standing() | reasons.NotApplying() | reasons.Missing():
            return None
        case reasons.NotAsked() | reasons.CannotBeMade() | reasons.NoBand():
            return None
        case _:
            assert_never(why.decided)
