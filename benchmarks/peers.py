"""The same rubric through several engines: first whether they all conclude the same, then how fast."""

from __future__ import annotations

import gc
from time import process_time

from engine_clips import Clips, ClipsGlobals, ClipsRules
from engine_durable import PlainDurable
from engine_jsonlogic import JsonLogic
from engine_ours import Ours, OursDerived
from engine_python import PlainPython, StraightPython
from engine_rule_engine import RuleEngineLibrary
from engine_sql import SqlCase, SqlCaseRules
from engine_zen import Zen, ZenCompiled, ZenExpressions
from rubric import Engine, Meeting, Result, Rubric, make_meetings, make_rubric
from tables import Table, median

ENGINES: tuple[type[Engine], ...] = (
    PlainPython,
    StraightPython,
    SqlCase,
    SqlCaseRules,
    ZenCompiled,
    ZenExpressions,
    Zen,
    JsonLogic,
    RuleEngineLibrary,
    Clips,
    ClipsGlobals,
    ClipsRules,
    PlainDurable,
    Ours,
    OursDerived,
)
TARGETS = ((Ours, Clips, 1.6), (Ours, ClipsGlobals, 1.2), (OursDerived, ClipsRules, 1.2))
"""Which is to be ahead of which, and by how much: of two that give the same the second is the best form found."""
COMPARED = 2_000
WARM_UP = 30
TIMED = 100
ROUNDS = 25
AGED = 20_000
"""After so many meetings an engine that keeps a working memory is timed again."""


def measure() -> Table:
    """Compare the results of every engine with plain Python's, then time them in turns.

    Each round gives every engine new rules, made outside the timing, and the same meetings. An engine that concludes
    anything else is reported as differing and not timed.
    """
    rubric = make_rubric()
    meetings = make_meetings(rubric, COMPARED)
    expected = _results(PlainPython(rubric), meetings)
    differing = {engine: _differing(engine, _results(engine(rubric), meetings), expected) for engine in ENGINES}
    timed = [engine for engine in ENGINES if not differing[engine]]
    times: dict[type[Engine], list[float]] = {engine: [] for engine in timed}
    for _ in range(ROUNDS):
        for engine in timed:
            times[engine].append(_time(engine, rubric, meetings))
    middle = {engine: median(found) for engine, found in times.items()}
    rows = [
        (
            engine.name, engine.kind, engine.gives, "0", f"{used:.1f}", f"{min(times[engine]):.1f}",
            f"{_ahead(times[engine], times[ClipsGlobals]):.2f}", _aged(engine, rubric, meetings),
        )
        for engine, used in sorted(middle.items(), key=lambda item: item[1])
    ]  # fmt: skip
    rows += [
        (engine.name, engine.kind, engine.gives, str(count), *"————") for engine, count in differing.items() if count
    ]
    reached = (
        f"{one.name} / {other.name} {_ahead(times[one], times[other]):.2f} (≥ {least})" for one, other, least in TARGETS
    )
    return Table(
        title=(
            f"35 criteria × 4 bands, total, rating: {COMPARED} meetings compared with plain Python, then"
            f" {ROUNDS} rounds of {TIMED}, by the time of the processor; targets: {'; '.join(reached)}"
        ),
        header=("engine", "class", "gives", "differing", "median µs", "least µs", "× best CLIPS", f"after {AGED}, µs"),
        rows=tuple(rows),
    )


def _results(engine: Engine, meetings: list[Meeting]) -> list[Result]:
    return [engine.score(meeting) for meeting in meetings]


def _differing(engine: type[Engine], found: list[Result], expected: list[Result]) -> int:
    """Return how many results are others than plain Python's, with the rules of an engine that tells them."""
    wanted = expected if engine.gives != "points" else [right._replace(bands=()) for right in expected]
    return sum(one != right for one, right in zip(found, wanted, strict=True))


def _ahead(times: list[float], others: list[float]) -> float:
    """Return how many times as fast: the middle of the rounds, in each of which the two had the same machine."""
    return median([other / own for own, other in zip(times, others, strict=True)])


def _time(engine: type[Engine], rubric: Rubric, meetings: list[Meeting]) -> float:
    ready = engine(rubric)
    _results(ready, meetings[:WARM_UP])
    return _timed(ready, meetings)


def _aged(engine: type[Engine], rubric: Rubric, meetings: list[Meeting]) -> str:
    if engine.kind != "forward chaining":
        return "—"
    ready = engine(rubric)
    for number in range(AGED):
        ready.score(meetings[number % COMPARED])
    return f"{_timed(ready, meetings):.1f}"


def _timed(engine: Engine, meetings: list[Meeting]) -> float:
    """Return microseconds of the processor for a meeting."""
    gc.collect()
    start = process_time()
    _results(engine, meetings[:TIMED])
    return (process_time() - start) / TIMED * 1e6
