"""Points, totals and the rating of one layer of one record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from reference.facts import TAKEN_OUT, Disagreement, criteria_in, groups_in
from reference.spans import Json, Span, Truth, compared, every, exact, hull, number, opposite, rounded, some, total
from reference.ways import NOTHING, Ways

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

APPLIES = "applies"


@dataclass(frozen=True)
class Result:
    """What a framework gives: points by criterion, group and line outside the scale, the total, the rating's place.

    The rating is the number of ratings where none is given, and None while it is not certain.
    """

    criteria: dict[str, Span]
    groups: dict[str, Span]
    total: Span
    rating: int | None


@dataclass
class Reference(Ways):
    """Scores one layer of one record."""

    def result(self) -> Result:
        """Score everything.

        Raises:
            Disagreement: the framework gives one criterion two results.
        """
        for name in self.data.get("measures", {}):
            self.number(name)
        return Result(
            {str(item["id"]): self.span(item) for item in (*self.criteria, *self.outside)},
            {str(group["id"]): self._sum(criteria_in(group)) for group in groups_in(self.data["groups"])},
            self.total(),
            self.rating(),
        )

    # --- a criterion ---

    def span(self, item: Json) -> Span:
        """Return the points of a criterion or of a line outside the scale."""
        name = str(item["id"])
        if name not in self.owned:
            ways = self.treatments(item)
            own = self._own(item) if APPLIES in ways else exact(0)
            if item.get("not_applicable") and APPLIES not in ways:
                self._own(item)  # a disagreement is one, whether it counts or not
            self.owned[name] = hull(own if way == APPLIES else exact(self._instead(item, way)) for way in ways)
        return self.owned[name]

    def _own(self, item: Json) -> Span:
        if self.unscored(item):
            return exact(0)
        if "layers" in item and self.record.layer not in item["layers"]:
            return exact(0)
        return self.own(item, self.scale_of(item, str(item["id"])))

    @staticmethod
    def unscored(item: Json) -> bool:
        """Tell whether a criterion asks without giving points."""
        return item.get("scored") in {"no", False}

    def _instead(self, item: Json, treatment: str) -> Fraction:
        return self.scale_of(item, "").maximum if treatment == "full_marks" else NOTHING

    def treatments(self, item: Json) -> list[str]:
        """Return what may become of a criterion: it applies, or one of the treatments of one that does not."""
        truths = [(rule["then"], self.truth(rule["when"])) for rule in item.get("not_applicable", ())]
        sure = {then for then, truth in truths if truth}
        if len(sure) > 1:
            raise Disagreement
        if sure:
            return sorted(sure)
        return [APPLIES, *sorted({then for then, truth in truths if truth is None})]

    def applies(self, criterion: Json) -> Truth:
        """Return whether a criterion applies."""
        ways = self.treatments(criterion)
        return None if len(ways) > 1 else ways == [APPLIES]

    def full(self, of: str, subject: str) -> Truth:
        """Return whether a criterion, or every criterion of a group, is at its maximum or taken out."""
        items = [self.criterion(subject)] if of == "criterion" else list(criteria_in(self.group(subject)))
        return every(self._full(item) for item in items if not self.unscored(item))

    def _full(self, item: Json) -> Truth:
        ways = self.treatments(item)
        scale = self.scale_of(item, "")
        maximum = scale.maximum
        if maximum == scale.minimum:
            return self._met(item, ways)
        truths: list[Truth] = [
            way in TAKEN_OUT or self._instead(item, way) >= maximum for way in ways if way != APPLIES
        ]
        if APPLIES in ways:
            truths.append(compared(exact(maximum), self._own(item), strict=False))
        return truths[0] if len(set(truths)) == 1 else None

    def _met(self, item: Json, ways: list[str]) -> Truth:
        """Tell whether a criterion of no points is met: by its answer, for its points are 0 whatever it is."""
        if ways != [APPLIES]:
            return None if APPLIES in ways else ways != ["zero"]
        if "holds" in item:
            return self.truth(item["holds"])
        question = str(item["id"])
        if "checklist" in item:
            return every(self.part_met(part, question) for part in item["checklist"])
        if item.get("judged") == "yes_no":
            answer = self.record.answers.get(question)
            return None if answer is None else answer is True
        return True if self.span(item).value is not None else None

    # --- totals ---

    def points(self, of: str, subject: str) -> Span:
        """Return the points of a criterion, of a group or of everything."""
        if of == "criterion":
            return self.span(self.criterion(subject))
        return self._sum(criteria_in(self.group(subject))) if of == "group" else self.total()

    def reach(self, of: str, subject: str) -> Span:
        """Return what a criterion could have reached, or those of a group that are part of its points' maximum."""
        if of == "criterion":
            return self._counting(self.criterion(subject))
        items = criteria_in(self.group(subject))
        return total(self._counting(item) for item in items if item.get("bonus") != "outside")

    def _counting(self, item: Json) -> Span:
        if self.unscored(item):
            return exact(0)
        maximum = self.scale_of(item, "").maximum
        return hull(exact(0 if way in TAKEN_OUT else maximum) for way in self.treatments(item))

    def _sum(self, items: Iterable[Json]) -> Span:
        return total(self.span(item) for item in items)

    def inside(self) -> list[Json]:
        """Return the criteria of the scale itself that give points."""
        return [item for item in self.criteria if item.get("bonus") != "outside" and not self.unscored(item)]

    def total(self) -> Span:
        """Return the total: inside the scale, rescaled if the framework does so, then what is outside, then held."""
        return self._total

    @cached_property
    def _total(self) -> Span:
        scheme = self.data.get("points", {})
        inside = self.inside()
        rescales = any(rule["then"] == "rescaled" for item in inside for rule in item.get("not_applicable", ()))
        found = self._rescaled() if rescales else self._sum(inside)
        bonus = [item for item in self.criteria if item.get("bonus") == "outside"]
        whole = total([found, self._sum([*bonus, *self.outside])])
        ceiling = number(scheme["maximum"]) if scheme.get("bonus_above_maximum") == "capped" else None
        return whole.held(number(scheme["minimum"]) if "minimum" in scheme else None, ceiling)

    def something_applies(self) -> Truth:
        """Return whether any criterion with points inside the scale applies; where none ever has, nothing is missing."""
        if not self.inside():
            return True
        reach = total(self._counting(item) for item in self.inside())
        assert reach.least is not None
        assert reach.most is not None
        return True if reach.least > 0 else False if reach.most == 0 else None

    def _rescaled(self) -> Span:
        """Return the rescaled total over every choice of criteria that may count."""
        choices: list[tuple[Fraction, Span]] = [(NOTHING, exact(0))]
        for item in self.inside():
            ways = self.treatments(item)
            maximum = self.scale_of(item, "").maximum
            more = []
            for way in ways:
                points = self._own(item) if way == APPLIES else exact(self._instead(item, way))
                counted = NOTHING if way in TAKEN_OUT else maximum
                more += [(reach + counted, total([span, points])) for reach, span in choices]
            choices = more
        return hull(self._on_scale(span, reach) for reach, span in choices)

    def _on_scale(self, span: Span, reach: Fraction) -> Span:
        scheme = self.data["points"]
        if not reach:
            return exact(0)
        factor, step = number(scheme["maximum"]) / reach, number(scheme["step"])
        return span.times(factor).map(lambda points: rounded(points, step, scheme["rounding"]))

    # --- rating ---

    def rating(self) -> int | None:
        """Return the place of the rating, the number of ratings if none is given, None while it is not certain."""
        final = self.possible_ratings()
        return next(iter(final)) if len(final) == 1 else None

    def possible_ratings(self) -> set[int]:
        """Return the places of all ratings that may be given; the number of ratings stands for none."""
        places = set()
        for place, rating in enumerate(self.data["ratings"]):
            truth = self.reaches(rating)
            places |= set() if truth is False else {place}
            if truth:
                break
        else:
            places.add(len(self.data["ratings"]))
        return {self._lowered(place, steps) for place in places for steps in self._lowerings()}

    def reaches(self, rating: Json) -> Truth:
        """Return whether a rating's range and gates hold, and no cap bars it."""
        span = self.total()
        order = [item["id"] for item in self.data["ratings"]]
        barring = [
            self.truth(cap["when"])
            for cap in self.data.get("caps", ())
            if cap.get("barred") == rating["id"]
            or ("at_most" in cap and order.index(rating["id"]) < order.index(cap["at_most"]))
        ]
        ends = [
            self._within(end, rating[end], span) for end in ("at_least", "above", "at_most", "below") if end in rating
        ]
        gates = [self.truth(gate["when"]) for gate in rating.get("requires", ())]
        return every([*ends, self.something_applies(), *gates, opposite(some(barring))])

    def _lowerings(self) -> set[int]:
        found = {0}
        for cap in self.data.get("caps", ()):
            if "lower_by" in cap:
                truth, steps = self.truth(cap["when"]), int(cap["lower_by"])
                lowered = {before + steps for before in found}
                found = lowered if truth else found | lowered if truth is None else found
        return found

    def _lowered(self, place: int, steps: int) -> int:
        last = len(self.data["ratings"]) - 1
        return place if place > last else min(place + steps, last)


def scored(data: Json, record: object) -> Result:
    """Score one layer of a record."""
    return Reference(data, record).result()  # type: ignore[arg-type]
