"""A meeting that is being filled in: its draft, the form of its framework, and what was typed, read and scored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, ClassVar

from django.urls import reverse

from chamdiem.engine.forms.form import LAYER
from chamdiem.web.drafts import clashes_of, filled
from chamdiem.web.held import framework_of, is_changed
from chamdiem.web.submitting import find_settled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from typing import Self

    from chamdiem.engine.forms.filled import Filled
    from chamdiem.engine.forms.form import Form, FormPage, FormQuestion
    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.engine.texts import Lang
    from chamdiem.web.drafts import Conflict, Saved
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.models import Draft, TypedDraft


@dataclass(frozen=True, kw_only=True)  # without slots, so that what follows from it is worked out once
class OpenForm:
    """What is typed of one meeting as it stands: by its cell, or by whoever assesses it."""

    house: House
    lang: Lang
    at: MeetingAddress
    draft: TypedDraft
    layer: ClassVar[str] = LAYER
    last_steps: ClassVar[tuple[str, ...]] = ()
    """The steps after the pages of the form, by the names of their addresses."""

    @cached_property
    def form(self) -> Form:
        """The form of the framework under which it was begun."""
        return self.house.form(framework_of(self.house, self.draft), self.lang, self.layer)

    def lacking(self, score: CriterionScore) -> Iterator[FormQuestion]:
        """Yield the questions that a criterion without points waits for."""
        for key in score.missing:
            question = self.form.asked_for(key)
            if question is not None:
                yield question

    def named(self, question: FormQuestion) -> str:
        """Return what a question is called away from its card, whose title stands above it there."""
        path = question.column.path
        if path[:3] != ("assessments", self.form.layer, "answers"):
            return question.label
        return self.say("fill.judged", id=path[3], label=question.label)

    @property
    def say(self) -> Callable[..., str]:
        """What says sentences in the words of what its framework scores."""
        return self.form.framework.wordings[self.lang].say

    @cached_property
    def filled(self) -> Filled:
        """What was typed, read and scored."""
        raise NotImplementedError

    def after(self, done: Saved | Conflict) -> Self:
        """Return the same once something was saved."""
        return replace(self, draft=done.draft)

    @property
    def is_closed(self) -> bool:
        """Whether it is handed in, or about to be."""
        return self.draft.submitting is not None or self.draft.entry is not None

    @property
    def collided(self) -> int:
        """How many criteria, or questions of none, have other texts beside the draft, until somebody chooses."""
        return len({self.owner_of(each.id) for each in clashes_of(self.draft)})

    @property
    def is_framework_changed(self) -> bool:
        """Whether its framework says something else by now than when it was begun; it goes on under what it said."""
        return is_changed(self.house, self.draft)

    def owner_of(self, question_id: str) -> str:
        """Return the criterion on whose card a question stands, or the question itself where it stands on none."""
        cards = self.form.cards.values()
        own = (card.criterion.id for card in cards if any(each.id == question_id for each in card.all_questions))
        return next(own, question_id)

    def asks(self, question: FormQuestion) -> bool:
        """Tell whether a question has to be put: of which kind or day something is, its address says."""
        shape = self.form.framework.framework.shape
        is_told = (question.id == shape.kind and self.at.kind) or (question.id == shape.day and not shape.period)
        return not is_told

    def page(self, page_id: str) -> FormPage | None:
        """Return a page that is saved as a whole; None: there is none such."""
        return self.form.page(page_id)

    @cached_property
    def pages(self) -> tuple[FormPage, ...]:
        """The pages on which something is asked, or scored."""
        return tuple(page for page in self.form.pages if page.cards or any(map(self.asks, page.all_questions)))

    def url(self, name: str, **more: str) -> str:
        """Return the address of one of the meeting's pages."""
        return meeting_url(self.at, name, **more)

    def page_url(self, page: FormPage, anchor: str = "") -> str:
        """Return the address of a page of its form, or of a place on it."""
        return self.url("form_page", page_id=page.id) + (f"#{anchor}" if anchor else "")

    def question_url(self, question: FormQuestion) -> str:
        """Return the address of a question; one that is asked in the end stands with the vote."""
        page = self.form.page_of(question.id)
        anchor = question_anchor(question)
        return f"{self.url('vote')}#{anchor}" if page is None else self.page_url(page, anchor)

    @property
    def saved_at(self) -> dt.datetime:
        """When it was saved last, where its people live."""
        return self.house.office.clock.local(self.draft.saved.isoformat())


@dataclass(frozen=True, kw_only=True)
class OpenDraft(OpenForm):
    """The draft of one meeting as it stands."""

    draft: Draft
    last_steps = ("missing", "review", "vote")

    @cached_property
    def filled(self) -> Filled:
        """What was typed, read and scored."""
        return filled(self.house, self.draft, self.lang)


def open_draft(house: House, lang: Lang, at: MeetingAddress) -> OpenDraft | None:
    """Return the draft of a meeting, opened; None: nobody began one."""
    draft = find_settled(house, at)
    return None if draft is None else OpenDraft(house=house, lang=lang, at=at, draft=draft)


@lru_cache(maxsize=4096)  # a page has dozens of them
def meeting_url(at: MeetingAddress, name: str, **more: str) -> str:
    """Return the address of a page of a meeting."""
    return reverse(name, kwargs={"cell": at.cell, "period": at.period, "kind": at.kind, **more})


def question_anchor(question: FormQuestion) -> str:
    """Return where on its page a question stands."""
    return f"q-{question.id}"


def card_anchor(criterion_id: str) -> str:
    """Return where on its page a criterion stands."""
    return f"t-{criterion_id}"
