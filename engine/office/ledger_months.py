"""The meetings of a month as a ledger keeps them: of them all lists and sheets are made, where no files are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from chamdiem.engine.batch.plan import Making, plan_lists, plan_sheets
from chamdiem.engine.batch.work import CHUNK, job_file
from chamdiem.engine.files.processes import in_processes
from chamdiem.engine.ledger.authorities import authority_of
from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment
from chamdiem.engine.ledger.decisions import decision_on
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.ledger.seeing import layers_seen
from chamdiem.engine.ledger.stages import keys_under
from chamdiem.engine.ledger.states import meeting_state
from chamdiem.engine.lists.files import list_file
from chamdiem.engine.lists.meetings import month_of
from chamdiem.engine.lists.overview import overview_of
from chamdiem.engine.mandates.kinds import NodeKind
from chamdiem.engine.mandates.roles import Deed
from chamdiem.engine.office.clock import software
from chamdiem.engine.office.months import list_view
from chamdiem.engine.office.office import unwatched
from chamdiem.engine.paper.settings import FileStamp
from chamdiem.engine.reading.register import RegisteredCell
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.replaying import kept_record
from chamdiem.engine.scoring.inference import InferenceError
from chamdiem.engine.sheets.sheet_view import view_sheet
from chamdiem.engine.sheets.sheets import book_file
from chamdiem.rules.records.faults import Fault, FaultyInput
from chamdiem.rules.records.identity import key_of
from chamdiem.rules.records.periods import last_day_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from chamdiem.engine.batch.plan import Job
    from chamdiem.engine.ledger.states import MeetingState
    from chamdiem.engine.ledger.store import Ledger
    from chamdiem.engine.mandates.mandates import Authority
    from chamdiem.engine.mandates.organisation import Node, OrganisationTree
    from chamdiem.engine.office.months import ListKind
    from chamdiem.engine.office.office import Office, Watch
    from chamdiem.engine.paper.settings import PaperSettings
    from chamdiem.engine.scoring.evaluation import Evaluation
    from chamdiem.engine.sheets.sheet_view import SheetMark

    Mark = Callable[[MeetingState], SheetMark | None]


def unmarked(_state: MeetingState) -> SheetMark | None:
    """Return what a sheet bears that is compared with nothing: no mark."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMonthRequest:
    """Which month (2026-11) of all that stands under an organisation is wanted, as `actor` may see it on a day.

    `mark`: what the sheet of a meeting bears of how it stands.
    """

    node: str
    period: str
    actor: str
    day: dt.date
    mark: Mark = unmarked


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMonth:
    """What a ledger has of a month: the meetings that were handed in, scored, and the cells that there are.

    `title` is that of the organisation. `states`: how the meeting of each evaluation stands, of which `mark` makes what
    its sheet bears.
    """

    period: str
    title: str
    evaluations: Sequence[Evaluation]
    states: Sequence[MeetingState]
    cells: Sequence[RegisteredCell]
    mark: Mark

    @property
    def silent(self) -> tuple[RegisteredCell, ...]:
        """The cells of which nothing was handed in."""
        told = {key_of(each.record.cell_as_written or "") for each in self.evaluations}
        return tuple(cell for cell in self.cells if key_of(cell.id) not in told)

    def marks(self) -> list[SheetMark | None]:
        """Return what the sheet of each evaluation bears."""
        return [self.mark(state) for state in self.states]


def ledger_month(office: Office, ledger: Ledger, asked: LedgerMonthRequest) -> LedgerMonth:
    """Return the meetings of a month, by the records, answers and frameworks that a ledger keeps of them.

    What was given back is not handed in. What others said of the own cell is left out as long as `layers_seen` says so.

    Raises:
        FaultyInput: the records of some meetings cannot be read or scored by today's version; all of them are named.
    """
    return _Reader(office, ledger, asked).month(office.watch)


