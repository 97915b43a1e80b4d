"""What the names in a framework stand for: the fact behind each, and how its values are stored as integers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.compile.measure_kinds import MeasureKinds
from chamdiem.rules.compile.program import Key
from chamdiem.rules.language import ways
from chamdiem.rules.language.fields import FieldType
from chamdiem.rules.language.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.language.conditions import Comparison
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.operands import CountOf
    from chamdiem.rules.language.ways import Deduction, Part

PERCENT_DECIMALS = 4
PERCENT_SCALE = 10**PERCENT_DECIMALS
"""Thresholds of a percentage have at most four decimals, so at this resolution each is whole."""
POINT_SCALE = 100
YES_NO = ("no", "yes")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or one of some words, that a condition can test.

    `least` and `most` are the same fact, except for scores and for measures that `Scope.is_bounded` tells of: there
    they bound what is not known yet. A percentage and every other number that need not be whole is stored `marked`, as
    `Fraction` describes, others as value·scale.
    `role`: count, percent, number, decimal, points, words, date, time.
    """

    least: Key
    most: Key
    role: str
    scale: int = 1
    words: tuple[str, ...] = ()

    @property
    def is_marked(self) -> bool:
        """Whether it is stored `marked`."""
        return self.role in {"percent", "number"}

    def interval(self, ends: Comparison) -> tuple[int | None, int | None]:
        """Return the stored integers that lie within the ends, as a closed interval."""
        low = high = None
        step = 2 if self.is_marked else 1
        if ends.at_least is not None:
            low = step * self._stored(ends.at_least, ROUND_CEILING)
        if ends.above is not None:
            low = step * self._stored(ends.above, ROUND_FLOOR) + 1
        if ends.at_most is not None:
            high = step * self._stored(ends.at_most, ROUND_FLOOR)
        if ends.below is not None:
            high = step * self._stored(ends.below, ROUND_CEILING) - 1
        return low, high

    def written(self, value: int) -> str:
        """Return the stored value of an answer as a record's file says it."""
        if self.words:
            return self.words[value]
        return points_text(value) if self.role == "points" else str(value)

    def exactly(self, value: Decimal) -> tuple[int, int]:
        """Return the closed interval of the stored integers that equal a number (empty when none does)."""
        step = 2 if self.is_marked else 1
        return step * self._stored(value, ROUND_CEILING), step * self._stored(value, ROUND_FLOOR)

    def _stored(self, value: Decimal, rounding: str) -> int:
        return int((value * self.scale).to_integral_value(rounding))


def _plain(key: Key, role: str, scale: int = 1, words: tuple[str, ...] = ()) -> Quantity:
    return Quantity(key, key, role, scale, words)


