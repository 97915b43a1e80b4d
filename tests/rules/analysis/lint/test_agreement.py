"""Lint agrees with brute force: on generated small frameworks, nothing that it says is false and nothing is missed.

What lint says exists it shows by a record, which the real scorer scores; what it says does not exist is looked for among
all small records, by an oracle that reads the framework itself with fractions and knows no rule program.
"""

from __future__ import annotations

import json
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chamdiem.engine.lint.witnesses import is_shown, read
from chamdiem.engine.reading.catalog import framework_from_text
from chamdiem.engine.scoring.scorer import Scorer
from chamdiem.rules.analysis.lint.bands import witness
from chamdiem.rules.analysis.lint.defects import WitnessScoring
from chamdiem.rules.analysis.lint.linter import proved_defects
from chamdiem.rules.analysis.lint.reach import Reach
from chamdiem.rules.analysis.lint.rows import table
from chamdiem.rules.analysis.lint.space import Space
from chamdiem.rules.analysis.lint.totals import Totals
from chamdiem.rules.compile.places import conditions
from chamdiem.rules.compile.program import Origin
from chamdiem.rules.language.conditions import FactTest
from chamdiem.rules.language.faults import FaultyInput
from chamdiem.rules.language.meeting import MEETING_KINDS
from direct import NOT_KNOWN, Direct, Span, within
from patience import LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction
    from random import Random

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework

# --- small frameworks ---

MEASURES = {
    "rate": {"title": "Tỷ lệ dự", "percent": ["present", "members_total"]},
    "norm": {
        "title": "Định mức",
        "choose": [{"when": {"fact": "members_total", "at_least": "3"}, "value": "3"}, {"value": "1"}],
    },
    "short": {"title": "Còn thiếu", "shortfall": ["present", "norm"]},
    "talk": {"title": "Tỷ lệ phát biểu", "percent": ["speakers", "present"]},
}
THRESHOLDS = {
    "rate": ("25", "50", "75", "100"),
    "talk": ("50", "100"),
    "short": ("0", "1", "2", "4"),
    "absent_unexcused": ("1", "2"),
}
ENDS = ("at_least", "above", "at_most", "below")
KINDS = {"committee_exists": ("yes", "no"), "meeting_kind": ("regular", "combined", "thematic")}


def some_test(random: Random) -> dict[str, Any]:
    """Return a test of one fact."""
    if random.random() < 0.4:
        name = random.choice(sorted(KINDS))
        return {"fact": name, "is": random.choice(KINDS[name])}
    name = random.choice(sorted(THRESHOLDS))
    return {"fact": name, random.choice(ENDS): random.choice(THRESHOLDS[name])}


def some_condition(random: Random) -> dict[str, Any]:
    """Return a condition, now and then a combined one."""
    kind = random.choice(("one", "one", "all", "any", "not"))
    if kind == "one":
        return some_test(random)
    return {"not": some_test(random)} if kind == "not" else {kind: [some_test(random), some_test(random)]}


def some_levels(random: Random) -> dict[str, Any]:
    """Return bands that mostly lie side by side, and sometimes do not."""
    name = random.choice(("rate", "talk", "short"))
    cuts = sorted(random.sample(THRESHOLDS[name], min(2, len(THRESHOLDS[name]))), key=int)
    points = random.sample(range(5), 3)
    upper, lower = random.choice(
        (("below", "at_least"), ("at_most", "above"), ("at_most", "at_least"), ("below", "above"))
    )
    levels: list[dict[str, Any]] = [{upper: cuts[0], "points": str(points[0])}]
    if len(cuts) > 1 and random.random() < 0.8:
        levels.append({lower: cuts[0], upper: cuts[1], "points": str(points[1])})
    levels.append({lower: cuts[-1], "points": str(points[2])})
    bands: dict[str, Any] = {"of": name, "levels": levels}
    if random.random() < 0.5:
        bands["direction"] = random.choice(("higher_better", "lower_better"))
    bands["unless"] = [
        {"when": some_condition(random), "points": str(random.choice((0, 2))), "reason": "Ngoại lệ"}
        for _ in range(random.choice((0, 0, 1, 2)))
    ]
    return {"bands": bands}


