"""What is shown of a page of a form, as values: questions with their fields, criteria with their points, links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from chamdiem.web.open_draft import card_anchor, question_anchor

if TYPE_CHECKING:
    from chamdiem.engine.forms.form import FormQuestion

_TWO, _SHORT = 2, 4


class InputForm(StrEnum):
    """How a question is answered on a page."""

    BUTTONS = "buttons"
    LIST = "list"
    SEPARATE = "separate"
    LONG = "long"
    NUMBER = "number"
    DECIMAL = "decimal"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a question: what it is called in what is sent, its label, and what stands in it."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """One question. `parts` are its fields; `last`: what was said last time; `echo`: the weekday of its day.

    `is_alone`: what stands above it asks the same, so its label is for those who do not see that.
    """

    question: FormQuestion
    form: InputForm
    parts: tuple[Part, ...]
    label: str
    hint: str
    last: str
    echo: str
    faults: tuple[FaultShown, ...]
    is_alone: bool

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        return question_anchor(self.question)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.parts[0].text

    @property
    def is_worded(self) -> bool:
        """Whether its answers are words, which take more room than points."""
        return any(len(choice.text) > _SHORT for choice in self.question.choices)

    @property
    def is_pair(self) -> bool:
        """Whether it has two answers."""
        return len(self.question.choices) == _TWO


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultShown:
    """One fault in words, and where to mend it; `other`: another question, on another page, that it is about."""

    text: str
    other: str = ""
    other_url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to, and what it is called."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardShown:
    """One criterion. `got`: its points in short; `why`: the sentences under its counts; `waits`: what lacks elsewhere.

    `kind` is "none" (not scored), "off" (it does not apply) or blank. `lost`: how much its answers lost, in words.
    """

    id: str
    title: str
    kind: str
    got: str
    questions: tuple[QuestionShown, ...]
    why: tuple[str, ...]
    waits: tuple[Link, ...]
    note: QuestionShown | None
    lost: str
    scoring: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """Where on its page it stands."""
        return card_anchor(self.id)

    @property
    def is_bad(self) -> bool:
        """Whether something in it is to be mended."""
        return any(question.faults for question in (*self.questions, *([self.note] if self.note else [])))


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A part of a page."""

    title: str
    questions: tuple[QuestionShown, ...]
    cards: tuple[CardShown, ...]
