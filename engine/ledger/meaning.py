"""What entries mean together: each may be right by itself, and still say what cannot be.

An entry is measured by those before it: an evaluation by its record and the framework that was recorded, an act by how
its meeting stood at that moment. What it says by itself is for `examining`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import (
    ClockNote,
    Correction,
    Decision,
    Done,
    KeptLayer,
    KeptRecord,
    KeptResult,
    KeptText,
    LayerResult,
    Lock,
    MandateEntry,
    NotHeld,
    OrganisationEntry,
    Override,
    PeriodDecision,
    Return,
    Seal,
    Submission,
    UpperAssessment,
    meeting_of,
)
from chamdiem.engine.ledger.entries import Entry, EntryKind
from chamdiem.engine.ledger.states import MeetingState, after, computed_rating
from chamdiem.engine.ledger.terms import ImpossibleTerm, Terms, terms_of
from chamdiem.engine.ledger.warrants import Warrants

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chamdiem.engine.ledger.contents import Content

    _OnEvaluation = Decision | Override | Submission | Return | UpperAssessment


@dataclass(slots=True)
class _Course:
    """What was recorded about one meeting so far."""

    state: MeetingState = field(default_factory=lambda: MeetingState(entries=()))
    by_hash: dict[str, Entry] = field(default_factory=dict)
    order: list[Entry] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        self.by_hash[entry.hash] = entry
        self.order.append(entry)
        self.state = after(self.state, entry, self.by_hash)


class Meaning:
    """What the entries said so far: `take` each of them, in their order."""

    def __init__(self) -> None:
        self._terms: dict[str, Terms] = {}
        self._courses: dict[str, _Course] = {}
        self._results: dict[str, KeptResult] = {}
        self._numbers: dict[str, int] = {}
        self._latest, self._last = "", 0
        self._periods: dict[str, str] = {}
        self._warrants = Warrants()

    def take(self, entry: Entry, impossible: ImpossibleTerm | None = None) -> None:
        """Take in the next entry; one that says what cannot be is not taken in, and raises `ImpossibleTerm`.

        `impossible`: that it says so already by itself, which is raised where it is right in all else.
        """
        content = entry.content
        meeting = meeting_of(content)
        if isinstance(content, KeptText):
            self._terms[content.hash] = terms_of(content)
        elif isinstance(content, ClockNote):
            if content.latest != self._latest:
                raise ImpossibleTerm("ledger.clock_latest", time=self._latest)
            self._warrants.check(entry, content)
        elif isinstance(content, OrganisationEntry | MandateEntry | Lock):
            self._warrants.take(entry, content)
        elif isinstance(content, PeriodDecision):
            self._check_period(content)
            self._warrants.check(entry, content)
            self._periods[content.key] = entry.hash
            self._numbers[entry.hash] = entry.sequence
        elif meeting is not None:
            course = self._courses.setdefault(meeting.key, _Course())
            self._check(content, course)
            if impossible is not None:
                raise impossible
            self._check_warrant(entry, content, course)
            # Years of a province are walked through by `fsck`; records and derivations are most of their bytes, and
            # once checked they are only needed by hash.
            light = lightened(entry)
            course.take(light)
            self._numbers[entry.hash] = entry.sequence
            if isinstance(light.content, KeptResult):
                self._results[entry.hash] = light.content
        self._latest, self._last = max(self._latest, entry.time), entry.sequence

    def _check(self, content: Content, course: _Course) -> None:
        match content:
            case KeptRecord():
                pass  # it is about nothing that came before it
            case KeptResult():
                self._check_result(content, course)
            case NotHeld():
                _check_not_held(content, course)
            case Correction():
                self._check_correction(content, course)
            case _:
                self._check_act(content, course)

    def _check_act(self, content: Content, course: _Course) -> None:
        """Need what is about an evaluation to be possible as the meeting stands."""
        match content:
            case Seal():
                self._result(content, course)
            case Decision():
                self._check_decision(content, course)
            case Submission():
                self._acted_on(content, course)
                _check_answers(content, self._result(content, course))
            case Return():
                self._acted_on(content, course)
                _need_none(course.state.returned or course.state.decision)
            case UpperAssessment():
                self._acted_on(content, course).check_layer(content.stated, content.result)
                _need_none(course.state.returned or course.state.upper)
            case Override():
                terms = self._acted_on(content, course)
                terms.need_points(content, self._result(content, course).scored)

    def _check_decision(self, content: Decision, course: _Course) -> None:
        self._acted_on(content, course).need_rating(content.rating)
        upper = course.state.upper
        if content.mandate and content.upper != (upper.hash if upper else None):
            raise ImpossibleTerm("ledger.contradiction", where="upper")
        if content.mandate and not content.reason and computed_rating(course.state) != content.rating:
            raise ImpossibleTerm("ledger.contradiction", where="reason")

    def _check_warrant(self, entry: Entry, content: Content, course: _Course) -> None:
        if isinstance(content, Correction):
            taker = self._results.get(content.by or "")
            kind = course.by_hash[content.supersedes].kind
            self._warrants.check(entry, content, kind, None if taker is None else taker.meeting)
        elif isinstance(content, Done):
            self._warrants.check(entry, content)

    def _check_period(self, content: PeriodDecision) -> None:
        """Need a decision over several months to be of a kept framework, from kept entries, after the last of these."""
        if content.framework not in self._terms or content.after != self._periods.get(content.key):
            raise ImpossibleTerm("ledger.reference")
        self._terms[content.framework].check_period(content)

    def _named(self, name: str, course: _Course) -> Entry:
        """Return the entry of a meeting that another one names by its hash."""
        found = course.by_hash.get(name)
        # There, but of another meeting: a forger's splice, and worth another sentence than a hash that leads nowhere.
        if found is None and name in self._numbers:
            raise ImpossibleTerm("ledger.other_meeting", other=str(self._numbers[name]))
        if found is None:
            raise ImpossibleTerm("ledger.reference")
        return found

    def _check_result(self, content: KeptResult, course: _Course) -> None:
        record = self._named(content.record, course)
        if not isinstance(record.content, KeptRecord) or content.framework not in self._terms:
            raise ImpossibleTerm("ledger.reference")
        if record.content.meeting != content.meeting:
            raise ImpossibleTerm("ledger.other_meeting", other=str(record.sequence))
        if content.history is not None and not self._numbers.keys() >= set(content.history.entries):
            raise ImpossibleTerm("ledger.reference")  # what it was made of stands before it

    def _result(self, content: Seal | _OnEvaluation, course: _Course) -> KeptResult:
        """Return the evaluation that an entry is about."""
        found = self._named(content.evaluation, course)
        if not isinstance(found.content, KeptResult):
            raise ImpossibleTerm("ledger.reference")
        if found.content.meeting != content.meeting:
            raise ImpossibleTerm("ledger.other_meeting", other=str(found.sequence))
        return found.content

    def _acted_on(self, content: _OnEvaluation, course: _Course) -> Terms:
        """Return the terms of the evaluation on which an act is: in force, and the act follows what came last."""
        result = self._result(content, course)
        self._follows(content, course, course.order)
        _in_force(content.evaluation, course)
        return self._terms[result.framework]

    def _check_correction(self, content: Correction, course: _Course) -> None:
        target = self._named(content.supersedes, course)
        order = course.order if content.by is None else self._before_replacement(content.by, content, course)
        self._follows(content, course, order)
        _in_force(content.supersedes, course)
        if content.by is not None and target.kind in {EntryKind.DECISION, EntryKind.OVERRIDE}:
            raise ImpossibleTerm("ledger.contradiction", where="by")

    def _before_replacement(self, by: str, content: Correction, course: _Course) -> list[Entry]:
        """Return what was recorded of the meeting before that which takes the place of something."""
        # What is put in force is not in force yet; else the correction would replace a thing by itself.
        if by not in self._results or _stands(by, course):
            raise ImpossibleTerm("ledger.reference")
        if by not in course.by_hash:
            self._need_fresh(by)
        own = {by, self._results[by].record}
        order = list(course.order)
        while len(order) > 1 and order[-1].hash in own and order[-1].hash != content.after:
            order.pop()  # it was recorded in the same step, just before the correction
        return order

    def _need_fresh(self, by: str) -> None:
        """Need an evaluation of another meeting to be all that is recorded of that one: it came with the correction."""
        course = self._courses[self._results[by].meeting.key]
        alone = [entry.hash for entry in course.order] == [self._results[by].record, by]
        if not alone or self._numbers[by] != self._last:  # what came with it stands right before it
            raise ImpossibleTerm("ledger.other_meeting", other=str(self._numbers[by]))

    def _follows(self, content: _OnEvaluation | Correction, course: _Course, order: Sequence[Entry]) -> None:
        """Need an act to name the last entry about its meeting, and the meeting as that entry does."""
        last = order[-1]
        if self._named(content.after, course) != last:
            raise ImpossibleTerm("ledger.after", other=str(last.sequence))
        if meeting_of(last.content) != content.meeting:
            raise ImpossibleTerm("ledger.other_meeting", other=str(last.sequence))


def _check_answers(content: Submission, result: KeptResult) -> None:
    """Need the cross-checks whose questions were answered to be those that the cell's own layer raised."""
    own = result.layers["self"].result
    raised = own.findings if own is not None else ()
    if any(each.finding is not None and each.finding not in raised for each in content.answers):
        raise ImpossibleTerm("ledger.contradiction", where="answers")


