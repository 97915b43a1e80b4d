"""The framework's names and conditions, and what is known of them, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import TYPE_CHECKING

from chamdiem.engine.texts import Lang, say
from chamdiem.engine.words import formats
from chamdiem.rules.compile.scope import YES_NO, Scope
from chamdiem.rules.language.scalars import read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chamdiem.rules.compile.measures import Measured
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.language.fields import Field
    from chamdiem.rules.language.framework import Comparison, Condition, Criterion, Framework, Level, Measure


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


@dataclass(frozen=True, slots=True)
class Wording:
    """Words for one framework's facts, in one language. Titles of a framework stay as the regulation has them."""

    framework: Framework
    lang: Lang

    def say(self, code: str, **details: object) -> str:
        """Return a sentence of ours."""
        return say(self.lang, code, **details)

    def points(self, points: int | None) -> str:
        """Return "2,5 điểm"."""
        return self.say("format.points", points=formats.points(points, self.lang))

    def name(self, name: str) -> str:
        """Return the title of a measure or the label of a field."""
        measure = self.framework.measures.get(name)
        return measure.title if measure else self._field(name).label(self.lang)

    def unit(self, name: str) -> str:
        """Return what stands behind a fact's values: the percent sign, or a space and the unit."""
        measure = self.framework.measures.get(name)
        if measure is not None and measure.percent:
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
        if measure.minutes_between:
            return "phút"
        if measure.days_between:
            return "ngày"
        operands = getattr(measure, measure.operation) if measure.choose is None else ()
        units = {self._unit(operand) for operand in operands}
        return units.pop() if len(units) == 1 else ""

    def ends(self, comparison: Comparison, name: str) -> str:
        """Return a range of a fact in words; of what is never negative, “at most 0” is “none”."""
        if (
            comparison.at_most == 0
            and comparison.at_least is None
            and comparison.above is None
            and self._is_count(name)
        ):
            return self.say("format.none", end=f"0{self.unit(name)}")
        return formats.ends(comparison, self.unit(name), self.lang)

    def _is_count(self, name: str) -> bool:
        measure = self.framework.measures.get(name)
        return measure is None or measure.operation in {"sum", "percent", "shortfall"}

    def level(self, level: Level, name: str) -> str:
        """Return a band as the regulation words it, or its range where it does not."""
        return f"“{level.title}”" if level.title else self.ends(level, name)

    def measured(self, fact: Measured) -> str:
        """Return a fact with its value, "Tỷ lệ dự họp: 95% (19/20)", or that it is missing or cannot be made."""
        label = self.name(fact.name)
        if fact.value is None:
            return self.say("fact.undefined" if fact.cannot_be_made else "fact.missing", name=label)
        if fact.top is not None and fact.bottom is not None:
            share = formats.percent(fact.top, fact.bottom, self.lang, self.framework.thresholds.get(fact.name, ()))
            return self.say("fact.ratio", name=label, value=share, top=fact.top, bottom=fact.bottom)
        is_measure = fact.name in self.framework.measures
        text = f"{fact.value}{self.unit(fact.name)}" if is_measure else self.field_value(fact.name, fact.value)
        return self.say("fact.value", name=label, value=text)

    def _field(self, name: str) -> Field:
        return self.framework.shape.by_name[name]

    def field_value(self, name: str, value: int) -> str:
        """Return a stored value of a field with its unit."""
        field = self._field(name)
        return formats.value(field, field.value_of(value), self.lang) + self.unit(field.name)

    def need(self, key: Key) -> str:
        """Return the name of a fact from outside: a field's label, or the question that was not answered."""
        if key.kind == "field":
            return self._field(key.subject).label(self.lang)
        criterion, _, part = key.subject.partition("/")
        return (
            self.say("fact.question_part", id=criterion, part=part) if part else self.say("fact.question", id=criterion)
        )

    def needs(self, keys: Iterable[Key]) -> tuple[str, ...]:
        """Return the names of facts from outside, in the order in which a record has them; questions come last."""
        place = self.framework.shape.place
        return tuple(map(self.need, sorted(keys, key=lambda key: place(key.subject if key.kind == "field" else ""))))

    def condition(self, condition: Condition) -> str:
        """Return a condition in words."""
        for code, parts in (("condition.and", condition.all), ("condition.or", condition.any)):
            if parts:
                texts = [self._within(part) if len(parts) > 1 else self.condition(part) for part in parts]
                return reduce(lambda first, second: self.say(code, first=first, second=second), texts)
        if condition.not_ is not None:
            return self.say("condition.not", inner=self.condition(condition.not_))
        return self._fact_test(condition) if condition.fact is not None else self._score_test(condition)

    def _within(self, condition: Condition) -> str:
        """Return a part of a combined condition, in brackets where it is itself combined: “and” and “or” never mix."""
        text = self.condition(condition)
        return f"({text})" if len(condition.all or condition.any or ()) > 1 else text

    def _fact_test(self, condition: Condition) -> str:
        name = condition.fact or ""
        if condition.is_ is None and condition.in_ is None:
            return self.say("condition.range", name=self.name(name), ends=self.ends(condition, name))
        words = condition.in_ or (condition.is_ or "",)
        value = ", ".join(self._word(name, word) for word in words)
        return self.say("condition.is", name=self.name(name), value=value)

    def _word(self, name: str, word: str) -> str:
        field = self.framework.shape.by_name.get(name)
        if field is not None and field.words:
            return field.words[word][0 if self.lang == "vi" else 1]
        if field is not None and field.type == "yes_no":
            return self.say("format.yes" if read_yes_no(word) else "format.no")
        return f"{formats.number(Decimal(word.replace(',', '.')), self.lang)}{self.unit(name)}"

    def _score_test(self, condition: Condition) -> str:
        if condition.answer is not None:
            return self._answer_test(condition, condition.answer)
        if condition.criterion is not None:
            name = self.say("condition.criterion", id=condition.criterion)
        elif condition.group is not None:
            name = self.say("condition.group", id=condition.group)
        else:
            name = self.say("condition.total")
        if condition.at is not None:
            return self.say("condition.maximum", name=name)
        return self.say("condition.score", name=name, ends=formats.ends(condition, "", self.lang))

    def _answer_test(self, condition: Condition, answer: str) -> str:
        name = self.say("condition.answer", id=answer)
        if condition.is_ is None and condition.in_ is None:
            return self.say("condition.range", name=name, ends=formats.ends(condition, "", self.lang))
        yes_no = Scope(self.framework).answers[answer].words == YES_NO
        words = [
            self.say("format.yes" if read_yes_no(word) else "format.no") if yes_no else word
            for word in condition.in_ or (condition.is_ or "",)
        ]
        return self.say("condition.is", name=name, value=", ".join(words))

    def scoring(self, criterion: Criterion) -> tuple[str, ...]:
        """Return how a criterion is scored, a line for each band, exception, part or deduction."""
        lines = [*self._bands(criterion), *self._parts(criterion)]
        if criterion.holds is not None:
            lines.append(self.say("scoring.holds", condition=self.condition(criterion.holds)))
        if criterion.judged is not None:
            lines.append(self.say(f"scoring.{criterion.judged}"))
        lines += [
            self.say("scoring.level", title=level.title, points=self.points(level.points))
            for level in criterion.levels or ()
        ]
        for rule in criterion.not_applicable:
            treatment = self.say(self.treatment("scoring", rule.then, criterion))
            lines.append(
                self.say(
                    "scoring.not_applicable",
                    condition=self.condition(rule.when),
                    treatment=treatment,
                    reason=rule.reason,
                )
            )
        return tuple(lines)

    def treatment(self, words: str, then: str, criterion: Criterion) -> str:
        """Return the code of what becomes of a criterion that does not apply.

        A bonus that is left out moves neither the maximum nor the scale, and without points there is neither.
        """
        is_left_out = then in {"excluded", "rescaled"}
        if self.framework.points is None:
            return f"{words}.not_counted" if is_left_out else f"{words}.{then}_only"
        return f"{words}.bonus_left_out" if is_left_out and criterion.bonus == "outside" else f"{words}.{then}"

    def _bands(self, criterion: Criterion) -> list[str]:
        bands = criterion.bands
        if bands is None:
            return []
        lines = [self.say("scoring.of", name=self.name(bands.of))]
        lines += [
            self.say("scoring.band", ends=self.ends(level, bands.of), points=self.points(level.points))
            for level in bands.levels
        ]
        return lines + [
            self.say("scoring.unless", reason=item.reason, points=self.points(item.points)) for item in bands.unless
        ]

    def _parts(self, criterion: Criterion) -> list[str]:
        lines = [
            self.say("scoring.part", id=part.id, title=part.title, points=self.points(part.points))
            for part in criterion.checklist or ()
        ]
        each = criterion.deductions.each if criterion.deductions else ()
        return lines + [
            self.say("scoring.deduction", title=item.title, points=self.points(item.points)) for item in each
        ]