_ROLES = {
    FieldType.COUNT: "count", FieldType.DECIMAL: "decimal", FieldType.YES_NO: "words", FieldType.WORD: "words",
    FieldType.DATE: "date", FieldType.TIME: "time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What the scorer is asked: of a criterion, or of one part of its checklist or one of its deductions."""

    criterion: Criterion
    quantity: Quantity
    part: Part | Deduction | None = None

    @property
    def key(self) -> Key:
        """The fact that the answer is."""
        return self.quantity.least

    @property
    def name(self) -> str:
        """How frameworks and records name the answer."""
        return self.key.subject

    @property
    def title(self) -> str:
        """What is asked, as the regulation has it."""
        return self.part.title if self.part else self.criterion.title


def questions(criterion: Criterion) -> tuple[Question, ...]:
    """Return every question that a criterion asks the scorer."""
    own = Key("answer", criterion.id)
    way = criterion.way
    match way:
        case ways.YesNoQuestion():
            return (Question(criterion, _plain(own, "words", words=YES_NO)),)
        case ways.PointsQuestion():
            return (Question(criterion, _plain(own, "points", POINT_SCALE)),)
        case ways.NamedLevels(levels):
            return (Question(criterion, _plain(own, "words", words=tuple(level.id for level in levels))),)
        case ways.Checklist(parts):
            asked = [(part, answer_to(criterion, part)) for part in parts if part.holds is None]
            return tuple(Question(criterion, _plain(key, "words", words=YES_NO), part) for part, key in asked)
        case ways.Deductions():
            counted = [(each, answer_to(criterion, each)) for each in way.each if each.of is None]
            return tuple(Question(criterion, _plain(key, "count"), each) for each, key in counted)
        case ways.Bands() | ways.Requirement():
            return ()
        case _:
            assert_never(way)


def answer_to(criterion: Criterion, part: Part | Deduction) -> Key:
    """Return the answer that a part of a checklist or a deduction asks for."""
    return Key("answer", f"{criterion.id}/{part.id}")


def scoring_key(criterion: Criterion) -> Key:
    """Return the fact that a criterion's own scoring concludes; where it may not apply, its award is made from that."""
    return Key("score" if criterion.not_applicable else "award", criterion.id)


def _is_told(question: Question, of: CountOf) -> bool:
    """Tell whether the words of a test are among those that may be answered."""
    own = question.quantity.words
    return not of.words or (own == YES_NO if {*of.words} <= {*YES_NO} else any(word in own for word in of.words))


def is_movable(criterion: Criterion) -> bool:
    """Tell whether a criterion may be taken out of the total."""
    return any(rule.then in {"excluded", "rescaled"} for rule in criterion.not_applicable)


def score(subject: str) -> Quantity:
    """Return the quantity of a criterion's, a group's or the total's points."""
    return Quantity(Key("least", subject), Key("most", subject), "points", POINT_SCALE)


class Counted(NamedTuple):
    """A fact each unit of which moves the points of a criterion: by so many, and by `most` at most (hundredths)."""

    criterion: Criterion
    fact: Key
    points: int
    most: int

    @property
    def last(self) -> int:
        """The number from which on nothing moves any more."""
        return -(-self.most // self.points) if self.points else 0


class Scope:
    """The names of one framework."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework

    @cached_property
    def questions(self) -> Mapping[Key, Question]:
        """Every question that the scorer is asked, by the fact that answers it."""
        return {question.key: question for criterion in self.framework.criteria for question in questions(criterion)}

    def answer(self, name: str) -> Quantity | None:
        """Return the quantity of an answer by the name that a framework gives it; None: nobody asks for it."""
        question = self.questions.get(Key("answer", name))
        return question.quantity if question else None

    def fact(self, name: str) -> Quantity | None:
        """Return the quantity of a measure or a record field; a measure hides no field (the checks see to that)."""
        if name in self.framework.measures:
            role = self._kinds.role(name)
            scale = 1 if role == "count" else PERCENT_SCALE
            if self.is_bounded(name):
                return Quantity(Key("measure_least", name), Key("measure_most", name), role, scale)
            return _plain(Key("measure", name), role, scale)
        field = self.framework.shape.by_name.get(name)
        if field is None or field.type not in _ROLES:
            return None
        words = YES_NO if field.type is FieldType.YES_NO else tuple(field.words or ())
        return _plain(Key("field", name), _ROLES[field.type], 10**field.decimals, words)

    def is_bounded(self, name: str) -> bool:
        """Tell whether a measure has a least and a most while something of it is missing.

        Whole numbers made of whole numbers of the record have not: a program is not slower for what regulations have
        always said, and `analysis.completions` tries what is missing of those.
        """
        return self._kinds.is_bounded(name)

    @cached_property
    def _kinds(self) -> MeasureKinds:
        return MeasureKinds(self)

    def members(self, of: CountOf) -> tuple[str, ...]:
        """Return the answers or criteria that a count looks at, by their names."""
        chosen = of.members
        if isinstance(chosen, tuple):
            return chosen
        within = None if chosen == "all" else chosen.group
        criteria = [c for g in self.framework.groups if within in {None, g.id} for c in g.criteria]
        if of.counted == "criterion":
            return tuple(criterion.id for criterion in criteria)
        return tuple(asked.name for criterion in criteria for asked in questions(criterion) if _is_told(asked, of))

    def asking(self, answer: str) -> Criterion:
        """Return the criterion that asks for an answer."""
        return self.questions[Key("answer", answer)].criterion

    def known_fact(self, name: str) -> Quantity:
        """Return the quantity of a measure or field that the checks know to be there (LookupError: it is not)."""
        found = self.fact(name)
        if found is None:
            raise LookupError(name)
        return found

    @cached_property
    def counts(self) -> tuple[Counted, ...]:
        """Every fact that points follow unit by unit.

        Of all other numbers, bounds and proofs try one value between two ends that some rule tests; of these, each one
        up to the last. A way of scoring by a formula that is forgotten here gets bounds that are too narrow.
        """
        return tuple(count for criterion in self.framework.criteria for count in self._counts(criterion))

    @cached_property
    def lasts(self) -> Mapping[Key, int]:
        """Those facts, each with the number from which on nothing moves any more."""
        found: dict[Key, int] = {}
        for each in self.counts:
            found[each.fact] = max(each.last, found.get(each.fact, 0))
        return found

    def _counts(self, criterion: Criterion) -> Iterator[Counted]:
        way, maximum = criterion.way, self.framework.maximum_of(criterion)
        match way:
            case ways.Deductions():
                for each in way.each:
                    most = min(end for end in (maximum, each.at_most, way.at_most) if end is not None)
                    yield Counted(criterion, self.counted(criterion, each).least, each.points, most)
            case ways.Bands() | ways.Requirement() | ways.YesNoQuestion() | ways.NamedLevels() | ways.Checklist():
                return  # by rules, whose ends are known
            case ways.PointsQuestion():
                return  # an answer has its own steps
            case _:
                assert_never(way)

    def counted(self, criterion: Criterion, each: Deduction) -> Quantity:
        """Return the number of occurrences by which points are taken off: a measure, a field, or an answer."""
        return self.known_fact(each.of) if each.of else self.questions[answer_to(criterion, each)].quantity
