"""The points that each way of scoring gives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from reference.facts import ENDS, UNDEFINED, Disagreement, Facts, as_number
from reference.spans import UNKNOWN, Json, Span, Truth, every, exact, extreme, hull, number, rounded, total

NOTHING = Fraction(0)


def units(number: Fraction, part: str) -> Fraction:
    """Return how many units count: whole ones, those that have begun, or the exact number."""
    return {"whole": Fraction(floor(number)), "begun": Fraction(ceil(number)), "exact": number}[part]


@dataclass(frozen=True)
class Scale:
    """Between which points a criterion, a part or a line lies, and under which name its questions are answered."""

    maximum: Fraction
    minimum: Fraction
    question: str


@dataclass
class Ways(Facts):
    """Points by each way; what not applying makes of them is for those who inherit."""

    owned: dict[str, Span] = field(default_factory=dict)

    def own(self, item: Json, scale: Scale) -> Span:
        """Return the points by the item's own way."""
        for way in ("bands", "holds", "judged", "levels", "checklist", "deductions", "additions", "proportional"):
            if way in item:
                return getattr(self, f"_{way}")(item, scale)  # type: ignore[no-any-return]
        return self._choose(item, scale) if "choose" in item else self._parts(item, scale)

    def _on_steps(self, points: Fraction) -> Fraction:
        scheme = self.data["points"]
        return rounded(points, number(scheme["step"]), scheme["rounding"])

    def _held(self, span: Span, scale: Scale) -> Span:
        """Return points on the scale's steps, between its ends."""
        held = span.map(self._on_steps).held(scale.minimum, scale.maximum)
        return Span(
            scale.minimum if held.least is None else held.least, scale.maximum if held.most is None else held.most
        )

    # --- by a number ---

    def _bands(self, item: Json, _scale: Scale) -> Span:
        bands = item["bands"]
        exceptions = [(number(one["points"]), self.truth(one["when"])) for one in bands.get("unless", ())]
        sure = {points for points, truth in exceptions if truth}
        span = self.number(str(bands["of"]))
        levels = [(number(level["points"]), self._in_band(level, span)) for level in bands["levels"]]
        if all(truth is False for _, truth in exceptions):
            sure |= {points for points, truth in levels if truth}
        if len(sure) > 1:
            raise Disagreement
        if sure:
            return exact(next(iter(sure)))
        met = [points for points, truth in levels if truth is not False]
        if not met or self._gap(bands["levels"], span):
            met = [points for points, _ in levels]
        return hull(exact(points) for points in (*met, *(points for points, truth in exceptions if truth is None)))

    def _gap(self, levels: list[Json], span: Span) -> bool:
        """Tell whether a number of the span may lie in no band: at an end, between two, or beyond all of them."""
        cuts = sorted({number(level[end]) for level in levels for end in ENDS if end in level})
        between = [(low + high) / 2 for low, high in pairwise(cuts)]
        tried = [*cuts, *between, cuts[0] - 1, cuts[-1] + 1] if cuts else []
        least, most = span.least, span.most
        inside = [one for one in tried if (least is None or one >= least) and (most is None or one <= most)]
        inside += [end for end in (least, most) if end is not None]
        return any(all(self._in_band(level, exact(one)) is False for level in levels) for one in inside)

    def _in_band(self, level: Json, span: Span) -> Truth:
        ends = [end for end in ENDS if end in level]
        if span == UNKNOWN:
            return None
        return every(self._within(end, level[end], span) for end in ends)

    def _proportional(self, item: Json, scale: Scale) -> Span:
        spec = item["proportional"]
        whole = str(spec["out_of"])
        of, out_of = self.number(str(spec["of"])), self.end({"fact": whole} if whole[:1].isalpha() else whole)
        from_nothing = replace(scale, minimum=NOTHING)
        if of is UNDEFINED or out_of.value is None or out_of.value <= 0:
            return Span(NOTHING, scale.maximum)
        return self._held(of.times(scale.maximum / out_of.value), from_nothing)

    # --- by a condition or an answer ---

    def _holds(self, item: Json, scale: Scale) -> Span:
        return self._met_or_not(self.truth(item["holds"]), scale)

    def _met_or_not(self, truth: Truth, scale: Scale) -> Span:
        """All points for yes; for no none, which is the minimum where that is below 0."""
        return self._yes(truth, scale.maximum - scale.minimum).map(lambda points: points + scale.minimum)

    @staticmethod
    def _yes(truth: Truth, points: Fraction) -> Span:
        if truth is None:
            return hull([exact(0), exact(points)])
        return exact(points if truth else 0)

    def _judged(self, item: Json, scale: Scale) -> Span:
        answer = self.record.answers.get(scale.question)
        if item["judged"] == "yes_no":
            return self._met_or_not(None if answer is None else answer is True, scale)
        return Span(scale.minimum, scale.maximum) if answer is None else exact(Fraction(answer))  # type: ignore[arg-type]

    def _levels(self, item: Json, scale: Scale) -> Span:
        answer = self.record.answers.get(scale.question)
        points = {str(level["id"]): number(level.get("points", 0)) for level in item["levels"]}
        return hull(map(exact, points.values())) if answer is None else exact(points[str(answer)])

    # --- by a list ---

    def _checklist(self, item: Json, scale: Scale) -> Span:
        return total(
            self._yes(self.part_met(part, scale.question), number(part["points"])) for part in item["checklist"]
        )

    def part_met(self, part: Json, question: str) -> Truth:
        """Return whether a part of a checklist is met."""
        if "holds" in part:
            return self.truth(part["holds"])
        answer = self.record.answers.get(f"{question}/{part['id']}")
        return None if answer is None else answer is True

    def _additions(self, item: Json, scale: Scale) -> Span:
        return self._held(self._counted_points(item["additions"], scale), scale)

    def _deductions(self, item: Json, scale: Scale) -> Span:
        taken = self._counted_points(item["deductions"], scale)
        return self._held(total([exact(scale.maximum), taken.times(Fraction(-1))]), scale)

    def _counted_points(self, spec: Json, scale: Scale) -> Span:
        found = total(self._each(each, scale) for each in spec["each"])
        return found.held(None, number(spec["at_most"])) if "at_most" in spec else found

    def _each(self, each: Json, scale: Scale) -> Span:
        count = self._count(each, scale).held(NOTHING, None)
        if "every" in each:
            every_one = number(each["every"])
            count = count.map(lambda number: units(number / every_one, each.get("part", "exact")))
        points = count.times(number(each["points"]))
        if each.get("part") == "exact":
            points = points.map(self._on_steps)
        return points.held(None, number(each["at_most"])) if "at_most" in each else points

    def _count(self, each: Json, scale: Scale) -> Span:
        if "of" in each:
            return self.number(str(each["of"]))
        answer = self.record.answers.get(f"{scale.question}/{each['id']}")
        return UNKNOWN if answer is None else exact(Fraction(answer))  # type: ignore[arg-type]

    # --- by other ways ---

    def _choose(self, item: Json, scale: Scale) -> Span:
        # two bands of one number are a contradiction, whether their line is the one that counts or not
        given = [
            exact(number(line["points"])) if "points" in line else self.own(line, scale) for line in item["choose"]
        ]
        possible = self.possible(item["choose"])
        return hull(points for line, points in zip(item["choose"], given, strict=True) if line in possible)

    def _parts(self, item: Json, scale: Scale) -> Span:
        spec = item["parts"]
        spans = [self.own(part, self.scale_of(part, f"{scale.question}/{part['id']}")) for part in spec["each"]]
        if spec["take"] == "sum":
            return total(spans).held(scale.minimum, scale.maximum)
        return extreme(spans, highest=spec["take"] == "highest")

    def answered(self, question: str) -> Span:
        """Return an answer as a number; one that is not there lies anywhere between the ends of its question."""
        answer = self.record.answers.get(question)
        if answer is not None:
            return exact(as_number(answer))
        criterion, *inside = question.split("/")
        item = self.criterion(criterion)
        parts = [part for part in item.get("parts", {}).get("each", ()) if [str(part["id"])] == inside]
        asked, *_ = (*parts, item)
        if asked.get("judged") == "points":
            scale = self.scale_of(asked, question)
            return Span(scale.minimum, scale.maximum)
        return Span(NOTHING, Fraction(1)) if asked.get("judged") == "yes_no" else UNKNOWN

    def scale_of(self, item: Json, question: str) -> Scale:
        """Return between which points an item lies; a framework without points counts met as 1."""
        maximum = number(item["maximum"]) if "points" in self.data and "maximum" in item else Fraction(1)
        return Scale(maximum, number(item.get("minimum", 0)), question)
