"""The report of a replay, for people and as JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chamdiem.engine.ledger.comparing import TRACES
from chamdiem.engine.paper.tables import Report, Table, Value, fitted
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import node_text, node_value, period_text, say_fault
from chamdiem.rules.records.moments import day_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.ledger.comparing import ComparedTraces, Difference
    from chamdiem.engine.replay.edited import Edited
    from chamdiem.engine.replay.replaying import Result, Verdict
    from chamdiem.engine.replay.selection import LedgerHead
    from chamdiem.rules.records.faults import Fault

RESULTS: tuple[Result, ...] = ("equal", "tighter", "different", "cannot")
SAME: tuple[Result, ...] = ("equal", "tighter")
"""What is no difference of result."""
SCHEMA = "chamdiem/replay/1"
SHORT = 12
"""So many digits of a hash stand on paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found."""

    asked: LedgerHead
    verdicts: Sequence[Verdict]
    edited: Sequence[Edited]

    @property
    def counts(self) -> Counter[str]:
        """How many evaluations there are of each result."""
        return Counter(verdict.result for verdict in self.verdicts)

    @property
    def whole(self) -> bool:
        """Whether no evaluation came out as another one than was kept."""
        return all(verdict.result in SAME for verdict in self.verdicts)

    @property
    def traces(self) -> Counter[str]:
        """How many kept derivations there are of each state."""
        return Counter(verdict.derivation.trace for verdict in self.verdicts if verdict.derivation)

    def report(self, lang: Lang) -> Report:
        """Return the report in words."""
        counts = {result: self.counts[result] for result in RESULTS}
        findings = [say(lang, "replay.summary", total=len(self.verdicts), **counts)]
        findings += _conclusions(self, lang)
        findings += [_edited(item, lang) for item in self.edited]
        tables, verdicts = [_by_framework(self.verdicts, lang)], self.verdicts
        equal = [v for v in verdicts if v.result == "equal"]
        for title, told in (
            ("replay.table_bad", [v for v in verdicts if v.result not in SAME]),
            ("replay.table_tighter", [v for v in verdicts if v.result == "tighter"]),
            ("replay.table_traces", [v for v in equal if v.derivation and v.derivation.trace in {"other", "gone"}]),
        ):
            tables += [_verdicts(told, lang, title, everything=False)] if told else []
        tables += [_edits(self.edited, lang)] if self.edited else []
        tables.append(_verdicts(self.verdicts, lang, "replay.table_all", everything=True))
        return Report(
            title=say(lang, "replay.title"),
            subject=say(lang, "replay.subject"),
            particulars=self.asked.particulars(lang),
            findings=tuple(findings),
            tables=tuple(tables),
        )

    def json(self, lang: Lang) -> dict[str, Any]:
        """Return the report of a replay as data for JSON."""
        return {
            "schema": SCHEMA,
            **self.asked.json(),
            "counts": {result: self.counts[result] for result in RESULTS},
            "derivations": {trace: self.traces[trace] for trace in TRACES},
            "edited": [
                {
                    "framework": item.id,
                    "kept": item.kept,
                    "now": item.now,
                    "file": item.file,
                    "edits": [{"path": list(edit.path), "kept": edit.kept, "now": edit.now} for edit in item.edits],
                    "faults": [say_fault(lang, fault) for fault in item.faults],
                }
                for item in self.edited
            ],
            "verdicts": [_verdict_json(verdict, lang) for verdict in self.verdicts],
        }


def _conclusions(replayed: Replayed, lang: Lang) -> Iterator[str]:
    tighter = replayed.counts["tighter"]
    if tighter:
        yield say(lang, "replay.some_tighter", count=tighter)
    code = "replay.not_whole" if not replayed.whole else "replay.none_other" if tighter else "replay.whole"
    yield say(lang, code)
    traces = replayed.traces
    if traces:
        kept = traces["same"] + traces["more"]
        yield say(lang, "replay.traces", kept=kept, other=traces["other"], gone=traces["gone"])


def said(verdict: Verdict, lang: Lang) -> str:
    """Return what came out of one evaluation, in words."""
    if verdict.difference is not None:
        return say(lang, "replay.differs", **_difference(verdict.difference, lang))
    told = [say(lang, "replay.tightened", **_difference(each, lang)) for each in verdict.tightened]
    if not told and verdict.derivation is not None:
        told = list(_traced(verdict.derivation, lang))
    return "; ".join((*told, *(_why(fault, lang) for fault in verdict.faults)))


def _traced(found: ComparedTraces, lang: Lang) -> Iterator[str]:
    if found.difference is not None:
        yield say(lang, "replay.trace_differs", **_difference(found.difference, lang))
    elif found.trace in {"other", "gone"}:
        yield say(lang, f"replay.trace_{found.trace}")


def _why(fault: Fault, lang: Lang) -> str:
    """Return a fault in words, with its place only where that is an entry: the ledger's name stands above."""
    of_entry = fault.place is not None and fault.place.file.startswith("#")
    return say_fault(lang, fault if of_entry else replace(fault, place=None))


