"""A remark in words: its sentence, its witness, what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.texts import TEXTS, Lang, say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.compile.program import Origin
from chamdiem.rules.compile.scope import YES_NO
from chamdiem.rules.language.conditions import Comparison

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chamdiem.engine.lint.remarks import Linted, LintRemark
    from chamdiem.rules.analysis.lint.defects import Defect, Witness, WitnessScoring
    from chamdiem.rules.compile.program import Key

MANY_FACTS = 8
"""A witness with more facts than this is shown by what it comes to; the whole record stands in the JSON."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A remark in words. `examples` are what the witnesses are and what scoring them gives."""

    sentence: str
    examples: tuple[str, ...]
    fix: str


def spoken(remark: LintRemark, linted: Linted, lang: Lang) -> Spoken:
    """Return a remark in words."""
    defect = remark.defect
    if remark.fault is not None or linted.loaded is None:
        sentence = (
            say_fault(lang, remark.fault, placed=False) if remark.fault else _say(defect, dict(defect.details), lang)
        )
        return Spoken(sentence, (), say(lang, f"lint.{defect.code}.fix"))
    words = Wording(linted.loaded.framework, lang)
    name = str(defect.details.get("name", ""))
    details = {key: _detail(key, value, name, words) for key, value in defect.details.items()}
    examples = tuple(
        say(lang, "lint.witness", facts=facts, shown=_shown(witness.shows, words))
        for witness in defect.witnesses
        if (facts := _facts(witness, words))
    )
    return Spoken(_say(defect, details, lang), examples, say(lang, f"lint.{defect.code}.fix", **details))


def _say(defect: Defect, details: Mapping[str, object], lang: Lang) -> str:
    variant = f"lint.{defect.code}.{defect.variant}"
    return say(lang, variant if variant in TEXTS else f"lint.{defect.code}", **{"at": defect.at, **details})


_NAMES = frozenset({"name", "other", "below"})


def _detail(key: str, value: str | int | Comparison | Origin, name: str, words: Wording) -> str:
    if isinstance(value, Comparison) and key == "better":
        return range_text(value, name, words)
    if isinstance(value, Comparison):
        return words.say("lint.in_range", name=words.name(name), ends=range_text(value, name, words))
    if isinstance(value, Origin):
        return words.say(f"lint.part.{value.way}", number=value.place + 1)
    if isinstance(value, int):
        return formats.points(value, words.lang)
    if key in _NAMES and (value in words.framework.measures or value in words.framework.shape.by_name):
        return words.name(value)
    return formats.localised(value, words.lang) if key == "threshold" else value


def range_text(ends: Comparison, name: str, words: Wording) -> str:
    """Return a range of a fact, one value as such."""
    if ends.at_least is not None and ends.at_least == ends.at_most:
        return words.say("lint.exactly", end=f"{formats.number(ends.at_least, words.lang)}{words.unit(name)}")
    return words.say("lint.anything") if ends.is_open else words.ends(ends, name)


def _shown(shows: WitnessScoring, words: Wording) -> str:
    lang = words.lang
    if shows.kind == "numbers":
        told = ((words.name(key.subject), words.stored(key.subject, value)) for key, value in shows.numbers)
        return ", ".join(words.say("fact.value", name=name, value=value) for name, value in told)
    return say(lang, f"lint.shown.{shows.kind}", criterion=shows.criterion, points=formats.points(shows.value, lang))


def _facts(witness: Witness, words: Wording) -> str:
    """Return the fields and answers of a witness; nothing where they are too many to be read."""
    if len(witness.facts) > MANY_FACTS:
        return ""
    said = []
    for key, value in witness.facts.items():
        if key.kind == "field":
            field = words.framework.shape.by_name[key.subject]
            name, text = field.label(words.lang), formats.value(field, field.value_of(value), words.lang)
        else:
            name, text = words.need(key), _answer(key, value, words)
        said.append(words.say("fact.value", name=name, value=text))
    return ", ".join(said)


def _answer(key: Key, value: int, words: Wording) -> str:
    """Return an answer as people give it: yes or no, a level's name, points, how many times."""
    quantity = words.questions[key].quantity
    if quantity.words == YES_NO:
        return words.say("format.yes" if value else "format.no")
    if quantity.words:
        return quantity.words[value]
    return formats.points(value, words.lang) if quantity.role == "points" else str(value)
