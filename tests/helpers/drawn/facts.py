"""Inputs of a drawn framework, and records to score by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from reference.completions import answerable, fits, is_bounded, values_of
from reference.facts import Facts, Record

if TYPE_CHECKING:
    from drawn.chance import Chance
    from reference.facts import Value
    from reference.spans import Json

COUNTS = ("n0", "n1", "n2", "n3")
DECIMALS = ("x0", "x1")
FLAGS = ("y0", "y1")
WORDS = {"w0": ("do", "vang", "xanh")}
DATES = ("t0", "t1")
DAYS = tuple(dt.date(*day) for day in [(2024, 2, 28), (2024, 2, 29), (2025, 2, 28), (2025, 3, 1), (2026, 1, 5)])
FEW_DAYS = DAYS[:2]
LAYERS = ("self", "upper")


@dataclass(frozen=True)
class Fact:
    """One input: its name and what kind of number it is."""

    name: str
    type: str


@dataclass(frozen=True)
class Size:
    """Which inputs a framework has, how far its counts go, and how many steps its points have.

    `is_closed`: every number and day ends somewhere, so that all the records there are can be tried.
    """

    counts: tuple[str, ...] = COUNTS
    decimals: tuple[str, ...] = DECIMALS
    flags: tuple[str, ...] = FLAGS
    ends: tuple[int, ...] = (3, 4, 6)
    compared: int = 7
    steps: int = 8
    groups: int = 3
    is_closed: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The inputs."""
        return (
            *(Fact(name, "count") for name in self.counts),
            *(Fact(name, "decimal") for name in self.decimals),
            *(Fact(name, "yes_no") for name in self.flags),
            *(Fact(name, "word") for name in WORDS),
            *(Fact(name, "date") for name in DATES),
        )


LARGE = Size()
SMALL = Size(COUNTS[:2], DECIMALS[:1], FLAGS[:1], ends=(2, 3), compared=4, steps=3, groups=2, is_closed=True)
OPEN = replace(SMALL, is_closed=False)
"""As small, but some counts and all days are without an end, as they are in most regulations."""


def inputs(chance: Chance, size: Size = LARGE) -> Json:
    """Return inputs of every type; some counts are bounded, one of them by another."""
    found: Json = {}
    for fact in size.facts:
        spec: Json = {"title": f"Số liệu {fact.name}", "type": fact.type}
        if fact.type == "count" and (size.is_closed or not chance.once_in(4)):
            spec["at_most"] = str(chance.pick(size.ends))
        if fact.type == "decimal":
            spec |= {"step": "0.5", "at_least": "0", "at_most": chance.pick(("1",) if size.is_closed else ("2", "2.5"))}
        if fact.type == "word":
            spec["words"] = {word: f"Màu {word}" for word in WORDS[fact.name]}
        if fact.type == "date" and size.is_closed:
            spec |= {"at_least": FEW_DAYS[0].isoformat(), "at_most": FEW_DAYS[-1].isoformat()}
        found[fact.name] = spec
    if chance.once_in(2):
        found["n1"]["at_most"] = {"fact": "n0"}
    return found


def complete(chance: Chance, data: Json, layer: str = "self") -> Record:
    """Return a record of which nothing is missing."""
    facts: dict[str, Value] = {}
    for name, spec in data["inputs"].items():
        values = values_of(spec, Facts(data, Record(facts, {}))) or DAYS
        facts[name] = chance.pick(values)
    assert fits(data, facts)
    answers = {question: chance.pick(values) for question, values in answerable(data, layer).items()}
    return Record(facts, answers, layer)


def partial(chance: Chance, record: Record) -> Record:
    """Return a part of a record: some facts and answers are missing."""
    return _without(record, chance.some([*record.facts, *record.answers]))


def lacking(chance: Chance, data: Json, record: Record, most: int = 3) -> Record:
    """Return a record that lacks a little, of which every value can be tried."""
    given = Facts(data, Record({}, {}))
    facts = [name for name in record.facts if is_bounded(data["inputs"][name], given)]
    return _without(record, chance.some([*facts, *record.answers], 1, most))


def _without(record: Record, missing: list[str]) -> Record:
    return Record(
        {name: value for name, value in record.facts.items() if name not in missing},
        {name: value for name, value in record.answers.items() if name not in missing},
        record.layer,
    )


def written(value: Value) -> object:
    """Return a value as a record's file writes it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Fraction):
        return f"{float(value):g}"
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def record_file(data: Json, record: Record) -> Json:
    """Return a record as its file holds it; answers within a criterion stand in a mapping of their own."""
    answers: Json = {}
    for question, value in record.answers.items():
        criterion, _, within = question.partition("/")
        if within:
            answers.setdefault(criterion, {})[within] = written(value)
        else:
            answers[criterion] = written(value)
    facts = {name: written(value) for name, value in record.facts.items()}
    head = {"framework": data["framework"], "unit_id": "TT-01", "period": "2025", "organisation": "mau"}
    return {**head, **facts, "assessments": {record.layer: {"answers": answers}}}