def some_scoring(random: Random) -> dict[str, Any]:
    """Return one way of scoring."""
    kind = random.choice(("bands", "bands", "holds", "yes_no", "points", "deductions", "checklist"))
    if kind == "bands":
        return some_levels(random)
    if kind == "holds":
        return {"holds": some_condition(random)}
    if kind == "deductions":
        each = {"id": "a", "title": "Vắng", "points": random.choice(("1", "2")), "of": "absent_unexcused"}
        return {"deductions": {"each": [each]}}
    if kind == "checklist":
        parts = [{"id": "a", "title": "Một", "points": "3"}, {"id": "b", "title": "Hai", "points": "1"}]
        parts[0]["holds"] = some_test(random)  # type: ignore[assignment]  # a condition where the others are texts
        return {"checklist": parts}
    return {"judged": kind, **({"step": "2"} if kind == "points" else {})}


def some_criterion(random: Random, number: int, out: str) -> dict[str, Any]:
    """Return a criterion of four points."""
    criterion = {"id": str(number), "title": f"Tiêu chí {number}", "maximum": "4", "clause": "Mục 1"}
    if random.random() < 0.4:
        rules = [
            {"when": some_test(random), "then": random.choice(("full_marks", "zero", out)), "reason": "Không áp dụng"}
            for _ in range(random.choice((1, 1, 2)))
        ]
        return criterion | some_scoring(random) | {"not_applicable": rules}
    return criterion | some_scoring(random)


def some_gate(random: Random, count: int) -> dict[str, Any]:
    """Return a condition of a rating."""
    kind = random.choice(("fact", "criterion", "maximum", "group", "total"))
    if kind == "fact":
        return some_test(random)
    if kind == "group":
        return {"group": "A", "at_least": str(random.choice((2, 4)))}
    if kind == "total":
        return {"total": "points", "above": str(random.choice((2, 6)))}
    return {"criterion": str(random.randint(1, count)), **({"at": "maximum"} if kind == "maximum" else {"above": "1"})}


def some_framework(random: Random) -> str:
    """Return a framework of a few criteria in two groups, as JSON."""
    count = random.randint(1, 3)
    out = random.choice(("excluded", "rescaled"))
    criteria = [some_criterion(random, number, out) for number in range(1, count + 1)]
    groups = [criteria[:1], criteria[1:]] if count > 1 else [criteria]
    most = 4 * count
    cuts = sorted(random.sample(range(1, most + 1), 2), reverse=True)
    best: dict[str, Any] = {"id": "tot", "title": "Tốt", "at_least": str(cuts[0])}
    best["requires"] = [
        {"when": some_gate(random, count), "title": "Kèm theo"} for _ in range(random.choice((0, 1, 2)))
    ]
    middle = {"id": "kha", "title": "Khá", "at_least": str(cuts[1])}
    if random.random() < 0.5:
        middle["at_most"] = str(cuts[0] - 1)
    last = {"id": "kem", "title": "Kém"} | ({"below": str(cuts[1])} if random.random() < 0.5 else {})
    data: dict[str, Any] = {
        "framework": "mau/nho",
        "title": "Khung nhỏ",
        "authority": {"number": "01-HD/ĐU", "date": "2026-01-05", "issuer": "Đảng ủy xã Thí Dụ"},
        "provenance": {"status": "official", "source": "Bản chính"},
        "in_force": {"from": "2026-01-05"},
        "applies_to": {"kinds": random.choice((["regular"], ["regular", "combined"]))},
        "points": {"maximum": str(most), "step": random.choice(("1", "0.5")), "rounding": "half_up"},
        "measures": MEASURES,
        "groups": [
            {"id": "AB"[place], "title": "Nhóm", "maximum": str(4 * len(part)), "criteria": part}
            for place, part in enumerate(groups)
        ],
        "ratings": [best, middle, last],
    }
    if random.random() < 0.4:
        data["caps"] = [{"id": "k", "when": some_gate(random, count), "barred": "tot", "reason": "Khống chế"}]
    return json.dumps(data, ensure_ascii=False)