class _Reader:
    def __init__(self, office: Office, ledger: Ledger, asked: LedgerMonthRequest) -> None:
        self._ledger, self._asked = ledger, asked
        self._authority: Authority = authority_of(ledger)
        self._tree: OrganisationTree = self._authority.tree(asked.day)
        self._frameworks = KeptFrameworks(ledger)
        self._scorers = office.informed(ledger, reading=True).scorers
        self._faults: list[Fault] = []

    def month(self, watch: Watch) -> LedgerMonth:
        asked = self._asked
        found = [pair for pair in keys_under(self._ledger, self._tree, asked.node, asked.period) if self._sees(pair[0])]
        met: set[str] = set()
        states: list[MeetingState] = []
        evaluations: list[Evaluation] = []
        for place, key in watch(found, len(found), "batch.reading"):
            state = meeting_state(self._ledger, key)
            evaluation = self._evaluation(state)
            if state is not None and evaluation is not None:
                met.add(place)
                states.append(state)
                evaluations.append(evaluation)
        if self._faults:
            raise FaultyInput(self._faults)
        title = self._tree.nodes[asked.node].title
        return LedgerMonth(
            period=asked.period,
            title=title,
            evaluations=evaluations,
            states=states,
            cells=tuple(self._cells(met)),
            mark=asked.mark,
        )

    def _sees(self, node: str) -> bool:
        return self._authority.may(self._asked.actor, Deed.SEE, node, self._asked.day)

    def _cells(self, met: set[str]) -> Iterator[RegisteredCell]:
        """Yield the cells that were there in the month, or met in it: many were put into the tree later."""
        last = last_day_of(self._asked.period)
        for node in self._tree.subtree(self._asked.node):
            is_wanted = node.kind is NodeKind.CELL and self._sees(node.id)
            if is_wanted and (node.since <= last or node.id in met):
                yield self._registered(node)

    def _registered(self, node: Node) -> RegisteredCell:
        above = self._tree.nodes.get(node.parent or "")
        return RegisteredCell(id=node.id, name=node.title, upper_org=above.title if above else None, members=None)

    def _evaluation(self, state: MeetingState | None) -> Evaluation | None:
        if state is None or state.record is None or state.evaluation is None or state.returned is not None:
            return None
        try:
            return self._scored(state)
        except FaultyInput as error:
            self._faults += error.faults
        except InferenceError as error:
            self._faults.append(Fault(error.code, details={name: str(each) for name, each in error.details.items()}))
        return None

    def _scored(self, state: MeetingState) -> Evaluation | None:
        kept = state.evaluation.content if state.evaluation else None
        if state.record is None or state.evaluation is None or not isinstance(kept, KeptResult):
            return None
        seen = layers_seen(self._authority, self._asked.actor, state, self._asked.day)
        loaded = self._frameworks.get(kept.framework)
        upper = state.upper.content if state.upper is not None and UPPER in seen else None
        given = upper.given if isinstance(upper, UpperAssessment) else None
        record = kept_record(state.record, state.evaluation, loaded.framework.shape, given)
        evaluation = self._scorers.evaluate(record, loaded)
        layers = {name: layer for name, layer in evaluation.layers.items() if name in seen}
        evaluation = replace(evaluation, layers=layers)
        decision = decision_on(self._ledger, evaluation)
        return evaluation.decided(decision) if decision is not None else evaluation


# --- what is made of it ---


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file of a month: its name, which every system takes, and its bytes."""

    name: str
    content: bytes


def month_list(month: LedgerMonth, kind: ListKind | Literal["overview"], form: str, paper: PaperSettings) -> bytes:
    """Return the file of a list of the month, or of its overview, as the commands make it.

    Raises:
        FaultyInput: nothing was handed in, or what is no meeting stands beside meetings.
    """
    listed = month_of(month.evaluations, month.period)
    if kind == "overview":
        return list_file(overview_of(listed, month.cells, paper), form)
    return list_file(list_view(kind, listed, month.cells, paper), form)


def month_files(
    month: LedgerMonth, forms: Sequence[str], paper: PaperSettings, processes: int, watch: Watch = unwatched
) -> Iterator[MadeFile]:
    """Yield all sheets and lists of a month in some forms, under the names that a batch gives them."""
    making = Making(tuple(forms), paper, software())
    jobs = [*plan_sheets(month.evaluations, making, month.marks()), *plan_lists(month.evaluations, month.cells, making)]
    yield from _made(jobs, processes, watch)


def month_sheets(
    month: LedgerMonth, form: str, paper: PaperSettings, processes: int, watch: Watch = unwatched
) -> Iterator[MadeFile]:
    """Yield the sheets of a month in a form, under the names that a batch gives them."""
    making = Making((form,), paper, software())
    yield from _made([*plan_sheets(month.evaluations, making, month.marks())], processes, watch)


def _made(jobs: Sequence[Job], processes: int, watch: Watch) -> Iterator[MadeFile]:
    alone = processes <= 1 or len(jobs) <= CHUNK * processes
    files = map(job_file, jobs) if alone else in_processes(job_file, jobs, processes, CHUNK)
    for job, content in zip(jobs, watch(files, len(jobs), "batch.making"), strict=True):
        yield MadeFile(job.name, content)


def month_book(month: LedgerMonth, paper: PaperSettings, watch: Watch = unwatched) -> bytes:
    """Return all sheets of a month as one PDF, in the order of a batch.

    Raises:
        FaultyInput: nothing was handed in.
    """
    if not month.evaluations:
        raise FaultyInput([Fault("list.no_meeting", details={"periods": "—", "period": month.period})])
    listed = month_of(month.evaluations, month.period)
    marks = {each.record.document.file: mark for each, mark in zip(month.evaluations, month.marks(), strict=True)}
    ordered = [meeting.evaluation for meeting in listed.meetings]
    shown = watch(ordered, len(ordered), "batch.making")
    views = (view_sheet(each, paper, marks[each.record.document.file]) for each in shown)
    return book_file(views, paper, FileStamp(month.title, listed.date))
