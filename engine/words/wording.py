"""The framework's names and conditions, and what is known of them, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache, reduce
from typing import TYPE_CHECKING, assert_never

from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import saying
from chamdiem.engine.words import formats
from chamdiem.rules.compile.program import Key
from chamdiem.rules.compile.scope import YES_NO, Scope
from chamdiem.rules.language import conditions as kinds
from chamdiem.rules.language import measures as operations
from chamdiem.rules.language import operands, tallies, ways
from chamdiem.rules.records.scalars import listed, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.conditions import Condition
    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.inputs import Input
    from chamdiem.rules.language.measures import Choice, Measure
    from chamdiem.rules.language.operands import CountOf, Operand
    from chamdiem.rules.language.subjects import Subject
    from chamdiem.rules.language.ways import Level
    from chamdiem.rules.records.fields import Field


UNITS = {
    "đảng viên": "members",
    "phút": "minutes",
    "ngày": "days",
    "nhiệm vụ": "tasks",
    "kỳ": "meetings",
    "ý kiến": "opinions",
    "lượt": "times",
    "phiếu": "votes",
}
"""Our own units in English; a framework's own stay as they are."""


def subject_text(subject: Subject, lang: Lang) -> str:
    """Return what is scored, and of which periods: tập thể (quý, năm)."""
    periods = ", ".join(say(lang, f"span.of_{kind}") for kind in subject.of)
    return say(lang, "subject.of", title=subject.title, periods=periods)


_ALIKE = 1 << 10
"""So many sentences are kept of the facts, and of the points, that one framework's meetings have alike."""


