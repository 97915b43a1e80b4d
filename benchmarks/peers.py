"""The same rubric through several engines: first whether they all conclude the same, then how fast."""

from __future__ import annotations

import gc
from time import perf_counter

from engine_clips import Clips, ClipsFunction
from engine_durable import PlainDurable
from engine_ours import Ours
from engine_python import PlainPython
from engine_rule_engine import RuleEngineLibrary
from engine_zen import Zen, ZenExpressions
from rubric import Engine, Meeting, Result, Rubric, make_meetings, make_rubric
from tables import Table, median

ENGINES: tuple[type[Engine], ...] = (
    PlainPython,
    Ours,
    PlainDurable,
    Clips,
    ClipsFunction,
    Zen,
    ZenExpressions,
    RuleEngineLibrary,
)
COMPARED = 2_000
WARM_UP = 30
TIMED = 100
ROUNDS = 25
AGED = 20_000


def measure() -> Table:
    """Compare the results of every engine with plain Python's, then time them in turns.

    Each round gives every engine new rules, made outside the timing, and the same meetings. An engine that concludes
    anything else is reported as differing and not timed.
    """
    rubric = make_rubric()
    meetings = make_meetings(rubric, COMPARED)
    expected = _results(PlainPython(rubric), meetings)
    differing = {
        engine: sum(found != right for found, right in zip(_results(engine(rubric), meetings), expected, strict=True))
        for engine in ENGINES
    }
    timed = [engine for engine in ENGINES if not differing[engine]]
    rates: dict[type[Engine], list[float]] = {engine: [] for engine in timed}
    for _ in range(ROUNDS):
        for engine in timed:
            rates[engine].append(_rate(engine, rubric, meetings))
    rows = [
        (engine.name, "0", f"{median(found):.0f}", f"{max(found):.0f}", f"{_aged_rate(engine, rubric, meetings):.0f}")
        for engine, found in sorted(rates.items(), key=lambda item: -median(item[1]))
    ]
    rows += [(engine.name, str(count), "—", "—", "—") for engine, count in differing.items() if count]
    return Table(
        title=(
            f"35 criteria × 4 bands, total, rating: {COMPARED} meetings compared with plain Python, then"
            f" {ROUNDS} rounds of {TIMED}, and {TIMED} more after {AGED} by the same rules"
        ),
        header=("engine", "differing", "median /s", "best /s", f"after {AGED} /s"),
        rows=tuple(rows),
    )


def _results(engine: Engine, meetings: list[Meeting]) -> list[Result]:
    return [engine.score(meeting) for meeting in meetings]


def _rate(engine: type[Engine], rubric: Rubric, meetings: list[Meeting]) -> float:
    ready = engine(rubric)
    _results(ready, meetings[:WARM_UP])
    return _timed(ready, meetings)


def _aged_rate(engine: type[Engine], rubric: Rubric, meetings: list[Meeting]) -> float:
    ready = engine(rubric)
    for number in range(AGED):
        ready.score(meetings[number % COMPARED])
    return _timed(ready, meetings)


def _timed(engine: Engine, meetings: list[Meeting]) -> float:
    """Return meetings per second."""
    gc.collect()
    start = perf_counter()
    _results(engine, meetings[:TIMED])
    return TIMED / (perf_counter() - start)
