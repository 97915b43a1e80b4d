"""Evaluations that a correction left behind, as a table for people and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chamdiem.engine.paper.tables import fitted
from chamdiem.engine.replay.verdict_report import said
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import say_fault
from chamdiem.engine.words.wording import Wording
from chamdiem.rules.records.moments import day_text, month_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chamdiem.engine.paper.tables import Table
    from chamdiem.engine.replay.stale import Span, StaleEvaluation

SCHEMA = "chamdiem/stale/1"
_COLUMNS = ("number", "cell", "date", "cause", "facts", "again")


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """The evaluations of a ledger that a correction of earlier months left behind."""

    evaluations: tuple[StaleEvaluation, ...]

    def table(self, lang: Lang) -> Table:
        """Return them with what is known otherwise by now, and what scoring them anew gives."""
        header = (say(lang, f"stale.column_{name}") for name in _COLUMNS)
        rows = (_row(each, lang) for each in self.evaluations)
        return fitted(say(lang, "stale.title"), header, rows, numbers={0})

    def json(self, lang: Lang) -> dict[str, Any]:
        """Return them as data for JSON."""
        return {"schema": SCHEMA, "stale": [_json(each, lang) for each in self.evaluations]}


def _row(stale: StaleEvaluation, lang: Lang) -> tuple[str, ...]:
    meeting = stale.meeting
    held = day_text(meeting.date) if meeting.date else month_text(meeting.period)
    causes, spans = "; ".join(_causes(stale, lang)), "; ".join(_spans(stale, lang))
    again = said(stale.again, lang) or say(lang, "stale.same")
    return str(stale.number), meeting.cell, held, causes, spans or say(lang, "stale.same"), again


def _causes(stale: StaleEvaluation, lang: Lang) -> Iterator[str]:
    for code, numbers in (("stale.corrected", stale.corrected), ("stale.later", stale.later)):
        if numbers:
            yield say(lang, code, numbers=", ".join(map(str, numbers)))


def _spans(stale: StaleEvaluation, lang: Lang) -> Iterator[str]:
    wording = Wording(stale.framework, lang)
    for fact in stale.changed:
        then, now = (_span(fact.name, span, wording) for span in (fact.then, fact.now))
        yield say(lang, "stale.fact", name=wording.name(fact.name), then=then, now=now)


def _span(name: str, span: Span | None, wording: Wording) -> str:
    if span is None:
        return wording.say("stale.unbounded")
    return "–".join(dict.fromkeys(wording.bare_value(name, end) for end in span))


def _json(stale: StaleEvaluation, lang: Lang) -> dict[str, Any]:
    meeting = stale.meeting
    return {
        "number": stale.number,
        "cell": meeting.cell,
        "period": meeting.period,
        "kind": meeting.kind,
        "corrected": list(stale.corrected),
        "later": list(stale.later),
        "facts": [{"fact": each.name, "then": each.then, "now": each.now} for each in stale.changed],
        "result": stale.again.result,
        "why": [say_fault(lang, fault) for fault in stale.again.faults] or said(stale.again, lang) or None,
    }
