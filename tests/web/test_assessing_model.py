"""A meeting's life against a model: the cell, its supervisors and the committee act by pages and by programs in turn.

Whatever they do, in whatever order: what is in force is what the model says; whoever has not seen what stands there
changes nothing; what is refused leaves nothing; and a program of another cell reads nothing of any of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chamdiem.engine.ledger.authorities import Act, LockedMonth, give_mandate, set_lock
from chamdiem.engine.ledger.contents import Decision, KeptRecord, UpperAssessment
from chamdiem.engine.ledger.handing_in import give_back
from chamdiem.engine.ledger.keys import record_key
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.mandates.mandates import Mandate
from chamdiem.engine.mandates.roles import Role
from chamdiem.rules.records.faults import FaultyInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from asking import Program
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.web.held import MeetingAddress
    from chamdiem.web.models import Account

pytestmark = pytest.mark.usefixtures("installation")
PAGE, PROGRAM = "page", "program"
DOORS = st.sampled_from([PAGE, PROGRAM])
POINTS = st.sampled_from(["6", "7", "7,5", "8"])
RATINGS = st.sampled_from(["tot", "kha", "trung_binh"])
SEEN = st.sampled_from(["now", "before", "nothing"])
"""Which version somebody says to have seen: the one that there is, an earlier one, or none."""
_months, _words = count(), count(1)


@dataclass(frozen=True)
class People:
    """A cell, those who act on it, each by pages and by a program; and programs of whoever is of another cell."""

    cell: str
    secretary: Account
    supervisor: Account
    decider: Account
    office: str
    by_secretary: Program
    by_supervisor: Program
    by_decider: Program
    elsewhere: tuple[Program, ...]


@cache
def people() -> People:
    """Found them, once for all lives."""
    from asking import program  # noqa: PLC0415 - the web needs an installation
    from chamdiem.web.accounts import make_account  # noqa: PLC0415 - as above
    from chamdiem.web.house import house  # noqa: PLC0415 - as above
    from chamdiem.web.installation import ADMINISTRATOR, ROOT  # noqa: PLC0415 - as above
    from drafting import make_cell  # noqa: PLC0415 - as above

    own, other = make_cell(), make_cell()
    for name, role in (("tv", Role.STANDING_COMMITTEE), ("vp", Role.OFFICE)):
        actor = f"{name}-{own.id}"
        given = Mandate(id=actor, actor=actor, role=role, node=ROOT, first=house().today)
        give_mandate(house().ledger, given, Act(ADMINISTRATOR), house().office.clock.stamp())

    def by(account: Account) -> Program:
        return program(account, house().mandates(account.actor)[0])

    supervisor, beside = (make_account(each.supervisor, each.supervisor) for each in (own, other))
    decider = make_account(f"tv-{own.id}", f"tv-{own.id}")
    return People(
        cell=own.id,
        secretary=own.secretary,
        supervisor=supervisor,
        decider=decider,
        office=f"vp-{own.id}",
        by_secretary=by(own.secretary),
        by_supervisor=by(supervisor),
        by_decider=by(decider),
        elsewhere=(by(other.secretary), by(beside)),
    )


class Life(RuleBasedStateMachine):
    """One meeting of the cell, from its draft on."""

    @initialize()
    def begin(self) -> None:
        """Take a month that nobody was at before, and fill in its draft."""
        from chamdiem.web.drafts import begin_draft  # noqa: PLC0415 - the web needs an installation
        from chamdiem.web.held import MeetingAddress  # noqa: PLC0415 - as above
        from chamdiem.web.house import house  # noqa: PLC0415 - as above

        self.house, self.people = house(), people()
        year, month = divmod(next(_months), 12)
        self.month = f"{2000 + year}-{month + 1:02}"
        self.at: MeetingAddress = MeetingAddress(self.people.cell, self.month, "regular")
        self.path = f"/{self.people.cell}/{self.month}/regular"
        begin_draft(self.house, self.people.secretary, self.at)
        # what the model knows of the cell: what it typed, whether it may type, what it has handed in
        self.typed, self.is_open, self.record = "", True, ""
        self.is_submitted = self.is_returned = self.is_taken_back = self.is_locked = False
        # of the supervisor's page: what is typed, of which record, and the assessment that it is to take the place of
        self.judged, self.words, self.looked, self.replaced = "", "", "", 0
        # what was typed of the assessment in force; nothing of one that came by another door
        self.told = ("", "", "")
        # of those above: the points of the assessment in force, its number, and the rating that is decided
        self.points, self.assessment, self.rating = "", 0, ""
        self.type("đầu tiên")

    # --- what all have in common ---

    @property
    def state(self) -> MeetingState | None:
        """How the meeting stands in the ledger."""
        return meeting_state(self.house.ledger, record_key(self.people.cell, self.month, "regular"))

    @property
    def evaluation(self) -> int:
        """The number of the evaluation in force; of none one that there is not."""
        state = self.state
        return state.evaluation.sequence if state is not None and state.evaluation is not None else 10**9

    @property
    def is_answerable(self) -> bool:
        """Whether those above may act on it: it was handed in, is with them, and the month is open."""
        return bool(self.record) and not (self.is_returned or self.is_taken_back or self.is_locked)

    def attempt(self, work: Callable[[], Any], *, succeeds: bool) -> None:
        """Do something that succeeds, or is refused and leaves nothing."""
        size = self.house.ledger.size()
        try:
            told = work()
            done = not hasattr(told, "status_code") or told.status_code == 201
            why = getattr(told, "content", b"").decode() if hasattr(told, "status_code") else ""
        except FaultyInput as error:
            done, why = False, str(error)
        assert done == succeeds, why or "it was done"
        if not done:
            assert self.house.ledger.size() == size

    def tag(self, program: Program, seen: str) -> dict[str, str]:
        """Return what a program says that it has seen."""
        if seen == "nothing":
            return {}
        return {"If_Match": program.get(f"/meetings{self.path}").headers.get("ETag", '"0"') if seen == "now" else '"1"'}

    def reason(self) -> str:
        """Return a reason that nobody gave before."""
        return f"lý do {next(_words)}"

    # --- the cell ---

    def type(self, words: str) -> None:
        """Type all of the meeting, with words of its own, as the page does."""
        from chamdiem.web.drafts import find_draft, save  # noqa: PLC0415 - the web needs an installation
        from drafting import whole  # noqa: PLC0415 - as above

        draft = find_draft(self.at)
        assert draft is not None
        texts = {**whole(), "date": f"05/{self.month[5:]}/{self.month[:4]}", "limitations": words}
        save(draft.pk, draft.version, texts, self.people.secretary)
        self.typed = words

    @precondition(lambda self: self.is_open)
    @rule(door=DOORS, is_fresh=st.booleans())
    def fill_in(self, door: str, *, is_fresh: bool) -> None:
        """Type something else; a program that has not seen the newest version writes nothing."""
        words, program = f"hạn chế {next(_words)}", self.people.by_secretary
        if door == PAGE:
            self.type(words)
            return
        draft = program.get(f"/drafts{self.path}")
        texts = {**draft.json()["texts"], "limitations": words}
        tag = draft["ETag"] if is_fresh else '"1-1-open"'
        answer = program.put(f"/drafts{self.path}", {"texts": texts}, If_Match=tag)
        assert answer.status_code == (200 if is_fresh else 412), answer.content.decode()
        self.typed = words if is_fresh else self.typed

    @precondition(lambda self: self.is_open)
    @rule(door=DOORS, is_fresh=st.booleans())
    def submit(self, door: str, *, is_fresh: bool) -> None:
        """Hand in what is typed, at the version that was read."""
        from chamdiem.web.drafts import find_draft  # noqa: PLC0415 - the web needs an installation
        from chamdiem.web.submitting import hand_in  # noqa: PLC0415 - as above

        draft = find_draft(self.at)
        assert draft is not None
        if door == PAGE:
            work: Callable[[], Any] = lambda: hand_in(self.house, self.people.secretary, draft)  # noqa: E731 - one of two
            is_fresh = True
        else:
            asked: dict[str, Any] = {"cell": self.people.cell, "period": self.month, "kind": "regular"}
            asked |= {"version": draft.version if is_fresh else draft.version + 1}
            work = lambda: self.people.by_secretary.post("/submissions", asked)  # noqa: E731 - the other one
        # what is handed in already with these very words is not handed in twice, and nothing is recorded
        is_same = self.is_submitted and self.typed == self.record
        succeeds = is_fresh and (is_same or not self.is_locked)
        self.attempt(work, succeeds=succeeds)
        if not succeeds:
            return
        if self.typed != self.record:
            self.points, self.assessment, self.rating = "", 0, ""
        self.record, self.is_open = self.typed, False
        self.is_submitted, self.is_returned, self.is_taken_back = True, False, False

    @precondition(lambda self: not self.is_open)
    @rule(door=DOORS)
    def reopen(self, door: str) -> None:
        """Open the draft once more, to correct what was handed in or to mend what came back."""
        from chamdiem.web.submitting import reopen  # noqa: PLC0415 - the web needs an installation

        if door == PAGE:
            reopen(self.house, self.people.secretary, self.at, self.reason())
        else:
            asked = {"cell": self.people.cell, "period": self.month, "kind": "regular", "reason": self.reason()}
            assert self.people.by_secretary.post("/reopenings", asked).status_code == 201
        self.is_open = True

    @precondition(lambda self: self.record)
    @rule(door=DOORS, seen=SEEN)
    def withdraw(self, door: str, seen: str) -> None:
        """Take back what nobody has answered, as it was read."""
        from chamdiem.web.submitting import take_back  # noqa: PLC0415 - the web needs an installation

        state, program = self.state, self.people.by_secretary
        assert state is not None
        number = state.submission.sequence if state.submission is not None else 10**9
        succeeds = self.is_submitted and not (self.points or self.rating or self.is_locked)
        if door == PAGE:
            why = self.reason()
            self.attempt(lambda: take_back(self.house, self.people.secretary, self.at, number, why), succeeds=succeeds)
        else:
            asked = {"cell": self.people.cell, "period": self.month, "kind": "regular", "reason": self.reason()}
            succeeds = succeeds and seen == "now"
            self.attempt(lambda: program.post("/withdrawals", asked, **self.tag(program, seen)), succeeds=succeeds)
        if succeeds:
            self.is_submitted, self.is_taken_back, self.is_open = False, True, True

    # --- the supervisor ---

    @precondition(lambda self: self.record)
    @rule(points=POINTS)
    def judge(self, points: str) -> None:
        """Begin to assess on the page, or look at what the cell changed, and type."""
        from chamdiem.web.assessing import begin, look_again, open_assessment  # noqa: PLC0415 - as above
        from chamdiem.web.drafts import save  # noqa: PLC0415 - as above
        from judging import answers  # noqa: PLC0415 - as above

        is_begun = bool(self.judged)
        kept = self.kept()
        succeeds = is_begun or (self.is_submitted and not self.points)
        self.attempt(lambda: begin(self.people.supervisor, self.at, kept), succeeds=succeeds)
        opened = open_assessment(self.house, "vi", self.at, kept) if succeeds else None
        if opened is None:
            return
        look_again(opened)
        self.judged, self.words, self.looked = points, "Xem biên bản", self.record
        typed = {**answers(**{"4_2": points}), "upper.deduction_notes.4.2": self.words}
        save(opened.draft, opened.draft.version, typed, self.people.supervisor)

    @precondition(lambda self: self.judged)
    @rule()
    def hand_up(self) -> None:
        """Hand in what was typed on the page: of the record that was looked at, and where nobody else assessed it."""
        from chamdiem.web.assessing import hand_up, open_assessment  # noqa: PLC0415 - the web needs an installation

        opened = open_assessment(self.house, "vi", self.at, self.kept())
        assert opened is not None
        free = not self.assessment or self.replaced == self.assessment
        # what is in force already with these very words is not handed in twice, and nothing is recorded
        told = (self.judged, self.words, self.looked)
        is_same = bool(self.points) and self.told == told
        succeeds = self.looked == self.record and (is_same or (self.is_answerable and free))
        self.attempt(lambda: hand_up(opened, self.people.supervisor), succeeds=succeeds)
        if succeeds:
            self.points, self.judged, self.replaced, self.told = self.judged, "", 0, told
            self.note_assessment()

    @precondition(lambda self: self.points)
    @rule(points=POINTS)
    def judge_again(self, points: str) -> None:
        """Open the assessment in force once more on the page, whoever made it, and type something else."""
        from chamdiem.web.assessing import find_assessment, reopen_assessment  # noqa: PLC0415 - as above
        from chamdiem.web.drafts import save  # noqa: PLC0415 - as above
        from judging import answers  # noqa: PLC0415 - as above

        reopen_assessment(self.people.supervisor, self.at, self.kept(), self.reason())
        draft = find_assessment(self.at)
        assert draft is not None
        self.judged, self.words, self.looked, self.replaced = points, "Xem lại", self.record, self.assessment
        typed = {**answers(**{"4_2": points}), "upper.deduction_notes.4.2": self.words}
        save(draft, draft.version, typed, self.people.supervisor)

    @precondition(lambda self: self.record)
    @rule(points=POINTS, seen=SEEN, has_reason=st.booleans())
    def assess(self, points: str, seen: str, *, has_reason: bool) -> None:
        """Assess by a program; in the place of what is in force only where that was seen, and with the reason."""
        from drafting import whole  # noqa: PLC0415 - the web needs an installation

        given = {
            name[len("self.answers.") :]: text for name, text in whole().items() if name.startswith("self.answers.")
        }
        asked: dict[str, Any] = {"entry": self.evaluation, "answers": {**given, "4.2": points}}
        asked |= {"reason": self.reason()} if has_reason else {}
        program = self.people.by_supervisor
        free = not self.assessment or (seen == "now" and has_reason)
        succeeds = self.is_answerable and seen != "before" and free
        self.attempt(lambda: program.post("/assessments", asked, **self.tag(program, seen)), succeeds=succeeds)
        if succeeds:
            self.points, self.told = points, ("", "", "")
            self.note_assessment()

    def note_assessment(self) -> None:
        """Note the number of the assessment in force."""
        state = self.state
        assert state is not None
        assert state.upper is not None
        self.assessment = state.upper.sequence

    # --- those above ---

    @precondition(lambda self: self.record)
    @rule(door=DOORS, seen=SEEN)
    def give_back(self, door: str, seen: str) -> None:
        """Give it back with the reason, unless it is decided."""
        program, number, why = self.people.by_supervisor, self.evaluation, self.reason()
        succeeds = self.is_answerable and not self.rating
        if door == PAGE:
            act, stamp = Act(self.people.supervisor.actor, why), self.house.office.clock.stamp()
            self.attempt(lambda: give_back(self.house.ledger, number, act, stamp), succeeds=succeeds)
        else:
            asked, succeeds = {"entry": number, "reason": why}, succeeds and seen != "before"
            self.attempt(lambda: program.post("/returns", asked, **self.tag(program, seen)), succeeds=succeeds)
        if succeeds:
            self.is_submitted, self.is_returned = False, True
            self.points, self.assessment = "", 0

    @precondition(lambda self: self.record)
    @rule(door=DOORS, rating=RATINGS, seen=SEEN)
    def decide(self, door: str, rating: str, seen: str) -> None:
        """Decide, or decide anew, as it was read, with the reason."""
        from chamdiem.web.deciding import Choice, decide_one  # noqa: PLC0415 - the web needs an installation

        kept, program, why = self.kept(), self.people.by_decider, self.reason()
        if door == PAGE:
            last = kept.state.last.sequence if seen == "now" else 1
            choice = Choice(rating=rating, reason=why, paper=None, seen=last)
            succeeds = self.is_answerable and seen == "now"
            self.attempt(lambda: decide_one(self.house, self.people.decider.actor, kept, choice), succeeds=succeeds)
        else:
            asked = {"entry": self.evaluation, "rating": rating, "reason": why}
            free = not self.rating or seen == "now"
            succeeds = self.is_answerable and seen != "before" and free
            self.attempt(lambda: program.post("/decisions", asked, **self.tag(program, seen)), succeeds=succeeds)
        if succeeds:
            self.rating = rating

    @rule(is_locked=st.booleans())
    def lock(self, *, is_locked: bool) -> None:
        """Lock the month of the cell, or unlock it: what is locked nobody changes."""
        if not is_locked and not self.is_locked:
            return
        actor = self.people.office if is_locked else self.people.decider.actor
        month = LockedMonth(node=self.people.cell, period=self.month, locked=is_locked)
        set_lock(self.house.ledger, month, Act(actor, self.reason()), self.house.office.clock.stamp())
        self.is_locked = is_locked

    def kept(self) -> Any:  # noqa: ANN401 - the class is there only once Django is set up
        """Return what the ledger has of the meeting."""
        from chamdiem.web.kept import kept_meeting  # noqa: PLC0415 - the web needs an installation

        found = kept_meeting(self.house, record_key(self.people.cell, self.month, "regular"))
        assert found is not None
        return found

    # --- what holds at any time ---

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        """Nobody's words went where nobody wrote them, and none were lost."""
        state = self.state
        if state is None:
            assert not self.record
            return
        record = state.record.content if state.record is not None else None
        assert isinstance(record, KeptRecord)
        assert self.record in str(record.data["limitations"])
        assert (state.submission is not None, state.returned is not None) == (self.is_submitted, self.is_returned)
        upper, decision = (each.content if each is not None else None for each in (state.upper, state.decision))
        assert (upper.given["answers"]["4.2"] if isinstance(upper, UpperAssessment) else "") == self.points
        assert (decision.rating if isinstance(decision, Decision) else "") == self.rating

    @invariant()
    def a_program_of_another_cell_reads_nothing(self) -> None:
        """Not the draft, not the meeting, not an entry."""
        for program in self.people.elsewhere[: 1 if self.rating else 2]:
            for path in (f"/drafts{self.path}", f"/meetings{self.path}", f"/entries/{self.evaluation}"):
                assert program.get(path).status_code == 404, path


@pytest.mark.parametrize("lives", [5, pytest.param(60, marks=pytest.mark.nightly)])
def test_a_life_by_pages_and_programs_is_what_the_model_says(lives: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two writers never write over each other; a locked month, a stale version and another cell's token change nothing."""
    from chamdiem.web import tokens  # noqa: PLC0415 - the web needs an installation

    monkeypatch.setattr(tokens, "LIMIT", 10**6)
    steps = 18 if lives < 10 else 30
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
