"""The reasons of criteria in words, for the terminal, the sheet, JSON and advice alike."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.scoring import reasons
from chamdiem.engine.words import formats
from chamdiem.rules.language import ways
from chamdiem.rules.language.tallies import Addition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.engine.scoring.reasons import Better, CriterionReason, Decided, PartPoints, Settled, Tallied
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.language.ways import Part


_HUNDRED = 100


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
    told = _told(why.decided)
    facts = tuple(earlier.get(fact.name) or wording.measured(fact) for fact in why.facts)
    reason = reason_sentence(why, wording)
    if isinstance(why.decided, reasons.Standing) and (names := _bounded(why.decided, earlier)):
        ends = "; ".join(earlier[name] for name in names)
        reason, told = wording.say("earlier.settles", told=ends, reason=_settled(why, wording)), told.union(names)
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


def _told(decided: Decided) -> frozenset[str]:
    """Return the names of the facts whose values the reason tells."""
    match decided:
        case reasons.ByBand(fact, _) | reasons.ByLine(inner=reasons.ByBand(fact, _)) | reasons.ByProportion(fact):
            return frozenset({fact.name})
        case reasons.ByAdditions(tallied, _) | reasons.ByDeductions(tallied, _):
            return frozenset(each.number.name for each in tallied if each.number and each.item.every is not None)
        case reasons.ByScoredParts(_, parts, _):
            return frozenset().union(*(_told(each.settled) for each in parts if each.settled is not None))
        case _:
            return frozenset()


def reason_sentence(why: CriterionReason, wording: Wording) -> str:  # noqa: PLR0911 - one for each kind
    """Return why a criterion has its points, or why it has none yet; of one that is only asked, the answer."""
    match why.decided:
        case reasons.ByAnswer() | reasons.ByLevel() if not why.score.criterion.scored:
            return wording.say("criterion.answered", answer=answer(why, wording))
        case reasons.NotAsked(layers):
            return wording.say("criterion.not_asked", layers=wording.layers(layers))
        case reasons.Standing(idle):
            return wording.say("criterion.standing", names="; ".join(wording.needs(idle)))
        case reasons.NotApplying(rule, maximum):
            code = wording.treatment("criterion", rule.then, why.score.criterion)
            return wording.say(code, reason=rule.reason, points=wording.points(maximum))
        case reasons.Missing(needs):
            return wording.say("criterion.missing", names="; ".join(wording.needs(needs)))
        case reasons.CannotBeMade(shares):
            told = [(wording.name(share.name), wording.measured(bottom)) for share, bottom in shares]
            names = [wording.say("criterion.share", name=name, bottom=bottom) for name, bottom in told]
            return wording.say("criterion.undefined", name="; ".join(names))
        case reasons.NoBand():
            return wording.say("criterion.unmatched")
        case settled:
            return _sentence(settled, wording, gives_points=why.score.gives_points)


def _sentence(  # noqa: C901, PLR0911 - one for each way of scoring
    settled: Settled, wording: Wording, *, gives_points: bool = True
) -> str:
    """Return why a criterion that was scored, or a part of one, has its points."""
    match settled:
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
            code = "criterion.level" if gives_points else "criterion.level_only"
            return wording.say(code, title=level.title, points=wording.points(level.points))
        case reasons.ByParts(parts):
            cost = wording.framework.fewer_is_better  # what costs something comes first
            failed_first = sorted(parts, key=lambda found: found[1] is not cost)
            return "; ".join(_part(part, met, wording) for part, met in failed_first)
        case reasons.ByAdditions(tallied, held) | reasons.ByDeductions(tallied, held):
            return "; ".join([*(_tallied(each, wording) for each in tallied), *_held(settled, held, wording)])
        case reasons.ByProportion(fact):
            return wording.say("criterion.proportion", fact=wording.measured(fact), steps=_proportion(settled, wording))
        case reasons.ByLine(line, number, points, inner):
            gift = wording.points(points) if inner is None else _sentence(inner, wording)
            return wording.say("criterion.line", number=number + 1, line=wording.line(line), gift=gift)
        case reasons.ByScoredParts(_, parts, _):
            return "; ".join([*(_of_part(each, wording) for each in parts), *_taken(settled, wording)])
        case _:
            assert_never(settled)


def lost_because(why: CriterionReason, wording: Wording) -> str:
    """Return what cost a criterion its points in as few words as a table has room for; empty when only the scorer can.

    The fact itself, and no more: the band and its points stand beside it.
    """
    match why.decided:
        case reasons.NotApplying() | reasons.NotAsked() | reasons.Missing():
            return ""
        case reasons.CannotBeMade() | reasons.NoBand():
            return ""
        case reasons.Standing():
            known = [wording.measured(fact) for fact in why.facts if fact.value is not None]
            return "; ".join([*known, reason_sentence(why, wording)])
        case settled:
            return _short(settled, wording)


def _short(settled: Settled, wording: Wording) -> str:  # noqa: C901, PLR0911 - one for each way of scoring
    match settled:
        case reasons.ByBand(fact, _):
            return wording.measured(fact)
        case reasons.ByException():
            return _sentence(settled, wording)
        case reasons.ByCondition(_, _, facts):
            return "; ".join(map(wording.measured, facts))
        case reasons.ByLevel(level):
            return level.title
        case reasons.ByParts(parts):
            if wording.framework.fewer_is_better:
                return "; ".join(_part(part, met, wording) for part, met in parts if met and part.points)
            lost = (part.title for part, met in parts if met is False and part.points)
            return "; ".join(wording.say("sheet.part_missed", title=title) for title in lost)
        case reasons.ByAdditions(tallied, held) | reasons.ByDeductions(tallied, held):
            texts = [_tallied(each, wording, short=True) for each in tallied if each.points]
            return "; ".join([*texts, *_held(settled, held, wording)])
        case reasons.ByProportion(fact):
            return wording.measured(fact)
        case reasons.ByLine(line, _, _, inner):
            return wording.line(line) if inner is None else _short(inner, wording)
        case reasons.ByScoredParts(take, _, _):
            told = [] if take == "sum" else [_part_points(each, wording) for each in settled.parts]
            return "; ".join([*told, *_taken(settled, wording)])
        case reasons.ByPoints() | reasons.ByAnswer():
            return ""
        case _:
            assert_never(settled)


def _proportion(settled: reasons.ByProportion, wording: Wording) -> str:
    """Say how much of the maximum a number earns: "70 × 88,33% = 61,83 điểm"."""
    fact, lang, points = settled.fact, wording.lang, wording.points(settled.points)
    value = "" if fact.value is None else wording.stored(fact.name, fact.value)
    whole = formats.number(settled.out_of, lang) if settled.out_of is not None else ""
    if settled.whole is not None and settled.whole.value is not None:
        whole = wording.stored(settled.whole.name, settled.whole.value)
    is_share = settled.out_of == _HUNDRED and wording.unit(fact.name) == "%"
    steps = f"{formats.points(settled.maximum, lang)} × {value}{'' if is_share else f' ÷ {whole}'}"
    exact = formats.quotient(settled.exact.numerator, 100 * settled.exact.denominator, lang)
    if settled.exact > settled.maximum or settled.exact < 0:
        return wording.say("criterion.held", steps=f"{steps} = {exact}", points=points)
    if abs(settled.exact - settled.points) < 1:  # no more than the decimals of points leave out
        return f"{steps} = {points}"
    return wording.say("criterion.rounded", steps=steps, exact=exact, points=points)


def _tallied(each: Tallied, wording: Wording, *, short: bool = False) -> str:
    """Say what one item added or took off: "Nộp chậm: 12 ngày, cứ 5 ngày hoặc phần lẻ trừ 1 điểm: trừ 3 điểm"."""
    moves = "addition" if isinstance(each.item, Addition) else "deduction"
    said = {"title": each.item.title, "points": wording.points(each.points)}
    if each.item.every is None:
        count = wording.say("fact.unsure") if each.count is None else each.count
        return wording.say(f"sheet.{moves}" if short else f"criterion.{moves}", count=count, **said)
    number = wording.say("criterion.times", count=each.count) if each.number is None else wording.measured(each.number)
    return wording.say(f"criterion.{moves}_units", number=number, every=wording.every(each.item), **said)


def _held(settled: Settled, held: int | None, wording: Wording) -> list[str]:
    """Say that less was added or taken off than the items of a criterion add up to, where that is so."""
    code = "criterion.additions_held" if isinstance(settled, reasons.ByAdditions) else "criterion.deductions_held"
    return [] if held is None else [wording.say(code, points=wording.points(held))]


def _part(part: Part, met: bool | None, wording: Wording) -> str:  # noqa: FBT001 - one row of the parts
    code = {True: "criterion.part_yes", False: "criterion.part_no", None: "criterion.part_open"}[met]
    if wording.framework.fewer_is_better and met is not None:
        code = f"{code}_fault"
    elif not part.points:
        code = f"{code}_only"
    return wording.say(code, id=part.id, title=part.title, points=wording.points(part.points))


def _of_part(each: PartPoints, wording: Wording) -> str:
    """Say what a part gives, and why."""
    points = _part_points(each, wording)
    if each.settled is None:
        return points
    return wording.say("criterion.part_because", part=points, reason=_sentence(each.settled, wording))


def _part_points(each: PartPoints, wording: Wording) -> str:
    """Say what a part gives: "Creatinin 4"; "Nước tiểu chưa có, không đổi kết quả"."""
    if each.points is None:
        return wording.say("criterion.part_idle", title=each.part.title)
    return wording.say("criterion.part_points", title=each.part.title, points=formats.points(each.points, wording.lang))


def _taken(settled: reasons.ByScoredParts, wording: Wording) -> list[str]:
    """Say how the points of the parts make those of the criterion: "4 + 9 + 10 − 2 = 21, tính 20"."""
    points = formats.points(settled.points, wording.lang)
    if settled.take != "sum":
        return [wording.say(f"criterion.parts_{settled.take}", points=points)] if len(settled.parts) > 1 else []
    if settled.total is None or len(settled.parts) == 1:
        return []
    steps = formats.added([each.points or 0 for each in settled.parts], wording.lang)
    steps = f"{steps} = {formats.points(settled.total, wording.lang)}"
    return [wording.say("criterion.held", steps=steps, points=points) if settled.points != settled.total else steps]


def better_sentence(better: Better, wording: Wording) -> str:
    """Return what the next better result takes, and what it is."""
    match better:
        case reasons.WithoutException(points):
            return wording.say("criterion.without_exception", points=wording.points(points))
        case reasons.WithCondition(points, met):
            return wording.say("criterion.next_full" if met else "criterion.next_none", points=wording.points(points))
        case reasons.BetterBand(of, level, counted, amount):
            ends, worth = wording.level(level, of), wording.points(level.points)
            text = wording.say("criterion.next_band", ends=ends, points=worth)
            code = "criterion.next_more" if amount > 0 else "criterion.next_less"
            how_much = f"{abs(amount)}{wording.unit(counted)}"
            return wording.say(code, next=text, amount=how_much, name=wording.name(counted))
        case reasons.BetterCount(item, amount, points):
            unit = wording.unit(item.of) if item.of else f" {wording.say('criterion.unit_times')}"
            how_much = f"{amount}{unit}"
            return wording.say("criterion.next_count", amount=how_much, title=item.title, points=wording.points(points))
        case reasons.BetterNumber(counted, amount, points):
            how_much, code = f"{abs(amount)}{wording.unit(counted)}", "next_count" if amount > 0 else "next_count_less"
            title = wording.name(counted)
            return wording.say(f"criterion.{code}", amount=how_much, title=title, points=wording.points(points))
        case reasons.EachOne(of, out_of, maximum):
            top, bottom = out_of.as_integer_ratio()
            worth = formats.quotient(maximum * bottom, 100 * top, wording.lang)
            return wording.say("criterion.each_one", one=f"1{wording.unit(of)}", name=wording.name(of), points=worth)
        case _:
            assert_never(better)


def need_sentence(why: CriterionReason, wording: Wording) -> str | None:
    """Return what a record must show for a criterion to be decided as it is; None where the points say all."""
    match why.decided:
        case reasons.NotApplying(rule, _):
            return rule.reason
        case reasons.NotAsked() | reasons.Missing() | reasons.Standing():
            return None
        case reasons.CannotBeMade() | reasons.NoBand():
            return None
        case settled:
            return _need(settled, wording)


def _need(settled: Settled, wording: Wording) -> str | None:  # noqa: C901, PLR0911 - one for each way of scoring
    match settled:
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
        case reasons.ByAdditions(tallied, _) | reasons.ByDeductions(tallied, _):
            code = "reason.need_more" if isinstance(settled, reasons.ByAdditions) else "reason.need_times"
            counted = [each for each in tallied if each.item.every is None]
            return "; ".join(wording.say(code, title=each.item.title, count=each.count) for each in counted) or None
        case reasons.ByProportion(fact):
            return wording.measured(fact)
        case reasons.ByLine(line, _, _, inner):
            told = None if inner is None else _need(inner, wording)
            return "; ".join([wording.line(line), *([told] if told else [])])
        case reasons.ByScoredParts(_, parts, _):
            needs = [_need(each.settled, wording) for each in parts if each.settled is not None]
            return "; ".join(need for need in needs if need) or None
        case reasons.ByPoints() | reasons.ByAnswer():
            return None
        case _:
            assert_never(settled)


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


def finding(why: CriterionReason, wording: Wording) -> str | None:  # noqa: C901, PLR0911 - one for each kind
    """Return what was found of a criterion that gives no points whatever is found: the answer itself, in a word or two.

    None where it gives points, or where its points are all that was found.
    """
    if why.score.gives_points or why.score.status != "scored":
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
        case reasons.ByBand() | reasons.ByException() | reasons.ByPoints() | reasons.ByLine() | reasons.ByProportion():
            return None
        case reasons.ByAdditions() | reasons.ByDeductions() | reasons.ByScoredParts():
            return None
        case reasons.Standing() | reasons.NotApplying() | reasons.Missing():
            return None
        case reasons.NotAsked() | reasons.CannotBeMade() | reasons.NoBand():
            return None
        case _:
            assert_never(why.decided)