@dataclass(frozen=True)
class Wording:
    """Words for one framework's facts, in one language. Titles of a framework stay as the regulation has them.

    What every meeting is told in the same words is put together once.
    """

    framework: Framework
    lang: Lang

    @cached_property
    def questions(self) -> Mapping[Key, Question]:
        """Every question that the scorer is asked, by the fact that answers it."""
        return self._scope.questions

    @cached_property
    def _scope(self) -> Scope:
        return Scope(self.framework)

    @cached_property
    def say(self) -> Callable[..., str]:
        """Return a sentence of ours, by its code and what fills it in, in the words of what the framework scores."""
        return saying(self.lang, self.framework.shape, of_faults=self.framework.fewer_is_better)

    @cached_property
    def points(self) -> Callable[[int | None], str]:
        """Return "2,5 điểm"."""
        return lru_cache(_ALIKE)(self._points)

    def _points(self, points: int | None) -> str:
        return self.say("format.points", points=formats.points(points, self.lang))

    def name(self, name: str) -> str:
        """Return the title of a measure or the label of a field."""
        measure = self.framework.measures.get(name)
        return measure.title if measure else self._field(name).label(self.lang)

    def asked(self, name: str, declaration: Input) -> str:
        """Return what may stand in an input, with the fields that bound it."""
        said = [formats.allowed(declaration.field(name), self.lang)]
        known = self.framework.shape.by_name
        for key, other in declaration.facts:
            called = known[other].label(self.lang) if other in known else other
            said.append(self.say(f"format.only_{key}", end=f"“{called}”"))
        return ", ".join(said)

    @cached_property
    def unit(self) -> Callable[[str], str]:
        """Return what stands behind a fact's values: the percent sign, or a space and the unit."""
        return cache(self._behind)

    def _behind(self, name: str) -> str:
        if self._role(name) == "percent":
            return "%"
        unit = self._unit(name)
        return f" {UNITS.get(unit, unit) if self.lang == 'en' else unit}" if unit else ""

    def _unit(self, name: str) -> str:
        measure = self.framework.measures.get(name)
        if measure is None:
            return self._field(name).unit
        return measure.unit or self._derived_unit(measure)

    def _derived_unit(self, measure: Measure) -> str:
        """Return the unit that an operation gives, or that its operands share."""
        made = measure.operation
        match made:
            case operations.MinutesBetween():
                return "phút"
            case operations.DaysBetween():
                return "ngày"
            case operations.YearsBetween():
                return "năm"
            case operations.Choose() | operations.Count():
                return ""
            case (
                operations.Sum()
                | operations.Remainder()
                | operations.Percent()
                | operations.Shortfall()
                | operations.Average()
                | operations.Highest()
                | operations.Lowest()
            ):
                units = {self._unit(operand.name) if operand.name else "" for operand in made.operands}
                return units.pop() if len(units) == 1 else ""
            case _:
                assert_never(made)

    @cached_property
    def ends(self) -> Callable[[kinds.Comparison, str], str]:
        """Return a range of a fact in words; of what is never negative, “at most 0” is “none”."""
        return cache(self._ends)

    def _ends(self, comparison: kinds.Comparison, name: str) -> str:
        begins = comparison.at_least is not None or comparison.above is not None
        if comparison.at_most == 0 and not begins and self._is_count(name):
            return self.say("format.none", end=f"0{self.unit(name)}")
        return formats.ends(comparison, self.unit(name), self.lang)

    def _is_count(self, name: str) -> bool:
        measure = self.framework.measures.get(name)
        return measure is None or measure.operation.never_negative

    def level(self, level: Level, name: str) -> str:
        """Return a band as the regulation words it, or its range where it does not."""
        return f"“{level.title}”" if level.title else self.ends(level, name)

    @cached_property
    def measured(self) -> Callable[[Measured], str]:
        """Return a fact with its value, "Tỷ lệ dự họp: 95% (19/20)", or that it is missing or cannot be made."""
        return lru_cache(_ALIKE)(self._measured)

    def _measured(self, fact: Measured) -> str:
        label = self.name(fact.name)
        if fact.value is None:
            if fact.least is not None and fact.most is not None:
                ends = {"least": self.stored(fact.name, fact.least), "most": self.stored(fact.name, fact.most)}
                return self.say("fact.between", name=label, **ends)
            return self.say("fact.undefined" if fact.cannot_be_made else "fact.missing", name=label)
        if fact.top is None or fact.bottom is None:
            return self.say("fact.value", name=label, value=self.stored(fact.name, fact.value))
        share = formats.percent(fact.top, fact.bottom, self.lang, self.framework.thresholds.get(fact.name, ()))
        counts = {"name": label, "value": share, "top": fact.top, "bottom": fact.bottom}
        if self.framework.measures[fact.name].limit is None or share == (held := self.stored(fact.name, fact.value)):
            return self.say("fact.ratio", **counts)
        return self.say("fact.ratio_held", held=held, **counts)

    def stored(self, name: str, value: int) -> str:
        """Return a stored value of a field or measure with its unit."""
        if name not in self.framework.measures:
            return self.field_value(name, value)
        quantity = self._scope.known_fact(name)
        if not quantity.is_marked:
            return f"{value}{self.unit(name)}"
        thresholds = self.framework.thresholds.get(name, ())
        return formats.marked(value, quantity.scale, self.unit(name), self.lang, thresholds)

    def operand(self, operand: Operand) -> str:
        """Return one number of a measure by the name of what it is of."""
        kind = operand.kind
        match kind:
            case operands.FactOperand(name):
                text = self.name(name)
            case operands.NumberOperand(number):
                text = formats.number(number, self.lang)
            case operands.AnswerOperand(answer):
                text = self.say("condition.answer", id=answer)
            case operands.ScoreOperand(of, scored, reachable):
                code = "operand.reachable" if reachable else "operand.score"
                text = self.say(code, name=self.say(f"condition.{of}", id=scored))
            case _:
                assert_never(kind)
        times = formats.number(operand.times, self.lang)
        return text if operand.times == 1 else self.say("operand.times", factor=times, name=text)

    def measure(self, measure: Measure) -> str:
        """Return how a measure is made."""
        made = measure.operation
        match made:
            case operations.Choose(choices):
                text = "; ".join(map(self._choice, choices))
            case operations.Count(of):
                text = self._count(of)
            case _:
                first, *rest = map(self.operand, made.operands)
                text = self.say(f"measure.{made.key}", first=first, rest=listed(rest), all=listed([first, *rest]))
        if measure.limit is not None:
            ends = formats.ends(measure.limit, "", self.lang)
            text = self.say("measure.limit", measure=text, ends=ends)
        if measure.when_empty is not None:
            empty = formats.number(measure.when_empty, self.lang)
            text = self.say("measure.when_empty", measure=text, value=empty)
        return text

    def _choice(self, choice: Choice) -> str:
        value = self.operand(choice.value)
        if choice.when is None:
            return self.say("measure.choice_last", value=value)
        return self.say("measure.choice", value=value, condition=self.condition(choice.when))

    def _count(self, of: CountOf) -> str:
        if of.counted == "condition":
            return self.say("measure.count_conditions", conditions="; ".join(map(self.condition, of.conditions)))
        members = self._scope.members(of)
        example = self.condition(of.test_of(members[0])) if members else ""
        return self.say(f"measure.count_{of.counted}", members=listed(members), test=example, count=len(members))

    def _role(self, name: str) -> str:
        quantity = self._scope.fact(name)
        return quantity.role if quantity else ""

    def _field(self, name: str) -> Field:
        return self.framework.shape.by_name[name]

    def field_value(self, name: str, value: int) -> str:
        """Return a stored value of a field with its unit."""
        return self.bare_value(name, value) + self.unit(name)

    def bare_value(self, name: str, value: int) -> str:
        """Return a stored value of a field without its unit."""
        field = self._field(name)
        return formats.value(field, field.value_of(value), self.lang)

    def need(self, key: Key) -> str:
        """Return the name of what is not there: a field's label, the question that was not answered, a measure."""
        if key.kind == "measure":
            return self.name(key.subject)
        if key.kind == "field":
            return self._field(key.subject).label(self.lang)
        question = self.questions[key]
        own = question.criterion.id
        part = question.place
        return self.say("fact.question_part", id=own, part=part) if part else self.say("fact.question", id=own)

    def needs(self, keys: Iterable[Key]) -> tuple[str, ...]:
        """Return the names of facts from outside, in the order in which a record has them; questions come last."""
        place = self.framework.shape.place
        return tuple(map(self.need, sorted(keys, key=lambda key: place(key.subject if key.kind == "field" else ""))))

    @cached_property
    def condition(self) -> Callable[[Condition], str]:
        """Return a condition in words."""
        return cache(self._condition)

    def _condition(self, condition: Condition) -> str:  # noqa: PLR0911 - one for each kind of condition
        kind = condition.kind
        match kind:
            case kinds.AllOf(parts):
                return self._joined("condition.and", parts)
            case kinds.AnyOf(parts):
                return self._joined("condition.or", parts)
            case kinds.Not(inner):
                return self.say("condition.not", inner=self.condition(inner))
            case kinds.FactTest(fact, test):
                return self._fact_test(fact, test)
            case kinds.FactsCompared(fact, others, numbers):
                return self._compared(fact, others, numbers)
            case kinds.AnswerTest(answer, test):
                return self._answer_test(answer, test)
            case kinds.ScoreTest(of, scored, test):
                name = self.say(f"condition.{of}", id=scored)
                return self.say("condition.score", name=name, ends=formats.ends(_range(test), "", self.lang))
            case kinds.FullMarks(of, scored):
                return self.say("condition.maximum", name=self.say(f"condition.{of}", id=scored))
            case _:
                assert_never(kind)

    def _joined(self, code: str, parts: Sequence[Condition]) -> str:
        texts = [self._within(part) if len(parts) > 1 else self.condition(part) for part in parts]
        return reduce(lambda first, second: self.say(code, first=first, second=second), texts)

    def _within(self, condition: Condition) -> str:
        """Return a part of a combined condition, in brackets where it is itself combined: “and” and “or” never mix."""
        text = self.condition(condition)
        match condition.kind:
            case kinds.AllOf(parts) | kinds.AnyOf(parts) if len(parts) > 1:
                return f"({text})"
            case _:
                return text

    def _compared(self, fact: str, others: Iterable[tuple[str, str]], numbers: kinds.Comparison) -> str:
        ends = [] if numbers.is_open else [self.ends(numbers, fact)]
        ends += [self.say(f"format.only_{end}", end=self.name(other)) for end, other in others]
        return self.say("condition.range", name=self.name(fact), ends=" ".join(ends))

    def _fact_test(self, name: str, test: kinds.Test) -> str:
        if isinstance(test, kinds.Comparison):
            return self.say("condition.range", name=self.name(name), ends=self.ends(test, name))
        value = ", ".join(self._word(name, word) for word in test.words)
        return self.say("condition.is", name=self.name(name), value=value)

    def _word(self, name: str, word: str) -> str:
        field = self.framework.shape.by_name.get(name)
        if field is not None and field.words:
            return field.words[word][0 if self.lang == "vi" else 1]
        if field is not None and field.type == "yes_no":
            return self._yes_no(word)
        return f"{formats.number(Decimal(word.replace(',', '.')), self.lang)}{self.unit(name)}"

    def _answer_test(self, answer: str, test: kinds.Test) -> str:
        name = self.say("condition.answer", id=answer)
        if isinstance(test, kinds.Comparison):
            return self.say("condition.range", name=name, ends=formats.ends(test, "", self.lang))
        yes_no = self.questions[Key("answer", answer)].quantity.words == YES_NO
        words = (self._yes_no(word) if yes_no else word for word in test.words)
        return self.say("condition.is", name=name, value=", ".join(words))

    def _yes_no(self, word: str) -> str:
        return self.say("format.yes" if read_yes_no(word) else "format.no")

    def scoring(self, criterion: Criterion) -> tuple[str, ...]:
        """Return how a criterion is scored, a line for each band, exception, part or deduction."""
        lines = [] if criterion.scored else [self.say("scoring.unscored")]
        lines += self._way(criterion.way, "" if criterion.scored else "_only")
        if criterion.layers:
            lines.append(self.say("scoring.layers", layers=self.layers(criterion.layers)))
        for rule in criterion.not_applicable:
            told = {"condition": self.condition(rule.when), "reason": rule.reason}
            treatment = self.say(self.treatment("scoring", rule.then, criterion))
            lines.append(self.say("scoring.not_applicable", treatment=treatment, **told))
        return tuple(lines)

    def layers(self, names: tuple[str, ...]) -> str:
        """Return who gives points in some layers of an assessment: cấp trên."""
        return listed(self.say(f"layer.{name}") for name in names)

    def treatment(self, words: str, then: str, criterion: Criterion) -> str:
        """Return the code of what becomes of a criterion that does not apply.

        A bonus that is left out moves neither the maximum nor the scale, and without points there is neither.
        """
        is_left_out = then in {"excluded", "rescaled"}
        if self.framework.points is None or not criterion.scored:
            return f"{words}.not_counted" if is_left_out else f"{words}.{then}_only"
        return f"{words}.bonus_left_out" if is_left_out and criterion.is_outside else f"{words}.{then}"

    def _way(self, way: ways.Way, only: str = "") -> Iterator[str]:  # noqa: C901, PLR0912 - one for each way of scoring
        match way:
            case ways.Bands():
                yield self.say("scoring.of", name=self.name(way.of))
                for level in way.levels:
                    yield self.say("scoring.band", ends=self.ends(level, way.of), points=self.points(level.points))
                for item in way.unless:
                    yield self.say("scoring.unless", reason=item.reason, points=self.points(item.points))
            case ways.Requirement(condition):
                yield self.say("scoring.holds", condition=self.condition(condition))
            case ways.YesNoQuestion() | ways.PointsQuestion():
                yield self.say(f"scoring.{way.judged}")
            case ways.NamedLevels(levels):
                for named in levels:
                    yield self.say(f"scoring.level{only}", title=named.title, points=self.points(named.points))
            case ways.Checklist(parts):
                for part in parts:
                    told = {"id": part.id, "title": part.title, "points": self.points(part.points)}
                    yield self.say(f"scoring.part{only}", **told)
            case ways.Proportional():
                whole = self.operand(way.out_of) + (self.unit(way.of) if way.whole is not None else "")
                yield self.say("scoring.proportional", name=self.name(way.of), whole=whole)
            case ways.Lines(lines):
                for number, line in enumerate(lines, 1):
                    yield self.say("scoring.line", number=number, line=self.line(line), gift=self.gift(line))
                    if isinstance(line.gives, ways.Bands):
                        _, *rows = self._way(line.gives)  # the first says by what, as the line does
                        yield from rows
            case tallies.Additions() | tallies.Deductions():
                yield from self._tally(way)
            case ways.Parts():
                yield self.say(f"scoring.parts_{way.take}")
                for one in way.each:
                    yield from self._scored_part(one)
            case _:
                assert_never(way)

    def _tally(self, tally: tallies.Additions | tallies.Deductions) -> Iterator[str]:
        kind = tally.item
        for each in tally.each:
            if each.every is None:
                text = self.say(f"scoring.{kind}", title=each.title, points=self.points(each.points))
            else:
                text = self.say(f"scoring.{kind}_units", title=each.title, every=self.every(each))
            yield text if each.at_most is None else self.say("scoring.up_to", text=text, most=self.points(each.at_most))
        if tally.at_most is not None:
            yield self.say("scoring.list_up_to", most=self.points(tally.at_most))

    def _scored_part(self, part: ways.ScoredPart) -> Iterator[str]:
        ends = {"maximum": self.points(part.maximum), "minimum": self.points(part.minimum)}
        code = "scoring.scored_part_signed" if part.minimum else "scoring.scored_part"
        yield self.say(code, id=part.id, title=part.title, **ends)
        yield from (self.say("scoring.within_part", id=part.id, text=text) for text in self._way(part.way))

    def every(self, item: tallies.TallyItem) -> str:
        """Return what each unit of an item moves: "cứ 5 ngày hoặc phần lẻ trừ 1 điểm"."""
        kind = "addition" if isinstance(item, tallies.Addition) else "deduction"
        unit = self.unit(item.of) if item.of else f" {self.say('criterion.unit_times')}"
        every = f"{formats.number(item.every or Decimal(1), self.lang)}{unit}"
        return self.say(f"every.{kind}_{item.part or 'only'}", every=every, points=self.points(item.points))

    def line(self, line: ways.Line) -> str:
        """Return a line of `choose` as the regulation words it, or by what it asks for."""
        return line.title or self.when(line.when)

    def when(self, condition: Condition | None) -> str:
        """Return what a line asks for; the last may ask for nothing."""
        return self.say("condition.otherwise") if condition is None else self.condition(condition)

    def gift(self, line: ways.Line) -> str:
        """Return what a line gives: its points, or by what its table does."""
        if isinstance(line.gives, ways.Bands):
            return self.say("scoring.of", name=self.name(line.gives.of))
        return self.points(line.gives)


def _range(test: kinds.Test) -> kinds.Comparison:
    """Return the range by which points are tested; a check refuses words."""
    if not isinstance(test, kinds.Comparison):
        raise TypeError(test)
    return test
