"""What people do about the meetings of the made-up commune, each by the act by which it is done anywhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chamdiem.engine.demo.commune import AUDITOR, COMMITTEE, DECIDERS, OFFICE, decider, supervisor
from chamdiem.engine.demo.words import SAID, UNCERTAIN
from chamdiem.engine.explanation.raised import raised
from chamdiem.engine.history.earlier import earlier_facts, month_of
from chamdiem.engine.history.kept import KeptFacts, KeptMonth
from chamdiem.engine.ledger import acting, handing_in
from chamdiem.engine.ledger.answered import Answered, Reply
from chamdiem.engine.ledger.authorities import Act, LockedMonth, set_lock
from chamdiem.engine.ledger.contents import MeetingRef
from chamdiem.engine.ledger.states import MeetingState, computed_rating, meeting_state
from chamdiem.engine.reading.items import Rejected
from chamdiem.engine.reading.meetings import meeting_of
from chamdiem.engine.reading.table_columns import path_of
from chamdiem.engine.reading.table_records import make_document
from chamdiem.engine.scoring.earlier import EarlierEntry
from chamdiem.engine.scoring.explaining import reasons
from chamdiem.engine.texts import sentence
from chamdiem.rules.analysis.history_facts import HistoryFacts
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    import datetime as dt

    from chamdiem.engine.demo.meetings import DemoMeeting, Texts
    from chamdiem.engine.ledger.acting import Award
    from chamdiem.engine.ledger.entries import Entry, EntryStamp
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.reading.records import Record
    from chamdiem.engine.scoring.earlier import EarlierFacts
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.scoring.scorer import ScorerCache


class DemoMonths:
    """The months as the ledger has them, for what earlier ones say of a record.

    `history.History` reads them from the ledger each time, which for hundreds of meetings in one step takes longer than
    all the rest; a replay of the ledger shows that both say the same.
    """

    def __init__(self, framework: LoadedFramework) -> None:
        self._history = HistoryFacts(framework.framework)
        self._known: dict[tuple[str, str], KeptMonth] = {}

    def __call__(self, record: Record, _loaded: LoadedFramework) -> EarlierFacts:
        """Return what the months recorded so far say of a record's facts."""
        month, cell = month_of(record) or "", record.cell_as_written
        return earlier_facts(record, month, self._history, lambda each: self._month(cell, each))

    def _month(self, cell: str, month: str) -> KeptMonth:
        return self._known.get((cell, month)) or KeptMonth(period=month)

    def note(self, record: Record, entry: Entry) -> None:
        """Note the record of a meeting that was recorded, in the place of any other of its month."""
        month, kind = month_of(record) or "", record.kind or ""
        kept = KeptFacts(kind=kind, day=record.date, facts=record.facts_by_name(), entry=_named(entry))
        self._known[record.cell_as_written, month] = KeptMonth(period=month, records=(kept,))

    def note_not_held(self, meeting: MeetingRef, entry: Entry) -> None:
        """Note that a meeting was not held."""
        told = {meeting.kind: _named(entry)}
        self._known[meeting.cell, meeting.period] = KeptMonth(period=meeting.period, not_held=told)


def _named(entry: Entry) -> EarlierEntry:
    return EarlierEntry(number=entry.sequence, hash=entry.hash)


def answers(evaluation: Evaluation) -> tuple[Answered, ...]:
    """Return the questions that a record raises, each with what the cell says: it is right as it stands."""
    asked = raised(reasons(evaluation, "self"), "vi")
    return tuple(
        Answered(question=sentence(each.text), finding=each.finding, answer=Reply.KEEP, words=SAID[each.key])
        for each in asked
    )


