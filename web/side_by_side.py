"""One meeting side by side: the facts, what the cell gave itself, what the supervisor gives, for each criterion."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import explain
from chamdiem.engine.forms.filled import texts_of
from chamdiem.engine.forms.form import FIRST
from chamdiem.web.assessment import kept_record
from chamdiem.web.cards import PageShown, points_of
from chamdiem.web.last_time import LastTime

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from chamdiem.engine.explanation.reason_words import CriterionExplanation
    from chamdiem.engine.forms.form import Form, FormPage, FormQuestion
    from chamdiem.engine.scoring.evaluation import Scoring
    from chamdiem.web.assessment import OpenAssessment
    from chamdiem.web.shown import CardShown

ALL, OTHER, OPEN = "moi", "khac", "chua"
"""Which criteria a table shows: all, those that differ, those without points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideRow:
    """One criterion. `card`: what the supervisor gives; `facts`: what the cell recorded, in lines.

    `own`: what the cell gave itself, blank while that is hidden; `own_note`: why. `asks`: what to say why of, where the
    points fall short of the most or differ from the cell's; blank where nothing is asked.
    """

    card: CardShown
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    own: str
    own_note: str
    differs: bool
    asks: str

    @property
    def is_computed(self) -> bool:
        """Whether the facts alone decide it: nobody is asked."""
        return not self.card.questions

    @property
    def is_unnoted(self) -> bool:
        """Whether something is to be said of it, and is not."""
        return bool(self.asks) and self.card.note is not None and not self.card.note.text.strip()


@dataclass(frozen=True, slots=True)
class SideGroup:
    """The criteria of one page of the form, with what both sides come to."""

    page: FormPage
    own: str
    mine: str
    rows: tuple[SideRow, ...]


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class SideBySide:
    """A meeting side by side."""

    opened: OpenAssessment

    @cached_property
    def _form(self) -> Form:
        """The form by which the cell filled it in, which says what each count is called and where it belongs."""
        return self.opened.house.form(self.opened.kept.framework, self.opened.lang)

    @cached_property
    def _texts(self) -> Mapping[str, str]:
        return texts_of(self._form, kept_record(self.opened.kept))

    @cached_property
    def _own(self) -> Mapping[str, CriterionExplanation]:
        found = explain(self.opened.filled.evaluation, self.opened.lang)
        return {each.id: each for each in found.criteria}

    @property
    def _scorings(self) -> tuple[Scoring, Scoring]:
        return self.opened.filled.evaluation.own, self.opened.filled.scoring

    @cached_property
    def groups(self) -> tuple[SideGroup, ...]:
        """All of it."""
        return tuple(self.group(page) for page in self.opened.pages if page.cards)

    def group(self, page: FormPage) -> SideGroup:
        """Return one page of it."""
        shown = PageShown(self.opened, page, LastTime())
        own, mine = (self._sum(page, each) for each in self._scorings)
        rows = tuple(map(self._row, shown.cards))
        return SideGroup(page, "" if self.opened.is_hidden else own, mine, rows)

    def _sum(self, page: FormPage, scoring: Scoring) -> str:
        ids = {card.criterion.id for card in page.cards}
        scores = [each for each in scoring.criteria if each.criterion.id in ids]
        group = next((each for each in scoring.all_groups if page.group and each.group.id == page.group.id), None)
        got = sum(each.points.award or 0 for each in scores)
        left = any(each.points.award is None for each in scores)
        if group is None or left:
            return ""
        return points_of(self.opened, got, group.points.maximum)

    @cached_property
    def rows(self) -> tuple[SideRow, ...]:
        """The criteria of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def unnoted(self) -> tuple[SideRow, ...]:
        """Those of which something is to be said, and is not."""
        return tuple(row for row in self.rows if row.is_unnoted)

    def narrowed(self, which: str) -> tuple[SideGroup, ...]:
        """Return the groups with those criteria alone that somebody asks for; groups without any are left out."""
        found = (
            SideGroup(each.page, each.own, each.mine, tuple(row for row in each.rows if _is(row, which)))
            for each in self.groups
        )
        return tuple(each for each in found if each.rows)

    def count(self, which: str) -> int:
        """Return how many criteria somebody sees who asks for these."""
        return sum(_is(row, which) for row in self.rows)

    def _row(self, card: CardShown) -> SideRow:
        told, mine = self._own[card.id], self.opened.filled.criterion(card.id).score
        own, hidden = told.score, self.opened.is_hidden
        award = own.points.award
        differs = not hidden and award is not None and mine.points.award is not None and award != mine.points.award
        is_judged = bool(card.questions)
        got = "" if award is None else points_of(self.opened, award, own.points.maximum)
        return SideRow(
            card=card,
            facts=tuple(self._facts(card)),
            evidence=tuple(self.opened.filled.record.evidence.get(card.id, ())),
            own="" if hidden else got or self.opened.say("criterion.to_score"),
            own_note="" if hidden or not own.note else own.note,
            differs=differs,
            asks=self._asks(card, differs=differs) if is_judged and card.note is not None else "",
        )

    def _asks(self, card: CardShown, *, differs: bool) -> str:
        if card.lost:
            return card.lost
        return self.opened.say("assess.why_other") if differs else ""

    def _facts(self, card: CardShown) -> Iterator[str]:
        """Yield what the cell recorded on the card of a criterion; of one that is computed, why it has its points."""
        if not card.questions and card.why:
            yield card.why[0]
            return
        yield from self._told(each for each in self._form.cards[card.id].questions if each.column.field is not None)

    def _told(self, questions: Iterator[FormQuestion]) -> Iterator[str]:
        for question in questions:
            if text := self._texts.get(question.id, ""):
                yield self.opened.say("drafts.labelled", label=question.label, text=text)

    @cached_property
    def general(self) -> tuple[str, ...]:
        """What the cell recorded before all criteria: who was there, when and where."""
        first = self._form.page(FIRST)
        return () if first is None else tuple(self._told(iter(first.all_questions)))

    @property
    def answers(self) -> tuple[str, ...]:
        """The questions that the record raised, with what the cell says to them."""
        say = self.opened.say
        return tuple(
            say(
                "assess.answered",
                question=each.question,
                answer=say(f"answered.{each.answer or 'none'}"),
                words=each.words,
            )
            for each in self.opened.kept.answers
        )

    @property
    def limitations(self) -> tuple[str, ...]:
        """What still falls short, as the cell says."""
        return self.opened.filled.record.limitations


def _is(row: SideRow, which: str) -> bool:
    if which == OTHER:
        return row.differs
    return row.card.kind == "none" if which == OPEN else True