def _check_not_held(content: NotHeld, course: _Course) -> None:
    """Need a meeting of which nobody holds a record, and the entry to follow the last one about it."""
    last = course.order[-1].hash if course.order else None
    if content.after != last:
        raise ImpossibleTerm("ledger.reference")
    if course.state.record is not None or course.state.not_held is not None:
        raise ImpossibleTerm("ledger.contradiction", where="meeting")


def _need_none(entry: Entry | None) -> None:
    """Need nothing to be in force that an act would come too late after."""
    if entry is not None:
        raise ImpossibleTerm("ledger.acted_on_past", other=str(entry.sequence))


def _stands(name: str, course: _Course) -> bool:
    return any(entry.hash == name for entry in course.state.in_force)


def _in_force(name: str, course: _Course) -> None:
    if not _stands(name, course):
        raise ImpossibleTerm("ledger.acted_on_past", other=str(course.by_hash[name].sequence))


def lightened(entry: Entry) -> Entry:
    """Return an entry without what a long ledger is too much to hold with; how its meeting stands follows from it."""
    if not entry.canonical:  # it is so already
        return entry
    content = entry.content
    match content:
        case KeptRecord():
            content = replace(content, data={})
        case KeptResult():
            content = replace(content, layers={name: _light_layer(own) for name, own in content.layers.items()})
        case KeptText():
            content = replace(content, text="")
        case UpperAssessment():
            content = replace(content, given={}, result=_light(content.result.rating, content.result.findings))
    return replace(entry, body={}, canonical=b"", read=content)


def _light_layer(layer: KeptLayer) -> KeptLayer:
    result = layer.result
    return _known_layer(layer.stated, None if result is None else (result.rating, result.findings))


@lru_cache(maxsize=1 << 12)  # few of them are unlike: each is held, and handed from process to process, once
def _known_layer(stated: str | None, told: tuple[str | None, tuple[str, ...]] | None) -> KeptLayer:
    return KeptLayer(stated=stated, result=None if told is None else _light(*told))


def _light(rating: str | None, findings: tuple[str, ...]) -> LayerResult:
    """Return no more of a result than that it is there, its rating, and which cross-checks it raised."""
    return LayerResult(
        points={},
        statuses={},
        findings=findings,
        least=0,
        most=0,
        total=None,
        maximum=None,
        possible=(),
        rating=rating,
    )
