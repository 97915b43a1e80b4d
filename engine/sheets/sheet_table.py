"""The table of the score sheet: points by group and criterion in two columns, why they were lost, total and rating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.explanation.explanation import arithmetic_sentence, lowered_sentence, rating_sentence, warnings
from chamdiem.engine.explanation.reason_words import finding, lost_because, reason_sentence
from chamdiem.engine.scoring.explaining import scored_reasons
from chamdiem.engine.texts import say_vi, sentence
from chamdiem.engine.words import formats
from chamdiem.rules.compile.scored import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from chamdiem.engine.scoring.evaluation import CriterionScore, Evaluation, GroupScore, Points, Scoring
    from chamdiem.engine.scoring.explaining import LayerReasons
    from chamdiem.engine.scoring.reasons import CriterionReason
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.language.framework import Framework

COLUMNS = ("self", "upper")
"""The layers that have a column of points."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with what stands behind it; None is a blank."""

    label: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One line of the table. None is a blank; as a reason, it is a line to write on: nobody said what cost points.

    Kinds: group (a heading with subtotals), criterion, single (a group that is one criterion), total, rating. `floor`:
    1 of a group, 2 of a group in it, and so on; what is outside the scale has a heading without id.

    A value of the sheet's own and not a row of `paper.tables.Table`: its kinds span columns, a reason has several lines
    to write on, and the templates that committees draw themselves name its parts (docs/mau-phieu.md).
    """

    kind: Literal["group", "criterion", "single", "total", "rating"]
    id: str = ""
    title: str
    subtitle: str | None = None
    maximum: str | None = None
    own: str | None
    upper: str | None
    reasons: tuple[Labelled, ...] = ()
    floor: int = 1


class SheetTable:
    """The rows of the table, and what is said of them: the layers that have a column, side by side."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.framework, self.own = evaluation.framework.framework, evaluation.own
        self.scored = scored_reasons(evaluation)
        self.columns = {layer: self.scored[layer] for layer in COLUMNS if layer in self.scored}
        self.criteria = {layer: {item.id: item for item in why.criteria} for layer, why in self.columns.items()}
        self.wording = evaluation.framework.wordings["vi"]
        self.floors = dict(_floors(self.framework.groups, 1))

    def _called(self, layer: str) -> str:
        return say_vi("sheet.own_of" if layer == "self" and self.framework.subject else f"sheet.{layer}")

    def rows(self) -> tuple[SheetRow, ...]:
        """Return every line of the table: groups and criteria, the total, the rating."""
        groups = [row for place, group in enumerate(self.own.all_groups) for row in self._group(place, group)]
        return (*groups, *self._outside(), self._total(), self._rating())

    def warnings(self) -> tuple[str, ...]:
        """Return what does not fit together, of every layer that was scored, each once."""
        return tuple(dict.fromkeys(text for why in self.scored.values() for text in warnings(why, "vi")))

    def to_score(self) -> tuple[str, ...]:
        """Return for each column that was begun what it still lacks."""
        lacking = {layer: self._lacking(why.scoring) for layer, why in self.columns.items() if why.scoring.to_score}
        return tuple(say_vi("sheet.of_layer", layer=self._called(layer), text=text) for layer, text in lacking.items())

    def _lacking(self, scoring: Scoring) -> str:
        if _is_untouched(scoring):
            return say_vi("sheet.none_scored")
        names = "; ".join(self._need(score) for score in scoring.to_score)
        code = "sheet.to_score" if self.framework.points else "sheet.to_answer"
        return say_vi(code, count=len(scoring.to_score), names=names)

    def _need(self, score: CriterionScore) -> str:
        """Name a criterion that has no points, with the record's fields that it waits for; answers are plain blanks."""
        fields = self.wording.needs(key for key in score.missing if key.kind == "field")
        return say_vi("sheet.needs", id=score.criterion.id, names=", ".join(fields)) if fields else score.criterion.id

    def _cells(self, cell: Callable[[Scoring], str | None]) -> tuple[str | None, str | None]:
        """Return what stands in the columns of the cell and of the level above it."""
        upper = self.columns.get("upper")
        return cell(self.own), cell(upper.scoring) if upper else None

    def _group(self, place: int, group: GroupScore) -> list[SheetRow]:
        ids, own_id, title = [score.criterion.id for score in group.criteria], group.group.id, group.group.title
        if group.is_lone:
            return [self._criterion(own_id, title)]
        own, upper = self._cells(lambda scoring: _sum_text(self.framework, scoring.all_groups[place].points))
        maximum = self._maximum(group.points.maximum, group.group.maximum)
        floor = self.floors[own_id]
        heading = SheetRow(kind="group", id=own_id, title=title, maximum=maximum, own=own, upper=upper, floor=floor)
        return [heading, *map(self._criterion, ids)]

    def _outside(self) -> Iterator[SheetRow]:
        """Yield what is added once all groups are summed, under a heading of its own."""
        if self.own.outside:
            yield SheetRow(kind="group", title=say_vi("scoring.outside"), own=None, upper=None)
        for score in self.own.outside:
            yield self._criterion(score.criterion.id)

    def _maximum(self, *known: int | None) -> str | None:
        """Return the first of some maxima that is known; a framework without points has none to show."""
        found = next((maximum for maximum in known if maximum is not None), None)
        return formats.points(found, "vi") if self.framework.points and found is not None else None

    def _criterion(self, criterion_id: str, heading: str | None = None) -> SheetRow:
        items = {layer: criteria[criterion_id] for layer, criteria in self.criteria.items()}
        score, title = items["self"].score, items["self"].score.criterion.title
        cells = {layer: self._mark(item) for layer, item in items.items()}
        return SheetRow(
            kind="single" if heading else "criterion",
            id=criterion_id,
            title=heading or title,
            subtitle=title if heading not in {None, title} else None,
            maximum=self._criterion_maximum(score),
            own=cells["self"],
            upper=cells.get("upper"),
            reasons=_by_layer({layer: self._reasons(item) for layer, item in items.items()}),
        )

    def _reasons(self, item: CriterionReason) -> Iterator[str | None]:
        """Say why points were lost or left out: the scorer's note, what the facts show, None where neither says it."""
        score = item.score
        if score.note:
            yield score.note
        if score.status in {"not_applicable", "undefined", "unmatched"}:
            yield sentence(reason_sentence(item, self.wording))
        elif score.lost:
            computed = lost_because(item, self.wording)
            if computed or not score.note:
                yield sentence(computed) or None

    def _criterion_maximum(self, score: CriterionScore) -> str | None:
        if _is_left_out(score) or not score.criterion.scored:
            return say_vi("sheet.left_out")
        if score.criterion.is_outside:
            return self._outside_ends(score.criterion)
        return self._maximum(score.points.maximum, score.criterion.maximum)

    def _outside_ends(self, criterion: Criterion) -> str:
        """Return what a criterion outside the scale adds at most, and what it takes off at most: +5, -8, or +5 / -8."""
        maximum = self.framework.maximum_of(criterion)
        least = min(0, reach(self.framework, criterion)[0])
        ends = [say_vi("sheet.bonus", points=formats.points(maximum, "vi"))] if maximum or not least else []
        return " / ".join([*ends, *([formats.points(least, "vi")] if least else [])])

    def _mark(self, item: CriterionReason) -> str | None:
        score, award = item.score, item.score.points.award
        if award is None:
            return None
        if _is_left_out(score):
            return say_vi("sheet.left_out")
        if (found := finding(item, self.wording)) is not None:
            return found
        if self.framework.points:
            return formats.points(award, "vi")
        return say_vi("sheet.met" if award else "sheet.not_met")

    def _total(self) -> SheetRow:
        scheme = self.framework.points
        own, upper = self._cells(lambda scoring: total_text(self.framework, scoring))
        made = {layer: [why.arithmetic] if why.arithmetic else [] for layer, why in self.columns.items()}
        return SheetRow(
            kind="total",
            title=say_vi("sheet.total" if scheme else "sheet.total_no_points"),
            maximum=self._maximum(self.own.total.maximum, scheme.maximum if scheme else None),
            own=own,
            upper=upper,
            reasons=_by_layer({layer: [arithmetic_sentence(each, "vi") for each in made[layer]] for layer in made}),
        )

    def _rating(self) -> SheetRow:
        own, upper = self._cells(lambda scoring: scoring.rating.title if scoring.rating else None)
        reasons = _by_layer({layer: _why(why) for layer, why in self.columns.items()})
        return SheetRow(kind="rating", title=say_vi("sheet.rating"), own=own, upper=upper, reasons=reasons)