# --- the oracle ---


def small_records(framework: Framework) -> Iterator[dict[str, int]]:
    """Yield all small records that keep the counts in order."""
    kinds = [tuple(MEETING_KINDS).index(kind) for kind in framework.applies_to.kinds]
    for total, unexcused, kind, committee in product(range(6), range(3), kinds, range(2)):
        for present in range(max(total - unexcused, -1) + 1):
            for speakers in range(present + 1):
                yield {
                    "members_total": total,
                    "absent_unexcused": unexcused,
                    "meeting_kind": kind,
                    "committee_exists": committee,
                    "present": present,
                    "speakers": speakers,
                }


def standing(criterion: Criterion, span: Span, treatment: str | None) -> Span:
    """Return points with the award that equal ends give: not where it may be out, or where the bands are all alike."""
    may_be_out = treatment == NOT_KNOWN and {rule.then for rule in criterion.not_applicable} & {"excluded", "rescaled"}
    bands = criterion.written_bands
    alike = bands is not None and len({level.points for level in bands.levels}) == 1
    if span.award is not None or span.least != span.most or may_be_out or alike:
        return span
    return Span(span.least, span.least, span.most)


class Scores:
    """What a criterion gives one record: the bands or exceptions that fit, and the points by every way of answering."""

    def __init__(self, criterion: Criterion, record: Direct) -> None:
        self.criterion = criterion
        self.parts = dict(self._parts(record))
        self.made = all(record.number(name) is not None for name in criterion.facts)
        treatments = [(record.truth(rule.when), rule.then) for rule in criterion.not_applicable]
        self.applies = all(met is False for met, _ in treatments)
        self.held = {then for met, then in treatments if met}
        self.overlaps = len(set(self.parts.values())) > 1

    def _parts(self, record: Direct) -> Iterator[tuple[str, int]]:
        bands = self.criterion.written_bands
        if bands is None:
            return
        exceptions = [record.truth(item.when) for item in bands.unless]
        yield from ((f"unless/{n}", item.points) for n, item in enumerate(bands.unless) if exceptions[n])
        value = record.number(bands.of)
        if value is not None and all(truth is False for truth in exceptions):
            fitting = (n for n, level in enumerate(bands.levels) if within(level, value, value))
            yield from ((f"bands/{n}", bands.levels[n].points) for n in fitting)

    def outcomes(self, record: Direct) -> set[tuple[Span, str | None]]:
        """Return the points that can follow, each with what not applying makes of the criterion."""
        if len(self.held) > 1 or self.overlaps:
            return set()
        found = set()
        for answers in self._answers():
            direct = Direct(record.framework, record.fields, answers, record.measured)
            span = standing(self.criterion, direct.span(self.criterion), direct.treatment(self.criterion))
            if span.award is not None:
                found.add((span, direct.treatment(self.criterion)))
        return found

    def _answers(self) -> list[dict[str, int]]:
        own = self.criterion.id
        if self.criterion.written_judged is not None:
            return [{own: value} for value in ((0, 1) if self.criterion.written_judged == "yes_no" else (0, 200, 400))]
        return [{f"{own}/b": value} for value in (0, 1)] if self.criterion.written_checklist else [{}]


def variants(framework: Framework) -> dict[tuple[str, int], Framework]:
    """Return the framework without each gate and without its cap."""
    found: dict[tuple[str, int], Framework] = {}
    for rating in framework.ratings:
        for place, _ in enumerate(rating.requires):
            kept = rating.model_copy(update={"requires": (*rating.requires[:place], *rating.requires[place + 1 :])})
            ratings = tuple(kept if one.id == rating.id else one for one in framework.ratings)
            found[rating.id, place] = framework.model_copy(update={"ratings": ratings})
    return found | {(cap.id, 0): framework.model_copy(update={"caps": ()}) for cap in framework.caps}


