"""Coverage: which of a framework's goals the cases reach, as values, in words and as a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from chamdiem.engine.paper.templates import render_page
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.analysis.coverage import Goal, goals
from chamdiem.rules.checks.places import OF_CRITERIA
from chamdiem.rules.compile.periods import framework_of_period
from chamdiem.rules.compile.program import Rule, all_hold
from chamdiem.rules.language.measures import Choice
from chamdiem.rules.language.ways import Level, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.engine.authoring.cases import CaseResult
    from chamdiem.engine.authoring.period_cases import PeriodCaseResult
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.scoring.conclusions import Conclusions
    from chamdiem.rules.language.framework import Framework

    AnyResult = CaseResult | PeriodCaseResult


@dataclass(frozen=True, slots=True)
class Covered:
    """A goal with the sentences of the cases that reach it."""

    goal: Goal
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The goals of one framework, each with the cases that reach it."""

    framework: LoadedFramework
    results: tuple[AnyResult, ...]
    goals: tuple[Covered, ...]

    @property
    def missed(self) -> tuple[Goal, ...]:
        """The goals that no case reaches."""
        return tuple(covered.goal for covered in self.goals if not covered.cases)

    @property
    def share(self) -> tuple[int, int]:
        """How many goals are reached, of how many."""
        return len(self.goals) - len(self.missed), len(self.goals)

    def reaches(self, percent: int) -> bool:
        """Tell whether at least so many percent of the goals are reached."""
        reached, everything = self.share
        return 100 * reached >= percent * everything


def measure_coverage(loaded: LoadedFramework, results: Iterable[AnyResult]) -> Coverage:
    """Return which goals of a framework the cases that were run reach, whether or not each gave what it expects."""
    results = tuple(results)
    covered = (
        Covered(goal, tuple(result.case.case for result in results if reaches(result, goal)))
        for goal in goals(loaded.framework)
    )
    return Coverage(framework=loaded, results=results, goals=tuple(covered))


def reaches(result: AnyResult, goal: Goal) -> bool:
    """Tell whether a case reaches a goal; one of several months, however those go that are open."""
    courses = result.courses if result.of == goal.period else ()
    return bool(courses) and all(is_reached(goal, concluded) for concluded in courses)


def is_reached(goal: Goal, concluded: Conclusions) -> bool:
    """Tell whether conclusions reach a goal."""
    found = concluded.get(goal.fact)
    given = all((known := concluded.get(test.fact)) is not None and test.holds(known.value) for test in goal.given)
    if found is None or not given:
        return False
    if goal.value is not None:
        return goal.value.holds(found.value)
    if goal.ways:
        values = {test.fact: concluded[test.fact].value for way in goal.ways for test in way if test.fact in concluded}
        return any(all_hold(way, values) for way in goal.ways)
    return isinstance(found.by, Rule) and found.by.origin == goal.origin


class GoalWords:
    """Says what goals are, in one language."""

    def __init__(self, framework: Framework, lang: Lang) -> None:
        self.framework = framework
        self.lang: Lang = lang
        self.wording = Wording(framework, lang)
        self.periods = {
            period.id: (period.title, GoalWords(framework_of_period(framework, period), lang))
            for period in framework.periods
        }

    def section(self, goal: Goal) -> str:
        """Return the heading under which a goal stands."""
        if goal.period:
            title, words = self.periods[goal.period]
            return say(self.lang, "coverage.full", section=title, text=words.section(replace(goal, period="")))
        criterion = self.framework.criterion(goal.owner)
        if goal.path[0] in OF_CRITERIA and criterion is not None:
            return say(self.lang, "criterion.heading", id=criterion.id, title=criterion.title)
        if goal.path[0] == "measures":
            return self.wording.name(goal.owner)
        return say(self.lang, f"coverage.of_{goal.path[0]}")

    def text(self, goal: Goal) -> str:
        """Return a goal in words."""
        if goal.period:
            return self.periods[goal.period][1].text(replace(goal, period=""))
        item = goal.item
        details: dict[str, object] = {
            "title": getattr(item, "title", None) or "",
            "reason": getattr(item, "reason", None) or getattr(item, "message", None) or "",
        }
        points = getattr(item, "points", None)
        if points is not None:
            details["points"] = self.wording.points(points)
        if isinstance(item, Level):
            details["title"] = self.wording.level(item, goal.of)
        if isinstance(item, Line):
            details["title"] = self.wording.line(item)
        if isinstance(item, Choice):
            unit = self.wording.unit(goal.owner) if item.constant is not None else ""
            details["title"] = f"{self.wording.operand(item.value)}{unit}"
        if goal.path[0] == "ratings":
            details["rating"] = next(rating.title for rating in self.framework.ratings if rating.id == goal.owner)
        criterion = self.framework.criterion(goal.owner)
        only = "_only" if goal.kind == "level" and criterion is not None and not criterion.scored else ""
        return say(self.lang, f"coverage.{goal.kind}{only}", **details)

    def full_text(self, goal: Goal) -> str:
        """Return a goal in words that stand alone."""
        return say(self.lang, "coverage.full", section=self.section(goal), text=self.text(goal))


def percent_text(coverage: Coverage, lang: Lang) -> str:
    """Return the share of goals that are reached, cut, so that 100 % is all of them."""
    reached, everything = coverage.share
    return formats.percent(reached, everything, lang)


def coverage_page(coverage: Coverage, lang: Lang) -> str:
    """Return the coverage as one HTML document: every goal with the cases that reach it."""
    words = GoalWords(coverage.framework.framework, lang)
    reached, everything = coverage.share
    sections = [
        (heading, [(words.text(item.goal), item.cases) for item in items])
        for heading, items in groupby(coverage.goals, key=lambda item: words.section(item.goal))
    ]
    return render_page(
        "coverage.html.j2",
        lang=lang,
        title=say(lang, "coverage.title", id=coverage.framework.id),
        framework=coverage.framework.framework.title,
        summary=say(
            lang,
            "coverage.summary",
            percent=percent_text(coverage, lang),
            reached=reached,
            all=everything,
            cases=len(coverage.results),
        ),
        failed=[result.case.case for result in coverage.results if result.differences],
        failed_label=say(lang, "coverage.failed"),
        missed_label=say(lang, "coverage.missed"),
        share=100 * reached // everything,
        sections=sections,
    )
