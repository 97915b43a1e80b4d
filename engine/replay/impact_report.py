"""The report of scoring the past by another framework, for people and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from chamdiem.engine.authoring.diff_words import DiffWords
from chamdiem.engine.ledger.shapes import written
from chamdiem.engine.paper.tables import Report, Table, Value, fitted
from chamdiem.engine.reading.records import UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO
from chamdiem.engine.texts import Lang, say
from chamdiem.engine.texts.sentences import period_text, say_fault
from chamdiem.engine.words import formats
from chamdiem.rules.analysis.diff import diff_frameworks, is_revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.engine.replay.impact import Impact
    from chamdiem.engine.replay.rescoring import Moved, Rescored
    from chamdiem.engine.replay.rescoring_in_bulk import LookedTwice
    from chamdiem.engine.replay.selection import LedgerHead
    from chamdiem.rules.records.faults import Fault

SCHEMA = "chamdiem/impact/1"
_UNASKED = (UNKNOWN_CRITERION, UNKNOWN_CRITERION_TOO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imagined:
    """What scoring by another framework gave; `before`: those that scored the meetings.

    `twice`: of meetings that were scored many at once, what was looked at one by one; None: all were scored so.
    """

    asked: LedgerHead
    layer: str
    before: Sequence[LoadedFramework]
    framework: LoadedFramework
    impact: Impact
    twice: LookedTwice | None = None

    @property
    def whole(self) -> bool:
        """Whether every entry could be read: other results are what was asked for."""
        return all(item.framework is not None for item in self.impact.cannot)

    def report(self, lang: Lang) -> Report:
        """Return the report of an impact in words."""
        impact, framework = self.impact, self.framework
        moved, cannot = len(impact.moved), len(impact.cannot)
        findings = [say(lang, "impact.summary", total=impact.meetings, moved=moved, cannot=cannot)]
        if impact.by_thresholds:
            findings.append(say(lang, "impact.by_thresholds", count=impact.by_thresholds))
        if self.twice is not None:
            findings.append(_twice(self.twice, lang))
        titles = {criterion.id: criterion.title for criterion in framework.framework.criteria}
        others = [old for old in self.before if old.hash != framework.hash]
        like = [old for old in others if is_revision(old.framework, framework.framework)]
        findings += [_unlike(old, framework, lang) for old in others if old not in like]
        tables = [_matrix(impact, lang)]
        tables += [_criteria(impact, titles, lang)] if len(like) == len(others) or impact.criteria else []
        tables += [_organisations(impact, lang), *(_amended(old, framework, lang) for old in like)]
        tables += [_moved(impact.moved, lang)] if impact.moved else []
        tables += [_cannot(impact.cannot, lang)] if impact.cannot else []
        particulars = (
            (say(lang, "impact.as_if"), f"{framework.framework.title} ({framework.id}, {framework.hash[:12]})"),
            (say(lang, "impact.layer"), say(lang, f"replay.layer_{self.layer}")),
        )
        return Report(
            title=say(lang, "impact.title"),
            subject=say(lang, "impact.subject"),
            particulars=(*self.asked.particulars(lang), *particulars),
            findings=tuple(findings),
            tables=tuple(tables),
        )

    def json(self, lang: Lang) -> dict[str, Any]:
        """Return the report of an impact as data for JSON. Points are decimal strings; null stands for no rating."""
        impact = self.impact
        return {
            "schema": SCHEMA,
            **self.asked.json(),
            "layer": self.layer,
            "as_if": {"framework": self.framework.id, "hash": self.framework.hash},
            "amended": [_amended_json(old, self.framework, lang) for old in self.before],
            "meetings": impact.meetings,
            "twice": None if self.twice is None else asdict(self.twice),
            "matrix": [{"from": old, "to": new, "meetings": count} for (old, new), count in impact.matrix.items()],
            "by_thresholds": impact.by_thresholds,
            "criteria": [asdict(item) | {"points": written(item.points)} for item in impact.criteria],
            "organisations": [asdict(item) for item in impact.organisations],
            "moved": [_moved_json(item) for item in impact.moved],
            "cannot": [
                {"number": item.number, "cell": item.cell, "why": [say_fault(lang, fault) for fault in item.faults]}
                for item in impact.cannot
            ],
        }


def _twice(twice: LookedTwice, lang: Lang) -> str:
    """Say by what scoring many at once was checked."""
    code = "impact.twice_differing" if twice.differing else "impact.twice"
    return say(lang, code, count=twice.meetings, differing=twice.differing, **asdict(twice.draw))


def _unlike(old: LoadedFramework, new: LoadedFramework, lang: Lang) -> str:
    """Say that two frameworks ask different things, which no list of changes would tell a reader."""
    counts = {"old_count": len(tuple(old.framework.criteria)), "new_count": len(tuple(new.framework.criteria))}
    return say(lang, "impact.unlike", old=old.id, hash=old.hash[:12], new=new.id, **counts)


def _rating(title: str | None, lang: Lang) -> str:
    return say(lang, "impact.unrated") if title is None else title


def _matrix(impact: Impact, lang: Lang) -> Table:
    shown = [rating for rating in impact.ratings if rating is not None or any(None in pair for pair in impact.matrix)]
    names = tuple(_rating(rating, lang) for rating in shown)
    rows: list[tuple[Value, ...]] = [
        (_rating(old, lang), *(impact.matrix.get((old, new), 0) for new in shown)) for old in shown
    ]
    header = (say(lang, "impact.from_to"), *names)
    return fitted(say(lang, "impact.table_matrix"), header, rows)


def _criteria(impact: Impact, titles: dict[str, str], lang: Lang) -> Table:
    rows = [
        (item.criterion, titles.get(item.criterion, "—"), item.meetings, formats.points(item.points, lang), item.moves)
        for item in impact.criteria
    ]
    return _table(lang, "impact.table_criteria", ("criterion", "title", "meetings", "points", "moves"), rows)


def _organisations(impact: Impact, lang: Lang) -> Table:
    rows = [
        (item.organisation or "—", item.meetings, item.same, item.up, item.down, item.other, item.cannot)
        for item in impact.organisations
    ]
    header = ("organisation", "meetings", "same", "up", "down", "other", "cannot")
    return _table(lang, "impact.table_organisations", header, rows)


def _amended(old: LoadedFramework, new: LoadedFramework, lang: Lang) -> Table:
    """Say in the regulation's terms what the other framework changes in one that scored meetings."""
    words = DiffWords(old.framework, new.framework, lang)
    rows: list[tuple[Value, ...]] = [(words.sentence(c),) for c in diff_frameworks(old.framework, new.framework)]
    title = say(lang, "impact.table_amended", old=old.id, hash=old.hash[:12], new=new.id)
    return fitted(title, (say(lang, "impact.column_change"),), rows)


