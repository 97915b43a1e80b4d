"""Periods and years drawn by chance: what a rule for several months asks, and what is known of a cell's months."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from chamdiem.engine.history.timeline import CellMonth, Known

if TYPE_CHECKING:
    import random

Json = dict[str, Any]
IDS = ("tot", "kha", "kem")
SCALE = 300
"""Three points, a whole one each step: so few totals that all of them can be tried."""


def record_test(rnd: random.Random) -> Json | str:  # noqa: PLR0911 - one for each kind
    """Return what a record must be to be counted."""
    match rnd.randrange(8):
        case 0:
            return "any"
        case 1 | 2:
            return {"rating": "given", "is": rnd.choice(IDS)}
        case 3:
            return {"rating": "given", rnd.choice(("at_least", "above", "at_most", "below")): rnd.choice(IDS)}
        case 4:
            return {"total": "points", rnd.choice(("at_least", "below")): str(rnd.randint(1, 3))}
        case 5:
            return {"fact": "present", "at_least": str(rnd.randint(1, 2))}
        case 6:
            return {"any": [{"rating": "given", "in": rnd.sample(IDS, 2)}, {"fact": "minutes_approved", "is": "no"}]}
        case _:
            return {"not": {"rating": "given", "is": rnd.choice(IDS)}}


def measure(rnd: random.Random, *, points: bool) -> Json:
    """Return a number made of the records."""
    match rnd.randrange(8 if points else 7):
        case 0 | 1 | 2:
            return {"count": record_test(rnd)}
        case 3:
            return {"exists": record_test(rnd)}
        case 4 | 5:
            return {"longest_run": record_test(rnd)}
        case 6:
            return {"last": "present"}
        case _:
            return {"mean_over": "points"}


def end_for(rnd: random.Random, told: Json) -> Json:
    """Return a test of a number."""
    if "exists" in told:
        return {"is": rnd.choice(("yes", "no"))}
    most = 3 if "mean_over" in told else 4
    return {rnd.choice(("at_least", "at_most", "above", "below")): str(rnd.randint(1, most))}


def period(rnd: random.Random) -> Json:
    """Return a period."""
    points = rnd.random() < 0.3
    measures = {f"m{number}": measure(rnd, points=points) for number in range(rnd.randint(1, 3))}
    conditions = {name: {"fact": name, **end_for(rnd, told)} for name, told in measures.items()}
    counts = [name for name, told in measures.items() if {"count", "longest_run"} & told.keys()]
    if counts and rnd.random() < 0.4:
        measures["tong"] = {"sum": [rnd.choice(counts), rnd.choice(counts)]}
        conditions["tong"] = {"fact": "tong", "at_least": str(rnd.randint(1, 6))}
    names = list(conditions)
    gates = [conditions[name] for name in rnd.sample(names, rnd.randint(1, min(2, len(names))))]
    part: Json = {"then": "unresolved", "reason": "Không nói"}
    if rnd.random() < 0.3:
        part["then"] = rnd.choice(("not_rated", "predecessor", "predecessor"))
    elif counts and rnd.random() < 0.5:
        rounding = rnd.choice(("up", "down"))
        part = {"then": "pro_rata", "facts": [counts[0]], "of": "6", "rounding": rounding, "reason": "Theo số tháng"}
    return {
        "id": "nam",
        "title": "Năm",
        "over": "year",
        "records": {"kinds": ["regular"], "layer": "decided", "frameworks": ["mau/2025", "mau/2026"]},
        "expected": {"each": "month", "not_held": rnd.choice(("unresolved", "not_counted", *IDS))},
        "part_year": part,
        "measures": {name: {"title": name, **told} for name, told in measures.items()},
        "ratings": [
            {"id": "tot", "title": "Tốt", "requires": [{"title": "x", "when": gate} for gate in gates]},
            {"id": "kha", "title": "Khá", "requires": [{"title": "x", "when": conditions[rnd.choice(names)]}]},
            *([{"id": "kem", "title": "Kém"}] if rnd.random() < 0.8 else []),
        ],
        "caps": [{"id": "c", "when": conditions[rnd.choice(names)], "barred": "tot", "reason": "x"}][
            : rnd.randrange(2)
        ],
    }


def months(rnd: random.Random, first: int, last: int, most_open: int = 3) -> list[CellMonth]:
    """Return the months of a year: known, not held, unknown; outside of those from the first to the last it was not."""
    found = []
    open_ = 0
    for number in range(1, 13):
        name = f"2026-{number:02}"
        state = rnd.choices(("held", "not_held", "unknown", "foreign", "undecided", "two"), (70, 8, 12, 5, 5, 5))[0]
        if state in {"not_held", "unknown", "foreign", "undecided"}:
            state, open_ = ("held", open_) if open_ >= most_open else (state, open_ + 1)
        if not first <= number <= last:
            found.append(CellMonth(period=name, state="outside"))
        elif state == "not_held":
            found.append(CellMonth(period=name, state="not_held"))
        elif state == "unknown":
            found.append(CellMonth(period=name, state="unknown"))
        else:
            frameworks = ["khac/2026"] if state == "foreign" else ["mau/2025", "mau/2026"]
            records = [known(rnd, name, rnd.choice(frameworks), day) for day in (5, 20)[: 1 + (state == "two")]]
            told = undecided(rnd, records[0]) if state == "undecided" else records[0]
            found.append(CellMonth(period=name, state="held", records=(told, *records[1:])))
    return found


def undecided(rnd: random.Random, record: Known) -> Known:
    """Return a record of which the rating, and of its points no more than their ends, is not known yet."""
    least = rnd.randrange(0, SCALE + 1, 100)
    possible = tuple(rnd.sample(IDS, rnd.randint(1, 3)))
    return replace(record, rating=None, possible=possible, total=(least, rnd.randrange(least, SCALE + 1, 100)))


def known(rnd: random.Random, month: str, by: str, day: int) -> Known:
    """Return a record that is known, of whatever framework."""
    rating = rnd.choice(IDS)
    total = rnd.randrange(0, SCALE + 1, 100)
    facts = {"present": rnd.randint(0, 3), "minutes_approved": rnd.randrange(2)}
    return Known(
        period=month,
        day=dt.date.fromisoformat(f"{month}-{day:02}"),
        kind="regular",
        framework=by,
        facts=facts,
        rating=rating,
        possible=(rating,),
        total=(total, total),
        layer="decided",
        source=month,
    )
