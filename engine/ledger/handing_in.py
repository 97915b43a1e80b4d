"""Record what passes between a cell and those above it: it hands in, a supervisor assesses, somebody gives it back.

Nothing of it takes an evaluation out of force: what a cell said of itself stands beside what is said of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.acting import about_meeting, acted, correct, framework_for, need_open, on_evaluation
from chamdiem.engine.ledger.authorities import Act, Acting, said
from chamdiem.engine.ledger.bodies import is_same_record, layer_body, layer_data, record_body
from chamdiem.engine.ledger.contents import KeptRecord
from chamdiem.engine.ledger.entries import Entry, EntryKind, EntryStamp
from chamdiem.engine.ledger.recording import kept, record_all, record_score, recorded_already, result_of
from chamdiem.engine.ledger.states import state_around
from chamdiem.engine.mandates.roles import Deed
from chamdiem.rules.records.faults import Fault, FaultyInput, refusal
from chamdiem.rules.records.meeting import VOTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chamdiem.engine.ledger.answered import Answered
    from chamdiem.engine.ledger.entries import Body
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.reading.items import Rejected, Unfilled
    from chamdiem.engine.scoring.evaluation import Evaluation

UPPER = "upper"
"""The layer of whoever assesses what a cell handed in."""


def submit(
    ledger: Ledger, evaluation: Evaluation, act: Act, stamp: EntryStamp, answers: Iterable[Answered] = ()
) -> Entry:
    """Record that a cell hands in what it made of its meeting; the act has a reason where something is missing.

    `answers`: the questions that its record raised, with what the cell says to them.

    Raises:
        FaultyInput: all that must be there before it is handed in and is not (see `demands`), or what speaks against
            recording the evaluation (see `record_score`).
    """
    faults = list(demands(evaluation, incomplete=bool(act.reason)))
    if faults:
        raise FaultyInput(faults)
    with ledger.atomic():
        entry = record_score(ledger, evaluation, stamp)
        incomplete = said("--reason", act.reason) if act.reason else None
        return _handed_in(Acting(ledger, act, stamp), entry, Deed.SUBMIT, incomplete, answers)


@dataclass(frozen=True, slots=True)
class Replaced:
    """An entry whose place another record is to take, and why."""

    number: int
    reason: str


def submit_again(  # noqa: PLR0913, PLR0917 - what `submit` takes, and what is replaced
    ledger: Ledger,
    evaluation: Evaluation,
    act: Act,
    replaced: Replaced,
    stamp: EntryStamp,
    answers: Iterable[Answered] = (),
) -> Entry:
    """Record that a cell hands in again: what was given back, withdrawn, or is corrected.

    Where nothing of the record was changed, no entry is replaced.

    Raises:
        FaultyInput: as `submit` and `correct`.
    """
    with ledger.atomic():
        if kept(ledger, evaluation) is None:
            correct(ledger, replaced.number, evaluation, Act(act.by, replaced.reason), stamp)
        return submit(ledger, evaluation, act, stamp, answers)


def _handed_in(
    acting: Acting, evaluation: Entry, deed: Deed, incomplete: str | None, answers: Iterable[Answered] = ()
) -> Entry:
    state = _state(acting.ledger, evaluation)
    body = about_meeting(state, acting, deed) | {"evaluation": evaluation.hash, "incomplete": incomplete}
    body |= answers_body(answers)
    return acted(acting.ledger, EntryKind.SUBMISSION, body, state.submission, acting.stamp)


def answers_body(answers: Iterable[Answered]) -> Body:
    """Return what a submission keeps of questions and their answers; nothing where there were none.

    Raises:
        FaultyInput: what was said is too long, or cannot be shown.
    """
    told = [
        {
            "question": said("question", each.question),
            "finding": each.finding,
            "answer": each.answer,
            "words": said("words", each.words) if each.words.strip() else None,
        }
        for each in answers
    ]
    return {"answers": told} if told else {}


class Recorder:
    """Records what was scored by whoever may: a committee office that puts in what cells gave it on paper.

    `mandate` is None only of a ledger without any, where nobody is asked who they are, and nothing is handed in.
    """

    def __init__(self, ledger: Ledger, mandate: str | None, stamp: EntryStamp) -> None:
        self._acting = Acting(ledger, Act(mandate or ""), stamp)
        self._is_anybody = mandate is None

    def record(self, evaluation: Evaluation) -> Entry:
        """Record an evaluation as handed in; see `record_score`."""
        acting = self._acting
        with acting.ledger.atomic():
            entry = record_score(acting.ledger, evaluation, acting.stamp)
            if not self._is_anybody or acting.authority.mandates:
                _handed_in(acting, entry, Deed.RECORD, None)
            return entry

    def record_once(self, evaluation: Evaluation) -> Entry:
        """Record it so, unless the same is handed in already, by whomever."""
        found = self.foresee(evaluation)
        is_there = found is not None and _state(self._acting.ledger, found).submission is not None
        return found if found is not None and is_there else self.record(evaluation)

    def foresee(self, evaluation: Evaluation) -> Entry | None:
        """Return the entry of what is recorded already; None: it would be new. Nothing is recorded.

        Raises:
            FaultyInput: as `record`.
        """
        found = recorded_already(self._acting.ledger, evaluation)
        self._acting.on_meetings((Deed.RECORD,), record_body(evaluation)["meeting"])
        return found


def record_scores(
    ledger: Ledger,
    results: Iterable[Evaluation | Rejected | Unfilled],
    stamp: EntryStamp,
    mandate: str | None = None,
) -> list[Entry]:
    """Record evaluations by a mandate, or of a ledger that has none by nobody; see `record_all` and `Recorder`."""
    return record_all(ledger, results, Recorder(ledger, mandate, stamp).record)


def demands(evaluation: Evaluation, *, incomplete: bool) -> Iterator[Fault]:
    """Yield what is missing before a cell can hand in what it made of its meeting.

    A vote, where its record has one; what still falls short, where the rating is below the best; a note for every
    point that an answer took away; and all that is needed and is not there, unless it is handed in `incomplete`.
    """
    record, scoring = evaluation.record, evaluation.own
    place, fields = record.document.place(()), record.shape.by_name
    for name in VOTES:
        if name in fields and name not in record.values:
            yield Fault("submission.vote", (name,), {"part": name}, place, record.shape)
    unnoted = {score.criterion.id for score in evaluation.unnoted}
    for score in scoring.criteria:
        if score.criterion.id in unnoted:
            code = "submission.note_fewer" if score.fewer_is_better else "submission.note"
            yield Fault(code, (), {"criterion": score.criterion.id}, place)
        if score.status == "missing" and score.points.award is None and not incomplete:
            yield Fault("submission.missing", (), {"criterion": score.criterion.id}, place)
    best = evaluation.framework.framework.ratings[0]
    if scoring.rating not in (None, best) and not record.limitations:
        yield Fault("submission.limitations", (), {"rating": best.title}, place)


def assess(ledger: Ledger, number: int, evaluation: Evaluation, act: Act, stamp: EntryStamp) -> Entry:
    """Record what a supervisor says of an evaluation, by the upper layer of the same record.

    Nothing of the facts or of the other layers may differ from what was recorded: a supervisor adds an assessment.

    Raises:
        FaultyInput: the upper layer gives no answers, the rest differs, it was given back, or assessed already.
    """
    with ledger.atomic():
        state, target = on_evaluation(ledger, number)
        need_open(ledger, state)
        if state.upper is not None or UPPER in result_of(target).layers:
            raise refusal("submission.assessed", ledger.name, number=str((state.upper or target).sequence))
        place = evaluation.record.document.place(())
        if not _is_of(evaluation, state) or evaluation.framework.hash != framework_for(ledger, target).hash:
            raise FaultyInput([Fault("submission.other_facts", (), {"number": str(target.sequence)}, place)])
        layer = evaluation.layers.get(UPPER)
        if layer is None or layer.scoring is None:
            raise FaultyInput([Fault("submission.no_upper", (), {}, place)])
        body = about_meeting(state, Acting(ledger, act, stamp), Deed.ASSESS) | {
            "evaluation": target.hash,
            "given": layer_data(evaluation.record, UPPER),
            "layer": layer_body(layer),
        }
        return ledger.append(EntryKind.UPPER, body, stamp)


def _is_of(evaluation: Evaluation, state: MeetingState) -> bool:
    """Tell whether an evaluation is of the record that is in force, apart from the upper layer."""
    if state.record is None or not isinstance(state.record.content, KeptRecord):
        return False
    body = record_body(evaluation)
    data = {**body["data"]}
    layers = {name: layer for name, layer in data.pop("assessments", {}).items() if name != UPPER}
    own = body | {"data": {**data, "assessments": layers} if layers else data}
    return is_same_record(state.record.body, own)


def give_back(ledger: Ledger, number: int, act: Act, stamp: EntryStamp) -> Entry:
    """Record that what a cell handed in is given back, with the reason; the cell hands in again."""
    with ledger.atomic():
        state, target = on_evaluation(ledger, number)
        need_open(ledger, state)
        if state.decision is not None:
            raise refusal("submission.decided", ledger.name, number=str(state.decision.sequence))
        acting = Acting(ledger, act, stamp)
        body = about_meeting(state, acting, Deed.RETURN) | {"evaluation": target.hash, "reason": acting.reason}
        return ledger.append(EntryKind.RETURN, body, stamp)


def _state(ledger: Ledger, entry: Entry) -> MeetingState:
    state = state_around(ledger, entry)
    assert state is not None  # noqa: S101 - an evaluation is about a meeting
    return state
