"""Replays: score what a ledger holds anew, by the frameworks that scored it or as if by another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeVar

from chamdiem.engine.bulk_runs.database import is_installed
from chamdiem.engine.files.json_text import readable_json
from chamdiem.engine.ledger.working import PART
from chamdiem.engine.office.ledger_walks import LedgerWalk
from chamdiem.engine.office.office import Notice
from chamdiem.engine.office.requests import form_of
from chamdiem.engine.paper.report_file import report_file
from chamdiem.engine.reading.items import unheard
from chamdiem.engine.replay.edited import edited_frameworks
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.impact import impact
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.rescoring import Rescore
from chamdiem.engine.replay.rescoring_in_bulk import Draw, LookedTwice, RescoreInBulk
from chamdiem.engine.replay.selection import LedgerHead, ledger_head
from chamdiem.engine.replay.stale import stale_evaluations
from chamdiem.engine.replay.stale_report import LeftBehind
from chamdiem.engine.replay.verdict_report import Replayed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path as File

    from chamdiem.engine.files.outputs import Consent
    from chamdiem.engine.ledger.working import LedgerTask
    from chamdiem.engine.office.office import Hear, Office
    from chamdiem.engine.paper.report_file import Form
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.replay.selection import Selection
    from chamdiem.engine.texts import Lang

Found = TypeVar("Found")
MANY = 1_000
"""In a ledger of so many entries meetings are scored as if by another framework many at once, where DuckDB is."""
AT_ONCE = 4_000
"""So many entries are looked at by one query: by that it costs little, and progress shows."""
DRAWN = 400
"""So many entries, of whatever kind, are drawn to be looked at twice."""
FORMS: tuple[Literal["json"] | Form, ...] = ("json", "xlsx", "pdf", "html")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayRequest:
    """What of a ledger is to be scored anew.

    `processes` is how many work at once; None: as many as there are processors.
    `as_if` names another framework than those that scored it, and `layer` what is scored by that.
    """

    ledger: str
    selection: Selection
    as_if: str | None = None
    layer: str = "self"
    processes: int | None = None


def replay(office: Office, asked: ReplayRequest) -> Replayed | Imagined:
    """Score anew what a ledger holds; what cannot be scored is a result."""
    walk = _Walk(office, asked)
    return walk.replayed() if asked.as_if is None else walk.imagined(office.catalog.draft(asked.as_if))


def stale(office: Office, ledger: str, cell: str | None = None) -> LeftBehind:
    """Return the evaluations in force, of all cells or of one, of which earlier months are known otherwise by now."""
    with office.ledger(ledger) as opened:
        return LeftBehind(tuple(stale_evaluations(opened, cell)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRequest:
    """Of which replay a report is wanted, in which file and language."""

    replay: ReplayRequest
    output: File
    lang: Lang


def write_report(office: Office, asked: ReportRequest, consent: Consent, hear: Hear = unheard) -> Replayed | Imagined:
    """Score anew what a ledger holds, and write the report in the form of the file's suffix."""
    consent = office.consent(consent, (asked.replay.ledger, asked.replay.as_if), asked.output)
    form = form_of(asked.output, FORMS)
    found = replay(office, asked.replay)
    if form == "json":
        content = f"{readable_json(found.json(asked.lang))}\n".encode()
    else:
        content = report_file(found.report(asked.lang), form, office.clock.today(), asked.lang)
    office.write(asked.output, content, consent)
    hear(Notice("replay.written", {"file": asked.output}))
    return found


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through a whole ledger."""

    office: Office
    request: ReplayRequest

    def replayed(self) -> Replayed:
        """Score by the frameworks that scored."""
        head = self._head()
        verdicts = list(self._find(head.size, Replay(self.request.selection)))
        used = self._kept(verdict.framework for verdict in verdicts if verdict.framework_id is not None)
        return Replayed(asked=head, verdicts=verdicts, edited=edited_frameworks(used, self.office.catalog))

    def imagined(self, framework: LoadedFramework) -> Imagined:
        """Score as if by another framework."""
        head, asked = self._head(), self.request
        ratings = [rating.title for rating in framework.framework.ratings]
        text = framework.document.text
        task = Rescore(selection=asked.selection, layer=asked.layer, text=text, name=framework.file)
        twice = None
        if head.size >= MANY and is_installed():
            draw = Draw(seed=head.head, most=DRAWN, entries=head.size)
            found = impact(self._find(head.size, RescoreInBulk(task=task, draw=draw), AT_ONCE), ratings)
            twice = LookedTwice(draw=draw, meetings=found.looked_twice, differing=found.differing)
        if twice is None or twice.differing:
            found = impact(self._find(head.size, task), ratings)
        before = self._kept(found.frameworks)
        return Imagined(asked=head, layer=asked.layer, before=before, framework=framework, impact=found, twice=twice)

    def _head(self) -> LedgerHead:
        with self.office.ledger(self.request.ledger) as opened:
            return ledger_head(opened, self.request.selection, self.office.clock.stamp())

    def _kept(self, hashes: Iterable[str]) -> list[LoadedFramework]:
        with self.office.ledger(self.request.ledger) as opened:
            kept = KeptFrameworks(opened)
            return [kept.get(hash_) for hash_ in dict.fromkeys(hashes)]

    def _find(self, size: int, task: LedgerTask[Found], part: int = PART) -> Iterator[Found]:
        """Yield what a task finds in the first `size` entries, so many of them at once."""
        asked = self.request
        walk = LedgerWalk(
            office=self.office,
            ledger=asked.ledger,
            code="replay.progress",
            processes=asked.processes,
        )
        return walk.found(size, task, part)
