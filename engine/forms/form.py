"""The form of one record: what a framework asks of it, page by page, each count beside the criterion that reads it.

It is the same questions as in a table of meetings (`columns_of`), of the cell's own layer, in the order in which a
secretary fills them in. What stands in a question is text, as people type it; `filled` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from chamdiem.engine.forms.homes import homes, known_fields
from chamdiem.engine.reading.table_columns import ColumnKind, columns_of, field_label
from chamdiem.engine.texts import sentence
from chamdiem.engine.words import formats
from chamdiem.engine.words.wording import UNITS
from chamdiem.rules.language import ways
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import VOTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.table_columns import InputColumn
    from chamdiem.engine.texts import Lang
    from chamdiem.rules.compile.program import Key
    from chamdiem.rules.compile.scope import Question
    from chamdiem.rules.language.criteria import Criterion, Group
    from chamdiem.rules.records.faults import Path

LAYER = "self"
"""The layer of whoever fills in a record; another one adds what it judges to a record that stands."""
FIRST, OUTSIDE = "co-mat", "ngoai-thang"
"""The ids of the first page, and of the one of criteria outside the scale."""
MOST_BUTTONS = 9
"""So many choices stand side by side; of more, one is chosen from a list, and points are typed."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """One of the answers to choose from: what is kept as typed, and what people see."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """One question of a form. Without choices it is answered by text; `column.kind` says of which kind."""

    column: InputColumn
    label: str
    hint: str = ""
    choices: tuple[FormChoice, ...] = ()

    @property
    def id(self) -> str:
        """The id of its column: present, self.answers.3.1."""
        return self.column.id

    @property
    def has_buttons(self) -> bool:
        """Whether it is answered by a button."""
        return 0 < len(self.choices) <= MOST_BUTTONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One criterion on a form: the facts that it alone reads, then what is judged; why points were lost, and proofs.

    Without questions it is scored by what other cards and the first page ask. `note` is None where it can lose nothing.
    """

    criterion: Criterion
    questions: tuple[FormQuestion, ...]
    note: FormQuestion | None
    evidence: FormQuestion | None

    @property
    def all_questions(self) -> tuple[FormQuestion, ...]:
        """Its questions, with those that explain it behind them."""
        return (*self.questions, *(each for each in (self.note, self.evidence) if each is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """A part of a page under one title: questions, or the cards of criteria. Without a title it begins its page."""

    title: str
    questions: tuple[FormQuestion, ...] = ()
    cards: tuple[Card, ...] = ()

    @property
    def all_questions(self) -> tuple[FormQuestion, ...]:
        """Every question of it, in order."""
        return (*self.questions, *(question for card in self.cards for question in card.all_questions))


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class FormPage:
    """One page of a form; its id can stand in an address. `group`: that of the framework which it is of, if it is."""

    id: str
    title: str
    sections: tuple[FormSection, ...]
    group: Group | None = None

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The cards of all its sections."""
        return tuple(card for section in self.sections for card in section.cards)

    @cached_property
    def all_questions(self) -> tuple[FormQuestion, ...]:
        """Every question of it, in order."""
        return tuple(question for section in self.sections for question in section.all_questions)


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class Form:
    """The form of the records of one framework, in a language. `closing` is asked once the rating is known.

    `layer`: whose answers it asks for. Of another one than the cell's own it asks what is judged, and no facts.
    """

    framework: LoadedFramework
    lang: Lang
    pages: tuple[FormPage, ...]
    closing: tuple[FormQuestion, ...]
    layer: str = LAYER

    @cached_property
    def questions(self) -> Mapping[str, FormQuestion]:
        """Every question by its id, in order."""
        asked = (*(question for page in self.pages for question in page.all_questions), *self.closing)
        return {question.id: question for question in asked}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all questions."""
        return frozenset(self.questions)

    @cached_property
    def known(self) -> frozenset[str]:
        """The fields that are in no question, since they are known before: whose record it is, and of which period."""
        return known_fields(self.framework.framework.shape)

    @cached_property
    def by_path(self) -> Mapping[Path, FormQuestion]:
        """Every question by the place of its answer in a record."""
        return {question.column.path: question for question in self.questions.values()}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The card of every criterion by its id."""
        return {card.criterion.id: card for page in self.pages for card in page.cards}

    @cached_property
    def _pages(self) -> Mapping[str, FormPage]:
        return {question.id: page for page in self.pages for question in page.all_questions}

    @cached_property
    def _cards_pages(self) -> Mapping[str, FormPage]:
        return {card.criterion.id: page for page in self.pages for card in page.cards}

    def question(self, question_id: str) -> FormQuestion | None:
        """Return a question by its id."""
        return self.questions.get(question_id)

    def page(self, page_id: str) -> FormPage | None:
        """Return a page by its id."""
        return next((page for page in self.pages if page.id == page_id), None)

    def page_of(self, question_id: str) -> FormPage | None:
        """Return the page on which a question stands; None: it is asked in the end, or not at all."""
        return self._pages.get(question_id)

    def page_with(self, criterion_id: str) -> FormPage:
        """Return the page on which the card of a criterion stands (KeyError: there is no such criterion)."""
        return self._cards_pages[criterion_id]

    def asked_for(self, key: Key) -> FormQuestion | None:
        """Return the question that a fact of the scorer waits for; None: the form does not ask it."""
        judged = self.framework.scope.questions.get(key)
        return self.by_path.get((key.subject,) if judged is None else answer_path(judged, self.layer))


def make_form(loaded: LoadedFramework, lang: Lang, layer: str = LAYER) -> Form:
    """Return the form of a framework's records, as a layer fills it in. It is made once for all of them; see `fill`."""
    return _FormMaker(loaded, lang, layer).form()


def answer_path(question: Question, layer: str = LAYER) -> Path:
    """Return where in a record the answer of a layer to a question of the scorer stands."""
    within = (question.place,) if question.place else ()
    return ("assessments", layer, "answers", question.criterion.id, *within)


class _FormMaker:
    def __init__(self, loaded: LoadedFramework, lang: Lang, layer: str) -> None:
        self.loaded, self.framework, self.lang, self.layer = loaded, loaded.framework, lang, layer
        self.say = loaded.wordings[lang].say
        self.columns = {column.path: column for column in columns_of(loaded.framework, lang)}
        known = known_fields(self.framework.shape)
        asked = [column.field for column in self.columns.values() if column.field and column.field.name not in known]
        self.homes = homes(loaded, asked)
        self.closing = [name for name in VOTES if name in self.homes and self.homes[name] is None]

    @property
    def _asks_facts(self) -> bool:
        """Whether the layer tells what happened, too: any other one finds that in the record."""
        return self.layer == LAYER

    def form(self) -> Form:
        first = [self._first()] if self._asks_facts else []
        pages = [*first, *(self._group(page_id, group) for page_id, group in self._ids())]
        if self.framework.outside:
            outside = FormSection(title="", cards=self._cards(self.framework.outside))
            pages.append(FormPage(id=OUTSIDE, title=self.say("scoring.outside"), sections=(outside,)))
        return Form(
            framework=self.loaded,
            lang=self.lang,
            pages=tuple(page for page in pages if page.sections),
            closing=self._closing() if self._asks_facts else (),
            layer=self.layer,
        )

    def _closing(self) -> tuple[FormQuestion, ...]:
        limitations = self.columns["limitations",]
        hint = self.say("form.limitations_hint")
        asked = FormQuestion(column=limitations, label=limitations.label, hint=hint)
        return (*(self._fact(name) for name in self.closing), asked)

    # --- pages ---

    def _first(self) -> FormPage:
        names = [name for name, home in self.homes.items() if home is None and name not in self.closing]
        sections = groupby(names, lambda name: self.columns[name,].section)
        return FormPage(
            id=FIRST,
            title=self.say("form.first_of" if self.framework.subject else "form.first"),
            sections=tuple(FormSection(title=title, questions=tuple(map(self._fact, own))) for title, own in sections),
        )

    def _ids(self) -> Iterator[tuple[str, Group]]:
        """Yield the groups with the ids of their pages; those may hold a letter that no address has, so they are told.

        A group's own id is kept where it can be: a page is found by it whatever else the framework gets.
        """
        taken = {FIRST, OUTSIDE}
        for place, group in enumerate(self.framework.groups, 1):
            page_id = f"nhom-{group.id}"
            if not page_id.isascii() or page_id in taken:
                page_id = f"nhom-thu-{place}"
            taken.add(page_id)
            yield page_id, group

    def _group(self, page_id: str, group: Group) -> FormPage:
        return FormPage(id=page_id, title=self._heading(group), sections=tuple(self._sections(group, "")), group=group)

    def _heading(self, group: Group) -> str:
        return self.say("criterion.heading", id=group.id, title=group.title)

    def _sections(self, group: Group, title: str) -> Iterator[FormSection]:
        """Yield a section of a group's own criteria, and those of the groups in it; one that is empty has a title."""
        if group.criteria or title:
            yield FormSection(title=title, cards=self._cards(group.criteria))
        for inner in group.groups:
            yield from self._sections(inner, self._heading(inner))

    def _cards(self, criteria: Iterable[Criterion]) -> tuple[Card, ...]:
        return tuple(map(self._card, criteria))

    def _card(self, criterion: Criterion) -> Card:
        own = [name for name, home in self.homes.items() if home == criterion.id] if self._asks_facts else []
        is_asked = criterion.is_asked_of(self.layer)
        asked = self.loaded.scope.asked[criterion.id].values() if is_asked else ()
        loses = criterion.scored and is_asked
        note = self.columns["assessments", self.layer, "deduction_notes", criterion.id]
        evidence = self.columns["evidence", criterion.id]
        return Card(
            criterion=criterion,
            questions=(*map(self._fact, own), *(self._judged(question) for question in asked)),
            note=self._text(note, "form.note") if loses else None,
            evidence=self._text(evidence, "form.evidence") if self._asks_facts else None,
        )

    # --- questions ---

    def _fact(self, name: str) -> FormQuestion:
        column = self.columns[name,]
        field = column.field
        assert field is not None  # noqa: S101 - it is the column of a field
        is_bare = field.type in {FieldType.YES_NO, FieldType.DATE, FieldType.TIME}
        choices = self._yes_no() if field.type is FieldType.YES_NO else _words(column.choices, column.choices)
        return FormQuestion(
            column=column,
            label=field.label(self.lang)
            if is_bare
            else field_label(field, self.lang, UNITS if self.lang == "en" else {}),
            hint="" if choices or column.kind is ColumnKind.TEXT else column.note,
            choices=choices,
        )

    def _text(self, column: InputColumn, code: str) -> FormQuestion:
        return FormQuestion(column=column, label=self.say(code), hint=self.say(f"{code}_hint"))

    def _judged(self, question: Question) -> FormQuestion:
        column = self.columns[answer_path(question, self.layer)]
        choices, hint = self._choices(column, question), ""
        if column.kind is ColumnKind.COUNT:
            hint = self.say("form.times")
        elif not choices:
            step, example = (self._points(value) for value in (column.step, column.maximum - column.step))
            hint = self.say("form.steps", step=step, example=example)
        return FormQuestion(column=column, label=self._label(column, question), hint=hint, choices=choices)

    def _label(self, column: InputColumn, question: Question) -> str:
        """Return what is asked: the title of a part; of the criterion itself, whose title stands above, how."""
        own = question.title
        if column.kind is ColumnKind.POINTS:
            ends = {"minimum": self._points(column.minimum), "maximum": self._points(column.maximum)}
            asked = self.say("form.points", **ends)
            return f"{own}: {asked}" if question.place else asked
        if question.place:
            return own
        return self.say(f"form.{column.kind}")

    def _choices(self, column: InputColumn, question: Question) -> tuple[FormChoice, ...]:
        match column.kind:
            case ColumnKind.YES_NO:
                return self._yes_no(question)
            case ColumnKind.CHOICE:
                titles = [self._worth(question, level.title, level.points) for level in question.scored.levels]
                return _words(column.choices, titles)
            case ColumnKind.POINTS:
                first = -(-column.minimum // column.step) * column.step
                given = range(first, column.maximum + 1, column.step)
                texts = [self._points(value) for value in given] if len(given) <= MOST_BUTTONS else []
                return _words(texts, texts)
            case _:
                return ()

    def _yes_no(self, question: Question | None = None) -> tuple[FormChoice, ...]:
        """Return yes and no; where they answer a question that gives points, with what each is worth."""
        values = [self.say("format.yes"), self.say("format.no")]
        if question is None:
            return _words(values, values)
        scored, item = question.scored, question.item
        worth = (self.framework.maximum_of(scored), self.framework.minimum_of(scored))
        if isinstance(item, ways.Part):
            worth = (item.points, 0)
        return _words(values, map(partial(self._worth, question), values, worth))

    def _worth(self, question: Question, text: str, points: int) -> str:
        """Return an answer with its points, where the framework gives any for it."""
        if self.framework.points is None or not question.criterion.scored:
            return text
        return self.say("form.choice_points", choice=text, points=self._points(points))

    def _points(self, value: int) -> str:
        return formats.points(value, self.lang)


def _words(values: Iterable[str], texts: Iterable[str]) -> tuple[FormChoice, ...]:
    return tuple(FormChoice(value, sentence(text)) for value, text in zip(values, texts, strict=True))
