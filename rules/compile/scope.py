"""What the names in a framework stand for: the fact behind each, and how its values are stored as integers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, assert_never

from chamdiem.rules.compile.counting import Counted, UnitSize
from chamdiem.rules.compile.keys import answer_key
from chamdiem.rules.compile.measure_kinds import MeasureKinds
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scored import all_scored, subject_of, the_whole
from chamdiem.rules.language import tallies, ways
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.scalars import points_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.compile.rescaling import Rounding
    from chamdiem.rules.compile.scored import ScoredThing
    from chamdiem.rules.language.conditions import Comparison
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.operands import CountOf
    from chamdiem.rules.language.tallies import Addition, Deduction, TallyItem
    from chamdiem.rules.language.ways import Part, Scorable

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

    @property
    def stored_scale(self) -> int:
        """How many stored values make 1."""
        return self.scale * (2 if self.is_marked else 1)

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


class Named(NamedTuple):
    """What the name of a field or measure stands for: its fact, how that is stored, and of a share its two counts.

    `has_empty`: the regulation says itself what a share of nothing is.
    """

    key: Key
    quantity: Quantity
    counts: tuple[Key, Key] | None = None
    has_empty: bool = False


def _plain(key: Key, role: str, scale: int = 1, words: tuple[str, ...] = ()) -> Quantity:
    return Quantity(key, key, role, scale, words)


_ROLES = {
    FieldType.COUNT: "count", FieldType.DECIMAL: "decimal", FieldType.YES_NO: "words", FieldType.WORD: "words",
    FieldType.DATE: "date", FieldType.TIME: "time",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """What the scorer is asked: of a criterion or a part of it (`scored`), or of one item of its list."""

    criterion: Criterion
    quantity: Quantity
    scored: Scorable
    item: Part | Addition | Deduction | None = None

    @property
    def key(self) -> Key:
        """The fact that the answer is."""
        return self.quantity.least

    @property
    def name(self) -> str:
        """How frameworks and records name the answer."""
        return self.key.subject

    @property
    def place(self) -> str:
        """How a record names the answer beneath the criterion: `a`, `a/x`; empty where it is the criterion's own."""
        within = () if self.scored is self.criterion else (self.scored.id,)
        return "/".join((*within, *((self.item.id,) if self.item else ())))

    @property
    def title(self) -> str:
        """What is asked, as the regulation has it."""
        return self.item.title if self.item else self.scored.title


def questions(criterion: Criterion) -> tuple[Question, ...]:
    """Return every question that a criterion asks the scorer."""
    return tuple(question for _, scored in criterion.scorables for question in asked_of(criterion, scored))


def places(criterion: Criterion) -> tuple[str, ...]:
    """Return the names beneath a criterion of all parts and items that have ids, whether the scorer is asked or not."""
    found: list[str] = []
    for at, scored in criterion.scorables:
        within = (scored.id,) if at else ()
        items = (item.id for _, item in scored.items if isinstance(item, ways.Part | tallies.TallyItem))
        found += ["/".join((*within, item)) for item in items] + ([scored.id] if at else [])
    return tuple(found)


def asked_of(criterion: Criterion, scored: Scorable) -> Iterator[Question]:
    """Yield the questions of the own way of scoring of a criterion or a part."""
    subject, way = subject_of(criterion, scored), scored.way
    own = answer_key(subject)
    match way:
        case ways.YesNoQuestion():
            yield Question(criterion, _plain(own, "words", words=YES_NO), scored)
        case ways.PointsQuestion():
            yield Question(criterion, _plain(own, "points", POINT_SCALE), scored)
        case ways.NamedLevels(levels):
            yield Question(criterion, _plain(own, "words", words=tuple(level.id for level in levels)), scored)
        case ways.Checklist(parts):
            asked = ((part, answer_key(subject, part.id)) for part in parts if part.holds is None)
            yield from (Question(criterion, _plain(key, "words", words=YES_NO), scored, part) for part, key in asked)
        case tallies.Additions() | tallies.Deductions():
            counted = ((each, answer_key(subject, each.id)) for each in way.each if each.of is None)
            yield from (Question(criterion, _plain(key, "count"), scored, each) for each, key in counted)
        case ways.Bands() | ways.Proportional() | ways.Requirement() | ways.Lines() | ways.Parts():
            return
        case _:
            assert_never(way)


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