def _moved(items: Iterable[Rescored], lang: Lang) -> Table:
    rows = [
        (
            *_meeting(item, lang),
            formats.points(item.total_before, lang),
            _rating(item.before, lang),
            formats.points(item.total_after, lang),
            _rating(item.after, lang),
            _why(item, lang),
        )
        for item in items
    ]
    header = ("number", "organisation", "cell", "period", "total", "before", "total", "after", "why")
    return _table(lang, "impact.table_moved", header, rows)


def _why(item: Rescored, lang: Lang) -> str:
    if not item.like:
        return say(lang, "impact.other_criteria")
    return "; ".join(_change(change, lang) for change in item.criteria) or say(lang, "impact.thresholds")


def _cannot(items: Iterable[Rescored], lang: Lang) -> Table:
    rows = [(*_meeting(item, lang), " ".join(_reasons(item.faults, lang))) for item in items]
    return _table(lang, "impact.table_cannot", ("number", "organisation", "cell", "period", "reason"), rows)


def _reasons(faults: Iterable[Fault], lang: Lang) -> Iterator[str]:
    """Yield why a record cannot be scored; answers to what the framework does not ask are named in one sentence."""
    unasked = dict.fromkeys(fault.details["name"] for fault in faults if fault.code in _UNASKED)
    if len(unasked) > 1:
        yield say(lang, "impact.unasked", count=len(unasked), names=", ".join(unasked))
    told = (fault for fault in faults if fault.code not in _UNASKED or len(unasked) == 1)
    yield from dict.fromkeys(say_fault(lang, fault) for fault in told)  # two layers may have answered the same


def _meeting(item: Rescored, lang: Lang) -> tuple[Value, ...]:
    period = period_text(lang, item.period) if item.period else "—"
    return (item.number, item.organisation or "—", item.cell or "—", period)


def _change(change: Moved, lang: Lang) -> str:
    before, after = (formats.points(points, lang) for points in (change.before, change.after))
    return f"{change.criterion}: {before} → {after}"


def _table(lang: Lang, title: str, header: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> Table:
    return fitted(say(lang, title), (say(lang, f"impact.column_{name}") for name in header), rows)


def _amended_json(old: LoadedFramework, new: LoadedFramework, lang: Lang) -> dict[str, Any]:
    words = DiffWords(old.framework, new.framework, lang)
    changes = [words.json(change) for change in diff_frameworks(old.framework, new.framework)]
    return {"framework": old.id, "hash": old.hash, "changes": changes}


def _moved_json(item: Rescored) -> dict[str, Any]:
    return {
        "number": item.number,
        "organisation": item.organisation,
        "cell": item.cell,
        "period": item.period,
        "from": item.before,
        "to": item.after,
        "total_before": written(item.total_before),
        "total_after": written(item.total_after),
        "criteria": [
            {"criterion": each.criterion, "before": written(each.before), "after": written(each.after)}
            for each in item.criteria
        ],
    }
