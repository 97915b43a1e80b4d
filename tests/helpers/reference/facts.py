"""What a record says, the numbers that a framework makes of it, and conditions on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Any

from reference.spans import (
    UNKNOWN,
    Json,
    Span,
    Truth,
    compared,
    every,
    exact,
    extreme,
    hull,
    number,
    opposite,
    some,
    total,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Value = bool | str | int | Fraction | dt.date | dt.time
ENDS = ("at_least", "above", "at_most", "below")
TAKEN_OUT = ("excluded", "rescaled")
OPERATIONS = (
    "sum", "difference", "percent", "minutes_between", "days_between", "years_between", "shortfall", "choose",
    "mean", "highest", "lowest", "count_of",
)  # fmt: skip


class Disagreement(Exception):  # noqa: N818 - a result of scoring, not a mistake of ours
    """The framework gives one criterion two different results."""


class Undefined(Exception):  # noqa: N818 - a result of reckoning, not a mistake of ours
    """A number cannot be made: a share of nothing. No limit makes one of it."""


UNDEFINED = Span(None, None)
"""What stands for a number that cannot be made; told from other unknown ones by what it is, not by its ends."""


@dataclass(frozen=True)
class Record:
    """What is known of one occasion: fields and inputs by name, answers of one layer by question; else missing."""

    facts: Mapping[str, Value]
    answers: Mapping[str, Value]
    layer: str = "self"


def as_number(value: Value) -> Fraction:
    """Return a value as the number by which it is reckoned: yes is 1, a day its place in the calendar."""
    if isinstance(value, dt.date):
        return Fraction(value.toordinal())
    if isinstance(value, dt.time):
        return Fraction(value.hour * 60 + value.minute)
    return Fraction(value)


def _day(end: object) -> Fraction | None:
    """Return the place in the calendar of an end of a day; one that another fact gives is not looked up."""
    return as_number(dt.date.fromisoformat(end)) if isinstance(end, str) else None


def as_word(value: Value) -> str:
    """Return a value as a condition names it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def criteria_in(group: Json) -> Iterator[Json]:
    """Return every criterion of a group and of the groups in it."""
    yield from group.get("criteria", ())
    for inner in group.get("groups", ()):
        yield from criteria_in(inner)


def groups_in(groups: Sequence[Json]) -> Iterator[Json]:
    """Return every group, with the groups in it."""
    for group in groups:
        yield group
        yield from groups_in(group.get("groups", ()))