class Scope:
    """The names of one framework."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._facts: dict[str, Quantity | None] = {}
        self._named: dict[str, Named] = {}

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by its id, in the order of the framework."""
        return {criterion.id: criterion for criterion in self.framework.criteria}

    @cached_property
    def wholes(self) -> Mapping[str, ScoredThing]:
        """Every criterion as what is scored, by its id."""
        return {name: the_whole(self.framework, criterion) for name, criterion in self.criteria.items()}

    @cached_property
    def asked(self) -> Mapping[str, Mapping[str, Question]]:
        """What the scorer is asked by each criterion, by its id and the place of the answer beneath it."""
        return {name: {each.place: each for each in questions(one)} for name, one in self.criteria.items()}

    @cached_property
    def questions(self) -> Mapping[Key, Question]:
        """Every question that the scorer is asked, by the fact that answers it."""
        return {question.key: question for asked in self.asked.values() for question in asked.values()}

    def answer(self, name: str) -> Quantity | None:
        """Return the quantity of an answer by the name that a framework gives it; None: nobody asks for it."""
        question = self.questions.get(Key("answer", name))
        return question.quantity if question else None

    def fact(self, name: str) -> Quantity | None:
        """Return the quantity of a measure or a record field; a measure hides no field (the checks see to that)."""
        if name not in self._facts:
            self._facts[name] = self._quantity(name)
        return self._facts[name]

    def _quantity(self, name: str) -> Quantity | None:
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

    def key(self, name: str) -> Key:
        """Return the fact of a field or measure."""
        return Key("measure" if name in self.framework.measures else "field", name)

    def named(self, name: str) -> Named:
        """Return what a name stands for that the checks know to be there (LookupError: it is not)."""
        if name not in self._named:
            measure, share = self.framework.measures.get(name), self.framework.share(name)
            counts = None if share is None else (self.key(share[0]), self.key(share[1]))
            has_empty = measure is not None and measure.when_empty is not None
            self._named[name] = Named(self.key(name), self.known_fact(name), counts, has_empty)
        return self._named[name]

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
        named = (group for group in self.framework.all_groups if group.id == within)
        inside = [criterion for group in named for criterion in group.all_criteria]
        criteria = inside if within is not None else [*self.framework.criteria]
        if of.counted == "criterion":
            return tuple(criterion.id for criterion in criteria if criterion.scored)
        asked = (each for criterion in criteria for each in self.asked[criterion.id].values())
        return tuple(each.name for each in asked if _is_told(each, of))

    def asking(self, answer: str) -> Criterion:
        """Return the criterion that asks for an answer."""
        return self.questions[Key("answer", answer)].criterion

    def measures_of(self, name: str | None) -> tuple[Key, ...]:
        """Return the fact of a measure by its name, for whoever lacks it; nothing of a field."""
        return (Key("measure", name),) if name in self.framework.measures else ()

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
        from which on something moves. A way of scoring by a formula that is forgotten here gets bounds that are too
        narrow.
        """
        criteria = self.framework.criteria
        return tuple(count for one in criteria for _, scored in one.scorables for count in self._counts(one, scored))

    @cached_property
    def moves(self) -> Mapping[Key, tuple[int, ...]]:
        """Those facts, each with the values from which on something moves, in order."""
        found: dict[Key, set[int]] = {}
        for each in self.counts:
            found.setdefault(each.fact, set()).update(each.moves)
        return {fact: tuple(sorted(values)) for fact, values in found.items()}

    @cached_property
    def unfollowed(self) -> tuple[Key, ...]:
        """The least points of what follows two facts at once: nothing tells from which values on they move."""
        return tuple(
            scored.least
            for criterion in self.framework.criteria
            for _, scored in all_scored(self.framework, criterion)
            if isinstance(scored.way, ways.Proportional) and scored.way.whole is None
        )

    def _counts(self, criterion: Criterion, scored: Scorable) -> Iterator[Counted]:
        way, subject = scored.way, subject_of(criterion, scored)
        span = self.framework.maximum_of(scored) - self.framework.minimum_of(scored)
        match way:
            case tallies.Additions() | tallies.Deductions():
                for each in way.each:
                    quantity = self.counted(subject, each)
                    most = min(end for end in (span, each.at_most, way.at_most) if end is not None)
                    fact = next(iter(self.measures_of(each.of)), quantity.least)
                    yield Counted(criterion, fact, UnitSize.of(quantity, each), each.points, most, *self._rounding)
            case ways.Proportional(of=name) if way.whole is not None:
                quantity = self.known_fact(name)
                size, whole = UnitSize.every(quantity, way.whole), self.framework.maximum_of(scored)
                fact = next(iter(self.measures_of(name)), quantity.least)
                yield Counted(criterion, fact, size, whole, whole, *self._rounding)
            case ways.Proportional():
                return  # by a quotient of two facts, which no list of values tells: see `unfollowed`
            case ways.Bands() | ways.Requirement() | ways.YesNoQuestion() | ways.NamedLevels() | ways.Checklist():
                return  # by rules, whose ends are known
            case ways.Lines() | ways.Parts():
                return  # by rules, or by what its parts are
            case ways.PointsQuestion():
                return  # an answer has its own steps
            case _:
                assert_never(way)

    @property
    def _rounding(self) -> tuple[int, Rounding]:
        scheme = self.framework.points
        return (scheme.step, scheme.rounding) if scheme else (1, "down")

    def counted(self, subject: str, each: TallyItem) -> Quantity:
        """Return the number by which points are added or taken off: a measure, a field, or an answer."""
        # not looked up among the questions: of two criteria with one id those are of the last
        return self.known_fact(each.of) if each.of else _plain(answer_key(subject, each.id), "count")
