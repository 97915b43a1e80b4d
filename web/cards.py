"""A page of a form as it is shown: questions with what was typed and what is wrong, criteria with their points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from chamdiem.engine.reading.table_columns import ColumnKind
from chamdiem.engine.scoring import reasons
from chamdiem.engine.texts import say, sentence
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.engine.words import formats
from chamdiem.web.answers import field_names, field_texts, is_month
from chamdiem.web.open_draft import card_anchor, question_anchor
from chamdiem.web.shown import CardShown, FaultShown, InputForm, Link, Part, QuestionShown, SectionShown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.forms.form import Card, FormPage, FormQuestion
    from chamdiem.engine.scoring.evaluation import CriterionScore, Points
    from chamdiem.engine.words.wording import Wording
    from chamdiem.rules.records.faults import Fault
    from chamdiem.web.last_time import LastTime
    from chamdiem.web.open_draft import OpenForm

_LABELS = {ColumnKind.DATE: ("day", "month", "year"), ColumnKind.TIME: ("hour", "minute")}


_FORMS = {
    ColumnKind.COUNT: InputForm.NUMBER,
    ColumnKind.POINTS: InputForm.DECIMAL,
    ColumnKind.DECIMAL: InputForm.DECIMAL,
    ColumnKind.DATE: InputForm.SEPARATE,
    ColumnKind.TIME: InputForm.SEPARATE,
    ColumnKind.LONG_TEXT: InputForm.LONG,
}


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class PageShown:
    """A page of a form as it is shown, with what was said last time."""

    opened: OpenForm
    page: FormPage
    last: LastTime

    @cached_property
    def sections(self) -> tuple[SectionShown, ...]:
        """Its parts."""
        return tuple(
            SectionShown(
                title=each.title,
                questions=tuple(map(self._question, filter(self.opened.asks, each.questions))),
                cards=tuple(map(self._card, each.cards)),
            )
            for each in self.page.sections
        )

    @property
    def cards(self) -> tuple[CardShown, ...]:
        """The cards of all its parts."""
        return tuple(card for section in self.sections for card in section.cards)

    @cached_property
    def evidence(self) -> tuple[QuestionShown, ...]:
        """The questions by what its criteria are proved, each called by its criterion; how to answer is said once."""
        return tuple(
            replace(self._question(card.evidence, label=self._title(card)), hint="")
            for card in self.page.cards
            if card.evidence is not None
        )

    @property
    def open(self) -> tuple[Link, ...]:
        """Its criteria that have no points yet."""
        found = (score.criterion.id for score in self.opened.filled.status(self.page.id).open)
        return tuple(Link(name, f"#{card_anchor(name)}") for name in found)

    @property
    def lacking(self) -> tuple[Link, ...]:
        """What is to be filled in on it: questions that stand before its criteria, and its criteria without points."""
        missing = self.opened.filled.status(self.page.id).missing if self.page in self.opened.pages else ()
        asked = (self.opened.form.questions[each.question] for each in missing if each.criterion is None)
        facts = (Link(self.opened.named(each), f"#{question_anchor(each)}") for each in asked if self.opened.asks(each))
        return (*facts, *(Link(card.id, f"#{card.anchor}") for card in self.cards if card.kind == "none"))

    @cached_property
    def faults(self) -> tuple[Link, ...]:
        """Everything on it that is to be mended, with where."""
        return tuple(faults_of(self.opened, self.page))

    @property
    def got(self) -> str:
        """The points of its group so far."""
        scoring = self.opened.filled.scoring
        found = (each.points for each in scoring.all_groups if self.page.group and each.group.id == self.page.group.id)
        points = next(found, None)
        return "" if points is None else self._of(self.opened.filled.status(self.page.id).award, points)

    @property
    def unnoted(self) -> int:
        """How many of its criteria lost points of which nobody said why."""
        own = {card.criterion.id for card in self.page.cards}
        return sum(score.criterion.id in own for score in self.opened.filled.unnoted)

    @property
    def settled_here(self) -> tuple[CardShown, ...]:
        """The criteria that are scored by what this page asks, and whose own cards ask nothing."""
        cards = (card for page in self.opened.pages for card in page.cards if not card.questions)
        if self.page.cards:
            return ()
        return tuple(card for card in map(self._card, cards) if card.why and not card.kind)

    # --- questions ---

    def _question(self, question: FormQuestion, label: str = "", *, is_alone: bool = False) -> QuestionShown:
        opened, kind = self.opened, question.column.kind
        text = opened.draft.texts.get(question.id, "")
        words = [opened.say(f"fill.{word}") for word in _LABELS.get(kind, ())] or [label or question.label]
        return QuestionShown(
            question=question,
            form=_form(question),
            parts=tuple(map(Part, field_names(question), words, field_texts(question, text))),
            label=label or question.label,
            hint=self._hint(question),
            last=self._last(question),
            echo=self._echo(question),
            faults=tuple(map(self._fault, opened.filled.faults.get(question.id, ()))),
            is_alone=is_alone,
        )

    def _hint(self, question: FormQuestion) -> str:
        """Return what to write; a page says once how counts are written, and the fields of a day say it themselves."""
        field = question.column.field
        says_itself = question.column.kind in {ColumnKind.COUNT, *_LABELS}
        if question.column.kind is ColumnKind.DATE and is_month(self.opened.at.period):
            return self.opened.say("fill.day_alone", month=period_text(self.opened.lang, self.opened.at.period))
        if says_itself and field is not None and not formats.held(field, self.opened.lang):
            return ""
        return question.hint

    def _last(self, question: FormQuestion) -> str:
        text = self.last.texts.get(question.id, "")
        text = next((each.text for each in question.choices if each.value == text), text)
        is_told = text and question.column.kind not in {ColumnKind.LONG_TEXT, *_LABELS}
        if not is_told:
            return ""
        if self.last.is_next_before and len(self.last.period) == len("2026-11"):
            return self.opened.say("fill.last", value=text)
        return self.opened.say("fill.last_of", period=period_text(self.opened.lang, self.last.period), value=text)

    def _echo(self, question: FormQuestion) -> str:
        field = question.column.field
        day: dt.date | None = None
        if field is not None and question.column.kind is ColumnKind.DATE:
            day = self.opened.filled.record.values.get(field.name)  # type: ignore[assignment] # that is what a date field holds
        return "" if day is None else self.opened.say(f"fill.weekday_{day.weekday()}")

    def _fault(self, fault: Fault) -> FaultShown:
        text = _said(self.opened, fault)
        other = self._other(fault)
        if other is None:
            return FaultShown(text=text)
        value = self.opened.draft.texts.get(other.id, "")
        told = self.opened.say("fill.fault_other", label=self.opened.named(other), value=value)
        return FaultShown(text=text, other=told, other_url=self.opened.question_url(other))

    def _other(self, fault: Fault) -> FormQuestion | None:
        """Return the question on another page that a fault is about, too."""
        named = (fault.details.get(key, "") for key in ("whole", "greater", "part", "lesser"))
        found = (self.opened.form.question(name) for name in named)
        here = {each.id for each in self.page.all_questions}
        return next(
            (each for each in found if each is not None and each.id not in here and self.opened.asks(each)), None
        )

    # --- criteria ---

    def _title(self, card: Card) -> str:
        return self.opened.say("fill.criterion", id=card.criterion.id, title=card.criterion.title)

    def _card(self, card: Card) -> CardShown:
        told = self.opened.filled.criterion(card.criterion.id)
        kind = _kind(told.score)
        shown = [question for question in card.questions if self._is_shown(question, kind)]
        return CardShown(
            id=card.criterion.id,
            title=self._title(card),
            kind=kind,
            got=self._got(told),
            questions=tuple(self._asked_here(card, each, is_alone=len(shown) == 1) for each in shown),
            why=tuple(self._why(told)),
            waits=tuple(self._waits(card, told.score)),
            note=self._note(card),
            lost=self._lost(card),
            scoring=(*self._wording.scoring(card.criterion), card.criterion.clause),
        )

    def _asked_here(self, card: Card, question: FormQuestion, *, is_alone: bool) -> QuestionShown:
        """Return a question of a card; what is judged of the criterion itself is called by it, beside others."""
        is_own = question.column.path == ("assessments", self.opened.form.layer, "answers", card.criterion.id)
        is_named = is_own and (question.has_buttons or not is_alone)
        label = self.opened.say("fill.judged", id=card.criterion.id, label=question.label) if is_named else ""
        return self._question(question, label, is_alone=is_alone)

    @property
    def _is_pointed(self) -> bool:
        return self.opened.form.framework.framework.points is not None

    @property
    def _wording(self) -> Wording:
        return self.opened.form.framework.wordings[self.opened.lang]

    def _is_shown(self, question: FormQuestion, kind: str) -> bool:
        """Tell whether a question of a card is put: of what does not apply nothing is judged, unless it was before."""
        is_judged = question.column.field is None
        was_typed = bool(self.opened.draft.texts.get(question.id, "").strip())
        return self.opened.asks(question) and (kind != "off" or not is_judged or was_typed)

    def _got(self, told: CriterionExplanation) -> str:
        score, lang = told.score, self.opened.lang
        if score.status == "not_applicable" and (score.rule is None or score.rule.then in {"excluded", "rescaled"}):
            return say(lang, "criterion.left_out")
        if score.points.award is None:
            return say(lang, "criterion.to_score")
        if not self._is_pointed:
            return say(lang, "criterion.met" if score.points.award else "criterion.not_met")
        return self._of(score.points.award, score.points)

    def _of(self, award: int, points: Points) -> str:
        return points_of(self.opened, award, points.maximum)

    def _why(self, told: CriterionExplanation) -> Iterator[str]:
        """Yield the sentences under the counts; where the answer itself gives the points, they say it already."""
        is_answer = isinstance(
            told.why.decided, reasons.ByAnswer | reasons.ByPoints | reasons.ByLevel | reasons.Missing
        )
        if not is_answer and told.score.points.award is not None:
            yield f"{sentence(told.reason)}."
        if told.better and not is_answer:
            yield self.opened.say("result.better", better=told.better)

    def _waits(self, card: Card, score: CriterionScore) -> Iterator[Link]:
        """Yield what a criterion that is not scored lacks and its own card does not ask."""
        own = {question.id for question in card.questions}
        if score.points.award is not None:
            return
        for question in self.opened.lacking(score):
            if question.id not in own and self.opened.asks(question):
                yield Link(self.opened.named(question), self.opened.question_url(question))

    def _note(self, card: Card) -> QuestionShown | None:
        """Return the question why points were lost, of a criterion that is judged and can lose some."""
        is_judged = any(question.column.field is None for question in card.questions)
        if card.note is None or not (is_judged or self.opened.draft.texts.get(card.note.id)):
            return None
        plain = card.note.label if self._is_pointed else self.opened.say("fill.lost_met")
        return self._question(card.note, label=self._lost(card) or plain)

    def _lost(self, card: Card) -> str:
        lost = self.opened.filled.lost.get(card.criterion.id)
        if lost is None:
            return ""
        if not self._is_pointed:
            return self.opened.say("fill.lost_met")
        return self.opened.say("fill.lost", points=formats.points(lost, self.opened.lang))


def points_of(opened: OpenForm, award: int, maximum: int | None, *, most: int | None = None) -> str:
    """Return points of a maximum, or criteria that are met where a framework gives no points: 4/5; from 4 to `most`."""
    pointed = opened.form.framework.framework.points is not None
    shown = partial(formats.points, lang=opened.lang) if pointed else str
    got = shown(award) if most in {None, award} else f"{shown(award)}–{shown(most)}"
    return got if maximum is None else opened.say("fill.of", got=got, of=shown(maximum))


def _kind(score: CriterionScore) -> str:
    if score.status == "not_applicable":
        return "off"
    return "none" if score.points.award is None else ""


def _form(question: FormQuestion) -> InputForm:
    if question.choices:
        return InputForm.BUTTONS if question.has_buttons else InputForm.LIST
    return _FORMS.get(question.column.kind, InputForm.TEXT)


def faults_of(opened: OpenForm, page: FormPage | None = None) -> Iterator[Link]:
    """Yield what is to be mended in a draft, or on one of its pages, with where."""
    cards = {question.id: card for card in opened.form.cards.values() for question in card.all_questions}
    asked = opened.form.questions.values() if page is None else page.all_questions
    for question in asked:
        found = opened.filled.faults.get(question.id)
        if not found:
            continue
        card = cards.get(question.id)
        name = opened.named(question) if card is None else card.criterion.id
        url = opened.question_url(question) if page is None else f"#{question_anchor(question)}"
        for fault in found:
            yield Link(opened.say("fill.fault_at", name=name, sentence=_said(opened, fault)), url)
    of_whole = opened.filled.faults.get("", ()) if page is None else ()
    yield from (Link(sentence(say_fault(opened.lang, fault, placed=False, coded=False)), "") for fault in of_whole)


def _said(opened: OpenForm, fault: Fault) -> str:
    return say_fault(opened.lang, fault, placed=False, coded=False, asked=False)