@dataclass
class Facts:
    """The facts and conditions of one record; points are known to those who inherit."""

    data: Json
    record: Record
    measured: dict[str, Span] = field(default_factory=dict)

    @property
    def criteria(self) -> list[Json]:
        """Every criterion inside the scale, in the order of the regulation."""
        return [criterion for group in self.data["groups"] for criterion in criteria_in(group)]

    @property
    def outside(self) -> list[Json]:
        """Every line outside the scale."""
        return list(self.data.get("outside", ()))

    def criterion(self, criterion_id: str) -> Json:
        """Return a criterion, or a line outside the scale."""
        return next(item for item in (*self.criteria, *self.outside) if str(item["id"]) == str(criterion_id))

    def group(self, group_id: str) -> Json:
        """Return a group on any floor."""
        return next(group for group in groups_in(self.data["groups"]) if str(group["id"]) == str(group_id))

    # --- numbers ---

    def number(self, name: str) -> Span:
        """Return a field, an input or a measure."""
        measures = self.data.get("measures", {})
        if name not in measures:
            return self._given(name)
        if name not in self.measured:
            try:
                self.measured[name] = self._measure(measures[name])
            except Undefined:
                self.measured[name] = UNDEFINED
        return self.measured[name]

    def _given(self, name: str) -> Span:
        value = self.record.facts.get(name)
        if value is not None:
            return UNKNOWN if isinstance(value, str) else exact(as_number(value))
        spec = self.data.get("inputs", {}).get(name)
        if spec is not None and spec["type"] == "date":
            return Span(*(_day(spec.get(end)) for end in ("at_least", "at_most")))
        if spec is None or spec["type"] in {"word", "time"}:
            return UNKNOWN
        if spec["type"] == "yes_no":
            return Span(Fraction(0), Fraction(1))
        low, high = (self.end(spec.get(end)) for end in ("at_least", "at_most"))
        return Span(Fraction(0) if low.least is None else low.least, high.most)

    def end(self, written: Any) -> Span:  # noqa: ANN401 - a scalar or a mapping, as the file has it
        """Return an end, or what something is measured by: a number, or the fact that it names."""
        if written is None:
            return UNKNOWN
        return self.number(written["fact"]) if isinstance(written, dict) else exact(number(written))

    def operand(self, written: Any) -> Span:  # noqa: ANN401 - a scalar or a mapping, as the file has it
        """Return what an operation is made of: a name, a number, or a mapping.

        Raises:
            Undefined: it cannot be made.
        """
        if not isinstance(written, dict):
            text = str(written)
            found = self.number(text) if text[:1].isalpha() else exact(number(text))
        else:
            found = self._mapped(written)
        if found is UNDEFINED:
            raise Undefined
        return found.times(number(written.get("times", 1))) if isinstance(written, dict) else found

    def _mapped(self, written: Json) -> Span:
        if "answer" in written:
            return self.answered(str(written["answer"]))
        for of in ("criterion", "group"):
            if of in written:
                reach = self.reach if written.get("at") == "maximum" else self.points
                return reach(of, str(written[of]))
        return self.number(next(written[of] for of in ("fact", "input", "measure") if of in written))

    def _measure(self, spec: Json) -> Span:
        key = next(operation for operation in OPERATIONS if operation in spec)
        limit = spec.get("limit", {})
        low, high = (number(limit[end]) if end in limit else None for end in ("at_least", "at_most"))
        return self._operated(key, spec).held(low, high)

    def _operated(self, key: str, spec: Json) -> Span:
        if key == "choose":
            return hull(self.operand(choice["value"]) for choice in self.possible(spec["choose"]))
        if key == "count_of":
            return self._count_of(spec["count_of"])
        if key == "years_between":
            return self._years(*spec[key])
        operands = [self.operand(written) for written in spec[key]]
        if key == "percent":
            return self._percent(operands[0], operands[1], spec.get("when_empty"))
        return self._joined(key, operands)

    @staticmethod
    def _joined(key: str, operands: list[Span]) -> Span:
        first, *rest = operands
        match key:
            case "sum":
                return total(operands)
            case "mean":
                return total(operands).times(Fraction(1, len(operands)))
            case "highest" | "lowest":
                return extreme(operands, highest=key == "highest")
            case "difference":
                return total([first, *(span.times(Fraction(-1)) for span in rest)])
            case _:
                apart = total([rest[0], first.times(Fraction(-1))])
                return apart.held(Fraction(0), None) if key == "shortfall" else apart

    @staticmethod
    def _percent(above: Span, below: Span, when_empty: object) -> Span:
        """Return a share in percent; of what may turn out to be a share of nothing no end is known."""
        may_be_nothing = below.least is None or below.least <= 0
        if may_be_nothing and when_empty is None:
            raise Undefined
        nothing = [exact(number(when_empty))] if may_be_nothing else []
        if below.most is not None and below.most <= 0:
            return hull(nothing)
        return hull([Span(share(above.least, below, least=True), share(above.most, below, least=False)), *nothing])

    def _years(self, first: str, last: str) -> Span:
        days = [self.record.facts.get(name) for name in (first, last)]
        begin, end = (
            day.year * 10000 + day.month * 100 + day.day if isinstance(day, dt.date) else None for day in days
        )
        return UNKNOWN if begin is None or end is None else exact(floor(Fraction(end - begin, 10000)))

    def possible(self, lines: Sequence[Json]) -> list[Json]:
        """Return the lines of a choice that may be the first true one."""
        found = []
        for line in lines:
            truth = True if line.get("when") is None else self.truth(line["when"])
            found += [] if truth is False else [line]
            if truth:
                break
        return found

    def _count_of(self, spec: Json) -> Span:
        truths = [self._counted(member, spec) for member in self._members(spec)]
        return Span(
            Fraction(sum(truth is True for truth in truths)), Fraction(sum(truth is not False for truth in truths))
        )

    def _members(self, spec: Json) -> list[tuple[str, Any]]:
        if "conditions" in spec:
            return [("condition", condition) for condition in spec["conditions"]]
        of = "answers" if "answers" in spec else "criteria"
        chosen = spec[of]
        if chosen == "all":
            ids = [item["id"] for item in self.criteria]
        elif isinstance(chosen, dict):
            ids = [item["id"] for item in criteria_in(self.group(chosen["group"]))]
        else:
            ids = list(chosen)
        return [("answer" if of == "answers" else "criterion", str(member)) for member in ids]

    def _counted(self, member: tuple[str, Any], spec: Json) -> Truth:
        of, subject = member
        if of == "condition":
            return self.truth(subject)
        test = {key: spec[key] for key in (*ENDS, "is", "in", "at") if key in spec}
        own = self.truth({of: subject, **test})
        item = self.criterion(subject.split("/", maxsplit=1)[0])
        applies = self.applies(item)
        if applies is True:
            return own
        left_out = spec.get("left_out") == "counted"
        return left_out if applies is False or own is left_out else None

    # --- conditions ---

    def truth(self, condition: Json) -> Truth:
        """Return whether a condition holds."""
        if "all" in condition:
            return every(self.truth(part) for part in condition["all"])
        if "any" in condition:
            return some(self.truth(part) for part in condition["any"])
        if "not" in condition:
            return opposite(self.truth(condition["not"]))
        if condition.get("at") == "maximum":
            of = "criterion" if "criterion" in condition else "group"
            return self.full(of, str(condition[of]))
        return self._tested(condition)

    def _tested(self, condition: Json) -> Truth:
        words = (
            [as_text(word) for word in (condition.get("in") or [condition["is"]])]
            if {"in", "is"} & set(condition)
            else []
        )
        if "fact" in condition:
            name = condition["fact"]
            span, value, options = self.number(name), self.record.facts.get(name), self._options(name)
        elif "answer" in condition:
            question = str(condition["answer"])
            value, options = self.record.answers.get(question), ()
            span = UNKNOWN if value is None or isinstance(value, str) else exact(as_number(value))
        else:
            of = next(key for key in ("criterion", "group", "total") if key in condition)
            span, value, options = self.points(of, str(condition[of])), None, ()
        if words:
            return self._named(words, span, value, options)
        return every(self._within(end, condition[end], span) for end in ENDS if end in condition)

    def _options(self, name: str) -> tuple[str, ...]:
        spec = self.data.get("inputs", {}).get(name, {})
        return {"word": tuple(spec.get("words", ())), "yes_no": ("no", "yes")}.get(spec.get("type"), ())

    @staticmethod
    def _named(words: list[str], span: Span, value: Value | None, options: tuple[str, ...]) -> Truth:
        if isinstance(value, bool | str):
            return as_word(value) in words
        if options:
            return True if set(options) <= set(words) else None if set(options) & set(words) else False
        spans = [exact(number(word)) for word in words] if span != UNKNOWN else []
        met = [every([compared(one, span, strict=False), compared(span, one, strict=False)]) for one in spans]
        return some(met) if met else None

    def _within(self, end: str, written: Any, span: Span) -> Truth:  # noqa: ANN401 - a scalar or a mapping
        bound = self.end(written)
        if end in {"at_least", "above"}:
            return compared(bound, span, strict=end == "above")
        return compared(span, bound, strict=end == "below")

    # --- what those who inherit know ---

    def answered(self, question: str) -> Span:
        """Return an answer as a number; one that is not there lies anywhere between the ends of its question."""
        raise NotImplementedError

    def points(self, of: str, subject: str) -> Span:
        """Return the points of a criterion, of a group or of everything."""
        raise NotImplementedError

    def reach(self, of: str, subject: str) -> Span:
        """Return what a criterion or a group could have reached."""
        raise NotImplementedError

    def full(self, of: str, subject: str) -> Truth:
        """Return whether a criterion or a group is at its maximum."""
        raise NotImplementedError

    def applies(self, criterion: Json) -> Truth:
        """Return whether a criterion applies."""
        raise NotImplementedError


def share(above: Fraction | None, below: Span, *, least: bool) -> Fraction | None:
    """Return the least, or the most, percentage that one end of what is above is of anything positive below."""
    if above is None:
        return None
    if (above >= 0) is least:  # the greatest divisor; by ever greater ones it comes near nothing
        return Fraction(0) if below.most is None else 100 * above / below.most
    if below.least is None or below.least <= 0:  # the smallest divisor
        return Fraction(0) if above == 0 else None
    return 100 * above / below.least


def as_text(written: object) -> str:
    """Return a word of a condition as text; a reader of YAML may have made a truth of it."""
    return {True: "yes", False: "no"}[written] if isinstance(written, bool) else str(written)
