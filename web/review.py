"""What a meeting comes to before the vote: what lacks, how it stands, the points of each group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import rating_sentence, total_sentence
from chamdiem.engine.texts import say
from chamdiem.engine.words import formats
from chamdiem.web.cards import points_of
from chamdiem.web.open_draft import card_anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.forms.form import FormPage, FormQuestion
    from chamdiem.engine.scoring.evaluation import CriterionScore
    from chamdiem.web.open_draft import OpenForm
    from chamdiem.web.shown import Link

# --- what is missing ---


@dataclass(frozen=True, slots=True)
class Lack:
    """One place to fill in: what it is, where it stands, and what it brings; `short` names it on a button."""

    text: str
    url: str
    worth: str
    short: str


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Missing:
    """What a draft lacks."""

    opened: OpenForm
    faults: tuple[Link, ...]

    @cached_property
    def criteria(self) -> tuple[Lack, ...]:
        """The criteria without points, but for those that wait for what is to be mended, or stands before all of them.

        Where everything is written, and there are no points all the same, its own card says why.
        """
        return tuple(self._criteria())

    def _criteria(self) -> Iterator[Lack]:
        form, faults = self.opened.form, self.opened.filled.faults
        on_cards = {question.id for card in form.cards.values() for question in card.questions}
        places = {name: place for place, name in enumerate(form.questions)}
        for score in self.opened.filled.scoring.to_score:
            asked = list(self.opened.lacking(score))
            lacks = {question.id for question in asked} - faults.keys()
            own = {question.id for question in form.cards[score.criterion.id].questions}
            if own & lacks or not asked:
                yield self._criterion(score, criterion_url(self.opened, score.criterion.id))
            elif lacks and (first := min(lacks, key=places.__getitem__)) in on_cards:
                yield self._criterion(score, self.opened.question_url(form.questions[first]))

    @cached_property
    def facts(self) -> tuple[Lack, ...]:
        """What nobody wrote before the criteria, of which some wait for it, or which every record has to say."""
        asked = self.opened.form.questions
        found = ((asked[each.question], each.most) for each in self.opened.filled.missing if each.criterion is None)
        return tuple(self._fact(question, most) for question, most in found if self.opened.asks(question))

    @cached_property
    def notes(self) -> tuple[Lack, ...]:
        """The criteria that lost points of which nobody said why."""
        return tuple(map(self._note, self.opened.filled.unnoted))

    @property
    def count(self) -> int:
        """How many places there are."""
        return len(self.faults) + len(self.criteria) + len(self.facts) + len(self.notes)

    @property
    def first(self) -> tuple[str, Lack] | None:
        """The first place, with the code of what is done there."""
        found = [("fill.fill_in", each) for each in (*self.facts, *self.criteria)]
        found += [("fill.note_down", each) for each in self.notes]
        return next(iter(found), None)

    def _criterion(self, score: CriterionScore, url: str) -> Lack:
        return self._at(score, url, self._points("fill.at_most", score.points.most))

    def _note(self, score: CriterionScore) -> Lack:
        return self._at(score, criterion_url(self.opened, score.criterion.id), self._points("fill.loses", score.lost))

    def _fact(self, question: FormQuestion, most: int) -> Lack:
        worth = self._points("fill.at_most", most) if most else ""
        name = self.opened.named(question)
        return Lack(name, self.opened.question_url(question), worth, name)

    def _at(self, score: CriterionScore, url: str, worth: str) -> Lack:
        title = self.opened.say("fill.criterion", id=score.criterion.id, title=score.criterion.title)
        return Lack(title, url, worth, score.criterion.id)

    def _points(self, code: str, points: int) -> str:
        if self.opened.form.framework.framework.points is None:
            return ""
        return self.opened.say(code, points=formats.points(points, self.opened.lang))


def criterion_url(opened: OpenForm, criterion_id: str) -> str:
    """Return where the card of a criterion stands."""
    return opened.page_url(opened.form.page_with(criterion_id), card_anchor(criterion_id))


# --- how it stands ---


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Standing:
    """How a draft stands, in words: its total between its ends, its rating beside its threshold."""

    opened: OpenForm

    @property
    def is_pointed(self) -> bool:
        """Whether its framework gives points; else its total counts the criteria that are met."""
        return self.opened.form.framework.framework.points is not None

    def number(self, value: int | None) -> str:
        """Return points, or a count of criteria, in words."""
        return formats.points(value, self.opened.lang) if self.is_pointed else str(value)

    @property
    def is_full(self) -> bool:
        """Whether every criterion has its points."""
        return self.opened.filled.scoring.complete

    @property
    def least(self) -> str:
        """The least that the total comes to."""
        return self.number(self.opened.filled.bar.least)

    @property
    def most(self) -> str:
        """The most that it comes to."""
        return self.number(self.opened.filled.bar.most)

    @property
    def maximum(self) -> str | None:
        """What it is of; None while that is not known."""
        found = self.opened.filled.bar.maximum
        return None if found is None else self.number(found)

    @property
    def left(self) -> int:
        """How many criteria have no points yet."""
        return self.opened.filled.bar.to_score

    @property
    def ends(self) -> str:
        """The sentence between which ends the total lies."""
        lang = self.opened.lang
        if self.maximum is None:
            return say(lang, "fill.now_open", least=self.least, most=self.most)
        if self.least == self.most:
            return say(lang, "fill.now_full", points=self.least, maximum=self.maximum)
        return say(lang, "fill.now_points", least=self.least, most=self.most, maximum=self.maximum)

    @property
    def parts(self) -> str:
        """The sentence of what it is made of; blank where the total is more than the sum of its criteria."""
        scoring, bar = self.opened.filled.scoring, self.opened.filled.bar
        scored = [score for score in scoring.criteria if score.points.award is not None and score.status == "scored"]
        got = sum(score.points.award or 0 for score in scored)
        most = sum(score.points.most for score in scoring.to_score)
        if not self.is_pointed or not scoring.to_score or (bar.least, bar.most) != (got, got + most):
            return ""
        return self.opened.say(
            "fill.now_sum",
            points=self.number(got),
            count=len(scored),
            left=len(scoring.to_score),
            most=self.number(most),
        )

    @property
    def rating(self) -> str | None:
        """The title of the rating that it has, or gets however the rest is filled in."""
        found = self.opened.filled.rating
        return None if found is None else found.title

    @property
    def threshold(self) -> str:
        """Within which ends the total of its rating lies: from 70 to below 90; blank where no total decides it."""
        ratings, found = self.opened.form.framework.framework.ratings, self.opened.filled.rating
        if found is None:
            return ""
        above = ratings[: ratings.index(found)]
        better = next((each.at_least for each in reversed(above) if each.at_least is not None), None)
        is_bounded = found.below is None and found.at_most is None and better is not None
        ends = found.model_copy(update={"below": better}) if is_bounded else found
        return formats.ends(ends, "", self.opened.lang)

    @property
    def possible(self) -> str:
        """The titles of the ratings that it may still get."""
        return ", ".join(rating.title for rating in self.opened.filled.scoring.possible)

    @property
    def outlook(self) -> str:
        """The sentence of the rating that it has, or gets however the rest is filled in, or else may still get."""
        lang = self.opened.lang
        if self.rating is None:
            return say(lang, "fill.rating_possible" if self.possible else "fill.unrated", titles=self.possible)
        said = say(lang, "fill.rating_is" if self.is_full else "fill.settled", title=self.rating)
        return f"{said} {say(lang, 'fill.within', ends=self.threshold)}." if self.threshold else f"{said}."

    @property
    def is_best(self) -> bool:
        """Whether it has the best rating."""
        return self.opened.filled.rating == self.opened.form.framework.framework.ratings[0]

    @property
    def losses(self) -> str:
        """How much was lost in all, and at how many criteria; blank where nothing was, or nothing gives points."""
        lost = [score.lost for score in self.opened.filled.scoring.criteria if score.lost]
        if not lost or not self.is_pointed:
            return ""
        return self.opened.say("fill.sum_lost", points=self.number(sum(lost)), count=len(lost))

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the total and the rating are what they are, beyond what they are."""
        filled, lang = self.opened.filled, self.opened.lang
        framework = self.opened.form.framework.framework
        said = {total_sentence(framework, filled.scoring, lang)}
        said |= {rating_sentence(filled.scoring, lang)} if filled.rating else set()
        return tuple(each for each in filled.explanation.summary if each not in said)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One page of criteria in a line: its title, its points, why, and where it is mended."""

    title: str
    got: str
    why: str
    url: str


def group_rows(opened: OpenForm) -> tuple[GroupRow, ...]:
    """Return the pages of criteria with their points and the reasons."""
    return tuple(_row(opened, page) for page in opened.pages if page.cards)


def _row(opened: OpenForm, page: FormPage) -> GroupRow:
    scoring, status = opened.filled.scoring, opened.filled.status(page.id)
    group = next((each for each in scoring.all_groups if page.group and each.group.id == page.group.id), None)
    # a group of which something is not known has no points: 0 of 10 would be said of it
    least, most = sum(each.points.least for each in status.scores), sum(each.points.most for each in status.scores)
    got = "" if group is None else points_of(opened, least, group.points.maximum, most=most)
    why = list(_whys(opened, status.scores))
    return GroupRow(page.title, got, "; ".join(why) or opened.say("fill.full"), opened.page_url(page))


def _whys(opened: OpenForm, scores: tuple[CriterionScore, ...]) -> Iterator[str]:
    """Yield what was lost and why; of one criterion alone its reason; then what lacks."""
    lang = opened.lang
    pointed = opened.form.framework.framework.points is not None
    for score in scores:
        told = opened.filled.criterion(score.criterion.id)
        if score.lost:
            code, why = "fill.row_lost" if pointed else "fill.row_not_met", score.note or told.reason
            yield opened.say(code, id=score.criterion.id, points=formats.points(score.lost, lang), why=why)
        elif len(scores) == 1 and score.points.award is not None:
            yield told.reason
    if left := [score.criterion.id for score in scores if score.points.award is None]:
        yield opened.say("fill.row_left", ids=", ".join(left))