def _difference(difference: Difference, lang: Lang) -> dict[str, str]:
    none = say(lang, "replay.none")
    layer = say(lang, f"replay.layer_{difference.layer}") if difference.layer else say(lang, "replay.meeting")
    kept, now = (none if value is None else node_value(lang, value) for value in (difference.kept, difference.now))
    return {"layer": layer, "node": node_text(lang, difference.node), "kept": kept, "now": now}


def _by_framework(verdicts: Iterable[Verdict], lang: Lang) -> Table:
    counted = Counter((v.framework_id or "—", v.framework[:SHORT], v.software, v.result) for v in verdicts)
    keys = sorted({(name, hash_, software) for name, hash_, software, _ in counted})
    rows: list[tuple[Value, ...]] = [(*key, *(counted[*key, result] for result in RESULTS)) for key in keys]
    return _table(lang, "replay.table_frameworks", ("framework", "hash", "software", *RESULTS), rows)


def _verdicts(verdicts: Iterable[Verdict], lang: Lang, title: str, *, everything: bool) -> Table:
    rows = [
        (
            v.number,
            v.cell or "—",
            day_text(dt.date.fromisoformat(v.date)) if v.date else period_text(lang, v.period) if v.period else "—",
            v.framework_id or "—",
            v.software,
            say(lang, f"replay.{v.result}"),
            said(v, lang),
        )
        for v in verdicts
    ]
    header = ("number", "cell", "date", "framework", "software", "result", "why")
    return _table(lang, title, header, rows, everything=everything)


def _edited(item: Edited, lang: Lang) -> str:
    details = {"id": item.id, "kept": item.kept[:SHORT], "now": (item.now or "—")[:SHORT], "file": item.file}
    return say(lang, "replay.edited" if item.now else "replay.edited_faulty", **details)


def _edits(edited: Iterable[Edited], lang: Lang) -> Table:
    none = say(lang, "replay.none")
    rows = [
        (item.id, str(edit.place.line or "—"), edit.name, edit.kept or none, edit.now or none)
        for item in edited
        for edit in item.edits
    ]
    rows += [(item.id, "—", say_fault(lang, fault), none, none) for item in edited for fault in item.faults]
    return _table(lang, "replay.table_edits", ("framework", "line", "where", "kept", "now"), rows)


def _table(
    lang: Lang, title: str, header: Iterable[str], rows: Iterable[tuple[Value, ...]], *, everything: bool = False
) -> Table:
    return fitted(
        say(lang, title), (say(lang, f"replay.column_{name}") for name in header), rows, everything=everything
    )


def _verdict_json(verdict: Verdict, lang: Lang) -> dict[str, Any]:
    difference = verdict.difference
    told: dict[str, Any] = {
        "number": verdict.number,
        "cell": verdict.cell,
        "period": verdict.period,
        "date": verdict.date,
        "framework": verdict.framework_id,
        "hash": verdict.framework or None,
        "software": verdict.software or None,
        "result": verdict.result,
    }
    if difference is not None:
        told["difference"] = _difference_json(difference)
    if verdict.tightened:
        told["tightened"] = [_difference_json(each) for each in verdict.tightened]
    if verdict.derivation is not None:
        first = verdict.derivation.difference
        told["derivation"] = verdict.derivation.trace
        told |= {"derivation_difference": _difference_json(first)} if first else {}
    if verdict.faults:
        told["why"] = [say_fault(lang, fault) for fault in verdict.faults]
    return told


def _difference_json(difference: Difference) -> dict[str, str | None]:
    told = {"node": str(difference.node), "kept": difference.kept, "now": difference.now}
    return {"layer": difference.layer or None, **told}
