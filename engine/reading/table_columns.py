"""The columns of a table of meetings: what each is called, and where in a record its cells belong.

A column's id is the path of its value in a record: `present`, `self.answers.3.1`, `upper.deduction_notes.3.1`,
`self.rating`, `evidence.3.1`. Its label is what stands over it in a workbook. Both are read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from chamdiem.engine.reading.blank import asked_fields
from chamdiem.engine.texts import LANGS, Lang, say, sentence
from chamdiem.engine.texts.sentences import period_kinds
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.compile.scope import YES_NO, Quantity, questions
from chamdiem.rules.records.fields import LAYERS, Field, FieldType
from chamdiem.rules.records.shape import RecordShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.rules.language.criteria import Criterion
    from chamdiem.rules.language.framework import Framework
    from chamdiem.rules.language.ways import Scorable
    from chamdiem.rules.records.faults import Path

SCORED_LAYERS = ("self", "upper")
"""The layers that answer criterion by criterion; the others only state a rating."""
LISTS = ("limitations", "evidence")
"""What a record holds as lists: a cell has an item on each line."""


class ColumnKind(StrEnum):
    """What the cells of a column hold."""

    COUNT = "count"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    PERIOD = "period"
    CHOICE = "choice"
    POINTS = "points"
    TEXT = "text"
    LONG_TEXT = "long_text"


@dataclass(frozen=True, kw_only=True)  # without slots, so that its id is made once
class InputColumn:
    """One column. `title`: what is asked, whoever answers; `choices`: the words of a CHOICE; points are hundredths.

    `field`: the field that its cells hold; None where they hold something else.
    """

    path: Path
    section: str
    label: str
    kind: ColumnKind
    title: str = ""
    note: str = ""
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    field: Field | None = None

    @cached_property
    def id(self) -> str:
        """The path in one word, as a heading may say it."""
        words = [str(step) for step in self.path if step != "assessments"]
        return ".".join([*words[:2], *(["/".join(words[2:])] if words[2:] else [])])


def path_of(column_id: str, shape: RecordShape) -> Path | None:
    """Return where in a record of a shape a column's cells belong, or None where it is no column's id."""
    first, _, rest = column_id.partition(".")
    if not rest:
        return (first,) if first in shape.by_name or first in {"framework", "limitations"} else None
    if first == "evidence":
        return (first, rest)
    return _path_in_layer(first, *rest.partition(".")[::2]) if first in LAYERS else None


def _path_in_layer(layer: str, key: str, criterion: str) -> Path | None:
    if key == "answers" and criterion:
        return ("assessments", layer, key, *criterion.split("/", 1))
    if key == "deduction_notes" and criterion:
        return ("assessments", layer, key, criterion)
    return ("assessments", layer, key) if key == "rating" and not criterion else None


def columns_of(framework: Framework, lang: Lang) -> tuple[InputColumn, ...]:
    """Return the columns of a framework's workbook, in order: facts, answers by layer, then what explains them."""
    maker = _Maker(framework, lang)
    return (*maker.fields(), *maker.layers(), *maker.explanations())


@dataclass(frozen=True, slots=True)
class Headings:
    """What may stand over a column, folded, with the path of its cells.

    `open_`: the id of any answer may, too. `spare`: whatever else stands there is somebody else's and left alone.
    `sections`: the words that our own workbooks have above their headings.
    """

    known: Mapping[str, Path]
    shape: RecordShape
    sections: frozenset[str] = frozenset()
    open_: bool = False
    spare: bool = False

    def path(self, text: str) -> Path | None:
        """Return the path of the cells under a heading, or None where it is unknown."""
        found = self.known.get(folded(text))
        return path_of(text, self.shape) if found is None and self.open_ else found

    def saying(self, said: Mapping[str, Path]) -> Headings:
        """Return these headings with what a workbook itself says of its own, which goes before."""
        return replace(self, known={**self.known, **said})


def headings_of(of: Framework | RecordShape) -> Headings:
    """Return the headings of a framework's tables: labels in every language, and ids.

    Of a shape alone any answer may be there by its id; whoever scores it knows whether it is asked for.
    """
    framework, shape = (None, of) if isinstance(of, RecordShape) else (of, of.shape)
    headings: dict[str, Path] = {folded(label): (f.name,) for f in shape.fields for label in f.formerly}
    columns = {lang: columns_of(framework, lang) for lang in LANGS} if framework else {}
    for lang in LANGS:
        headings |= {folded(column.label): column.path for column in columns.get(lang, ())}
        headings |= {folded(field_label(field, lang)): (name,) for name, field in shape.by_name.items()}
        # people who draw a table themselves write “Kỳ” and “Có mặt”, without what stands in brackets
        bare = {folded(field.label(lang).partition(" (")[0]): (name,) for name, field in shape.by_name.items()}
        headings = {**bare, **headings}
    headings |= {name: (name,) for name in (*shape.by_name, "framework", "limitations")}
    headings |= {folded(column.id): column.path for column in columns.get(LANGS[0], ())}
    sections = {title for titles in shape.sections.values() for title in titles}
    sections |= {column.section for of_lang in columns.values() for column in of_lang}
    return Headings(headings, shape, frozenset(map(folded, sections)), open_=framework is None)


def folded(heading: str) -> str:
    """Return a heading as it is compared: without regard to capitals and line breaks."""
    return " ".join(heading.split()).casefold()


