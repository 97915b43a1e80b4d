"""The receipt of a meeting that was handed in: number, time, what it came to, and the paragraph of the resolution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chamdiem.engine.explanation.explanation import explain, rating_sentence, total_sentence
from chamdiem.engine.ledger.seeing import layers_seen
from chamdiem.engine.sheets.sheet_view import self_assessment
from chamdiem.engine.texts import label, say
from chamdiem.engine.texts.sentences import period_text, weekday_text
from chamdiem.engine.words import formats
from chamdiem.rules.records.moments import day_text
from chamdiem.web.codes import short_code
from chamdiem.web.task_list import CellMonth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.ledger.entries import Entry
    from chamdiem.engine.texts import Lang
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.house import House
    from chamdiem.web.kept import KeptMeeting


@dataclass(frozen=True)  # without slots, so that what follows from it is worked out once
class Receipt:
    """What a page says of a meeting that the ledger has."""

    house: House
    lang: Lang
    at: MeetingAddress
    kept: KeptMeeting

    @property
    def entry(self) -> Entry:
        """The entry by which it was handed in; where it was not, the last about it."""
        return self.kept.state.submission or self.kept.state.last

    @property
    def is_kept(self) -> bool:
        """Whether an evaluation is in force: of what was withdrawn or not held there is nothing to print."""
        return self.kept.state.evaluation is not None

    @property
    def number(self) -> int:
        """The number of the entry."""
        return self.entry.sequence

    @property
    def code(self) -> str:
        """The first signs of the entry's hash, in groups, as the paper has them."""
        return short_code(self.entry.hash)

    @property
    def when(self) -> str:
        """When it was recorded, in Vietnam."""
        local = self.house.office.clock.local(self.entry.time)
        weekday = weekday_text(self.lang, local)
        return say(self.lang, "hand.when", time=f"{local:%H:%M}", weekday=weekday, day=day_text(local.date()))

    @property
    def period(self) -> str:
        """The period in words."""
        return period_text(self.lang, self.at.period)

    @cached_property
    def month(self) -> CellMonth:
        """How far it is, and whether it was decided otherwise than computed."""
        node = self.house.tree.standing(self.at.cell)
        assert node is not None  # noqa: S101 - whoever sees it has a mandate there
        return CellMonth(self.house, self.lang, node, self.at.period, self.at.kind, self.kept, None)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """What the cell's own layer came to, in sentences."""
        framework, own = self.kept.framework.framework, self.kept.evaluation.own
        return total_sentence(framework, own, self.lang), rating_sentence(own, self.lang)

    @property
    def votes(self) -> str:
        """The vote, in words; blank where the record has none."""
        values = self.kept.evaluation.record.values
        told = [values.get(name) for name in ("votes_for", "votes_total")]
        return "" if None in told else say(self.lang, "hand.votes", votes_for=told[0], votes_total=told[1])

    @property
    def paragraph(self) -> str:
        """The paragraph of the resolution; it is Vietnamese, as that is. Blank of another subject than a meeting."""
        if self.kept.framework.framework.subject:
            return ""
        return self_assessment(self.kept.evaluation, self.kept.evaluation.own.rating)

    @cached_property
    def losses(self) -> tuple[tuple[str, str, str, str], ...]:
        """The criteria that lost points in the own layer: the id, the criterion, the points, and why."""
        found = explain(self.kept.evaluation, self.lang).criteria
        return tuple(
            (
                each.id,
                f"{each.id} {each.score.criterion.title}",
                self._points(each.score.points.award, each.score.points.maximum),
                each.score.note or each.reason,
            )
            for each in found
            if each.score.lost
        )

    @property
    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """The questions that were put when it was handed in: each with its answer and what was said besides."""
        return tuple(
            (each.question, say(self.lang, f"answered.{each.answer or 'none'}"), each.words)
            for each in self.kept.answers
        )

    def _points(self, award: int | None, maximum: int | None) -> str:
        return f"{formats.points(award, self.lang)}/{formats.points(maximum, self.lang)}"

    def layers(self, actor: str) -> Iterator[tuple[str, str]]:
        """Yield what other layers say that somebody may see: the layer in words, and its rating."""
        shape = self.kept.framework.framework.shape
        for name in layers_seen(self.house.authority, actor, self.kept.state, self.house.today):
            if name == "decided" and self.kept.stage.decided:
                found = self.kept.rating(self.kept.stage.decided)
            elif name == "upper":
                found = self.kept.rating(self.kept.stage.computed)
            else:
                continue
            if found is not None:
                yield label(shape.layers[name], self.lang), found[1].title