class Seen:
    """What happens among all small records."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.variants = variants(framework)
        self.gaps: set[str] = set()
        self.overlaps: set[str] = set()
        self.clashes: set[str] = set()
        self.reached: set[tuple[str, str]] = set()
        self.ratings: set[int] = set()
        self.matters: set[tuple[str, int]] = set()
        self.highest: dict[int, int] = {}
        self.by_value: dict[str, dict[Fraction, int]] = {}
        self._done: set[Any] = set()
        for fields in small_records(framework):
            record = Direct(framework, fields, {})
            self._look(record, [Scores(criterion, record) for criterion in framework.criteria])

    def _look(self, record: Direct, scores: list[Scores]) -> None:
        for score in scores:
            own = score.criterion.id
            self.reached |= {(own, part) for part in score.parts}
            if score.criterion.written_bands and score.made and score.applies and not score.parts:
                self.gaps.add(own)
            if score.overlaps:
                self.overlaps.add(own)
            elif (
                score.criterion.written_bands
                and score.applies
                and any(part.startswith("bands") for part in score.parts)
            ):
                value = record.number(score.criterion.written_bands.of)
                assert value is not None
                self.by_value.setdefault(own, {})[value] = next(iter(score.parts.values()))
            if len(score.held) > 1:
                self.clashes.add(own)
        # records that are alike to every condition get the same ratings
        tests = [record.truth(one) for _, one in conditions(self.framework) if isinstance(one.kind, FactTest)]
        outcomes = [score.outcomes(record) for score in scores]
        alike = (tuple(tests), tuple(map(frozenset, outcomes)))
        if alike not in self._done:
            self._done.add(alike)
            for given_ in product(*outcomes):
                self._rate(record, given_)

    def _rate(self, record: Direct, given_: tuple[tuple[Span, str | None], ...]) -> None:
        ids = [criterion.id for criterion in self.framework.criteria]
        spans = dict(zip(ids, (span for span, _ in given_), strict=True))
        treated = dict(zip(ids, (then for _, then in given_), strict=True))
        direct = Direct(self.framework, record.fields, {}, record.measured, spans, treated)
        total, place = direct.total().award, direct.rating()
        left_out = 400 * sum(then in {"excluded", "rescaled"} for then in treated.values())
        if total is not None:
            self.highest[left_out] = max(total, self.highest.get(left_out, 0))
        if place is None or total is None:
            return
        self.ratings.add(place)
        for key, framework in self.variants.items():
            other = Direct(framework, record.fields, {}, record.measured, spans, treated).rating()
            if other not in {place, None}:
                self.matters.add(key)

    def breaks(self, criterion: Criterion) -> bool:
        """Tell whether more of the measure gives fewer points than its direction says."""
        bands = criterion.written_bands
        points = [number for _, number in sorted(self.by_value.get(criterion.id, {}).items())]
        if bands is None or bands.direction is None:
            return False
        steps = [(low, high) if bands.direction == "higher_better" else (high, low) for low, high in pairwise(points)]
        return any(better < worse for worse, better in steps)


# --- agreement ---


def check_agreement(text: str) -> None:
    """Compare lint with the oracle, and its witnesses with the real scorer."""
    try:
        loaded = framework_from_text(text, "nho.yaml")
    except FaultyInput:
        return
    framework, seen = loaded.framework, Seen(loaded.framework)
    defects = list(proved_defects(framework))
    assert not [defect for defect in defects if defect.code == "undecided"]
    scorer = Scorer(loaded)
    assert all(is_shown(witness, scorer) for defect in defects for witness in defect.witnesses)
    found = {(defect.code, defect.at) for defect in defects}
    gaps = {at for code, at in found if code in {"band-gap", "percent-above-100"}}
    assert seen.gaps <= gaps
    assert seen.overlaps <= {at for code, at in found if code == "band-overlap"}
    assert seen.clashes <= {at for code, at in found if code == "treatment-overlap"}
    for criterion in framework.criteria:
        assert not seen.breaks(criterion) or ("band-not-monotone", criterion.id) in found
    check_bands(loaded, scorer, seen, {(d.at, d.path[-1], d.variant) for d in defects if d.code == "band-unreachable"})
    check_ratings(loaded, scorer, seen, {d.at for d in defects if d.code == "rating-unreachable"})
    assert (len(framework.ratings) in seen.ratings) <= any(code == "rating-gap" for code, _ in found)
    idle = {
        (d.at, int(d.path[-1]) if d.code == "gate-idle" else 0) for d in defects if d.code in {"gate-idle", "cap-idle"}
    }
    assert not idle & seen.matters
    check_totals(framework, seen)


def check_totals(framework: Framework, seen: Seen) -> None:
    """No small record gets more than the highest total that lint finds for the same criteria left out."""
    totals = Totals(Space(framework), [table(Space(framework), criterion) for criterion in framework.criteria])
    reach = Reach(totals, framework)
    for left_out, highest in seen.highest.items():
        found = reach.top(left_out)
        assert found is not None
        assert found[0] >= highest


def check_bands(loaded: LoadedFramework, scorer: Scorer, seen: Seen, unreachable: set[Any]) -> None:
    """Every band that is said to be out of reach is reached by no small record; every other one by a real record."""
    space = Space(loaded.framework)
    for criterion in loaded.framework.criteria:
        if criterion.written_bands is None:
            continue
        rows = table(space, criterion)
        for part, key in (("levels", "bands"), ("unless", "unless")):
            for number, _ in enumerate(getattr(criterion.written_bands, part)):
                if (criterion.id, number, part) in unreachable:
                    assert (criterion.id, f"{key}/{number}") not in seen.reached
                    continue
                origin = Origin("criterion", criterion.id, key, number)
                row = next(row for row in rows.rows if origin in rows.fired(rows.scored, row))
                points = set(rows.fired(rows.scored, row).values())
                award = rows.award(row)
                if len(points) > 1:
                    assert is_shown(witness(space, row.choice, WitnessScoring("conflict", criterion.id)), scorer)
                elif award is not None:
                    assert is_shown(witness(space, row.choice, WitnessScoring("award", criterion.id, award)), scorer)


def check_ratings(loaded: LoadedFramework, scorer: Scorer, seen: Seen, unreachable: set[str]) -> None:
    """Every rating that is said to be out of reach is given to no small record; every other one to a real record."""
    space = Space(loaded.framework)
    reach = Reach(Totals(space, [table(space, criterion) for criterion in loaded.framework.criteria]), loaded.framework)
    for number, rating in enumerate(loaded.framework.ratings):
        choice = reach.rated(number)
        assert (choice is None) == (rating.id in unreachable)
        if choice is None:
            assert number not in seen.ratings
        else:
            facts = space.completed(space.solve(choice) or {})
            given_rating = scorer.evaluate(read(facts, loaded.framework)).own.rating
            assert given_rating is not None
            assert given_rating.id == rating.id


FEW = settings(max_examples=40, derandomize=True, suppress_health_check=LARGE)
MANY = settings(max_examples=1000, suppress_health_check=LARGE)


@FEW
@given(st.randoms(use_true_random=False))
def test_agrees_with_brute_force(random: Random) -> None:
    """On a generated small framework, lint and brute force say the same: 0 false, 0 missed."""
    check_agreement(some_framework(random))


@pytest.mark.nightly
@MANY
@given(st.randoms(use_true_random=True))
def test_agrees_with_brute_force_a_thousand_times(random: Random) -> None:
    """The same on a thousand frameworks, others every night."""
    check_agreement(some_framework(random))