def _floors(groups: Iterable[Group], floor: int) -> Iterator[tuple[str, int]]:
    """Yield the ids of groups with the floors on which they stand, from 1."""
    for group in groups:
        yield group.id, floor
        yield from _floors(group.groups, floor + 1)


def _why(why: LayerReasons) -> Iterator[str]:
    """Say why there is no rating, and what alone kept a better one from being given."""
    scoring = why.scoring
    if scoring.rating is None:
        if not _is_untouched(scoring):
            yield rating_sentence(scoring, "vi")
        return
    reached = [found for found in why.withheld if not found.short]
    for found in reached:
        for gate in found.of("gate"):
            yield say_vi("sheet.gate_failed", title=found.rating.title, gate=gate.text)
    told = lowered_sentence(why.framework, scoring, "vi")
    if told is not None:
        yield told
    for result in scoring.caps:
        if result.cap.lower_by:
            continue
        barred = [found.rating.title for found in reached if result.cap.id in {cap.id for cap in found.of("cap")}]
        if barred:
            yield say_vi("rating.cap_barred", title=", ".join(barred), reason=result.cap.reason)


def total_text(framework: Framework, scoring: Scoring) -> str | None:
    """Return the total; what it will at least be while some criteria are missing; None while all of them are."""
    if scoring.total.award is not None or scoring.empty:
        return _sum_text(framework, scoring.total)
    if _is_untouched(scoring):
        return None
    least = scoring.total.least
    return say_vi("sheet.at_least", points=formats.points(least, "vi") if framework.points else least)


def _sum_text(framework: Framework, points: Points) -> str | None:
    if points.award is None:
        return None
    if framework.points:
        return formats.points(points.award, "vi")
    return say_vi("sheet.met_of", met=points.award, all=points.maximum)


def _by_layer(lines: Mapping[str, Iterable[str | None]]) -> tuple[Labelled, ...]:
    """Put both columns' lines under each other; the upper level's are labelled, and left out where they repeat."""
    own = tuple(lines["self"])
    upper = (line for line in lines.get("upper", ()) if line not in own)
    return (*(Labelled("", line) for line in own), *(Labelled(say_vi("sheet.upper"), line) for line in upper))


def _is_left_out(score: CriterionScore) -> bool:
    return score.rule is not None and score.rule.then in {"excluded", "rescaled"}


def _is_untouched(scoring: Scoring) -> bool:
    return len(scoring.to_score) == sum(score.is_asked for score in scoring.criteria)
