"""Scoring the meetings of a month anew: by the frameworks that scored them, or as if by another one; and samples."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from chamdiem.engine.ledger.contents import KeptResult, UpperAssessment
from chamdiem.engine.ledger.handing_in import UPPER
from chamdiem.engine.lists.sampling import SampleCandidate, SampleWay, draw_mark, margin_of, sample
from chamdiem.engine.paper.tables import Report, as_points, fitted
from chamdiem.engine.replay.edited import edited_frameworks
from chamdiem.engine.replay.frameworks import KeptFrameworks
from chamdiem.engine.replay.impact import impact
from chamdiem.engine.replay.impact_report import Imagined
from chamdiem.engine.replay.replaying import Replay
from chamdiem.engine.replay.rescoring import Rescore
from chamdiem.engine.replay.selection import Selection, ledger_head
from chamdiem.engine.replay.verdict_report import Replayed
from chamdiem.engine.texts import say
from chamdiem.rules.records.faults import refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.office.office import Watch
    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.replay.replaying import Verdict
    from chamdiem.engine.replay.selection import LedgerHead
    from chamdiem.web.audited_month import AuditedMonth

MOST = 120
"""So many meetings are scored anew while somebody waits for the page."""


@dataclass(frozen=True, slots=True)
class MonthReplay:
    """The meetings of a month under an organisation, to be scored anew.

    `watch`: by which a job sees how far it is; without it, only so many are scored as somebody waits for.
    """

    month: AuditedMonth
    watch: Watch | None = None

    def _selection(self) -> Selection:
        return Selection(first=self.month.month, last=self.month.month)

    def _head(self) -> LedgerHead:
        house = self.month.house
        head = ledger_head(house.ledger, self._selection(), house.office.clock.stamp())
        # where it lies is nobody's business
        return replace(head, ledger=say(self.month.lang, "audit.the_ledger", title=self.month.node.title))

    def _numbers(self, *kinds: type) -> Iterator[int]:
        """Yield the numbers of the entries of some kinds about the meetings."""
        keys = self.month.keys
        if self.watch is None and len(keys) > MOST:
            raise refusal("audit.too_many", "", most=str(MOST), count=str(len(keys)))
        for key, *_ in keys if self.watch is None else self.watch(keys, len(keys), "replay.progress"):
            for entry in self.month.house.ledger.about(key):
                if isinstance(entry.content, kinds):
                    yield entry.sequence

    def replayed(self) -> Replayed:
        """Score every evaluation anew by the framework that is kept with it.

        Raises:
            FaultyInput: there are more meetings than anybody waits for.
        """
        ledger = self.month.house.ledger
        verdicts: list[Verdict] = []
        again = Replay(self._selection()).begin(ledger)
        for number in self._numbers(KeptResult, UpperAssessment):
            verdicts += again(number, number)
        frameworks = KeptFrameworks(ledger)
        used = dict.fromkeys(each.framework for each in verdicts if each.framework_id is not None)
        edited = edited_frameworks([frameworks.get(hash_) for hash_ in used], self.month.house.office.catalog)
        return Replayed(asked=self._head(), verdicts=verdicts, edited=edited)

    def imagined(self, framework: LoadedFramework, layer: str) -> Imagined:
        """Score every evaluation in force as if by another framework; refused as `replayed` is."""
        ledger = self.month.house.ledger
        task = Rescore(selection=self._selection(), layer=layer, text=framework.document.text, name=framework.file)
        again = task.begin(ledger)
        rescored = chain.from_iterable(again(number, number) for number in self._numbers(KeptResult))
        told = impact(rescored, [rating.title for rating in framework.framework.ratings])
        frameworks = KeptFrameworks(ledger)
        before = [frameworks.get(hash_) for hash_ in told.frameworks]
        return Imagined(asked=self._head(), layer=layer, before=before, framework=framework, impact=told)


@dataclass(frozen=True, slots=True)
class MonthSample:
    """Some meetings of a month that are to be looked at more closely."""

    month: AuditedMonth
    way: SampleWay
    count: int
    seed: str

    def candidates(self) -> Iterator[SampleCandidate]:
        """Yield all meetings that have a result in force."""
        for node, kept in self.month.kept():
            own, upper = kept.result_of("self"), kept.result_of(UPPER)
            if own is not None:
                yield SampleCandidate(
                    key=kept.key,
                    title=node.title,
                    own=own.total,
                    upper=upper.total if upper is not None else None,
                    margin=margin_of(kept.framework.framework, own.total),
                )

    def report(self) -> Report:
        """Return the sample as a report, which says how whoever doubts it draws the same."""
        lang, all_of_them = self.month.lang, tuple(self.candidates())
        chosen = sample(all_of_them, self.way, self.count, self.seed)
        rows = []
        for number, each in enumerate(chosen, 1):
            ends = (each.own, each.upper, each.margin, each.apart)
            points = (None if end is None else as_points(end) for end in ends)
            mark = (draw_mark(self.seed, each.key)[:16],) if self.way is SampleWay.DRAWN else ()
            rows.append((number, each.title, *points, *mark))
        names = ["number", "cell", "own", "upper", "margin", "apart"]
        names += ["mark"] if self.way is SampleWay.DRAWN else []
        month = f"{self.month.month[5:]}/{self.month.month[:4]}"
        told = {"count": len(chosen), "all": len(all_of_them), "seed": self.seed}
        return Report(
            title=say(lang, "sample.title"),
            subject=say(lang, "sample.subject", title=self.month.node.title, month=month),
            particulars=((say(lang, "sample.way"), say(lang, f"sample.{self.way}")),),
            findings=(say(lang, f"sample.{self.way}_how", **told),),
            tables=(fitted("", (say(lang, f"sample.column_{name}") for name in names), rows),),
        )