def field_label(field: Field, lang: Lang, units: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what a field is called, with its unit where that is not said by it.

    `units`: what those are called that a language calls otherwise. In tables none is, since a workbook that was given
    out is read by its headings.
    """
    label = field.label(lang)
    unit = units.get(field.unit, field.unit) or (
        say(lang, f"workbook.unit.{field.type}") if field.type in _SAID else ""
    )
    return label if unit.casefold() in label.casefold() else say(lang, "workbook.with_unit", label=label, unit=unit)


_SAID = frozenset({FieldType.YES_NO, FieldType.DATE, FieldType.TIME})


class _Maker:
    def __init__(self, framework: Framework, lang: Lang) -> None:
        self.framework, self.lang, self.place = framework, lang, LANGS.index(lang)
        self.wording = Wording(framework, lang)
        self.say = self.wording.say

    def fields(self) -> Iterator[InputColumn]:
        for field in asked_fields(self.framework):
            yield InputColumn(
                path=(field.name,),
                section=self.framework.shape.sections[field.section][self.place],
                label=field_label(field, self.lang),
                kind=ColumnKind.CHOICE if field.type is FieldType.WORD else ColumnKind(field.type.value),
                note=self._note(field),
                choices=tuple(labels[self.place] for labels in (field.words or {}).values()),
                field=field,
            )

    def _note(self, field: Field) -> str:
        if field.periods:
            return self.say("workbook.note.period_of", kinds=sentence(period_kinds(self.lang, field.periods)))
        held = formats.held(field, self.lang)
        if field.type is FieldType.DECIMAL:
            return self.say("workbook.note.decimal", held=held)
        note = self.say(f"workbook.note.{field.type}")
        return self.say("workbook.note.held", note=note, held=held) if held else note

    def layer(self, name: str) -> str:
        return self.framework.shape.layers[name][self.place]

    def layers(self) -> Iterator[InputColumn]:
        for layer in LAYERS:
            if layer in SCORED_LAYERS:
                for criterion in self.framework.criteria:
                    yield from self._questions(layer, criterion)
            yield self._rating(layer)

    def explanations(self) -> Iterator[InputColumn]:
        """Yield the columns of text: they stand last, so that those to be filled in first lie side by side."""
        yield InputColumn(
            path=("limitations",),
            section=self.say("workbook.limitations"),
            label=self.say("workbook.limitations"),
            kind=ColumnKind.LONG_TEXT,
            note=self.say("workbook.note.limitations"),
        )
        for layer in SCORED_LAYERS:
            for criterion in self.framework.criteria:
                reasons = (f"workbook.reason_{layer}", f"workbook.reasons_{layer}")
                yield self._text(("assessments", layer, "deduction_notes"), *reasons, criterion)
        for criterion in self.framework.criteria:
            yield self._text(("evidence",), "workbook.evidence", "workbook.evidences", criterion)

    def _text(self, place: Path, code: str, section: str, criterion: Criterion) -> InputColumn:
        return InputColumn(
            path=(*place, criterion.id),
            section=self.say(section),
            label=self.say(code, id=criterion.id),
            kind=ColumnKind.LONG_TEXT,
            note=self.say("criterion.heading", id=criterion.id, title=criterion.title),
        )

    def _rating(self, layer: str) -> InputColumn:
        return InputColumn(
            path=("assessments", layer, "rating"),
            section=self.layer(layer),
            label=self.say("workbook.rating", layer=self.layer(layer)),
            kind=ColumnKind.CHOICE,
            note=self.say("workbook.note.rating"),
            choices=tuple(rating.title for rating in self.framework.ratings),
        )

    def _questions(self, layer: str, criterion: Criterion) -> Iterator[InputColumn]:
        for question in questions(criterion) if criterion.is_asked_of(layer) else ():
            scored = question.scored
            kind, unit = self._kind(scored, question.quantity)
            part = (question.place,) if question.place else ()
            yield InputColumn(
                path=("assessments", layer, "answers", criterion.id, *part),
                section=self.layer(layer),
                label=self.say(f"workbook.answer_{layer}", id=question.name, title=question.title, unit=unit),
                kind=kind,
                title=question.title,
                note="\n".join((*self.wording.scoring(criterion), criterion.clause)),
                choices=self._choices(scored) if kind is ColumnKind.CHOICE else (),
                minimum=self.framework.minimum_of(scored),
                maximum=self.framework.maximum_of(scored),
                step=self.framework.step_of(scored),
            )

    def _kind(self, scored: Scorable, quantity: Quantity) -> tuple[ColumnKind, str]:
        """Return what answers a question, and the words for it."""
        if quantity.words == YES_NO:
            return ColumnKind.YES_NO, self.say("workbook.unit.yes_no")
        if quantity.words:
            return ColumnKind.CHOICE, self.say("workbook.unit.choice")
        if quantity.role == "count":
            return ColumnKind.COUNT, self.say("blank.times")
        limits = (self.framework.minimum_of(scored), self.framework.maximum_of(scored), self.framework.step_of(scored))
        minimum, maximum, step = (formats.points(value, self.lang) for value in limits)
        return ColumnKind.POINTS, self.say("blank.points", minimum=minimum, maximum=maximum, step=step)

    @staticmethod
    def _choices(scored: Scorable) -> tuple[str, ...]:
        """Return the names of the levels, or their ids where two of them share a name."""
        titles = tuple(level.title for level in scored.levels)
        return titles if len(set(titles)) == len(titles) else tuple(level.id for level in scored.levels)