@dataclass
class DemoActs:
    """The acts on one ledger; `today` bounds the days of records. Reasons are words of people."""

    ledger: Ledger
    scorers: ScorerCache
    framework: LoadedFramework
    today: dt.date
    months: DemoMonths = field(init=False)

    def __post_init__(self) -> None:
        self.months = DemoMonths(self.framework)
        self.scorers = self.scorers.informed(self.months)

    def evaluate(self, texts: Texts) -> Evaluation:
        """Score a meeting as it was typed."""
        shape = self.framework.framework.shape
        paths = [(path_of(name, shape), text) for name, text in texts.items()]
        pairs = [(path, text) for path, text in paths if path is not None]
        document = make_document("demo", pairs, {}, {}, self.framework.id)
        item = meeting_of(document, self.today, self.scorers.choice.catalog, self.framework, self.scorers.choice)
        if isinstance(item, Rejected):
            raise FaultyInput(item.faults)
        return self.scorers.evaluate(item.record, self.framework)

    def state(self, meeting: DemoMeeting) -> MeetingState:
        """Return how a meeting stands."""
        found = meeting_state(self.ledger, meeting.ref.key)
        assert found is not None  # noqa: S101 - it was handed in before
        return found

    def number(self, meeting: DemoMeeting) -> int:
        """Return the number of the evaluation in force."""
        found = self.state(meeting).evaluation
        assert found is not None  # noqa: S101 - as above
        return found.sequence

    # --- in the cell ---

    def submit(self, meeting: DemoMeeting, texts: Texts, reason: str, stamp: EntryStamp) -> None:
        """Hand a meeting in; `reason`: why something of it is missing."""
        evaluation = self.evaluate(texts)
        act = Act(meeting.cell.secretary, reason)
        handing_in.submit(self.ledger, evaluation, act, stamp, answers(evaluation))
        self._note(meeting, evaluation)

    def correct(self, meeting: DemoMeeting, texts: Texts, reason: str, stamp: EntryStamp) -> None:
        """Correct what was handed in, and hand it in again."""
        evaluation, act = self.evaluate(texts), Act(meeting.cell.secretary, reason)
        acting.correct(self.ledger, self.number(meeting), evaluation, act, stamp)
        handing_in.submit(self.ledger, evaluation, Act(meeting.cell.secretary), stamp, answers(evaluation))
        self._note(meeting, evaluation)

    def _note(self, meeting: DemoMeeting, evaluation: Evaluation) -> None:
        record = self.state(meeting).record
        assert record is not None  # noqa: S101 - it was just recorded
        self.months.note(evaluation.record, record)

    def withdraw(self, meeting: DemoMeeting, reason: str, stamp: EntryStamp) -> None:
        """Take back what was handed in."""
        submission = self.state(meeting).submission
        assert submission is not None  # noqa: S101 - as in `state`
        acting.correct(self.ledger, submission.sequence, None, Act(meeting.cell.secretary, reason), stamp)

    def note_not_held(self, cell: str, by: str, month: str, reason: str, stamp: EntryStamp) -> None:
        """Tell that a cell did not meet."""
        meeting = MeetingRef(cell=cell, period=month, date=None, kind="regular")
        entry = acting.record_not_held(self.ledger, meeting, Act(by, reason), stamp)
        self.months.note_not_held(meeting, entry)

    # --- above it ---

    def assess(self, meeting: DemoMeeting, texts: Texts, stamp: EntryStamp) -> None:
        """Assess a meeting."""
        act = Act(supervisor(meeting.cell.id))
        handing_in.assess(self.ledger, self.number(meeting), self.evaluate(texts), act, stamp)

    def give_back(self, meeting: DemoMeeting, reason: str, stamp: EntryStamp) -> None:
        """Give a meeting back."""
        act = Act(supervisor(meeting.cell.id), reason)
        handing_in.give_back(self.ledger, self.number(meeting), act, stamp)

    def decide(self, meeting: DemoMeeting, other: str, stamp: EntryStamp) -> None:
        """Decide the rating that was computed; one step below it where a reason for the `other` rating is given.

        Where none is certain yet, it is the lower end that is decided.
        """
        state, ratings = self.state(meeting), [rating.id for rating in self.framework.framework.ratings]
        computed, reason = computed_rating(state), other
        if computed is None:
            chosen, reason = self._lowest(state), UNCERTAIN
        else:
            chosen = ratings[min(ratings.index(computed) + bool(other), len(ratings) - 1)]
        act = Act(decider(meeting.cell.id), reason)
        acting.decide(self.ledger, self.number(meeting), chosen, act, stamp)

    def _lowest(self, state: MeetingState) -> str:
        assert state.upper is not None  # noqa: S101 - each is assessed before it is decided
        possible: list[str] = state.upper.body["layer"]["possible_ratings"]
        return possible[-1]

    def override(self, meeting: DemoMeeting, award: Award, reason: str, stamp: EntryStamp) -> None:
        """Put points beside those that were computed."""
        acting.override(self.ledger, self.number(meeting), award, Act(AUDITOR, reason), stamp)

    def lock(self, month: str, reason: str, stamp: EntryStamp) -> None:
        """Lock a month of all cells, or, where a reason is given, unlock it."""
        act = Act(DECIDERS[0], reason) if reason else Act(OFFICE)
        set_lock(self.ledger, LockedMonth(node=COMMITTEE, period=month, locked=not reason), act, stamp)
